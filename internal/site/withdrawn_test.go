package site

import (
	"fmt"
	"testing"
	"time"

	"kohyo/internal/notice"
)

func withdrawn(r *notice.Report, moment string) *notice.Report {
	r.Withdrawn.At = at(moment)
	return r
}

// A withdrawal brings a report back into the feeds, and leaves the others in
// their order.
func TestFeedOfWithdrawn(t *testing.T) {
	var all []*notice.Incident
	for n := range 70 {
		r := report(fmt.Sprint("a", n), 1, fmt.Sprintf("2019-%02d-%02d", 1+n/28, 1+n%28))
		if n == 3 {
			withdrawn(r, "2020-01-01")
		}
		if n == 4 { // withdrawn, and long since followed by others
			withdrawn(r, "2019-01-06")
		}
		all = append(all, incident(r.Slug, r))
	}
	s := New(settings(), all, now, Options{})
	feed := s.feed(Atom, "ja").Reports
	if len(feed) != feedEntries || feed[0].Slug != "a3" {
		t.Fatalf("%d entries, %s first", len(feed), feed[0].Slug)
	}
	for i, r := range feed[1:] {
		if want := fmt.Sprint("a", 69-i); r.Slug != want {
			t.Errorf("entry %d is %s, want %s", i+2, r.Slug, want)
		}
	}
}

func TestBefore(t *testing.T) {
	one, two := report("x", 1, "2019-04-01"), withdrawn(report("x", 2, "2019-04-02"), "2019-04-05")
	three, four := withdrawn(report("x", 3, "2019-04-03"), "2019-04-05"), report("x", 4, "2019-04-04")
	in := New(settings(), []*notice.Incident{incident("x", one, two, three, four)}, now, Options{}).Incident("x")
	for r, want := range map[*notice.Report]*notice.Report{one: nil, two: nil, three: nil, four: one} {
		if got := in.Before(r); got != want {
			t.Errorf("before report %d stands %v", r.Number, got)
		}
	}
	if in.Newest() != four {
		t.Error("the newest is another")
	}
}

func TestUpdatedAt(t *testing.T) {
	s := New(settings(), nil, now, Options{})
	for moment, want := range map[string]string{
		"2019-04-12": "2019-04-12T15:00:00+09:00", "2019-04-12T16:30": "2019-04-12T16:30:00+09:00", "2019-05-01": "2019-05-01T00:00:00+09:00",
	} {
		if got := s.UpdatedAt(withdrawn(report("x", 1, "2019-04-12T15:00"), moment)).Format(time.RFC3339); got != want {
			t.Errorf("withdrawn %s: updated %s, want %s", moment, got, want)
		}
	}
}
