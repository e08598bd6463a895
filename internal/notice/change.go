package notice

import (
	"slices"
	"strings"

	"kohyo/internal/pattern"
)

// pathForm is the form of a fact's path.
var pathForm = pattern.New(`^[a-z][a-z_]*(\.[A-Za-z0-9_-]+)+$`)

// IsPath reports whether a text has the form of a fact's path (counts.total),
// and gives the path.
func IsPath(text string) (path string, ok bool) {
	path = strings.TrimSpace(text)
	if !pathForm().MatchString(path) {
		return "", false
	}
	return strings.Replace(path, "scope.groups", "groups", 1), true
}

// Within reports whether a path is another or lies below it.
func Within(path, other string) bool {
	return path == other || strings.HasPrefix(path, other+".")
}

// EntryFor is what an entry in changes names for a fact: the count, not its
// unit; the group, not its item.
func EntryFor(path string) string {
	parts := strings.Split(path, ".")
	if len(parts) > 2 && slices.Contains([]string{"counts", "groups", "scope"}, parts[0]) {
		return strings.Join(parts[:2], ".")
	}
	return path
}

// SpeaksOf reports whether the entry speaks of a fact: by its path, by one of
// the names that it goes by, or by quoting it.
func (c Change) SpeaksOf(fact string, names []string) bool {
	for _, what := range Names(c.What) {
		if path, ok := IsPath(what); ok {
			if Within(path, fact) || Within(fact, path) {
				return true
			}
			continue
		}
		if slices.ContainsFunc(names, func(name string) bool { return alike(what, name) }) {
			return true
		}
	}
	for _, text := range []Text{c.What, c.Old, c.New, c.Reason.Text} {
		for _, t := range Names(text) {
			if strings.Contains(t, "{"+fact+"}") || strings.Contains(t, "{"+EntryFor(fact)+"}") {
				return true
			}
		}
	}
	return false
}

// Names gives a text in all its languages.
func Names(t Text) []string {
	var names []string
	t.Passages(func(_ string, p Passage) { names = append(names, p.Text) })
	return names
}

// alike reports whether one of two names holds the other.
func alike(a, b string) bool {
	fold := func(s string) string {
		return strings.ToLower(strings.Map(Half, strings.Join(strings.Fields(s), "")))
	}
	a, b = fold(a), fold(b)
	return min(len([]rune(a)), len([]rune(b))) > 1 && (strings.Contains(a, b) || strings.Contains(b, a))
}

// callings are the words by which authors mostly speak of facts of a kind.
var callings = []struct {
	path  string
	words []string
}{
	{"counts", []string{"件数", "人数", "number", "figure", "people"}},
	{"scope.exposure", []string{"期間", "period", "exposure"}},
	{"scope.data_period", []string{"期間", "period"}},
	{"groups", []string{"項目", "情報", "データ", "data", "item", "information"}},
	{"timeline", []string{"日時", "日付", "時期", "date", "time", "when"}},
	{"cause", []string{"原因", "経路", "cause", "route"}},
	{"harm", []string{"被害", "影響", "harm", "misuse", "damage"}},
	{"services", []string{"サービス", "service", "アプリ", "app", "サイト", "site"}},
}

// CalledAs gives the words by which authors mostly speak of a fact, whatever
// its own name.
func CalledAs(fact string) []string {
	for _, c := range callings {
		if Within(fact, c.path) {
			return c.words
		}
	}
	return nil
}
