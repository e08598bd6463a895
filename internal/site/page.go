package site

import (
	"net/url"
	"strings"

	"kohyo/internal/notice"
)

// Kind is what a page shows.
type Kind int

// The kinds of pages and files.
const (
	Root         Kind = iota // the language choice
	Home                     // newest notices of a language
	Archive                  // incidents of a year, kind and state
	Overview                 // all incidents on a time axis, and totals
	Search                   // where readers search
	Verify                   // how to verify a notice, where the site has a log
	Notice                   // an incident's newest report
	Report                   // one report
	Changes                  // what a report changes against the one before
	Print                    // a report on paper
	Bilingual                // a report on paper, in every language
	NotFound                 // 404.html
	PlainText                // a report as plain text
	Atom                     // feed.xml
	JSONFeed                 // feed.json
	IncidentAtom             // feed.xml of one incident
	ReportData               // a report as data
	Index                    // index.json
	DataSchema               // what the data files hold, as a JSON Schema
	CSV                      // reports.csv
	CSVPart                  // a year's reports as a table
	CSAFProvider             // who publishes CSAF documents, and where
	CSAFService              // the feeds of the documents
	CSAFFeed                 // the documents of a year
	CSAFIndex                // index.txt
	CSAFChanges              // changes.csv
	CSAFDocument             // an incident as a CSAF document
	CSAFSum                  // the checksum of one
	SearchIndex              // terms of a part of the search index
	SearchTexts              // texts of some incidents of a part
	IndexPart                // a year's reports as data
	Sitemap                  // sitemap.xml
	SitemapPart              // sitemap-1.xml …
	Robots                   // robots.txt
	SecurityTxt              // security.txt
	Attachment               // a file that a report cites
	PDF                      // what is printed, as a file
	Asset                    // a file of the theme
)

// Page is one file of the site. Its lists are stretches of the site's own:
// read them, do not change them.
type Page struct {
	Kind    Kind
	Lang    string // "" for what is the same in every language
	Address string // as in a URL, relative to base_url: "ja/2019/", "index.json"

	Incident *Incident      // of Notice, Report, Changes, Print, Bilingual, PDF, PlainText, IncidentAtom, ReportData, CSAFDocument, CSAFSum, Attachment
	Report   *notice.Report // of Notice (its newest), Report, Changes, Print, Bilingual, PDF, PlainText, ReportData, CSAFDocument, CSAFSum

	Filter     Filter // of Archive
	Year       int    // of IndexPart, CSVPart, CSAFFeed
	Number, Of int    // page Number of Of, from 1, of IndexPart, CSVPart, SitemapPart; of SearchIndex, SearchTexts file and part, both from 0; of Archive see ArchiveAddress

	Items   []*Incident      // of Home, Archive, Overview, SitemapPart, CSAFFeed, and of the reports of Atom, JSONFeed
	Reports []*notice.Report // of Atom, JSONFeed, IncidentAtom, Index, CSV (newest first), IndexPart, CSVPart (oldest first)

	Name string // of an Attachment, in content/<slug>/files/, of a PDF, of a DataSchema, of a CSAFSum
}

// File is the page's name in the output: "ja/2019/index.html".
func (p Page) File() string {
	name := p.Address
	if strings.Contains(name, "%") {
		if plain, err := url.PathUnescape(name); err == nil {
			name = plain
		}
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	return name
}

// HTML reports whether the page is one for readers, with translations and a
// canonical address.
func (p Page) HTML() bool { return p.Kind <= Changes }
