package wording_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"kohyo/internal/lang"
)

// Every label that the program or a template asks for by name exists: a
// mistyped one would show up on a page only where it is used.
func TestLabelsThatAreAskedForExist(t *testing.T) {
	keys := lang.LabelKeys()
	seen := 0
	check := func(where, key string) {
		seen++
		if !slices.Contains(keys, key) {
			t.Errorf("%s asks for the label %q, which does not exist", where, key)
		}
	}
	walk(t, "..", ".go", func(name, src string) {
		if !strings.HasSuffix(name, "_test.go") {
			labelsInGo(t, name, src, check)
		}
	})
	inTemplate := regexp.MustCompile(`\.L "([^"]+)"`)
	walk(t, "../../layouts", ".html", func(name, src string) {
		for _, m := range inTemplate.FindAllStringSubmatch(src, -1) {
			check(name, m[1])
		}
	})
	if seen < 20 {
		t.Errorf("only %d labels found: the test looks in the wrong place", seen)
	}
}

func walk(t *testing.T, root, ext string, f func(name, src string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(name) != ext {
			return err
		}
		src, err := os.ReadFile(name)
		f(name, string(src))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// labelsInGo finds calls of methods Label, LabelErr and Plural whose key is a
// string.
func labelsInGo(t *testing.T, name, src string, found func(where, key string)) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, src, 0)
	if err != nil {
		t.Logf("%v (not read)", err)
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || !slices.Contains([]string{"Label", "LabelErr", "Plural"}, method.Sel.Name) {
			return true
		}
		if lit, ok := call.Args[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
			key, _ := strconv.Unquote(lit.Value)
			found(files.Position(call.Pos()).String(), key)
		}
		return true
	})
}
