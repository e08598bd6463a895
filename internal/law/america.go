package law

import (
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

const (
	caText    = "https://lexace.ai/us/statute/california/civ-1798.82"
	caContent = "https://www.swlaw.com/data-breach-map/view/state/ca"
	caFormat  = "https://datamatters.sidley.com/2016/01/04/californias-new-data-breach-notification-requirements-effective-january-1-2016/"
	hipaaC    = "https://www.brickergraydon.com/insights/resources/key/hipaa-regulations-notification-in-the-case-of-breach-content-of-notification-to-individuals-164-404-c"
	hipaaD    = "http://www.bricker.com/insights/resources/key/hipaa-regulations-notification-in-the-case-of-breach-methods-of-individual-notification-164-404-d"
	hipaa406  = "https://www.brickergraydon.com/insights/resources/key/hipaa-regulations-notification-in-the-case-of-breach-notification-to-the-media-164-406"
	hipaa408  = "https://getpocketlaw.com/law/cfr_45/section-164-408-notification-to-the-secretary_69b7f2ade63f"
	secText   = "https://kpmg.com/us/en/frv/reference-library/2024/sec-finalizes-cybersecurity-rules.html"
	secStaff  = "https://goodwinlaw.com/en/insights/publications/2024/05/alerts-practices-pca-sec-staff-makes-clear-that-cybersecurity-incident"
)

// The identifiers for which California asks for the credit agencies; those
// that the vocabulary lacks are a site's own words.
var (
	caIdentity    = []string{"ssn", "social-security-number", "driving-licence", "driver-licence", "driver-license", "state-id"}
	caCredentials = []string{"password", "secret-question", "secret-answer"}
)

var california = Regime{
	Name:  "california",
	Title: diag.Words{Ja: "カリフォルニア州民法1798.82", En: "California Civ. Code 1798.82"},
	Items: []Item{
		{ID: "ca-82-d1-title", Asks: diag.Words{Ja: "題「Notice of Data Breach」", En: "the title “Notice of Data Breach”"},
			Article: "1798.82(d)(1)", Source: caFormat, AsOf: readIn, Level: Law, Target: page, Mark: Reported, Field: "title", answer: titled("Notice of Data Breach")},
		{ID: "ca-82-d1-heads", Asks: diag.Words{Ja: "定められた5つの見出し", En: "the five headings"},
			Article: "1798.82(d)(1)", Source: caFormat, AsOf: readIn, Level: Law, Target: page, Mark: Reported, Field: "site.toml sections.titles",
			answer: headed("What Happened", "What Information Was Involved", "What We Are Doing", "What You Can Do", "For More Information")},
		{ID: "ca-82-d1-format", Asks: diag.Words{Ja: "10ポイント以上の文字と目立つ見出し", En: "10-point text and conspicuous headings"},
			Article: "1798.82(d)(1)", Source: caFormat, AsOf: readIn, Level: Law, Target: page, Mark: Reported, Tells: true, Field: "static"},
		{ID: "ca-82-d2-A", Asks: diag.Words{Ja: "名称と連絡先", En: "name and contact information"},
			Article: "1798.82(d)(2)(A)", Source: caContent, AsOf: readIn, Level: Law, Target: page, Mark: Reported, Field: "contacts", answer: all(who, contact)},
		{ID: "ca-82-d2-B", Asks: diag.Words{Ja: "個人情報の種類", En: "the types of personal information"},
			Article: "1798.82(d)(2)(B)", Source: caContent, AsOf: readIn, Level: Law, Target: page, Mark: Reported, Field: "scope.groups.data", answer: dataItems},
		{ID: "ca-82-d2-C", Asks: diag.Words{Ja: "発生の日又は期間と、通知の日", En: "the date or period of the breach, and of the notice"},
			Article: "1798.82(d)(2)(C)", Source: caContent, AsOf: readIn, Level: Law, Target: page, Mark: Reported, Field: "timeline", answer: all(occurred, dated)},
		{ID: "ca-82-d2-D", Asks: diag.Words{Ja: "捜査による通知の遅れの有無", En: "whether law enforcement delayed the notice"},
			Article: "1798.82(d)(2)(D)", Source: caContent, AsOf: readIn, Level: Law, Target: page, Mark: Reported, Tells: true, Field: "lead", answer: lawEnforcement},
		{ID: "ca-82-d2-E", Asks: diag.Words{Ja: "概要", En: "a general description"},
			Article: "1798.82(d)(2)(E)", Source: caContent, AsOf: readIn, Level: Law, Target: page, Mark: Reported, Field: "lead", answer: summary},
		{ID: "ca-82-d2-F", Asks: diag.Words{Ja: "信用情報機関の無料電話と住所", En: "the major credit agencies’ numbers and addresses"},
			Article: "1798.82(d)(2)(F)", Source: caContent, AsOf: readIn, Level: Conditional, Target: page, Mark: Reported, Field: "advice",
			answer: when(names("advice", "Equifax", "Experian", "TransUnion"), caIdentity...)},
		{ID: "ca-82-d2-G", Asks: diag.Words{Ja: "12か月以上の無料の保護サービス", En: "identity theft services, free for 12 months"},
			Article: "1798.82(d)(2)(G)", Source: caContent, AsOf: readIn, Level: Conditional, Target: page, Mark: Reported, Tells: true, Field: "advice",
			answer: when(func(*facts) answer { return answer{field: "advice"} }, caIdentity...)},
		{ID: "ca-82-d3", Asks: diag.Words{Ja: "講じた措置と助言（任意）", En: "what was done, and advice (optional)"},
			Article: "1798.82(d)(3)", Source: caContent, AsOf: readIn, Level: Conditional, Target: page, Mark: Unconfirmed, Field: "advice", answer: optional(all(measures, advice))},
		{ID: "ca-82-f-ag", Asks: diag.Words{Ja: "州民500人超なら司法長官に写し", En: "over 500 residents: a copy to the Attorney General"},
			Article: "1798.82(f)", Source: caContent, AsOf: readIn, Level: Conditional, Target: Regulator, Mark: Reported, Field: "counts", answer: someOf(caResidents)},
		{ID: "ca-82-j-subst", Asks: diag.Words{Ja: "代替通知: 30日以上の掲載と報道機関", En: "substitute notice: 30 days’ posting and media"},
			Article: "1798.82(j)", Source: caContent, AsOf: readIn, Level: Conditional, Target: Public, Mark: Reported, Tells: true, Field: "notification"},
		{ID: "ca-82-cred", Asks: diag.Words{Ja: "パスワード等の変更の案内", En: "to change passwords and security questions"},
			Article: "1798.82(j)", Source: caContent, AsOf: readIn, Level: Conditional, Target: Individual, Mark: Reported, Field: "advice", answer: when(advice, caCredentials...)},
		{ID: "ca-82-e-hipaa", Asks: diag.Words{Ja: "HIPAA対象者の内容の免除", En: "HIPAA entities: content deemed satisfied"},
			Article: "1798.82(e)", Source: caContent, AsOf: readIn, Level: Conditional, Target: page, Mark: Reported, Tells: true, Field: "lead"},
	},
	dues: []due{
		{id: "dl-ca-ind", what: diag.Words{Ja: "州民への通知", En: "notice to residents"}, article: "1798.82(a)", mark: Text, source: caText,
			events: []string{"detected", "known", "reported-to-us"}, zone: "America/Los_Angeles", until: daysAfter(30), done: toldEach,
			asked: func(f *facts) answer { return since(f, "2026-01-01") },
			note:  diag.Words{Ja: "暦日。捜査や範囲の確認による遅れは別です", En: "calendar days; delays for law enforcement or to find the scope are apart"}},
		{id: "dl-ca-ag", what: diag.Words{Ja: "司法長官への写し", En: "copy to the Attorney General"}, article: "1798.82(f)", mark: Reported, source: caContent,
			events: []string{"individuals-notified"}, zone: "America/Los_Angeles", until: daysAfter(15), done: told(nil, "attorney-general"),
			asked: func(f *facts) answer { return notFewer(f, caResidents) },
			note:  diag.Words{Ja: "州民が500人を超える場合", En: "if more than 500 residents"}},
		{id: "dl-ca-web", what: diag.Words{Ja: "代替通知の掲載を続ける期限", En: "substitute posting stays until"}, article: "1798.82(j)", mark: Reported, source: caContent,
			events: []string{"announced"}, zone: "America/Los_Angeles", until: daysAfter(30), asked: substitute,
			note: diag.Words{Ja: "少なくとも30日", En: "at least 30 days"}},
	},
}

// lawEnforcement looks for a word on it; the format has no field of its own.
func lawEnforcement(f *facts) answer {
	if f.said("law enforcement") {
		return answer{state: Present, field: "lead"}
	}
	return answer{field: "lead"}
}

// since leaves out a limit that was not in force when its clock started.
func since(f *facts, from string) answer {
	if f.inForce(from, "") {
		return answer{}
	}
	return answer{state: NotApplicable, why: diag.Say("%s以降の事案に適用", "for incidents from %s", from)}
}

// someOf answers for a number of people of whom the report counts only the
// whole: fewer in all are fewer there, more in all decides nothing.
func someOf(t threshold) func(*facts) answer {
	return func(f *facts) answer { return notFewer(f, t) }
}

func notFewer(f *facts, t threshold) answer {
	if reached, decided, at := f.people(t); decided && !reached {
		return answer{state: NotApplicable, field: "counts", at: at, why: diag.Words{Ja: "人数が該当しません", En: "fewer people"}}
	}
	return answer{field: "counts"}
}

var hipaa = Regime{
	Name:  "hipaa",
	Title: diag.Words{Ja: "HIPAA 45 CFR 164.404（米国）", En: "HIPAA 45 CFR 164.404"},
	Items: []Item{
		{ID: "hipaa-c1-A", Asks: diag.Words{Ja: "何が起きたか、発生と発見の日", En: "what happened, dates of breach and discovery"},
			Article: "164.404(c)(1)(A)", Source: hipaaC, AsOf: readIn, Level: Law, Target: page, Mark: Text, Field: "timeline", answer: all(summary, occurred, discovered)},
		{ID: "hipaa-c1-B", Asks: diag.Words{Ja: "保護対象医療情報の種類", En: "the types of health information"},
			Article: "164.404(c)(1)(B)", Source: hipaaC, AsOf: readIn, Level: Law, Target: page, Mark: Text, Field: "scope.groups.data", answer: dataItems},
		{ID: "hipaa-c1-C", Asks: diag.Words{Ja: "本人が取るべき行動", En: "the steps people should take"},
			Article: "164.404(c)(1)(C)", Source: hipaaC, AsOf: readIn, Level: Law, Target: page, Mark: Text, Field: "advice", answer: advice},
		{ID: "hipaa-c1-D", Asks: diag.Words{Ja: "調査・軽減・再発防止", En: "what is done to investigate, mitigate, protect"},
			Article: "164.404(c)(1)(D)", Source: hipaaC, AsOf: readIn, Level: Law, Target: page, Mark: Text, Field: "remediation", answer: measures},
		{ID: "hipaa-c1-E", Asks: diag.Words{Ja: "問い合わせ先", En: "how to ask, with phone, mail, site or address"},
			Article: "164.404(c)(1)(E)", Source: hipaaC, AsOf: readIn, Level: Law, Target: page, Mark: Text, Field: "contacts", answer: contact},
		{ID: "hipaa-c2", Asks: diag.Words{Ja: "平易な言葉", En: "plain language"},
			Article: "164.404(c)(2)", Source: hipaaC, AsOf: readIn, Level: Law, Target: page, Mark: Text, Tells: true, Field: "lead"},
		{ID: "hipaa-d2-ii", Asks: diag.Words{Ja: "代替通知: 90日の掲載と無料電話", En: "substitute notice: 90 days’ posting, free line"},
			Article: "164.404(d)(2)(ii)", Source: hipaaD, AsOf: readIn, Level: Conditional, Target: Public, Mark: Reported, Tells: true, Field: "contacts", answer: freeLine},
		{ID: "hipaa-406", Asks: diag.Words{Ja: "一州500人超なら報道機関", En: "over 500 in a State: the media"},
			Article: "164.406", Source: hipaa406, AsOf: readIn, Level: Conditional, Target: Public, Mark: Text, Tells: true, Field: "counts", answer: someOf(hipaaState)},
	},
	dues: []due{
		{id: "dl-hipaa-ind", what: diag.Words{Ja: "本人への通知", En: "notice to each person"}, article: "164.404(b)", mark: Reported, source: hipaaC,
			events: []string{"detected", "known", "reported-to-us"}, zone: "America/New_York", until: daysAfter(60), done: toldEach,
			note: diag.Words{Ja: "不合理な遅滞なく、遅くとも60暦日", En: "without unreasonable delay, 60 calendar days at most"}},
		{id: "dl-hipaa-hhs-small", what: diag.Words{Ja: "HHSへの報告（500人未満）", En: "notice to HHS (under 500)"}, article: "164.408(c)", mark: Text, source: hipaa408,
			events: []string{"detected", "known", "reported-to-us"}, zone: "America/New_York", until: hipaaSmall, done: told(nil, "hhs"),
			asked: under500, note: diag.Words{Ja: "発見した年の末日から60日", En: "60 days after the year of discovery"}},
		{id: "dl-hipaa-web", what: diag.Words{Ja: "代替通知の掲載を続ける期限", En: "substitute posting stays until"}, article: "164.404(d)(2)(ii)", mark: Reported, source: hipaaD,
			events: []string{"announced"}, zone: "America/New_York", until: daysAfter(90), asked: substitute,
			note: diag.Words{Ja: "連絡先の分からない人が10人以上の場合", En: "if 10 or more people lack contact data"}},
	},
}

// freeLine asks for a free number where people are told by publication.
func freeLine(f *facts) answer {
	a := substitute(f)
	if a.state == NotApplicable {
		return a
	}
	for _, c := range f.report.Contacts {
		if c.FreeCall.V && c.Phone.V != "" {
			return answer{field: "contacts", at: c.Place, why: diag.Words{Ja: "90日の掲載と開設は判断できません", En: "90 days of posting and line"}}
		}
	}
	return answer{field: "contacts", why: diag.Words{Ja: "無料電話の記載がありません", En: "no free-call number"}}
}

// under500 leaves out the yearly report where it has to be made at once.
func under500(f *facts) answer {
	if reached, _, at := f.people(hipaaAtOnce); reached {
		return answer{state: NotApplicable, at: at, why: diag.Words{Ja: "500人以上のため本人と同時に報告", En: "500 or more: together with the notice to people"}}
	}
	return answer{}
}

var sec = Regime{
	Name:  "sec",
	Title: diag.Words{Ja: "SEC Form 8-K 項目1.05（米国）", En: "SEC Form 8-K Item 1.05"},
	Items: []Item{
		{ID: "sec-105-a", Asks: diag.Words{Ja: "性質・範囲・時期と重要な影響", En: "nature, scope, timing and material impact"},
			Article: "Item 1.05(a)", Source: secText, AsOf: readIn, Level: Conditional, Target: Investors, Mark: Reported, Field: "lead", answer: all(summary, occurred, consequences)},
		{ID: "sec-105-amend", Asks: diag.Words{Ja: "未確定事項の訂正報告", En: "an amendment for what was open"},
			Article: "Item 1.05", Source: secText, AsOf: readIn, Level: Conditional, Target: Investors, Mark: Reported, Field: "next_report"},
		{ID: "sec-105-i4", Asks: diag.Words{Ja: "対応計画・脆弱性の技術的詳細は不要", En: "no technical detail of the response or weaknesses"},
			Article: "Item 1.05, Instr. 4", Source: secText, AsOf: readIn, Level: Conditional, Target: Investors, Mark: Reported, Field: "remediation", answer: information},
		{ID: "sec-801", Asks: diag.Words{Ja: "重要性が未判断なら項目8.01", En: "not material or undecided: Item 8.01"},
			Article: "Item 8.01", Source: secStaff, AsOf: readIn, Level: Guidance, Target: Investors, Mark: Reported, Field: "timeline", answer: material},
		{ID: "sec-consistency", Asks: diag.Words{Ja: "公表と提出書類の一致", En: "that notice and filing agree"},
			Article: "—", Source: secText, AsOf: readIn, Level: Practice, Target: Investors, Mark: Unconfirmed, Field: "counts"},
	},
	applies: func(*facts) answer { return answer{} }, // it concerns a company, not personal data
	dues: []due{
		{id: "dl-sec", what: diag.Words{Ja: "8-Kの提出（4営業日）", En: "Form 8-K (4 business days)"}, article: "Item 1.05(a)", mark: Reported, source: secText,
			events: []string{"material"}, zone: "America/New_York",
			until: func(_ *facts, start time.Time) time.Time { return businessDays(start, 4) }, done: told(nil, "sec"),
			note: diag.Words{Ja: "発見ではなく、重要と判断した日から", En: "from the determination of materiality, not from discovery"}},
	},
}

// material looks for the determination, an event that a site adds to the
// vocabulary when it needs it.
func material(f *facts) answer {
	if m, e := f.event("material"); m != (notice.Moment{}) {
		return present("timeline", e.Place)
	}
	return answer{field: "timeline", why: diag.Words{Ja: "重要性の判断の記載がありません", En: "no determination stated"}}
}
