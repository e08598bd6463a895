package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/publish"
)

// pages is a site for tests: files by their names.
type pages map[string]string

func (p pages) Addresses() iter.Seq[string] { return slices.Values(slices.Sorted(maps.Keys(p))) }

func (p pages) ReadFile(name string) ([]byte, error) {
	text, ok := p[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return []byte(text), nil
}

func hashOf(text string) string { h := sha256.Sum256([]byte(text)); return hex.EncodeToString(h[:]) }

// sealed is the site with its manifest, and a checkpoint that holds to it.
func (p pages) sealed() pages {
	p = maps.Clone(p)
	var list strings.Builder
	for name := range p.Addresses() {
		fmt.Fprintf(&list, "%s %d %s\n", hashOf(p[name]), len(p[name]), name)
	}
	p[manifestName] = list.String()
	p[checkpointName] = "example log\nfiles " + hashOf(list.String()) + "\n"
	return p
}

// page is a page that names others, from any depth.
func page(title, css string, links ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<!doctype html><title>%s</title><link rel=stylesheet href=/%s>", title, css)
	for _, l := range links {
		fmt.Fprintf(&b, "<a href=/%s>%s</a>", l, l)
	}
	return b.String()
}

// first and second are a site before and after a day on which nearly
// everything happens: a next report, a new incident, one that is withdrawn
// with its attachment, another style, a list less and a list more.
func first() pages {
	css := "assets/site.aaaa.css"
	p := pages{css: "body{}", "schema/report-1.json": "{}", "robots.txt": "x", "log/key": "key", "log/tile/entries/000.p/3": "ABC",
		"log/tile/0/000.p/3": "abc", "log/checkpoints/1": "one", "log/checkpoints/index": "1"}
	for _, slug := range []string{"alpha", "beta", "gamma"} {
		p.report(slug, 1, css, "")
		p.notice(slug, 1, css)
	}
	p["ja/gamma/1/changes/index.html"] = page("changes", css) // compared with a report that will be taken down
	p["beta/files/list.pdf"] = "%PDF beta"
	p["ja/beta/1/index.html"] += "<a href=/beta/files/list.pdf>list</a>"
	p["ja/2024/index.html"] = page("2024", css, "ja/alpha/", "ja/beta/", "ja/gamma/")
	p["ja/feed.xml"] = "<feed>1</feed>"
	p["ja/index.html"] = page("home", css, "ja/alpha/", "ja/beta/", "ja/gamma/", "ja/2024/", "ja/feed.xml")
	p["index.html"] = page("languages", css, "ja/")
	return p.sealed()
}

func second() pages {
	css := "assets/site.bbbb.css"
	p := pages{css: "body{color:red}", "schema/report-1.json": "{}", "robots.txt": "x", "log/key": "key",
		"log/tile/entries/000.p/6": "ABCDEF", "log/tile/0/000.p/6": "abcdef", "log/checkpoints/1": "one", "log/checkpoints/2": "two", "log/checkpoints/index": "1 2"}
	p.report("alpha", 1, css, "")
	p.report("alpha", 2, css, "")
	p.notice("alpha", 2, css)
	p.report("beta", 1, css, "withdrawn")
	delete(p, "ja/beta/1/print/index.html")
	p.notice("beta", 1, css)
	p.report("gamma", 1, css, "")
	p.notice("gamma", 1, css)
	p.report("delta", 1, css, "")
	p.notice("delta", 1, css)
	p["delta/files/fig.png"] = "PNG"
	p["ja/delta/1/index.html"] += "<img src=/delta/files/fig.png>"
	p["ja/2025/index.html"] = page("2025", css, "ja/alpha/", "ja/beta/", "ja/gamma/", "ja/delta/")
	p["ja/alpha/index.html"] += "<a href=/ja/2025/>2025</a>" // a page names a list that is new
	p["ja/feed.xml"] = "<feed>2</feed>"
	p["ja/index.html"] = page("home", css, "ja/alpha/", "ja/beta/", "ja/gamma/", "ja/delta/", "ja/2025/", "ja/feed.xml")
	p["index.html"] = page("languages", css, "ja/")
	return p.sealed()
}

func (p pages) report(slug string, n int, css, state string) {
	at := fmt.Sprintf("ja/%s/%d/", slug, n)
	p[fmt.Sprintf("%s/%d.json", slug, n)] = fmt.Sprintf(`{"slug":%q,"number":%d,"state":%q}`, slug, n, state)
	p[at+"index.html"] = page(at+state, css, "ja/"+slug+"/", fmt.Sprintf("%s/%d.json", slug, n))
	p[at+"notice.txt"] = at + state
	p[at+"print/index.html"] = page("print "+at, css)
	p[fmt.Sprintf("log/reports/%s/%d.json", slug, n)] = "opening " + at + state
	if state == "" {
		p[at+"index.html"] += fmt.Sprintf("<a href=/%sprint/>print</a>", at)
	}
}

func (p pages) notice(slug string, newest int, css string) {
	p["ja/"+slug+"/index.html"] = page(fmt.Sprint(slug, newest), css, fmt.Sprintf("ja/%s/%d/", slug, newest), "ja/")
}

// planFor is what a publisher makes of the public files and a site. It fails
// where the public log does not fit together.
//
// Where nothing changes, the log is not looked at, and stands in no plan.
func planFor(t testing.TB, read publish.ReadFile, p pages) (*publish.Plan, error) {
	t.Helper()
	public, err := manifestOf(t, read)
	if err != nil {
		return nil, err
	}
	plan := &publish.Plan{}
	add := func(name string, change publish.Change) {
		f := publish.File{Name: name, Change: change, Class: publish.ClassOf(name, []string{"ja", "en"}), Withdrawn: strings.Contains(name, "beta")}
		if change != publish.Gone {
			f.Size, f.SHA256 = int64(len(p[name])), sha256.Sum256([]byte(p[name]))
		}
		plan.Files = append(plan.Files, f)
	}
	for name := range p.Addresses() {
		change := publish.New
		if old, ok := public[name]; ok {
			change = publish.Changed
			if old == hashOf(p[name]) {
				change = publish.Same
			}
		}
		add(name, change)
	}
	slices.SortStableFunc(plan.Files, func(a, b publish.File) int { return int(a.Class) - int(b.Class) })
	for _, name := range slices.Sorted(maps.Keys(public)) {
		if _, ok := p[name]; !ok {
			add(name, publish.Gone)
		}
	}
	if plan.Count(publish.Same) == len(plan.Files) {
		plan.Files = slices.DeleteFunc(plan.Files, func(f publish.File) bool { return f.Name == manifestName || f.Name == checkpointName })
	}
	return plan, nil
}

// manifestOf gives the hashes of the public files, and proves every file of
// the log to be the one that the checkpoint speaks of.
func manifestOf(t testing.TB, read publish.ReadFile) (map[string]string, error) {
	t.Helper()
	public := map[string]string{}
	checkpoint, err := read(checkpointName)
	if errors.Is(err, fs.ErrNotExist) {
		return public, nil
	}
	if err != nil {
		return nil, err
	}
	list, err := read(manifestName)
	if err != nil {
		return nil, err
	}
	if !strings.Contains(string(checkpoint), hashOf(string(list))) {
		t.Fatalf("the public manifest is not that of the checkpoint")
	}
	for line := range strings.Lines(string(list)) {
		f := strings.Fields(line)
		public[f[2]] = f[0]
		if strings.HasPrefix(f[2], "log/") {
			switch text, err := read(f[2]); {
			case err != nil && !errors.Is(err, fs.ErrNotExist):
				return nil, err
			case hashOf(string(text)) != f[0]:
				t.Fatalf("%s is not what the checkpoint says: %q %v", f[2], text, err)
			}
		}
	}
	public[manifestName], public[checkpointName] = hashOf(string(list)), hashOf(string(checkpoint))
	return public, nil
}

// publishTo is a whole publication.
func publishTo(t testing.TB, s *Store, p pages) (publish.Stats, error) {
	t.Helper()
	ctx := context.Background()
	read, err := s.Begin(ctx)
	if err != nil {
		return publish.Stats{}, err
	}
	defer s.Close()
	plan, err := planFor(t, read, p)
	if err != nil {
		return publish.Stats{}, err
	}
	return s.Move(ctx, plan, p, nil)
}
