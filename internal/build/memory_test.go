package build_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo"
	"kohyo/internal/build"
)

// remembering builds a site again and again, each time with what the time
// before has kept, and holds it to the site that is made anew.
type remembering struct {
	*edits
	memory []byte
	tree   build.Hash
	files  map[string][]byte // of that tree

	program           build.Hash
	now               time.Time
	leaf              build.Leaf
	right, made, kept int
	recorded          int // reports that are remembered to be in the log
}

// TestRememberedEdits: after any change, what is remembered leads to the same
// findings and the same bytes as if nothing were. KOHYO_EDITS=10000 makes as many
// changes; KOHYO_SEED makes others.
func TestRememberedEdits(t *testing.T) {
	defer build.RememberFrom(1)()
	steps, seed := 80, uint64(1)
	if n, err := strconv.Atoi(os.Getenv("KOHYO_EDITS")); err == nil {
		steps = n
	} else if testing.Short() {
		steps = 30
	}
	if n, err := strconv.Atoi(os.Getenv("KOHYO_SEED")); err == nil {
		seed = uint64(n)
	}
	r := &remembering{edits: &edits{t: t, rnd: rand.New(rand.NewPCG(seed, 7)), dir: t.TempDir()}, now: time.Date(2024, 6, 1, 0, 0, 0, 0, time.UTC)}
	r.write("site.toml", settings+csafSettings)
	for i := range incidents {
		r.rewrite("incident-" + strconv.Itoa(i))
	}
	for n := range steps {
		r.names = nil
		r.change()
		r.hold()
		if t.Failed() {
			t.Fatalf("step %d changed %q", n, r.names)
		}
	}
	t.Logf("%d changes, %d sites without an error, %d files compared, %d of them remembered, and %d reports of the log", steps, r.right, r.made, r.kept, r.recorded)
	if r.recorded == 0 || r.kept < r.made/4 || r.kept > r.made*9/10 {
		t.Errorf("%d of %d files were remembered: the proof proves little", r.kept, r.made)
	}
}

const csafSettings = "[data.csaf]\ncategory = \"vendor\"\nnamespace = \"https://www.example.com/\"\n"

// rewrite writes an incident that is right, with links to incidents that are there.
func (r *remembering) rewrite(slug string) {
	r.remove("content/" + slug)
	for name, text := range r.reports(slug, append(r.slugs(), slug)) {
		r.write(name, text)
	}
}

// change changes something, mostly one thing.
func (r *remembering) change() {
	all := r.slugs()
	if len(all) < 3 {
		all = nil
		for i := range incidents {
			r.rewrite("incident-" + strconv.Itoa(i))
		}
		all = r.slugs()
	}
	there := all[r.rnd.IntN(len(all))]
	switch r.rnd.IntN(20) {
	case 0, 1, 2, 3, 4:
		r.rewrite(there)
	case 5:
		r.rewrite(r.slug())
	case 6:
		r.remove("content/" + there)
	case 7: // an attachment, and nothing else; its size stays
		r.write("content/"+there+"/files/list.txt", fmt.Sprintf("list %03d\n", r.rnd.IntN(1000)))
	case 8, 9, 16, 17, 18:
		r.now = r.now.AddDate(0, 0, r.rnd.IntN(50))
		if r.now.Year() > 2027 {
			r.now = r.now.AddDate(-4, 0, 0)
		}
	case 19:
		r.now = r.now.AddDate(0, 0, -r.rnd.IntN(100))
	case 10:
		r.settings()
	case 11:
		r.layout()
	case 12:
		r.step() // anything, right or wrong
	case 13:
		r.program = sha256.Sum256([]byte{byte(r.rnd.IntN(2))})
	case 14:
		shift := r.rnd.Int64N(4)
		r.leaf = func(slug string, number int) (int64, bool) {
			return shift + int64(len(slug)*10+number), !strings.HasSuffix(slug, strconv.FormatInt(shift, 10))
		}
		if shift == 0 {
			r.leaf = nil
		}
	case 15: // nothing
	}
	if r.rnd.IntN(4) == 0 {
		r.mendBroken()
	}
}

// mendBroken makes wrong what is right again, without touching the rest.
func (r *remembering) mendBroken() {
	checked, err := build.Check(os.DirFS(r.dir), kohyo.Theme)
	if err != nil {
		r.t.Fatal(err)
	}
	for _, f := range checked.Findings {
		parts := strings.Split(f.File, "/")
		switch {
		case parts[0] == "site.toml":
			r.write("site.toml", settings+csafSettings)
		case parts[0] != "content":
			r.remove(parts[0])
		case len(parts) > 2:
			r.rewrite(parts[1])
		}
	}
}

// hold builds the site twice.
func (r *remembering) hold() {
	r.t.Helper()
	files := os.DirFS(r.dir)
	opt := build.Options{Now: r.now, Leaf: r.leaf}
	want, wantFound, err := build.Open(files, kohyo.Theme, opt)
	if err != nil {
		r.t.Fatal(err)
	}
	opt.Recall = func() *build.Memory { return build.Remember(r.program, r.memory) }
	got, found, err := build.Open(files, kohyo.Theme, opt)
	if err != nil {
		r.t.Fatal(err)
	}
	if !slices.Equal(found, wantFound) {
		r.t.Errorf("findings\n%v\nwant\n%v", found, wantFound)
	}
	if (got == nil) != (want == nil) {
		r.t.Errorf("a site: %t, want %t", got != nil, want != nil)
	}
	if want == nil || got == nil {
		return
	}
	r.right++
	if a, b := slices.Collect(got.Addresses()), slices.Collect(want.Addresses()); !slices.Equal(a, b) {
		r.t.Errorf("addresses\n%q\nwant\n%q", a, b)
	}
	next := map[string][]byte{}
	for name := range want.Addresses() {
		r.made++
		text, err := want.ReadFile(name)
		if err != nil { // a layout that asks for what there is not: nothing is written, and nothing remembered
			if _, err := got.ReadFile(name); err == nil {
				r.t.Errorf("%s: no error of its layout", name)
			}
			return
		}
		if was, ok := r.files[name]; ok && got.Unchanged(r.tree, name) {
			if r.kept++; !bytes.Equal(was, text) {
				r.t.Errorf("%s is said to be what it was", name)
			}
		} else if again, err := got.ReadFile(name); err != nil || !bytes.Equal(again, text) {
			r.t.Errorf("%s is another page: %v", name, err)
		}
		if got.Unchanged(build.Hash{1}, name) {
			r.t.Errorf("%s is said to be what it was in a tree that nobody knows", name)
		}
		next[name] = text
	}
	entries := r.holdReports(got, want)
	r.files, r.tree = next, sha256.Sum256(fmt.Append(nil, r.right))
	r.memory = got.Memory(r.tree, func(slug string, number int) (build.Hash, bool) {
		entry, ok := entries[fmt.Sprint(slug, " ", number)]
		return entry, ok && r.right%5 > 0 // sometimes nothing was recorded
	})
}

// holdReports holds what is remembered of the log to what would be recorded.
func (r *remembering) holdReports(got, want *build.Site) map[string]build.Hash {
	r.t.Helper()
	entries, order := map[string]build.Hash{}, []string{}
	entry := func(p build.Public, err error) build.Hash {
		if err != nil {
			r.t.Fatal(err)
		}
		p.Entry, p.Again = build.Hash{}, nil
		return sha256.Sum256(fmt.Appendf(nil, "%q", fmt.Sprint(p)))
	}
	for p, err := range want.Reports() {
		id := fmt.Sprint(p.Slug, " ", p.Number)
		entries[id], order = entry(p, err), append(order, id)
	}
	for p, err := range got.Reports() {
		id := fmt.Sprint(p.Slug, " ", p.Number)
		if len(order) == 0 || order[0] != id {
			r.t.Fatalf("%s instead of %v", id, order)
		}
		order = order[1:]
		if p.Again == nil {
			if entry(p, err) != entries[id] {
				r.t.Errorf("%s is another report", id)
			}
			continue
		}
		if r.recorded++; p.Entry != entries[id] || entry(p.Again()) != entries[id] {
			r.t.Errorf("%s is said to be what was recorded", id)
		}
	}
	if len(order) > 0 {
		r.t.Errorf("left out: %v", order)
	}
	return entries
}

// What one thing changes of what is remembered.
func TestRemembered(t *testing.T) {
	defer build.RememberFrom(1)()
	outage := func(day, more string) string {
		return "kind = \"outage\"\nstage = \"first\"\nstatus = \"ready\"\npublished = " + day + "T15:00:00+09:00\ntitle = { ja = \"障害\", en = \"Outage\" }\n" + more
	}
	const (
		link      = "lead = { ja = \"[前の件](/ja/other/)\", en = \"[Before](/en/other/)\" }\n"
		http      = "lead = { ja = \"[外](http://example.com/)\", en = \"[Elsewhere](http://example.com/)\" }\n"
		withdrawn = "[withdrawn]\nat = 2026-05-20\nreason = { ja = \"誤り\", en = \"A mistake\" }\n"
		accepting = settings + "[[check.accept]]\nrule = \"http-link\"\nreason = \"x\"\n"
	)
	june := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		first, then       map[string]string // "" is gone
		firstNow, thenNow time.Time
	}{
		"nothing": {
			map[string]string{"content/a/1.toml": outage("2026-04-01", "")}, nil, june, june,
		},
		"the moment of a second report": {
			map[string]string{"content/a/1.toml": outage("2026-04-01", ""), "content/a/2.toml": strings.Replace(outage("2026-06-05", ""), `"first"`, `"update"`, 1)},
			nil, june, june.AddDate(0, 1, 0),
		},
		"what a link leads to": {
			map[string]string{"content/a/1.toml": outage("2026-04-01", link), "content/other/1.toml": outage("2026-04-02", "")},
			map[string]string{"content/other/1.toml": ""}, june, june,
		},
		"a withdrawal that has not come yet": {
			map[string]string{"content/a/1.toml": outage("2026-04-01", withdrawn)}, nil, june, june.AddDate(0, -1, 0),
		},
		"what site.toml accepts": {
			map[string]string{"site.toml": accepting, "content/a/1.toml": outage("2026-04-01", http)}, nil, june, june,
		},
		"the file before": {
			map[string]string{"content/a/1.toml": outage("2026-04-01", ""), "content/a/2.toml": strings.Replace(outage("2026-05-05", ""), `"first"`, `"update"`, 1)},
			map[string]string{"content/a/1.toml": outage("2026-04-01", "reference = \"x\"\n")}, june, june,
		},
		"an attachment": {
			map[string]string{"content/a/1.toml": outage("2026-04-01", "attachments = [\"list.txt\"]\n"), "content/a/files/list.txt": "one"},
			map[string]string{"content/a/files/list.txt": "two"}, june, june,
		},
		"something beside it": {
			map[string]string{"content/a/1.toml": outage("2026-04-01", "")}, map[string]string{"content/a/notes.txt": "x"}, june, june,
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := &remembering{edits: &edits{t: t, dir: t.TempDir()}}
			r.write("site.toml", settings)
			r.write("content/b/1.toml", outage("2026-04-03", ""))
			for i, files := range []map[string]string{c.first, c.then} {
				for name, text := range files {
					if text == "" {
						r.remove(strings.TrimSuffix(name, "/1.toml"))
					} else {
						r.write(name, text)
					}
				}
				r.now = []time.Time{c.firstNow, c.thenNow}[i]
				r.hold()
			}
		})
	}
}

// What is not public is in no memory, and a memory that was damaged anywhere is
// none.
func TestMemoryTellsNothing(t *testing.T) {
	defer build.RememberFrom(1)()
	const canary = "zanzibar"
	draft := strings.NewReplacer(`"ready"`, `"draft"`, "障害", canary, "an outage", canary).Replace(report)
	later := strings.NewReplacer("2026-04-01", "2027-04-01", "障害", canary, "an outage", canary).Replace(report)
	files := content(fstest.MapFS{
		"content/outage/2.toml":         file(strings.Replace(later, `"first"`, `"update"`, 1)),
		"content/" + canary + "/1.toml": file(later), "content/" + canary + "/files/list.txt": file("x"),
		"content/other/1.toml":                    file(report),
		"content/other/files/list.txt":            file("the list"),
		"content/" + canary + "-2/1.toml":         file(draft),
		"content/" + canary + "-2/files/list.txt": file("x"),
	})
	program := build.Hash{7}
	open := func(memory []byte) *build.Site {
		t.Helper()
		site, found, err := build.Open(files, kohyo.Theme, build.Options{Now: moment, Recall: func() *build.Memory { return build.Remember(program, memory) }})
		if err != nil || site == nil {
			t.Fatal("no site", err, found)
		}
		return site
	}
	tree := build.Hash{9}
	memory := open(nil).Memory(tree, nil)
	if bytes.Contains(memory, []byte(canary)) || !bytes.Contains(memory, []byte("Notice of an outage")) {
		t.Errorf("a memory holds the wrong things: %q", memory)
	}
	const page = "ja/other/index.html"
	if !open(memory).Unchanged(tree, page) || open(memory).Unchanged(tree, "ja/index.html") {
		t.Error("not remembered what was made, or a list is")
	}
	other, _, err := build.Open(files, kohyo.Theme, build.Options{Now: moment, Recall: func() *build.Memory { return build.Remember(build.Hash{8}, memory) }})
	if err != nil || other.Unchanged(tree, page) {
		t.Error("another program believes the memory", err)
	}
	for i := 0; i < len(memory); i += 1 + len(memory)/50 {
		broken := slices.Clone(memory)
		broken[i] ^= 1
		if open(broken).Unchanged(tree, page) || open(memory[:i]).Unchanged(tree, page) {
			t.Fatalf("a memory is believed with its byte %d changed, or cut off there", i)
		}
	}
}
