// Package check holds every rule about what the content says: one function
// and one row in one table. It reads, reports and changes nothing.
package check

import (
	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/wording"
)

// Input is what the rules look at.
type Input struct {
	Site      *notice.Site
	Incidents []*notice.Incident
	Files     map[string][]string // the names in content/<slug>/files, by slug
}

// Run applies every rule and gives what they find, in order.
func Run(in Input) diag.Findings {
	var found diag.Findings
	for _, s := range sources(in) {
		for _, r := range rules {
			r.find(s, func(at diag.Place, text, hint diag.Words) {
				found = append(found, diag.Finding{Rule: r.ID, Severity: r.Severity, Place: at, Text: text, Hint: hint})
			})
		}
	}
	return found.Sort()
}

// source is one file under check, with what every rule needs of it.
type source struct {
	site     *notice.Site
	report   *notice.Report   // nil in site.toml
	incident *notice.Incident // of the report
	files    []string         // of the incident
	fields   []notice.Field
	said     []said
	facts    []string // what prose may quote
}

// said is a passage that has been read.
type said struct {
	notice.Said
	problems   []prose.Problem
	references []prose.Reference
}

// say reports a finding.
type say func(at diag.Place, text, hint diag.Words)

func sources(in Input) []*source {
	if in.Site == nil {
		return nil
	}
	all := []*source{read(&source{site: in.Site})}
	for _, incident := range in.Incidents {
		for _, report := range incident.Reports {
			all = append(all, read(&source{
				site: in.Site, report: report, incident: incident,
				files: in.Files[incident.Slug], facts: wording.FactPaths(report),
			}))
		}
	}
	return all
}

func read(s *source) *source {
	fields, passages := s.site.Fields(), s.site.Passages()
	if s.report != nil {
		fields, passages = s.report.Fields(), s.report.Passages()
	}
	for f := range fields {
		s.fields = append(s.fields, f)
	}
	for p := range passages {
		doc := prose.ParseText(p.Text)
		if p.Markdown {
			doc = prose.Parse(p.Text)
		}
		s.said = append(s.said, said{p, doc.Problems(), doc.References()})
	}
	return s
}

// of puts the name of what a finding is about before its words.
func of(path string, words diag.Words) diag.Words {
	return diag.Words{Ja: path + ": " + words.Ja, En: path + ": " + words.En}
}
