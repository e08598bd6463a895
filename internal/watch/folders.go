package watch

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// add watches a folder and all below it. Folders are watched, never files: a
// watched file is lost when an editor puts a new one in its place.
func (w *Watch) add(name string) error {
	full := w.full(name)
	info, err := os.Lstat(full)
	if err != nil || !info.IsDir() {
		return nil // gone again, or a link
	}
	if err := w.watch(full); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	}
	w.folders[name] = stampOf(info).inode
	entries, err := os.ReadDir(full) // after it is watched: what comes later is told
	if err != nil {
		return nil
	}
	for _, e := range entries {
		if sub := path.Join(name, e.Name()); e.IsDir() && ours(sub) && !hidden(sub) {
			if err := w.add(sub); err != nil {
				return err
			}
		}
	}
	return nil
}

// forget stops to watch a folder that is gone.
func (w *Watch) forget(name string) {
	_ = w.events.Remove(w.full(name)) // most are gone by themselves
	delete(w.folders, name)
}

// forgetAll stops to watch a folder that has another name now, and those in
// it: their watches would go on under the old names.
func (w *Watch) forgetAll(name string) {
	for folder := range w.folders {
		if name == "" || folder == name || strings.HasPrefix(folder, name+"/") {
			w.forget(folder)
		}
	}
}

func (w *Watch) full(name string) string { return filepath.Join(w.dir, filepath.FromSlash(name)) }

// take takes in an event.
func (w *Watch) take(e fsnotify.Event) {
	rel, err := filepath.Rel(w.dir, e.Name)
	if err != nil {
		return
	}
	name := filepath.ToSlash(rel)
	_, folder := w.folders[name]
	switch {
	case name == ".":
		if e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename) { // the site itself
			w.forgetAll("")
			w.burst.add()
			w.addOrPoll("")
		}
		return
	case !ours(name) || noise(name):
		return
	case e.Op == fsnotify.Chmod:
		return // of files that only backups and indexes have touched, too
	case folder && e.Has(fsnotify.Rename):
		w.forgetAll(name)
	case folder && e.Has(fsnotify.Remove):
		w.forget(name) // it was empty
	}
	w.burst.add(name)
	// A folder that has come, or that has already come again. What was put into
	// it before it is watched nobody tells of, but its name stands for all.
	if !e.Has(fsnotify.Write) {
		w.addOrPoll(name)
	}
}

func (w *Watch) addOrPoll(name string) {
	if err := w.add(name); err != nil {
		w.giveUp(whyNot(err))
	}
}

// lost is called when events were lost: everything has to be looked at.
func (w *Watch) lost(err error) {
	w.burst.add()
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) {
		w.giveUp(whyNot(err))
		return
	}
	w.addOrPoll("")
}

// parts are what a site is made of.
var parts = []string{"site.toml", "content", "layouts", "static", "schema"}

// ours reports whether a name belongs to the site: not its output, nor what
// else lies in its folder.
func ours(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	return slices.Contains(parts, first)
}

// noise reports names that are nobody's content: what editors, office
// programs and systems leave behind for a moment or for good.
func noise(name string) bool {
	base := path.Base(name)
	switch {
	case hidden(name), strings.HasPrefix(base, "~$"), strings.HasSuffix(base, "~"),
		strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#"):
		return true
	}
	switch strings.ToLower(path.Ext(base)) {
	case ".swp", ".swo", ".swx", ".bak", ".orig", ".tmp", ".part", ".crdownload":
		return true
	}
	return false
}

// hidden reports names of content that is none. A theme may have such folders.
func hidden(name string) bool {
	return strings.HasPrefix(name, "content/") && strings.HasPrefix(path.Base(name), ".")
}

// whyNot says why the file system cannot be asked to tell.
func whyNot(err error) Words {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return Words{
			"監視できるフォルダーの数の上限に達しました（Linux では fs.inotify.max_user_watches で増やせます）",
			"the system watches no more folders (on Linux, raise fs.inotify.max_user_watches)",
		}
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return Words{
			"開けるファイルまたは監視の数の上限に達しました（ulimit -n や fs.inotify.max_user_instances で増やせます）",
			"the system opens no more files or watches (see ulimit -n and fs.inotify.max_user_instances)",
		}
	}
	return Words{"フォルダーを監視できません: " + err.Error(), "the folders cannot be watched: " + err.Error()}
}
