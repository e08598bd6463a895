package render

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/wording"
)

// factWriter writes the facts of one report as JSON. It follows the tags that
// describe the format (key, vocab), so that a new field appears by itself.
//
// What readers are told in words stands beside the facts under "words", by
// language; everything else derives from the report alone.
type factWriter struct {
	jsonWriter
	report *notice.Report
	zone   *time.Location
	langs  []string // sorted
	words  map[string]*wording.Writer
	facts  map[string]prose.Facts
	plain  func(markdown string, known prose.Facts) string
	used   map[string][]string // ids by vocabulary
}

// member is a field of a table.
type member struct {
	key, vocab string
	needed     bool // in what is published
	index      int
}

var members sync.Map // reflect.Type → []member, sorted by key

func membersOf(t reflect.Type) []member {
	if known, ok := members.Load(t); ok {
		return known.([]member)
	}
	var list []member
	for i := range t.NumField() {
		if tag := t.Field(i).Tag; tag.Get("key") != "" && tag.Get("private") == "" {
			list = append(list, member{tag.Get("key"), tag.Get("vocab"), tag.Get("need") != "" && tag.Get("unless") == "", i})
		}
	}
	slices.SortFunc(list, func(a, b member) int { return strings.Compare(a.key, b.key) })
	members.Store(t, list)
	return list
}

// written reports whether an author wrote anything there.
func written(v reflect.Value) bool {
	switch x := v.Addr().Interface().(type) {
	case *notice.Text:
		return !x.IsZero()
	case *notice.Prose:
		return !x.IsZero()
	case *notice.Moment:
		return !x.IsZero()
	case *notice.Span:
		return !x.From.IsZero() || !x.To.IsZero() || !x.Label.IsZero()
	case *notice.When:
		return !x.IsZero() || !x.Label.IsZero()
	case *notice.Forecast:
		return !x.IsZero()
	case *notice.Word:
		return x.ID != ""
	case *notice.Ref:
		return x.ID != ""
	case *notice.String:
		return x.V != ""
	case *notice.Bool:
		return x.Set
	case *notice.Int:
		return x.Set
	case *notice.Clock:
		return x.Set
	}
	if v.Kind() == reflect.Slice {
		return v.Len() > 0
	}
	return slices.ContainsFunc(membersOf(v.Type()), func(m member) bool { return written(v.Field(m.index)) })
}

// value writes a value of the format; vocab is the vocabulary of its words.
func (f *factWriter) value(v reflect.Value, vocab string) {
	switch x := v.Addr().Interface().(type) {
	case *notice.Text:
		f.text(x, prose.PlainText)
	case *notice.Prose:
		f.text(&x.Text, f.plain)
	case *notice.Moment:
		f.moment(x)
	case *notice.When:
		f.when(x)
	case *notice.Forecast:
		f.forecast(x)
	case *notice.Word:
		f.word(vocab, x.ID)
	case *notice.Ref:
		f.str(x.ID)
	case *notice.String:
		f.str(x.V)
	case *notice.Bool:
		f.bool(x.V)
	case *notice.Int:
		f.num(x.V)
	case *notice.Clock:
		f.str(clock(x))
	default:
		if v.Kind() == reflect.Slice {
			f.list(v, vocab)
			return
		}
		f.begin('{')
		f.fields(v)
		if m, ok := x.(*notice.Measure); ok {
			f.inWords(func(w *wording.Writer) string { return w.Measure(*m) })
		}
		f.end('}')
	}
}

func (f *factWriter) list(v reflect.Value, vocab string) {
	f.begin('[')
	for i := range v.Len() {
		f.value(v.Index(i), vocab)
	}
	f.end(']')
}

func (f *factWriter) fields(v reflect.Value) {
	for _, m := range membersOf(v.Type()) {
		if field := v.Field(m.index); written(field) {
			f.key(m.key)
			f.value(field, m.vocab)
		}
	}
}

// inWords writes what readers are told, by language; no word, no member. No
// key of the format comes after "words", which keeps the order.
func (f *factWriter) inWords(say func(*wording.Writer) string) {
	start := len(f.b)
	f.key("words")
	f.begin('{')
	empty := len(f.b)
	for _, lang := range f.langs {
		f.field(lang, say(f.words[lang]))
	}
	if len(f.b) == empty {
		f.b = f.b[:start]
		return
	}
	f.end('}')
}

// text writes a text as it stands in the source, by language or under "*"
// when it is the same in all, and as readers see it. Where a translation is
// pending the language is missing.
func (f *factWriter) text(t *notice.Text, plain func(string, prose.Facts) string) {
	f.begin('{')
	f.key("source")
	f.begin('{')
	t.Passages(func(lang string, p notice.Passage) {
		if lang == "" {
			lang = "*"
		}
		f.key(lang)
		f.str(p.Text)
	})
	f.end('}')
	f.inWords(func(w *wording.Writer) string {
		passage, ok := t.In(w.Tag())
		switch {
		case !ok:
			return ""
		case t == &f.report.Title: // its | are for breaking, not for reading
			return titleText(w, f.report, f.facts[w.Tag()])
		}
		return plain(passage.Text, f.facts[w.Tag()])
	})
	f.end('}')
}

func (f *factWriter) word(vocab, id string) {
	f.str(id)
	if !slices.Contains(f.used[vocab], id) {
		f.used[vocab] = append(f.used[vocab], id)
	}
}

func (f *factWriter) when(w *notice.When) {
	f.begin('{')
	if w.IsSpan {
		f.fields(reflect.ValueOf(&w.Span).Elem())
	} else {
		f.key("at")
		f.moment(&w.From)
	}
	f.end('}')
}

func (f *factWriter) forecast(x *notice.Forecast) {
	f.begin('{')
	if !x.Moment.IsZero() {
		f.key("at")
		f.moment(&x.Moment)
	}
	if !x.Text.IsZero() {
		f.key("text")
		f.text(&x.Text, prose.PlainText)
	}
	f.end('}')
}

// Names in data of what the values of the domain call by number.
var (
	precisions = map[notice.Precision]string{
		notice.ByYear: "year", notice.ByMonth: "month", notice.ByThird: "third", notice.ByDay: "day",
		notice.ByPart: "part", notice.ByMinute: "minute", notice.BySecond: "second",
	}
	bounds = map[notice.Bound]string{notice.OnOrBefore: "on-or-before", notice.OnOrAfter: "on-or-after"}
	thirds = map[notice.Third]string{notice.Early: "early", notice.Mid: "mid", notice.Late: "late"}
)

func (f *factWriter) moment(m *notice.Moment) {
	f.begin('{')
	if m.Approx {
		f.key("approx")
		f.bool(true)
	}
	f.field("bound", bounds[m.Bound])
	if from, ok := m.Earliest(f.zone); ok {
		f.field("earliest", from.Format(time.RFC3339))
	}
	if to, ok := m.Latest(f.zone); ok {
		f.field("latest", to.Format(time.RFC3339))
	}
	f.field("part", m.Part)
	f.field("precision", precisions[m.Precision])
	f.field("raw", m.Raw)
	f.field("third", thirds[m.Third])
	f.inWords(func(w *wording.Writer) string { return w.Moment(*m) })
	f.end('}')
}

func clock(c *notice.Clock) string {
	two := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return two(c.Hour) + ":" + two(c.Minute)
}
