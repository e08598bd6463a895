package site

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"kohyo/internal/notice"
)

// random makes an incident whose reports are public, later, drafts, in another
// zone or without a moment.
func random(rnd *rand.Rand, slug string) *notice.Incident {
	in := incident(slug)
	for k := range rnd.IntN(4) {
		day := now.AddDate(0, 0, rnd.IntN(2000)-1900).Format("2006-01-02T15:04")
		r := report(slug, k+1, day)
		switch rnd.IntN(8) {
		case 0:
			r.Status.ID = "draft"
		case 1:
			r.Status.ID, r.Published = "draft", notice.Moment{}
		case 2:
			r.TimeZone = str("America/New_York")
		case 3:
			r.Attachments = []notice.Attachment{{File: str("a.pdf")}}
		}
		in.Reports = append(in.Reports, r)
	}
	return in
}

// A site that follows its content is the one that would be made anew.
func TestWithIsWhatNewGives(t *testing.T) {
	for _, drafts := range []bool{false, true} {
		rnd := rand.New(rand.NewPCG(3, 4))
		content := map[string]*notice.Incident{}
		files := func(string) []string { return []string{"a.pdf"} }
		opt := Options{Drafts: drafts, Assets: []string{"assets/a.css"}, Files: files}
		moment := now
		s := New(settings(), nil, moment, opt)
		for step := range 120 {
			changed := map[string]*notice.Incident{}
			for range rnd.IntN(4) + step/119*100 {
				slug := fmt.Sprintf("n-%03d", rnd.IntN(150))
				changed[slug] = random(rnd, slug)
				if rnd.IntN(4) == 0 {
					changed[slug] = nil
				}
			}
			maps.Copy(content, changed)
			moment = moment.Add(time.Duration(rnd.IntN(200)-60) * time.Hour)
			was := slices.Collect(s.Pages())
			next := s.With(moment, changed, files)
			if !reflect.DeepEqual(was, slices.Collect(s.Pages())) {
				t.Fatalf("step %d changes the site that it is made from", step)
			}
			s = next
			all := slices.DeleteFunc(slices.Collect(maps.Values(content)), func(in *notice.Incident) bool { return in == nil })
			want := New(settings(), all, moment, opt)
			if got, want := slices.Collect(s.Pages()), slices.Collect(want.Pages()); !reflect.DeepEqual(got, want) {
				t.Fatalf("drafts %t, step %d: %d pages, want %d", drafts, step, len(got), len(want))
			}
			if !reflect.DeepEqual(s.IndexYears(), want.IndexYears()) || !reflect.DeepEqual(s.Years(), want.Years()) {
				t.Fatalf("drafts %t, step %d: years %v", drafts, step, s.Years())
			}
			for p := range want.Pages() {
				if q, ok := s.Find(p.File()); !ok || !reflect.DeepEqual(p, q) {
					t.Fatalf("drafts %t, step %d: Find(%q) = %v", drafts, step, p.File(), q)
				}
			}
		}
	}
}

func BenchmarkWith(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		s := New(settings(), many(n), now, Options{})
		in := s.content[n/2].Incident
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s = s.With(now, map[string]*notice.Incident{in.Slug: in}, nil)
			}
		})
	}
}
