// Package verify holds what is public to its record: every file to the
// manifest, the manifest to the signed checkpoint, every report to its leaf,
// the log to itself and to what somebody has seen of it before. It needs
// nothing but the public files and, for signatures, the publisher's public key.
package verify

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/tlog"
)

// Options say what is known beforehand, and what is asked.
type Options struct {
	Keys   []string      // the publisher's public keys, from elsewhere; none: the one that the site shows
	Origin string        // the name that the log must have; "" is any
	Since  []byte        // a checkpoint that somebody kept
	Slug   string        // one report alone
	Number int           // its number
	MaxAge time.Duration // how old the checkpoint may be; 0 is any age
	Now    time.Time
	// Progress is told how many files were read, and how many there are.
	Progress func(done, of int)
}

// Problem is something that is not as the record says, or that could not be
// found out.
type Problem struct {
	File   string
	Text   diag.Words
	Detail string // hashes and numbers
}

// Result is what has become known.
type Result struct {
	False   []Problem // what is not true, by file
	Unknown []Problem // what could not be told

	Files, Reports, Leaves, Kept int    // read; of them reports held to their leaves; in the log; old checkpoints
	Bytes                        int64  // read
	Origin                       string // the name of the log, as its checkpoint has it
	OtherLog                     bool   // that is not the name that was asked for
	Head                         *tlog.Checkpoint
	Since                        *tlog.Checkpoint // that was held to the log
	Key                          string           // by which the signature is right; "" for none
	OwnKey                       bool             // that key is known from the site alone
	Leaf                         int64            // of the one report
	State                        tlog.State       // of the one report
	Whole                        bool             // all files could be listed, so that an added one would be seen
	Entered                      []*tlog.Entry    // since the checkpoint that was kept
	Stale                        bool             // the checkpoint is older than was asked
	NoReport                     bool             // neither the log nor the site knows the one report
	Newest                       bool             // the one report is the newest of its incident
	Lacking                      bool             // the one report's data file is not public: its texts alone were held to the leaf
}

// True reports whether all that was asked holds.
func (r *Result) True() bool { return len(r.False) == 0 && len(r.Unknown) == 0 }

const (
	largestManifest = 256 << 20
	largestLogFile  = 64 << 20
	largestLog      = 2 << 30
	workers         = 8
	mostUnknown     = 20 // failures after which reading on tells nothing more
)

// verifier is one run.
type verifier struct {
	ctx    context.Context
	stop   context.CancelFunc
	src    Source
	opt    Options
	result *Result
	log    *tlog.Log
	listed []tlog.File

	mu    sync.Mutex
	cache map[string][]byte // files of the log
	kept  int64             // bytes in it
	seen  map[string]bool   // other files that were read and held to the manifest
	done  int
	of    int
}

// Run verifies. The error is for a run that was interrupted.
func Run(ctx context.Context, src Source, opt Options) (*Result, error) {
	for try := 1; ; try++ {
		v := &verifier{src: src, opt: opt, result: &Result{}, cache: map[string][]byte{}, seen: map[string]bool{}}
		v.ctx, v.stop = context.WithCancel(ctx)
		v.run()
		v.stop()
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if try == 3 || !src.Live() || v.result.True() || !v.moved() {
			v.result.sort()
			return v.result, nil
		}
	}
}

// moved reports whether something was published while a site was read: then
// old and new were taken for one.
func (v *verifier) moved() bool {
	before := v.cache[tlog.CheckpointFile]
	v.ctx, v.stop = context.WithTimeout(context.WithoutCancel(v.ctx), oneRequest)
	defer v.stop()
	now, err := v.src.ReadFile(v.ctx, tlog.CheckpointFile, largestLogFile)
	return err == nil && !bytes.Equal(before, now)
}

func (r *Result) sort() {
	for _, list := range []*[]Problem{&r.False, &r.Unknown} {
		slices.SortStableFunc(*list, func(a, b Problem) int { return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Text.En, b.Text.En)) })
		*list = slices.Compact(*list)
	}
}

func (v *verifier) run() {
	head, err := v.src.ReadFile(v.ctx, tlog.CheckpointFile, largestLogFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.noLog()
		return
	case err != nil:
		v.unread(tlog.CheckpointFile, err)
		return
	}
	v.cache[tlog.CheckpointFile] = head
	v.name(head)
	v.list()
	v.fetch(func(f tlog.File) bool { return v.ofLog(f.Name) }, true)
	if !v.examine() {
		return
	}
	v.since()
	v.age()
	if v.opt.Slug != "" {
		v.oneReport()
		return
	}
	v.everyReport()
	v.fetch(func(f tlog.File) bool { return !strings.HasPrefix(f.Name, "log/") && !v.seen[f.Name] }, false)
	v.added()
}

// name holds the name of the log to the one that was asked for: whoever
// replaces a site as a whole makes a log that agrees with itself.
func (v *verifier) name(head []byte) {
	c, err := tlog.ParseCheckpoint(head)
	if err != nil {
		return // Examine says so
	}
	v.result.Origin = c.Origin
	if v.opt.Origin != "" && c.Origin != v.opt.Origin {
		v.result.OtherLog = true
		v.wrong(tlog.CheckpointFile, otherName, fmt.Sprintf("%q, not %q", c.Origin, v.opt.Origin))
	}
}

// ofLog are the files of the log that are read beforehand, several at once.
func (v *verifier) ofLog(name string) bool {
	return strings.HasPrefix(name, "log/") && (v.opt.Slug == "" || !strings.HasPrefix(name, "log/reports/"))
}

// list reads the manifest as it is; Examine holds it to the checkpoint.
func (v *verifier) list() {
	text, err := v.src.ReadFile(v.ctx, tlog.ManifestFile, largestManifest)
	if err != nil {
		return // Examine says so
	}
	v.cache[tlog.ManifestFile] = text
	v.listed, _ = tlog.ParseManifest(text)
	for _, f := range v.listed {
		if v.opt.Slug == "" || v.ofLog(f.Name) {
			v.of++
		}
	}
}

// examine proves the log. Without keys from elsewhere, the one that the site
// shows has to do: then the signature says that all is of one hand.
func (v *verifier) examine() bool {
	keys := v.opt.Keys
	c, err := tlog.ParseCheckpoint(v.cache[tlog.CheckpointFile])
	if len(keys) == 0 && err == nil && c.Signed {
		shown, err := v.read(tlog.KeyFile)
		if err != nil {
			v.unknown(tlog.KeyFile, noKey, "")
		} else {
			keys, v.result.OwnKey = []string{strings.TrimSpace(string(shown))}, true
			if _, err := tlog.ParseKeys(keys[0]); err != nil {
				v.wrong(tlog.KeyFile, badKey, "")
				keys, v.result.OwnKey = nil, false
			}
		}
	}
	log, faults, err := tlog.Examine(v.read, tlog.Options{Keys: keys, Old: true, Openings: v.opt.Slug == ""})
	for _, f := range faults {
		v.wrong(f.File, diag.Words{Ja: f.Means("ja"), En: f.Means("en")}, f.Detail)
	}
	if err != nil {
		v.unread(v.failed(err), err)
		return false
	}
	if log == nil {
		return false
	}
	v.log, v.result.Head = log, log.Head()
	v.result.Leaves, v.result.Kept = int(log.Size()), log.Kept()
	if len(keys) > 0 && c.Signed && !slices.ContainsFunc(faults, func(f *tlog.Fault) bool { return f.File == tlog.CheckpointFile }) {
		v.result.Key = keys[0]
	}
	return true
}

// failed is the file that an error tells of.
func (v *verifier) failed(err error) string {
	if f, ok := errors.AsType[*unreadable](err); ok {
		return f.name
	}
	return tlog.CheckpointFile
}

// unreadable is an error in reading a file.
type unreadable struct {
	name string
	error
}

func (u *unreadable) Unwrap() error { return u.error }

// read gives a file to Examine, mostly one that was fetched before.
func (v *verifier) read(name string) ([]byte, error) {
	v.mu.Lock()
	data, ok := v.cache[name]
	v.mu.Unlock()
	if ok {
		return data, nil
	}
	data, err := v.src.ReadFile(v.ctx, name, largestLogFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = &unreadable{name, err}
	}
	return data, err
}
