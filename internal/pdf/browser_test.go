package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"kohyo/internal/fixture"
)

// chromium names the browser, and skips the test where there is none.
func chromium(t *testing.T) string {
	t.Helper()
	path, err := Find(os.Getenv("KOHYO_CHROMIUM"))
	if err == nil {
		return path
	}
	fixture.Missing(t, "Chromium")
	return ""
}

const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title><style>@page { size: A4; margin: 20mm } h2 { break-before: page }</style>`

// printed prints pages in one run, and gives what became of each.
func printed(t *testing.T, pages map[string]string) (made map[string]*Made, failed map[string]error) {
	t.Helper()
	made, failed = map[string]*Made{}, map[string]error{}
	site := fstest.MapFS{}
	var jobs []Job
	for name, page := range pages {
		site[name] = &fstest.MapFile{Data: []byte(head + page)}
		jobs = append(jobs, job(name))
	}
	err := Print(t.Context(), site, jobs, Options{Browser: chromium(t)}, func(i int, m *Made) error {
		made[jobs[i].Page] = m
		return nil
	})
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, err := range joined.Unwrap() {
			if page, ok := errors.AsType[*PageError](err); ok {
				failed[page.Page] = err
			}
		}
	}
	if len(made)+len(failed) != len(pages) {
		t.Fatalf("%d made, %d failed of %d: %v", len(made), len(failed), len(pages), err)
	}
	return made, failed
}

func job(page string) Job {
	return Job{Page: page, URL: "https://www.example.com/disclosure/" + page + "/", Info: sample}
}

func TestPrint(t *testing.T) {
	browser := chromium(t)
	temporary(t)
	site := fstest.MapFS{}
	var jobs []Job
	for i := range 12 {
		name := fmt.Sprintf("p%d", i)
		site[name] = &fstest.MapFile{Data: fmt.Appendf(nil, "%s<h1>Page %d</h1><a href='../x/'>link</a>%s", head, i, strings.Repeat("<h2>Next</h2>", i))}
		jobs = append(jobs, job(name))
	}
	var runs [2][12][]byte
	for n := range runs {
		// Another user's settings make no other file.
		t.Setenv("LANG", []string{"C", "ja_JP.UTF-8"}[n])
		t.Setenv("TZ", []string{"UTC", "Asia/Tokyo"}[n])
		err := Print(t.Context(), site, jobs, Options{Browser: browser, Workers: 1 + 3*n}, func(i int, m *Made) error {
			if m.Pages != i+1 || m.Kept {
				t.Errorf("page %d: %d sheets, kept %v", i, m.Pages, m.Kept)
			}
			runs[n][i] = m.Data
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for i := range jobs {
		if !bytes.Equal(runs[0][i], runs[1][i]) {
			t.Errorf("page %d: two runs, two files", i)
		}
		if want := "/URI (https://www.example.com/disclosure/x/)"; !bytes.Contains(runs[0][i], []byte(want)) {
			t.Errorf("page %d: a link does not lead from the public address", i)
		}
	}
	// What is still right is kept, and no browser is needed for it.
	for i := range jobs {
		jobs[i].Before = func() []byte { return runs[0][i] }
	}
	err := Print(t.Context(), site, jobs, Options{Browser: filepath.Join(t.TempDir(), "none")}, func(i int, m *Made) error {
		if !m.Kept {
			t.Errorf("page %d was printed again", i)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// A print page reaches nothing outside itself: no host, no file, no script.
func TestPageIsAlone(t *testing.T) {
	chromium(t)
	temporary(t)
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	secret := filepath.Join(t.TempDir(), "secret.svg")
	if err := os.WriteFile(secret, []byte(`<svg xmlns="http://www.w3.org/2000/svg"/>`), 0o666); err != nil {
		t.Fatal(err)
	}
	_, failed := printed(t, map[string]string{
		"an image":            `<img src="` + server.URL + `/i.png">`,
		"an image beside it":  `<img src="i.png">`,
		"a style sheet":       `<link rel="stylesheet" href="` + server.URL + `/s.css">`,
		"an import":           `<style>@import url("` + server.URL + `/s.css");</style>`,
		"a font":              `<style>@font-face { font-family: x; src: url("` + server.URL + `/f") } p { font-family: x }</style><p>x`,
		"a frame":             `<iframe src="` + server.URL + `/"></iframe>`,
		"another page":        `<meta http-equiv="refresh" content="0;url=` + server.URL + `/">`,
		"an object":           `<object data="` + server.URL + `/o"></object>`,
		"a file":              `<img src="file://` + filepath.ToSlash(secret) + `">`,
		"a file in a frame":   `<iframe src="file://` + filepath.ToSlash(secret) + `"></iframe>`,
		"a background":        `<div style="height: 9px; background: url(` + server.URL + `/b.png)"></div>`,
		"an unknown host":     `<img src="https://no-such-host.example/i.png">`,
		"a page of itself":    `<iframe src="https://www.example.com/disclosure/p/"></iframe>`,
		"a film":              `<video src="` + server.URL + `/v.mp4" autoplay></video>`,
		"a script from there": `<script src="` + server.URL + `/s.js"></script>`,
	})
	for name, err := range failed {
		if open, ok := errors.AsType[*NotSelfContained](err); !ok || open.Asked == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Scripts are never asked for, and a page that would lead elsewhere may
	// have been printed by then: both are as they should be.
	delete(failed, "another page")
	delete(failed, "a script from there")
	if want := 13; len(failed) != want {
		t.Errorf("%d pages were refused, want %d: %v", len(failed), want, slices.Collect(maps.Keys(failed)))
	}
	made, failed := printed(t, map[string]string{
		"hints":             `<link rel="preconnect" href="` + server.URL + `"><link rel="dns-prefetch" href="` + server.URL + `"><link rel="prefetch" href="` + server.URL + `/p">`,
		"a script":          `<script>document.body.innerHTML = "<h2>1</h2><h2>2</h2><h2>3</h2>"; fetch("` + server.URL + `")</script>`,
		"an event handler":  `<img src="data:," onerror="document.body.innerHTML = '<h2>1</h2><h2>2</h2>'">`,
		"an image in place": `<img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E">`,
	})
	delete(failed, "hints")
	for name, err := range failed {
		t.Errorf("%s: %v", name, err)
	}
	for name, m := range made {
		if m.Pages != 1 {
			t.Errorf("%s: a script has run: %d pages", name, m.Pages)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("%d requests have left the browser", n)
	}
}

func TestOnePageFails(t *testing.T) {
	browser := chromium(t)
	temporary(t)
	site := fstest.MapFS{"a": {Data: []byte(head + "a")}, "b": {Data: []byte(head + `<img src="x.png">`)}, "c": {Data: []byte(head + "c")}}
	var made atomic.Int32
	err := Print(t.Context(), site, []Job{job("a"), job("b"), job("c")}, Options{Browser: browser}, func(int, *Made) error { made.Add(1); return nil })
	page, ok := errors.AsType[*PageError](err)
	if !ok || page.Page != "b" || made.Load() != 2 {
		t.Errorf("%d made, %v", made.Load(), err)
	}
	err = Print(t.Context(), site, []Job{job("a")}, Options{Browser: browser, Page: time.Nanosecond}, func(int, *Made) error { return nil })
	if _, ok := errors.AsType[*SlowError](err); !ok {
		t.Errorf("no time at all: %v", err)
	}
	failed := errors.New("the disk is full")
	if err = Print(t.Context(), site, []Job{job("a"), job("c")}, Options{Browser: browser}, func(int, *Made) error { return failed }); !errors.Is(err, failed) {
		t.Errorf("what the caller says is lost: %v", err)
	}
}

// A browser that dies is started again; its page is not lost.
func TestBrowserDies(t *testing.T) {
	browser := chromium(t)
	base := temporary(t)
	if runtime.GOOS != "linux" {
		t.Skip("looks for processes in /proc")
	}
	site := fstest.MapFS{}
	var jobs []Job
	for i := range 6 {
		name := fmt.Sprint(i)
		site[name] = &fstest.MapFile{Data: []byte(head + name)}
		jobs = append(jobs, job(name))
	}
	made := 0
	err := Print(t.Context(), site, jobs, Options{Browser: browser, Workers: 2}, func(int, *Made) error {
		if made++; made == 2 {
			for _, p := range processes(t, base) {
				_ = p.Kill()
			}
		}
		return nil
	})
	if err != nil || made != len(jobs) {
		t.Errorf("%d of %d, %v", made, len(jobs), err)
	}
}

// A browser that has shown many pages gives way to a new one, which prints the
// same bytes.
func TestBrowserIsRenewed(t *testing.T) {
	browser := chromium(t)
	base := temporary(t)
	defer func(n int) { maxShown = n }(maxShown)
	maxShown = 2
	site := fstest.MapFS{"a": {Data: []byte(head + "<p>a")}}
	var all [][]byte
	folders := map[string]bool{}
	err := Print(t.Context(), site, slices.Repeat([]Job{job("a")}, 7), Options{Browser: browser, Workers: 2}, func(_ int, m *Made) error {
		all = append(all, m.Data)
		now, err := filepath.Glob(filepath.Join(base, folderMark+"*"))
		for _, name := range now {
			folders[name] = true
		}
		return err
	})
	if err != nil || len(all) != 7 || len(folders) < 4 {
		t.Errorf("%d files by %d browsers, %v", len(all), len(folders), err)
	}
	for _, data := range all {
		if !bytes.Equal(data, all[0]) {
			t.Error("two browsers, two files")
		}
	}
	if left, _ := filepath.Glob(filepath.Join(base, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// A run that is ended leaves no process and no folder.
func TestCancelled(t *testing.T) {
	browser := chromium(t)
	base := temporary(t)
	ctx, cancel := context.WithCancel(t.Context())
	site := fstest.MapFS{"a": {Data: []byte(head + "a")}}
	err := Print(ctx, site, []Job{job("a"), job("a"), job("a"), job("a")}, Options{Browser: browser, Workers: 2}, func(int, *Made) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if left, _ := filepath.Glob(filepath.Join(base, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if runtime.GOOS == "linux" {
		for _, p := range processes(t, base) {
			t.Errorf("process %d is still there", p.Pid)
		}
	}
}

// temporary is a folder of its own for the temporary files of a test.
func temporary(t *testing.T) string {
	t.Helper()
	base, err := os.MkdirTemp("", "pdf") // short: sockets are made in it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(base) })
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, base)
	}
	return base
}

// processes are those of the browsers that have their profile in a folder.
func processes(t *testing.T, base string) (found []*os.Process) {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range lines {
		line, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(line, []byte("--user-data-dir="+base)) {
			continue
		}
		var pid int
		if _, err := fmt.Sscanf(name, "/proc/%d/", &pid); err == nil {
			p, _ := os.FindProcess(pid)
			found = append(found, p)
		}
	}
	return found
}
