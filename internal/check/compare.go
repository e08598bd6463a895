package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
	"kohyo/internal/prose"
)

// unsaidChange finds facts that differ from the report before without an
// entry in changes.
func unsaidChange(s *source, say say) {
	s.differences(func(before, now stated) {
		if strings.HasPrefix(now.path, "counts.") && (s.figuresInError() || s.previous.figuresInError()) {
			return
		}
		if before.value == now.value || naturally(before, now) || s.explained(now) || s.explained(before) {
			return
		}
		say(now.at, of(now.path, diag.Say("第%[1]d報では %[2]s でしたが、%[3]s になっています。", "%[3]s here, but %[2]s in report %[1]d", s.before.Number, before.shown, now.shown)),
			diag.Say("[[changes]] に what = \"%s\" と理由を書くか、数や日付を直してください。", "write [[changes]] with what = %q and the reason, or correct the fact", notice.EntryFor(now.path)))
	})
}

// factGone finds figures, groups and items that the report before states and
// this one does not.
func factGone(s *source, say say) {
	if s.before == nil {
		return
	}
	now, unread := pathsOf(s.stated()), s.figuresInError()
	told := map[string]bool{}
	for _, f := range s.previous.stated() {
		top, rest, _ := strings.Cut(f.path, ".")
		whole := notice.EntryFor(f.path)
		if unread && top == "counts" || top != "counts" && top != "groups" && !strings.HasPrefix(f.path, "scope.exposure") || strings.HasSuffix(rest, ".status") || now[f.path] || s.explained(f) || told[whole] {
			continue
		}
		at := diag.Place{File: s.report.File}
		if _, g := s.report.Group(strings.Split(rest, ".")[0]); top == "groups" && g != nil {
			whole, at = f.path, g.Place
		}
		if c := s.report.Count(strings.Split(rest, ".")[0]); top == "counts" && c != nil {
			whole, at = f.path, c.Place
		}
		told[whole] = true
		say(at, of(whole, diag.Say("第%d報にありましたが、この報にはありません。", "report %d states it; this one does not", s.before.Number)),
			diag.Say("もう一度書くか、[[changes]] に what = \"%s\" と理由を書いてください。", "state it again, or write [[changes]] with what = %q and the reason", notice.EntryFor(f.path)))
	}
}

func pathsOf(facts []stated) map[string]bool {
	paths := map[string]bool{}
	for _, f := range facts {
		paths[f.path] = true
	}
	return paths
}

// differences calls look for every fact that both reports state.
func (s *source) differences(look func(before, now stated)) {
	if s.before == nil {
		return
	}
	old := map[string]stated{}
	for _, f := range s.previous.stated() {
		if _, twice := old[f.path]; !twice {
			old[f.path] = f
		}
	}
	for _, f := range s.stated() {
		if o, ok := old[f.path]; ok {
			look(o, f)
			delete(old, f.path)
		}
	}
}

// explained reports whether an entry in changes speaks of a fact: by its
// path, by what the fact is called, or by quoting it.
func (s *source) explained(f stated) bool {
	return slices.ContainsFunc(s.report.Changes, func(c notice.Change) bool { return c.SpeaksOf(f.path, f.labels) })
}

// changeMismatch finds entries in changes that name a fact which the two
// reports do not bear out.
func changeMismatch(s *source, say say) {
	if s.before == nil {
		return
	}
	for i, c := range s.report.Changes {
		nothingChanged(c, func(at diag.Place, key string, text, hint diag.Words) {
			say(at, of(fmt.Sprintf("changes %d, %s", i+1, key), text), hint)
		})
		if c.What.Same == nil {
			continue
		}
		path, ok := notice.IsPath(c.What.Same.Text)
		if !ok {
			continue
		}
		s.mismatch(c, path, func(at diag.Place, key string, text, hint diag.Words) {
			say(at, of(fmt.Sprintf("changes %d, %s", i+1, key), text), hint)
		})
	}
}

// nothingChanged finds an entry that shows the same before and after: by its
// words, or by quoting as old what readers see as it is now.
func nothingChanged(c notice.Change, say func(at diag.Place, key string, text, hint diag.Words)) {
	c.Old.Passages(func(lang string, old notice.Passage) {
		for _, r := range prose.References(old.Text, false) {
			if !r.Note && !r.File {
				say(old.At(r.Line, r.Column), "old", diag.Say("{%s} は前の値ではなく、この報の値を示します。", "{%s} shows what this report says, not what was said before", r.Path),
					diag.Say("old には前の報の数や日付をそのまま文字で書きます。", "write the old figure or date itself, as text"))
				return
			}
		}
		if now, ok := c.New.In(lang); ok && strings.TrimSpace(now.Text) == strings.TrimSpace(old.Text) {
			say(now.Place, "new", diag.Say("old と new が同じです。", "old and new are the same"),
				diag.Say("old には前の報、new にはこの報のことを書くか、この [[changes]] を削除してください。", "write as old what was said before and as new what is said now, or remove this entry"))
		}
	})
}

func (s *source) mismatch(c notice.Change, path string, say func(at diag.Place, key string, text, hint diag.Words)) {
	related := func(s *source) []stated {
		return slices.DeleteFunc(slices.Clone(s.stated()), func(f stated) bool { return !notice.Within(f.path, path) && !notice.Within(path, f.path) })
	}
	before, now := related(s.previous), related(s)
	if len(before)+len(now) == 0 {
		known := slices.Concat(s.quotable(), s.previous.quotable())
		for _, f := range slices.Concat(s.stated(), s.previous.stated()) {
			known = append(known, f.path, notice.EntryFor(f.path))
		}
		if slices.Contains(known, path) {
			return
		}
		hint := diag.Say("事実の名前（counts.total など）か、{ ja = …, en = … } の言葉を書きます。", "write the path of a fact, as counts.total, or a text { ja = …, en = … }")
		if near := nearest(path, known); near != "" {
			hint = diag.Say("「%s」のことですか。", "did you mean %q?", near)
		}
		say(c.What.Same.Place, "what", diag.Say("「%s」という事実は、どちらの報にもありません。", "neither report has a fact %q", path), hint)
		return
	}
	equal := len(before) == len(now)
	for k := range before {
		equal = equal && k < len(now) && before[k].path == now[k].path && before[k].value == now[k].value
	}
	if equal {
		say(c.What.Same.Place, "what", diag.Say("「%s」は第%d報から変わっていません。", "%q does not differ from report %d", path, s.before.Number),
			diag.Say("この [[changes]] を削除するか、数や日付を確かめてください。", "remove this entry, or check the fact"))
		return
	}
	bears := func(key string, t notice.Text, facts []stated, number int) {
		t.Passages(func(_ string, p notice.Passage) {
			if at, wrong := contradiction(p.Text, facts); wrong != "" {
				say(p.At(1, at), key, diag.Say("「%s」は第%d報の「%s」と合いません。", "%q is not what report %d says of %s", wrong, number, path),
					diag.Say("第%d報のとおりに書いてください。", "write what report %d says", number))
			}
		})
	}
	bears("old", c.Old, before, s.before.Number)
	bears("new", c.New, now, s.report.Number)
}

var (
	figureInText = pattern.New(`[0-9][0-9,]*(?:\.[0-9]+)?`)
	dateInText   = pattern.New(`([0-9]{4})(?:年|-|/)([0-9]{1,2})(?:月|-|/)([0-9]{1,2})日?`)
	otherScale   = pattern.New(`[万億千兆]|million|billion|thousand|%`)
)

// contradiction gives the date or figure of a text that none of the facts
// has, and its column; "" when there is none, or when it cannot be told.
func contradiction(text string, facts []stated) (column int, wrong string) {
	if strings.Contains(text, "{") {
		return 0, ""
	}
	text = strings.Map(notice.Half, text)
	from := func(i int) int { return 1 + utf8.RuneCountInString(text[:i]) }
	var numbers []int64
	var dates []string
	for _, f := range facts {
		numbers, dates = append(numbers, f.numbers...), append(dates, f.dates...)
	}
	for _, d := range dateInText().FindAllStringSubmatchIndex(text, -1) {
		n := func(i int) int { v, _ := strconv.Atoi(text[d[2*i]:d[2*i+1]]); return v }
		if date := fmt.Sprintf("%04d-%02d-%02d", n(1), n(2), n(3)); len(dates) > 0 && !slices.Contains(dates, date) {
			return from(d[0]), text[d[0]:d[1]]
		}
	}
	written := figureInText().FindAllStringIndex(text, -1)
	if len(numbers) == 0 || len(written) == 0 || otherScale().MatchString(text) {
		return 0, ""
	}
	for _, w := range written {
		if n, err := strconv.ParseInt(strings.ReplaceAll(text[w[0]:w[1]], ",", ""), 10, 64); err == nil && slices.Contains(numbers, n) {
			return 0, ""
		}
	}
	return from(written[0][0]), text[written[0][0]:written[0][1]]
}
