package site

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"kohyo/internal/notice"
)

// Addresses under which programs look for CSAF documents.
const (
	CSAFProviderAddress = ".well-known/csaf/provider-metadata.json"
	CSAFServiceAddress  = ".well-known/csaf/service.json"
	CSAFFolder          = ".well-known/csaf/white/" // everything here is public: TLP:WHITE
	CSAFIndexAddress    = CSAFFolder + "index.txt"
	CSAFChangesAddress  = CSAFFolder + "changes.csv"

	csafFeed = "csaf-feed-tlp-white-"
)

// csafSums are the checksums beside a CSAF document.
var csafSums = []string{"sha256", "sha512"}

// CSAFID is the id of an incident's document in a language: in the source
// language the slug, in others one with an underscore, which no slug has.
func CSAFID(s *Site, lang, slug string) string {
	if lang == s.Langs[0] {
		return slug
	}
	return slug + "_" + strings.ToLower(lang)
}

// csafYear is the folder of an incident's documents: the year of its first
// report, in UTC, as CSAF has it.
func (s *Site) csafYear(in *Incident) int { return in.first.UTC().Year() }

func (s *Site) csafDocument(lang string, in *Incident) Page {
	return Page{
		Kind: CSAFDocument, Lang: lang, Incident: in, Report: in.Newest(),
		Address: CSAFFolder + strconv.Itoa(s.csafYear(in)) + "/" + CSAFID(s, lang, in.Slug) + ".json",
	}
}

// CSAFDocumentsOf gives the documents of an incident, in every language.
func (s *Site) CSAFDocumentsOf(in *Incident) []Page {
	in = in.Open()
	docs := make([]Page, len(s.Langs))
	for i, lang := range s.Langs {
		docs[i] = s.csafDocument(lang, in)
	}
	return docs
}

// CSAFRevision is a change of an incident's documents: the publication of a
// report, or its withdrawal.
type CSAFRevision struct {
	Report    *notice.Report
	At        time.Time
	Withdrawn bool
}

// CSAFRevisions gives the changes of an incident's documents in their order.
func (s *Site) CSAFRevisions(in *Incident) []CSAFRevision {
	var all []CSAFRevision
	for _, r := range in.Open().Reports {
		all = append(all, CSAFRevision{Report: r, At: s.PublishedAt(r)})
		if r.IsWithdrawn() {
			all = append(all, CSAFRevision{r, s.UpdatedAt(r), true})
		}
	}
	slices.SortStableFunc(all, func(a, b CSAFRevision) int { return a.At.Compare(b.At) })
	return all
}

// CSAFChanged is when an incident's documents changed last.
func (s *Site) CSAFChanged(in *Incident) time.Time {
	all := s.CSAFRevisions(in)
	return all[len(all)-1].At
}

// CSAFDocuments gives all documents, the last changed first.
func (s *Site) CSAFDocuments() iter.Seq[Page] {
	return func(yield func(Page) bool) {
		changed := map[*Incident]time.Time{}
		for _, in := range s.Incidents {
			changed[in] = s.CSAFChanged(in)
		}
		sorted := slices.Clone(s.Incidents)
		slices.SortStableFunc(sorted, func(a, b *Incident) int { return changed[b].Compare(changed[a]) })
		for _, in := range sorted {
			for _, d := range s.CSAFDocumentsOf(in) {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// CSAFFeeds gives the feeds of the documents, one for each folder; where there
// is no document, an empty one of the site's own year, for there has to be one.
func (s *Site) CSAFFeeds() []Page {
	var feeds []Page
	for _, in := range s.archive {
		year := s.csafYear(in)
		at := slices.IndexFunc(feeds, func(p Page) bool { return p.Year == year })
		if at < 0 {
			at, feeds = len(feeds), append(feeds, csafFeedPage(year))
		}
		feeds[at].Items = append(feeds[at].Items, in)
	}
	if feeds == nil {
		return []Page{csafFeedPage(s.Now.UTC().Year())}
	}
	return feeds
}

func csafFeedPage(year int) Page {
	return Page{Kind: CSAFFeed, Year: year, Address: CSAFFolder + csafFeed + strconv.Itoa(year) + ".json"}
}

func csafSum(doc Page, name string) Page {
	doc.Kind, doc.Name, doc.Address = CSAFSum, name, doc.Address+"."+name
	return doc
}

// eachCSAF gives what is under .well-known/csaf/ besides the documents.
func (s *Site) eachCSAF(yield func(Page) bool) bool {
	for _, p := range s.csafLists() {
		if !yield(p) {
			return false
		}
	}
	for _, p := range s.CSAFFeeds() {
		if !yield(p) {
			return false
		}
	}
	return true
}

// eachCSAFDocument gives the documents of an incident, each with its checksums.
func (s *Site) eachCSAFDocument(in *Incident, yield func(Page) bool) bool {
	for _, doc := range s.CSAFDocumentsOf(in) {
		if !yield(doc) {
			return false
		}
		for _, name := range csafSums {
			if !yield(csafSum(doc, name)) {
				return false
			}
		}
	}
	return true
}

func (s *Site) csafLists() []Page {
	return []Page{
		{Kind: CSAFProvider, Address: CSAFProviderAddress},
		{Kind: CSAFService, Address: CSAFServiceAddress},
		{Kind: CSAFIndex, Address: CSAFIndexAddress},
		{Kind: CSAFChanges, Address: CSAFChangesAddress},
	}
}

// findCSAF finds a file of eachCSAF.
func (s *Site) findCSAF(file string) (Page, bool) {
	if !s.Settings.Data.HasCSAF() {
		return Page{}, false
	}
	name, sum, _ := strings.Cut(file[strings.LastIndexByte(file, '/')+1:], ".json")
	slug, tag, _ := strings.Cut(name, "_")
	in := s.Incident(slug)
	if in == nil {
		return s.findCSAFList(file)
	}
	for _, doc := range s.CSAFDocumentsOf(in) {
		if CSAFID(s, doc.Lang, slug) != slug && strings.ToLower(doc.Lang) != tag {
			continue
		}
		if name := strings.TrimPrefix(sum, "."); slices.Contains(csafSums, name) {
			doc = csafSum(doc, name)
		}
		if doc.Address == file {
			return doc, true
		}
	}
	return s.findCSAFList(file)
}

func (s *Site) findCSAFList(file string) (Page, bool) {
	lists := append(s.csafLists(), s.CSAFFeeds()...)
	if at := slices.IndexFunc(lists, func(p Page) bool { return p.Address == file }); at >= 0 {
		return lists[at], true
	}
	return Page{}, false
}
