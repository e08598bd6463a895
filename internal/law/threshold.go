package law

import "kohyo/internal/diag"

// threshold is a number from which a duty begins.
type threshold struct {
	number  int64
	over    bool // more than the number; else the number itself counts
	what    diag.Words
	article string
}

func (t threshold) reached(n int64) bool { return n > t.number || n == t.number && !t.over }

// The numbers that decide, each with its operator.
var (
	appiPeople     = threshold{1000, true, diag.Words{Ja: "人。報告と本人通知", En: "people: report and notice"}, "APPI Rule 7(4)"}
	agencyPeople   = threshold{100, true, diag.Words{Ja: "人。行政機関等の報告と本人通知", En: "people: report and notice by administrative bodies"}, "APPI Rule 43"}
	myNumberPeople = threshold{100, true, diag.Words{Ja: "人。番号法の報告（未確認）", En: "people: report under the My Number Act (unconfirmed)"}, "My Number Rule 2"}
	caResidents    = threshold{500, true, diag.Words{Ja: "州民。司法長官への写し", En: "residents: copy to the Attorney General"}, "Civ. Code 1798.82(f)"}
	hipaaState     = threshold{500, true, diag.Words{Ja: "一州の住民。報道機関への通知", En: "residents of one State: the media"}, "45 CFR 164.406"}
	hipaaAtOnce    = threshold{500, false, diag.Words{Ja: "人。本人と同時にHHSへ報告", En: "people: HHS together with the people"}, "45 CFR 164.408(b)"}
	hipaaNoAddress = threshold{10, false, diag.Words{Ja: "連絡先の分からない人。代替通知", En: "people without contact data: substitute notice"}, "45 CFR 164.404(d)(2)"}
	koreaPeople    = threshold{1000, false, diag.Words{Ja: "人。PIPC・KISAへの報告", En: "people: report to PIPC or KISA"}, "PIPA Decree 40"}
	sgPeople       = threshold{500, false, diag.Words{Ja: "人。PDPCへの報告（本人通知ではない）", En: "people: report to the PDPC, not to them"}, "PDPA Reg. 4"}
	chinaPeople    = threshold{1_000_000, false, diag.Words{Ja: "人。「較大」以上の事案の報告", En: "people: report of an incident of grade “较大”"}, "Incident measures, annex"}
	taiwanRecords  = threshold{100, false, diag.Words{Ja: "件。報告（案、未施行）", En: "records: report (draft, not in force)"}, "Taiwan draft rules"}
	taiwanSystem   = threshold{10_000, false, diag.Words{Ja: "件を持つシステム。報告（案、未施行）", En: "records in the system: report (draft, not in force)"}, "Taiwan draft rules"}
)

var thresholds = []threshold{
	appiPeople, agencyPeople, myNumberPeople, caResidents, hipaaState, hipaaAtOnce, hipaaNoAddress,
	koreaPeople, sgPeople, chinaPeople, taiwanRecords, taiwanSystem,
}
