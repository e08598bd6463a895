package load

import (
	"reflect"
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// bindReport reads one report.
func bindReport(src *source, root *node, langs []string, words *wordBook) *notice.Report {
	r := &notice.Report{File: src.name}
	b := &binder{source: src, root: root, langs: langs, words: words, isReport: true}
	if s := root.kid("status"); s != nil {
		b.ready = s.kind == text && s.str == "ready"
	}
	b.pending = b.pendingLanguages(root.kid("translation_pending"))
	b.table(root, reflect.ValueOf(r).Elem(), reportPlan)
	if k := root.kid("published"); k != nil {
		b.push("published", 0)
		b.exact(k, "published-form", r.Published, diag.Say("公表の日時", "the moment of publication"))
		b.pop()
	}
	b.timeZone(r.TimeZone, root.kid("time_zone"))
	if k := root.kid("withdrawn"); k != nil && k.kid("at") != nil {
		b.push("withdrawn", 0)
		b.push("at", 0)
		b.exact(k.kid("at"), "withdrawn-form", r.Withdrawn.At, diag.Say("取り下げの日時", "the moment of withdrawal"))
		b.pop()
		b.pop()
	}
	b.resolve(b.uniqueNames())
	b.withdraw(r)
	return r
}

// pendingLanguages reads, ahead of the texts, which translations are to come.
func (b *binder) pendingLanguages(n *node) []string {
	if n == nil {
		return nil
	}
	kids := n.kids
	if n.kind != list {
		kids = []*node{n}
	}
	b.push("translation_pending", 0)
	defer b.pop()
	var pending []string
	for _, k := range kids {
		if k.kind != text || len(b.langs) == 0 {
			continue // reported when it is bound
		}
		switch slices.Index(b.langs, k.str) {
		case -1:
			k.keyAt, k.key = k.at, k.str
			b.language(k)
		case 0:
			b.say(k, "pending-source", diag.Say("「%s」は元の言語です。", "%q is the source language", k.str),
				diag.Say("翻訳を待つ言語を書きます。", "name the languages that are still to be translated"))
		default:
			pending = append(pending, k.str)
		}
	}
	return pending
}

// exact holds a moment to an exact day or time.
func (b *binder) exact(n *node, rule string, m notice.Moment, what diag.Words) {
	if m.IsZero() {
		return
	}
	vague := m.Approx || m.Bound != notice.Exact || (m.Precision != notice.ByDay && m.Precision != notice.ByMinute && m.Precision != notice.BySecond)
	if vague {
		b.say(n, rule, diag.Words{Ja: what.Ja + "は、日または時刻まではっきり書きます。", En: what.En + " must be a day or a time, exactly"},
			diag.Say("書き方: 2019-04-12T15:00:00+09:00", "write 2019-04-12T15:00:00+09:00"))
	}
}

// listID is the id of an entry of a list.
type listID struct{ list, id string }

// uniqueNames reports ids that stand twice in the same list, and gives where
// each stands first.
func (b *binder) uniqueNames() map[listID]idPlace {
	first := make(map[listID]idPlace, len(b.names))
	for _, x := range b.names {
		key := listID{x.list, x.id}
		if old, ok := first[key]; ok {
			b.report(x.at, "duplicate-id",
				diag.Say("%s: id「%s」はすでに%d行目にあります。", "%s: the id %q stands already on line %d", x.list, x.id, b.place(old.at).Line),
				diag.Say("別のidにしてください。", "choose another id"))
			continue
		}
		first[key] = x
		if x.list == "scope.groups.id" && x.id == "everyone" {
			b.report(x.at, "reserved-id", diag.Say("id「everyone」は全員を指す言葉です。", `the id "everyone" means all people`),
				diag.Say("別のidにしてください。", "choose another id"))
		}
	}
	return first
}

// Where the things that a Ref can name stand.
var refLists = map[string]string{"groups": "scope.groups.id", "counts": "counts.id", "parties": "parties.id"}

// resolve reports references to nothing.
func (b *binder) resolve(known map[listID]idPlace) {
	for _, r := range b.refs {
		name, everyone := strings.CutSuffix(r.list, "+everyone")
		list := refLists[name]
		if _, ok := known[listID{list, r.id}]; ok || everyone && r.id == "everyone" || b.blurred(list) {
			continue
		}
		var ids []string
		if everyone {
			ids = append(ids, "everyone")
		}
		for _, x := range b.names {
			if x.list == list {
				ids = append(ids, x.id)
			}
		}
		b.unknownID(r, strings.TrimSuffix(list, ".id"), ids)
	}
}

func (b *binder) unknownID(r reference, where string, ids []string) {
	if len(ids) > 200 {
		ids = ids[:200]
	}
	hint := diag.Say("%s に id があるもの: %s", "the ids in %s are: %s", where, listed(ids, 30))
	if near := nearest(r.id, ids); near != "" {
		hint = diag.Say("「%s」のことですか。", `did you mean "%s"?`, near)
	} else if len(ids) == 0 {
		hint = diag.Say(`[[%s]] に id = "%s" を書いてください。`, `give one of [[%s]] the id "%s"`, where, r.id)
	}
	b.report(r.at, "unknown-id", diag.Say("%s: 「%s」というidはありません。", "%s: there is no id %q", r.path, r.id), hint)
}

// blurred reports whether ids of a list may stand in what could not be read,
// or under a mistyped name.
func (b *binder) blurred(list string) bool {
	if b.root.holes {
		return true
	}
	for name := list; name != ""; {
		if b.unclear[name] {
			return true
		}
		i := strings.LastIndexByte(name, '.')
		name = name[:max(i, 0)]
	}
	n := b.root
	for _, key := range strings.Split(strings.TrimSuffix(list, ".id"), ".") {
		if n = n.kid(key); n == nil {
			return false
		}
		if n.torn() {
			return true
		}
	}
	return false
}

// torn reports whether something in a table, or in one of a list's tables,
// could not be read.
func (n *node) torn() bool {
	if n.holes || n.kind != list {
		return n.holes
	}
	return slices.ContainsFunc(n.kids, func(k *node) bool { return k.holes })
}
