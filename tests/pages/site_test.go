// Package pages shows the built sample site to the validators and browsers
// that its readers, search engines and feed readers use in their own ways.
//
// Every check is a function that returns what it found wrong. The tests call
// it twice: on the sample site, where it must find nothing, and on pages with
// one mistake each, which it must find.
//
// KOHYO_PAGES_SITE names a folder that is already built, to look at another
// site or at one that is being worked on.
package pages

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"kohyo/internal/fixture/browser"

	"github.com/BurntSushi/toml"
	"golang.org/x/net/html"
)

// now is the moment the sample site is built for: after all of its reports.
const now = "2026-11-01T12:00:00+09:00"

// root is the repository, seen from this folder.
const root = "../.."

// settings are what the checks need to know of site.toml.
type settings struct {
	BaseURL   string   `toml:"base_url"`
	Languages []string `toml:"languages"`
}

// site is a built site, read whole.
type site struct {
	dir   string
	base  *url.URL
	langs []string
	files map[string][]byte
	docs  map[string]*html.Node // the .html files
}

// problems is what a check found wrong, in the order in which it was found.
type problems []string

func (p *problems) add(file, format string, args ...any) {
	*p = append(*p, file+": "+fmt.Sprintf(format, args...))
}

// none fails the test for what is wrong, each thing once with the places where
// it is: a mistake in a template is on every page.
func (p problems) none(t *testing.T) {
	t.Helper()
	const shownTexts, shownPlaces = 60, 4
	places := map[string][]string{}
	var texts []string
	for _, problem := range p {
		place, text, _ := strings.Cut(problem, ": ")
		if places[text] == nil {
			texts = append(texts, text)
		}
		places[text] = append(places[text], place)
	}
	for i, text := range texts {
		if i == shownTexts {
			t.Errorf("and %d more", len(texts)-shownTexts)
			return
		}
		in := places[text]
		if len(in) > shownPlaces {
			in = append(in[:shownPlaces:shownPlaces], fmt.Sprintf("and %d more", len(in)-shownPlaces))
		}
		t.Errorf("%s: %s", strings.Join(in, ", "), text)
	}
}

func read(dir string, set settings) (*site, error) {
	base, err := url.Parse(set.BaseURL)
	if err != nil {
		return nil, err
	}
	s := &site{dir: dir, base: base, langs: set.Languages, files: map[string][]byte{}, docs: map[string]*html.Node{}}
	err = fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		s.files[name] = data
		if err == nil && path.Ext(name) == ".html" {
			s.docs[name], err = html.Parse(bytes.NewReader(data))
		}
		return err
	})
	return s, err
}

// pages are the HTML files, sorted.
func (s *site) pages() []string {
	var names []string
	for name := range s.docs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// lang is the language that a page's address promises, "" where it has none.
func (s *site) lang(page string) string {
	if first, _, ok := strings.Cut(page, "/"); ok && slices.Contains(s.langs, first) {
		return first
	}
	return ""
}

// notice reports whether a page shows a report: <lang>/<slug>/ and below,
// where <slug> is not a year, nor another name that the site keeps for itself.
func (s *site) notice(page string) bool {
	parts := strings.Split(page, "/")
	return s.lang(page) != "" && len(parts) > 2 && strings.Trim(parts[1], "0123456789") != "" &&
		!slices.Contains([]string{"kind", "state", "overview", "verify", "search"}, parts[1])
}

// printed reports whether a page is one for paper: a file by itself, whose
// links are absolute and whose style stands in it.
func (s *site) printed(page string) bool {
	return strings.HasSuffix(path.Dir(page), "/print") || s.bilingual(page)
}

func (s *site) bilingual(page string) bool {
	return strings.HasSuffix(path.Dir(page), "/print/bilingual")
}

// search reports whether readers search on a page, which needs a script.
func (s *site) search(page string) bool {
	return s.lang(page) != "" && strings.HasSuffix(page, "/search/index.html") && strings.Count(page, "/") == 2
}

// comparison reports whether a page says what a report changes.
func (s *site) comparison(page string) bool { return strings.HasSuffix(path.Dir(page), "/changes") }

// address is where a page is found once the site is online.
func (s *site) address(page string) *url.URL {
	if path.Base(page) == "index.html" {
		page = strings.TrimSuffix(page, "index.html")
	}
	return s.base.JoinPath("./").ResolveReference(&url.URL{Path: page})
}

// file finds the file that an address of the site is answered with. external
// says that the address is not one of the site's.
func (s *site) file(u *url.URL) (name string, external bool, err error) {
	base := s.base.JoinPath("./")
	if u.Scheme != base.Scheme || u.Host != base.Host || !strings.HasPrefix(u.Path, base.Path) {
		return "", true, nil
	}
	name = strings.TrimPrefix(u.Path, base.Path)
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if _, ok := s.files[name]; !ok {
		return name, false, fmt.Errorf("leads to %s, which is not there", name)
	}
	return name, false, nil
}

// sample builds the repository's own site once for all tests.
func sample(t *testing.T) *site {
	t.Helper()
	s, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var scratch string // removed by TestMain

var built = sync.OnceValues(func() (*site, error) {
	set, err := readSettings(root)
	if err != nil {
		return nil, err
	}
	if dir := os.Getenv("KOHYO_PAGES_SITE"); dir != "" {
		return read(dir, set)
	}
	out := filepath.Join(scratch, "sample")
	if err := run(root, nil, out); err != nil {
		return nil, err
	}
	return read(out, set)
})

// run builds the site in a folder with the program of this repository.
func run(site string, env []string, out string) error {
	folder, err := filepath.Abs(site)
	if err != nil {
		return err
	}
	cmd := exec.Command("go", "run", "./cmd/kohyo", "build", "-C", folder, "--out", out, "--now", now)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), env...)
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("the site does not build: %w\n%s", err, text)
	}
	return nil
}

func readSettings(dir string) (settings, error) {
	var set settings
	_, err := toml.DecodeFile(filepath.Join(dir, "site.toml"), &set)
	return set, err
}

// TestMain makes the scratch folder, and looks at every source of the site:
// the build runs in a process of its own, so without this look a test result
// in Go's cache would outlive a change of a template.
func TestMain(m *testing.M) {
	for _, folder := range []string{"cmd", "content", "internal", "layouts", "static", "testdata"} {
		_ = filepath.WalkDir(filepath.Join(root, folder), func(name string, _ fs.DirEntry, err error) error {
			if err == nil {
				_, err = os.Stat(name)
			}
			return err
		})
	}
	var err error
	if scratch, err = os.MkdirTemp("", "kohyo-pages-"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	browser.Close()
	os.RemoveAll(scratch)
	os.Exit(code)
}
