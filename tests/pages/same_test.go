package pages

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestSameBytesAnywhere builds the sample once more: from a copy in another
// folder, in another time zone, language and on one processor. The output
// must be the same, byte for byte.
func TestSameBytesAnywhere(t *testing.T) {
	if os.Getenv("KOHYO_PAGES_SITE") != "" {
		t.Skip("the site was built elsewhere")
	}
	s := sample(t)
	elsewhere := filepath.Join(t.TempDir(), "どこか よそ")
	for _, name := range []string{"site.toml", "content", "layouts", "static"} {
		copyTree(t, filepath.Join(root, name), filepath.Join(elsewhere, name))
	}
	out := filepath.Join(t.TempDir(), "out")
	env := []string{"TZ=Pacific/Kiritimati", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=1"}
	if err := run(elsewhere, env, out); err != nil {
		t.Fatal(err)
	}
	other, err := read(out, settings{BaseURL: s.base.String(), Languages: s.langs})
	if err != nil {
		t.Fatal(err)
	}
	different(s, other).none(t)
}

func different(a, b *site) (p problems) {
	for _, name := range slices.Sorted(maps.Keys(a.files)) {
		data := a.files[name]
		if other, ok := b.files[name]; !ok {
			p.add(name, "is in one of the two only")
		} else if !bytes.Equal(data, other) {
			p.add(name, "differs: %d and %d bytes", len(data), len(other))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.files)) {
		if a.files[name] == nil {
			p.add(name, "is in one of the two only")
		}
	}
	return p
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	info, err := os.Stat(from)
	if err == nil && info.IsDir() {
		err = os.CopyFS(to, os.DirFS(from))
	} else if err == nil {
		var data []byte
		if data, err = os.ReadFile(from); err == nil {
			if err = os.MkdirAll(filepath.Dir(to), 0o755); err == nil {
				err = os.WriteFile(to, data, 0o644)
			}
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}
