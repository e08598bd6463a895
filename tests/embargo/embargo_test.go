// Package embargo proves with random sites that nothing of a report leaves
// the machine before it is public: the program itself is run, and all that it
// writes and says is searched.
//
// A few sites are tried in every run; KOHYO_SITES=500 tries as many, and -v
// prints what was searched.
package embargo

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const root = "../.."

var scratch string // removed by TestMain

func TestMain(m *testing.M) {
	var err error
	if scratch, err = os.MkdirTemp("", "kohyo-embargo-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
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

// sites is how many sites are tried.
func sites(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("KOHYO_SITES"))
	if err != nil {
		return 5
	}
	return n
}

// said is what a run of the program has said.
type said struct {
	stdout, stderr []byte
	code           int
}

// kohyo runs the program on a site. It stands in the site's own folder, so
// that nothing it says depends on where that is.
func kohyo(t *testing.T, folder string, args ...string) said {
	t.Helper()
	name, err := program()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(name, args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "LANG=")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return said{out.Bytes(), errs.Bytes(), cmd.ProcessState.ExitCode()}
}

// write writes the files of a site to a new folder.
func write(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir, err := os.MkdirTemp(scratch, "site-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	for name, data := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// read reads all files of a folder, and links as what they lead to.
func read(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, at)
		if err != nil {
			return err
		}
		if d.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(at)
			files[filepath.ToSlash(name)] = []byte(to)
			return err
		}
		files[filepath.ToSlash(name)], err = os.ReadFile(at)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var took = regexp.MustCompile(`in \d+\.\d s`)

// TestNothingLeaks builds random sites with and without what is hidden: what
// comes out is the same, byte for byte, and no word of it tells of the rest.
func TestNothingLeaks(t *testing.T) {
	var files, forms, size int
	n := sites(t)
	for seed := range n {
		s := random(rand.New(rand.NewPCG(uint64(seed), 7)))
		with, without := write(t, s.all()), write(t, s.public)
		if seed == 0 && !bytes.Contains(kohyo(t, with, "check").stdout, []byte(canaryMark)) {
			t.Error("check finds nothing in what is hidden, so that a build has nothing to keep to itself")
		}
		at := s.now.Format(time.RFC3339)
		a, b := kohyo(t, with, "build", "--now", at), kohyo(t, without, "build", "--now", at)
		if a.code != 0 || b.code != 0 {
			t.Fatalf("site %d: build ends with %d and %d\n%s%s", seed, a.code, b.code, mistakes(a), mistakes(b))
		}
		if !bytes.Equal(a.stderr, b.stderr) || !bytes.Equal(took.ReplaceAll(said2(a, with), nil), took.ReplaceAll(said2(b, without), nil)) {
			t.Errorf("site %d: with what is hidden it says\n%s%s\nwithout\n%s%s", seed, a.stdout, a.stderr, b.stdout, b.stderr)
		}
		tree, plain := read(t, filepath.Join(with, "public")), read(t, filepath.Join(without, "public"))
		same(t, seed, tree, plain)
		tree["stdout"], tree["stderr"] = a.stdout, a.stderr
		for name, data := range tree {
			files++
			size += len(data)
			forms += search(t, seed, s.canaries, name, data)
		}
		found(t, seed, tree)
		if t.Failed() {
			t.Fatalf("site %d", seed)
		}
	}
	t.Logf("%d sites: %d files and messages, %d bytes, %d decoded forms searched, none tells of anything hidden", n, files, size, forms)
}

// mistakes are the errors among what was said, by which a random site is
// wrong itself.
func mistakes(s said) []byte {
	return bytes.Join(regexp.MustCompile(`(?m)^(content/.*|  \d+:\d+ error.*)$`).FindAll(s.stderr, -1), []byte("\n"))
}

// said2 is what a build says, without the folder in which it ran.
func said2(s said, folder string) []byte { return bytes.ReplaceAll(s.stdout, []byte(folder), nil) }

func same(t *testing.T, seed int, with, without map[string][]byte) {
	t.Helper()
	for name, data := range with {
		if other, ok := without[name]; !ok || !bytes.Equal(data, other) {
			t.Errorf("site %d: %s is not what it is without the hidden reports", seed, name)
		}
	}
	if len(with) != len(without) {
		t.Errorf("site %d: %d files, %d without the hidden reports", seed, len(with), len(without))
	}
}

// found holds a published notice to being there to be found.
func found(t *testing.T, seed int, tree map[string][]byte) {
	t.Helper()
	if robots := string(tree["robots.txt"]); strings.Contains(robots, "Disallow") || !strings.Contains(robots, "Allow: /\n") {
		t.Errorf("site %d: robots.txt keeps readers away:\n%s", seed, robots)
	}
	notices := 0
	for name, data := range tree {
		if strings.Contains(string(tree["sitemap.xml"]), "https://www.example.co.jp/"+strings.TrimSuffix(name, "index.html")+"<") {
			notices++
		}
		if bytes.Contains(bytes.ToLower(data), []byte("noindex")) {
			t.Errorf("site %d: %s says noindex", seed, name)
		}
	}
	if notices < 4 {
		t.Errorf("site %d: only %d pages in the sitemap", seed, notices)
	}
}

// TestTheMinute opens random sites at the last second of an embargo, and at
// its minute, in eight time zones: before there is nothing, then everything
// of that report, and still nothing of the others.
func TestTheMinute(t *testing.T) {
	n := max(1, sites(t)/5)
	for seed := range n {
		for i, zone := range zones {
			s := random(rand.New(rand.NewPCG(uint64(seed), 11)))
			e := s.embargo(zone)
			folder := write(t, s.all())
			before, at := e.at.Add(-time.Second), e.at
			for _, moment := range []time.Time{before, at} {
				out := "out" + strconv.Itoa(i) + strconv.FormatBool(moment == at)
				said := kohyo(t, folder, "build", "--out", out, "--now", moment.In(e.zone).Format(time.RFC3339))
				if said.code != 0 {
					t.Fatalf("site %d, %s: %s", seed, zone, said.stderr)
				}
				tree := read(t, filepath.Join(folder, out))
				tree["stdout"], tree["stderr"] = said.stdout, said.stderr
				others := slices.DeleteFunc(slices.Clone(s.canaries), func(c string) bool { return moment == at && c == e.canary })
				for name, data := range tree {
					search(t, seed, others, name, data)
				}
				for _, name := range e.files {
					if _, ok := tree[name]; ok != (moment == at) {
						t.Errorf("site %d: %s at %s: %s is there: %t", seed, zone, moment.In(e.zone).Format(time.RFC3339), name, ok)
					}
				}
			}
			if t.Failed() {
				t.Fatalf("site %d, %s", seed, zone)
			}
		}
	}
	t.Logf("%d sites in each of %d time zones: nothing a second before, everything at the minute", n, len(zones))
}
