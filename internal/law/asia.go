package law

import (
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

const (
	krText   = "https://prighter.com/resources/laws/korean-pipa/main/articles/article-34"
	krNew    = "https://bifrostindex.ai/guides/south-korea/breach-notification"
	krAsOf   = "2026-10-09"
	krSince  = "2026-09-11"
	cnText   = "https://m.fx361.cc/news/2022/1121/11315673.html"
	cnEvents = "http://www.qdubb.cn/html/2025/yunlingyaowen_0916/141638.html"
	sg26D    = "https://laws.sg/legislation/act-2012-pdpa/section-26d"
	sg26B    = "https://laws.sg/legislation/act-2012-pdpa/section-26b"
	sgRules  = "https://legal-wires.com/singapore/personal-data-protection-notification-of-data-breaches-regulations-2021-5"
	sgPage   = "https://www.pdpc.gov.sg/Report-Data-Breach/Before-You-Report-A-Data-Breach-4/Info-2"
	oneNote  = "a public research note of 2026-10-09"
	twText   = "https://www.pdpc.gov.tw/en/News_Content/169/741/"
	twDraft  = "https://digitalpolicyalert.org/event/37330-personal-data-protection-commission-preparatory-office-closes-consultation-on-draft-personal-data-incident-notification-reporting-and-response-measures"
)

var korea = Regime{
	Name:  "korea",
	Title: diag.Words{Ja: "個人情報保護法第34条（韓国）", En: "PIPA Art. 34 (Korea)"},
	Items: []Item{
		{ID: "kr-34-1-1", Asks: diag.Words{Ja: "漏えいした個人情報の項目", En: "the items of personal information"},
			Article: "Art. 34(1)1", Source: krText, AsOf: krAsOf, Level: Law, Target: Individual | Regulator, Mark: Text, Field: "scope.groups.data", answer: dataItems},
		{ID: "kr-34-1-2", Asks: diag.Words{Ja: "時期と経緯", En: "when and how"},
			Article: "Art. 34(1)2", Source: krText, AsOf: krAsOf, Level: Law, Target: Individual | Regulator, Mark: Text, Field: "timeline", answer: all(occurred, cause)},
		{ID: "kr-34-1-3", Asks: diag.Words{Ja: "被害を抑えるため本人ができること", En: "what people can do to limit harm"},
			Article: "Art. 34(1)3", Source: krText, AsOf: krAsOf, Level: Law, Target: Individual | Regulator, Mark: Text, Field: "advice", answer: advice},
		{ID: "kr-34-1-4", Asks: diag.Words{Ja: "対応措置と救済手続", En: "response measures and relief"},
			Article: "Art. 34(1)4", Source: krText, AsOf: krAsOf, Level: Law, Target: Individual | Regulator, Mark: Text, Field: "remediation", answer: measures},
		{ID: "kr-34-1-5", Asks: diag.Words{Ja: "被害を届け出る部署と連絡先", En: "department and contact for reporting damage"},
			Article: "Art. 34(1)5", Source: krText, AsOf: krAsOf, Level: Law, Target: Individual | Regulator, Mark: Text, Field: "contacts", answer: namedContact},
		{ID: "kr-34-1-6", Asks: diag.Words{Ja: "損害賠償・紛争調停などの権利", En: "legal rights: damages, mediation"},
			Article: "Art. 34(1)6", Source: krNew, AsOf: krAsOf, From: krSince, Level: Law, Target: Individual, Mark: Reported, Field: "questions", answer: words("questions", "damages", "mediation", "賠償", "調停")},
		{ID: "kr-34-2-possible", Asks: diag.Words{Ja: "漏えいの可能性の通知と続報の予告", En: "notice of a possible leak, and that more follows"},
			Article: "Art. 34(2)", Source: krNew, AsOf: krAsOf, From: krSince, Level: Conditional, Target: Individual, Mark: Reported, Field: "next_report", answer: followed},
		{ID: "kr-scope", Asks: diag.Words{Ja: "偽造・改ざん・毀損も対象", En: "forgery, alteration and damage count too"},
			Article: "Art. 34", Source: krNew, AsOf: krAsOf, From: krSince, Level: Law, Target: Individual, Mark: Reported, Tells: true, Field: "kind", answer: information},
		{ID: "kr-39-2-phase", Asks: diag.Words{Ja: "判明した事実から先に通知", En: "what is known first, the rest once confirmed"},
			Article: "Decree 39", Source: krNew, AsOf: krAsOf, Level: Law, Target: Individual | Regulator, Mark: Reported, Tells: true, Field: "stage", answer: information},
	},
	dues: []due{
		{id: "dl-kr-ind", what: diag.Words{Ja: "本人への通知（72時間）", En: "notice to each person (72 h)"}, article: "Decree 39", mark: Reported, source: krNew,
			events: aware, hours: true, until: hoursAfter(72), done: toldEach},
		{id: "dl-kr-reg", what: diag.Words{Ja: "PIPC・KISAへの報告（72時間）", En: "report to PIPC or KISA (72 h)"}, article: "Decree 40", mark: Reported, source: krNew,
			events: aware, hours: true, until: hoursAfter(72), done: told(nil, "data-protection-authority"),
			asked: func(f *facts) answer {
				// Data of a special kind, or access from outside, need no number.
				if item, _ := f.holds(sensitive...); item != "" || f.report.Kind.Is(malicious...) {
					return answer{}
				}
				return notFewer(f, koreaPeople)
			},
			note: diag.Words{Ja: "1,000人以上、特別な情報、又は外部からの不正アクセス", En: "1,000 people or more, special data, or access from outside"}},
		{id: "dl-kr-web", what: diag.Words{Ja: "代替の掲載を続ける期限", En: "substitute posting stays until"}, article: "Decree 39", mark: Reported, source: krNew,
			events: []string{"announced"}, zone: "Asia/Seoul", until: daysAfter(30), asked: substitute, note: diag.Words{Ja: "少なくとも30日", En: "at least 30 days"}},
	},
}

// words asks for one of several words in the texts; whether they say enough
// cannot be told.
func words(field string, wanted ...string) func(*facts) answer {
	return func(f *facts) answer {
		for p := range f.report.Passages() {
			for _, w := range wanted {
				if strings.Contains(strings.ToLower(p.Text), w) {
					return answer{field: field, at: p.Place, why: diag.Say("「%s」に触れています", "%q is spoken of", w)}
				}
			}
		}
		return missing(field, diag.Place{})
	}
}

// followed asks for a next report where data may be affected, not surely.
func followed(f *facts) answer {
	possible := false
	f.items(func(_ string, d notice.GroupData) { possible = possible || d.Status.Is("possible", "likely") })
	switch {
	case !possible:
		return answer{state: NotApplicable, field: "scope.groups.data"}
	case f.report.NextReport.IsZero():
		return missing("next_report", diag.Place{})
	}
	return present("next_report", f.report.NextReport.Place)
}

var china = Regime{
	Name:  "china",
	Title: diag.Words{Ja: "個人情報保護法第57条（中国）", En: "PIPL Art. 57 (China)"},
	Items: []Item{
		{ID: "cn-57-1", Asks: diag.Words{Ja: "情報の種類・原因・起こりうる被害", En: "kinds of information, cause, possible harm"},
			Article: "Art. 57(1)", Source: cnText, AsOf: readIn, Level: Law, Target: Individual | Regulator, Mark: Text, Field: "harm.text", answer: all(dataItems, cause, consequences)},
		{ID: "cn-57-2", Asks: diag.Words{Ja: "講じた措置と、本人ができる措置", En: "measures taken, and those people can take"},
			Article: "Art. 57(2)", Source: cnText, AsOf: readIn, Level: Law, Target: Individual | Regulator, Mark: Text, Field: "remediation", answer: all(measures, advice)},
		{ID: "cn-57-3", Asks: diag.Words{Ja: "連絡先", En: "contact"},
			Article: "Art. 57(3)", Source: cnText, AsOf: readIn, Level: Law, Target: Individual | Regulator, Mark: Text, Field: "contacts", answer: contact},
		{ID: "cn-57-exempt", Asks: diag.Words{Ja: "被害を防げた場合の本人通知の免除", En: "people may be left out if harm was avoided"},
			Article: "Art. 57", Source: cnText, AsOf: readIn, Level: Conditional, Target: Individual, Mark: Text, Tells: true, Field: "notification"},
		{ID: "cn-ndsr-11", Asks: diag.Words{Ja: "事案とリスク・影響・措置の通知又は公告", En: "event and risk, consequences, measures, also by announcement"},
			Article: "NDSR Art. 11", Source: oneNote, AsOf: readIn, Level: Conditional, Target: page, Mark: Reported, Field: "lead", answer: all(summary, consequences, measures)},
	},
	dues: []due{
		{id: "dl-cn-pipl", what: diag.Words{Ja: "当局・本人への通知", En: "notice to authority and people"}, article: "Art. 57", mark: Text, source: cnText,
			events: aware, done: toldEach, note: diag.Words{Ja: "「直ちに」。時間の定めはありません", En: "“immediately”; no number"}},
		{id: "dl-cn-inc", what: diag.Words{Ja: "重大な事案の報告（4時間）", En: "report of a grave incident (4 h)"}, article: "Measures Art. 4", mark: Text, source: cnEvents,
			events: aware, hours: true, until: hoursAfter(4),
			asked: func(f *facts) answer { return notFewer(f, chinaPeople) },
			note:  diag.Words{Ja: "「較大」以上（100万人以上など）の場合", En: "if of grade “较大” or above, such as 1,000,000 people or more"}},
	},
}

const (
	au26WK   = "https://zoelaw.ai/legislation/privacy-act-1988/sections/26WK"
	auAssess = "https://rulesmate.com.au/insights/oaic-eligible-data-breach-statement-content"
)

var australia = Regime{
	Name:  "australia",
	Title: diag.Words{Ja: "プライバシー法（オーストラリア）", En: "Privacy Act 1988 (Australia)"},
	Items: []Item{
		{ID: "au-26wk-3a", Asks: diag.Words{Ja: "名称と連絡先", En: "identity and contact details"},
			Article: "s 26WK(3)(a)", Source: au26WK, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "contacts", answer: all(who, contact)},
		{ID: "au-26wk-3b", Asks: diag.Words{Ja: "事案の説明", En: "a description of the breach"},
			Article: "s 26WK(3)(b)", Source: au26WK, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "lead", answer: summary},
		{ID: "au-26wk-3c", Asks: diag.Words{Ja: "情報の種類", En: "the kinds of information"},
			Article: "s 26WK(3)(c)", Source: au26WK, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "scope.groups.data", answer: dataItems},
		{ID: "au-26wk-3d", Asks: diag.Words{Ja: "本人に勧める行動", En: "recommended steps for people"},
			Article: "s 26WK(3)(d)", Source: au26WK, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "advice", answer: advice},
		{ID: "au-26wk-4", Asks: diag.Words{Ja: "関係する他の組織（任意）", En: "other affected entities (optional)"},
			Article: "s 26WK(4)", Source: au26WK, AsOf: readIn, Level: Conditional, Target: everywhere, Mark: Text, Tells: true, Field: "parties", answer: optional(others)},
		{ID: "au-26wl-2c", Asks: diag.Words{Ja: "直接通知できないときの掲載と周知", En: "if not told directly: published and publicised"},
			Article: "s 26WL(2)(c)", Source: "http://www.austlii.edu.au/au/legis/cth/consol_act/pa1988108/s26wl.html", AsOf: readIn, Level: Conditional, Target: Public, Mark: Text, Tells: true, Field: "notification", answer: optional(channels)},
	},
	dues: []due{
		{id: "dl-au-assess", what: diag.Words{Ja: "評価を終える", En: "assessment finished"}, article: "s 26WH", mark: Reported, source: auAssess,
			events: aware, zone: "Australia/Sydney", until: daysAfter(30), note: diag.Words{Ja: "疑いを持った日から30日", En: "30 days from the suspicion"}},
		{id: "dl-au-stmt", what: diag.Words{Ja: "OAICへの届出と通知・公表", En: "statement to the OAIC, then notice"}, article: "s 26WK, 26WL", mark: Text, source: au26WK,
			events: aware, done: told(nil, "data-protection-authority"), note: diag.Words{Ja: "「できる限り速やかに」。日数の定めはありません", En: "“as soon as practicable”; no number"}},
	},
}

func others(f *facts) answer {
	if p := f.report.Parties; len(p) > 0 {
		return present("parties", p[0].Place)
	}
	return missing("parties", diag.Place{})
}

var singapore = Regime{
	Name:  "singapore",
	Title: diag.Words{Ja: "PDPA（シンガポール）", En: "PDPA (Singapore)"},
	Items: []Item{
		{ID: "sg-reg6", Asks: diag.Words{Ja: "経緯・情報・被害・措置・行動・連絡先", En: "circumstances, data, harm, action, steps, contact"},
			Article: "Reg. 6", Source: sgRules, AsOf: readIn, Level: Law, Target: Individual, Mark: Unconfirmed, Field: "lead", answer: all(summary, dataItems, consequences, measures, advice, contact)},
		{ID: "sg-reg5", Asks: diag.Words{Ja: "PDPCへの報告事項", En: "what the PDPC is told"},
			Article: "Reg. 5", Source: sgRules, AsOf: readIn, Level: Law, Target: Regulator, Mark: Reported, Field: "timeline", answer: all(discovered, cause, peopleCount, dataItems, consequences, measures)},
		{ID: "sg-order", Asks: diag.Words{Ja: "本人・報道より先にPDPCへ", En: "the PDPC before people and media"},
			Article: "s 26D(2)", Source: sgPage, AsOf: readIn, Level: Guidance, Target: page, Mark: Text, Tells: true, Field: "authorities"},
		{ID: "sg-500", Asks: diag.Words{Ja: "500人以上だけでは本人通知は不要", En: "500 people alone need no notice to them"},
			Article: "s 26B, 26D(2)", Source: sg26B, AsOf: readIn, Level: Conditional, Target: Individual, Mark: Reported, Tells: true, Field: "counts", answer: information},
		{ID: "sg-late", Asks: diag.Words{Ja: "遅れた報告の理由", En: "the reasons of a late report"},
			Article: "Reg. 5", Source: sgRules, AsOf: readIn, Level: Conditional, Target: Regulator, Mark: Reported, Field: "authorities.note"},
	},
	dues: []due{
		{id: "dl-sg-assess", what: diag.Words{Ja: "評価を終える", En: "assessment finished"}, article: "guidance", mark: Reported, source: sgPage,
			events: aware, zone: "Asia/Singapore", until: daysAfter(30), note: diag.Words{Ja: "指針の目安", En: "by the guidance"}},
		{id: "dl-sg-pdpc", what: diag.Words{Ja: "PDPCへの報告（3暦日）", En: "report to the PDPC (3 calendar days)"}, article: "s 26D(1)", mark: Text, source: sg26D,
			events: []string{"assessed"}, zone: "Asia/Singapore", until: daysAfter(3), done: told(nil, "data-protection-authority"),
			note: diag.Words{Ja: "報告対象と評価した日の翌日から", En: "after the day on which it was assessed as notifiable"}},
		{id: "dl-sg-ind", what: diag.Words{Ja: "本人への通知", En: "notice to each person"}, article: "s 26D(2)", mark: Text, source: sg26D,
			events: aware, done: toldEach, note: diag.Words{Ja: "PDPCへの報告と同時又はその後", En: "with or after the report to the PDPC"}},
	},
}

var taiwan = Regime{
	Name:  "taiwan",
	Title: diag.Words{Ja: "個人資料保護法（台湾）", En: "PDPA (Taiwan)"},
	Items: []Item{
		{ID: "tw-er22", Asks: diag.Words{Ja: "侵害の事実と対応措置", En: "the facts of the breach and the measures"},
			Article: "Rules Art. 22", Source: twText, AsOf: krAsOf, Level: Law, Target: page, Mark: Text, Field: "lead", answer: all(summary, measures)},
		{ID: "tw-12-new", Asks: diag.Words{Ja: "改正第12条", En: "the new Art. 12"},
			Article: "Art. 12", Source: oneNote, AsOf: krAsOf, Level: Draft, Target: everywhere, Mark: Reported, Field: "lead"},
		{ID: "tw-draft", Asks: diag.Words{Ja: "2026年1月の規則案", En: "the draft rules of January 2026"},
			Article: "—", Source: twDraft, AsOf: krAsOf, Level: Draft, Target: everywhere, Mark: Reported, Field: "lead"},
	},
	dues: []due{
		{id: "dl-tw-now", what: diag.Words{Ja: "本人への通知", En: "notice to each person"}, article: "Art. 12", mark: Reported, source: twText,
			events: aware, done: toldEach, note: diag.Words{Ja: "「査明後」。日数の定めはありません", En: "after the facts are found; no number"}},
	},
}
