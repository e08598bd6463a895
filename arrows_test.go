package kohyo

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// arrows says which packages of this module a package may import. One that
// has no row here does not belong: give it a charter in docs/architecture.md
// and a row, or find the package that the code should go to.
var arrows = map[string]string{
	".":                        "",
	"cmd/kohyo":                ". build check diag headers lang law load notice output overlay pdf prose publish render revise schema serve desk site store tlog verify watch wording",
	"internal/build":           "load schema check site render wording notice lang prose overlay diag",
	"internal/render":          "layout search site change wording prose notice lang diag",
	"internal/change":          "notice lang wording prose",
	"internal/site":            "notice lang",
	"internal/wording":         "notice lang",
	"internal/check":           "law notice lang prose wording pattern diag",
	"internal/law":             "notice diag",
	"internal/schema":          "load notice lang diag",
	"internal/revise":          "load notice",
	"internal/load":            "notice pattern diag",
	"internal/notice":          "pattern diag",
	"internal/prose":           "pattern diag",
	"internal/serve":           "desk law diag",
	"internal/desk":            "law notice site wording lang diag",
	"internal/publish":         "output tlog diag",
	"internal/store":           "publish pattern diag",
	"internal/output":          "",
	"internal/headers":         "",
	"internal/tlog":            "",
	"internal/verify":          "tlog diag",
	"internal/pdf":             "pattern",
	"internal/overlay":         "",
	"internal/layout":          "",
	"internal/watch":           "",
	"internal/lang":            "",
	"internal/search":          "",
	"internal/diag":            "",
	"internal/pattern":         "",
	"bench":                    "",
	"bench/corpus":             "bench",
	"bench/hugo":               "bench",
	"bench/took":               "",
	"internal/fixture":         "diag",
	"internal/fixture/browser": "fixture",
}

const (
	maxFile = 400 // lines of a file
	maxFunc = 60  // lines of a function
)

// source is one parsed Go file that is not a test.
type source struct {
	name   string // slash path from the root
	folder string
	lines  int
	files  *token.FileSet
	tree   *ast.File
}

// sources parses the module's files itself: a test that asks `go list` keeps
// passing from the test cache after an import has changed.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, e fs.DirEntry, err error) error {
		base := path.Base(name)
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != "." && (strings.HasPrefix(base, ".") || base == "testdata" || base == "node_modules"):
			return fs.SkipDir
		case e.IsDir() || !strings.HasSuffix(base, ".go") || strings.HasSuffix(base, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			return err
		}
		files := token.NewFileSet()
		tree, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
		all = append(all, source{name, path.Dir(name), bytes.Count(text, []byte("\n")), files, tree})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("found only %d files: the test looks in the wrong place", len(all))
	}
	return all
}

func TestArrows(t *testing.T) {
	for _, s := range sources(t) {
		may, known := arrows[s.folder]
		if !known {
			t.Errorf("%s: the package %s has no row in the arrows", s.name, s.folder)
			continue
		}
		if slices.Contains([]string{"util", "common", "helpers", "types"}, s.tree.Name.Name) {
			t.Errorf("%s: a package named %s says nothing about what is in it", s.name, s.tree.Name.Name)
		}
		for _, i := range s.tree.Imports {
			to := strings.Trim(i.Path.Value, `"`)
			if to != "kohyo" && !strings.HasPrefix(to, "kohyo/") {
				continue
			}
			short := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(to, "kohyo"), "/internal"), "/")
			if short == "" {
				short = "."
			}
			if !slices.Contains(strings.Fields(may), short) {
				t.Errorf("%s: %s must not import %s", s.files.Position(i.Pos()), s.folder, to)
			}
		}
	}
}

func TestLengths(t *testing.T) {
	for _, s := range sources(t) {
		if s.lines > maxFile {
			t.Errorf("%s has %d lines, more than %d: split it by what it is about", s.name, s.lines, maxFile)
		}
		for _, d := range s.tree.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			from, to := s.files.Position(f.Pos()), s.files.Position(f.End())
			if n := to.Line - from.Line + 1; n > maxFunc {
				t.Errorf("%s: %s has %d lines, more than %d", from, f.Name.Name, n, maxFunc)
			}
		}
	}
}

// TestOneDoorForMarkup finds every place that declares a string to be safe
// markup. There is one, for rendered Markdown; everything else is escaped.
func TestOneDoorForMarkup(t *testing.T) {
	safe := []string{"HTML", "HTMLAttr", "CSS", "JS", "JSStr", "URL", "Srcset"}
	var doors []string
	for _, s := range sources(t) {
		name := importName(s.tree, "html/template")
		ast.Inspect(s.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			fun := ast.Unparen(call.Fun)
			if sel, ok := fun.(*ast.SelectorExpr); ok && name != "" && slices.Contains(safe, sel.Sel.Name) {
				if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == name {
					doors = append(doors, s.files.Position(call.Pos()).String())
				}
			}
			return true
		})
		if name == "." || namesMarkupType(s.tree, name) {
			t.Errorf("%s gives a markup type of html/template another name, which hides conversions from this test", s.name)
		}
	}
	if len(doors) != 1 {
		t.Errorf("%d conversions to markup that html/template does not escape, want 1: %v", len(doors), doors)
	}
}

// importName is the name under which a file imports a package, "" if it does not.
func importName(f *ast.File, want string) string {
	for _, i := range f.Imports {
		if strings.Trim(i.Path.Value, `"`) != want {
			continue
		}
		if i.Name != nil {
			return i.Name.Name
		}
		return path.Base(want)
	}
	return ""
}

// namesMarkupType reports whether a file declares a type that is one of
// html/template's: type Markup = template.HTML.
func namesMarkupType(f *ast.File, template string) bool {
	found := false
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok {
			if sel, ok := spec.Type.(*ast.SelectorExpr); ok {
				pkg, ok := sel.X.(*ast.Ident)
				found = found || ok && template != "" && pkg.Name == template && sel.Sel.Name != "Template"
			}
		}
		return !found
	})
	return found
}
