package lang

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// binder lays what a file says into the schema and reports what does not fit.
type binder struct {
	file              string
	cardinal, ordinal []plural.Form
	single            map[plural.Form]bool // cardinal forms that stand for one number only
	problems          []Problem
}

func (b *binder) say(key, ja, en string) {
	b.problems = append(b.problems, Problem{File: b.file, Key: key, Ja: ja, En: en})
}

func (b *binder) missing(key string) { b.say(key, "この項目がありません。", "is missing") }

func (b *binder) unknown(key string) { b.say(key, "知らない項目です。", "is unknown") }

func (b *binder) wrong(key, ja, en string) {
	b.say(key, ja+"を書きます。", "must be "+en)
}

// structure fills a struct from a table.
func (b *binder) structure(to any, prefix string, from map[string]any) {
	v := reflect.ValueOf(to).Elem()
	left := maps.Clone(from)
	for i := range v.NumField() {
		tag := v.Type().Field(i).Tag
		key := tag.Get("key")
		if key == "" {
			continue
		}
		value, ok := left[key]
		delete(left, key)
		if !ok {
			b.missing(prefix + key)
			continue
		}
		b.value(v.Field(i), prefix+key, value, tag)
	}
	for _, key := range slices.Sorted(maps.Keys(left)) {
		b.unknown(prefix + key)
	}
}

func (b *binder) value(to reflect.Value, key string, from any, tag reflect.StructTag) {
	switch p := to.Addr().Interface().(type) {
	case *string:
		*p = b.text(key, from, tag.Get("may") == "empty")
	case *pattern:
		if s := b.text(key, from, false); s != "" {
			*p = b.pattern(key, s, tag.Get("needs"), tag.Get("with"))
		}
	case *forms:
		b.forms(p, key, from, tag)
	case *[]string:
		*p = b.texts(key, from, tag)
	case *[]int:
		*p = b.numbers(key, from)
	case *map[string]string:
		*p = b.table(key, from)
	case *[]era:
		b.eras(p, key, from)
	default:
		table, ok := from.(map[string]any)
		if !ok {
			b.wrong(key, "表", "a table")
			return
		}
		b.structure(to.Addr().Interface(), key+".", table)
	}
}

func (b *binder) text(key string, from any, mayBeEmpty bool) string {
	s, ok := from.(string)
	if !ok || (s == "" && !mayBeEmpty) {
		b.wrong(key, "文字列", "a text")
	}
	return s
}

func (b *binder) pattern(key, s, needs, with string) pattern {
	p, err := parsePattern(s, needs, with)
	if stray, ok := err.(strayError); ok {
		b.say(key, fmt.Sprintf("%sはここでは使えません。", stray.Error()), fmt.Sprintf("cannot have %s", stray.Error()))
		return pattern{pieces: []piece{{text: s}}}
	}
	if err != nil {
		b.say(key, fmt.Sprintf("%sがありません。", err), fmt.Sprintf("lacks %s", err))
	}
	return p
}

// forms reads a pattern by plural form; a plain text is enough where the
// language has but one form.
func (b *binder) forms(to *forms, key string, from any, tag reflect.StructTag) {
	need := b.cardinal
	if tag.Get("rule") == "ordinal" {
		need = b.ordinal
	}
	if s, ok := from.(string); ok && len(need) == 1 {
		to[plural.Other] = b.pattern(key, s, tag.Get("needs"), tag.Get("with"))
		return
	}
	table, ok := from.(map[string]any)
	if !ok {
		b.wrong(key, "複数形ごとの表（"+formList(need)+"）", "a table by plural form ("+formList(need)+")")
		return
	}
	for _, f := range need {
		value, ok := table[formNames[f]]
		if !ok {
			b.missing(key + "." + formNames[f])
			continue
		}
		needs, with := tag.Get("needs"), tag.Get("with")
		if b.single[f] && tag.Get("rule") != "ordinal" { // "one notice" needs no number
			needs, with = "", with+" "+needs
		}
		if s := b.text(key+"."+formNames[f], value, false); s != "" {
			to[f] = b.pattern(key+"."+formNames[f], s, needs, with)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		if !slices.ContainsFunc(need, func(f plural.Form) bool { return formNames[f] == name }) {
			b.unknown(key + "." + name)
		}
	}
}

func (b *binder) texts(key string, from any, tag reflect.StructTag) []string {
	list, ok := from.([]any)
	n, _ := strconv.Atoi(tag.Get("len"))
	if !ok || (n > 0 && len(list) != n) || (len(list) == 0 && tag.Get("may") != "empty") {
		b.wrong(key, fmt.Sprintf("%d個の文字列の並び", n), fmt.Sprintf("a list of %d texts", n))
		return nil
	}
	out := make([]string, len(list))
	for i, item := range list {
		out[i] = b.text(fmt.Sprintf("%s %d", key, i+1), item, false)
	}
	return out
}

func (b *binder) numbers(key string, from any) []int {
	list, ok := from.([]any)
	if !ok || len(list) == 0 {
		b.wrong(key, "数の並び", "a list of numbers")
		return nil
	}
	out := make([]int, len(list))
	for i, item := range list {
		n, ok := item.(int64)
		if !ok {
			b.wrong(key, "数の並び", "a list of numbers")
		}
		out[i] = int(n)
	}
	return out
}

func (b *binder) table(key string, from any) map[string]string {
	table, ok := from.(map[string]any)
	if !ok {
		b.wrong(key, "表", "a table")
		return nil
	}
	out := map[string]string{}
	for _, k := range slices.Sorted(maps.Keys(table)) {
		out[k] = b.text(key+"."+k, table[k], false)
	}
	return out
}

func (b *binder) eras(to *[]era, key string, from any) {
	list, ok := from.([]map[string]any)
	if empty, is := from.([]any); is && len(empty) == 0 {
		return
	}
	if !ok {
		b.wrong(key, "表の並び", "a list of tables")
		return
	}
	*to = make([]era, len(list))
	for i, table := range list {
		b.structure(&(*to)[i], fmt.Sprintf("%s %d.", key, i+1), table)
	}
}

// forms is a pattern by plural form.
type forms [plural.Many + 1]pattern

var formNames = [...]string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

// formsOf lists the forms that whole numbers take in a language, other first,
// and those that stand for one number only. The rules have no list of their
// own, but numbers below two hundred and the round ones show every form.
func formsOf(rules *plural.Rules, tag language.Tag) (list []plural.Form, single map[plural.Form]bool) {
	list = []plural.Form{plural.Other}
	single = map[plural.Form]bool{}
	for i := range 203 {
		n := i
		if i > 200 {
			n = []int{1000, 1000000}[i-201]
		}
		f := rules.MatchPlural(tag, n, 0, 0, 0, 0)
		_, seen := single[f]
		single[f] = !seen
		if !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	return list, single
}

func formList(list []plural.Form) string {
	var names []string
	for _, f := range list {
		names = append(names, formNames[f])
	}
	return strings.Join(names, ", ")
}
