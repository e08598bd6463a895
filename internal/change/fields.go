package change

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kohyo/internal/notice"
)

// keyed is a field of a table.
type keyed struct {
	index      int
	key, vocab string
	one        bool // a list that may be written as a single value
}

// Tags are read once: a comparison reads them for every table.
var keysByType sync.Map

// keysOf gives the fields of a table, but for those that no reader sees: an
// id, and what only makes an entry stand out.
func keysOf(t reflect.Type) []keyed {
	if known, ok := keysByType.Load(t); ok {
		return known.([]keyed)
	}
	var keys []keyed
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		if key := tag.Get("key"); key != "" && key != "id" && key != "main" {
			keys = append(keys, keyed{i, key, tag.Get("vocab"), tag.Get("one") == "ok"})
		}
	}
	keysByType.Store(t, keys)
	return keys
}

func (c *comparer) report() {
	c.table(place{}, reflect.ValueOf(c.old.report).Elem(), reflect.ValueOf(c.now.report).Elem())
}

// table compares two tables of the same kind, field by field.
func (c *comparer) table(p place, old, now reflect.Value) {
	for _, k := range keysOf(now.Type()) {
		if p.kind == "" && slices.Contains(unsaid, k.key) || c.equal(old.Field(k.index), now.Field(k.index)) {
			continue
		}
		q := p.within(k.key)
		if s := sectionOf(q.kind); s != "" {
			q.section = s
		}
		if q.facts == nil {
			q.facts = []string{q.kind}
			q.names = notice.CalledAs(q.kind)
		}
		c.field(q, k, old, now)
	}
}

// field compares a field that is not written alike in the two tables.
func (c *comparer) field(p place, k keyed, old, now reflect.Value) {
	a, b := old.Field(k.index), now.Field(k.index)
	switch x := b.Interface().(type) {
	case notice.Scope:
		c.table(p.clear(), a, b)
	case notice.Relation, notice.Cause, notice.Harm:
		p.entry = c.label(p.kind)
		p.facts = []string{p.kind + ".state"}
		c.table(p, a, b)
	case notice.Prose:
		c.prose(p, a.Interface().(notice.Prose), x)
	case []notice.GroupData:
		c.data(p, a.Interface().([]notice.GroupData), x)
	default:
		if entries(b.Type()) {
			c.entries(p, k, a, b)
			return
		}
		d := c.named(p)
		d.Old, d.New = c.say(c.old, p.kind, k, old), c.say(c.now, p.kind, k, now)
		switch x := b.Interface().(type) {
		case notice.Text:
			_, d.Lang = c.now.w.Text(x)
		case []notice.Measure:
			d.By = c.more(a.Interface().([]notice.Measure), x)
		case notice.Span:
			d.By = c.longer(a.Interface().(notice.Span), x)
		}
		d.Lang = c.foreign(d.Lang)
		c.add(p, d)
	}
}

// clear forgets what the fields around have said: scope is no fact itself.
func (p place) clear() place { return place{kind: p.kind, path: p.path, section: p.section} }

// named begins a difference with what the fact is called.
func (c *comparer) named(p place) Difference {
	if p.entry == "" {
		return Difference{Entry: c.label(p.kind)}
	}
	label := c.label(p.kind)
	return Difference{Entry: p.entry, Field: label, about: label != ""}
}

// foreign is the language of a text when it is not that of the page.
func (c *comparer) foreign(tag string) string {
	if tag == c.now.w.Tag() {
		return ""
	}
	return tag
}

// prose compares long texts: as the authors wrote them, so that a fact which
// both quote makes no difference; shown are the words with their facts.
func (c *comparer) prose(p place, old, now notice.Prose) {
	was, _ := c.old.w.Text(old.Text)
	is, tag := c.now.w.Text(now.Text)
	if strings.TrimSpace(was) == strings.TrimSpace(is) {
		return
	}
	d := c.named(p)
	d.Old, d.New, d.Lang = c.old.prose(old), c.now.prose(now), c.foreign(tag)
	if d.Old != "" && d.New != "" && d.Old != d.New {
		d.Words = Words(d.Old, d.New)
	}
	c.add(p, d)
}

// entries reports whether a list holds tables with names of their own.
func entries(t reflect.Type) bool {
	if t.Kind() != reflect.Slice {
		return false
	}
	switch t.Elem() {
	case reflect.TypeFor[notice.Word](), reflect.TypeFor[notice.Ref](), reflect.TypeFor[notice.String](), reflect.TypeFor[notice.When](),
		reflect.TypeFor[notice.Measure](), reflect.TypeFor[notice.Hours]():
		return false
	}
	return true
}

// say says a field of a table, whatever it holds.
func (c *comparer) say(s side, kind string, k keyed, table reflect.Value) string {
	switch x := table.Field(k.index).Interface().(type) {
	case []notice.Word:
		return s.words(k.vocab, x)
	case []notice.Ref:
		return s.refs(x)
	case []notice.String:
		return s.w.List(c.languages(x))
	case []notice.When:
		if k.key != "at" {
			return s.w.List(s.w.OpenOn(x, s.report.Published))
		}
		var words []string
		for _, at := range x {
			words = append(words, s.value(at, ""))
		}
		return s.w.List(words)
	case []notice.Measure:
		return s.w.Count(notice.Count{Measures: x})
	case []notice.Hours:
		return s.hours(table.Interface().(notice.Contact))
	case []notice.GroupData:
		return c.items(s, x)
	case notice.String:
		if x.V != "" && (k.key == "phone" || k.key == "fax") {
			shown, _ := s.w.Phone(x.V)
			return shown
		}
		return x.V
	case notice.Text:
		switch {
		case x.IsZero() && slices.Contains([]string{"counts.label", "parties.name", "authorities.name"}, kind):
			return s.name(table.Interface()) // it goes by another name
		case kind == "title":
			return strings.Join(s.w.Title(x), "")
		case kind == "remediation.by" && x.Same != nil && s.report.Party(x.Same.Text) != nil:
			return s.name(*s.report.Party(x.Same.Text))
		}
		return s.text(x)
	default:
		return s.value(x, k.vocab)
	}
}

func (c *comparer) languages(tags []notice.String) []string {
	out := make([]string, len(tags))
	for i, t := range tags {
		out[i] = c.lang.NameOf(t.V)
	}
	return out
}

// hours says all hours of a contact, with what is noted beside them.
func (s side) hours(contact notice.Contact) string {
	out := s.w.HoursLine(contact)
	for _, h := range contact.Hours {
		for _, t := range []notice.Text{h.Valid.Label, h.Note} {
			out = s.sentences([]string{out, s.text(t)})
		}
	}
	return out
}

// entries compares two lists of tables: entry by entry, wherever they stand.
func (c *comparer) entries(p place, k keyed, old, now reflect.Value) {
	for _, m := range pairs(old, now) {
		q := p
		switch {
		case m.now < 0:
			q.path = c.numbered(p.path, k, old.Len(), m.old)
			c.whole(q, c.old, old.Index(m.old), func(d *Difference, words string) { d.Old = words })
		case m.old < 0:
			q.path = c.numbered(p.path, k, now.Len(), m.now)
			c.whole(q, c.now, now.Index(m.now), func(d *Difference, words string) { d.New = words })
		default:
			q.path = c.numbered(p.path, k, now.Len(), m.now)
			c.entry(q, old.Index(m.old), now.Index(m.now))
		}
	}
}

func (c *comparer) numbered(path string, k keyed, n, at int) string {
	if k.one && n == 1 {
		return path
	}
	return path + " " + strconv.Itoa(at+1)
}

// entry compares two entries of a list that are about the same.
func (c *comparer) entry(p place, old, now reflect.Value) {
	if c.equal(old, now) {
		return
	}
	p.facts, p.names = known(p.kind, now)
	if s, ok := now.Interface().(notice.Span); ok {
		was := old.Interface().(notice.Span)
		c.add(p, Difference{Entry: c.label(p.kind), Old: c.old.value(was, ""), New: c.now.value(s, ""), By: c.longer(was, s)})
		return
	}
	p.entry = cmp.Or(c.now.name(now.Interface()), c.old.name(old.Interface()), c.label(p.kind))
	p.names = append(p.names, notice.CalledAs(p.facts[0])...)
	c.table(p, old, now)
}

// whole records an entry that only one report has.
func (c *comparer) whole(p place, s side, entry reflect.Value, set func(d *Difference, words string)) {
	p.facts, p.names = known(p.kind, entry)
	p.names = append(p.names, notice.CalledAs(p.facts[0])...)
	d := Difference{Entry: c.label(p.kind)}
	words := c.all(s, p.kind, entry)
	switch x := entry.Interface().(type) {
	case notice.Span:
		words = s.value(x, "")
	case notice.Count:
		d.Entry = s.name(x)
	}
	set(&d, words)
	c.add(p, d)
}

// all says all of an entry: its name, then the rest that readers see.
func (c *comparer) all(s side, kind string, entry reflect.Value) string {
	name := s.name(entry.Interface())
	if _, ok := entry.Interface().(notice.Count); ok || strings.HasSuffix(name, "…") {
		name = "" // said already, or about to be said whole
	}
	var rest []string
	for _, k := range keysOf(entry.Type()) {
		words := c.say(s, kind+"."+k.key, k, entry)
		if words == "" || strings.Contains(name, strings.TrimRight(words, fullStops)) || k.key == "label" {
			continue
		}
		label := c.label(kind + "." + k.key)
		switch entry.Field(k.index).Interface().(type) {
		case notice.Bool:
			words = label
		case notice.Word, notice.Prose, []notice.Word, []notice.Measure, []notice.GroupData:
		default:
			words = join(label, s.w.Label("text.colon"), words)
		}
		rest = append(rest, words)
	}
	return join(name, s.w.Label("text.colon"), s.sentences(rest))
}
