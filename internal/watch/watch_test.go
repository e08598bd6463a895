package watch

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// site is a folder with a site in it.
type site struct {
	*testing.T
	dir string
}

func newSite(t *testing.T) site {
	t.Helper()
	s := site{t, t.TempDir()}
	s.write("site.toml", "languages = \"ja\"")
	s.write("content/shop/1.toml", "title = \"one\"")
	s.write("content/shop/files/list.txt", "list")
	s.write("content/other/1.toml", "title = \"other\"")
	s.write("public/index.html", "output")
	return s
}

func (s site) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s site) must(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

func (s site) write(name, text string) {
	s.Helper()
	s.must(os.MkdirAll(filepath.Dir(s.path(name)), 0o777))
	s.must(os.WriteFile(s.path(name), []byte(text), 0o666))
}

func (s site) rename(from, to string) { s.Helper(); s.must(os.Rename(s.path(from), s.path(to))) }
func (s site) remove(name string)     { s.Helper(); s.must(os.RemoveAll(s.path(name))) }

// eager polls so often that tests need not wait.
var eager = Options{Poll: true, Every: 20 * time.Millisecond}

// events alone have to tell of everything: no look comes in time.
var events = Options{Every: time.Hour}

// hasty watches tell of what may be half done, too.
var hasty = Options{Every: time.Hour, Early: time.Millisecond}

func (s site) open(opt Options) *Watch {
	s.Helper()
	w, err := Open(context.Background(), s.dir, opt)
	s.must(err)
	s.Cleanup(w.Close)
	return w
}

// covers reports whether a change tells of a file.
func covers(c Change, name string) bool {
	if c.Paths == nil {
		return true
	}
	for _, p := range c.Paths {
		if p == name || strings.HasPrefix(name, p+"/") {
			return true
		}
	}
	return false
}

// expect waits for a change that tells of a file.
func (s site) expect(w *Watch, name string) {
	s.Helper()
	late := time.After(10 * time.Second)
	for {
		select {
		case c := <-w.Changes():
			if covers(c, name) {
				return
			}
		case <-late:
			s.Fatalf("nothing tells of %s", name)
		}
	}
}

// quiet waits until nothing is told any more.
func quiet(w *Watch) {
	for {
		select {
		case <-w.Changes():
		case <-time.After(150 * time.Millisecond):
			return
		}
	}
}

// saves are the ways in which programs save a file.
var saves = map[string]func(site, string, string){
	"in place": func(s site, name, text string) { s.write(name, text) },
	"in two writes": func(s site, name, text string) {
		f, err := os.Create(s.path(name))
		s.must(err)
		_, err = f.WriteString(text[:len(text)/2])
		s.must(err)
		time.Sleep(30 * time.Millisecond)
		_, err = f.WriteString(text[len(text)/2:])
		s.must(err)
		s.must(f.Close())
	},
	"Vim": func(s site, name, text string) {
		s.write(filepath.Dir(name)+"/4913", "")
		s.remove(filepath.Dir(name) + "/4913")
		s.rename(name, name+"~")
		s.write(name, text)
		s.remove(name + "~")
	},
	"Emacs": func(s site, name, text string) {
		dir, base := filepath.Dir(name), filepath.Base(name)
		_ = os.Symlink("user@host.1", s.path(dir+"/.#"+base))
		s.write(dir+"/#"+base+"#", text)
		s.rename(name, name+"~")
		s.write(name, text)
		s.remove(dir + "/#" + base + "#")
		s.remove(dir + "/.#" + base)
	},
	"a hidden file in its place": func(s site, name, text string) {
		tmp := filepath.Dir(name) + "/.1.toml.tmp-8231"
		s.write(tmp, text)
		s.rename(tmp, name)
	},
	"a file from elsewhere in its place": func(s site, name, text string) {
		s.write("elsewhere.toml", text)
		s.rename("elsewhere.toml", name)
	},
	"an office program": func(s site, name, text string) {
		dir := filepath.Dir(name)
		s.write(dir+"/~$1.toml", "me")
		s.write(dir+"/~WRD0001.tmp", text)
		s.rename(name, dir+"/~WRL0002.tmp")
		s.rename(dir+"/~WRD0001.tmp", name)
		s.remove(dir + "/~WRL0002.tmp")
		s.remove(dir + "/~$1.toml")
	},
	"removed and written again": func(s site, name, text string) {
		s.remove(name)
		time.Sleep(5 * time.Millisecond)
		s.write(name, text)
	},
	"a copy that keeps its time": func(s site, name, text string) {
		info, err := os.Stat(s.path(name))
		s.must(err)
		text = (text + strings.Repeat(" ", 100))[:info.Size()]
		s.write(name, text)
		s.must(os.Chtimes(s.path(name), info.ModTime(), info.ModTime()))
	},
}

func TestSaves(t *testing.T) {
	for how, opt := range map[string]Options{"events": events, "polling": eager} {
		for name, save := range saves {
			t.Run(how+"/"+name, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				w := s.open(opt)
				for range 3 { // the first save must not make the watch blind
					quiet(w)
					save(s, "content/shop/1.toml", "title = \"another\"")
					s.expect(w, "content/shop/1.toml")
				}
			})
		}
	}
}

func TestFolders(t *testing.T) {
	for how, opt := range map[string]Options{"events": events, "polling": eager} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			w := s.open(opt)
			step := func(name string, do func()) {
				t.Helper()
				quiet(w)
				do()
				s.expect(w, name)
			}
			step("site.toml", func() { s.write("site.toml", "x") })
			step("content/new/files/a/b.txt", func() { s.write("content/new/files/a/b.txt", "x") })
			step("content/new/files/a/b.txt", func() { s.write("content/new/files/a/b.txt", "xx") })
			step("content/moved/1.toml", func() { s.rename("content/shop", "content/moved") })
			step("content/moved/1.toml", func() { s.write("content/moved/1.toml", "x") })
			step("content/moved/files/list.txt", func() { s.write("content/moved/files/list.txt", "x") })
			step("content/shop", func() { s.write("content/shop/1.toml", "a new one where it was") })
			step("content/other/1.toml", func() { s.remove("content/other") })
			step("content/other/1.toml", func() { s.write("content/other/1.toml", "again") })
			step("content/other/1.toml", func() { s.write("content/other/1.toml", "and again") })
			step("content/other/1.toml", func() {
				s.write("aside/1.toml", "a folder in its place")
				s.remove("content/other")
				s.rename("aside", "content/other")
			})
			step("content/other/1.toml", func() { s.write("content/other/1.toml", "and that") })
			step("layouts/parts/footer.html", func() { s.write("layouts/parts/footer.html", "x") })
			step("layouts/parts/footer.html", func() { s.write("layouts/parts/footer.html", "xx") })
			step("static/logo.svg", func() { s.write("static/logo.svg", "x") })
			step("content/other/1.toml", func() { s.rename("content", "aside") })
			step("content/other/1.toml", func() { s.rename("aside", "content") })
			step("content/other/1.toml", func() { s.write("content/other/1.toml", "x") })
			step("site.toml", func() { s.remove("site.toml") })
		})
	}
}

// What is not the site's is not told of, nor what programs leave behind.
func TestNoise(t *testing.T) {
	for how, opt := range map[string]Options{"events": events, "polling": eager} {
		t.Run(how, func(t *testing.T) {
			s := newSite(t)
			w := s.open(opt)
			quiet(w)
			s.write("public/index.html", "x")
			s.write("notes.txt", "x")
			s.write("content/shop/.1.toml.swp", "x")
			s.write("content/shop/1.toml~", "x")
			s.write("content/shop/#1.toml#", "x")
			s.write("content/shop/~$1.docx", "x")
			s.write("content/.git/index", "x")
			select {
			case c := <-w.Changes():
				t.Errorf("told of %q", c.Paths)
			case <-time.After(200 * time.Millisecond):
			}
		})
	}
}

// Links are not followed: what lies behind one is not the site's.
func TestLinks(t *testing.T) {
	s := newSite(t)
	outside := t.TempDir()
	if err := os.Symlink(outside, s.path("content/link")); err != nil {
		t.Skip(err)
	}
	w := s.open(events)
	quiet(w)
	s.must(os.WriteFile(filepath.Join(outside, "1.toml"), nil, 0o666))
	select {
	case c := <-w.Changes():
		t.Errorf("told of %q", c.Paths)
	case <-time.After(100 * time.Millisecond):
	}
}

// A burst is told once, or a few times where it goes on for long.
func TestBurst(t *testing.T) {
	s := newSite(t)
	w := s.open(events)
	quiet(w)
	for i := range 300 {
		s.write("content/shop/files/"+string(rune('a'+i%26))+".txt", strings.Repeat("x", i))
	}
	n := 0
	for done := false; !done; {
		select {
		case <-w.Changes():
			n++
		case <-time.After(300 * time.Millisecond):
			done = true
		}
	}
	if n == 0 || n > 12 {
		t.Errorf("told %d times", n)
	}
}

// A save is told of early, and again when it is over.
func TestEarly(t *testing.T) {
	s := newSite(t)
	w := s.open(Options{Every: time.Hour, Early: time.Millisecond, Quiet: 300 * time.Millisecond, Most: time.Hour})
	for range 2 { // within one burst
		s.write("content/shop/1.toml", "x")
		for c := (Change{}); !c.Early; {
			if c = <-w.Changes(); !covers(c, "content/shop/1.toml") || c.Paths == nil {
				t.Fatalf("told of %q", c.Paths)
			}
		}
	}
	for c := range w.Changes() {
		if !covers(c, "content/shop/1.toml") {
			t.Errorf("told of %q", c.Paths)
		}
		if !c.Early {
			break
		}
	}
	select {
	case c := <-w.Changes():
		t.Errorf("told of %q again", c.Paths)
	case <-time.After(100 * time.Millisecond):
	}
}

// What is told early takes nothing from what is told at the end, whether that
// was received or not; and many changes are never told early.
func TestEarlyBesideTheEnd(t *testing.T) {
	opt := Options{Quiet: time.Hour, Most: time.Hour, Early: time.Nanosecond}
	w := &Watch{out: make(chan Change, 1), opt: opt}
	w.burst.add("content/a")
	w.tell(true)
	w.tell(false)
	w.burst.add("content/b")
	w.tell(true)
	if c := <-w.out; c.Early || !covers(c, "content/a") {
		t.Errorf("told of %q, early %t", c.Paths, c.Early)
	}
	w.tell(false)
	w.burst.add("content/c")
	w.tell(false)
	if c := <-w.out; c.Early || !covers(c, "content/b") || !covers(c, "content/c") {
		t.Errorf("told of %q, early %t", c.Paths, c.Early)
	}
	for i := range few + 2 {
		if _, early, _ := w.burst.due(opt); early != (i > 0 && i <= few) {
			t.Errorf("%d changes, early: %t", i, early)
		}
		w.burst.add(strings.Repeat("x", i+1))
	}
	w.burst = burst{}
	w.burst.add()
	if _, early, _ := w.burst.due(opt); early {
		t.Error("anything is told of early")
	}
}

// What nobody has received yet is not lost, and too much is everything.
func TestNobodyReceives(t *testing.T) {
	s := newSite(t)
	w := s.open(events)
	quiet(w)
	s.write("content/shop/1.toml", "x")
	time.Sleep(100 * time.Millisecond)
	s.write("content/other/1.toml", "x")
	time.Sleep(100 * time.Millisecond)
	if c := <-w.Changes(); !covers(c, "content/shop/1.toml") || !covers(c, "content/other/1.toml") || c.Paths == nil {
		t.Errorf("told of %q", c.Paths)
	}
	var b burst
	for i := range most + 1 {
		b.add(strings.Repeat("x", i+1))
	}
	if c := b.change(); c.Paths != nil {
		t.Errorf("a change of %d names", len(c.Paths))
	}
}

// Lost events mean that anything may have changed.
func TestOverflow(t *testing.T) {
	s := newSite(t)
	var inner *fsnotify.Watcher
	w := &Watch{dir: s.dir, opt: events}
	s.must(w.open(context.Background(), func() (_ *fsnotify.Watcher, err error) {
		inner, err = fsnotify.NewWatcher()
		return inner, err
	}))
	defer w.Close()
	quiet(w)
	inner.Errors <- fsnotify.ErrEventOverflow
	if c := <-w.Changes(); c.Paths != nil {
		t.Errorf("told of %q alone", c.Paths)
	}
	s.write("content/shop/1.toml", "x")
	s.expect(w, "content/shop/1.toml")
	if !w.Mode().Events {
		t.Error("events were given up")
	}
}

// Where the system watches no more, the watch polls, and says so.
func TestLimits(t *testing.T) {
	for name, c := range map[string]struct {
		all error // no watcher at all
		at  int   // the folder at which there are too many
		err error
	}{
		"no watcher":         {all: syscall.EMFILE},
		"no watch":           {at: 1, err: syscall.ENOSPC},
		"no watch in a site": {at: 4, err: syscall.ENOSPC},
		"no watch later":     {at: 6, err: syscall.ENOSPC},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			n := 0
			w := &Watch{dir: s.dir, opt: Options{Every: 20 * time.Millisecond}}
			s.must(w.open(context.Background(), func() (*fsnotify.Watcher, error) {
				if c.all != nil {
					return nil, c.all
				}
				inner, err := fsnotify.NewWatcher()
				w.watch = func(folder string) error {
					if n++; n == c.at {
						return &fs.PathError{Op: "watch", Path: folder, Err: c.err}
					}
					return inner.Add(folder)
				}
				return inner, err
			}))
			defer w.Close()
			s.write("content/later/1.toml", "x")
			s.expect(w, "content/later/1.toml")
			for range 100 {
				if !w.Mode().Events {
					break
				}
				time.Sleep(10 * time.Millisecond)
			}
			m := w.Mode()
			if m.Events || m.Why.Ja == "" || m.Why.En == "" || m.String() != "polling" {
				t.Errorf("%+v", m)
			}
			quiet(w)
			s.write("content/later/1.toml", "xx")
			s.expect(w, "content/later/1.toml")
		})
	}
}

func TestMode(t *testing.T) {
	s := newSite(t)
	if m := s.open(eager).Mode(); m.Events || m.Why != (Words{}) {
		t.Errorf("asked to poll: %+v", m)
	}
	if _, silent := silentFileSystem(s.dir); silent {
		t.Skip("the file system of temporary folders does not tell")
	}
	if m := s.open(events).Mode(); !m.Events || m.String() != "events" {
		t.Errorf("%+v", m)
	}
}

// The looks find what no event has told.
func TestSafetyNet(t *testing.T) {
	s := newSite(t)
	w := &Watch{dir: s.dir, opt: Options{Every: 30 * time.Millisecond}}
	s.must(w.open(context.Background(), func() (*fsnotify.Watcher, error) {
		w.watch = func(string) error { return nil } // a deaf watcher
		return fsnotify.NewWatcher()
	}))
	defer w.Close()
	quiet(w)
	s.write("content/shop/1.toml", "x")
	s.expect(w, "content/shop/1.toml")
}

// Nothing is left of a watch that is closed.
func TestClose(t *testing.T) {
	s := newSite(t)
	before := runtime.NumGoroutine()
	for range 20 {
		for _, opt := range []Options{events, eager} {
			ctx, cancel := context.WithCancel(context.Background())
			w, err := Open(ctx, s.dir, opt)
			s.must(err)
			s.write("content/shop/1.toml", "x")
			if cancel(); opt.Poll {
				w.Close()
			}
			for range w.Changes() {
			}
			<-w.ended
		}
	}
	for range 100 {
		if runtime.NumGoroutine() <= before {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if n := runtime.NumGoroutine(); n > before {
		t.Errorf("%d goroutines, %d before", n, before)
	}
	if entries, err := os.ReadDir("/proc/self/fd"); err == nil && len(entries) > 40 {
		t.Errorf("%d open files", len(entries))
	}
	if w, err := Open(context.Background(), s.path("site.toml"), events); err == nil {
		w.Close()
		t.Error("a file is watched as if it were a folder")
	}
	if w, err := Open(context.Background(), s.path("none"), events); err == nil {
		w.Close()
		t.Error("a folder is watched that is not there")
	}
}
