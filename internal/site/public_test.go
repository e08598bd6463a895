package site

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"kohyo/internal/notice"
)

// hidden are reports that the public must not learn of.
func hidden(slug string, number int) []*notice.Report {
	soon := now.Add(time.Second).In(tokyo)
	embargoed := report(slug, number, soon.Format("2006-01-02T15:04"))
	embargoed.Published.Second, embargoed.Published.Precision = soon.Second(), notice.BySecond
	late := report(slug, number, "2030-01-01")
	odd := report(slug, number, "2019-01-01")
	odd.TimeZone.V = "Asia/Nowhere"
	local := report(slug, number, "2019-01-01")
	local.TimeZone.V = "Local" // the machine's
	around := report(slug, number, "2019-01-01")
	around.Published.Approx = true
	before := report(slug, number, "2019-01-01")
	before.Published.Bound = notice.OnOrBefore
	month := report(slug, number, "2019-01-01")
	month.Published.Precision = notice.ByMonth
	all := []*notice.Report{
		report(slug, number, "2015-01-01", "draft"), report(slug, number, "", "ready"), report(slug, number, "2019-01-01", ""),
		embargoed, late, odd, local, around, before, month,
	}
	for _, r := range all {
		r.Title = notice.Text{Same: &notice.Passage{Text: "canary"}}
		r.Attachments = []notice.Attachment{{File: str("canary.pdf")}}
	}
	return all
}

var tokyo, _ = time.LoadLocation("Asia/Tokyo")

// A site is the same with and without what is not public, wherever that stands.
func TestHiddenReportsLeaveNoTrace(t *testing.T) {
	public := func() []*notice.Incident {
		return []*notice.Incident{
			incident("a", report("a", 2, "2019-04-12"), report("a", 4, "2020-01-05")),
			incident("b", report("b", 1, "2019-04-12")),
		}
	}
	plain := New(settings(), public(), now, Options{})
	for _, r := range hidden("", 0) {
		for _, place := range []struct {
			slug   string
			number int
		}{{"a", 1}, {"a", 3}, {"a", 5}, {"b", 2}, {"aa", 1}, {"c", 1}, {"0", 1}} {
			own := *r
			own.Slug, own.Number = place.slug, place.number
			all := public()
			at := slices.IndexFunc(all, func(in *notice.Incident) bool { return in.Slug == place.slug })
			if at < 0 {
				all = append(all, incident(place.slug))
				at = len(all) - 1
			}
			all[at].Reports = append(all[at].Reports, &own)
			compare(t, plain, New(settings(), all, now, Options{}))
			if s := New(settings(), all, now, Options{Drafts: true}); s.Incident(place.slug).Report(place.number) == nil {
				t.Errorf("%s/%d is missing from the preview", place.slug, place.number)
			}
		}
	}
}

func compare(t *testing.T, a, b *Site) {
	t.Helper()
	want := slices.Collect(a.Pages())
	got := slices.Collect(b.Pages())
	if len(got) != len(want) {
		t.Fatalf("%d pages, want %d:\n%q", len(got), len(want), files(b))
	}
	for i := range got {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("page %d: got %+v, want %+v", i, got[i], want[i])
		}
	}
	if !reflect.DeepEqual(a.Years(), b.Years()) || !reflect.DeepEqual(a.IndexYears(), b.IndexYears()) ||
		!reflect.DeepEqual(a.SitemapLists(), b.SitemapLists()) || !reflect.DeepEqual(a.SitemapParts(), b.SitemapParts()) {
		t.Error("years or sitemaps differ")
	}
}

// The moment is exact to the second in every time zone, and does not depend on
// the machine's.
func TestPublicAtTheMoment(t *testing.T) {
	machine := time.Local
	defer func() { time.Local = machine }()
	zones := []string{
		"UTC", "Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu",
		"Pacific/Kiritimati", "America/St_Johns",
	}
	for _, name := range zones {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		time.Local = zone
		for _, written := range []string{"2019-04-12T15:00", "2019-04-12", "2019-12-31T23:59"} {
			r := report("a", 1, written)
			m := r.Published
			due := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, 0, 0, zone)
			set := settings()
			set.TimeZone.V = name
			moment(t, name+" "+written+", the site's zone", set, r, due)

			own := *r
			own.TimeZone.V = name
			moment(t, name+" "+written+", the report's zone", settings(), &own, due)

			_, offset := due.Zone()
			fixed := *r
			fixed.Published.HasOffset, fixed.Published.Offset = true, offset
			moment(t, name+" "+written+", an offset", settings(), &fixed, due)
		}
	}
}

func moment(t *testing.T, what string, set *notice.Site, r *notice.Report, due time.Time) {
	t.Helper()
	all := []*notice.Incident{incident("a", r)}
	for delta, want := range map[time.Duration]bool{
		-time.Minute: false, -time.Second: false, -1: false, 0: true, time.Second: true, time.Minute: true,
	} {
		s := New(set, all, due.Add(delta).UTC(), Options{})
		if got := s.Incident("a") != nil; got != want {
			t.Errorf("%s: %v from the moment: public %t, want %t", what, delta, got, want)
		}
		if got := s.PublishedAt(r); !got.Equal(due) {
			t.Errorf("%s: published at %v, want %v", what, got, due)
		}
	}
}

// In the hour that a clock shows twice, the later time counts.
func TestRepeatedHour(t *testing.T) {
	for _, c := range []struct{ zone, written, due string }{
		{"America/New_York", "2026-11-01T01:30", "2026-11-01T06:30:00Z"},
		{"America/New_York", "2026-11-01T00:59", "2026-11-01T04:59:00Z"},
		{"America/New_York", "2026-11-01T02:00", "2026-11-01T07:00:00Z"},
		{"Europe/London", "2026-10-25T01:00", "2026-10-25T01:00:00Z"},
		{"Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T15:15:00Z"},
	} {
		r := report("a", 1, c.written)
		r.TimeZone.V = c.zone
		due, _ := time.Parse(time.RFC3339, c.due)
		moment(t, c.zone+" "+c.written, settings(), r, due)
	}
}

// Time going by changes nothing but what it publishes.
func TestNowItselfShowsNowhere(t *testing.T) {
	a := New(settings(), many(50), now, Options{})
	b := New(settings(), many(50), now.AddDate(3, 0, 0), Options{})
	compare(t, a, b)
}

func TestOrderOfReading(t *testing.T) {
	all := many(300)
	a := New(settings(), all, now, Options{})
	mixed := slices.Clone(all)
	slices.Reverse(mixed)
	for i, in := range mixed {
		own := &notice.Incident{Slug: in.Slug, Reports: slices.Clone(in.Reports)}
		slices.Reverse(own.Reports)
		mixed[i] = own
	}
	compare(t, a, New(settings(), mixed, now, Options{}))
}
