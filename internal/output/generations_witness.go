package output

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// heldMark is a file of the store that says what was served last.
const heldMark = "last"

// Remember keeps a few bytes of what is served beside the trees, where they
// outlive a tree that is removed or changed by hand. What cannot be kept, the
// next run keeps.
func (g *Generations) Remember(data []byte) {
	name, fresh := filepath.Join(g.store, heldMark), filepath.Join(g.store, newMark+heldMark)
	if old, err := os.ReadFile(name); err == nil && string(old) == string(data) {
		return
	}
	_ = g.disk.remove(fresh)
	if g.disk.write(fresh, data) == nil && g.disk.sync(fresh) == nil {
		_ = g.disk.rename(fresh, name)
	}
}

// Witnesses gives a file as it is in every tree that readers have seen, and
// what was remembered, by their paths.
func (g *Generations) Witnesses(file string) map[string][]byte {
	all := map[string][]byte{}
	read := func(path string) {
		if data, err := os.ReadFile(path); err == nil {
			all[path] = data
		}
	}
	read(filepath.Join(g.store, heldMark))
	for _, t := range g.list() {
		if _, err := os.Lstat(g.seenFile(t.id)); err == nil {
			read(filepath.Join(g.trees(), t.id, filepath.FromSlash(file)))
		}
	}
	return all
}

// Used reports whether readers have been led to something here before.
func (g *Generations) Used() bool {
	entries, _ := os.ReadDir(g.trees())
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), sinceMark) || strings.HasSuffix(e.Name(), seenMark) {
			return true
		}
	}
	return false
}

// refuseOtherKind refuses a place that was begun with the other answer to
// whether the target itself is served: a second log would begin in it.
func (g *Generations) refuseOtherKind() error {
	folder, base := filepath.Split(g.target)
	if g.opt.Folder {
		if _, err := os.Lstat(filepath.Join(g.target, storeName, treesName)); err != nil {
			return nil
		}
		return refuse(g.dir, nil, "--real-folder なしで始めた公開先です。--real-folder を付けずに実行してください。",
			"publishing to it was begun without --real-folder. Run the command without it.")
	}
	beside := Generations{store: filepath.Join(folder, "."+base+storeName)}
	if !beside.Used() {
		return nil
	}
	return refuse(g.dir, nil, "--real-folder を付けて始めた公開先です。--real-folder を付けて実行してください。",
		"publishing to it was begun with --real-folder. Run the command with --real-folder.")
}

// Published reports whether a folder, or the place that it is part of, holds
// publications or the log of some: to begin in another folder instead would
// begin a second log.
func Published(dir string) bool {
	folder, base := filepath.Split(filepath.Clean(dir))
	for _, path := range []string{
		filepath.Join(dir, storeName), filepath.Join(dir, "log", "checkpoint"), filepath.Join(dir, linkName, "log", "checkpoint"),
		filepath.Join(folder, storeName), filepath.Join(folder, "."+base+storeName),
	} {
		if _, err := os.Lstat(path); err == nil {
			return true
		}
	}
	to, err := os.Readlink(filepath.Join(dir, linkName))
	return err == nil && strings.HasPrefix(filepath.ToSlash(to), storeName+"/")
}

// refusePart refuses the link, where the folder that holds it is meant.
func refusePart(abs, dir string) error {
	folder, base := filepath.Split(abs)
	if _, err := os.Lstat(filepath.Join(folder, storeName, treesName)); err != nil || base != linkName {
		return nil
	}
	above := filepath.Dir(filepath.Clean(dir))
	return refuse(dir, nil, "公開先ではなく、その中の公開中の版です。公開先を指定してください: kohyo publish "+above,
		"it is what a place to publish to serves, not the place. Name the place: kohyo publish "+above)
}

// Strays lists what readers are shown besides the known files.
func (g *Generations) Strays(known map[string]bool) []string {
	served, err := g.Served()
	if err != nil || served == "" {
		return nil
	}
	// Through the link, if it is one: what is walked is the tree itself.
	t, foreign, err := walk(served)
	if err != nil {
		return nil
	}
	for _, name := range notLitter(t.files) {
		if !known[name] {
			foreign = append(foreign, name)
		}
	}
	slices.Sort(foreign)
	return foreign
}

// withNewest says with a refusal which publication readers have seen last, and
// where the link to it belongs.
func (g *Generations) withNewest(r *Refused) *Refused {
	newest := ""
	entries, _ := os.ReadDir(g.trees()) // in the order of their numbers
	for _, e := range entries {
		if id := strings.TrimSuffix(strings.TrimSuffix(e.Name(), sinceMark), seenMark); id != e.Name() {
			newest = filepath.Join(storeName, treesName, id)
		}
	}
	_, gone := os.Lstat(filepath.Join(g.target, newest))
	switch {
	case g.opt.Folder: // the newest was the folder itself
		r.ja += "最後の公開版はこのフォルダーそのものでした。バックアップから戻してください。"
		r.en += " The last publication was that folder itself: bring it back from a backup."
	case newest == "":
		r.ja += "バックアップから戻してください。"
		r.en += " Bring the last publication back from a backup."
	case gone != nil:
		r.ja += "最も新しい公開版 " + newest + " がなくなっています。バックアップから戻してください。"
		r.en += " The newest publication, " + newest + ", is gone: bring it back from a backup."
	default:
		r.Link, r.LinkTo = g.Path(), newest
		r.ja += "最も新しい公開版は " + newest + " です。"
		r.en += " The newest publication is " + newest + "."
	}
	return r
}
