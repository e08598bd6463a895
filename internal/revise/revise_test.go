package revise

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo/internal/load"
	"kohyo/internal/notice"
)

var tokyo = time.FixedZone("", 9*3600)

// made loads a first report, makes the next one and loads it too.
func made(t *testing.T, data, stage string) (text string, old, next *notice.Report) {
	t.Helper()
	settings := "base_url = \"https://www.example.co.jp/\"\nlanguages = [\"ja\", \"en\"]\n[organization]\nname = \"社\"\n"
	return madeIn(t, settings, data, stage)
}

func madeIn(t *testing.T, settings, data, stage string) (text string, old, next *notice.Report) {
	t.Helper()
	fsys := fstest.MapFS{"site.toml": {Data: []byte(settings)}, "content/x/1.toml": {Data: []byte(data)}}
	old = loaded(t, fsys)
	text, ok := Next(old, []byte(data), Options{
		Stage: stage, Now: time.Date(2026, 7, 1, 12, 0, 0, 0, tokyo), Zone: tokyo, Languages: []string{"ja", "en"},
	})
	if !ok {
		t.Fatal("no outline")
	}
	fsys["content/x/1.toml"] = &fstest.MapFile{Data: []byte(text)}
	return text, old, loaded(t, fsys)
}

func loaded(t *testing.T, fsys fstest.MapFS) *notice.Report {
	t.Helper()
	r, err := load.Load(fsys)
	if err != nil || len(r.Findings) > 0 {
		t.Fatalf("%v %v\n%s", err, r.Findings, fsys["content/x/1.toml"].Data)
	}
	return r.Incidents[0].Reports[0]
}

// said lists what a report says, but for what a new report has of its own.
func said(r *notice.Report) []string {
	var all []string
	for f := range r.Fields() {
		top, _, _ := strings.Cut(f.Path, " ")
		top, _, _ = strings.Cut(top, ",")
		if slices.Contains([]string{"stage", "status", "published", "changes", "next_report"}, top) {
			continue
		}
		value := ""
		switch v := f.Value.(type) {
		case notice.Text:
			v.Passages(func(lang string, p notice.Passage) { value += lang + ":" + p.Text + "\n" })
		case notice.Prose:
			v.Passages(func(lang string, p notice.Passage) { value += lang + ":" + p.Text + "\n" })
		case notice.Moment:
			value = v.Raw
		case notice.Word:
			value = v.ID
		case notice.Ref:
			value = v.ID
		case notice.String:
			value = v.V
		case notice.Int:
			value = fmt.Sprint(v.V)
		case notice.Bool:
			value = fmt.Sprint(v.V)
		case notice.Clock:
			value = fmt.Sprint(v.Hour, v.Minute)
		}
		all = append(all, f.Path+" = "+value)
	}
	return all
}

// The next report of every report of the sample archive, and of one with
// every field, says the same; and so does the one after that.
func TestNextSaysTheSame(t *testing.T) {
	files, err := filepath.Glob("../../content/*/*.toml")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "../build/testdata/full/1.toml") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		settings, err := os.ReadFile(filepath.Join(filepath.Dir(file), "site.toml"))
		if err != nil {
			settings, err = os.ReadFile("../../site.toml")
		}
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{string(data), "\ufeff" + strings.ReplaceAll(string(data), "\n", "\r\n")} {
			next, old, got := madeIn(t, string(settings), text, "update")
			if !slices.Equal(said(got), said(old)) {
				t.Errorf("%s: the next report says\n%s\nnot\n%s", file, strings.Join(said(got), "\n"), strings.Join(said(old), "\n"))
			}
			if !got.Stage.Is("update") || !got.Status.Is("draft") || !got.Published.IsZero() || len(got.Changes) > 0 {
				t.Errorf("%s: %v %v %v %v", file, got.Stage, got.Status, got.Published.Raw, got.Changes)
			}
			if strings.HasPrefix(text, "\ufeff") != strings.HasPrefix(next, "\ufeff") || strings.Count(next, "\r\n")%strings.Count(next, "\n") != 0 {
				t.Errorf("%s: other line ends, or another beginning", file)
			}
			if !strings.Contains(next, "# [[changes]]\r\n# what") && !strings.Contains(next, "# [[changes]]\n# what") {
				t.Errorf("%s: no example of changes", file)
			}
			// Ready again, and revised again: notes do not pile up.
			again := strings.Replace(strings.Replace(next, `"draft"`, `"ready"`, 1), "# published", "published", 1)
			if third, _, _ := madeIn(t, string(settings), again, "update"); strings.Count(third, Mark) > strings.Count(next, Mark) || strings.Count(third, "# [[changes]]") != 1 {
				t.Errorf("%s: %d notes, then %d, %d examples", file, strings.Count(next, Mark), strings.Count(third, Mark), strings.Count(third, "# [[changes]]"))
			}
		}
	}
}

// Every remark of the author is kept, but for those within changes.
func TestNextLineByLine(t *testing.T) {
	const old = `#:schema ../../schema/report.json

# ours
kind = "other"   # checked
stage = 'first' # the first
status    = "ready"
published = 2026-04-12T15:00:00+09:00 # agreed
reference = "2026-1"
counts = [ { id = "n", measures = { value = 3, unit = "person" }, as_of = 2026-04-10 } ]
changes = [ # none
  { what = "counts.n" },
]

[title] # short
  ja = "題"
  en = "Title"

[lead]
ja = """
# [[changes]]
## 見直し: not ours
"""
en = "Lead"

[[contacts]]
id = "desk"
phone = "0120-123-456"
open_on = [2026-05-03]
  [[contacts.hours]]
  days = "sat"
  valid = { from = 2026-05-01, to = 2026-08-31 }

[[remediation]]
text = { ja = "対策", en = "Step" }
at = 2026-06-01
state = "planned"

# what differs
[[changes]] # one
what = { ja = "項目", en = "Item" }

# of the second
[[changes]]
what = { ja = "別", en = "Other" }

# the next one
[next_report]
ja = "追って"
en = "later"
# end
`
	text, _, _ := made(t, strings.Replace(old, "changes = [ # none\n  { what = \"counts.n\" },\n]\n", "", 1), "correction")
	const want = `#:schema ../../schema/report.json

## 第2報　Report 2
@
@
@
@
# ours
kind = "other"   # checked
stage = "correction" # the first
status    = "draft"
@公表の日時
# published = 2026-07-01T15:00:00+09:00 # agreed
@文書番号
reference = "2026-1"
@いつの時点か
counts = [ { id = "n", measures = { value = 3, unit = "person" }, as_of = 2026-04-10 } ]

@件名
[title] # short
  ja = "題"
  en = "Title"

@要約
[lead]
ja = """
# [[changes]]
## 見直し: not ours
"""
en = "Lead"

[[contacts]]
id = "desk"
phone = "0120-123-456"
@2026-05-03 は過ぎました
open_on = [2026-05-03]
  [[contacts.hours]]
  days = "sat"
  valid = { from = 2026-05-01, to = 2026-08-31 }

[[remediation]]
text = { ja = "対策", en = "Step" }
at = 2026-06-01
@予定の日（2026-06-01）
state = "planned"

# what differs
@
@
# [[changes]]
# what = "counts.n"
# old.ja = "○○"
# old.en = "____"
# new = "{counts.n}"
# reason.ja = "○○"
# reason.en = "____"

# the next one
@次のお知らせの予定は
[next_report]
ja = "追って"
en = "later"
# end
`
	compare(t, text, want)

	// In one line at the top, changes leave no room for an example there.
	text, _, _ = made(t, strings.Split(old, "# what differs")[0], "final")
	if strings.Contains(text, "# none") || !strings.HasSuffix(text, "# reason.en = \"____\"\n") {
		t.Error(text)
	}
}

// compare holds a text to lines of which some begin with @, for a note.
func compare(t *testing.T, got, want string) {
	t.Helper()
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) {
			t.Fatalf("%d lines, want %d:\n%s", len(g), len(w), got)
		}
		note, isNote := strings.CutPrefix(w[i], "@")
		if g[i] != w[i] && (!isNote || !strings.HasPrefix(g[i], Mark) || !strings.Contains(g[i], note)) {
			t.Fatalf("line %d is\n%s\nnot\n%s\n\n%s", i+1, g[i], w[i], got)
		}
	}
}

func TestNextReport(t *testing.T) {
	const head = "kind = \"other\"\nstage = \"update\"\nstatus = \"ready\"\npublished = 2026-04-12\ntitle = \"題\"\n"
	for _, c := range []struct{ stage, next, want string }{
		{"update", `next_report = "2026-05"`, "\n# next_report = \"2026-05\"\n"},
		{"update", `next_report = { ja = "追って", en = "later" }`, "\nnext_report = {"},
		{"final", `next_report = { ja = "追って", en = "later" }`, "\n# next_report = {"},
		{"final", "next_report.ja = \"追って\"\nnext_report.en = \"\"\"\nlater\n\"\"\"", "\n# next_report.ja = \"追って\"\n# next_report.en = \"\"\"\n# later\n# \"\"\"\n"},
		{"update", "next_report = \"2026-05\"\nsituation = \"→ {next_report}\"", "\nnext_report = \"2026-05\"\n"},
	} {
		if text, _, _ := made(t, head+c.next+"\n", c.stage); !strings.Contains(text, c.want) {
			t.Errorf("%s as %s:\n%s", c.next, c.stage, text)
		}
	}
	if text, _, _ := made(t, head, "update"); !strings.Contains(text, "# published = 2026-07-01\n") || !strings.Contains(text, "# what.ja = \"○○\"\n# what.en = \"____\"\n") {
		t.Error(text)
	}
}
