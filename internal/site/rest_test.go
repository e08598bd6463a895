package site

import (
	"reflect"
	"slices"
	"testing"

	"kohyo/internal/notice"
)

// A site of incidents at rest has the same pages, which show the same.
func TestSiteAtRest(t *testing.T) {
	awake := many(120)
	for i, in := range awake {
		last := in.Reports[len(in.Reports)-1]
		last.Counts = []notice.Count{{Measures: []notice.Measure{{Unit: notice.Word{ID: "person"}, Value: notice.Int{Set: true, V: int64(i)}}}}}
		switch i % 10 {
		case 1:
			last.Withdrawn.At = at("2026-05-01")
		case 2:
			last.Status.ID = "draft"
		case 3:
			slices.Reverse(in.Reports)
		}
	}
	rest := make([]*notice.Incident, len(awake))
	for i, in := range awake {
		rest[i] = in.AtRest()
	}
	a, b := New(settings(), awake, now, Options{Logged: true}), New(settings(), rest, now, Options{Logged: true})
	want, got := slices.Collect(a.Pages()), slices.Collect(b.Pages())
	if len(want) != len(got) {
		t.Fatalf("%d pages, want %d", len(got), len(want))
	}
	for i, p := range got {
		wake(&p)
		wake(&want[i])
		if !reflect.DeepEqual(p, want[i]) {
			t.Fatalf("%s is another page than %s", p.File(), want[i].File())
		}
		if found, ok := b.Find(p.File()); !ok {
			t.Errorf("%s is not found", p.File())
		} else if wake(&found); !reflect.DeepEqual(found, p) {
			t.Errorf("%s is another page when it is found", p.File())
		}
	}
	if !reflect.DeepEqual(a.Totals(), b.Totals()) || !reflect.DeepEqual(a.Months(), b.Months()) {
		t.Error("other totals")
	}
	for _, in := range b.Incidents {
		if in.Reports != nil {
			t.Fatalf("%s is kept awake", in.Slug)
		}
	}
}

func wake(p *Page) {
	p.Items = slices.Clone(p.Items)
	for i, in := range p.Items {
		p.Items[i] = in.Open()
	}
}
