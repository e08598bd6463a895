package watch

import (
	"io/fs"
	"os"
	"path"
	"time"
)

// stamp is how a file looks without being read. Size and time of change are
// not enough: a copy can keep both.
type stamp struct {
	size           int64
	changed, moved int64 // mtime, ctime
	inode          uint64
	folder         bool
}

// look sees everything that belongs to the site.
func (w *Watch) look() map[string]stamp {
	seen := make(map[string]stamp, len(w.seen))
	for _, name := range parts {
		if info, err := os.Lstat(w.full(name)); err == nil {
			w.lookAt(name, info, seen)
		}
	}
	return seen
}

func (w *Watch) lookAt(name string, info fs.FileInfo, seen map[string]stamp) {
	s := stampOf(info)
	seen[name] = s
	if !s.folder {
		return
	}
	entries, err := os.ReadDir(w.full(name))
	if err != nil {
		return
	}
	for _, e := range entries {
		sub := path.Join(name, e.Name())
		if noise(sub) {
			continue
		}
		if info, err := e.Info(); err == nil {
			w.lookAt(sub, info, seen)
		}
	}
}

// compare looks at everything and takes in what no event has told. It gives
// how long that took.
func (w *Watch) compare() time.Duration {
	begun := time.Now()
	seen := w.look()
	if w.seen != nil {
		for name, s := range seen {
			if was, ok := w.seen[name]; was != s && (!ok || !s.folder || was.inode != s.inode) {
				w.burst.add(name)
			}
		}
		for name := range w.seen {
			if _, ok := seen[name]; !ok {
				w.burst.add(name)
			}
		}
	}
	w.seen = seen
	w.again("")
	for name, s := range seen {
		if s.folder {
			w.again(name)
		}
	}
	return time.Since(begun)
}

// again watches a folder that is not watched, or is another than that.
func (w *Watch) again(name string) {
	if w.events == nil {
		return
	}
	inode, watched := w.folders[name]
	if watched && name != "" && inode == w.seen[name].inode {
		return
	}
	if info, err := os.Lstat(w.full(name)); err != nil || watched && inode == stampOf(info).inode {
		return
	}
	if watched {
		w.forgetAll(name)
	}
	w.addOrPoll(name)
}
