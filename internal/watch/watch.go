// Package watch says that something in a site's folder has changed: once per
// burst, with the names. Where the file system does not tell of changes, it
// looks for them.
package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say how to watch. Zero values stand for what they name.
type Options struct {
	Poll  bool          // do not ask the file system to tell
	Every time.Duration // how often to look (2 s; where that is all there is, 1 s)
	Quiet time.Duration // how long nothing happens after a burst (10 ms)
	Most  time.Duration // how long a burst goes on at most (500 ms)
	Early time.Duration // how long nothing happens before an early change (there is none)
}

// Change is one burst.
type Change struct {
	// Paths are what has changed, relative to the folder, with slashes: files,
	// or folders with all that is in them. Nil: anything may have.
	Paths []string
	// Early: the burst may go on, and what it is about may be half written. The
	// same names come again at its end.
	Early bool
}

// Mode is how changes are noticed.
type Mode struct {
	Events bool  // the file system tells; else it is looked at again and again
	Why    Words // why it does not; zero when it was asked not to
}

// Words is a sentence in the languages of the program.
type Words struct{ Ja, En string }

// String names the mode.
func (m Mode) String() string {
	if m.Events {
		return "events"
	}
	return "polling"
}

// Watch watches a site's folder: site.toml, content, layouts, static, schema,
// and all folders below them, those that come later too. Links are not
// followed.
type Watch struct {
	dir     string
	opt     Options
	events  *fsnotify.Watcher // nil where changes are looked for
	watch   func(folder string) error
	folders map[string]uint64 // that are watched, and which folder of that name it was
	seen    map[string]stamp  // what the last look has seen; nil before the first

	burst burst
	out   chan Change
	stop  context.CancelFunc
	ended chan struct{}

	mu   sync.Mutex
	mode Mode
}

// most is how many names a change holds at most; more is anything.
const most = 2000

// few is how many names are told of early: a save, not another branch.
const few = 16

// Open begins to watch, until the context ends or Close. Whatever changes after
// it returns is told of: open the watch first, then read the files.
func Open(ctx context.Context, dir string, opt Options) (*Watch, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if dir, err = filepath.EvalSymlinks(dir); err != nil {
		return nil, err
	}
	w := &Watch{dir: dir, opt: opt}
	if err := w.open(ctx, fsnotify.NewWatcher); err != nil {
		return nil, err
	}
	return w, nil
}

func (w *Watch) open(ctx context.Context, newWatcher func() (*fsnotify.Watcher, error)) error {
	if info, err := os.Stat(w.dir); err != nil {
		return err
	} else if !info.IsDir() {
		return &os.PathError{Op: "watch", Path: w.dir, Err: errors.New("is not a folder")}
	}
	w.folders, w.out, w.ended = map[string]uint64{}, make(chan Change, 1), make(chan struct{})
	w.opt.Quiet, w.opt.Most = orElse(w.opt.Quiet, 10*time.Millisecond), orElse(w.opt.Most, 500*time.Millisecond)
	ctx, w.stop = context.WithCancel(ctx)
	why, silent := w.silent()
	switch {
	case w.opt.Poll:
		w.poll(Words{})
	case silent:
		w.poll(why)
	default:
		if err := w.listen(newWatcher); err != nil {
			w.poll(whyNot(err))
		}
	}
	if w.events == nil {
		w.seen = w.look()
	}
	go w.run(ctx)
	return nil
}

func orElse(d, usual time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return usual
}

// listen asks the file system to tell.
func (w *Watch) listen(newWatcher func() (*fsnotify.Watcher, error)) (err error) {
	if w.events, err = newWatcher(); err != nil {
		return err
	}
	w.setMode(Mode{Events: true})
	if w.watch == nil {
		w.watch = w.events.Add
	}
	return w.add("")
}

// silent looks whether the folders are on a file system that does not tell.
func (w *Watch) silent() (Words, bool) {
	for _, name := range append([]string{""}, parts...) {
		if why, silent := silentFileSystem(w.full(name)); silent {
			return why, true
		}
	}
	return Words{}, false
}

// giveUp goes over to polling.
func (w *Watch) giveUp(why Words) {
	w.poll(why)
	w.seen = w.look()
	w.burst.add()
}

// poll ends the events.
func (w *Watch) poll(why Words) {
	if w.events != nil {
		w.events.Close()
	}
	w.events, w.folders = nil, map[string]uint64{}
	w.setMode(Mode{Why: why})
}

func (w *Watch) setMode(m Mode) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mode = m
}

// Mode tells how changes are noticed. It can become polling at any time; a
// Change follows then.
func (w *Watch) Mode() Mode {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.mode
}

// Changes gives the bursts, until the watch ends. What changes while nobody
// receives is in the next one.
func (w *Watch) Changes() <-chan Change { return w.out }

// Close ends the watch, and returns when nothing of it is left.
func (w *Watch) Close() {
	w.stop()
	<-w.ended
}

// run gathers what happens. It takes in all events at once and leaves what is
// to be done about them to whoever receives the changes: a queue that is not
// emptied overflows.
func (w *Watch) run(ctx context.Context) {
	defer close(w.ended)
	defer close(w.out)
	defer func() { w.poll(Words{}) }()
	look := time.NewTimer(w.pause(0))
	defer look.Stop()
	if w.seen == nil {
		look.Reset(0) // for the safety net to have something to compare with
	}
	for {
		var wait <-chan time.Time
		if due, early, ok := w.burst.due(w.opt); ok {
			rest := time.Until(due)
			if rest <= 0 {
				w.tell(early)
				continue
			}
			wait = time.After(rest)
		}
		var events <-chan fsnotify.Event
		var failures <-chan error
		if w.events != nil {
			events, failures = w.events.Events, w.events.Errors
		}
		select {
		case <-ctx.Done():
			return
		case e := <-events:
			w.take(e)
		case err := <-failures:
			w.lost(err)
		case <-wait:
		case <-look.C:
			look.Reset(w.pause(w.compare()))
		}
	}
}

// tell puts the burst where it can be received, together with one that nobody
// has received yet. There is room for one, and nobody else puts one there.
func (w *Watch) tell(early bool) {
	w.burst.told = true
	select {
	case before := <-w.out:
		switch {
		case before.Early: // of this burst
		case early:
			w.out <- before // whoever is that late reads the end of this one too
			return
		default:
			w.burst.add(before.Paths...)
		}
	default:
	}
	c := w.burst.change()
	c.Early = early
	w.out <- c
	if !early {
		w.burst = burst{}
	}
}

// pause is how long to wait after a look that took so long: beside events the
// looks may take a hundredth of a processor's time, else a twentieth.
func (w *Watch) pause(took time.Duration) time.Duration {
	if w.events != nil {
		return max(orElse(w.opt.Every, 2*time.Second), 100*took)
	}
	return max(orElse(w.opt.Every, time.Second), 20*took)
}

// burst is what has happened since the last change.
type burst struct {
	names       map[string]bool
	all         bool
	first, last time.Time
	told        bool // early, since something has happened
}

func (b *burst) add(names ...string) {
	if b.first.IsZero() {
		b.first = time.Now()
	}
	b.last, b.told = time.Now(), false
	for _, name := range names {
		if b.names == nil {
			b.names = map[string]bool{}
		}
		b.names[name] = true
	}
	b.all = b.all || len(names) == 0 || len(b.names) > most
}

// due is when the burst is over, or is to be told of early.
func (b *burst) due(opt Options) (due time.Time, early, ok bool) {
	if b.first.IsZero() {
		return time.Time{}, false, false
	}
	due = b.last.Add(opt.Quiet)
	if end := b.first.Add(opt.Most); end.Before(due) {
		due = end
	}
	soon := b.last.Add(opt.Early)
	if opt.Early > 0 && !b.told && !b.all && len(b.names) <= few && soon.Before(due) {
		return soon, true, true
	}
	return due, false, true
}

func (b *burst) change() Change {
	if b.all {
		return Change{}
	}
	var c Change
	for name := range b.names {
		c.Paths = append(c.Paths, name)
	}
	slices.Sort(c.Paths)
	return c
}
