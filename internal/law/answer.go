package law

import (
	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// State is the answer of a report to an item.
type State int

// There is no state for "compliant", and there shall be none.
const (
	CannotDecide State = iota
	Present
	Missing
	DeclaredUnknown
	NotApplicable
)

// Words names the state for readers.
func (s State) Words() diag.Words {
	return []diag.Words{
		{Ja: "判断できません", En: "cannot decide"}, {Ja: "あり", En: "present"}, {Ja: "なし", En: "missing"},
		{Ja: "不明と明記", En: "declared unknown"}, {Ja: "該当なし", En: "not applicable"},
	}[s]
}

// answer is a state, where it comes from, and why when that is not plain.
type answer struct {
	state State
	field string     // in the author's words: "harm", "advice"
	at    diag.Place // of that field
	why   diag.Words
}

// Answer is what a report says to an item.
type Answer struct {
	Item
	State State
	Where string // the field that answers, or that would: "harm"
	diag.Place
	Why diag.Words // may be zero
}

// Result is one regime put to one report.
type Result struct {
	Regime
	Slug    string
	File    string
	Outside diag.Words // why the regime does not concern the report; zero if it may
	Answers []Answer
	Dues    []Due
}

// scope answers whether the regime concerns the report at all.
func (r Regime) scope(f *facts) answer {
	if r.applies == nil {
		return personalData(f)
	}
	return r.applies(f)
}

// answers puts every item of a regime to a report.
func (r Regime) answers(f *facts) []Answer {
	scope := r.scope(f)
	all := make([]Answer, 0, len(r.Items))
	for _, i := range r.Items {
		a := i.put(f)
		if scope.state == NotApplicable {
			a = scope
		}
		given := Answer{Item: i, State: a.state, Where: a.field, Place: a.at, Why: a.why}
		if given.Where == "" {
			given.Where = i.Field
		}
		all = append(all, given)
	}
	return all
}

// put asks one item of a report.
func (i Item) put(f *facts) answer {
	if !f.inForce(i.From, i.To) {
		return answer{state: NotApplicable, why: diag.Say("%[1]s〜%[2]sに適用", "applies %[1]s to %[2]s", i.From, i.To)}
	}
	if i.Level == Draft {
		return answer{state: NotApplicable, why: diag.Words{Ja: "まだ施行されていません", En: "not in force"}}
	}
	if i.answer == nil {
		return answer{}
	}
	a := i.answer(f)
	// A public page owes nothing that only a regulator or investors are told.
	if a.state == Missing && !i.Target.page() {
		a.state, a.why = CannotDecide, diag.Words{Ja: "ページには求められません", En: "not asked of the page"}
	}
	return a
}

// Findings gives a warning for every item of the chosen regimes that the
// latest report of an incident lacks.
func Findings(site *notice.Site, incidents []*notice.Incident, chosen []string) diag.Findings {
	var found diag.Findings
	for _, name := range chosen {
		r, ok := Find(name)
		if !ok {
			continue
		}
		for _, incident := range incidents {
			f := factsOf(site, incident)
			if f == nil {
				continue
			}
			for _, a := range r.answers(f) {
				if a.State == Missing && a.finds() {
					found = append(found, a.finding(r, f))
				}
			}
		}
	}
	return found
}

func (a Answer) finding(r Regime, f *facts) diag.Finding {
	at := a.Place
	if at.File == "" {
		at = diag.Place{File: f.report.File}
	}
	why := diag.Words{Ja: a.Why.Ja, En: a.Why.En}
	if !why.IsZero() {
		why = diag.Words{Ja: "（" + why.Ja + "）", En: " (" + why.En + ")"}
	}
	return diag.Finding{
		Rule: a.Rule(), Severity: diag.Warning, Place: at,
		Text: diag.Words{
			Ja: r.Title.Ja + "、" + article(a.Article, a.Ja, "ja") + ": 「" + a.Asks.Ja + "」が見当たりません" + why.Ja + "。",
			En: r.Title.En + ", " + a.Article + ": nothing found on " + a.Asks.En + why.En,
		},
		Hint: diag.Words{
			Ja: a.Where + " に書けます（" + a.Level.Words().Ja + "、" + a.AsOf + "時点）。出典: " + a.Source,
			En: "it can be written in " + a.Where + " (" + a.Level.Words().En + ", as of " + a.AsOf + "); source: " + a.Source,
		},
	}
}
