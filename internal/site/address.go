package site

import (
	"net/url"
	"strconv"
	"strings"
)

// Addresses are relative to base_url, escaped as in a URL. One that ends in a
// slash is a page; "" is the language choice.

// HomeAddress is the page of a language: "ja/".
func HomeAddress(lang string) string { return lang + "/" }

// OverviewAddress is the overview of all incidents: "ja/overview/".
func OverviewAddress(lang string) string { return lang + "/" + overviewName }

const overviewName = "overview/"

// NoticeAddress is the notice of an incident: "ja/<slug>/".
func NoticeAddress(lang, slug string) string { return lang + "/" + url.PathEscape(slug) + "/" }

// ReportAddress is a report, for ever: "ja/<slug>/1/".
func ReportAddress(lang, slug string, number int) string {
	return NoticeAddress(lang, slug) + strconv.Itoa(number) + "/"
}

// ChangesAddress is what a report changes: "ja/<slug>/2/changes/".
func ChangesAddress(lang, slug string, number int) string {
	return ReportAddress(lang, slug, number) + "changes/"
}

// PrintAddress is a report on paper: "ja/<slug>/1/print/".
func PrintAddress(lang, slug string, number int) string {
	return ReportAddress(lang, slug, number) + "print/"
}

// BilingualAddress is a report on paper in every language, lang before the
// others: "ja/<slug>/1/print/bilingual/".
func BilingualAddress(lang, slug string, number int) string {
	return PrintAddress(lang, slug, number) + "bilingual/"
}

// PlainTextAddress is a report as plain text: "ja/<slug>/1/notice.txt".
func PlainTextAddress(lang, slug string, number int) string {
	return ReportAddress(lang, slug, number) + plainTextName
}

const (
	plainTextName = "notice.txt"
	atomName      = "feed.xml"
)

// DataAddress is a report as data: "<slug>/1.json".
func DataAddress(slug string, number int) string {
	return url.PathEscape(slug) + "/" + strconv.Itoa(number) + ".json"
}

// The schemas of the data, by the version of what they describe.
const (
	ReportSchema = "report-1.json"
	IndexSchema  = "index-1.json"
)

// SchemaAddress is a schema of the data: "schema/report-1.json".
func SchemaAddress(name string) string { return "schema/" + name }

// FileAddress is a file that a report cites: "<slug>/files/<name>".
func FileAddress(slug, name string) string {
	return url.PathEscape(slug) + "/files/" + escapePath(name)
}

// AtomAddress is the Atom feed of a language: "ja/feed.xml".
func AtomAddress(lang string) string { return lang + "/" + atomName }

// IncidentAtomAddress is the Atom feed of an incident: "ja/<slug>/feed.xml".
func IncidentAtomAddress(lang, slug string) string { return NoticeAddress(lang, slug) + atomName }

// JSONFeedAddress is the JSON Feed of a language: "ja/feed.json".
func JSONFeedAddress(lang string) string { return lang + "/feed.json" }

// Addresses of the files there is one of.
const (
	NotFoundAddress = "404.html"
	IndexAddress    = "index.json"
	CSVAddress      = "reports.csv"
	SitemapAddress  = "sitemap.xml"
	RobotsAddress   = "robots.txt"
)

// indexAddress is a file of a year's index: "index-2019.json",
// "index-2019-2.json".
func indexAddress(year, part int) string { return ofYear("index-", year, part) + ".json" }

// CSVYearAddress is a file of a year's table: "reports-2019.csv",
// "reports-2019-2.csv".
func CSVYearAddress(year, part int) string { return ofYear("reports-", year, part) + ".csv" }

func ofYear(before string, year, part int) string {
	a := before + strconv.Itoa(year)
	if part > 1 {
		a += "-" + strconv.Itoa(part)
	}
	return a
}

// sitemapAddress is a part of the sitemap, when there are several.
func sitemapAddress(part int) string { return "sitemap-" + strconv.Itoa(part) + ".xml" }

func escapePath(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return strings.Join(parts, "/")
}

// Relative is the link from one address to another: from "ja/a/" to "en/a/"
// it is "../../en/a/". Such links work under any path, and in an archive.
func Relative(from, to string) string {
	dir := from[:strings.LastIndexByte(from, '/')+1]
	for {
		slash := strings.IndexByte(dir, '/')
		if slash < 0 || !strings.HasPrefix(to, dir[:slash+1]) {
			break
		}
		dir, to = dir[slash+1:], to[slash+1:]
	}
	link := strings.Repeat("../", strings.Count(dir, "/")) + to
	first, _, _ := strings.Cut(link, "/")
	if link == "" || strings.Contains(first, ":") { // "a:b" would be a scheme
		link = "./" + link
	}
	return link
}

// Absolute is the whole URL of an address.
func (s *Site) Absolute(address string) string { return s.address + address }

// BasePath is the path under which the site is served: "/disclosure/". Pages
// that are served at any depth, such as 404.html, start their links with it.
func (s *Site) BasePath() string { return s.base.EscapedPath() }
