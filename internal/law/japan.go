package law

import (
	"strings"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

const (
	readIn     = "2026-11" // when the texts were read, unless an item says otherwise
	appiAct    = "https://laws.e-gov.go.jp/law/415AC0000000057"
	appiRule   = "https://laws.e-gov.go.jp/law/428M60020000003"
	appiRule8  = "https://iuris.jp/個人情報の保護に関する法律施行規則-第八条-個人情報保護委員会への報告/jpn/a/68339"
	appiRule10 = "https://www.businesslawyers.jp/practices/1434"
	ppcLeaks   = "https://www.ppc.go.jp/personalinfo/legal/leakAction/"
	numberRule = "https://elaws.jp/view/427M60020000005"
	// A printed article, read in excerpts: there is no official text on what
	// to say of cards.
	cardArticle = "山岡・町田・柏原「ECサイトからのクレジットカード情報漏えい事案における法的留意点（下）」ビジネス法務2023年2月号"
)

const (
	page       = Public | Individual
	everywhere = Public | Individual | Regulator
)

var appi = Regime{
	Name:  "appi",
	Title: diag.Words{Ja: "個人情報保護法（日本）", En: "APPI (Japan)"},
	Items: []Item{
		{ID: "appi-26-1-trigger", Asks: diag.Words{Ja: "報告の対象となる事態か", En: "whether it is a reportable event"},
			Article: "Art. 26(1), Rule 7", Ja: "法26条1項・規則7条", Source: appiAct, AsOf: readIn, Level: Conditional, Target: Regulator | Individual, Mark: Text, Tells: true, Field: "scope.groups.data", answer: appiTrigger},
		{ID: "appi-card-trigger", Asks: diag.Words{Ja: "カード番号（それだけで対象）", En: "card numbers, a trigger by themselves"},
			Article: "Q&A 6-12", Source: "https://www.ppc.go.jp/all_faq_index/faq1-q6-12_/", AsOf: readIn, Level: Conditional, Target: Regulator | Individual, Mark: Text, Tells: true, Field: "scope.groups.data", answer: cardNumber},
		{ID: "appi-8-1-i", Asks: diag.Words{Ja: "概要", En: "an outline"},
			Article: "Rule 8(1)1, 10", Ja: "規則8条1項1号・10条", Source: appiRule8, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "lead", answer: summary},
		{ID: "appi-8-1-ii", Asks: diag.Words{Ja: "個人データの項目", En: "the items of personal data"},
			Article: "Rule 8(1)2, 10", Ja: "規則8条1項2号・10条", Source: appiRule8, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "scope.groups.data", answer: dataItems},
		{ID: "appi-8-1-iii", Asks: diag.Words{Ja: "本人の数", En: "the number of people"},
			Article: "Rule 8(1)3", Ja: "規則8条1項3号", Source: appiRule8, AsOf: readIn, Level: Law, Target: Regulator, Mark: Text, Field: "counts", answer: peopleCount},
		{ID: "appi-8-1-iv", Asks: diag.Words{Ja: "原因", En: "the cause"},
			Article: "Rule 8(1)4, 10", Ja: "規則8条1項4号・10条", Source: appiRule8, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "cause", answer: cause},
		{ID: "appi-8-1-v", Asks: diag.Words{Ja: "二次被害又はそのおそれの有無と内容", En: "secondary harm, or the risk of it"},
			Article: "Rule 8(1)5, 10", Ja: "規則8条1項5号・10条", Source: appiRule8, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "harm", answer: harm},
		{ID: "appi-8-1-vi", Asks: diag.Words{Ja: "本人への対応の実施状況", En: "what has been done towards the people"},
			Article: "Rule 8(1)6", Ja: "規則8条1項6号", Source: appiRule8, AsOf: readIn, Level: Law, Target: Regulator, Mark: Text, Field: "notification", answer: toldPeople},
		{ID: "appi-8-1-vii", Asks: diag.Words{Ja: "公表の実施状況", En: "what has been published"},
			Article: "Rule 8(1)7", Ja: "規則8条1項7号", Source: appiRule8, AsOf: readIn, Level: Law, Target: Regulator, Mark: Text, Field: "published", answer: dated},
		{ID: "appi-8-1-viii", Asks: diag.Words{Ja: "再発防止のための措置", En: "measures against a repetition"},
			Article: "Rule 8(1)8", Ja: "規則8条1項8号", Source: appiRule8, AsOf: readIn, Level: Law, Target: Regulator, Mark: Text, Field: "remediation", answer: prevention},
		{ID: "appi-8-1-ix", Asks: diag.Words{Ja: "その他参考となる事項", En: "anything else of use"},
			Article: "Rule 8(1)9, 10", Ja: "規則8条1項9号・10条", Source: appiRule8, AsOf: readIn, Level: Conditional, Target: everywhere, Mark: Text, Tells: true, Field: "advice", answer: optional(advice)},
		{ID: "appi-10-ind-set", Asks: diag.Words{Ja: "本人通知は一・二・四・五・九号", En: "the notice to each person: items 1, 2, 4, 5, 9"},
			Article: "Rule 10", Ja: "規則10条", Source: appiRule10, AsOf: readIn, Level: Law, Target: Individual, Mark: Reported, Tells: true, Field: "notification"},
		{ID: "appi-26-2-alt", Asks: diag.Words{Ja: "通知が困難なときの代替措置", En: "a substitute where direct notice is difficult"},
			Article: "Art. 26(2)", Ja: "法26条2項", Source: "https://www.kojinjyouho.or.jp/column/oyakudachi-23/", AsOf: readIn, Level: Conditional, Target: Public, Mark: Reported, Field: "contacts", answer: substitute},
		{ID: "appi-pub-not-mandatory", Asks: diag.Words{Ja: "公表そのものは義務ではない", En: "publication itself is not mandatory"},
			Article: "Q&A 6-33", Source: "https://www.ppc.go.jp/all_faq_index/faq1-q6-33/", AsOf: readIn, Level: Guidance, Target: Public, Mark: Text, Tells: true, Field: "published", answer: information},
		{ID: "appi-pub-content", Asks: diag.Words{Ja: "特定の個人が分かる内容を除く", En: "nothing that identifies a person"},
			Article: "Q&A 17-29", Source: "https://www.ppc.go.jp/all_faq_index/faq5-q17-29", AsOf: readIn, Level: Guidance, Target: Public, Mark: Text, Tells: true, Field: "lead"},
		{ID: "appi-pub-prompt", Asks: diag.Words{Ja: "事実関係と再発防止策の速やかな公表", En: "facts and prevention, published promptly"},
			Article: "Guideline 3-5-2", Ja: "通則編3-5-2", Source: "https://qiita.com/tetz1/items/98506bf0f14c833fe416", AsOf: readIn, Level: Guidance, Target: Public, Mark: Reported, Tells: true, Field: "remediation", answer: optional(prevention)},
		{ID: "appi-9-processor", Asks: diag.Words{Ja: "委託元に通知した委託先の免除", En: "a contractor that told its client"},
			Article: "Art. 26(1), Rule 9", Ja: "法26条1項・規則9条", Source: appiRule, AsOf: readIn, Level: Conditional, Target: Regulator, Mark: Unconfirmed, Field: "issuers"},
		{ID: "appi-delegated", Asks: diag.Words{Ja: "業種により報告先は所管省庁", En: "some industries report to a ministry"},
			Article: "—", Source: ppcLeaks, AsOf: readIn, Level: Conditional, Target: Regulator, Mark: Text, Field: "authorities", answer: optional(reportedAnywhere)},
		{ID: "appi-commonform", Asks: diag.Words{Ja: "DDoS・ランサムウェアの共通様式", En: "the common forms for DDoS and ransomware"},
			Article: "—", Source: "https://www.newton-consulting.co.jp/itilnavi/flash/id=8740", AsOf: readIn, From: "2025-10-01", Level: Guidance, Target: Regulator, Mark: Reported, Field: "authorities", answer: ofKind("ransomware")},
		{ID: "appi-2026-amend", Asks: diag.Words{Ja: "2026年改正（本人通知の緩和）", En: "the amendment of 2026 on individual notice"},
			Article: "Art. 26(2)", Ja: "法26条2項", Source: "https://www.ppc.go.jp/personalinfo/legal/r8kaiseihogohou/", AsOf: "2026-10-09", Level: Draft, Target: Individual, Mark: Reported, Field: "notification"},
	},
	dues: fromDay("2022-04-01", appiDues("dl-appi", diag.Words{Ja: "規則8条", En: "Rule 8"}, diag.Words{Ja: "規則10条", En: "Rule 10"})),
}

// appiDues are the limits of the act, which its sister for individual numbers
// shares.
func appiDues(id string, rule, individual diag.Words) []due {
	ppc := []string{"ppc", "ministry", "meti", "mhlw", "mext", "fsa", "soumu"}
	return []due{
		{id: id + "-prelim", what: diag.Words{Ja: "速報（当局）", En: "preliminary report"}, article: rule.En + "(1)", ja: rule.Ja + "1項", mark: Reported, source: appiRule8,
			events: aware, zone: "Asia/Tokyo", until: daysAfter(5), done: told([]string{"preliminary", "final", "report"}, ppc...),
			note: diag.Words{Ja: "「速やかに」。3〜5日は指針の目安で、規則に日数はありません。期限は知った日の5日後（休日も数える）です", En: "“promptly”; 3 to 5 days by the guideline, no number in the rule; the date is 5 calendar days after"}},
		{id: id + "-final", what: diag.Words{Ja: "確報（当局）", En: "final report"}, article: rule.En + "(2)", ja: rule.Ja + "2項", mark: Reported, source: appiRule8,
			events: aware, zone: "Asia/Tokyo", until: appiFinal, done: told([]string{"final"}, ppc...),
			note: diag.Words{Ja: "30日。不正の目的のおそれがあれば60日。知った日が1日目", En: "30 days, 60 if possibly malicious; the day of knowledge is day 1"}},
		{id: id + "-ind", what: diag.Words{Ja: "本人への通知", En: "notice to each person"}, article: individual.En, ja: individual.Ja, mark: Reported, source: appiRule10,
			events: aware, zone: "Asia/Tokyo", done: toldEach,
			note: diag.Words{Ja: "「状況に応じて速やかに」。日数の定めはありません", En: "“promptly, according to the situation”; no number"}},
	}
}

// fromDay leaves limits out for what became known before they were in force.
func fromDay(day string, dues []due) []due {
	for i := range dues {
		dues[i].asked = func(f *facts) answer { return since(f, day) }
	}
	return dues
}

// unconfirmed marks limits that no text read so far confirms.
func unconfirmed(dues []due) []due {
	for i := range dues {
		dues[i].mark = Unconfirmed
	}
	return dues
}

// appiTrigger looks for what makes an event reportable. That none is found
// decides nothing: a risk to property is a judgement.
func appiTrigger(f *facts) answer {
	a := answer{state: Present, field: "scope.groups.data"}
	protected, open := 0, 0
	f.items(func(_ string, d notice.GroupData) {
		if d.Protection.Is("encrypted-key-safe") {
			protected++
		} else {
			open++
		}
	})
	if protected > 0 && open == 0 {
		return answer{field: "scope.groups.data", why: diag.Words{Ja: "高度な暗号化等であれば対象外です", En: "not if all data are under advanced encryption"}}
	}
	if item, at := f.holds(sensitive...); item != "" {
		a.at, a.why = at, diag.Words{Ja: "要配慮個人情報", En: "sensitive data"}
		return a
	}
	if n := cardNumber(f); n.state == Present {
		return n
	}
	if f.report.Kind.Is(malicious...) {
		a.field, a.at, a.why = "kind", f.report.Kind.Place, diag.Words{Ja: "不正の目的のおそれ", En: "possibly malicious"}
		return a
	}
	if reached, _, at := f.people(appiPeople); reached {
		a.field, a.at, a.why = "counts", at, diag.Words{Ja: "千人を超える", En: "more than 1,000 people"}
		return a
	}
	return answer{field: a.field}
}

func cardNumber(f *facts) answer {
	if item, at := f.holds("card.number"); item != "" {
		return answer{state: Present, field: "scope.groups.data", at: at, why: diag.Words{Ja: "カード番号", En: "card numbers"}}
	}
	return answer{state: NotApplicable}
}

// optional makes light of what is missing: it is welcome, not asked.
func optional(ask func(*facts) answer) func(*facts) answer {
	return func(f *facts) answer {
		a := ask(f)
		if a.state == Missing {
			a.state, a.why = CannotDecide, diag.Words{Ja: "任意", En: "optional"}
		}
		return a
	}
}

// information answers what only explains and asks for nothing.
func information(*facts) answer {
	return answer{state: NotApplicable, why: diag.Words{Ja: "参考", En: "for information"}}
}

func reportedAnywhere(f *facts) answer {
	if n := f.report.Authorities; len(n) > 0 {
		return present("authorities", n[0].Place)
	}
	return missing("authorities", diag.Place{})
}

// ofKind leaves open what concerns incidents of some kinds only.
func ofKind(kinds ...string) func(*facts) answer {
	return func(f *facts) answer {
		if f.report.Kind.Is(kinds...) {
			return answer{field: "kind", at: f.report.Kind.Place}
		}
		return answer{state: NotApplicable, field: "kind"}
	}
}

var myNumber = Regime{
	Name:  "my-number",
	Title: diag.Words{Ja: "番号法（マイナンバー）", En: "My Number Act (Japan)"},
	Items: []Item{
		{ID: "jp-mynum-own-rule", Asks: diag.Words{Ja: "番号法独自の報告・通知の義務", En: "the act's own duties to report and tell"},
			Article: "Art. 29-4", Ja: "法29条の4", Source: "https://www.businesslawyers.jp/practices/1435", AsOf: readIn, Level: Conditional, Target: Regulator | Individual, Mark: Text, Tells: true, Field: "scope.groups.data"},
		{ID: "jp-mynum-trigger", Asks: diag.Words{Ja: "報告の対象となる事態か", En: "whether it is a reportable event"},
			Article: "Rule 2", Ja: "規則2条", Source: "https://www.ppc.go.jp/all_faq_index/faq2-q4-8/", AsOf: readIn, Level: Conditional, Target: Regulator | Individual, Mark: Unconfirmed, Field: "counts", answer: reaches(myNumberPeople)},
		{ID: "jp-mynum-items", Asks: diag.Words{Ja: "概要・項目・原因・二次被害", En: "outline, items, cause, secondary harm"},
			Article: "Rules 3, 5", Ja: "規則3条・5条", Source: numberRule, AsOf: readIn, Level: Law, Target: everywhere, Mark: Unconfirmed, Field: "lead", answer: all(summary, dataItems, cause, harm)},
		{ID: "jp-mynum-change", Asks: diag.Words{Ja: "番号の変更を請求できること", En: "that people may ask to change the number"},
			Article: "—", Source: "https://www.city.yatsushiro.lg.jp/kiji0033073/index.html", AsOf: readIn, Level: Guidance, Target: page, Mark: Reported, Field: "advice", answer: numberChange},
	},
	dues: unconfirmed(appiDues("dl-mynum", diag.Words{Ja: "規則3条", En: "Rule 3"}, diag.Words{Ja: "規則5条", En: "Rule 5"})),
	applies: func(f *facts) answer {
		if item, _ := f.holds("individual-number"); item == "" {
			return answer{state: NotApplicable, field: "scope.groups.data", why: diag.Words{Ja: "個人番号の記載がありません", En: "no individual numbers stated"}}
		}
		return answer{state: Present}
	},
}

var card = Regime{
	Name:  "card",
	Title: diag.Words{Ja: "カード情報漏えいの慣行（日本）", En: "Card data practice (Japan)"},
	Items: []Item{
		{ID: "jp-card-fields", Asks: diag.Words{Ja: "カード情報のどの項目か", En: "which items of the card"},
			Article: "—", Source: cardArticle, AsOf: readIn, Level: Practice, Target: Public, Mark: Unconfirmed, Field: "scope.groups.data", answer: dataItems},
		{ID: "jp-card-window", Asks: diag.Words{Ja: "対象の期間と、人数・カードの枚数", En: "the period, the people and the cards"},
			Article: "—", Source: cardArticle, AsOf: readIn, Level: Practice, Target: Public, Mark: Unconfirmed, Field: "scope.exposure", answer: all(occurred, peopleCount)},
		{ID: "jp-card-store", Asks: diag.Words{Ja: "実店舗や他のサイトへの影響の有無", En: "whether shops or other sites are affected"},
			Article: "—", Source: cardArticle, AsOf: readIn, Level: Practice, Target: Public, Mark: Reported, Field: "scope.not_affected", answer: othersSafe},
		{ID: "jp-card-delay", Asks: diag.Words{Ja: "公表までに時間を要した理由", En: "why publication took its time"},
			Article: "—", Source: cardArticle, AsOf: readIn, Level: Practice, Target: Public, Mark: Unconfirmed, Field: "lead", answer: lateCard},
		{ID: "jp-card-advice", Asks: diag.Words{Ja: "明細の確認・再発行のお願い", En: "to check statements, and on reissue"},
			Article: "—", Source: cardArticle, AsOf: readIn, Level: Practice, Target: Public, Mark: Unconfirmed, Field: "advice", answer: advice},
		{ID: "jp-card-stop", Asks: diag.Words{Ja: "カード決済を停止した日、調査会社と完了日", En: "when card payment stopped, who investigated"},
			Article: "—", Source: "https://www.cardservice.co.jp/zmc/news/20211105.html", AsOf: readIn, Level: Practice, Target: Public, Mark: Unconfirmed, Field: "timeline", answer: cardStopped},
	},
	applies: func(f *facts) answer {
		if item, _ := f.cardData(); item == "" {
			return answer{state: NotApplicable, field: "scope.groups.data", why: diag.Words{Ja: "カード情報の記載がありません", En: "no card data stated"}}
		}
		return answer{state: Present}
	},
}

// numberChange asks for advice that speaks of changing the number.
func numberChange(f *facts) answer {
	a := advice(f)
	for _, one := range f.report.Advice {
		one.Text.Passages(func(_ string, p notice.Passage) {
			if strings.Contains(p.Text, "変更") || strings.Contains(p.Text, "chang") {
				a = present("advice", one.Place)
				a.why = diag.Words{Ja: "変更に触れています", En: "it speaks of a change"}
			}
		})
	}
	if a.state == Present && a.why.IsZero() {
		return missing("advice", a.at)
	}
	return a
}

// othersSafe asks what was not touched.
func othersSafe(f *facts) answer {
	if n := f.report.Scope.NotAffected; len(n) > 0 {
		return present("scope.not_affected", n[0].Place)
	}
	return missing("scope.not_affected", diag.Place{})
}

// lateCard asks for a reason only when publication came late.
func lateCard(f *facts) answer {
	m, e := f.known()
	from, ok := m.Earliest(f.zone)
	to, published := f.report.Published.Earliest(f.zone)
	if !ok || !published {
		return answer{field: "timeline"}
	}
	if to.Sub(from) <= 30*24*time.Hour {
		return answer{state: NotApplicable, field: "published"}
	}
	return answer{field: "lead", at: e.Place, why: diag.Words{Ja: "30日を超えています", En: "more than 30 days"}}
}

func cardStopped(f *facts) answer {
	if m, e := f.event("service-stopped", "contained"); !m.IsZero() {
		return present("timeline", e.Place)
	}
	for _, s := range f.report.Services {
		if !s.Stopped.IsZero() {
			return present("services", s.Place)
		}
	}
	return missing("timeline", diag.Place{})
}
