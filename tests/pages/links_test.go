package pages

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestLinks(t *testing.T)      { links(sample(t)).none(t) }
func TestReachable(t *testing.T)  { reachable(sample(t)).none(t) }
func TestAlternates(t *testing.T) { alternates(sample(t)).none(t) }
func TestAnchors(t *testing.T)    { anchors(sample(t)).none(t) }
func TestStyles(t *testing.T)     { styles(sample(t)).none(t) }

// notFound is shown under any address, so that its links cannot be relative.
const notFound = "404.html"

// carries are the attributes that hold an address, by element; true where the
// browser loads it by itself.
var carries = map[string]map[string]bool{
	"a": {"href": false}, "area": {"href": false}, "link": {"href": true}, "img": {"src": true, "srcset": true},
	"source": {"src": true, "srcset": true}, "use": {"href": true}, "image": {"href": true}, "video": {"src": true, "poster": true},
	"audio": {"src": true}, "track": {"src": true}, "blockquote": {"cite": false}, "q": {"cite": false}, "input": {"src": true},
}

// links checks that every address on every page leads somewhere, and that
// nothing is loaded from another host.
func links(s *site) (p problems) {
	for _, page := range s.pages() {
		for n := range elements(s.docs[page]) {
			for _, a := range n.Attr {
				loads, carried := carries[n.Data][a.Key]
				if !carried {
					continue
				}
				if n.Data == "link" {
					loads = loadedRelation(value(n, "rel"))
				}
				for _, address := range split(a) {
					if err := s.leads(page, address, loads, n.Data == "a"); err != nil {
						p.add(page, "%s=%q on <%s>: %v", a.Key, address, n.Data, err)
					}
				}
			}
		}
	}
	return p
}

// split gives the addresses of an attribute: one, or those of a srcset.
func split(a html.Attribute) []string {
	if a.Key != "srcset" {
		return []string{a.Val}
	}
	var all []string
	for candidate := range strings.SplitSeq(a.Val, ",") {
		if fields := strings.Fields(candidate); len(fields) > 0 {
			all = append(all, fields[0])
		}
	}
	return all
}

func loadedRelation(rel string) bool {
	return !slices.Contains([]string{"canonical", "alternate", "author", "license", "next", "prev", "help", "search", "up", "describedby"}, rel)
}

// leads follows one address from a page. Links for readers are relative, so
// that a built site works under any path, from a stick, and in an archive.
func (s *site) leads(page, address string, loads, reader bool) error {
	u, err := s.address(page).Parse(address)
	if err != nil {
		return err
	}
	if u.Scheme == "data" && loads {
		return nil
	}
	if u.Scheme == "tel" || u.Scheme == "mailto" {
		return reachableBy(u)
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("the scheme %q", u.Scheme)
	}
	name, external, err := s.file(u)
	switch {
	case err != nil:
		return err
	case external && loads:
		return fmt.Errorf("is loaded from another host")
	case external && (u.Host == "" || strings.HasPrefix(address, "//")):
		return fmt.Errorf("leads nowhere")
	case external:
		return nil
	}
	absolute := strings.Contains(address, ":") || strings.HasPrefix(address, "/")
	if s.printed(page) { // sent by mail, it lies in no site any more
		if reader && !absolute && !strings.HasPrefix(address, "#") || loads {
			return fmt.Errorf("leaves the page, which has to stand by itself")
		}
	} else if (reader || loads) && page != notFound && absolute {
		return fmt.Errorf("is not relative")
	}
	if u.Fragment != "" && s.docs[name] != nil && !hasID(s.docs[name], u.Fragment) {
		return fmt.Errorf("there is no #%s in %s", u.Fragment, name)
	}
	return nil
}

var (
	phone = regexp.MustCompile(`^\+?[0-9][0-9-]{2,}$`)
	mail  = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
)

func reachableBy(u *url.URL) error {
	if u.Scheme == "tel" && !phone.MatchString(u.Opaque) || u.Scheme == "mailto" && !mail.MatchString(u.Opaque) {
		return fmt.Errorf("is no %s address", u.Scheme)
	}
	return nil
}

func hasID(doc *html.Node, id string) bool {
	for n := range elements(doc) {
		if v, ok := attr(n, "id"); ok && v == id {
			return true
		}
	}
	return false
}

// reachable checks that a reader who starts at the top finds every page.
func reachable(s *site) (p problems) {
	seen := map[string]bool{"index.html": true}
	for next := []string{"index.html"}; len(next) > 0; {
		page := next[0]
		next = next[1:]
		if s.docs[page] == nil {
			continue
		}
		for n := range named(s.docs[page], "a") {
			u, err := s.address(page).Parse(value(n, "href"))
			if err != nil {
				continue
			}
			if name, external, err := s.file(u); err == nil && !external && !seen[name] {
				seen[name] = true
				next = append(next, name)
			}
		}
	}
	for _, page := range s.pages() {
		if !seen[page] && page != notFound {
			p.add(page, "no page leads here")
		}
	}
	return p
}

// alternates checks that a page names its own address, and its likes in every
// language, and that they name it in turn.
func alternates(s *site) (p problems) {
	named := map[string]map[string]string{} // page → language → page
	for _, page := range s.pages() {
		if page == notFound {
			continue
		}
		canonical(&p, s, page)
		if s.printed(page) { // another form of a page, which has the alternates
			continue
		}
		named[page] = map[string]string{}
		for n := range relations(s.docs[page], "alternate") {
			lang, ok := attr(n, "hreflang")
			if !ok || named[page][lang] != "" && value(n, "type") != "" {
				continue
			}
			u, err := url.Parse(value(n, "href"))
			if err != nil || !u.IsAbs() {
				p.add(page, "the alternate in %s is not absolute: %q", lang, value(n, "href"))
				continue
			}
			name, external, err := s.file(u)
			if err != nil || external || s.docs[name] == nil {
				p.add(page, "the alternate in %s is no page: %q", lang, value(n, "href"))
				continue
			}
			named[page][lang] = name
		}
		for _, lang := range append([]string{"x-default"}, s.langs...) {
			if named[page][lang] == "" {
				p.add(page, "names no alternate for %s", lang)
			}
		}
		if own := s.lang(page); own != "" && named[page][own] != page {
			p.add(page, "its alternate in its own language %s is %q", own, named[page][own])
		}
	}
	for _, page := range s.pages() {
		for _, lang := range s.langs {
			if other := named[page][lang]; other != "" && s.lang(page) != "" && named[other][s.lang(page)] != page {
				p.add(page, "names %s for %s, which names %q in turn", other, lang, named[other][s.lang(page)])
			}
		}
	}
	return p
}

func canonical(p *problems, s *site, page string) {
	var found []string
	for n := range relations(s.docs[page], "canonical") {
		found = append(found, value(n, "href"))
	}
	if s.printed(page) {
		report, _, _ := strings.Cut(page, "print/")
		if want := s.address(report + "index.html").String(); !slices.Equal(found, []string{want}) {
			p.add(page, "canonical is %q, want %q", found, want)
		}
		return
	}
	if len(found) != 1 || found[0] != s.address(page).String() && !s.canonicalReport(page, found[0]) {
		p.add(page, "canonical is %q, want %q", found, s.address(page))
	}
}

// canonicalReport allows one of the two addresses under which the newest
// report is found to name the other.
func (s *site) canonicalReport(page, canonical string) bool {
	u, err := url.Parse(canonical)
	if err != nil || !u.IsAbs() || !s.notice(page) {
		return false
	}
	name, external, err := s.file(u)
	return err == nil && !external && (path.Dir(path.Dir(name)) == path.Dir(page) || path.Dir(path.Dir(page)) == path.Dir(name))
}

// anchors checks that a section has the same anchor in every language.
func anchors(s *site) (p problems) {
	for _, page := range s.pages() {
		if s.lang(page) != s.langs[0] || s.bilingual(page) {
			continue
		}
		for _, lang := range s.langs[1:] {
			other := lang + strings.TrimPrefix(page, s.langs[0])
			if s.docs[other] == nil {
				p.add(page, "there is no %s", other)
				continue
			}
			if a, b := sections(s.docs[page]), sections(s.docs[other]); !slices.Equal(a, b) {
				p.add(page, "its sections are %q, those of %s %q", a, other, b)
			}
		}
	}
	return p
}

func sections(doc *html.Node) (ids []string) {
	for n := range elements(doc) {
		if id, ok := attr(n, "id"); ok && (n.Data == "section" || n.Data == "h2") {
			ids = append(ids, id)
		}
	}
	return ids
}

var loaded = regexp.MustCompile(`(?i)@import[^;]*|url\(\s*['"]?([^'")]*)`)

// styles checks that style sheets load nothing but the site's own files.
func styles(s *site) (p problems) {
	for name, data := range s.files {
		if path.Ext(name) != ".css" && path.Ext(name) != ".svg" {
			continue
		}
		for _, m := range loaded.FindAllStringSubmatch(string(data), -1) {
			u, err := s.address(name).Parse(m[1])
			if err != nil || m[1] == "" {
				p.add(name, "loads %q", m[0])
			} else if _, external, err := s.file(u); u.Scheme != "data" && (external || err != nil) {
				p.add(name, "loads %q, which is not the site's", m[0])
			}
		}
	}
	return p
}
