package lang

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
)

// labelKeys are all labels of the pages: the one list that every language is
// held to. After the key stand how many values it takes ({0}, {1} …), or
// "plural": then {0} is a number and the language gives a text for each of
// its plural forms.
var labelKeys = []string{
	"nav.skip", "nav.pages", "nav.contents", "nav.languages", "nav.home", "nav.all_notices", "nav.this_section", "nav.section_link 1",
	"nav.top", "nav.newest", "nav.print", "nav.back",

	"site.notices_title", "site.notices_lead", "site.choose_language", "site.organization",

	"page.title 2", "page.report_title 3", "page.description 2", "page.list_description 2",

	"banner.label", "banner.draft", "banner.embargoed 1", "banner.preview",

	"notice.published", "notice.published_on 1", "notice.updated 1", "notice.newer", "notice.newer_link", "notice.earlier",
	"notice.translation_pending", "notice.source_text 1", "notice.permanent", "notice.print", "notice.end", "notice.signed",
	"notice.draft",

	"facts.heading", "facts.affected", "facts.data", "facts.exposure", "facts.state", "facts.contact", "facts.reference", "facts.addressee", "facts.issuer",
	"facts.systems", "facts.published", "facts.kind", "facts.next", "facts.other_days", "facts.data_period", "facts.stage",
	"facts.harm", "facts.cause", "facts.no_figure", "facts.recipients", "facts.more",

	"affected.intro 2", "affected.group", "affected.item", "affected.none", "affected.unstated", "affected.legend", "affected.protection 2",
	"affected.varies 1", "affected.not_affected", "affected.reason", "affected.relation", "affected.data_period 1", "affected.yes",

	"status.confirmed", "status.likely", "status.possible", "status.ruled-out", "status.none",

	"advice.everyone", "advice.groups", "advice.keys 1", "advice.none", "advice.none_reason 1", "advice.for 1",

	"contacts.phone", "contacts.free_call", "contacts.fax", "contacts.email", "contacts.form", "contacts.address", "contacts.hours",
	"contacts.free", "contacts.free_within 1", "contacts.for 1", "contacts.person", "contacts.languages", "contacts.lines", "contacts.line plural",
	"contacts.open_on", "contacts.closed_on", "contacts.visit", "contacts.name", "contacts.call 1", "contacts.note",

	"counts.what", "counts.figure", "counts.share", "counts.total", "counts.breakdown 1", "counts.full_bars", "counts.rounded",
	"counts.of_these", "counts.part_of 1", "counts.basis", "counts.as_of", "counts.status", "counts.note", "counts.difference",
	"counts.unit 1", "counts.overlap", "counts.group", "counts.bar 2",

	"scale.from", "scale.to", "scale.exposure", "scale.detected", "scale.published", "scale.enlarged", "scale.whole 1", "scale.after 1",
	"scale.note", "scale.same_day", "scale.description",

	"timeline.zone 1", "timeline.when", "timeline.what", "timeline.party", "timeline.main", "timeline.undated",

	"cause.state", "harm.state", "harm.figures",

	"services.name", "services.state", "services.stopped", "services.resumed", "services.forecast", "services.held_back",

	"measures.by", "measures.priority", "measures.kind", "measures.when", "measures.state",

	"notification.to", "notification.at", "notification.fallback", "notification.channel", "notification.state",

	"parties.name", "parties.role", "parties.matter", "parties.date", "parties.authority", "parties.other", "parties.link",

	"changes.what", "changes.old", "changes.new", "changes.reason", "changes.since 1",

	"compare.title 1", "compare.all 1", "compare.others 1", "compare.added", "compare.gone", "compare.changed", "compare.updated", "compare.fewer 1",
	"compare.more 1", "compare.longer 1", "compare.shorter 1", "compare.from_to 2", "compare.reworded", "compare.none", "compare.stated", "compare.key",
	"compare.before", "compare.after", "compare.figures 1", "compare.bars", "compare.whole",

	"field.time_zone", "field.pending", "field.banner", "field.lead", "field.apology", "field.name", "field.position", "field.organization",
	"field.url", "field.signatory", "field.text", "field.period", "field.of", "field.part_of", "field.parts", "field.for", "field.varies",
	"field.protection", "field.scope",

	"questions.question", "questions.answer",

	"notes.mark 1", "notes.back", "notes.term",

	"attachments.file", "attachments.size", "attachments.pdf",

	"reports.here", "reports.next", "reports.stage", "reports.date", "reports.title", "reports.undecided",

	"list.title", "list.date", "list.stage", "list.figure", "list.kind", "list.no_figure", "list.updated 1", "list.first 1", "list.empty",
	"list.years", "list.kinds", "list.states", "list.choose", "list.any", "list.trail", "list.open", "list.closed", "list.open_lead", "list.closed_lead",
	"list.year_title 1", "list.chosen_title 1", "list.between", "list.page_title 2", "list.paging", "list.newer", "list.older",
	"list.count plural", "list.all",

	"overview.title", "overview.lead 3", "overview.lead_year 2", "overview.axis", "overview.axis_lead", "overview.months", "overview.months_lead", "overview.year", "overview.sum",
	"overview.earlier 1", "overview.states", "overview.totals", "overview.totals_lead", "overview.stated", "overview.figure", "overview.incidents",
	"overview.exact", "overview.about", "overview.at_most", "overview.at_least", "overview.between", "overview.unconfirmed",
	"overview.made 2", "overview.more 1", "overview.several 1", "overview.reasons 1", "overview.silent 1",

	"search.title", "search.link", "search.lead", "search.label", "search.hint", "search.button", "search.results", "search.found 1", "search.up_to 1",
	"search.none", "search.short", "search.wait", "search.failed", "search.file", "search.noscript", "search.more", "search.older",

	"footer.keep", "footer.data", "footer.index", "footer.atom", "footer.jsonfeed", "footer.follow", "footer.table", "footer.print", "footer.bilingual", "footer.pdf", "footer.plain", "footer.permanent",
	"footer.permanent_text", "footer.source_note 1", "footer.publisher", "footer.links", "footer.verify 1", "footer.made_with 1",

	"verify.title", "verify.lead", "verify.proven", "verify.same", "verify.kept", "verify.files", "verify.limits", "verify.true", "verify.when",
	"verify.view", "verify.withdrawn", "verify.kohyo", "verify.whole", "verify.report 2", "verify.answer", "verify.keep", "verify.download",
	"verify.since", "verify.together", "verify.key", "verify.signed", "verify.elsewhere", "verify.unsigned", "verify.without", "verify.file",
	"verify.list", "verify.forms",

	"feed.title 1", "feed.subtitle 1", "feed.incident_title 1", "feed.incident_subtitle 1", "feed.entry_title 2", "feed.entry_summary 2",
	"feed.changes", "feed.changed 2",

	"withdrawn.title", "withdrawn.stage 1", "withdrawn.text 1",

	"csaf.summary", "csaf.about", "csaf.self", "csaf.other 1", "csaf.notice 1",

	"notfound.title", "notfound.text", "notfound.home",

	"print.page 2", "print.to_readers", "print.record", "print.end", "print.embargoed", "print.marked 1", "print.newest 1",

	"plain.heading 1", "plain.part 1", "plain.item",

	"text.colon", "text.semicolon", "text.comma", "text.bracketed 1", "text.as_of 1", "text.quoted 1", "text.yes", "text.no", "text.unknown",
	"text.undecided", "text.none", "text.external", "text.language_of 1", "text.same_day",
}

// labelSpec is what labelKeys says of one label.
type labelSpec struct {
	args   int
	plural bool
}

var labelSpecs = func() map[string]labelSpec {
	specs := map[string]labelSpec{}
	for _, s := range labelKeys {
		key, rest, _ := strings.Cut(s, " ")
		n, _ := strconv.Atoi(rest)
		specs[key] = labelSpec{n, rest == "plural"}
	}
	return specs
}()

// label is a label in one language: a pattern of one form, or by plural form.
type label struct {
	labelSpec
	forms forms
}

// word is the label of a word of a vocabulary.
type word struct {
	forms forms
	said  string // without any number
}

// noLabels has all labels there are, without texts.
func noLabels() map[string]*label {
	out := make(map[string]*label, len(labelSpecs))
	for key, spec := range labelSpecs {
		out[key] = &label{labelSpec: spec}
	}
	return out
}

// LabelKeys lists the keys of all labels.
func LabelKeys() []string { return slices.Sorted(maps.Keys(labelSpecs)) }

// labels reads the labels: a table of groups, each a table of texts.
func (b *binder) labels(l *Language, from any) {
	groups, ok := from.(map[string]any)
	if !ok {
		b.missing("labels")
		return
	}
	found := map[string]any{}
	for _, group := range slices.Sorted(maps.Keys(groups)) {
		table, ok := groups[group].(map[string]any)
		if !ok {
			b.wrong("labels."+group, "表", "a table")
			continue
		}
		for key, value := range table {
			found[group+"."+key] = value
		}
	}
	for _, s := range labelKeys {
		key, _, _ := strings.Cut(s, " ")
		value, ok := found[key]
		delete(found, key)
		if !ok {
			b.missing("labels." + key)
			continue
		}
		l.labels[key].forms = b.label("labels."+key, value, labelSpecs[key])
	}
	for _, key := range slices.Sorted(maps.Keys(found)) {
		b.unknown("labels." + key)
	}
}

func (b *binder) label(key string, from any, spec labelSpec) (f forms) {
	if spec.plural {
		b.forms(&f, key, from, `needs:"0"`)
		return f
	}
	var needs []string
	for i := range spec.args {
		needs = append(needs, strconv.Itoa(i))
	}
	if s := b.text(key, from, false); s != "" {
		f[plural.Other] = b.pattern(key, s, strings.Join(needs, " "), "")
	}
	return f
}

// words reads the labels of the vocabularies' words. Units have plural forms;
// a unit that stands before the number, or right behind it, says {n} itself.
func (b *binder) words(l *Language, from any) {
	vocabs, ok := from.(map[string]any)
	if !ok {
		b.missing("words")
		return
	}
	for _, vocab := range slices.Sorted(maps.Keys(vocabs)) {
		table, ok := vocabs[vocab].(map[string]any)
		if !ok {
			b.wrong("words."+vocab, "表", "a table")
			continue
		}
		l.words[vocab] = map[string]word{}
		for _, id := range slices.Sorted(maps.Keys(table)) {
			key := "words." + vocab + "." + id
			var f forms
			switch s, plain := table[id].(string); {
			case vocab == "units" && strings.Contains(s, "{n}"):
				f[plural.Other] = b.pattern(key, s, "n", "")
				for _, form := range b.cardinal {
					f[form] = f[plural.Other]
				}
			case vocab == "units":
				b.forms(&f, key, table[id], reflect.StructTag(`with:"n"`))
			case plain:
				f[plural.Other] = b.pattern(key, b.text(key, s, false), "", "")
			default:
				b.wrong(key, "文字列", "a text")
			}
			before, after := f[plural.Other].around(fN, &args{})
			l.words[vocab][id] = word{f, strings.TrimSpace(before + after)}
		}
	}
}

// Label gives a label, its places filled with values: texts, or numbers. It
// is an error to ask for one that no language has, or with other values than
// it takes.
func (l *Language) Label(key string, values ...any) (string, error) {
	f, ok := l.labels[key]
	if !ok || f.plural {
		return "", fmt.Errorf("there is no label %q", key)
	}
	if len(values) != f.args {
		return "", fmt.Errorf("label %q takes %d values, not %d", key, f.args, len(values))
	}
	var a args
	for i, v := range values {
		a[fArg0+field(i)] = said(v)
	}
	return f.forms[plural.Other].fill(&a), nil
}

// Plural gives a label in the plural form of a number.
func (l *Language) Plural(key string, n int64) (string, error) {
	f, ok := l.labels[key]
	if !ok || !f.plural {
		return "", fmt.Errorf("there is no label %q with plural forms", key)
	}
	return f.forms[l.form(n)].with(fArg0, l.Number(n)), nil
}

func said(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	}
	return fmt.Sprint(v)
}

// Word gives the label of a word of a vocabulary.
func (l *Language) Word(vocab, id string) (string, bool) {
	w, ok := l.words[vocab][id]
	return w.said, ok
}
