package law

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

func word(id string) notice.Word { return notice.Word{ID: id} }

func both(ja, en string) notice.Text {
	return notice.Text{By: []notice.Translation{{Lang: "en", Passage: notice.Passage{Text: en}}, {Lang: "ja", Passage: notice.Passage{Text: ja}}}}
}

// Every item says what is asked, where it comes from and how sure that is.
func TestItems(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range regimes {
		if r.Title.Ja == "" || r.Title.En == "" || len(r.Items) == 0 {
			t.Errorf("%s lacks a title or items", r.Name)
		}
		for _, i := range r.Items {
			if seen[i.ID] {
				t.Errorf("%s stands twice", i.ID)
			}
			seen[i.ID] = true
			if i.Asks.Ja == "" || i.Asks.En == "" || i.Article == "" || i.Source == "" || i.AsOf == "" || i.Field == "" || i.Target == 0 {
				t.Errorf("%s is incomplete: %+v", i.ID, i)
			}
			if !slices.Contains([]Mark{Text, Reported, Unconfirmed}, i.Mark) {
				t.Errorf("%s: mark %q", i.ID, i.Mark)
			}
		}
		for _, d := range r.dues {
			if seen[d.id] || d.what.Ja == "" || d.what.En == "" || d.article == "" || d.source == "" || d.mark == "" || len(d.events) == 0 {
				t.Errorf("limit %s is incomplete or stands twice", d.id)
			}
			if seen[d.id] = true; !d.hours && d.until != nil && d.zone == "" {
				t.Errorf("limit %s counts days in no zone", d.id)
			}
		}
	}
}

// The boundary itself, and one more and one less.
func TestThresholds(t *testing.T) {
	for _, c := range []struct {
		t    threshold
		n    int64
		want bool
	}{
		{appiPeople, 1000, false}, {appiPeople, 1001, true},
		{agencyPeople, 100, false}, {agencyPeople, 101, true},
		{myNumberPeople, 100, false}, {myNumberPeople, 101, true},
		{caResidents, 500, false}, {caResidents, 501, true},
		{hipaaState, 500, false}, {hipaaState, 501, true},
		{hipaaAtOnce, 499, false}, {hipaaAtOnce, 500, true},
		{hipaaNoAddress, 9, false}, {hipaaNoAddress, 10, true},
		{koreaPeople, 999, false}, {koreaPeople, 1000, true},
		{sgPeople, 499, false}, {sgPeople, 500, true},
		{chinaPeople, 999_999, false}, {chinaPeople, 1_000_000, true},
		{taiwanRecords, 99, false}, {taiwanRecords, 100, true},
		{taiwanSystem, 9_999, false}, {taiwanSystem, 10_000, true},
	} {
		if got := c.t.reached(c.n); got != c.want {
			t.Errorf("%s: %d reaches is %v", c.t.article, c.n, got)
		}
	}
}

func measure(unit string, value, max int64) notice.Measure {
	m := notice.Measure{Unit: word(unit)}
	if value >= 0 {
		m.Value = notice.Int{Set: true, V: value}
	}
	if max >= 0 {
		m.Max = notice.Int{Set: true, V: max}
	}
	return m
}

func TestPeople(t *testing.T) {
	count := func(ms ...notice.Measure) notice.Count { return notice.Count{Measures: ms} }
	gross := measure("person", 2000, -1)
	gross.Gross = notice.Bool{Set: true, V: true}
	atLeast := notice.Measure{Unit: word("person"), Min: notice.Int{Set: true, V: 10}}
	for name, c := range map[string]struct {
		counts           []notice.Count
		reached, decided bool
	}{
		"exactly":          {[]notice.Count{count(measure("person", 1000, -1))}, false, true},
		"over":             {[]notice.Count{count(measure("person", 1001, -1))}, true, true},
		"the maximum":      {[]notice.Count{count(measure("person", -1, 1001))}, true, true},
		"own unit":         {[]notice.Count{count(measure("person-data", 1001, -1))}, true, true},
		"not people":       {[]notice.Count{count(measure("record", 1001, -1))}, false, false},
		"may add up":       {[]notice.Count{count(measure("person", 600, -1)), count(measure("person", 600, -1))}, false, false},
		"few parts":        {[]notice.Count{count(measure("person", 400, -1)), count(measure("person", 600, -1))}, false, true},
		"counted twice":    {[]notice.Count{count(gross)}, false, false},
		"at least":         {[]notice.Count{count(atLeast)}, false, false},
		"not said":         {[]notice.Count{count(notice.Measure{Unit: word("person"), Figure: word("under-investigation")})}, false, false},
		"others":           {[]notice.Count{{Of: word("recipients"), Measures: []notice.Measure{measure("person", 5000, -1)}}}, false, false},
		"nothing at all":   {nil, false, false},
		"part of another":  {[]notice.Count{count(measure("person", 900, -1)), {PartOf: []notice.Ref{{ID: "x"}}, Measures: []notice.Measure{measure("person", 800, -1)}}}, false, true},
		"ruled out before": {[]notice.Count{{Status: word("ruled-out"), Measures: []notice.Measure{measure("person", 5000, -1)}}}, false, false},
	} {
		f := &facts{report: &notice.Report{Counts: c.counts}}
		if reached, decided, _ := f.people(appiPeople); reached != c.reached || decided != c.decided {
			t.Errorf("%s: reached %v, decided %v", name, reached, decided)
		}
	}
}

// full is a report that says everything; empty one that says nothing but that
// data may be concerned.
func full() *notice.Report {
	prose := notice.Prose{Text: both("文", "text")}
	at := notice.When{Span: notice.Span{From: notice.Moment{Raw: "2026-10-01", Year: 2026, Month: 10, Day: 1, Precision: notice.ByDay}}}
	return &notice.Report{
		File: "content/x/1.toml", Kind: word("ransomware"), Stage: word("final"), Title: both("通知", "Notice of Data Breach"),
		Published: at.From, Lead: notice.Prose{Text: both("文", "law enforcement; damages")},
		Scope: notice.Scope{
			Groups:      []notice.Group{{Data: []notice.GroupData{{Status: word("possible"), Items: []notice.Word{word("health"), word("card.number")}}}}},
			NotAffected: []notice.NotAffected{{}},
		},
		Counts:       []notice.Count{{Measures: []notice.Measure{measure("person", 2000, -1)}}},
		Cause:        notice.Cause{State: word("confirmed"), Text: prose},
		Harm:         notice.Harm{State: word("cannot-be-ruled-out"), Text: prose},
		Timeline:     []notice.Event{{At: at, Event: word("occurred")}, {At: at, Event: word("known")}, {At: at, Event: word("contained")}},
		Authorities:  []notice.Authority{{Body: word("ppc")}},
		Notification: []notice.Notification{{Channel: []notice.Word{word("email"), word("website")}}},
		Advice:       []notice.Advice{{Text: notice.Prose{Text: both("番号の変更", "change your number")}}},
		Contacts:     []notice.Contact{{Name: both("窓口", "desk"), Phone: notice.String{V: "03-0000-0000"}, FreeCall: notice.Bool{Set: true, V: true}}},
		Remediation:  []notice.Measured{{Text: prose, State: word("done"), Kind: word("prevention")}},
		NextReport:   notice.Forecast{Moment: at.From},
	}
}

func site() *notice.Site {
	titles := map[string]notice.Text{}
	for k, v := range map[string]string{"timeline": "What Happened?", "affected": "What Information Was Involved?", "remediation": "What We Are Doing", "advice": "What You Can Do", "contacts": "For More Information"} {
		titles[k] = both("題", v)
	}
	return &notice.Site{File: "site.toml", Organization: notice.Organization{Name: both("社", "Co.")}, Sections: notice.Sections{Titles: titles}}
}

func incidents(r *notice.Report) []*notice.Incident {
	return []*notice.Incident{{Slug: "x", Reports: []*notice.Report{r}}}
}

func rulesOf(fs diag.Findings) []string {
	var ids []string
	for _, f := range fs {
		ids = append(ids, f.Rule)
	}
	return ids
}

func TestFindings(t *testing.T) {
	if found := Findings(site(), incidents(full()), Names()); len(found) > 0 {
		t.Errorf("a full report lacks %v", rulesOf(found))
	}
	if found := Findings(site(), incidents(&notice.Report{Kind: word("ransomware")}), nil); len(found) > 0 {
		t.Errorf("no law is chosen, and yet %v", rulesOf(found))
	}
	empty := &notice.Report{File: "content/x/1.toml", Kind: word("ransomware"), Stage: word("first")}
	found := Findings(&notice.Site{}, incidents(empty), Names())
	got := rulesOf(found)
	for _, want := range []string{"law-appi-8-1-i", "law-appi-8-1-ii", "law-appi-8-1-iv", "law-appi-8-1-v", "law-gdpr-33-3-c", "law-ca-82-d1-title", "law-hipaa-c1-C", "law-cn-57-2", "law-au-26wk-3d", "law-tw-er22", "law-kr-34-1-6"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not found", want)
		}
	}
	for _, f := range found {
		if !slices.Contains(Rules(), f.Rule) {
			t.Errorf("%s is not among the rules", f.Rule)
		}
		if f.Severity != diag.Warning || f.File == "" || f.Text.Ja == "" || f.Text.En == "" || f.Hint.Ja == "" || f.Hint.En == "" {
			t.Errorf("a poor finding: %+v", f)
		}
	}
}

// Every rule can be broken: the reports that lack something break them all.
func TestEveryRuleIsFound(t *testing.T) {
	broken := map[string]bool{}
	for _, change := range []func(*notice.Report){
		func(r *notice.Report) {
			*r = notice.Report{Kind: r.Kind, Scope: r.Scope}
			r.Scope.NotAffected = nil
			r.Scope.Groups[0].Data[0].Items = []notice.Word{word("individual-number"), word("card.number"), word("health"), word("password"), word("driving-licence")}
		},
		func(r *notice.Report) { r.Scope.Groups = nil },
		func(r *notice.Report) {
			r.Contacts, r.Notification = nil, []notice.Notification{{Channel: []notice.Word{word("publication")}}}
		},
	} {
		r := full()
		change(r)
		for _, id := range rulesOf(Findings(&notice.Site{}, incidents(r), Names())) {
			broken[id] = true
		}
	}
	for _, id := range Rules() {
		if !broken[id] {
			t.Errorf("no report breaks %s", id)
		}
	}
}

// What only a regulator is told, what is not confirmed and what is not in
// force is never asked of a page.
func TestNeverAsked(t *testing.T) {
	empty := &notice.Report{File: "content/x/1.toml", Kind: word("ransomware"), Stage: word("first"),
		Scope: notice.Scope{Groups: []notice.Group{{Data: []notice.GroupData{{Status: word("possible"), Items: []notice.Word{word("individual-number"), word("card.number"), word("health"), word("password"), word("driving-licence")}}}}}}}
	found := rulesOf(Findings(&notice.Site{}, incidents(empty), Names()))
	if len(found) < 20 {
		t.Errorf("only %v", found)
	}
	for _, r := range regimes {
		for _, i := range r.Items {
			if (!i.Target.page() || i.Mark == Unconfirmed || i.Level == Draft) && slices.Contains(found, i.Rule()) {
				t.Errorf("%s is demanded of the page", i.ID)
			}
		}
	}
	for _, result := range Check(&notice.Site{}, incidents(empty), Names(), date(t, "2026-11-23")) {
		for _, a := range result.Answers {
			if a.State == Missing && !a.Target.page() {
				t.Errorf("%s, for regulators only, is called missing", a.ID)
			}
		}
	}
}

func TestAnswers(t *testing.T) {
	answerOf := func(r *notice.Report, regime, id string) State {
		for _, result := range Check(site(), incidents(r), []string{regime}, date(t, "2026-11-23")) {
			for _, a := range result.Answers {
				if a.ID == id {
					return a.State
				}
			}
		}
		t.Fatalf("no item %s", id)
		return 0
	}
	for _, c := range []struct {
		regime, id string
		change     func(*notice.Report)
		want       State
	}{
		{"appi", "appi-8-1-iv", func(r *notice.Report) { r.Stage, r.Cause.State = word("first"), word("under-investigation") }, DeclaredUnknown},
		{"appi", "appi-8-1-iv", func(r *notice.Report) { r.Cause.State = word("unknown") }, CannotDecide},
		{"appi", "appi-8-1-iv", func(r *notice.Report) { r.Cause.Text = notice.Prose{} }, Missing},
		{"appi", "appi-8-1-v", func(r *notice.Report) { r.Harm = notice.Harm{State: word("none-confirmed")} }, Present},
		{"appi", "appi-8-1-v", func(r *notice.Report) { r.Harm = notice.Harm{State: word("confirmed")} }, Missing},
		{"appi", "appi-8-1-v", func(r *notice.Report) { r.Harm = notice.Harm{State: word("unknown")} }, DeclaredUnknown},
		{"gdpr", "gdpr-33-3-c", func(r *notice.Report) { r.Harm = notice.Harm{State: word("none-confirmed")} }, Missing},
		{"gdpr", "gdpr-33-3-c", func(r *notice.Report) { r.Harm.State = word("none-confirmed") }, CannotDecide},
		{"gdpr", "gdpr-34-1-highrisk", func(*notice.Report) {}, CannotDecide},
		{"gdpr", "gdpr-omnibus", func(*notice.Report) {}, NotApplicable},
		{"appi", "appi-card-trigger", func(r *notice.Report) { r.Scope.Groups[0].Data[0].Items = []notice.Word{word("card.expiry")} }, NotApplicable},
		{"appi", "appi-26-1-trigger", func(r *notice.Report) { r.Scope.Groups[0].Data[0].Protection = word("encrypted-key-safe") }, CannotDecide},
		{"appi", "appi-8-1-i", func(r *notice.Report) { r.Scope.Groups[0].Data[0].Status = word("ruled-out") }, NotApplicable},
		{"appi", "appi-8-1-i", func(r *notice.Report) { r.Scope.Groups[0].Data[0].Items = []notice.Word{word("source-code")} }, NotApplicable},
		{"my-number", "jp-mynum-change", func(*notice.Report) {}, NotApplicable},
		{"card", "jp-card-store", func(r *notice.Report) { r.Scope.NotAffected = nil }, Missing},
		{"korea", "kr-34-1-6", func(*notice.Report) {}, CannotDecide},
		{"korea", "kr-34-1-6", func(r *notice.Report) { r.Lead = notice.Prose{} }, Missing},
		{"korea", "kr-34-1-6", func(r *notice.Report) { r.Timeline[1].At.From.Month = 9 }, NotApplicable},
		{"california", "ca-82-d1-title", func(r *notice.Report) { r.Title = both("通知", "Data Breach") }, Missing},
		{"california", "ca-82-d2-F", func(r *notice.Report) { r.Scope.Groups[0].Data[0].Items = []notice.Word{word("driving-licence")} }, Missing},
		{"california", "ca-82-d2-F", func(*notice.Report) {}, NotApplicable},
	} {
		r := full()
		c.change(r)
		if got := answerOf(r, c.regime, c.id); got != c.want {
			t.Errorf("%s: %s, want %s", c.id, got.Words().En, c.want.Words().En)
		}
	}
}

func TestNearest(t *testing.T) {
	for name, want := range map[string]string{"api": "appi", "GDPR": "gdpr", "uk_gdpr": "uk-gdpr", "mynumber": "my-number", "calfornia": "california", "gpdr": "gdpr", "wonderland": "", "pipl": "china", "zzz": "", "": ""} {
		if got := Nearest(name); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", name, got, want)
		}
	}
}

// A regime that does not concern a report is said to be so in one line.
func TestOutside(t *testing.T) {
	r := full()
	r.Scope.Groups = nil
	r.Kind = word("outage")
	results := Check(site(), incidents(r), []string{"gdpr", "card"}, date(t, "2026-11-23"))
	var b bytes.Buffer
	if err := Print(&b, results, "en"); err != nil {
		t.Fatal(err)
	}
	for _, result := range results {
		if result.Outside.IsZero() || len(result.Dues) > 0 {
			t.Errorf("%s concerns an outage", result.Name)
		}
	}
	if s := b.String(); !strings.Contains(s, "not applicable: no personal data stated\n") || strings.Contains(s, "gdpr-33") {
		t.Error(s)
	}
}

// The columns of a table begin at the same width in every line.
func TestPrint(t *testing.T) {
	for _, lang := range []string{"ja", "en"} {
		var b bytes.Buffer
		if err := Print(&b, Check(site(), incidents(full()), Names(), date(t, "2026-11-23")), lang); err != nil {
			t.Fatal(err)
		}
		if s := strings.ToLower(b.String()); strings.Contains(s, "compliant") || strings.Contains(s, "遵守") || strings.Contains(s, "適合") {
			t.Errorf("%s: a table judges", lang)
		}
		head, column := "", 0
		for line := range strings.Lines(b.String()) {
			if i := strings.Index(line, map[string]string{"ja": "条 ", "en": "article "}[lang]); i >= 0 && head == "" {
				head, column = line, diag.Width(line[:i])
			}
			if i := strings.Index(line, map[string]string{"ja": "規則8条1項", "en": "Rule 8(1)"}[lang]); i >= 0 && strings.Contains(line, "appi-8-1") && diag.Width(line[:i]) != column {
				t.Errorf("%s: not aligned:\n%s%s", lang, head, line)
			}
		}
		if head == "" {
			t.Errorf("%s: no table:\n%s", lang, b.String())
		}
	}
}
