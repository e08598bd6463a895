package tlog_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo/internal/tlog"
)

// public is a made site: what its readers can fetch, and who signs for it.
type public struct {
	t       *testing.T
	files   map[string][]byte
	reports []tlog.Report
	keys    []string // public
	private []string
	now     time.Time
}

const origin = "log.example.jp/disclosure"

func newPublic(t *testing.T, signed bool) *public {
	p := &public{t: t, files: map[string][]byte{}, now: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)}
	if signed {
		private, key, err := tlog.NewKeys(rand.Reader, origin)
		if err != nil {
			t.Fatal(err)
		}
		p.keys, p.private = []string{key}, []string{private}
	}
	return p
}

func (p *public) read(name string) ([]byte, error) {
	if data, ok := p.files[name]; ok {
		return data, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// report makes a report that says something.
func (p *public) report(slug string, number int, says string) {
	r := tlog.Report{Slug: slug, Number: number, Published: p.now}
	r.Data, r.Texts = dataOf(slug, number, says), textsOf(slug, says)
	p.reports = append(p.reports, r)
}

func dataOf(slug string, number int, says string) []byte {
	return fmt.Appendf(nil, `{"languages":["ja"],"number":%d,"report":{"title":{"source":{"ja":%q},"words":{"ja":%[2]q}}},"slug":%q,"time_zone":"Asia/Tokyo"}`+"\n", number, says, slug)
}

func textsOf(slug, says string) []tlog.Text {
	text := fmt.Sprintf("第1報\n\n%s\n====\n\n本文 %s\n\n以上\n\n%s\nhttps://x.example/%s/\n", says, says, strings.Repeat("-", 70), slug)
	return []tlog.Text{{Lang: "ja", Bytes: []byte(text)}, {Lang: "en", Bytes: []byte(strings.ReplaceAll(text, "本文", "text"))}}
}

func (p *public) seq() iter.Seq2[tlog.Report, error] {
	return func(yield func(tlog.Report, error) bool) {
		for _, r := range p.reports {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func (p *public) open() (*tlog.Log, error) {
	return tlog.Open(p.read, tlog.Options{Origin: origin, Keys: p.keys})
}

// plan is what publishing would do.
func (p *public) plan() *tlog.Update {
	p.t.Helper()
	l, err := p.open()
	if err != nil {
		p.t.Fatal(err)
	}
	u, err := l.Append(p.seq(), rand.Reader)
	if err != nil {
		p.t.Fatal(err)
	}
	return u
}

// publish makes everything public.
func (p *public) publish() *tlog.Update {
	p.t.Helper()
	u := p.plan()
	if len(u.Conflicts) > 0 {
		p.t.Fatalf("conflicts: %v", u.Conflicts)
	}
	next, list := map[string][]byte{}, []tlog.File{}
	for _, r := range p.reports {
		next[fmt.Sprintf("%s/%d.json", r.Slug, r.Number)] = r.Data
		for _, t := range r.Texts {
			next[fmt.Sprintf("%s/%s/%d/notice.txt", t.Lang, r.Slug, r.Number)] = t.Bytes
		}
	}
	for _, name := range u.Names() {
		data, err := u.ReadFile(name)
		if err != nil {
			p.t.Fatal(err)
		}
		next[name] = data
	}
	for name, data := range next {
		list = append(list, tlog.FileOf(name, data))
	}
	next["log/files"] = tlog.Manifest(list)
	about := func(name string) ([]byte, error) {
		if data, ok := next[name]; ok {
			return data, nil
		}
		return nil, fs.ErrNotExist
	}
	checkpoint, err := u.Sign(about, next["log/files"], p.now, p.private...)
	if err != nil {
		p.t.Fatal(err)
	}
	next["log/checkpoint"] = checkpoint
	p.files, p.now = next, p.now.Add(time.Hour)
	return u
}

func (p *public) faults() []*tlog.Fault {
	p.t.Helper()
	_, faults, err := tlog.Examine(p.read, tlog.Options{Origin: origin, Keys: p.keys, Old: true, Openings: true})
	if err != nil {
		p.t.Fatal(err)
	}
	return faults
}

func TestLifeOfALog(t *testing.T) {
	for _, signed := range []bool{true, false} {
		t.Run(fmt.Sprint("signed ", signed), func(t *testing.T) {
			p := newPublic(t, signed)
			p.report("shop", 1, "一")
			p.report("bank", 1, "二")
			u := p.publish()
			if len(u.New) != 2 || u.New[0].Slug != "bank" {
				t.Errorf("new leaves %v, want bank before shop, at the same moment", u.New)
			}
			if again := p.plan(); len(again.New) != 0 {
				t.Errorf("a second publication has something to do: %v", again.New)
			}
			p.report("shop", 2, "三")
			p.publish()
			p.reports[0].Texts = textsOf("shop", "一と言い換え")
			if u := p.publish(); len(u.New) != 1 || u.New[0].State != tlog.Restated {
				t.Errorf("other words: %v, want one restated leaf", u.New)
			}
			for n := range 600 {
				p.report("many", n+1, fmt.Sprint("報", n))
			}
			p.publish()
			if faults := p.faults(); len(faults) > 0 {
				t.Errorf("a log that nobody touched has faults: %v", faults)
			}
			l, err := p.open()
			if err != nil {
				t.Fatal(err)
			}
			for n := range l.Kept() {
				old, err := l.Old(n)
				if err != nil {
					t.Fatal(err)
				}
				if c, err := tlog.ParseCheckpoint(old); err != nil || !l.Contains(c) {
					t.Errorf("checkpoint %d is no part of the log: %v", n, err)
				}
			}
			for i := range l.Size() {
				if err := l.Included(i); err != nil {
					t.Errorf("leaf %d: %v", i, err)
				}
			}
		})
	}
}

func TestConflicts(t *testing.T) {
	begin := func() *public {
		p := newPublic(t, true)
		p.report("shop", 1, "一")
		p.reports[0].Files = []tlog.File{tlog.FileOf("a.pdf", []byte("x"))}
		p.publish()
		return p
	}
	withdraw := func(p *public) { p.reports[0].Withdrawn = p.now }
	for name, c := range map[string]struct {
		change func(*public)
		want   tlog.ConflictKind
	}{
		"facts":       {func(p *public) { p.reports[0].Data = dataOf("shop", 1, "別") }, tlog.Changed},
		"moment":      {func(p *public) { p.reports[0].Published = p.now }, tlog.Moved},
		"attachment":  {func(p *public) { p.reports[0].Files = []tlog.File{tlog.FileOf("a.pdf", []byte("y"))} }, tlog.Files},
		"none":        {func(p *public) { p.reports[0].Files = nil }, tlog.Files},
		"gone":        {func(p *public) { p.reports = nil }, tlog.Gone},
		"back":        {func(p *public) { withdraw(p); p.publish(); p.reports[0].Withdrawn = time.Time{} }, tlog.Returned},
		"withdrawn":   {func(p *public) { withdraw(p); p.publish(); p.reports = nil }, tlog.Gone},
		"both":        {func(p *public) { withdraw(p); p.reports[0].Published = p.now }, tlog.Moved},
		"other words": {func(p *public) { p.reports[0].Texts = textsOf("shop", "別") }, ""},
		"labels": {func(p *public) {
			p.reports[0].Data = bytes.Replace(p.reports[0].Data, []byte(`"words":{"ja":"一"}`), []byte(`"words":{"ja":"壱"}`), 1)
		}, ""},
	} {
		p := begin()
		c.change(p)
		u := p.plan()
		switch {
		case c.want == "" && len(u.Conflicts) > 0:
			t.Errorf("%s: %v, want none", name, u.Conflicts)
		case c.want != "" && (len(u.Conflicts) != 1 || u.Conflicts[0].Kind != c.want):
			t.Errorf("%s: %v, want %s", name, u.Conflicts, c.want)
		}
	}
}

// A withdrawn report's salt is gone with its text: nobody can tell what it
// said, and all proofs hold.
func TestWithdrawnSaltIsGone(t *testing.T) {
	p := newPublic(t, true)
	p.report("shop", 1, "電話 090-0000-0000")
	p.report("shop", 2, "続き")
	p.publish()
	o, err := tlog.ParseOpening(p.files[tlog.OpeningName("shop", 1)])
	if err != nil {
		t.Fatal(err)
	}
	old := p.files["log/checkpoint"]
	secret := p.reports[0]
	p.reports[0].Withdrawn = p.now
	p.reports[0].Data, p.reports[0].Texts = dataOf("shop", 1, "取り下げ"), textsOf("shop", "取り下げ")
	if u := p.publish(); len(u.New) != 1 || u.New[0].State != tlog.Withdrawn {
		t.Fatalf("new leaves %v, want one that withdraws", u.New)
	}
	for name, data := range p.files {
		if bytes.Contains(data, []byte(o.Salt)) || bytes.Contains(data, []byte("090-0000-0000")) {
			t.Errorf("%s still holds the salt or the text", name)
		}
	}
	if faults := p.faults(); len(faults) > 0 {
		t.Errorf("faults after a withdrawal: %v", faults)
	}
	l, err := p.open()
	if err != nil {
		t.Fatal(err)
	}
	if c, err := tlog.ParseCheckpoint(old); err != nil || !l.Contains(c) {
		t.Errorf("the checkpoint from before is no part of the log: %v", err)
	}
	if err := l.Included(o.Leaf); err != nil {
		t.Errorf("the leaf of what was withdrawn: %v", err)
	}
	now, err := tlog.ParseOpening(p.files[tlog.OpeningName("shop", 1)])
	if err != nil {
		t.Fatal(err)
	}
	if parts, err := now.Differences(p.reports[0]); err != nil || len(parts) > 0 {
		t.Errorf("the page of the withdrawal: %v, %v", parts, err)
	}
	o.Salt = now.Salt
	if parts, _ := o.Differences(secret); len(parts) != 3 {
		t.Errorf("the new salt opens the old leaf: only %v differ", parts)
	}
}

func TestKeyIsReplaced(t *testing.T) {
	p := newPublic(t, true)
	p.report("shop", 1, "一")
	p.publish()
	first := p.keys[0]
	private, key, err := tlog.NewKeys(rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	was := *p
	p.keys, p.private = []string{key}, []string{private}
	if _, err := p.open(); faultOf(err) != tlog.OtherKey {
		t.Errorf("a new key alone: %v, want %s", err, tlog.OtherKey)
	}
	p.keys, p.private = []string{key, first}, []string{was.private[0] + "\n" + private}
	p.publish()
	p.keys, p.private = []string{key}, []string{private}
	p.report("shop", 2, "二")
	p.publish()
	for _, keys := range [][]string{{key}, {first}} {
		p.keys = keys
		if faults := p.faults(); len(faults) > 0 {
			t.Errorf("by the key %s: %v", keys[0], faults)
		}
	}
	_, other, _ := tlog.NewKeys(rand.Reader, origin)
	p.keys = []string{other}
	if faults := p.faults(); !slices.ContainsFunc(faults, func(f *tlog.Fault) bool { return f.Kind == tlog.OtherKey }) {
		t.Errorf("by a key that nobody vouches for: %v", faults)
	}
}

func faultOf(err error) tlog.FaultKind {
	if f, ok := errors.AsType[*tlog.Fault](err); ok {
		return f.Kind
	}
	return ""
}

// A log without signatures may begin to be signed; a signed one is never
// written without its key.
func TestBeginningToSign(t *testing.T) {
	p := newPublic(t, false)
	p.report("shop", 1, "一")
	p.publish()
	private, key, err := tlog.NewKeys(rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	p.keys, p.private = []string{key}, []string{private}
	p.publish()
	if faults := p.faults(); len(faults) > 0 {
		t.Errorf("faults: %v", faults)
	}
	u := p.plan()
	for _, private := range [][]string{nil, {otherKey(t)}} {
		if _, err := u.Sign(u.ReadFile, nil, p.now, private...); faultOf(err) != tlog.NoPrivateKey {
			t.Errorf("without its key: %v, want %s", err, tlog.NoPrivateKey)
		}
	}
}

func otherKey(t *testing.T) string {
	private, _, err := tlog.NewKeys(rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	return private
}

// Nothing is signed that does not agree with itself when it is read again.
func TestFlippedBitsAreNotSigned(t *testing.T) {
	p := newPublic(t, true)
	for n := range 300 {
		p.report("many", n+1, fmt.Sprint("報", n))
	}
	p.publish()
	p.report("shop", 1, "一")
	u := p.plan()
	files := map[string][]byte{}
	for _, name := range u.Names() {
		files[name], _ = u.ReadFile(name)
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		flipped := maps.Clone(files)
		data := bytes.Clone(files[name])
		data[len(data)/2] ^= 4
		flipped[name] = data
		var list []tlog.File
		for name, data := range flipped {
			list = append(list, tlog.FileOf(name, data))
		}
		about := func(name string) ([]byte, error) {
			if data, ok := flipped[name]; ok {
				return data, nil
			}
			return nil, fs.ErrNotExist
		}
		if _, err := u.Sign(about, tlog.Manifest(list), p.now, p.private...); faultOf(err) != tlog.BadWriting {
			t.Errorf("%s with a flipped bit: %v", name, err)
		}
	}
}

// After a publication that was interrupted, the next one writes the same
// files, with the same salts.
func TestInterrupted(t *testing.T) {
	p := newPublic(t, true)
	p.report("shop", 1, "一")
	p.publish()
	before := maps.Clone(p.files)
	p.report("shop", 2, "二")
	p.publish()
	after := maps.Clone(p.files)
	p.files = maps.Clone(after)
	p.files["log/checkpoint"] = before["log/checkpoint"]
	p.now = p.now.Add(-time.Hour)
	p.publish()
	for name, data := range after {
		if !bytes.Equal(p.files[name], data) && name != "log/checkpoint" {
			t.Errorf("%s is another after a second try:\n%s\n%s", name, data, p.files[name])
		}
	}
	if len(p.files) != len(after) {
		t.Errorf("%d files, want %d", len(p.files), len(after))
	}
}

func TestLostCheckpoint(t *testing.T) {
	p := newPublic(t, true)
	p.report("shop", 1, "一")
	p.publish()
	delete(p.files, "log/checkpoint")
	if _, err := p.open(); faultOf(err) != tlog.Missing {
		t.Errorf("%v: a second log would begin", err)
	}
}
