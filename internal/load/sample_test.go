package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kohyo/internal/diag"
)

// TestSample loads the repository's own site.
func TestSample(t *testing.T) {
	dir := filepath.Join("..", "..")
	if _, err := os.Stat(filepath.Join(dir, "content")); err != nil {
		t.Skip("no content yet")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	r, err := Load(root.FS())
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := diag.Print(&b, r.Findings, diag.Options{Lang: "en", Source: lines(root.FS())}); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + b.String())
	if r.Findings.Errors() > 0 {
		t.Error("the sample has errors")
	}
}

func lines(fsys fs.FS) func(string, int) (string, bool) {
	return func(file string, line int) (string, bool) {
		data, err := fs.ReadFile(fsys, file)
		all := strings.Split(string(data), "\n")
		if err != nil || line > len(all) {
			return "", false
		}
		return all[line-1], true
	}
}
