// Package check holds every rule about what the content says: one function
// and one row in one table. It reads, reports and changes nothing.
package check

import (
	"slices"
	"time"

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
	Found     diag.Findings       // what the stages before have found
	Law       []string            // regimes to look at besides those of site.toml

	// Open reads a file of an incident; nil when none is to be looked into.
	Open func(slug, name string) ([]byte, error)
}

// Run applies every rule and gives what they and the stages before have
// found, in order, without what site.toml and the reports accept.
func Run(in Input) diag.Findings {
	found := slices.Clone(in.Found)
	all := sources(in)
	for _, s := range all {
		for _, r := range rules {
			r.find(s, func(at diag.Place, text, hint diag.Words) {
				found = append(found, diag.Finding{Rule: r.ID, Severity: r.Severity, Place: at, Text: text, Hint: hint})
			})
		}
	}
	found = append(found, lawFindings(in)...)
	return accept(all, found).Sort()
}

// source is one file under check, with what every rule needs of it.
type source struct {
	looking
	site       *notice.Site
	report     *notice.Report     // nil in site.toml
	incident   *notice.Incident   // of the report
	incidents  []*notice.Incident // of the site
	files      []string           // of the incident
	fields     []notice.Field
	said       []said
	facts      []string            // what prose may quote
	before     *notice.Report      // the report before, nil for the first
	zone       *time.Location      // of the report; ask location
	structured *known              // what its fields say; ask knows
	readings   map[string]*reading // by the text; ask reading
}

// looking is what the rules about personal data have gathered of a source.
type looking struct {
	addresses   []string // mail addresses and phone numbers; ask declared
	open        func(slug, name string) ([]byte, error)
	attachments []attached // ask attached
	lookedAt    bool
}

// said is a passage that has been read.
type said struct {
	notice.Said
	problems   []prose.Problem
	references []prose.Reference
	links      []prose.Link
	headings   []prose.Heading
}

// say reports a finding.
type say func(at diag.Place, text, hint diag.Words)

func sources(in Input) []*source {
	if in.Site == nil {
		return nil
	}
	all := []*source{read(&source{site: in.Site, incidents: in.Incidents})}
	for _, incident := range in.Incidents {
		var before *notice.Report
		for _, report := range incident.Reports {
			all = append(all, read(&source{
				site: in.Site, report: report, incident: incident, incidents: in.Incidents, before: before,
				files: in.Files[incident.Slug], facts: wording.FactPaths(report), looking: looking{open: in.Open},
			}))
			before = report
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
		s.said = append(s.said, said{p, doc.Problems(), doc.References(), doc.Links(), doc.Headings()})
	}
	return s
}

// of puts the name of what a finding is about before its words.
func of(path string, words diag.Words) diag.Words {
	return diag.Words{Ja: path + ": " + words.Ja, En: path + ": " + words.En}
}
