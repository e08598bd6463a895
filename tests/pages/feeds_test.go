package pages

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func TestAtom(t *testing.T)     { atom(t, sample(t)).none(t) }
func TestJSONFeed(t *testing.T) { jsonFeeds(sample(t)).none(t) }
func TestSitemap(t *testing.T)  { sitemap(t, sample(t)).none(t) }
func TestRobots(t *testing.T)   { robots(sample(t)).none(t) }
func TestData(t *testing.T)     { data(sample(t)).none(t) }

// reports are the permanent pages of a language's reports, as addresses.
func (s *site) reports(lang string) (addresses []string) {
	for _, page := range s.pages() {
		parts := strings.Split(page, "/")
		if s.lang(page) == lang && s.notice(page) && len(parts) == 4 {
			addresses = append(addresses, s.address(page).String())
		}
	}
	return addresses
}

// absolute checks an address that a machine will take out of its file: it has
// to be whole, and to lead somewhere.
func (s *site) absolute(p *problems, file, what, address string) {
	u, err := url.Parse(address)
	if err != nil || !u.IsAbs() {
		p.add(file, "%s is not an absolute address: %q", what, address)
		return
	}
	if _, _, err := s.file(u); err != nil {
		p.add(file, "%s %s: %v", what, address, err)
	}
}

type atomFile struct {
	Lang    string     `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	ID      string     `xml:"id"`
	Updated time.Time  `xml:"updated"`
	Authors []struct{} `xml:"author"`
	Links   []atomLink `xml:"link"`
	Entries []struct {
		ID        string     `xml:"id"`
		Title     string     `xml:"title"`
		Summary   string     `xml:"summary"`
		Updated   time.Time  `xml:"updated"`
		Published time.Time  `xml:"published"`
		Links     []atomLink `xml:"link"`
	} `xml:"entry"`
}

type atomLink struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr"`
	Hreflang string `xml:"hreflang,attr"`
	Href     string `xml:"href,attr"`
}

// atom checks the feeds against RFC 4287: its grammar, and what it says in
// words; and that there is an entry for every report.
func atom(t *testing.T, s *site) (p problems) {
	t.Helper()
	for _, name := range s.atomFeeds() {
		lang, within := s.lang(name), strings.TrimSuffix(s.base.JoinPath(name).String(), "feed.xml")
		if s.files[name] == nil {
			p.add(name, "is not there")
			continue
		}
		p = append(p, relaxNG(t, s, "atom.rnc", name)...)
		var f atomFile
		if err := xml.Unmarshal(s.files[name], &f); err != nil {
			p.add(name, "%v", err)
			continue
		}
		if f.Lang != lang || len(f.Authors) == 0 {
			p.add(name, "language %q, %d authors", f.Lang, len(f.Authors))
		}
		if got := hrefs(f.Links, "self", ""); !slices.Equal(got, []string{s.base.JoinPath(name).String()}) {
			p.add(name, "its own address is %q", got)
		}
		s.checkLinks(&p, name, f.Links)
		ids := []string{f.ID}
		var entries []string
		newest := time.Time{}
		for i, e := range f.Entries {
			ids = append(ids, e.ID)
			s.checkLinks(&p, name, e.Links)
			entries = append(entries, hrefs(e.Links, "alternate", lang)...)
			if strings.TrimSpace(e.Title) == "" || strings.TrimSpace(e.Summary) == "" {
				p.add(name, "entry %s has title %q and summary %q", e.ID, e.Title, e.Summary)
			}
			if e.Updated.Before(e.Published) {
				p.add(name, "entry %s changed before it was published", e.ID)
			}
			if i > 0 && e.Published.After(f.Entries[i-1].Published) {
				p.add(name, "entry %s is newer than the one before it", e.ID)
			}
			if e.Updated.After(newest) {
				newest = e.Updated
			}
		}
		if !f.Updated.Equal(newest) {
			p.add(name, "changed %v, its newest entry %v", f.Updated, newest)
		}
		unique(&p, name, ids)
		reports := slices.DeleteFunc(s.reports(lang), func(address string) bool { return !strings.HasPrefix(address, within) })
		sameSet(&p, name, "entries", entries, reports)
	}
	for _, page := range s.pages() {
		feed := path.Dir(page) + "/feed.xml"
		if s.printed(page) || s.files[feed] == nil {
			continue
		}
		if !slices.ContainsFunc(slices.Collect(relations(s.docs[page], "alternate")), func(n *html.Node) bool {
			return value(n, "type") == "application/atom+xml" && value(n, "href") == "feed.xml"
		}) {
			p.add(page, "does not name its feed")
		}
	}
	return p
}

// atomFeeds are the feeds that should be there: of each language, and of each
// incident in it.
func (s *site) atomFeeds() (names []string) {
	for _, lang := range s.langs {
		names = append(names, lang+"/feed.xml")
	}
	for _, page := range s.pages() {
		if parts := strings.Split(page, "/"); s.notice(page) && len(parts) == 3 {
			names = append(names, path.Dir(page)+"/feed.xml")
		}
	}
	return names
}

func hrefs(links []atomLink, rel, hreflang string) (found []string) {
	for _, l := range links {
		if l.Rel == rel && (hreflang == "" || l.Hreflang == hreflang && l.Type == "text/html") {
			found = append(found, l.Href)
		}
	}
	return found
}

func (s *site) checkLinks(p *problems, name string, links []atomLink) {
	seen := map[string]bool{}
	for _, l := range links {
		s.absolute(p, name, "a link", l.Href)
		if key := l.Rel + " " + l.Type + " " + l.Hreflang; seen[key] {
			p.add(name, "has two links of one kind: %s", key)
		} else {
			seen[key] = true
		}
	}
}

func unique(p *problems, name string, ids []string) {
	sorted := slices.Sorted(slices.Values(ids))
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] {
			p.add(name, "the id %q is there twice", sorted[i])
		}
	}
}

func sameSet(p *problems, name, what string, got, want []string) {
	for _, w := range want {
		if !slices.Contains(got, w) {
			p.add(name, "its %s lack %s", what, w)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			p.add(name, "its %s have %s, which is no page", what, g)
		}
	}
}

type feedFile struct {
	Version  string   `json:"version"`
	Title    string   `json:"title"`
	HomePage string   `json:"home_page_url"`
	FeedURL  string   `json:"feed_url"`
	Language string   `json:"language"`
	Authors  []person `json:"authors"`
	Items    []struct {
		ID        string    `json:"id"`
		URL       string    `json:"url"`
		Title     string    `json:"title"`
		Text      string    `json:"content_text"`
		HTML      string    `json:"content_html"`
		Published time.Time `json:"date_published"`
		Modified  time.Time `json:"date_modified"`
		Tags      []string  `json:"tags"`
	} `json:"items"`
}

// feedKeys are the members that JSON Feed 1.1 has; others begin with a line.
var feedKeys = strings.Fields(`version title home_page_url feed_url description user_comment next_url icon favicon
	authors language expired hubs items id url external_url content_html content_text summary image banner_image
	date_published date_modified tags attachments name avatar mime_type size_in_bytes duration_in_seconds type`)

type person struct {
	Name string `json:"name"`
}

// jsonFeeds checks the feeds against the rules of JSON Feed 1.1.
func jsonFeeds(s *site) (p problems) {
	for _, lang := range s.langs {
		name := lang + "/feed.json"
		var f feedFile
		if err := json.Unmarshal(s.files[name], &f); err != nil {
			p.add(name, "%v", err)
			continue
		}
		var all any
		_ = json.Unmarshal(s.files[name], &all)
		foreignKeys(&p, name, all)
		if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.Language != lang || len(f.Authors) == 0 {
			p.add(name, "version %q, title %q, language %q, %d authors", f.Version, f.Title, f.Language, len(f.Authors))
		}
		if want := s.base.JoinPath(name).String(); f.FeedURL != want {
			p.add(name, "its own address is %q, want %q", f.FeedURL, want)
		}
		s.absolute(&p, name, "the home page", f.HomePage)
		var ids, entries []string
		for i, item := range f.Items {
			ids, entries = append(ids, item.ID), append(entries, item.URL)
			s.absolute(&p, name, "an item", item.URL)
			if item.ID == "" || item.Title == "" || item.Text == "" && item.HTML == "" {
				p.add(name, "item %d lacks an id, a title or content", i)
			}
			if item.Published.IsZero() || item.Modified.Before(item.Published) {
				p.add(name, "item %s: published %v, modified %v", item.ID, item.Published, item.Modified)
			}
			if i > 0 && item.Published.After(f.Items[i-1].Published) {
				p.add(name, "item %s is newer than the one before it", item.ID)
			}
		}
		unique(&p, name, ids)
		sameSet(&p, name, "items", entries, s.reports(lang))
	}
	return p
}

// foreignKeys finds members that the format does not know and empty ones.
func foreignKeys(p *problems, name string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, value := range v {
			if strings.HasPrefix(key, "_") {
				continue // an extension
			}
			if !slices.Contains(feedKeys, key) {
				p.add(name, "JSON Feed has no %q", key)
			}
			if value == nil {
				p.add(name, "%q is null", key)
			}
			foreignKeys(p, name, value)
		}
	case []any:
		for _, value := range v {
			foreignKeys(p, name, value)
		}
	}
}

type sitemapFile struct {
	XMLName xml.Name
	URLs    []struct {
		Loc   string     `xml:"loc"`
		Links []atomLink `xml:"http://www.w3.org/1999/xhtml link"`
	} `xml:"url"`
	Parts []struct {
		Loc string `xml:"loc"`
	} `xml:"sitemap"`
}

// sitemap checks that the sitemap has every page, but for comparisons, which say
// nothing that the reports do not, each with its languages as
// the page itself names them.
func sitemap(t *testing.T, s *site) (p problems) {
	t.Helper()
	var listed, want []string
	next := []string{"sitemap.xml"}
	for len(next) > 0 {
		name := next[0]
		next = next[1:]
		p = append(p, relaxNG(t, s, "sitemap.rnc", name)...)
		var m sitemapFile
		if err := xml.Unmarshal(s.files[name], &m); err != nil {
			p.add(name, "%v", err)
			continue
		}
		for _, part := range m.Parts {
			s.absolute(&p, name, "a part", part.Loc)
			next = append(next, strings.TrimPrefix(part.Loc, s.base.JoinPath("./").String()))
		}
		for _, u := range m.URLs {
			listed = append(listed, u.Loc)
			s.absolute(&p, name, "an address", u.Loc)
			if got, want := hreflangs(u.Links), s.pageAlternates(u.Loc); got != want {
				p.add(name, "%s has the languages\n%s\nwhere the page has\n%s", u.Loc, got, want)
			}
		}
	}
	for _, page := range s.pages() {
		if page != notFound && !s.printed(page) && !s.comparison(page) {
			want = append(want, s.address(page).String())
		}
	}
	unique(&p, "sitemap.xml", listed)
	sameSet(&p, "sitemap.xml", "addresses", listed, want)
	return p
}

func hreflangs(links []atomLink) string {
	var all []string
	for _, l := range links {
		all = append(all, l.Hreflang+" "+l.Href)
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

func (s *site) pageAlternates(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name, _, _ := s.file(u)
	doc := s.docs[name]
	if doc == nil {
		return "(no page)"
	}
	var all []string
	for n := range relations(doc, "alternate") {
		if lang, ok := attr(n, "hreflang"); ok {
			all = append(all, lang+" "+value(n, "href"))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// robots checks that robots.txt shows the way and hides nothing.
func robots(s *site) (p problems) {
	text := string(s.files["robots.txt"])
	if !strings.Contains(text, "\nSitemap: "+s.base.JoinPath("sitemap.xml").String()+"\n") {
		p.add("robots.txt", "does not name the sitemap: %q", text)
	}
	for line := range strings.Lines(text) {
		if path, ok := strings.CutPrefix(strings.ToLower(line), "disallow:"); ok && strings.TrimSpace(path) != "" {
			p.add("robots.txt", "hides %q", strings.TrimSpace(path))
		}
	}
	return p
}

// data checks that every JSON file is whole, and that every address in it that
// is the site's own leads somewhere.
func data(s *site) (p problems) {
	own := s.base.JoinPath("./").String()
	count := 0
	for name, bytes := range s.files {
		if path.Ext(name) != ".json" {
			continue
		}
		var v any
		if err := json.Unmarshal(bytes, &v); err != nil {
			p.add(name, "%v", err)
		}
		if parts := strings.Split(name, "/"); len(parts) == 2 && s.lang(name) == "" && parts[0] != "schema" {
			count++
		}
		eachString(v, func(text string) {
			if strings.HasPrefix(text, own) && text != own+".well-known/csaf/white" { // that is a folder
				s.absolute(&p, name, "an address", text)
			}
		})
	}
	if want := len(s.reports(s.langs[0])); count != want {
		p.add("data", "%d reports have data, want %d", count, want)
	}
	if s.files["index.json"] == nil {
		p.add("index.json", "is not there")
	}
	return p
}

func eachString(v any, do func(string)) {
	switch v := v.(type) {
	case string:
		do(v)
	case []any:
		for _, value := range v {
			eachString(value, do)
		}
	case map[string]any:
		for _, value := range v {
			eachString(value, do)
		}
	}
}
