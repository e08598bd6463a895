package change_test

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/change"
	"kohyo/internal/lang"
	"kohyo/internal/load"
	"kohyo/internal/notice"
)

// Whatever single fact of a report is changed in the next, the comparison
// names that fact and no other, in both languages. The report says something
// in every field of the format.
func TestEveryMutationIsNamed(t *testing.T) {
	m := &mutator{t: t, langs: []*lang.Language{language(t, "ja"), language(t, "en")}, tried: map[string]bool{}}
	m.site, m.before = fullReport(t)
	_, m.after = fullReport(t)
	m.table("", "", reflect.ValueOf(m.after).Elem())
	m.after.Pending = []notice.String{{V: "en"}}
	m.expect("translation_pending", "translation_pending", "")
	if m.count < 300 {
		t.Errorf("%d mutations, wants 300 at least", m.count)
	}
	for _, kind := range kinds("", reflect.TypeFor[notice.Report]()) {
		if !m.tried[kind] {
			t.Errorf("%s was never changed", kind)
		}
	}
	t.Logf("%d mutations of %d fields", m.count, len(m.tried))
}

func fullReport(t testing.TB) (*notice.Site, *notice.Report) {
	t.Helper()
	files := fstest.MapFS{}
	for to, from := range map[string]string{"site.toml": "site.toml", "content/full/1.toml": "1.toml"} {
		data, err := os.ReadFile("../build/testdata/full/" + from)
		if err != nil {
			t.Fatal(err)
		}
		files[to] = &fstest.MapFile{Data: data}
	}
	content, err := load.Load(files)
	if err != nil || content.Findings.Errors() > 0 {
		t.Fatal(err, content.Findings)
	}
	return content.Site, content.Incidents[0].Reports[0]
}

// unseen are fields that readers are not told of: changing one changes
// nothing. What stands in changes explains differences and is none; of a
// report that is withdrawn nothing is left to compare.
func unseen(kind string) bool {
	top, _, _ := strings.Cut(kind, ".")
	return slices.Contains([]string{"status", "accept", "changes", "withdrawn"}, top) || strings.HasSuffix(kind, ".id") || kind == "timeline.main"
}

// kinds lists the fields of the format that hold values.
func kinds(path string, t reflect.Type) (all []string) {
	for i := range t.NumField() {
		key := t.Field(i).Tag.Get("key")
		if key == "" || unseen(strings.TrimPrefix(path+"."+key, ".")) {
			continue
		}
		ft := t.Field(i).Type
		for ft.Kind() == reflect.Slice {
			ft = ft.Elem()
		}
		if at := strings.TrimPrefix(path+"."+key, "."); table(ft) {
			all = append(all, kinds(at, ft)...)
		} else {
			all = append(all, at)
		}
	}
	return all
}

// table reports whether a type has fields of the format, as notice.Contact has.
func table(t reflect.Type) bool {
	if t.Kind() != reflect.Struct || t == reflect.TypeFor[notice.When]() || t == reflect.TypeFor[notice.Forecast]() {
		return false
	}
	for i := range t.NumField() {
		if t.Field(i).Tag.Get("key") != "" {
			return true
		}
	}
	return false
}

type mutator struct {
	t             *testing.T
	site          *notice.Site
	before, after *notice.Report
	langs         []*lang.Language
	tried         map[string]bool
	count         int
}

func (m *mutator) table(path, kind string, v reflect.Value) {
	for i := range v.NumField() {
		f := v.Type().Field(i)
		key := f.Tag.Get("key")
		at := strings.TrimPrefix(kind+"."+key, ".")
		if key == "" || v.Field(i).IsZero() || unseen(at) && !strings.HasSuffix(at, ".id") {
			continue
		}
		m.value(strings.TrimPrefix(path+", "+key, ", "), at, f.Tag.Get("vocab"), f.Tag.Get("one") == "ok", v.Field(i))
	}
}

func (m *mutator) value(path, kind, vocab string, one bool, v reflect.Value) {
	switch x := v.Interface().(type) {
	case notice.Text:
		m.texts(path, kind, v, x, func(t notice.Text) any { return t })
	case notice.Prose:
		m.texts(path, kind, v, x.Text, func(t notice.Text) any { return notice.Prose{Text: t} })
	case notice.Word:
		m.word(path, kind, vocab, v, x)
	case notice.Ref:
		for _, id := range []string{"a", "b", "total", "part", "unknown", "everyone", "investigator"} {
			if sort := strings.Contains("a b everyone", x.ID); id != x.ID && sort == strings.Contains("a b everyone", id) {
				m.try(path, kind, v, notice.Ref{ID: id}, "")
			}
		}
	case notice.String:
		m.strings(path, kind, v, x)
	case notice.Bool:
		m.try(path, kind, v, notice.Bool{Set: true, V: !x.V}, "")
	case notice.Int:
		for _, n := range []int64{x.V + 1, x.V + 4000, x.V * 7} {
			m.try(path, kind, v, notice.Int{Set: true, V: n}, "")
		}
	case notice.Clock:
		m.try(path, kind, v, notice.Clock{Set: true, Hour: x.Hour, Minute: x.Minute + 7}, "")
		m.try(path, kind, v, notice.Clock{Set: true, Hour: x.Hour + 1, Minute: x.Minute}, "")
	case notice.Moment:
		m.moment(path, kind, v, x, func(n notice.Moment) any { return n })
	case notice.When:
		if x.IsSpan {
			m.span(path, kind, v, x.Span, func(s notice.Span) any { return notice.When{Span: s, IsSpan: true} })
		} else {
			m.moment(path, kind, v, x.From, func(n notice.Moment) any { return notice.When{Span: notice.Span{From: n}} })
		}
	case notice.Forecast:
		m.texts(path, kind, v, x.Text, func(t notice.Text) any { return notice.Forecast{Text: t} })
		n, _ := notice.ParseMoment("2026-11-12")
		m.try(path, kind, v, notice.Forecast{Moment: n}, "")
	default:
		if v.Kind() == reflect.Slice {
			m.list(path, kind, vocab, one, v)
			return
		}
		m.table(path, kind, v)
	}
}

func (m *mutator) texts(path, kind string, v reflect.Value, t notice.Text, as func(notice.Text) any) {
	edited := func(edit func(s string) string) notice.Text {
		var out notice.Text
		for _, p := range t.By {
			out.By = append(out.By, notice.Translation{Lang: p.Lang, Passage: notice.Passage{Text: edit(p.Text)}})
		}
		return out
	}
	m.try(path, kind, v, as(edited(func(s string) string { return s + " 追補" })), "追補")
	m.try(path, kind, v, as(edited(func(s string) string { return "訂正 " + s })), "訂正")
	m.try(path, kind, v, as(edited(func(string) string { return "まったく別 Quite another" })), "まったく別")
}

func (m *mutator) word(path, kind, vocab string, v reflect.Value, x notice.Word) {
	words := slices.DeleteFunc(slices.Clone(notice.Vocabularies[vocab]), func(id string) bool { return id == x.ID })
	if kind == "counts.measures.unit" {
		if strings.HasPrefix(path, "counts 3") {
			return // there is no figure that has it
		}
		words = []string{"yen", "hotel", "day"} // Japanese counts many things alike
	}
	for _, id := range words[:min(3, len(words))] {
		m.try(path, kind, v, notice.Word{ID: id}, "")
	}
}

func (m *mutator) strings(path, kind string, v reflect.Value, x notice.String) {
	other := "other"
	switch kind {
	case "contacts.phone", "contacts.fax":
		other = "03-9876-5432"
	case "time_zone":
		other = "Europe/London"
	case "contacts.languages":
		other = "fr"
	}
	if strings.HasSuffix(kind, ".id") {
		defer v.Set(reflect.ValueOf(x))
		v.Set(reflect.ValueOf(notice.String{V: "renamed"}))
		for _, l := range m.langs {
			if c := change.Compare(l, m.site, m.before, m.after); len(c.Differences) > 0 {
				m.t.Errorf("%s: a new id makes readers see %q", path, c.Line(c.Differences[0]))
			}
		}
		return
	}
	said := map[string]string{"contacts.languages": "", "contacts.phone": "9876-5432", "contacts.fax": "9876-5432"}
	if _, spelt := said[kind]; !spelt {
		said[kind] = other
	}
	m.try(path, kind, v, notice.String{V: other}, said[kind])
}

func (m *mutator) moment(path, kind string, v reflect.Value, x notice.Moment, as func(notice.Moment) any) {
	for _, raw := range []string{"2027-03-17", "2026-08", "unknown"} {
		n, wrong := notice.ParseMoment(raw)
		if wrong != nil {
			m.t.Fatal(raw)
		}
		m.try(path, kind, v, as(n), "")
	}
}

func (m *mutator) span(path, kind string, v reflect.Value, x notice.Span, as func(notice.Span) any) {
	later, _ := notice.ParseMoment("2026-12-24")
	m.try(path, kind, v, as(notice.Span{From: x.From, To: later, Label: x.Label}), "")
	if !x.Label.IsZero() {
		m.try(path, kind, v, as(notice.Span{From: x.From, To: x.To}), "")
	}
}

// list changes each entry, leaves each out, and, where entries are words, adds
// one.
func (m *mutator) list(path, kind, vocab string, one bool, v reflect.Value) {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	for i := range v.Len() {
		at := path
		if !one || v.Len() > 1 {
			at = fmt.Sprintf("%s %d", path, i+1)
		}
		if kind != "scope.groups.data.items" { // one item for another are two facts
			m.value(at, kind, vocab, one, v.Index(i))
		}
		less := reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, 0), old.Slice(0, i))
		less = reflect.AppendSlice(less, old.Slice(i+1, old.Len()))
		if v.Len() > 1 || v.Type().Elem() != reflect.TypeFor[notice.Measure]() {
			m.try(path, kind, v, less.Interface(), "")
		}
	}
	if words, ok := v.Interface().([]notice.Word); ok {
		for _, id := range notice.Vocabularies[vocab] {
			known := slices.ContainsFunc(words, func(w notice.Word) bool { return w.ID == id })
			if !known && (vocab != "days" || id == "sat") { // the others are in mon-fri
				m.try(path, kind, v, append(slices.Clone(words), notice.Word{ID: id}), "")
				return
			}
		}
	}
}

// try puts another value in the place of one, and back.
func (m *mutator) try(path, kind string, v reflect.Value, other any, said string) {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	v.Set(reflect.ValueOf(other))
	m.expect(path, kind, said)
	v.Set(old)
}

// expect holds the comparison to a single difference, in the field that was
// changed, that reads otherwise than before and says what is new.
func (m *mutator) expect(path, kind, said string) {
	m.t.Helper()
	m.count++
	m.tried[kind] = true
	for _, l := range m.langs {
		c := change.Compare(l, m.site, m.before, m.after)
		if len(c.Differences) != 1 {
			m.t.Errorf("%s (%s): %d differences:\n%s", path, l.Tag(), len(c.Differences), told(c))
			continue
		}
		d := c.Differences[0]
		if !strings.HasPrefix(path, d.Path) && !strings.HasPrefix(d.Path, path) {
			m.t.Errorf("%s (%s): is said of %s", path, l.Tag(), d.Path)
		}
		if d.Entry == "" || d.Old == d.New || !strings.Contains(d.New, said) || strings.Contains(told(c), "⚠") {
			m.t.Errorf("%s (%s): is not told:\n%s", path, l.Tag(), told(c))
		}
		if len(d.Words) > 0 && !slices.ContainsFunc(d.Words, func(r change.Run) bool { return r.Mark == change.Inserted && strings.Contains(r.Text, said) }) {
			m.t.Errorf("%s (%s): the new words are not marked:\n%s", path, l.Tag(), told(c))
		}
	}
}

// Nothing differs between a report and itself, however it is written.
func TestNothingDiffers(t *testing.T) {
	site, before := fullReport(t)
	_, after := fullReport(t)
	for _, list := range [][]notice.Word{after.Scope.Groups[0].Data[0].Items, after.Notification[0].Channel} {
		slices.Reverse(list)
	}
	slices.Reverse(after.Timeline)
	slices.Reverse(after.Counts)
	slices.Reverse(after.Scope.Groups)
	for _, tag := range []string{"ja", "en"} {
		if c := change.Compare(language(t, tag), site, before, after); len(c.Differences) > 0 {
			t.Errorf("%s: %s", tag, told(c))
		}
	}
}
