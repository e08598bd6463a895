package law

import "kohyo/internal/diag"

const (
	gdpr33 = "https://gdprlearninghub.com/article-33-gdpr/"
	gdpr34 = "https://gdprlearninghub.com/?p=60972"
	edpb   = "https://www.rpc.co.uk/snapshots/data-protection/summer-2023/european-data-protection-board-updates-guidance-on-data-breach-notifications/"
)

var dpas = []string{"data-protection-authority", "ico"}

var gdpr = Regime{
	Name:  "gdpr",
	Title: diag.Words{Ja: "GDPR第34条（EU）", En: "GDPR Art. 34 (EU)"},
	Items: []Item{
		{ID: "gdpr-34-1-highrisk", Asks: diag.Words{Ja: "高いリスクがあるか", En: "whether there is a high risk"},
			Article: "Art. 34(1)", Source: gdpr34, AsOf: readIn, Level: Conditional, Target: Individual, Mark: Text, Tells: true, Field: "harm"},
		{ID: "gdpr-33-3-a", Asks: diag.Words{Ja: "事案の性質", En: "the nature of the breach"},
			Article: "Art. 33(3)(a), 34(2)", Source: gdpr33, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "lead", answer: summary},
		{ID: "gdpr-33-3-b", Asks: diag.Words{Ja: "DPO等の名称と連絡先", En: "name and contact of the DPO or other contact point"},
			Article: "Art. 33(3)(b), 34(2)", Source: gdpr33, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "contacts", answer: namedContact},
		{ID: "gdpr-33-3-c", Asks: diag.Words{Ja: "起こりうる影響", En: "the likely consequences"},
			Article: "Art. 33(3)(c), 34(2)", Source: gdpr33, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "harm.text", answer: consequences},
		{ID: "gdpr-33-3-d", Asks: diag.Words{Ja: "講じた、又は講じる措置", En: "measures taken or proposed"},
			Article: "Art. 33(3)(d), 34(2)", Source: gdpr33, AsOf: readIn, Level: Law, Target: everywhere, Mark: Text, Field: "remediation", answer: measures},
		{ID: "gdpr-34-2-plain", Asks: diag.Words{Ja: "明瞭で平易な言葉", En: "clear and plain language"},
			Article: "Art. 34(2)", Source: gdpr34, AsOf: readIn, Level: Law, Target: page, Mark: Text, Tells: true, Field: "lead"},
		{ID: "gdpr-34-3-c-public", Asks: diag.Words{Ja: "公表で代えるのは個別通知が過大な負担のときだけ", En: "publication only where telling each is disproportionate"},
			Article: "Art. 34(3)(c)", Source: gdpr34, AsOf: readIn, Level: Conditional, Target: Public, Mark: Text, Tells: true, Field: "notification"},
		{ID: "gdpr-edpb-90", Asks: diag.Words{Ja: "ニュースページ以外の手段", En: "more than a press release or news page"},
			Article: "EDPB 9/2022, 90", Source: edpb, AsOf: readIn, Level: Guidance, Target: Public, Mark: Reported, Field: "notification", answer: channels},
		{ID: "gdpr-34-advice", Asks: diag.Words{Ja: "本人への具体的な助言", En: "specific advice for people"},
			Article: "EDPB 9/2022", Source: edpb, AsOf: readIn, Level: Guidance, Target: Individual, Mark: Unconfirmed, Field: "advice", answer: advice},
		{ID: "gdpr-33-4-phased", Asks: diag.Words{Ja: "段階的な報告ができること", En: "that information may come in phases"},
			Article: "Art. 33(4)", Source: gdpr33, AsOf: readIn, Level: Law, Target: Regulator, Mark: Text, Field: "stage", answer: information},
		{ID: "gdpr-33-5-doc", Asks: diag.Words{Ja: "事案の記録", En: "a record of every breach"},
			Article: "Art. 33(5)", Source: gdpr33, AsOf: readIn, Level: Law, Target: Regulator, Mark: Text, Field: "timeline"},
		{ID: "gdpr-33-1-late", Asks: diag.Words{Ja: "72時間を過ぎた理由", En: "the reasons when later than 72 hours"},
			Article: "Art. 33(1)", Source: gdpr33, AsOf: readIn, Level: Conditional, Target: Regulator, Mark: Text, Field: "authorities.note"},
		{ID: "gdpr-omnibus", Asks: diag.Words{Ja: "96時間への変更案（2025年11月）", En: "the proposal of November 2025: 96 hours"},
			Article: "Art. 33", Source: "https://www.addleshawgoddard.com/en/insights/insights-briefings/2026/data-protection/eu-digital-omnibus-edpb-edps-joint-opinion", AsOf: readIn, Level: Draft, Target: Regulator, Mark: Reported, Field: "authorities"},
	},
	dues: gdprDues("dl-gdpr"),
}

func gdprDues(id string) []due {
	return []due{
		{id: id + "-sa", what: diag.Words{Ja: "監督機関への報告（72時間）", En: "report to the authority (72 h)"}, article: "Art. 33(1)", mark: Text, source: gdpr33,
			events: aware, hours: true, until: hoursAfter(72), done: told(nil, dpas...),
			note: diag.Words{Ja: "実際の72時間。可能な限り", En: "72 hours as they pass; where feasible"}},
		{id: id + "-ind", what: diag.Words{Ja: "本人への通知", En: "notice to each person"}, article: "Art. 34(1)", mark: Text, source: gdpr34,
			events: aware, done: toldEach, note: diag.Words{Ja: "「不当に遅滞なく」。日数の定めはありません", En: "“without undue delay”; no number"}},
	}
}

const icoReporting = "https://ico.org.uk/for-organisations/advice-and-services/audits/data-protection-audit-framework/toolkits/personal-data-breach-management/reporting-processes"

var ukGDPR = Regime{
	Name:  "uk-gdpr",
	Title: diag.Words{Ja: "UK GDPR（英国）", En: "UK GDPR"},
	Items: []Item{
		{ID: "uk-33", Asks: diag.Words{Ja: "性質・人数と件数・連絡先・影響・措置", En: "nature, people and records, contact, consequences, measures"},
			Article: "Art. 33", Source: icoReporting, AsOf: readIn, Level: Law, Target: Regulator, Mark: Text, Field: "lead", answer: all(summary, peopleCount, namedContact, consequences, measures)},
		{ID: "uk-34-low", Asks: diag.Words{Ja: "本人への通知を要する高いリスクか", En: "whether the risk is high, so that people must be told"},
			Article: "Art. 34", Source: "https://ico.org.uk/for-organisations/report-a-breach/pdb-assessment/y/Y", AsOf: readIn, Level: Conditional, Target: Individual, Mark: Text, Tells: true, Field: "harm"},
		{ID: "uk-34", Asks: diag.Words{Ja: "性質・連絡先・影響・措置・助言", En: "nature, contact, consequences, measures, advice"},
			Article: "Art. 34", Source: icoReporting, AsOf: readIn, Level: Law, Target: page, Mark: Unconfirmed, Field: "lead", answer: all(summary, namedContact, consequences, measures, advice)},
		{ID: "uk-pecr", Asks: diag.Words{Ja: "通信事業者の24時間以内の報告", En: "communications providers: within 24 hours"},
			Article: "PECR", Source: "https://ico.org.uk/global/privacy-notice/report-a-breach-all-controllers/", AsOf: readIn, Level: Conditional, Target: Regulator, Mark: Text, Field: "authorities"},
	},
	dues: gdprDues("dl-uk"),
}
