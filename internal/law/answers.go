package law

import (
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

func present(field string, at diag.Place) answer {
	return answer{state: Present, field: field, at: at}
}

func missing(field string, at diag.Place) answer {
	return answer{state: Missing, field: field, at: at}
}

// all asks several things at once. What is missing weighs most, then what
// cannot be decided, then what is declared unknown.
func all(asked ...func(*facts) answer) func(*facts) answer {
	return func(f *facts) answer {
		var worst answer
		for i, ask := range asked {
			if a := ask(f); i == 0 || weight(a.state) > weight(worst.state) {
				worst = a
			}
		}
		return worst
	}
}

func weight(s State) int {
	return map[State]int{Missing: 4, CannotDecide: 3, DeclaredUnknown: 2, Present: 1}[s]
}

// when asks only if the report holds one of the data items.
func when(ask func(*facts) answer, items ...string) func(*facts) answer {
	return func(f *facts) answer {
		if item, _ := f.holds(items...); item == "" {
			return answer{state: NotApplicable}
		}
		return ask(f)
	}
}

func summary(f *facts) answer {
	r := f.report
	switch {
	case !r.Lead.IsZero():
		return present("lead", r.Lead.Place)
	case !r.Situation.IsZero():
		return present("situation", r.Situation.Place)
	}
	for _, e := range r.Timeline {
		if !e.Text.IsZero() {
			return present("timeline", e.Place)
		}
	}
	return missing("lead", diag.Place{})
}

func dataItems(f *facts) answer {
	var a answer
	f.items(func(_ string, d notice.GroupData) {
		if a.state != Present {
			a = present("scope.groups.data", d.Place)
		}
	})
	if a.state == Present {
		return a
	}
	return missing("scope.groups.data", diag.Place{})
}

// peopleCount answers how many people are concerned.
func peopleCount(f *facts) answer {
	a := missing("counts", diag.Place{})
	for _, c := range f.report.Counts {
		for _, m := range c.Measures {
			if !human(m.Unit.ID) {
				continue
			}
			if _, ok := m.Largest(); ok {
				return present("counts", c.Place)
			}
			a = answer{state: DeclaredUnknown, field: "counts", at: c.Place}
		}
	}
	return a
}

func cause(f *facts) answer {
	c := f.report.Cause
	a := answer{field: "cause", at: c.Place}
	switch {
	case c.State.ID == "":
		return missing("cause", diag.Place{})
	case c.State.Is("unknown", "under-investigation"):
		a.state = DeclaredUnknown
		if f.report.Stage.Is("final") {
			a.state, a.why = CannotDecide, diag.Words{Ja: "最終報で不明とされています", En: "unknown in a final report"}
		}
	case c.State.Is("withheld"):
		a.why = diag.Words{Ja: "非公表とされています", En: "withheld"}
	case c.Text.IsZero():
		return missing("cause.text", c.Place)
	default:
		a.state = Present
	}
	return a
}

// harm answers whether misuse followed or may follow. That none was found is
// an answer too.
func harm(f *facts) answer {
	h := f.report.Harm
	a := answer{state: Present, field: "harm", at: h.Place}
	switch {
	case h.State.ID == "":
		return missing("harm", diag.Place{})
	case h.State.Is("unknown", "under-investigation"):
		a.state = DeclaredUnknown
	case h.State.Is("confirmed", "cannot-be-ruled-out") && h.Text.IsZero() && len(h.Count) == 0:
		return missing("harm.text", h.Place)
	}
	return a
}

// consequences answers what may follow for people. That nothing was found so
// far is no answer to it.
func consequences(f *facts) answer {
	h := f.report.Harm
	a := answer{field: "harm.text", at: h.Place}
	switch {
	case h.State.Is("unknown", "under-investigation"):
		a.state = DeclaredUnknown
	case h.State.ID == "" || h.Text.IsZero():
		return missing("harm.text", h.Place)
	case h.State.Is("none-confirmed", "none-reported"):
		a.why = diag.Words{Ja: "今後考えられる影響まで書かれているかは判断できません", En: "whether it says what may follow"}
	default:
		a.state = Present
	}
	return a
}

func measures(f *facts) answer {
	for _, m := range f.report.Remediation {
		if !m.State.Is("not-needed") {
			return present("remediation", m.Place)
		}
	}
	return missing("remediation", diag.Place{})
}

// prevention answers whether steps against a repetition are named.
func prevention(f *facts) answer {
	for _, m := range f.report.Remediation {
		if m.Kind.Is("prevention") {
			return present("remediation", m.Place)
		}
	}
	return missing("remediation", diag.Place{})
}

func advice(f *facts) answer {
	for _, a := range f.report.Advice {
		if !a.Text.IsZero() || !a.Title.IsZero() || a.NoAction.V {
			return present("advice", a.Place)
		}
	}
	return missing("advice", diag.Place{})
}

func contact(f *facts) answer {
	for _, c := range f.report.Contacts {
		if c.Phone.V != "" || c.Email.V != "" || c.Form.V != "" || !c.Address.IsZero() || c.Fax.V != "" {
			return present("contacts", c.Place)
		}
	}
	return missing("contacts", diag.Place{})
}

// namedContact asks for a contact point with a name.
func namedContact(f *facts) answer {
	a := contact(f)
	if a.state != Present {
		return a
	}
	for _, c := range f.report.Contacts {
		if !c.Name.IsZero() || !c.Person.IsZero() {
			return present("contacts", c.Place)
		}
	}
	return missing("contacts.name", a.at)
}

func who(f *facts) answer {
	if len(f.report.Issuers) > 0 {
		return present("issuers", f.report.Issuers[0].Place)
	}
	if f.site.Organization.Name.IsZero() {
		return missing("issuers", diag.Place{})
	}
	return present("site.toml organization", f.site.Organization.Name.Place)
}

// occurred answers when it happened.
func occurred(f *facts) answer {
	m, e := f.event("occurred", "started")
	switch {
	case m.Unknown:
		return answer{state: DeclaredUnknown, field: "timeline", at: e.Place}
	case m.Known():
		return present("timeline", e.Place)
	case len(f.report.Scope.Exposure) > 0:
		return present("scope.exposure", f.report.Scope.Exposure[0].Place)
	}
	return missing("timeline", diag.Place{})
}

func discovered(f *facts) answer {
	if m, e := f.known(); m.Known() {
		return present("timeline", e.Place)
	} else if m.Unknown {
		return answer{state: DeclaredUnknown, field: "timeline", at: e.Place}
	}
	return missing("timeline", diag.Place{})
}

// dated answers whether the report bears its date. A draft has none yet; once
// ready it cannot be without.
func dated(f *facts) answer {
	if f.report.Published.IsZero() {
		return answer{field: "published", why: diag.Words{Ja: "下書きです", En: "a draft"}}
	}
	return present("published", f.report.Published.Place)
}

func toldPeople(f *facts) answer {
	for _, n := range f.report.Notification {
		return present("notification", n.Place)
	}
	if m, e := f.event("individuals-notified"); !m.IsZero() {
		return present("timeline", e.Place)
	}
	return missing("notification", diag.Place{})
}

// substitute asks what stands in for a notice to each person, when the report
// says that people are told by publication.
func substitute(f *facts) answer {
	for _, n := range f.report.Notification {
		for _, c := range append(append([]notice.Word(nil), n.Channel...), n.Fallback...) {
			if !c.Is("publication", "website", "press") {
				continue
			}
			if a := contact(f); a.state != Present {
				return a
			}
			return answer{
				field: "contacts", at: f.report.Contacts[0].Place,
				why: diag.Words{Ja: "自分が対象かを確かめられる窓口かは判断できません", En: "whether people can learn there if they are affected"},
			}
		}
	}
	return answer{state: NotApplicable, field: "notification", why: diag.Words{Ja: "公表による代替の記載がありません", En: "no substitute by publication stated"}}
}

// channels asks for more ways of telling people than a page alone.
func channels(f *facts) answer {
	var at diag.Place
	n := 0
	for _, t := range f.report.Notification {
		n, at = n+len(t.Channel)+len(t.Fallback), t.Place
	}
	switch {
	case n == 0:
		return answer{field: "notification"}
	case n == 1 && f.report.Notification[0].Channel[0].Is("website", "publication", "press"):
		return missing("notification", at)
	}
	return present("notification", at)
}

// english gives the English text, in any English.
func english(t notice.Text) (notice.Passage, bool) {
	if t.Same != nil {
		return *t.Same, true
	}
	for _, tag := range []string{"en", "en-US", "en-GB"} {
		if p, ok := t.In(tag); ok {
			return p, true
		}
	}
	return notice.Passage{}, false
}

// titled asks for a title of these very words.
func titled(want string) func(*facts) answer {
	return func(f *facts) answer {
		p, ok := english(f.report.Title)
		if ok && strings.Join(strings.Fields(strings.ReplaceAll(p.Text, "|", " ")), " ") == want {
			return present("title", p.Place)
		}
		return missing("title", f.report.Title.Place)
	}
}

// headed asks for headings of these words, in site.toml or in the prose.
func headed(heads ...string) func(*facts) answer {
	return func(f *facts) answer {
		written := map[string]bool{}
		note := func(line string) {
			written[strings.ToLower(strings.TrimRight(strings.TrimSpace(strings.TrimLeft(line, "# ")), "?："))] = true
		}
		for _, t := range f.site.Sections.Titles {
			if p, ok := english(t); ok {
				note(p.Text)
			}
		}
		for p := range f.report.Passages() {
			for line := range strings.Lines(p.Text) {
				if p.Markdown && strings.HasPrefix(line, "#") {
					note(line)
				}
			}
		}
		for _, h := range heads {
			if !written[strings.ToLower(h)] {
				a := missing("site.toml sections.titles", diag.Place{})
				a.why = diag.Say("「%s」", "%q", h)
				return a
			}
		}
		return present("site.toml sections.titles", f.site.Sections.Place)
	}
}

// names asks for words in an English text of the report.
func names(field string, words ...string) func(*facts) answer {
	return func(f *facts) answer {
		for _, w := range words {
			if !f.said(w) {
				a := missing(field, diag.Place{})
				a.why = diag.Say("%s", "%s", w)
				return a
			}
		}
		return present(field, diag.Place{})
	}
}

// reaches answers whether the number of people reaches a threshold.
func reaches(t threshold) func(*facts) answer {
	return func(f *facts) answer {
		reached, decided, at := f.people(t)
		a := answer{field: "counts", at: at}
		switch {
		case reached:
			a.state, a.why = Present, diag.Words{Ja: "人数が該当します", En: "the number of people does"}
		case decided:
			a.state = NotApplicable
		}
		return a
	}
}
