package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Generations is a place where every publication is a tree of its own. One of
// them is what readers see; the step to the next one is a single operation of
// the file system. Those before stay for a while, for whoever is still reading.
//
//	TARGET/current            a symbolic link to one of the trees: this is served
//	TARGET/.kohyo/            the store
//	  lock                    held by the one that publishes
//	  publisher               who that is
//	  last                    what was served last, in a few bytes
//	  generations/000007-…/   the trees
//	  generations/000007-….served  readers have seen this tree
//	  generations/000006-….since   since when it is not served any more
//	  new-…                   a tree that is being written
//
// Where the served path has to be a real folder, TARGET is the tree itself,
// the store is beside it as .TARGET.kohyo, for its owner alone, and the trees
// change places.
type Generations struct {
	disk   disk
	opt    GenerationsOptions
	dir    string // as the caller named it
	target string
	store  string
	lock   *lock
	made   []string // folders above the target that were missing
}

// GenerationsOptions are what a caller may say of a place.
type GenerationsOptions struct {
	Site   string           // the site's own folder, which must not be overwritten; "" means none
	Keep   time.Duration    // how long a tree stays after it was replaced; at least a day
	Folder bool             // TARGET itself must be the served folder
	Now    func() time.Time // the clock
	Who    string           // what another publisher is told of this one
}

// KeepAtLeast is the shortest time for which a replaced tree stays.
const KeepAtLeast = 24 * time.Hour

// Busy says that another run is publishing to the same place.
type Busy struct{ Who string }

func (b *Busy) Error() string { return "in use by another run: " + b.Who }

const (
	linkName  = "current"
	storeName = ".kohyo"
	treesName = "generations"
	sinceMark = ".since"
	seenMark  = ".served"
	newMark   = "new-"
)

// At gives the place, which need not exist yet. It changes nothing.
func At(dir string, opt GenerationsOptions) (*Generations, error) {
	return at(osDisk{}, dir, opt)
}

func at(d disk, dir string, opt GenerationsOptions) (*Generations, error) {
	abs, err := filepath.Abs(dir)
	if err == nil {
		err = refusePart(abs, dir)
	}
	if err != nil {
		return nil, err
	}
	target, err := locate(dir, opt.Site)
	if err != nil {
		return nil, err
	}
	opt.Keep = max(opt.Keep, KeepAtLeast)
	if opt.Now == nil {
		opt.Now = time.Now
	}
	g := &Generations{disk: d, opt: opt, dir: dir, target: target, store: filepath.Join(target, storeName)}
	if opt.Folder {
		folder, base := filepath.Split(target)
		g.store = filepath.Join(folder, "."+base+storeName)
	}
	return g, g.refuseForeign()
}

// Lock keeps other publishers out until Close, and clears what killed ones
// have left. The error is a *Busy when there is one.
func (g *Generations) Lock() (err error) {
	if g.made, err = makeParents(g.disk, g.trees()); err != nil {
		return err
	}
	if err := g.hideStore(); err != nil {
		return err
	}
	path := filepath.Join(g.store, "lock")
	if err := g.disk.write(path, nil); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	lock, err := tryLock(path)
	switch {
	case errors.Is(err, errLocked):
		return &Busy{g.publisher()}
	case err != nil && !errors.Is(err, errNoLocks):
		return err
	}
	g.lock = lock
	// Looked at again: before the lock another run may have been at work.
	if err := g.refuseForeign(); err != nil {
		g.Close()
		return err
	}
	name := filepath.Join(g.store, "publisher")
	_ = g.disk.remove(name)
	_ = g.disk.write(name, []byte(g.opt.Who+"\n")) // only a courtesy to others
	g.tidy()
	return nil
}

// publisher is who holds the lock, as far as it is known.
func (g *Generations) publisher() string {
	data, err := os.ReadFile(filepath.Join(g.store, "publisher"))
	if who := strings.TrimSpace(string(data)); err == nil && who != "" {
		return who
	}
	return "?"
}

// Close lets other publishers in.
func (g *Generations) Close() error {
	g.lock.release()
	g.lock = nil
	return nil
}

func (g *Generations) trees() string { return filepath.Join(g.store, treesName) }

// Served is the folder of the tree that readers see; "" before there is one.
func (g *Generations) Served() (string, error) {
	if g.opt.Folder {
		if _, err := os.Lstat(filepath.Join(g.target, manifestName)); errors.Is(err, fs.ErrNotExist) {
			return "", nil
		} else if err != nil {
			return "", err
		}
		return g.target, nil
	}
	to, err := os.Readlink(filepath.Join(g.target, linkName))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return filepath.Join(g.target, to), err
}

// Open opens the tree that readers see. Nothing outside it can be read through
// it. There is none before the first publication: the error is fs.ErrNotExist.
func (g *Generations) Open() (*os.Root, error) {
	served, err := g.Served()
	if err == nil && served == "" {
		err = fs.ErrNotExist
	}
	if err != nil {
		return nil, err
	}
	return os.OpenRoot(served)
}

// refuseForeign refuses a place that is not ours to publish to.
func (g *Generations) refuseForeign() error {
	if err := refuseKind(g.target, g.dir); err != nil {
		return err
	}
	if err := g.refuseOtherKind(); err != nil {
		return err
	}
	info, err := os.Lstat(g.store)
	stored := err == nil
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case stored && !info.IsDir():
		return refuse(g.dir, []string{storeName}, "公開の記録を置くフォルダーの場所に、別のものがあります。", "something else is where the store of the publications belongs.")
	}
	if g.opt.Folder {
		err = g.refuseFolder(stored)
	} else {
		err = g.refuseLink(stored)
	}
	return err
}

// refuseLink looks at a target that holds the link and the store.
func (g *Generations) refuseLink(stored bool) error {
	to, err := os.Readlink(filepath.Join(g.target, linkName))
	switch {
	case err == nil && stored && filepath.Dir(filepath.FromSlash(to)) == filepath.Join(storeName, treesName):
		if info, err := os.Stat(filepath.Join(g.target, to)); err != nil || !info.IsDir() {
			return g.withNewest(refuse(g.dir, nil, "current の指す公開版がありません。", "current leads to a publication that is gone."))
		}
		return g.refuseSetBack()
	case err == nil:
		return refuse(g.dir, []string{linkName}, "current は、このプログラムが作ったリンクではありません。", "current is not a link that this program made.")
	case !errors.Is(err, fs.ErrNotExist):
		if _, missing := os.Lstat(filepath.Join(g.target, linkName)); missing == nil {
			return refuse(g.dir, []string{linkName}, "current がシンボリックリンクではありません。", "current is not a symbolic link.")
		}
		return err
	case stored:
		return g.refuseLost()
	}
	return g.refuseFilled()
}

// refuseFilled refuses a folder that holds something and is not ours.
func (g *Generations) refuseFilled() error {
	entries, err := os.ReadDir(g.target)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if names = notLitter(names); len(names) == 0 {
		return nil
	}
	return refuse(g.dir, names, "公開先として作られたフォルダーではなく、中にファイルがあります。",
		"it was not made as a place to publish to, and is not empty.")
}

// refuseLost refuses to begin anew where something has been public before:
// the log of publications would begin anew too, and contradict the old one.
func (g *Generations) refuseLost() error {
	if !g.Used() {
		return nil
	}
	return g.withNewest(refuse(g.dir, nil, "以前に公開したものがありますが、いま公開中のものが見つかりません。",
		"something has been public here, but what is public now is missing."))
}

// refuseSetBack refuses to go on from a tree that is not the last one: readers
// have seen what came after it, and its log would be continued in two ways.
func (g *Generations) refuseSetBack() error {
	served := g.servedNumber()
	for _, t := range g.list() {
		if t.number > served && t.seen {
			return g.withNewest(refuse(g.dir, nil, "current が、最後の公開版より前の版に戻されています。このまま公開すると、公開の記録が二つに分かれます。current を最後の公開版に戻し、直すべき点は次の報（kohyo revise）で直してください。",
				"current was set back to a publication before the last one. To go on from there would make two records of what was published. Make it lead to the last one again, and mend what is wrong there by the next report (kohyo revise)."))
		}
	}
	return nil
}

// refuseFolder looks at a target that is the served tree itself.
func (g *Generations) refuseFolder(stored bool) error {
	t, err := inspect(g.target, g.dir)
	switch {
	case err != nil && stored:
		return withWay(err)
	case err != nil:
		return err
	case len(t.files) == 0 && stored:
		return g.refuseLost()
	}
	return nil
}

// Replace makes the listed files what readers see. done is called for each
// file that was written. Any error means that readers see what they saw
// before, whole, save where the disk failed twice and the error says so.
func (g *Generations) Replace(ctx context.Context, files []File, site Source, done func()) (Stats, error) {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	if _, err := sortedNames(names, g.dir); err != nil {
		return Stats{}, err
	}
	id := g.nextID()
	tree := filepath.Join(g.store, newMark+id)
	stats, err := g.fill(ctx, tree, files, site, done)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		removeAll(g.disk, tree)
		return Stats{}, err
	}
	if err := g.serve(tree, id); err != nil {
		return Stats{}, err
	}
	g.tidy()
	return stats, nil
}

// nextID names the next tree: a number, and the moment for people who look.
func (g *Generations) nextID() string {
	last := 0
	for _, t := range g.list() {
		last = max(last, t.number)
	}
	return fmt.Sprintf("%06d-%s", last+1, g.opt.Now().UTC().Format("20060102T150405Z"))
}

// Path is what a web server must serve.
func (g *Generations) Path() string {
	if g.opt.Folder {
		return g.target
	}
	return filepath.Join(g.target, linkName)
}
