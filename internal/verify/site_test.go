package verify_test

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"kohyo/internal/tlog"
	"kohyo/internal/verify"
)

// files is a Source in memory, as a folder is one on a disk.
type files map[string][]byte

func (f files) ReadFile(_ context.Context, name string, limit int64) ([]byte, error) {
	data, ok := f[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return data[:min(int64(len(data)), limit+1)], nil
}
func (f files) Names() ([]string, error) { return slices.Sorted(maps.Keys(f)), nil }
func (f files) Live() bool               { return false }
func (f files) Close() error             { return nil }

// publisher publishes a made site again and again.
type publisher struct {
	t            *testing.T
	files        files
	reports      []tlog.Report
	key, private string
	now          time.Time
}

const origin = "log.example.jp/disclosure"

func newPublisher(t *testing.T) *publisher {
	private, key, err := tlog.NewKeys(rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	return &publisher{t: t, key: key, private: private, now: time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)}
}

func (p *publisher) report(slug string, number int, says string, files ...tlog.File) {
	p.reports = append(p.reports, made(slug, number, p.now, says, files...))
}

func made(slug string, number int, at time.Time, says string, files ...tlog.File) tlog.Report {
	r := tlog.Report{Slug: slug, Number: number, Published: at, Files: files}
	var cited []string
	for _, f := range files {
		cited = append(cited, fmt.Sprintf(`{"file":%q}`, f.Name))
	}
	r.Data = fmt.Appendf(nil, `{"number":%d,"report":{"attachments":[%s],"title":{"source":{"ja":%q}}},"slug":%q,"time_zone":"Asia/Tokyo"}`+"\n",
		number, strings.Join(cited, ","), says, slug)
	for _, lang := range []string{"en", "ja"} {
		text := fmt.Sprintf("%s %s\n====\n\n本文\n\n%s\n\nlog\n", lang, says, strings.Repeat("-", 70))
		r.Texts = append(r.Texts, tlog.Text{Lang: lang, Bytes: []byte(text)})
	}
	return r
}

func (p *publisher) seq() iter.Seq2[tlog.Report, error] {
	return func(yield func(tlog.Report, error) bool) {
		for _, r := range p.reports {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// site are the pages, without the log.
func (p *publisher) site() files {
	site := files{"index.html": []byte("<p>all notices\n"), "assets/site.1a2b.css": []byte("p{}\n")}
	for _, r := range p.reports {
		site[fmt.Sprintf("%s/%d.json", r.Slug, r.Number)] = r.Data
		for _, t := range r.Texts {
			folder := fmt.Sprintf("%s/%s/%d/", t.Lang, r.Slug, r.Number)
			site[folder+"notice.txt"] = t.Bytes
			site[folder+"index.html"] = append([]byte("<pre>"), t.Bytes...)
		}
		for _, f := range r.Files {
			site[r.Slug+"/files/"+f.Name] = []byte(f.Name)
		}
	}
	return site
}

func (p *publisher) publish() {
	p.t.Helper()
	l, err := tlog.Open(func(name string) ([]byte, error) { return p.files.ReadFile(context.Background(), name, 1<<30) }, tlog.Options{Origin: origin, Keys: []string{p.key}})
	if err != nil {
		p.t.Fatal(err)
	}
	u, err := l.Append(p.seq(), rand.Reader)
	if err != nil || len(u.Conflicts) > 0 {
		p.t.Fatal(err, u.Conflicts)
	}
	next := p.site()
	for _, name := range u.Names() {
		if next[name], err = u.ReadFile(name); err != nil {
			p.t.Fatal(err)
		}
	}
	next.seal(p, u)
	p.files, p.now = next, p.now.Add(time.Hour)
}

// seal lists and signs what is there.
func (f files) seal(p *publisher, u *tlog.Update) {
	var list []tlog.File
	for name, data := range f {
		list = append(list, tlog.FileOf(name, data))
	}
	f[tlog.ManifestFile] = tlog.Manifest(list)
	head, err := u.Sign(func(name string) ([]byte, error) { return f.ReadFile(context.Background(), name, 1<<30) }, f[tlog.ManifestFile], p.now, p.private)
	if err != nil {
		p.t.Fatal(err)
	}
	f[tlog.CheckpointFile] = head
}

// sealAnyhow signs what our own program would not.
func (f files) sealAnyhow(p *publisher) {
	var list []tlog.File
	for name, data := range f {
		if name != tlog.ManifestFile && name != tlog.CheckpointFile {
			list = append(list, tlog.FileOf(name, data))
		}
	}
	f[tlog.ManifestFile] = tlog.Manifest(list)
	text, _, _ := strings.Cut(string(f[tlog.CheckpointFile]), "\n\n")
	lines := strings.Split(text+"\n", "\n")
	lines[3] = "files " + encoded(tlog.FileOf("", f[tlog.ManifestFile]).SHA256)
	signer, err := note.NewSigner(p.private)
	if err != nil {
		p.t.Fatal(err)
	}
	if f[tlog.CheckpointFile], err = note.Sign(&note.Note{Text: strings.Join(lines, "\n")}, signer); err != nil {
		p.t.Fatal(err)
	}
}

// history is a site of several publications, with what it was after each.
func history(t *testing.T) (p *publisher, states []files) { return historyOf(t, 260) }

func historyOf(t *testing.T, many int) (p *publisher, states []files) {
	p = newPublisher(t)
	p.report("shop", 1, "一", tlog.FileOf("a.pdf", []byte("a.pdf")))
	p.report("bank", 1, "二")
	p.publish()
	states = append(states, p.files)
	p.report("shop", 2, "三")
	p.publish()
	states = append(states, p.files)
	p.reports[1].Texts = made("bank", 1, p.now, "二の言い換え").Texts
	p.publish()
	states = append(states, p.files)
	for n := range many {
		p.report("many", n+1, fmt.Sprint(n))
	}
	p.publish()
	return p, append(states, p.files)
}

func run(t *testing.T, f files, o verify.Options) *verify.Result {
	t.Helper()
	r, err := verify.Run(context.Background(), f, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (p *publisher) options() verify.Options {
	return verify.Options{Keys: []string{p.key}, Now: p.now}
}

func named(r *verify.Result, file string) bool {
	return slices.ContainsFunc(r.False, func(p verify.Problem) bool { return p.File == file })
}

func TestTrueSite(t *testing.T) {
	p, states := history(t)
	for i, state := range states {
		for _, key := range [][]string{{p.key}, nil} {
			o := p.options()
			o.Keys = key
			r := run(t, state, o)
			if !r.True() || r.Key != p.key || r.OwnKey != (key == nil) {
				t.Errorf("state %d, key %v: false %v, unknown %v, key %q", i, key, r.False, r.Unknown, r.Key)
			}
		}
	}
	for i := range states {
		o := p.options()
		o.Since = states[i][tlog.CheckpointFile]
		if r := run(t, p.files, o); !r.True() || r.Since == nil {
			t.Errorf("since state %d: false %v, unknown %v", i, r.False, r.Unknown)
		}
	}
	o := p.options()
	o.Slug, o.Number = "shop", 2
	if r := run(t, p.files, o); !r.True() || r.State != tlog.Published {
		t.Errorf("one report: %v, %v, %s", r.False, r.Unknown, r.State)
	}
	o.Slug, o.Number = "bank", 1
	if r := run(t, p.files, o); !r.True() || r.State != tlog.Restated {
		t.Errorf("one report: %v, %v, %s", r.False, r.Unknown, r.State)
	}
	o.Number = 9
	if r := run(t, p.files, o); r.True() || !r.NoReport || len(r.False) > 0 {
		t.Error("a report that there is not is found true, or changed")
	}
}

func TestSetBack(t *testing.T) {
	p, states := history(t)
	for i, state := range states[:len(states)-1] {
		o := p.options()
		o.Since = p.files[tlog.CheckpointFile]
		if r := run(t, state, o); !named(r, tlog.CheckpointFile) {
			t.Errorf("state %d after the last: false %v", i, r.False)
		}
		o.Since, o.MaxAge, o.Now = nil, 90*time.Minute, p.now.Add(time.Hour)
		if r := run(t, state, o); !named(r, tlog.CheckpointFile) {
			t.Errorf("state %d is not too old: %v", i, r.False)
		}
	}
	o := p.options()
	o.Since = p.files[tlog.CheckpointFile]
	if r := run(t, files{}, o); !named(r, tlog.CheckpointFile) {
		t.Errorf("the log is gone: %v", r.False)
	}
	if r := run(t, files{}, p.options()); len(r.False) > 0 || len(r.Unknown) != 1 {
		t.Errorf("a site without a log: %v, %v", r.False, r.Unknown)
	}
}

// A publication that entered nothing, and was taken back: only whoever kept
// its checkpoint can tell.
func TestHiddenPublication(t *testing.T) {
	p, states := historyOf(t, 2)
	other := *p
	other.files = states[len(states)-2] // the same reports once more, without what was there
	other.publish()
	o := p.options()
	o.Since = other.files[tlog.CheckpointFile]
	if r := run(t, p.files, o); !named(r, tlog.CheckpointFile) {
		t.Errorf("false %v, unknown %v", r.False, r.Unknown)
	}
	// What is no checkpoint of this publisher accuses nobody.
	o.Since = slices.Clone(states[0][tlog.CheckpointFile])
	o.Since[len(o.Since)-9] ^= 1
	if r := run(t, p.files, o); len(r.False) > 0 || len(r.Unknown) != 1 {
		t.Errorf("false %v, unknown %v", r.False, r.Unknown)
	}
}

// Even the publisher, who has the key, cannot publish another report under an
// old leaf, or one without a leaf.
func TestPublisherBends(t *testing.T) {
	for name, bend := range map[string]func(files){
		"shop/1.json":          func(f files) { f["shop/1.json"] = made("shop", 1, time.Now(), "別").Data },
		"ja/shop/1/notice.txt": func(f files) { f["ja/shop/1/notice.txt"] = made("shop", 1, time.Now(), "別").Texts[1].Bytes },
		"shop/files/":          func(f files) { f["shop/files/a.pdf"] = []byte("another") },
		"shop/7.json":          func(f files) { f["shop/7.json"] = made("shop", 7, time.Now(), "新").Data },
		"en/shop/7/notice.txt": func(f files) { f["en/shop/7/notice.txt"] = made("shop", 7, time.Now(), "新").Texts[0].Bytes },
		"en/bank/1/notice.txt": func(f files) { delete(f, "en/bank/1/notice.txt") },
		"log/reports/x/1.json": func(f files) { f["log/reports/x/1.json"] = []byte("{}") },
		"log/tile/0/000.p/7":   func(f files) { f["log/tile/0/000.p/7"] = []byte("x") },
	} {
		p, _ := history(t)
		l, err := tlog.Open(func(name string) ([]byte, error) { return p.files.ReadFile(context.Background(), name, 1<<30) }, tlog.Options{Keys: []string{p.key}})
		if err != nil {
			t.Fatal(err)
		}
		u, err := l.Append(p.seq(), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		next := p.site()
		for _, name := range u.Names() {
			next[name], _ = u.ReadFile(name)
		}
		next.seal(p, u)
		bend(next)
		next.sealAnyhow(p)
		if r := run(t, next, p.options()); !named(r, name) {
			t.Errorf("%s: false %v", name, r.False)
		}
	}
}

// What a folder holds besides is found, whatever it is; what the program
// leaves in it is not.
func TestFolder(t *testing.T) {
	p := newPublisher(t)
	p.report("shop", 1, "一")
	p.publish()
	dir := t.TempDir()
	var list []tlog.File
	for name, data := range p.files {
		write(t, dir, name, data)
		list = append(list, tlog.FileOf(name, data))
	}
	looked := func() *verify.Result {
		t.Helper()
		src, err := verify.Folder(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer src.Close()
		r, err := verify.Run(context.Background(), src, p.options())
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	check := func(want string) {
		t.Helper()
		r := looked()
		if want == "" && !r.True() || want != "" && (len(r.False) != 1 || !named(r, want)) {
			t.Errorf("false %v, unknown %v, want %q", r.False, r.Unknown, want)
		}
	}
	check("")
	write(t, dir, ".kohyo-manifest", fmt.Appendf(nil, "kohyo-manifest 1 %d\n%s", len(list), tlog.Manifest(list)))
	check("")
	for _, name := range []string{tlog.CheckpointFile, tlog.ManifestFile} { // then it is not to blame
		write(t, dir, name, append(slices.Clone(p.files[name]), '\n'))
		if r := looked(); len(r.False) == 0 || named(r, ".kohyo-manifest") {
			t.Errorf("%s was changed: false %v", name, r.False)
		}
		write(t, dir, name, p.files[name])
	}
	write(t, dir, ".kohyo-manifest", []byte("kohyo-manifest 1 0\n"))
	check(".kohyo-manifest")
	os.Remove(filepath.Join(dir, ".kohyo-manifest"))
	for _, name := range []string{"ja/evil.html", ".well-known/x", "log/checkpoint.bak"} {
		write(t, dir, name, []byte("x"))
		check(name)
		os.Remove(filepath.Join(dir, filepath.FromSlash(name)))
	}
	if err := os.Symlink(filepath.Join(dir, "index.html"), filepath.Join(dir, "link.html")); err == nil {
		check("link.html")
		os.Remove(filepath.Join(dir, "link.html"))
	}
	outside := t.TempDir()
	write(t, outside, "index.html", p.files["index.html"])
	os.Remove(filepath.Join(dir, "index.html"))
	if err := os.Symlink(filepath.Join(outside, "index.html"), filepath.Join(dir, "index.html")); err == nil {
		check("index.html") // the right bytes, for now, by a link that leads outside
		if r := looked(); !strings.Contains(r.False[0].Text.En, "a link stands here") {
			t.Errorf("of a link it says %v", r.False)
		}
	}
}

func write(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(path.Dir(filepath.ToSlash(file)), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

func encoded(b [32]byte) string { return base64.StdEncoding.EncodeToString(b[:]) }
