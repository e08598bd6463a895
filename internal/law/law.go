// Package law holds what laws and customs ask of a notice, as data: regimes,
// their items, the answer that a report gives to each, and the dates until
// which something is due.
//
// It never says that a report is compliant: whether a law applies, and how
// grave a risk is, cannot be read from the data.
package law

import (
	"strings"

	"kohyo/internal/diag"
)

// Level says how binding an item is.
type Level int

// From the strongest to the weakest. Conditional is law, but on a condition
// that the data seldom tell. A Draft binds nobody yet.
const (
	Law Level = iota
	Conditional
	Guidance
	Practice
	Draft
)

// Words names the level for readers.
func (l Level) Words() diag.Words {
	return []diag.Words{
		{Ja: "法令", En: "law"}, {Ja: "条件付きの法令", En: "conditional"}, {Ja: "指針", En: "guidance"},
		{Ja: "慣行", En: "practice"}, {Ja: "未施行", En: "not in force"},
	}[l]
}

// Target is to whom something has to be said. Targets can be combined.
type Target int

// The public page, the notice to each person, the report to a regulator, and
// a filing for investors.
const (
	Public Target = 1 << iota
	Individual
	Regulator
	Investors
)

// Words names the targets for readers.
func (t Target) Words() diag.Words {
	var ja, en []string
	for _, one := range []struct {
		t      Target
		ja, en string
	}{{Public, "公表", "public"}, {Individual, "本人", "individual"}, {Regulator, "当局", "regulator"}, {Investors, "投資家", "investors"}} {
		if t&one.t != 0 {
			ja, en = append(ja, one.ja), append(en, one.en)
		}
	}
	return diag.Words{Ja: strings.Join(ja, "・"), En: strings.Join(en, ", ")}
}

// page reports whether the item concerns what people read at all.
func (t Target) page() bool { return t&(Public|Individual) != 0 }

// Mark says how an item has been confirmed.
type Mark string

// Read in the text itself, read in a report of it, or not confirmed. What is
// not confirmed never makes a finding.
const (
	Text        Mark = "T"
	Reported    Mark = "R"
	Unconfirmed Mark = "M"
)

// Item is one thing that a regime asks.
type Item struct {
	ID      string // stable; the rule of its findings is law-<ID>
	Asks    diag.Words
	Article string
	Ja      string // the article as Japanese readers cite it, of Japanese laws
	Source  string // where the text, or the report of it, can be read
	AsOf    string // the day or month of that reading
	From    string // in force from this day; "" for long since
	To      string // in force up to this day; "" without an end
	Level   Level
	Target  Target
	Mark    Mark
	Tells   bool   // it informs: its lack is never a finding
	Field   string // where in the report to write it
	answer  func(*facts) answer
}

// article names the article in a message language.
func article(en, ja, lang string) string {
	if lang == "ja" && ja != "" {
		return ja
	}
	return en
}

// Rule is the name under which a missing item is reported.
func (i Item) Rule() string { return "law-" + i.ID }

// Regime is one law or custom with all it asks.
type Regime struct {
	Name  string // as in site.toml and --law
	Title diag.Words
	Items []Item
	dues  []due
	// applies says whether the regime concerns the report at all; nil for
	// those that concern whatever holds personal data.
	applies func(*facts) answer
}

// regimes are all, in the order in which they are shown.
var regimes = []Regime{
	appi, myNumber, card, gdpr, ukGDPR, california, hipaa, sec, korea, china, australia, singapore, taiwan,
}

// Names lists the names of all regimes.
func Names() []string {
	var names []string
	for _, r := range regimes {
		names = append(names, r.Name)
	}
	return names
}

// Find gives the regime of a name.
func Find(name string) (Regime, bool) {
	for _, r := range regimes {
		if r.Name == name {
			return r, true
		}
	}
	return Regime{}, false
}

// Rules lists the rules of all findings that this package can make.
func Rules() []string {
	var ids []string
	for _, r := range regimes {
		for _, i := range r.Items {
			if i.finds() {
				ids = append(ids, i.Rule())
			}
		}
	}
	return ids
}

// finds reports whether the lack of an item is worth a finding: confirmed, in
// force, and asked of what people read.
func (i Item) finds() bool {
	return !i.Tells && i.Mark != Unconfirmed && i.Level != Draft && i.Target.page()
}

// familiar are other names under which people know a regime.
var familiar = map[string]string{
	"japan": "appi", "jp": "appi", "ppc": "appi", "mynumber": "my-number", "eu": "gdpr", "eu-gdpr": "gdpr", "uk": "uk-gdpr", "ico": "uk-gdpr",
	"us": "california", "us-ca": "california", "ca": "california", "ccpa": "california", "pci": "card", "8-k": "sec",
	"pipa": "korea", "kr": "korea", "pipl": "china", "cn": "china", "au": "australia", "pdpa": "singapore", "sg": "singapore", "tw": "taiwan",
}

// Nearest gives the regime that may be meant by a name there is none of, or "".
func Nearest(name string) string {
	name = strings.NewReplacer("_", "-", " ", "-").Replace(strings.ToLower(strings.TrimSpace(name)))
	if _, ok := Find(name); ok {
		return name
	}
	if known := familiar[name]; known != "" {
		return known
	}
	best, least := "", len([]rune(name))/3+2
	for _, known := range Names() {
		if d := distance([]rune(name), []rune(known)); d < least {
			best, least = known, d
		}
	}
	return best
}

// distance counts the letters to insert, remove or change.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			change := diagonal
			if x != y {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
