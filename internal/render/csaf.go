package render

import (
	"bytes"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"kohyo/internal/site"
)

// csafTime writes a moment as CSAF documents have it: in UTC, for the folder of
// a document is the year in UTC.
func csafTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// csafFile writes JSON for machines that people read too.
func csafFile(v any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(v)
	return out.Bytes(), err
}

// csaf renders what is under /.well-known/csaf/.
func (r *Renderer) csaf(p site.Page) ([]byte, error) {
	switch p.Kind {
	case site.CSAFProvider:
		return csafFile(r.csafProvider(p))
	case site.CSAFService:
		return csafFile(r.csafService())
	case site.CSAFFeed:
		return csafFile(r.csafFeed(p))
	case site.CSAFIndex:
		return CSAFIndex(r.site), nil
	case site.CSAFChanges:
		return CSAFChanges(r.site)
	}
	sum := p.Name
	p.Address = strings.TrimSuffix(p.Address, "."+sum)
	doc := r.made.documents.get(p.Address, func() (d csafDocumentFile) {
		d.data, d.err = csafFile(r.csafDocument(p))
		return d
	})
	if doc.err != nil || p.Kind == site.CSAFDocument {
		return slices.Clone(doc.data), doc.err
	}
	return checksum(sum, doc.data, path.Base(p.Address))
}

// csafDocumentFile is a document, which its checksums need as well.
type csafDocumentFile struct {
	data []byte
	err  error
}

// checksum writes the checksum of a file as sha256sum and sha512sum do.
func checksum(sum string, data []byte, name string) ([]byte, error) {
	var digest []byte
	switch sum {
	case "sha256":
		d := sha256.Sum256(data)
		digest = d[:]
	case "sha512":
		d := sha512.Sum512(data)
		digest = d[:]
	default:
		return nil, fmt.Errorf("render: no checksum %s", sum)
	}
	return []byte(hex.EncodeToString(digest) + "  " + name + "\n"), nil
}

// CSAFIndex lists the documents, a line each, relative to the file itself.
func CSAFIndex(s *site.Site) []byte {
	var b strings.Builder
	for d := range s.CSAFDocuments() {
		b.WriteString(site.Relative(site.CSAFIndexAddress, d.Address) + "\n")
	}
	return []byte(b.String())
}

// CSAFChanges lists the documents with the moments of their last change, the
// last changed first.
func CSAFChanges(s *site.Site) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	for d := range s.CSAFDocuments() {
		_ = w.Write([]string{site.Relative(site.CSAFChangesAddress, d.Address), csafTime(s.CSAFChanged(d.Incident))})
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// The shape of provider-metadata.json of CSAF 2.0.
type csafProvider struct {
	URL           string             `json:"canonical_url"`
	Distributions []csafDistribution `json:"distributions"`
	Updated       string             `json:"last_updated"`
	Listed        bool               `json:"list_on_CSAF_aggregators"`
	Version       string             `json:"metadata_version"`
	Mirrored      bool               `json:"mirror_on_CSAF_aggregators"`
	Publisher     csafPublisher      `json:"publisher"`
	Role          string             `json:"role"`
}

type csafDistribution struct {
	Directory string `json:"directory_url"`
}

type csafPublisher struct {
	Category  string `json:"category"`
	Contact   string `json:"contact_details,omitempty"`
	Authority string `json:"issuing_authority,omitempty"`
	Name      string `json:"name"`
	Namespace string `json:"namespace"`
}

// csafProvider tells who publishes and where: in a folder. The role is that of
// a publisher, which any web server can fulfil: a provider's server lists its
// folders, a trusted provider signs. The ROLIE feeds are not named here, for
// csaf_checker takes one without signatures for an error; service.json names
// them.
func (r *Renderer) csafProvider(p site.Page) csafProvider {
	s := r.site
	f := csafProvider{
		URL: s.Absolute(p.Address), Updated: never, Listed: true, Version: "2.0", Mirrored: true,
		Publisher: r.csafPublisher(s.Langs[0]), Role: "csaf_publisher",
		Distributions: []csafDistribution{{strings.TrimSuffix(s.Absolute(site.CSAFFolder), "/")}},
	}
	for d := range s.CSAFDocuments() { // the last changed is the first
		f.Updated = csafTime(s.CSAFChanged(d.Incident))
		break
	}
	return f
}

func (r *Renderer) csafPublisher(lang string) csafPublisher {
	set := r.site.Settings.Data.CSAF
	return csafPublisher{
		Category: set.Category.ID, Contact: set.Contact.V, Authority: set.Authority.V,
		Name: organization(r.site, r.writer(lang, nil)).name, Namespace: set.Namespace.V,
	}
}

// The shape of a ROLIE service document.
type rolieService struct {
	Service struct {
		Workspaces []rolieWorkspace `json:"workspace"`
	} `json:"service"`
}

type rolieWorkspace struct {
	Title       string            `json:"title"`
	Collections []rolieCollection `json:"collection"`
}

type rolieCollection struct {
	Title      string `json:"title"`
	Href       string `json:"href"`
	Categories struct {
		Category []rolieCategory `json:"category"`
	} `json:"categories"`
}

var csafCategory = []rolieCategory{{"urn:ietf:params:rolie:category:information-type", "csaf"}}

// csafService names the ROLIE feeds.
func (r *Renderer) csafService() (all rolieService) {
	space := rolieWorkspace{Title: organization(r.site, r.writer(r.site.Langs[0], nil)).name}
	for _, feed := range r.site.CSAFFeeds() {
		c := rolieCollection{Title: strconv.Itoa(feed.Year), Href: r.site.Absolute(feed.Address)}
		c.Categories.Category = csafCategory
		space.Collections = append(space.Collections, c)
	}
	all.Service.Workspaces = []rolieWorkspace{space}
	return all
}

// The shape of a ROLIE feed (RFC 8322) in JSON, as CSAF 2.0 has it.
type rolieFile struct {
	Feed rolieFeed `json:"feed"`
}

type rolieFeed struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Links      []rolieLink     `json:"link"`
	Categories []rolieCategory `json:"category"`
	Updated    string          `json:"updated"`
	Entries    []rolieEntry    `json:"entry"`
}

type rolieLink struct {
	Rel  string `json:"rel"`
	Href string `json:"href"`
}

type rolieCategory struct {
	Scheme string `json:"scheme"`
	Term   string `json:"term"`
}

type rolieEntry struct {
	ID        string       `json:"id"`
	Title     string       `json:"title"`
	Links     []rolieLink  `json:"link"`
	Published string       `json:"published"`
	Updated   string       `json:"updated"`
	Content   rolieContent `json:"content"`
	Format    rolieFormat  `json:"format"`
}

type rolieContent struct {
	Type string `json:"type"`
	Src  string `json:"src"`
}

type rolieFormat struct {
	Schema  string `json:"schema"`
	Version string `json:"version"`
}

// csafFeed is the ROLIE feed of a year's documents.
func (r *Renderer) csafFeed(p site.Page) rolieFile {
	s := r.site
	org := organization(s, r.writer(s.Langs[0], nil)).name
	feed := rolieFeed{
		ID: strings.TrimSuffix(path.Base(p.Address), ".json"), Title: fmt.Sprintf("CSAF, TLP:WHITE, %d: %s", p.Year, org),
		Links:      []rolieLink{{"self", s.Absolute(p.Address)}},
		Categories: csafCategory,
		Updated:    never, Entries: []rolieEntry{},
	}
	for _, in := range p.Items {
		for _, d := range s.CSAFDocumentsOf(in) {
			w := r.writer(d.Lang, d.Report)
			url := s.Absolute(d.Address)
			e := rolieEntry{
				ID: site.CSAFID(s, d.Lang, in.Slug), Title: titleText(w, d.Report, (&facts{w: w, report: d.Report, link: s.Absolute}).known()),
				Links:     []rolieLink{{"self", url}, {"hash", url + ".sha256"}, {"hash", url + ".sha512"}},
				Published: csafTime(s.CSAFRevisions(in)[0].At), Updated: csafTime(s.CSAFChanged(in)),
				Content: rolieContent{jsonType, url},
				Format:  rolieFormat{"https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json", "2.0"},
			}
			if feed.Entries = append(feed.Entries, e); e.Updated > feed.Updated {
				feed.Updated = e.Updated
			}
		}
	}
	return rolieFile{feed}
}
