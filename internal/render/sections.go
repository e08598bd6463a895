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

// toldSection tells of one of all sections where it stands, if it does, and whether
// it is the same on screens and on paper.
type toldSection struct {
	at    int // -1 where the report says nothing of it
	alike bool
}

func (v *viewer) sections(screen *telling) ([]Section, []toldSection) {
	order := sectionOrder(v.site.Settings.Sections)
	out, told := make([]Section, 0, len(order)), make([]toldSection, len(order))
	for i, id := range order {
		n := len(out)
		there := false
		if screen != nil && screen.sections[i].alike {
			if at := screen.sections[i].at; at >= 0 {
				out, there = append(out, screen.bare.Sections[at]), true
			}
		} else {
			out = append(out, Section{ID: id, Title: v.sectionTitle(id)})
			if there = fillers[id](v, &out[n]); !there {
				out = out[:n]
			}
		}
		told[i] = toldSection{-1, v.alike()}
		if there {
			told[i].at = n
			out[n].Number, out[n].Others = n+1, v.otherLanguages(id)
			v.alike() // its links count for nothing: paper gets others
		}
	}
	if len(out) == 1 { // as of a report that was withdrawn: there is nothing to count
		out[0].Number = 0
	}
	return out, told
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
