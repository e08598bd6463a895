package pages

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/fixture"
)

func TestCSAF(t *testing.T) { csaf(t, sample(t)).none(t) }

// documents of the site in the format of CSAF, by file.
func (s *site) csaf() (names []string) {
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if dir, _ := path.Split(name); strings.HasPrefix(dir, ".well-known/csaf/white/2") && path.Ext(name) == ".json" {
			names = append(names, name)
		}
	}
	return names
}

// csaf shows the documents to the mandatory tests of the specification and to
// csaf_validator, and checks the files beside them.
func csaf(t *testing.T, s *site) (p problems) {
	t.Helper()
	names := s.csaf()
	if len(names) == 0 {
		p.add(".well-known/csaf", "has no documents")
	}
	var files []string
	for _, name := range names {
		files = append(files, filepath.Join(s.dir, filepath.FromSlash(name)))
		for sum, want := range map[string]string{
			".sha256": fmt.Sprintf("%x  %s\n", sha256.Sum256(s.files[name]), path.Base(name)),
			".sha512": fmt.Sprintf("%x  %s\n", sha512.Sum512(s.files[name]), path.Base(name)),
		} {
			if got := string(s.files[name+sum]); got != want {
				p.add(name+sum, "is %q, want %q", got, want)
			}
		}
	}
	p = append(p, csafMandatory(t, s, files)...)
	const noRemote = 4 // it was given no server for the tests above: that is all it says
	out, err := exec.Command(tool(t, "csaf_validator"), files...).CombinedOutput()
	if status := (*exec.ExitError)(nil); !errors.As(err, &status) || status.ExitCode() != noRemote {
		p.add("csaf_validator", "%v: %s", err, out)
	}
	var index, changes []string
	for _, name := range names {
		index = append(index, strings.TrimPrefix(name, ".well-known/csaf/white/"))
	}
	for line := range strings.Lines(string(s.files[".well-known/csaf/white/changes.csv"])) {
		name, _, _ := strings.Cut(line, ",")
		changes = append(changes, name)
	}
	sameSet(&p, "index.txt", "documents", strings.Fields(string(s.files[".well-known/csaf/white/index.txt"])), index)
	sameSet(&p, "changes.csv", "documents", changes, index)
	return p
}

func csafMandatory(t *testing.T, s *site, files []string) (p problems) {
	t.Helper()
	npm(t, "@secvisogram/csaf-validator-lib", "package.json")
	out, err := exec.Command("node", append([]string{"csaf.mjs", npmPath("@secvisogram/csaf-validator-lib")}, files...)...).Output()
	var said struct {
		Tests int
		Found []struct{ File, Test, Text string }
	}
	if err == nil {
		err = json.Unmarshal(out, &said)
	}
	if err != nil || said.Tests < 40 {
		t.Fatalf("csaf-validator-lib: %v, %d tests, says: %.2000s", err, said.Tests, out)
	}
	for _, f := range said.Found {
		p.add(relative(s, f.File), "%s: %s", f.Test, f.Text)
	}
	return p
}

// tool is a program that scripts/setup-tests puts into .cache/bin.
func tool(t *testing.T, name string) string {
	t.Helper()
	file, err := filepath.Abs(filepath.Join(root, ".cache", "bin", name))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(file); err != nil {
		fixture.Missing(t, name)
	}
	return file
}

// csaf_checker finds a publisher that keeps all that its role asks for, over
// TLS, from the name of the host alone.
func TestCSAFChecker(t *testing.T) {
	checker := tool(t, "csaf_checker")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := listener.Addr().String()
	folder, out := filepath.Join(t.TempDir(), "site"), filepath.Join(t.TempDir(), "public")
	if err := os.CopyFS(filepath.Join(folder, "content"), os.DirFS(filepath.Join(root, "content"))); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile(filepath.Join(root, "site.toml"))
	if err != nil {
		t.Fatal(err)
	}
	here := strings.ReplaceAll(string(settings), "https://kohyo.example/", "https://"+host+"/")
	if here == string(settings) {
		t.Fatal("site.toml has no base_url where this test looks for it")
	}
	if err := os.WriteFile(filepath.Join(folder, "site.toml"), []byte(here), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := run(folder, nil, out); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewUnstartedServer(http.FileServer(http.Dir(out)))
	server.Listener.Close()
	server.Listener = listener
	server.StartTLS()
	defer server.Close()

	cmd := exec.Command(checker, "--insecure", host)
	said, err := cmd.Output()
	var report struct {
		Domains []struct {
			Name         string
			Passed       bool
			Role         string
			Requirements []struct {
				Num         int
				Description string
				Messages    []struct {
					Type int
					Text string
				}
			}
		}
	}
	if err == nil {
		err = json.Unmarshal(said, &report)
	}
	if err != nil || len(report.Domains) != 1 {
		t.Fatalf("%v: %s", err, said)
	}
	d := report.Domains[0]
	for _, r := range d.Requirements {
		for _, m := range r.Messages {
			t.Logf("%d (%s): type %d: %s", r.Num, r.Description, m.Type, m.Text)
		}
	}
	if !d.Passed || d.Role != "csaf_publisher" {
		t.Errorf("passed %v as %s", d.Passed, d.Role)
	}
}
