// Package publishing tries what docs/publishing.md tells publishers to use:
// the settings of servers on real servers and parsers, under a real browser,
// and the recipes for CI as what reads them.
package publishing

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"kohyo/internal/fixture/browser"
	"kohyo/internal/headers"
)

const root = "../.."

var scratch string // removed by TestMain

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "kohyo-publishing-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := os.Chmod(scratch, 0o755); err != nil { // nginx reads it as another user
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	browser.Close()
	os.RemoveAll(scratch)
	os.Exit(code)
}

// extra are an attachment that tries what it can, and security.txt.
var extra = map[string]string{
	"shop/files/evil.html":     "<!doctype html><title>evil</title><p style=\"color:red\">red</p><script>document.title='ran'</script>",
	".well-known/security.txt": "Contact: mailto:security@kohyo.example\n",
}

// published is the sample archive as it stands in the folder of a server.
var published = sync.OnceValues(func() (string, error) {
	cmd := exec.Command("go", "run", "./cmd/kohyo", "publish", filepath.Join(scratch, "srv"))
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+scratch, "KOHYO_LOG_KEY=")
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the sample is not published: %w\n%s", err, text)
	}
	out, err := filepath.EvalSymlinks(filepath.Join(scratch, "srv", "current"))
	if err != nil {
		return "", err
	}
	for name, text := range extra {
		at := filepath.Join(out, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			return "", err
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			return "", err
		}
	}
	return out, nil
})

// site gives the folder, and the names of all files in it.
func site(t *testing.T) (dir string, names []string) {
	t.Helper()
	dir, err := published()
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		hidden := strings.HasPrefix(filepath.Base(name), ".") && name != "." && name != ".well-known"
		if err == nil && !d.IsDir() && !hidden {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	return dir, names
}

// address is how a browser asks for a file.
func address(name string) string { return strings.TrimSuffix(name, "index.html") }

// sample is what the settings are made of.
func sample(t *testing.T) headers.Site {
	t.Helper()
	s, err := headers.Of("https://kohyo.example/", "ja", "en")
	if err != nil {
		t.Fatal(err)
	}
	return s
}
