package bench

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"
)

// page writes the TOML of a report.
type page struct {
	bytes.Buffer
	*incident
	number int
}

func (p *page) line(format string, args ...any) { fmt.Fprintf(p, format+"\n", args...) }

// text writes a text in both languages, with the name of the system for %s.
func (p *page) text(key string, w words) {
	p.line("%s.ja = %q", key, strings.ReplaceAll(w.ja, "%s", p.system.ja))
	p.line("%s.en = %q", key, strings.ReplaceAll(w.en, "%s", p.system.en))
}

// at is the publication of the report.
func (p *page) at() time.Time { return p.published[p.number-1] }

func day(t time.Time) string { return t.Format(time.DateOnly) }

// report gives a report of the incident. What the reports have in common is
// the same in each, whichever is asked for.
func (in *incident) report(number int) []byte {
	p := &page{incident: in, number: number}
	p.head()
	p.scope()
	p.counts()
	p.statements()
	p.timeline()
	p.bodies()
	p.people()
	p.steps()
	p.changes()
	return p.Bytes()
}

func (p *page) head() {
	stage := "update"
	switch p.number {
	case 1:
		stage = "first"
	case 3:
		stage = "final"
	}
	p.line("kind      = %q\nstage     = %q\nstatus    = \"ready\"\npublished = %sT15:00:00+09:00\nreference = %q", p.kind.id, stage, day(p.at()), p.slug)
	p.text("title", p.kind.title)
	p.text("lead", words{
		"{timeline.detected}、%sで異常が見つかり、{counts.total}の個人情報が閲覧された可能性があることが分かりました。現在の状況、対象となる方、お問い合わせ先をお知らせします。\n\n" + paragraphs[0].ja,
		"On {timeline.detected} something was found to be wrong at %s, and the personal data of {counts.total} may have been viewed. This notice says what we know, who is concerned and whom to ask.\n\n" + paragraphs[0].en,
	})
	p.text("apology", paragraphs[3])
	p.text("situation", words{"調査と個別のご連絡を進めています", "Investigation and individual notices under way"})
	p.line("\n[[issuers]]\nname = { ja = %q, en = %q }", p.org.ja, p.org.en)
}

func (p *page) scope() {
	p.line("\n[scope]\nexposure = { from = %s, to = %s }", day(p.began), day(p.noticed))
	p.text("note", words{"対象は%sに登録された情報に限られます。ほかの系統とは切り離して運用しており、影響はありません。", "Only data registered in %s are concerned. It is run apart from our other systems, which are not affected."})
	p.line("\n[[scope.systems]]\nname = { ja = %q, en = %q }", p.system.ja, p.system.en)
	for _, g := range p.groups {
		p.line("\n[[scope.groups]]\nid   = %q", g.id)
		p.text("name", g.name)
		p.line("[[scope.groups.data]]\nstatus = \"likely\"\nitems  = [%s]", g.items[0])
		p.line("[[scope.groups.data]]\nstatus = \"possible\"\nitems  = [%s]", g.items[1])
	}
	p.line("\n[[scope.not_affected]]\nkind  = \"data\"\nbasis = \"not-held\"")
	p.text("what", words{"クレジットカードの情報", "Credit card details"})
	p.text("reason", words{"決済は外部の事業者が行っており、当機関では保管していません。", "Payment is handled by an outside provider; we do not keep them."})
}

func (p *page) counts() {
	p.line("\n[[counts]]\nid       = \"total\"\nmeasures = { max = %d, unit = \"person\" }\nstatus   = \"possible\"\nparts    = \"sum\"", p.total(p.number))
	p.text("label", words{"対象となる方", "People concerned"})
	for _, g := range p.groups {
		p.line("\n[[counts]]\nid       = %q\ngroup    = %q\npart_of  = \"total\"\nmeasures = { max = %d, unit = \"person\" }", g.id, g.id, p.count(g, p.number))
	}
}

func (p *page) statements() {
	p.line("\n[cause]\nstate = \"presumed\"")
	p.text("text", words{p.kind.cause.ja + "\n\n" + paragraphs[1].ja, p.kind.cause.en + "\n\n" + paragraphs[1].en})
	p.line("\n[harm]\nstate = \"none-confirmed\"")
	p.text("text", paragraphs[2])
	for k, w := range paragraphs[4 : 6+len(p.groups)%2] {
		audience := "everyone"
		if k == 1 {
			audience = "a"
		}
		p.line("\n[[advice]]\nfor = %q", audience)
		p.text("title", []words{{"お願いしたいこと", "What we ask of you"}, {"カードの情報について", "About card details"}, {"今後について", "What comes next"}}[k])
		p.text("text", w)
	}
}

// event is an entry of the timeline.
type event struct {
	at    string
	id    string
	party string
	text  words
}

func (p *page) timeline() {
	after := func(days int) string { return day(p.noticed.AddDate(0, 0, days)) }
	list := []event{
		{day(p.began), "started", "", words{"%sの設定が変更され、外部から到達できる状態になりました。", "The settings of %s were changed, and it could be reached from outside."}},
		{p.noticed.Format("2006-01-02T15:04:05"), "detected", "", words{"当直の担当者が%sの異常に気づき、責任者に報告しました。", "The officer on duty noticed that something was wrong at %s and reported it."}},
		{after(0), "service-stopped", "maintenance", words{"%sを停止し、ネットワークから切り離しました。", "We stopped %s and disconnected it from the network."}},
		{after(2), "investigation-started", "forensics", words{"外部の専門機関による調査を始めました。", "Outside specialists began their investigation."}},
		{after(3), "authority-notified", "", words{"個人情報保護委員会に速報を提出し、所轄の警察署に相談しました。", "We filed a preliminary report with the Personal Information Protection Commission and consulted the police."}},
	}
	for k, w := range steps[:1+len(p.groups)-2] {
		list = append(list, event{after(1 + k), "", "", w})
	}
	if p.number > 1 {
		list = append(list, event{day(p.published[1].AddDate(0, 0, -4)), "investigation-finished", "forensics", words{"専門機関から調査の報告書を受け取りました。", "We received the report of the specialists."}})
	}
	for k, at := range p.published[:p.number] {
		list = append(list, event{day(at), "announced", "", words{fmt.Sprintf("第%d報を公表しました。", k+1), fmt.Sprintf("We published report %d.", k+1)}})
	}
	slices.SortStableFunc(list, func(a, b event) int { return strings.Compare(a.at[:10], b.at[:10]) })
	for _, e := range list {
		p.line("\n[[timeline]]\nat    = %s", e.at)
		if e.id != "" {
			p.line("event = %q", e.id)
		}
		if e.party != "" {
			p.line("party = %q", e.party)
		}
		p.text("text", e.text)
	}
}

func (p *page) bodies() {
	p.line("\n[[parties]]\nid   = \"maintenance\"\nrole = \"maintenance\"\nat   = %s", day(p.noticed))
	p.text("work", words{"%sの保守の委託先", "Maintains %s for us"})
	p.line("\n[[parties]]\nid   = \"forensics\"\nrole = \"forensics\"")
	p.text("work", words{"第三者としての調査", "Independent investigation"})
	p.line("\n[[authorities]]\nbody   = \"ppc\"\nreport = \"preliminary\"\nat     = %s\nstate  = \"done\"", day(p.noticed.AddDate(0, 0, 3)))
	p.line("\n[[authorities]]\nbody   = \"police\"\nreport = \"consultation\"\nat     = %s\nstate  = \"done\"", day(p.noticed.AddDate(0, 0, 3)))
	p.line("\n[[services]]\nid       = \"main\"\nstate    = \"stopped\"\nstopped  = %s", day(p.noticed))
	p.text("name", p.system)
	p.text("forecast", words{"決まり次第お知らせします", "To be announced once it has been decided"})
}

func (p *page) people() {
	p.line("\n[[notification]]\nchannel = [\"email\", \"letter\"]\nto      = \"everyone\"\nstate   = \"under-way\"\nat      = { from = %s }", day(p.published[0]))
	p.text("note", words{"ご登録の連絡先に順次お送りしています。", "Sent in turn to the addresses registered with us."})
	p.line("\n[[contacts]]\nid        = \"desk\"\nfor       = \"customers\"\nphone     = \"0120-%s-%s\"\nfree_call = true\nemail     = \"desk@notices.example.org\"", p.desk[:3], p.desk[1:])
	p.text("name", words{"専用お問い合わせ窓口", "Dedicated enquiry desk"})
	p.text("note", words{"英語でのご相談も承ります。", "Enquiries in English are welcome."})
	p.line("[[contacts.hours]]\ndays     = \"mon-fri\"\nopen     = \"9:00\"\nclose    = \"17:30\"\nholidays = \"closed\"")
	p.line("\n[[contacts]]\nid        = \"abroad\"\nfor       = \"abroad\"\nphone     = \"03-5555-%s\"", p.desk)
	p.text("name", words{"海外からのお問い合わせ", "Enquiries from abroad"})
	p.line("[[contacts.hours]]\ndays     = \"mon-fri\"\nopen     = \"9:00\"\nclose    = \"17:00\"")
	if len(p.groups) > 4 {
		p.line("\n[[contacts]]\nid        = \"press\"\nfor       = \"press\"\nemail     = \"press@notices.example.org\"")
		p.text("name", words{"報道機関の方", "The press"})
	}
	for _, q := range questions {
		p.line("\n[[questions]]")
		p.text("question", q.question)
		p.text("answer", q.answer)
	}
}

func (p *page) steps() {
	for k, m := range measures[:min(len(measures), 2+len(p.groups))] {
		p.line("\n[[remediation]]\nkind  = %q\nstate = %q", m.kind, m.state)
		if k == 0 {
			p.line("at    = %s", day(p.noticed))
		}
		p.text("text", m.text)
	}
}

func (p *page) changes() {
	if p.number == 1 {
		return
	}
	for _, id := range []string{"total", "a"} {
		was := p.total(p.number - 1)
		if id == "a" {
			was = p.count(p.groups[0], p.number-1)
		}
		p.line("\n[[changes]]\nwhat = \"counts.%s\"\nnew  = \"{counts.%[1]s}\"", id)
		p.text("old", words{fmt.Sprintf("最大%d名", was), fmt.Sprintf("up to %d people", was)})
		p.text("reason", words{"調査が進み、対象となる方が17名増えました。", "As the investigation went on, 17 more people were found to be concerned."})
	}
}
