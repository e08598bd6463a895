package publish

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"time"

	"kohyo/internal/output"
	"kohyo/internal/tlog"
)

// Content is what is to be public.
type Content struct {
	Languages []string
	Reports   iter.Seq2[tlog.Report, error]
	// Site gives the pages, once it is known where each report stands in the log.
	Site func(leaf func(slug string, number int) (int64, bool)) Source
}

// Options are what a publication is told besides.
type Options struct {
	Log      tlog.Options
	Keys     []string      // private keys to sign with; none: nothing is signed
	At       time.Time     // the moment of the publication
	Keep     time.Duration // how long the theme's files of older pages stay
	Removals int           // how many files may go at once
	Dry      bool          // only to look: keeps no file for sending
	All      bool          // the target asks for every file, not for those alone that differ

	Witnesses []Witness // checkpoints that the public log has to know
}

// Witness is a checkpoint that is known from elsewhere than the public files.
type Witness struct {
	Where      string
	Checkpoint []byte
	Copied     bool // from a folder that something else copies to its place
}

// Prepared is a publication that is ready to be moved.
type Prepared struct {
	Plan   *Plan
	Leaves []tlog.Leaf // new in the log
	Signed bool
	Source Source // what the plan lists

	// Entry is the hash of what the log has of a report, for tlog.Report.Known.
	Entry func(slug string, number int) (sum [sha256.Size]byte, ok bool)

	Refusal *Refused // after a dry run: why it would not be published

	public state
}

// Nothing reports whether what is public is what is to be public.
func (p *Prepared) Nothing() bool { return p.Plan.Count(Same) == len(p.Plan.Files) }

// Begins reports whether the log has its first checkpoint here.
func (p *Prepared) Begins() bool { return p.public.checkpoint == nil }

// state is what is public, in a few bytes.
type state struct{ checkpoint, files []byte }

func stateOf(read ReadFile) (s state, err error) {
	if s.checkpoint, err = optional(read, tlog.CheckpointFile); err == nil {
		s.files, err = optional(read, tlog.ManifestFile)
	}
	return s, err
}

// Still reports whether what is public is still what it was when the
// publication was prepared.
func (p *Prepared) Still(read ReadFile) (bool, error) {
	now, err := stateOf(read)
	return err == nil && bytes.Equal(now.checkpoint, p.public.checkpoint) && bytes.Equal(now.files, p.public.files), err
}

// optional reads a file that need not be there.
func optional(read ReadFile, name string) ([]byte, error) {
	data, err := read(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return data, err
}

// Prepare proves what is public, holds every report to it, renders everything
// and works out the plan. An error of type *Refused says what must not be.
func Prepare(ctx context.Context, read ReadFile, c Content, spool *Spool, opt Options) (*Prepared, error) {
	public, err := stateOf(read)
	if err != nil {
		return nil, err
	}
	log, err := tlog.Open(read, opt.Log)
	if err != nil {
		return nil, err
	}
	if err := heed(log, opt.Witnesses); err != nil {
		return nil, err
	}
	taken := withdrawn{}
	update, err := log.Append(taken.note(c.Reports), rand.Reader)
	if err != nil {
		return nil, err
	}
	if len(update.Conflicts) > 0 {
		return nil, refuseConflicts(update.Conflicts)
	}
	w := &work{
		read: read, spool: spool, opt: opt, update: update, languages: c.Languages, withdrawn: taken,
		site: c.Site(update.Index), own: map[string][]byte{}, tree: sha256.Sum256(public.files),
	}
	if spool != nil {
		spool.reset()
	}
	w.readPublic(log.Files())
	if err := w.compare(ctx); err != nil {
		return nil, err
	}
	p := &Prepared{Leaves: update.New, Source: w, Entry: update.EntryHash, public: public}
	signed := isSigned(public.checkpoint)
	if w.settled() && public.checkpoint != nil && (signed || len(opt.Keys) == 0) {
		p.Plan, p.Signed = w.nothing(public), signed
		return p, nil
	}
	if signed && len(opt.Keys) == 0 && !opt.Dry {
		return nil, Unsigned()
	}
	if err := w.addLog(ctx); err != nil {
		return nil, err
	}
	p.Plan, p.Signed = w.plan(), isSigned(w.own[tlog.CheckpointFile])
	if p.Refusal = w.refuseRemovals(p.Plan); p.Refusal != nil && !opt.Dry {
		return nil, p.Refusal
	}
	return p, nil
}

// heed refuses to go on from a log that does not hold all that was published:
// it was set back, or begun a second time, and would contradict the first.
func heed(log *tlog.Log, witnesses []Witness) error {
	for _, w := range witnesses {
		if !log.Knows(w.Checkpoint) {
			return refuseUnknown(w)
		}
	}
	return nil
}

// isSigned reports whether a checkpoint carries a signature line.
func isSigned(checkpoint []byte) bool { return bytes.Contains(checkpoint, []byte("\n\n\u2014 ")) }

// work is a publication in the making. It is the source of what it plans.
type work struct {
	read      ReadFile
	spool     *Spool
	opt       Options
	update    *tlog.Update
	site      Source
	languages []string
	withdrawn withdrawn

	before map[string]tlog.File // what is public
	kept   []keptAsset          // of it, what stays though no page of the site names it
	files  []tlog.File          // what is to be public, without the log
	logged []tlog.File          // the log
	own    map[string][]byte    // files made here
	still  bool                 // nothing changes: the log is the public one
	tree   [sha256.Size]byte    // of what is public, for output.Remembering
}

// readPublic takes in the public list of files. Where it is not the one that
// the checkpoint stands for, what it names may be there, and nothing is known
// of the bytes: all of it is to be brought anew.
func (w *work) readPublic(files []tlog.File, proven bool) {
	w.before = map[string]tlog.File{}
	for _, f := range files {
		if !proven {
			f = tlog.File{Name: f.Name, Size: -1}
		}
		w.before[f.Name] = f
	}
}

// compare renders of the site what is not known to be public as it would be
// now, and keeps what has to be sent.
func (w *work) compare(ctx context.Context) error {
	names := slices.Collect(w.site.Addresses()) // in its order, which has an incident read once for all its pages
	w.files = make([]tlog.File, len(names))
	err := output.Each(ctx, len(names), func(i int) error {
		if public, ok := w.unchanged(names[i]); ok {
			w.files[i] = public
			return nil
		}
		data, err := w.site.ReadFile(names[i])
		if err != nil {
			return err
		}
		w.files[i] = tlog.FileOf(names[i], data)
		if w.spool == nil || !w.opt.All && w.before[names[i]] == w.files[i] {
			return nil
		}
		return w.spool.put(names[i], data)
	})
	if err != nil {
		return err
	}
	slices.SortFunc(w.files, func(a, b tlog.File) int { return cmp.Compare(a.Name, b.Name) })
	return w.keepAssets()
}

// unchanged gives a public file that is known to be what it would be now.
func (w *work) unchanged(name string) (tlog.File, bool) {
	site, ok := w.site.(output.Remembering)
	if !ok || w.opt.All {
		return tlog.File{}, false
	}
	public, there := w.before[name]
	return public, there && public.Size >= 0 && site.Unchanged(w.tree, name)
}

// settled reports whether nothing is to change but what the log says of itself.
func (w *work) settled() bool {
	if len(w.update.New) > 0 {
		return false
	}
	more := 0 // of the site's files, than are public
	for _, f := range w.files {
		if w.before[f.Name] != f {
			return false
		}
		if !isLog(f.Name) {
			more++
		}
	}
	for name := range w.before {
		if !isLog(name) {
			more--
		}
	}
	_, listed := w.before[keptName]
	return more == 0 && listed == (len(w.kept) > 0)
}

// isLog tells the files that the log, or this package, makes.
func isLog(name string) bool { return strings.HasPrefix(name, "log/") }

// addLog adds the files of the log, the list of all files, and the checkpoint.
func (w *work) addLog(ctx context.Context) error {
	names := slices.Clone(w.update.Names())
	w.logged = make([]tlog.File, len(names))
	err := output.Each(ctx, len(names), func(i int) error {
		data, err := w.update.ReadFile(names[i])
		w.logged[i] = tlog.FileOf(names[i], data)
		return err
	})
	if err != nil {
		return err
	}
	all := slices.Concat(w.files, w.logged)
	slices.SortFunc(all, func(a, b tlog.File) int { return cmp.Compare(a.Name, b.Name) })
	w.own[tlog.ManifestFile] = tlog.Manifest(all)
	w.own[tlog.CheckpointFile], err = w.update.Sign(w.ReadFile, w.own[tlog.ManifestFile], w.opt.At, w.opt.Keys...)
	if f, ok := errors.AsType[*tlog.Fault](err); ok && f.Kind == tlog.NoPrivateKey {
		if !w.opt.Dry {
			return Unsigned()
		}
		w.own[tlog.CheckpointFile], err = []byte("not signed: nothing is published\n"), nil
	}
	return err
}

// Addresses gives everything that is to be public.
func (w *work) Addresses() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, f := range slices.Concat(w.files, w.logged) {
			if !yield(f.Name) {
				return
			}
		}
		for _, name := range []string{tlog.ManifestFile, tlog.CheckpointFile} {
			if w.own[name] != nil && !yield(name) {
				return
			}
		}
	}
}

// ReadFile gives a file that is to be public: from where it was kept, else
// from the log, else rendered again.
func (w *work) ReadFile(name string) ([]byte, error) {
	if data, ok := w.own[name]; ok {
		return data, nil
	}
	if isLog(name) && w.still {
		return w.read(name)
	}
	if isLog(name) {
		return w.update.ReadFile(name)
	}
	if w.isKept(name) {
		return w.read(name)
	}
	if w.spool != nil {
		if data, err := w.spool.ReadFile(name); err == nil {
			return data, nil
		}
	}
	return w.site.ReadFile(name)
}
