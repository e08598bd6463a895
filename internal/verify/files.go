package verify

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"kohyo/internal/diag"
	"kohyo/internal/tlog"
)

// fetch reads files of the manifest, several at once, and holds each to its line.
func (v *verifier) fetch(which func(tlog.File) bool, keep bool) {
	work := make(chan tlog.File)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for f := range work {
				if data, ok := v.held(f); ok && keep {
					v.keep(f.Name, data)
				}
			}
		})
	}
	for _, f := range v.listed {
		if which(f) && v.ctx.Err() == nil {
			work <- f
		}
	}
	close(work)
	all.Wait()
}

// keep keeps a file of the log for Examine, unless a site is out to fill the
// memory of those who verify it.
func (v *verifier) keep(name string, data []byte) {
	v.mu.Lock()
	v.cache[name] = data
	v.kept += int64(len(data))
	full := v.kept > largestLog
	v.mu.Unlock()
	if full {
		v.unknown(name, tooLarge, "")
		v.stop()
	}
}

// held reads a file and holds it to its line. What was read is given even
// when it is not what the line says.
func (v *verifier) held(f tlog.File) ([]byte, bool) {
	if v.ctx.Err() != nil {
		return nil, false
	}
	data, err := v.src.ReadFile(v.ctx, f.Name, f.Size)
	v.step(int64(len(data)))
	switch {
	case errors.Is(err, errLink):
		v.wrong(f.Name, aLink, "")
		return nil, false
	case errors.Is(err, fs.ErrNotExist):
		v.wrong(f.Name, missing, "")
		return nil, false
	case err != nil:
		v.unread(f.Name, err)
		return nil, false
	case int64(len(data)) > f.Size:
		v.wrong(f.Name, differs, fmt.Sprintf("more than %d bytes", f.Size))
		return data, false
	case !f.Is(data):
		v.wrong(f.Name, differs, fmt.Sprintf("SHA-256 %x, %d bytes; not %x, %d bytes", sha256.Sum256(data), len(data), f.SHA256, f.Size))
	}
	return data, true
}

func (v *verifier) step(bytes int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.done++
	v.result.Files++
	v.result.Bytes += bytes
	if v.opt.Progress != nil {
		v.opt.Progress(v.done, max(v.of, v.done))
	}
}

// added finds files that nobody has published: a page among them would be
// taken for one of the publisher's.
func (v *verifier) added() {
	names, err := v.src.Names()
	if err != nil {
		v.unread(".", err)
		return
	}
	v.result.Whole = names != nil
	if v.listed == nil {
		return // there is no list to hold them to
	}
	listed := map[string]bool{tlog.CheckpointFile: true, tlog.ManifestFile: true}
	for _, f := range v.listed {
		listed[f.Name] = true
	}
	for _, name := range names {
		if !listed[name] && name != treeList {
			v.wrong(name, addedFile, "")
		}
	}
	// That one differs when anything of the log does; then it is not to blame.
	wrong := len(v.result.False)
	if v.result.Stale {
		wrong-- // age changes no file
	}
	if slices.Contains(names, treeList) && wrong == 0 && !v.isTreeList() {
		v.wrong(treeList, addedFile, "")
	}
}

// treeList is what the program leaves in a folder that it has written, to know
// it again: the same list once more, with the two files that it cannot list.
const treeList = ".kohyo-manifest"

func (v *verifier) isTreeList() bool {
	all := slices.Clone(v.listed)
	for _, name := range []string{tlog.CheckpointFile, tlog.ManifestFile} {
		all = append(all, tlog.FileOf(name, v.cache[name]))
	}
	want := fmt.Appendf(nil, "kohyo-manifest 1 %d\n%s", len(all), tlog.Manifest(all))
	got, err := v.src.ReadFile(v.ctx, treeList, int64(len(want)))
	return err == nil && bytes.Equal(got, want)
}

func (v *verifier) wrong(file string, text diag.Words, detail string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.result.False = append(v.result.False, Problem{file, text, detail})
}

func (v *verifier) unknown(file string, text diag.Words, detail string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.result.Unknown = append(v.result.Unknown, Problem{file, text, detail})
}

// unread notes that a file could not be read. Once many could not, the rest
// is not tried.
func (v *verifier) unread(file string, err error) {
	if v.ctx.Err() != nil {
		return
	}
	text := unreachable
	if errors.Is(err, errOtherHost) {
		text = otherHost
	}
	v.unknown(file, text, err.Error())
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.result.Unknown) >= mostUnknown {
		v.stop()
	}
}

// noLog says that there is nothing to verify by.
func (v *verifier) noLog() {
	for _, name := range []string{tlog.ManifestFile, tlog.KeyFile} {
		if _, err := v.src.ReadFile(v.ctx, name, largestLogFile); err == nil {
			v.wrong(tlog.CheckpointFile, missing, name+" is there")
			return
		}
	}
	if len(v.opt.Since) > 0 {
		v.wrong(tlog.CheckpointFile, lostLog, "")
		return
	}
	v.unknown(tlog.CheckpointFile, noLog, "")
}

// since holds a checkpoint that somebody kept to the log.
func (v *verifier) since() {
	if len(v.opt.Since) == 0 {
		return
	}
	c, err := tlog.ParseCheckpoint(v.opt.Since)
	head := v.log.Head()
	switch {
	case err != nil:
		v.unknown(tlog.CheckpointFile, keptBroken, err.Error())
	case c.Origin != head.Origin:
		v.unknown(tlog.CheckpointFile, keptOther, c.Origin+", not "+head.Origin)
	case c.Size > head.Size:
		v.wrong(tlog.CheckpointFile, rolledBack, fmt.Sprintf("%d entries, not %d", head.Size, c.Size))
	case !v.log.Contains(c):
		v.wrong(tlog.CheckpointFile, forked, fmt.Sprintf("at %d entries: root %s", c.Size, c.Root))
	case c.Time.After(head.Time):
		v.wrong(tlog.CheckpointFile, setBack, fmt.Sprintf("%s, not %s", stamp(head.Time), stamp(c.Time)))
	case v.log.Knows(v.opt.Since):
		v.result.Since, v.result.Entered = c, v.log.Since(c.Size)
	case head.Signed && !v.log.Signed(v.opt.Since, v.opt.Keys):
		v.unknown(tlog.CheckpointFile, keptSigned, "")
	default:
		v.wrong(tlog.CheckpointFile, hidden, fmt.Sprintf("%s, %d entries", stamp(c.Time), c.Size))
	}
}

// age holds the moment of the checkpoint to what the caller puts up with.
func (v *verifier) age() {
	at := v.log.Head().Time
	if v.opt.MaxAge > 0 && v.opt.Now.Sub(at) > v.opt.MaxAge {
		v.wrong(tlog.CheckpointFile, tooOld, stamp(at))
		v.result.Stale = true
	}
}
