package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

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

func BenchmarkLoad(b *testing.B) {
	report, err := os.ReadFile(filepath.Join("..", "..", "content", "nanatsuboshi-gallery", "1.toml"))
	if err != nil {
		b.Skip(err)
	}
	site, err := os.ReadFile(filepath.Join("..", "..", "site.toml"))
	if err != nil {
		b.Skip(err)
	}
	fsys := fstest.MapFS{"site.toml": {Data: site}, "content/x/1.toml": {Data: report}}
	b.SetBytes(int64(len(report)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(fsys); err != nil {
			b.Fatal(err)
		}
	}
}
