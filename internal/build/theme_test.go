package build_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo"
	"kohyo/internal/build"
)

// What is wrong with a site's own theme is found by check, not only by build,
// and is never a silent default.
func TestMistakesInTheTheme(t *testing.T) {
	shipped, err := fs.ReadFile(kohyo.Theme, "layouts/parts/contacts.html")
	if err != nil {
		t.Fatal(err)
	}
	contacts := string(shipped)
	for _, c := range []struct{ name, file, text, rule string }{
		{"a name that no part has", "layouts/parts/contact.html", contacts, "unused-layout"},
		{"a new part that redefines another", "layouts/parts/zz.html", contacts, "unused-layout"},
		{"a layout in another encoding", "layouts/parts/contacts.html", contacts + "\x93\xc6\x8e\xa9", "theme-encoding"},
		{"a style sheet in another encoding", "static/site.css", "/* \x93\xc6 */", "theme-encoding"},
		{"a value that does not exist", "layouts/parts/header.html", "{{define \"header\"}}{{.Nmae}}{{end}}{{define \"logo\"}}{{end}}{{define \"banner\"}}{{end}}", "layout"},
		{"a layout that does not parse", "layouts/list.html", "{{define \"main\"}}{{if}}", "layout"},
		{"a label that does not exist", "layouts/choice.html", "{{define \"main\"}}{{.L \"nav.nothing\"}}{{end}}", "layout"},
	} {
		t.Run(c.name, func(t *testing.T) {
			checked, err := build.Check(content(fstest.MapFS{c.file: file(c.text)}), kohyo.Theme)
			if err != nil {
				t.Fatal(err)
			}
			if got := rules(checked.Findings); !strings.Contains(got, c.rule) {
				t.Errorf("the findings are %q, want %s", got, c.rule)
			}
		})
	}
}
