package notice

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
)

func both(ja, en string) Text {
	return Text{By: []Translation{{Lang: "en", Passage: Passage{Text: en}}, {Lang: "ja", Passage: Passage{Text: ja}}}}
}

func TestPassagesOfAReport(t *testing.T) {
	r := &Report{
		Title: both("題", "Title"),
		Lead:  Prose{both("前", "Lead")},
		Scope: Scope{
			Systems:  []System{{Name: Text{Same: &Passage{Text: "S"}}}},
			Exposure: []Span{{Label: both("一", "1")}, {Label: both("二", "2")}},
			Groups:   []Group{{ID: String{V: "g"}, Data: []GroupData{{}, {Note: both("注", "N")}}}},
		},
		Timeline:   []Event{{}, {At: When{Span: Span{Label: both("間", "span")}, IsSpan: true}, Text: Prose{both("文", "text")}}},
		NextReport: Forecast{Text: both("未定", "later")},
	}
	var got []string
	for s := range r.Passages() {
		got = append(got, fmt.Sprint(s.Path, " = ", s.Text, " ", s.Markdown))
	}
	want := []string{
		"title (en) = Title false", "title (ja) = 題 false", "lead (en) = Lead true", "lead (ja) = 前 true",
		"scope, systems, name = S false",
		"scope, exposure 1, label (en) = 1 false", "scope, exposure 1, label (ja) = 一 false",
		"scope, exposure 2, label (en) = 2 false", "scope, exposure 2, label (ja) = 二 false",
		"scope, groups 1, data 2, note (en) = N false", "scope, groups 1, data 2, note (ja) = 注 false",
		"timeline 2, at, label (en) = span false", "timeline 2, at, label (ja) = 間 false",
		"timeline 2, text (en) = text true", "timeline 2, text (ja) = 文 true",
		"next_report (en) = later false", "next_report (ja) = 未定 false",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestPassagesOfASite(t *testing.T) {
	s := &Site{
		Organization: Organization{Name: both("社", "Co."), Header: []Link{{Text: both("頭", "top")}}},
		Theme:        Theme{Banner: Prose{both("旗", "flag")}},
		Sections:     Sections{Titles: map[string]Text{"notes": both("注", "Notes"), "counts": both("数", "Figures")}},
	}
	var got []string
	for p := range s.Passages() {
		if p.Lang == "ja" {
			got = append(got, p.Path+" "+p.Key)
		}
	}
	want := []string{
		"organization, name (ja) name", "organization, header 1, text (ja) text", "theme, banner (ja) banner",
		"sections, titles, counts (ja) counts", "sections, titles, notes (ja) notes",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// A walk may stop anywhere.
func TestFieldsStop(t *testing.T) {
	r := &Report{Title: both("題", "Title"), Contacts: []Contact{{ID: String{V: "a"}, OpenOn: []When{{Span: Span{From: Moment{Raw: "x"}}}}}}}
	total := 0
	for range r.Fields() {
		total++
	}
	for stop := range total {
		n := 0
		for range r.Fields() {
			if n++; n > stop {
				break
			}
		}
	}
	if total != 4 { // title, the contact, its id, open_on
		t.Errorf("%d fields", total)
	}
}

// Every type that a field of the format has is known to the walk, so that no
// text can be written where no rule looks.
func TestWalkKnowsEveryType(t *testing.T) {
	seen := map[reflect.Type]bool{}
	var look func(reflect.Type)
	look = func(typ reflect.Type) {
		if typ.Kind() == reflect.Slice || typ.Kind() == reflect.Map {
			typ = typ.Elem()
		}
		if seen[typ] {
			return
		}
		seen[typ] = true
		switch reflect.New(typ).Elem().Interface().(type) {
		case Text, Prose, Word, Ref, String, Bool, Int, Clock, Moment, When, Forecast:
			return
		}
		if typ.Kind() != reflect.Struct {
			t.Errorf("%v is neither a value nor a table", typ)
			return
		}
		for i := range typ.NumField() {
			if _, ok := typ.Field(i).Tag.Lookup("key"); ok {
				look(typ.Field(i).Type)
			} else if name := typ.Field(i).Name; !slices.Contains([]string{"Place", "Slug", "Number", "File", "Vocabulary"}, name) {
				t.Errorf("%v.%s has no key", typ, name)
			}
		}
	}
	look(reflect.TypeFor[Report]())
	look(reflect.TypeFor[Site]())
}
