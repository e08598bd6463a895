package build_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
)

const settings = `base_url = "https://www.example.com/disclosure/"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本株式会社", en = "Sample Inc." }
`

const report = `kind = "outage"
stage = "first"
status = "ready"
published = 2026-04-01T15:00:00+09:00
title = { ja = "障害のお知らせ", en = "Notice of an outage" }
attachments = ["list.txt"]
`

var moment = time.Date(2026, 4, 1, 6, 0, 0, 0, time.UTC)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func content(more fstest.MapFS) fstest.MapFS {
	site := fstest.MapFS{
		"site.toml":                     file(settings),
		"content/outage/1.toml":         file(report),
		"content/outage/files/list.txt": file("the list"),
	}
	maps.Copy(site, more)
	return site
}

func open(t *testing.T, content fs.FS, now time.Time) *build.Site {
	t.Helper()
	site, findings, err := build.Open(content, kohyo.Theme, build.Options{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Errorf("%s: %s", f.Place, f.Text.En)
	}
	if site == nil {
		t.FailNow()
	}
	return site
}

func TestSiteIsAFileSystem(t *testing.T) {
	site := open(t, content(nil), moment)
	if err := fstest.TestFS(site, "index.html", "ja/outage/index.html", "en/outage/1/index.html",
		"outage/1.json", "outage/files/list.txt", "ja/feed.xml", "404.html"); err != nil {
		t.Error(err)
	}
	var walked []string
	err := fs.WalkDir(site, ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			walked = append(walked, name)
		}
		return err
	})
	if addresses := slices.Sorted(site.Addresses()); err != nil || !slices.Equal(walked, addresses) {
		t.Errorf("walked %v, addresses %v, %v", walked, addresses, err)
	}
	for _, name := range []string{"none", "outage/2.json", "ja/outage", "content/outage/1.toml", "outage/files/none", "../x", "/index.html"} {
		if data, err := site.ReadFile(name); err == nil {
			t.Errorf("%s: read %q", name, data)
		}
	}
	if data, err := site.ReadFile("outage/files/list.txt"); err != nil || string(data) != "the list" {
		t.Errorf("attachment: %q, %v", data, err)
	}
}

// files renders everything.
func files(t *testing.T, site *build.Site) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for name := range site.Addresses() {
		data, err := site.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = data
	}
	return all
}

// What is not public leaves no byte: the site is the same as without it.
func TestNothingLeaks(t *testing.T) {
	const canary = "canary-5f1e"
	hidden := func(status, published string) string {
		return "kind = \"outage\"\nstage = \"first\"\nstatus = \"" + status + "\"\n" + published +
			"title = \"" + canary + "\"\nlead = \"" + canary + "\"\nattachments = [\"" + canary + ".txt\"]\n"
	}
	with := content(fstest.MapFS{
		"content/outage/2.toml":                                 file(strings.Replace(hidden("draft", ""), "first", "update", 1)),
		"content/outage/files/" + canary + ".txt":               file(canary),
		"content/" + canary + "/1.toml":                         file(hidden("draft", "published = 2020-01-01\n")),
		"content/" + canary + "/files/" + canary + ".txt":       file(canary),
		"content/later-" + canary + "/1.toml":                   file(hidden("ready", "published = 2026-04-01T15:00:01+09:00\n")),
		"content/later-" + canary + "/files/" + canary + ".txt": file(canary),
	})
	seen, plain := files(t, open(t, with, moment)), files(t, open(t, content(nil), moment))
	for name, data := range seen {
		if strings.Contains(name, canary) || bytes.Contains(data, []byte(canary)) {
			t.Errorf("%s tells of what is not public", name)
		}
		if !bytes.Equal(data, plain[name]) {
			t.Errorf("%s is not what it is without the hidden reports", name)
		}
	}
	if len(seen) != len(plain) {
		t.Errorf("%d files, %d without the hidden reports", len(seen), len(plain))
	}

	if later := files(t, open(t, with, moment.Add(time.Second))); later["later-"+canary+"/1.json"] == nil {
		t.Error("a report is not there at its moment")
	}
	drafts, findings, err := build.Open(with, kohyo.Theme, build.Options{Now: moment, Drafts: true})
	if err != nil || drafts == nil {
		t.Fatal(findings, err)
	}
	if _, err := drafts.ReadFile("ja/" + canary + "/index.html"); err != nil {
		t.Errorf("the preview lacks a draft: %v", err)
	}
	// A preview does find drafts: the search looks where the canary would be.
	if data, err := drafts.ReadFile("search/ja/1-1/0.json"); err != nil || !bytes.Contains(data, []byte(canary)) {
		t.Errorf("the preview does not find a draft: %s, %v", data, err)
	}
	if c := drafts.Count(); c != (build.Count{Incidents: 3, Reports: 4}) {
		t.Errorf("%+v", c)
	}
}

// A moment without a zone is one of the site's clock.
func TestLocalMoment(t *testing.T) {
	at := time.Date(2026, 4, 1, 15, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		now    time.Time
		local  bool
		public int
	}{
		{at, true, 1}, {at.Add(-time.Second), true, 0}, {at.Add(-9 * time.Hour), false, 1}, {at.Add(-9*time.Hour - time.Second), false, 0},
	} {
		site, _, err := build.Open(content(nil), kohyo.Theme, build.Options{Now: c.now, Local: c.local})
		if err != nil {
			t.Fatal(err)
		}
		if got := site.Count().Reports; got != c.public {
			t.Errorf("%v local %v: %d reports, want %d", c.now, c.local, got, c.public)
		}
	}
}

func rules(findings diag.Findings) string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Rule+" "+f.Place.String())
	}
	return strings.Join(all, "\n")
}

func TestSitesOwnTheme(t *testing.T) {
	const page = `{{define "main"}}<p>{{.Nothing}}</p>{{end}}`
	base, err := kohyo.Theme.ReadFile("layouts/base.html")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		own  fstest.MapFS
		want string // findings
	}{
		"an own footer":      {fstest.MapFS{"layouts/parts/footer.html": file("{{define \"footer\"}}own footer{{end}}")}, ""},
		"a mistyped name":    {fstest.MapFS{"layouts/bsae.html": file(string(base))}, "unused-layout layouts/bsae.html"},
		"an unused language": {fstest.MapFS{"layouts/lang/fr.toml": file("")}, "unused-layout layouts/lang/fr.toml"},
		"a broken layout":    {fstest.MapFS{"layouts/base.html": file("<p>\n{{if}}")}, "layout layouts/base.html:2"},
		"an unknown logo":    {fstest.MapFS{"site.toml": file(settings + "logo = \"logo.svg\"\n")}, "no-logo site.toml:6:8"},
		"a logo":             {fstest.MapFS{"site.toml": file(settings + "logo = \"logo.svg\"\n"), "static/logo.svg": file("<svg/>")}, ""},
		"no such language": {fstest.MapFS{"site.toml": file(strings.Replace(settings, `"en"]`, `"en", "tlh"]`, 1)),
			"content/outage/1.toml": file(strings.Replace(report, `{ ja = "障害のお知らせ", en = "Notice of an outage" }`, `"Outage"`, 1))},
			"no-language site.toml:2:26"},
	} {
		t.Run(name, func(t *testing.T) {
			site := content(c.own)
			checked, err := build.Check(site, kohyo.Theme)
			if got := rules(checked.Findings); err != nil || got != c.want && !strings.HasPrefix(got, c.want+"\n") {
				t.Errorf("check: %v, %v; want %s", got, err, c.want)
			}
			opened, findings, err := build.Open(site, kohyo.Theme, build.Options{Now: moment})
			if got := rules(findings); err != nil || got != rules(checked.Findings) || (opened == nil) != (c.want != "") {
				t.Errorf("open: %v, %v, site %v", got, err, opened != nil)
			}
		})
	}

	// A value that does not exist shows only when a page is made.
	site := open(t, content(fstest.MapFS{"layouts/choice.html": file("\n" + page)}), moment)
	_, err = site.ReadFile("404.html")
	broken, ok := errors.AsType[*build.LayoutError](err)
	if !ok || broken.Finding.Place != (diag.Place{File: "layouts/choice.html", Line: 2}) || !strings.Contains(broken.Finding.Text.En, "Nothing") {
		t.Errorf("a value that does not exist: %v", err)
	}
}

// Nothing outside the folder can be read by a link in it.
func TestLinksOutOfTheSite(t *testing.T) {
	outside, inside := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret.txt"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, f := range content(nil) {
		name = filepath.Join(inside, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "list.txt") {
			if err := os.Symlink(filepath.Join(outside, "secret.txt"), name); err != nil {
				t.Skip(err)
			}
			continue
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	site, findings, err := build.Open(root.FS(), kohyo.Theme, build.Options{Now: moment})
	if err != nil || findings.Errors() > 0 {
		return // refused early: better still
	}
	if data, err := site.ReadFile("outage/files/list.txt"); err == nil {
		t.Errorf("read %q through a link", data)
	}
}

func TestSettings(t *testing.T) {
	site, findings, err := build.Settings(content(fstest.MapFS{
		"content/bad/1.toml": file("nothing ="),
	}))
	if err != nil || len(findings) > 0 || site.Languages[1].V != "en" {
		t.Errorf("%v, %v, %+v", err, findings, site.Languages)
	}
	_, findings, err = build.Settings(fstest.MapFS{"site.toml": file("langages = \"en\"")})
	if err != nil || findings.Errors() == 0 {
		t.Errorf("%v, %v", err, findings)
	}
}
