package load

import (
	"reflect"
	"strconv"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// binder carries a tree over into the values of the domain, and says what
// does not fit.
type binder struct {
	*source
	root     *node
	langs    []string // the languages of the site; none when they are not known
	pending  []string // languages whose texts may be missing
	words    *wordBook
	ready    bool // the report is no draft
	isReport bool
	path     []step
	refs     []reference
	names    []idPlace
	unclear  map[string]bool // fields whose names were mistyped
}

// step is one part of the way to a value: the name of a field, or the
// position in a list.
type step struct {
	key   string
	index int
}

// reference is a Ref, to be looked up when the whole report is bound.
type reference struct {
	list string
	id   string
	at   int
	path string
}

// idPlace is an id that names an entry of a list.
type idPlace struct {
	list string
	id   string
	at   int
}

// where names the value that is being bound in the author's words:
// "timeline 3, at".
func (b *binder) where() string {
	var s strings.Builder
	for i, p := range b.path {
		switch {
		case p.key == "":
			s.WriteByte(' ')
			s.WriteString(strconv.Itoa(p.index + 1))
		case i == 0:
			s.WriteString(p.key)
		default:
			s.WriteString(", ")
			s.WriteString(p.key)
		}
	}
	return s.String()
}

// list names the list whose element is being bound, such as "scope.groups".
func (b *binder) list() string {
	var s strings.Builder
	for _, p := range b.path {
		if p.key != "" && s.Len() > 0 {
			s.WriteByte('.')
		}
		s.WriteString(p.key)
	}
	return s.String()
}

func (b *binder) push(key string, index int) { b.path = append(b.path, step{key, index}) }
func (b *binder) pop()                       { b.path = b.path[:len(b.path)-1] }

// say reports an error about the value that is being bound.
func (b *binder) say(n *node, rule string, text, hint diag.Words) {
	if w := b.where(); w != "" {
		text.Ja, text.En = w+": "+text.Ja, w+": "+text.En
	}
	b.report(n.at, rule, text, hint)
}

// table binds the entries of a table to the fields of a struct.
func (b *binder) table(n *node, v reflect.Value, p *plan) {
	if p.place >= 0 {
		*v.Field(p.place).Addr().Interface().(*notice.Place) = b.place(n.at)
	}
	for _, k := range n.kids {
		f := p.byKey[k.key]
		if f == nil {
			b.unknownKey(k, p)
			continue
		}
		b.push(f.key, 0)
		b.field(k, v.Field(f.index), f)
		b.pop()
	}
	b.required(n, p)
	b.shape(n, v.Addr().Interface())
}

// required reports the fields that the table lacks.
func (b *binder) required(n *node, p *plan) {
	if n.holes || n.repeated {
		return
	}
	for _, f := range p.fields {
		if f.need == "" || (f.need == "ready" && !b.ready) || n.kid(f.key) != nil || n.mistyped(f.key, p) || f.unless != "" && n.kid(f.unless) != nil {
			continue
		}
		text := diag.Say("「%s」がありません。", "%s is missing", f.key)
		hint := diag.Say("必ず書く項目です: %s", "it must be written: %s", b.sample(f))
		if f.need == "ready" {
			hint = diag.Say("status = \"ready\" の報には必要です: %s", "a report whose status is ready needs it: %s", b.sample(f))
		}
		if n == b.root {
			b.add(diag.Place{File: b.name}, diag.Error, "missing-field", text, hint)
			continue
		}
		b.say(n, "missing-field", text, hint)
	}
}

// sample shows how a field is written, for hints.
func (b *binder) sample(f *field) string {
	switch {
	case f.table == nil:
		return f.key + " = …"
	case !f.list || f.one:
		return f.key + " = { " + f.table.fields[0].key + " = … }"
	case b.list() == "":
		return "[[" + f.key + "]]"
	}
	return "[[" + b.list() + "." + f.key + "]]"
}

// mistyped reports whether one of the table's unknown keys was meant for a
// key: then the unknown key alone is reported.
func (n *node) mistyped(key string, p *plan) bool {
	for _, k := range n.kids {
		if p.byKey[k.key] == nil && nearest(k.key, p.keys()) == key {
			return true
		}
	}
	return false
}

// field binds a value, or a list of values.
func (b *binder) field(n *node, v reflect.Value, f *field) {
	switch {
	case n.bad:
	case !f.list && n.kind == list && n.repeated:
		for _, k := range n.kids {
			k.repeated = true
			b.value(k, v, f)
		}
	case !f.list:
		b.value(n, v, f)
	case n.kind == list:
		b.elements(n, v, f)
	default:
		if !f.one && !n.repeated {
			b.listWanted(n, f)
		}
		s := reflect.MakeSlice(v.Type(), 1, 1)
		b.value(n, s.Index(0), f)
		v.Set(s)
	}
}

func (b *binder) elements(n *node, v reflect.Value, f *field) {
	if len(n.kids) == 0 {
		b.say(n, "empty-list", diag.Say("一覧が空です。", "the list is empty"),
			diag.Say("書くことがなければ、行ごと消してください。", "remove the line if there is nothing to say"))
		return
	}
	s := reflect.MakeSlice(v.Type(), len(n.kids), len(n.kids))
	for i, k := range n.kids {
		b.push("", i)
		if !k.bad {
			b.value(k, s.Index(i), f)
		}
		b.pop()
	}
	v.Set(s)
}

func (b *binder) listWanted(n *node, f *field) {
	hint := diag.Say("書き方: %s = [ %s ]", "write %s = [ %s ]", f.key, orDots(n.raw))
	if n.kind == table {
		hint = diag.Say("いくつも書ける項目です。1つだけでも [[%s]] と二重の括弧で書きます（{ … } なら [ { … } ]）。",
			"there may be several: write [[%s]] with double brackets even for one (or [ { … } ] in place of { … })", b.list())
		if n.form == headed {
			hint = diag.Say("いくつも書ける項目です。1つだけでも [[%s]] と二重の括弧で書きます。",
				"there may be several: write [[%s]] with double brackets even for one", b.list())
		}
	}
	b.say(n, "list-wanted", diag.Say("一覧で書く項目です。", "this should be a list"), hint)
}

// value binds one value.
func (b *binder) value(n *node, v reflect.Value, f *field) {
	if n.kind == list {
		b.single(n, v, f)
		return
	}
	switch p := v.Addr().Interface().(type) {
	case *notice.Text:
		b.text(n, p, false)
	case *notice.Prose:
		b.text(n, &p.Text, true)
	case *notice.Word:
		b.word(n, p, f.vocab)
	case *notice.Ref:
		b.ref(n, p, f.ref)
	case *notice.String:
		b.str(n, p, f.key)
	case *notice.Bool:
		b.boolean(n, p)
	case *notice.Int:
		b.number(n, p)
	case *notice.Moment:
		b.moment(n, p)
	case *notice.When:
		b.when(n, p)
	case *notice.Clock:
		b.clock(n, p, f.key == "close")
	case *notice.Forecast:
		b.forecast(n, p)
	case *map[string]notice.Text:
		b.titles(n, p, f.vocab)
	default:
		b.sub(n, v, f)
	}
}

// single reports a list where one value is meant, and looks at the values.
func (b *binder) single(n *node, v reflect.Value, f *field) {
	hint := diag.Say("角括弧なしで1つだけ書きます。", "write one value, without brackets")
	if f.table != nil && n.form == headed {
		hint = diag.Say("1つだけの項目です。[%s] と一重の括弧で書きます。", "there is only one: write [%s] with single brackets", b.list())
	}
	b.say(n, "single-wanted", diag.Say("一覧では書けない項目です。", "this cannot be a list"), hint)
	for _, k := range n.kids {
		if !k.bad && k.kind != list {
			k.repeated = true
			b.value(k, v, f)
		}
	}
}

// sub binds a table of its own, or the plain text that stands for it.
func (b *binder) sub(n *node, v reflect.Value, f *field) {
	p := f.table
	if p.short != nil && b.isShort(n, p) {
		if p.place >= 0 {
			*v.Field(p.place).Addr().Interface().(*notice.Place) = b.place(n.at)
		}
		b.value(n, v.Field(p.short.index), p.short)
		b.required(&node{kids: []*node{{key: p.short.key}}, at: n.at}, p)
		return
	}
	if n.kind != table {
		b.tableWanted(n, f)
		return
	}
	b.table(n, v, p)
}

// isShort reports whether a value is the short form of a table: a plain text,
// or a text by language.
func (b *binder) isShort(n *node, p *plan) bool {
	if n.kind != table {
		return n.kind == text
	}
	byLanguage := false
	for _, k := range n.kids {
		if p.byKey[k.key] != nil {
			return false
		}
		byLanguage = byLanguage || b.isLanguage(k.key)
	}
	return byLanguage
}

func (b *binder) tableWanted(n *node, f *field) {
	hint := diag.Say("書き方: { %s = … }", "write { %s = … }", f.table.fields[0].key)
	if f.typ == spanType {
		hint = diag.Say("書き方: { from = %s, to = … }", "write { from = %s, to = … }", orDots(n.raw))
	}
	b.say(n, "wrong-type",
		diag.Words{Ja: "表 { … } で書く項目ですが、" + n.kindWords().Ja + "です。", En: "this should be a table { … }, but is " + n.kindWords().En}, hint)
}

var spanType = reflect.TypeFor[notice.Span]()

func orDots(s string) string {
	if s == "" || len(s) > 40 {
		return "…"
	}
	return s
}

// unknownKey reports a key that the table does not have.
func (b *binder) unknownKey(k *node, p *plan) {
	at := *k
	at.at = k.keyAt
	hint := diag.Say("ここに書ける項目: %s", "what can stand here: %s", listed(p.keys(), 40))
	if near := nearest(k.key, p.keys()); near != "" {
		hint = diag.Say("「%s」のことですか。", "did you mean %s?", near)
		if b.unclear == nil {
			b.unclear = map[string]bool{}
		}
		b.unclear[strings.TrimPrefix(b.list()+"."+near, ".")] = true
	} else if top := planOf(reflect.TypeFor[notice.Report]()); b.isReport && p != top && top.byKey[k.key] != nil {
		// TOML counts everything below a [table] as part of it.
		hint = diag.Say("「%s」は表の中ではなく、最初の [表] より上に書きます。", "%s stands at the top of the file, above the first [table]", k.key)
	} else if owner := p.owner(k.key); owner != "" {
		hint = diag.Say("「%s」の中に書きます: %[1]s = { %[2]s = … }", "it belongs in %s: %[1]s = { %[2]s = … }", owner, k.key)
	} else if p.short != nil && b.isLanguage(k.key) {
		hint = diag.Say("文は「%s」に書きます: %[1]s = { %[2]s = … }", "texts belong in %s: %[1]s = { %[2]s = … }", p.short.key, k.key)
	}
	b.say(&at, "unknown-key", diag.Say("「%s」という項目はありません。", "there is no field %q", k.key), hint)
}

// listed joins words for a hint, leaving out what is too much to read.
func listed(words []string, most int) string {
	if len(words) > most {
		return strings.Join(words[:most], ", ") + ", …"
	}
	return strings.Join(words, ", ")
}

// kindWords says what a value is.
func (n *node) kindWords() diag.Words {
	switch n.kind {
	case table:
		return diag.Words{Ja: "表", En: "a table"}
	case list:
		return diag.Words{Ja: "一覧", En: "a list"}
	case text:
		return diag.Words{Ja: "文字列", En: "a text"}
	case integer:
		return diag.Words{Ja: "数", En: "a number"}
	case float:
		return diag.Words{Ja: "小数", En: "a number with a decimal point"}
	case boolean:
		return diag.Words{Ja: "true・false", En: "true or false"}
	case clock:
		return diag.Words{Ja: "時刻", En: "a time of day"}
	}
	return diag.Words{Ja: "日付", En: "a date"}
}
