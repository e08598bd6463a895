package render

import (
	"slices"

	"kohyo/internal/notice"
)

// fillers make the sections. A filler reports false when the report has
// nothing to say there: then the section does not appear.
var fillers = map[string]func(*viewer, *Section) bool{
	"affected":     func(v *viewer, s *Section) bool { s.Affected = v.affected(); return s.Affected != nil },
	"advice":       func(v *viewer, s *Section) bool { s.Advice = v.advice(); return s.Advice != nil },
	"contacts":     func(v *viewer, s *Section) bool { s.Contacts = v.contacts(); return s.Contacts != nil },
	"counts":       func(v *viewer, s *Section) bool { s.Counts = v.counts(); return s.Counts != nil },
	"scale":        func(v *viewer, s *Section) bool { s.Scale = v.scale(); return s.Scale != nil },
	"timeline":     func(v *viewer, s *Section) bool { s.Timeline = v.timeline(); return s.Timeline != nil },
	"cause":        func(v *viewer, s *Section) bool { s.Statement = v.cause(); return s.Statement != nil },
	"harm":         func(v *viewer, s *Section) bool { s.Statement = v.harm(); return s.Statement != nil },
	"services":     func(v *viewer, s *Section) bool { s.Services = v.services(); return s.Services != nil },
	"remediation":  func(v *viewer, s *Section) bool { s.Measures = v.measures(); return s.Measures != nil },
	"notification": func(v *viewer, s *Section) bool { s.Notification = v.notification(); return s.Notification != nil },
	"parties":      func(v *viewer, s *Section) bool { s.Parties = v.parties(); return s.Parties != nil },
	"changes":      func(v *viewer, s *Section) bool { s.Changes = v.changes(); return s.Changes != nil },
	"questions":    func(v *viewer, s *Section) bool { s.Questions = v.questions(); return s.Questions != nil },
	"notes":        func(v *viewer, s *Section) bool { s.Notes = v.notes(); return s.Notes != nil },
	"attachments":  func(v *viewer, s *Section) bool { s.Attachments = v.attachments(); return s.Attachments != nil },
	"reports":      func(v *viewer, s *Section) bool { s.History = v.history(); return s.History != nil },
}

func (v *viewer) sections() []Section {
	order := sectionOrder(v.site.Settings.Sections)
	out := make([]Section, 0, len(order))
	for _, id := range order {
		s := Section{ID: id, Title: v.sectionTitle(id)}
		if !fillers[id](v, &s) {
			continue
		}
		s.Number = len(out) + 1
		s.Others = v.otherLanguages(id)
		out = append(out, s)
	}
	if len(out) == 1 { // as of a report that was withdrawn: there is nothing to count
		out[0].Number = 0
	}
	return out
}

// sectionOrder is the site's order, then the rest: leaving a section out of
// the list never hides it.
func sectionOrder(set notice.Sections) []string {
	var order []string
	for _, w := range set.Order {
		if !slices.Contains(order, w.ID) {
			order = append(order, w.ID)
		}
	}
	for _, id := range notice.Vocabularies["sections"] {
		if !slices.Contains(order, id) {
			order = append(order, id)
		}
	}
	return order
}

func (v *viewer) sectionTitle(id string) string {
	if t, ok := v.site.Settings.Sections.Titles[id]; ok {
		return plain(v.w, t)
	}
	return v.w.Word("sections", id)
}

// otherLanguages links a section's heading to the same section elsewhere.
func (v *viewer) otherLanguages(id string) []SectionLink {
	var out []SectionLink
	for _, tag := range v.site.Langs {
		if tag == v.page.Lang {
			continue
		}
		href := v.tongue(tag) + "#" + id
		out = append(out, SectionLink{tag, v.langs[tag].Name(), href, v.writer(tag, v.report).Label("nav.this_section")})
	}
	return out
}
