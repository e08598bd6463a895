package revise

import (
	"fmt"
	"regexp"
	"strings"

	"kohyo/internal/load"
)

// oldTitle is the first remark of a report that kohyo has written.
var oldTitle = regexp.MustCompile(`^## 第[0-9]+報　(?:The first report|Report [0-9]+)$`)

// unusedEntry is an entry not in use, below a header not in use.
var unusedEntry = regexp.MustCompile(`^# (?:[a-z_.]+ = |\}|\]| )`)

// oldRemarks leaves out what the tool itself wrote into the last report.
func (w *writer) oldRemarks() {
	inside := map[int]bool{} // lines of statements: a text may hold any of this
	for _, s := range w.Statements {
		for n := s.First; n <= s.Last; n++ {
			inside[n] = true
		}
	}
	for n := 1; n <= len(w.Lines); n++ {
		line := strings.TrimSpace(w.Lines[n-1])
		switch {
		case inside[n]:
		case strings.HasPrefix(line, strings.TrimSpace(Mark)), oldTitle.MatchString(line):
			w.gone[n] = true
		case line == "# [[changes]]":
			if w.example == 0 {
				w.example = n
			}
			w.gone[n] = true
			for n < len(w.Lines) && !inside[n+1] && unusedEntry.MatchString(w.Lines[n]) {
				n++
				w.gone[n] = true
			}
		}
	}
}

// changes leaves out what was different in the last report, and puts an
// example in its place.
func (w *writer) changes() {
	for i := 0; i < len(w.Statements); i++ {
		s := w.Statements[i]
		if s.Path[0] != "changes" {
			continue
		}
		last := s
		for i+1 < len(w.Statements) && w.Statements[i+1].Path[0] == "changes" {
			i++
			last = w.Statements[i]
		}
		// Entries above the first header cannot have a header among them.
		if s.Header && (w.example == 0 || s.First < w.example) {
			w.example = s.First
		}
		w.drop(s, last)
	}
	if w.example > 0 {
		w.above[w.example] = append(w.above[w.example], w.changesExample()...)
	}
}

// drop leaves out the lines from one statement to another, with the remarks
// among them.
func (w *writer) drop(from, to load.Statement) {
	for n := from.First; n <= to.Last; n++ {
		w.gone[n] = true
	}
}

// changesExample is an entry of changes to be filled in.
func (w *writer) changesExample() []string {
	lines := []string{
		Mark + "変わった事実ごとに一つ、行頭の「# 」を外して書きます。何も変わっていなければ消します。",
		Mark + `One for each fact that differs: take away the "# " in front. Delete it if none does.`,
		"# [[changes]]",
	}
	each := func(key string) {
		for _, lang := range w.Languages {
			place := "____"
			if lang == "ja" {
				place = "○○"
			}
			lines = append(lines, fmt.Sprintf("# %s.%s = %q", key, lang, place))
		}
	}
	id := w.figure()
	if id == "" {
		each("what")
		each("old")
		each("new")
	} else {
		lines = append(lines, fmt.Sprintf("# what = %q", "counts."+id))
		each("old")
		lines = append(lines, fmt.Sprintf("# new = %q", "{counts."+id+"}"))
	}
	each("reason")
	return lines
}

// figure is the id of the first count that has one.
func (w *writer) figure() string {
	for _, c := range w.report.Counts {
		if c.ID.V != "" {
			return c.ID.V
		}
	}
	return ""
}

// next deals with what the last report said of the next one.
func (w *writer) next() {
	all := w.of("next_report")
	if len(all) == 0 {
		return
	}
	if w.quoted("{next_report}") || w.Stage != "final" && w.report.NextReport.Moment.IsZero() {
		w.everyLanguage(all[0].First, "次のお知らせの予定は、いまもこのとおりですか%s。", "Is this still when to expect the next report%s?")
		return
	}
	for _, s := range all {
		for n := s.First; n <= s.Last; n++ {
			w.remark[n] = true
		}
	}
	if w.Stage == "final" {
		w.note(all[0].First, "最終報なので、次のお知らせの予定を外しました。", "A final report has no next one.")
		return
	}
	w.note(all[0].First, "前の報が予告した日です。次のお知らせの予定を書いてください。", "The last report announced this. Write when to expect the next one.")
}

// quoted reports whether a text quotes a fact: it could not do without it.
func (w *writer) quoted(fact string) bool {
	for p := range w.report.Passages() {
		if strings.Contains(p.Text, fact) {
			return true
		}
	}
	return false
}
