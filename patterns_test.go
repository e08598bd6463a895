package kohyo

import (
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"testing"
)

// TestPatterns: patterns are compiled when they are first used, so a mistake
// in one that is seldom used would be an author's to find.
func TestPatterns(t *testing.T) {
	var all []source
	named := map[string]map[string]ast.Expr{} // folder → name → value
	for _, s := range sources(t) {
		all = append(all, s)
		if named[s.folder] == nil {
			named[s.folder] = map[string]ast.Expr{}
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && len(v.Names) == len(v.Values) {
				for i, name := range v.Names {
					named[s.folder][name.Name] = v.Values[i]
				}
			}
			return true
		})
	}
	seen := 0
	for _, s := range all {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 1 || s.folder == "internal/pattern" {
				return true
			}
			f, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || f.Sel.Name != "New" {
				return true
			}
			if pkg, ok := f.X.(*ast.Ident); !ok || pkg.Name != "pattern" {
				return true
			}
			seen++
			expr, ok := constant(call.Args[0], named[s.folder])
			if _, err := regexp.Compile(expr); !ok || err != nil {
				t.Errorf("%s: not a pattern that can be read here: %q %v", s.files.Position(call.Pos()), expr, err)
			}
			return true
		})
	}
	if seen < 50 {
		t.Errorf("found only %d patterns: the test looks in the wrong place", seen)
	}
}

// constant is the text that an expression of literals and names stands for.
func constant(e ast.Expr, named map[string]ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.Ident:
		v, ok := named[e.Name]
		if !ok {
			return "", false
		}
		return constant(v, named)
	case *ast.ParenExpr:
		return constant(e.X, named)
	case *ast.BinaryExpr:
		a, ok := constant(e.X, named)
		b, also := constant(e.Y, named)
		return a + b, ok && also && e.Op == token.ADD
	}
	return "", false
}
