// Package preview tries kohyo serve as those who write notices use it: the
// program itself, a folder that is edited, and a real browser.
package preview

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"kohyo/internal/fixture/browser"
)

// now is the moment of every preview: after all reports of the sample.
const now = "2026-11-01T12:00:00+09:00"

// root is the repository, seen from this folder.
const root = "../.."

var scratch string // removed by TestMain

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "kohyo-preview-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	browser.Close()
	os.RemoveAll(scratch)
	os.Exit(code)
}

// program builds the command once for all tests.
var program = sync.OnceValues(func() (string, error) {
	name := filepath.Join(scratch, "kohyo")
	cmd := exec.Command("go", "build", "-o", name, "./cmd/kohyo")
	cmd.Dir = root
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("the command does not build: %w\n%s", err, text)
	}
	return name, nil
})

func kohyo(t testing.TB, args ...string) *exec.Cmd {
	t.Helper()
	name, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "LANG=C", "LC_ALL=C")
	return cmd
}

// sample copies the sample archive to a folder of its own.
func sample(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"content", "site.toml"} {
		from := filepath.Join(root, name)
		err := filepath.WalkDir(from, func(at string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			rel, err := filepath.Rel(root, at)
			if err != nil {
				return err
			}
			if e.IsDir() {
				return os.MkdirAll(filepath.Join(dir, rel), 0o777)
			}
			text, err := os.ReadFile(at)
			if err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(dir, rel), text, 0o666)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// preview is a running kohyo serve.
type preview struct {
	dir string
	url string // http://127.0.0.1:PORT
	cmd *exec.Cmd
	err *safeBuffer
}

var addressLine = regexp.MustCompile(`(?m)^ +(http://\S+?)/?$`)

// start runs kohyo serve in a folder, and ends it with the test.
func start(t testing.TB, dir string, args ...string) *preview {
	t.Helper()
	p := &preview{dir: dir, err: &safeBuffer{}}
	p.cmd = kohyo(t, append([]string{"serve", "-C", dir, "--now", now, "--addr", "127.0.0.1:0"}, args...)...)
	p.cmd.Stderr = p.err
	out, err := p.cmd.StdoutPipe()
	if err == nil {
		err = p.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.cmd.Process.Kill(); _ = p.cmd.Wait() })
	lines := bufio.NewReader(out)
	for text := ""; p.url == ""; {
		line, err := lines.ReadString('\n')
		if text += line; err != nil {
			t.Fatalf("kohyo serve ended: %v\n%s%s", err, text, p.err)
		}
		if m := addressLine.FindStringSubmatch(text); m != nil {
			p.url = m[1]
		}
	}
	go func() { _, _ = io.Copy(io.Discard, lines) }()
	return p
}

// stop ends it as Ctrl-C does, and expects it to end well.
func (p *preview) stop(t testing.TB) {
	t.Helper()
	_ = p.cmd.Process.Signal(os.Interrupt)
	done := make(chan error, 1)
	go func() { done <- p.cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("after Ctrl-C: %v\n%s", err, p.err)
		}
	case <-time.After(5 * time.Second):
		t.Error("does not end after Ctrl-C")
	}
}

// edit changes a file as an editor saves it: the whole file anew.
func (p *preview) edit(t testing.TB, file, old, new string) {
	t.Helper()
	name := filepath.Join(p.dir, filepath.FromSlash(file))
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s does not hold %q", file, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), old, new, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (p *preview) get(t testing.TB, path string) (int, string) {
	t.Helper()
	answer, err := http.Get(p.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(body)
}

// eventually waits until something is so.
func eventually(t testing.TB, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		if so() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

type safeBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *safeBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *safeBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}
