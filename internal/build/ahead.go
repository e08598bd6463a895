package build

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// stops reports whether an error keeps a site from being made: any, or with
// Public those that are not surely of reports which are left out.
func (c *content) stops(findings diag.Findings, opt Options) bool {
	if findings.Errors() == 0 || !opt.Public {
		return findings.Errors() > 0
	}
	if c.frame.proto == nil {
		return true
	}
	pages := c.pages(opt)
	for _, f := range findings {
		if f.Severity == diag.Error && !c.ahead(pages, f) {
			return true
		}
	}
	return false
}

// ahead reports whether a finding is of the file of a draft, or of a report
// whose moment is known and has not come. What cannot be read may be neither.
func (c *content) ahead(pages *site.Site, f diag.Finding) bool {
	slug := check.Slug(f.File)
	at, ok := c.at(slug)
	number, isReport := strings.CutSuffix(path.Base(f.File), ".toml")
	n, err := strconv.Atoi(number)
	if !ok || !isReport || err != nil || f.File != "content/"+slug+"/"+number+".toml" {
		return false
	}
	// A file that could not be read whole may say more of itself than was read.
	if slices.Contains(load.Rules, f.Rule) && !slices.Contains(meanings, f.Rule) || f.Rule == "unreadable" {
		return false
	}
	var r *notice.Report
	for _, head := range c.entries[at].now.heads.Open().Reports {
		if head.Number == n {
			r = head
		}
	}
	if r == nil || f.Line > 0 && (f.Line == r.Status.Line || f.Line == r.Published.Line) {
		return false
	}
	return r.Status.Is("draft") || r.Status.Is("ready") && waits(pages, r)
}

// meanings are the rules of reading that find fault with a value and not with
// how the file is written.
var meanings = []string{
	"duplicate-id", "empty-list", "empty-text", "id-form", "impossible-date", "measure-shape", "missing-field", "missing-language",
	"moment-form", "negative-figure", "number-range", "pending-source", "unknown-id", "unknown-key", "unknown-language", "unknown-word",
	"withdrawn-text", "word-exists", "wrong-type",
}

func waits(pages *site.Site, r *notice.Report) bool {
	return !pages.Public(r) && pages.PublishedAt(r).After(pages.Now)
}
