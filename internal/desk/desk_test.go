package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kohyo/internal/desk"
	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

var now = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

func day(y, m, d int) notice.Moment {
	return notice.Moment{Raw: fmt.Sprintf("%d-%02d-%02d", y, m, d), Precision: notice.ByDay, Year: y, Month: m, Day: d}
}

func report(n int, status string, at notice.Moment) *notice.Report {
	return &notice.Report{Slug: "x", Number: n, Status: notice.Word{ID: status}, Published: at}
}

func input(reports ...*notice.Report) desk.Input {
	in := &notice.Incident{Slug: "x", Reports: reports}
	return desk.Input{
		Settings:  &notice.Site{TimeZone: notice.String{V: "Asia/Tokyo"}, Languages: []notice.String{{V: "ja"}, {V: "en"}}},
		Incidents: []*notice.Incident{in}, Now: func() time.Time { return now },
		Whole: func(slug string) *notice.Incident {
			if slug == "x" {
				return in
			}
			return nil
		},
	}
}

func TestStates(t *testing.T) {
	in, ok := desk.New(input(
		report(1, "ready", day(2026, 3, 1)), report(2, "ready", day(2026, 4, 2)), report(3, "draft", notice.Moment{}), report(4, "draft", day(2026, 1, 1)),
	)).Incident("x")
	if !ok || len(in.Reports) != 4 || !in.InWork() {
		t.Fatal(in, ok)
	}
	var got []string
	for _, r := range in.Reports {
		got = append(got, fmt.Sprintf("%d %s", r.Number, r.State))
	}
	if want := "4 draft, 3 draft, 2 embargoed, 1 published"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
	if r, ok := in.Public(); !ok || r.Number != 1 {
		t.Errorf("the public sees %d", r.Number)
	}
	if r, ok := in.Before(4); !ok || r.Number != 1 {
		t.Errorf("report 4 is held against %d", r.Number)
	}
	if r, ok := in.Report(2); !ok || r.At.Format(time.RFC3339) != "2026-04-02T00:00:00+09:00" || !r.ByDay {
		t.Errorf("report 2 is public from %s", r.At)
	}
	if _, ok := in.Before(1); ok {
		t.Error("report 1 is held against something")
	}
}

// The state follows the clock: an embargo ends while the preview runs.
func TestStatesFollowTheClock(t *testing.T) {
	at := now
	in := input(report(1, "ready", day(2026, 4, 2)))
	in.Now = func() time.Time { return at }
	d := desk.New(in)
	for _, want := range []desk.State{desk.Embargoed, desk.Published} {
		one, _ := d.Incident("x")
		if got, list := one.Newest().State, d.All()[0].Newest().State; got != want || list != want {
			t.Errorf("at %s: %s, in the list %s", at, got, list)
		}
		at = at.Add(24 * time.Hour)
	}
}

func TestInWork(t *testing.T) {
	for _, c := range []struct {
		r    *notice.Report
		want bool
	}{
		{report(1, "ready", day(2026, 3, 1)), false}, {report(1, "ready", day(2026, 4, 1)), false}, {report(1, "ready", day(2026, 4, 2)), true},
		{report(1, "ready", day(2027, 1, 1)), true}, {report(1, "draft", day(2020, 1, 1)), true}, {report(1, "draft", notice.Moment{}), true},
	} {
		d := desk.New(input(report(0, "ready", day(2020, 1, 1)), c.r))
		in, ok := d.Stand("x")
		if got := d.InWork(); got != c.want || !ok || in.InWork() != c.want {
			t.Errorf("%s, %s: in work is %v, of the incident %v", c.r.Status.ID, c.r.Published.Raw, got, in.InWork())
		}
	}
	if _, ok := desk.New(input()).Stand("y"); ok {
		t.Error("there is an incident y")
	}
}

func TestFindingsByIncident(t *testing.T) {
	in := input(report(1, "draft", notice.Moment{}))
	for _, f := range []string{"content/x/1.toml", "content/x/files/a.pdf", "content/xy/1.toml", "site.toml", "layouts/base.html", "content"} {
		in.Findings = append(in.Findings, diag.Finding{Rule: "r", Place: diag.Place{File: f}})
	}
	d := desk.New(in)
	one, _ := d.Incident("x")
	if len(one.Findings) != 2 || len(d.Others()) != 3 {
		t.Errorf("%d of the incident, %d of none", len(one.Findings), len(d.Others()))
	}
}

func TestLacks(t *testing.T) {
	both := notice.Text{By: []notice.Translation{{Lang: "en", Passage: notice.Passage{Text: "a"}}, {Lang: "ja", Passage: notice.Passage{Text: "あ"}}}}
	ja := notice.Text{By: []notice.Translation{{Lang: "ja", Passage: notice.Passage{Text: "あ"}}}}
	r := report(1, "draft", notice.Moment{})
	r.Title, r.Lead, r.Situation = both, notice.Prose{Text: ja}, ja
	r.Pending = []notice.String{{V: "en"}}
	d := desk.New(input(r))
	if got := d.Lacks(r); len(got) != 1 || got[0] != (desk.Lack{Lang: "en", Texts: 2, Pending: true}) {
		t.Errorf("%+v", got)
	}
	r.Lead, r.Situation, r.Pending = notice.Prose{Text: both}, notice.Text{Same: &notice.Passage{Text: "2"}}, nil
	if got := d.Lacks(r); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestEmptyDesk(t *testing.T) {
	d := desk.New(desk.Input{})
	if _, ok := d.Incident("x"); ok || len(d.All()) != 0 || d.HasLaws() || len(d.Laws("x")) != 0 {
		t.Error("there is something on it")
	}
}

func event(at, ja, en string) notice.Event {
	return notice.Event{At: notice.When{Span: notice.Span{From: notice.Moment{Raw: at}}},
		Text: notice.Prose{Text: notice.Text{By: []notice.Translation{{Lang: "en", Passage: notice.Passage{Text: en}}, {Lang: "ja", Passage: notice.Passage{Text: ja}}}}}}
}

// What is put in between moves the rest and changes none of it; of a text
// that was changed, only that part is marked.
func TestChanges(t *testing.T) {
	old, new := report(1, "ready", day(2026, 3, 1)), report(2, "draft", day(2026, 4, 1))
	old.Timeline = []notice.Event{event("2026-03-01", "気づきました。", "Noticed."), event("2026-03-02", "7,996名に連絡しました。", "Told 7,996 people.")}
	new.Timeline = []notice.Event{event("2026-02-28", "始まりました。", "Began."), event("2026-03-01", "気づきました。", "Noticed."), event("2026-03-02", "8,006名に連絡しました。", "Told 8,006 people.")}
	new.Cause.State = notice.Word{ID: "unknown"}
	old.Reference = notice.String{V: "A-1"}
	all := desk.Changes(old, new)
	var got []string
	for _, c := range all {
		got = append(got, fmt.Sprintf("%s: %s[%s]%s > %s[%s]%s", c.Path, c.Old.Before, c.Old.Own, c.Old.After, c.New.Before, c.New.Own, c.New.After))
	}
	want := []string{
		"reference: [A-1] > []",
		"published: [2026-03-01] > [2026-04-01]",
		"cause, state: [] > [unknown]",
		"timeline 1, at: [] > [2026-02-28]",
		"timeline 1, text (en): [] > [Began.]",
		"timeline 1, text (ja): [] > [始まりました。]",
		"timeline 3, text (en): Told [7,996] people. > Told [8,006] people.",
		"timeline 3, text (ja): [7,996]名に連絡しました。 > [8,006]名に連絡しました。",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if a, g, c := desk.Count(all); a != 4 || g != 1 || c != 3 {
		t.Errorf("%d new, %d gone, %d changed", a, g, c)
	}
	if got := desk.Changes(old, old); len(got) != 0 {
		t.Errorf("a report differs from itself: %v", got)
	}
}
