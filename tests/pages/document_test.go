package pages

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// weight is the most that a notice may weigh with its style sheets, in bytes
// before compression: a phone on a bad line has to show it.
const weight = 60_000

func TestDocuments(t *testing.T) { documents(sample(t)).none(t) }
func TestNoCode(t *testing.T)    { noCode(sample(t)).none(t) }
func TestWeight(t *testing.T)    { weights(sample(t)).none(t) }

// documents checks what every page must have, whatever it shows.
func documents(s *site) (p problems) {
	if len(s.docs) == 0 {
		p.add(s.dir, "has no pages")
	}
	for _, page := range s.pages() {
		doc := s.docs[page]
		if doc.FirstChild == nil || doc.FirstChild.Type != html.DoctypeNode || !strings.EqualFold(doc.FirstChild.Data, "html") {
			p.add(page, "does not begin with <!doctype html>")
		}
		head(&p, s, page, doc)
		headings(&p, s, page, doc)
		ids := map[string]bool{}
		for n := range elements(doc) {
			if id, ok := attr(n, "id"); ok && ids[id] {
				p.add(page, "the id %q is there twice", id)
			} else if ok {
				ids[id] = true
			}
		}
		leftovers(&p, page, s.files[page])
	}
	return p
}

func head(p *problems, s *site, page string, doc *html.Node) {
	for n := range named(doc, "html") {
		lang, want := value(n, "lang"), s.lang(page)
		if want != "" && lang != want || want == "" && !slices.Contains(s.langs, lang) {
			p.add(page, "lang is %q", lang)
		}
	}
	one := func(what string, found []string) {
		if len(found) != 1 || strings.TrimSpace(found[0]) == "" {
			p.add(page, "wants one %s, not empty; has %q", what, found)
		}
	}
	var titles, descriptions, viewports []string
	for n := range named(doc, "title") {
		if n.Parent.Data == "head" {
			titles = append(titles, text(n))
		}
	}
	for n := range named(doc, "meta") {
		switch content := value(n, "content"); strings.ToLower(value(n, "name")) {
		case "description":
			descriptions = append(descriptions, content)
		case "viewport":
			viewports = append(viewports, content)
			if strings.Contains(content, "maximum-scale") || strings.Contains(content, "user-scalable") {
				p.add(page, "keeps readers from zooming: %q", content)
			}
		case "robots":
			if page != "404.html" {
				p.add(page, "tells search engines %q: a published notice is there to be found", content)
			}
		}
	}
	one("<title>", titles)
	one("description", descriptions)
	one("viewport", viewports)
}

// headings checks that there is one h1, that no level is left out on the way
// down, and that every heading says something.
func headings(p *problems, s *site, page string, doc *html.Node) {
	last, tops, want := 0, 0, 1
	if s.bilingual(page) { // each language has its own, as a chapter of the PDF
		want = len(s.langs)
	}
	for n := range elements(doc) {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			continue
		}
		level := int(n.Data[1] - '0')
		if level == 1 {
			tops++
		}
		if level > last+1 {
			p.add(page, "the heading %q is an h%d after an h%d", text(n), level, last)
		}
		if text(n) == "" {
			p.add(page, "an empty %s", n.Data)
		}
		last = level
	}
	if tops != want {
		p.add(page, "has %d h1, wants %d", tops, want)
	}
}

// leftovers finds what templates and formatters leave when something fails
// quietly.
func leftovers(p *problems, page string, data []byte) {
	for _, own := range [][2]string{{"<style>", "</style>"}, {`<script type="application/ld+json">`, "</script>"}} { // braces are their own there
		if before, rest, ok := bytes.Cut(data, []byte(own[0])); ok {
			_, after, _ := bytes.Cut(rest, []byte(own[1]))
			data = slices.Concat(before, after)
		}
	}
	for _, mark := range []string{"ZgotmplZ", "<no value>", "&lt;no value", "&lt;nil&gt;", "<nil>", "%!", "{{", "}}", "raw HTML omitted"} {
		if i := bytes.Index(data, []byte(mark)); i >= 0 {
			p.add(page, "shows %q: …%s…", mark, data[max(0, i-40):min(len(data), i+60)])
		}
	}
}

// noCode checks that pages hold up under the strictest content security
// policy: no script, no style in the markup, nothing from anywhere else.
func noCode(s *site) (p problems) {
	for _, page := range s.pages() {
		for n := range elements(s.docs[page]) {
			switch n.Data {
			case "script":
				if s.search(page) && n.FirstChild == nil && strings.HasPrefix(value(n, "src"), "../../assets/search.") {
					continue // the one that there is: a file of the site's own
				}
				if value(n, "type") != "application/ld+json" {
					p.add(page, "has a script")
				} else if n.FirstChild == nil || !json.Valid([]byte(n.FirstChild.Data)) {
					p.add(page, "has linked data that is no JSON")
				}
			case "style":
				if !s.printed(page) {
					p.add(page, "has a <style>")
				} else if hash := styleHash(n); !strings.Contains(metaPolicy(s.docs[page]), hash) {
					p.add(page, "has a style whose hash %s its policy does not name", hash)
				}
			case "iframe", "frame", "object", "embed", "applet", "base", "form", "portal", "foreignobject":
				if n.Data == "form" && s.search(page) {
					continue // it is never sent
				}
				p.add(page, "has a <%s>", n.Data)
			case "meta":
				if strings.EqualFold(value(n, "http-equiv"), "refresh") {
					p.add(page, "sends readers elsewhere by itself")
				}
			}
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") || a.Key == "srcdoc" || a.Key == "ping" {
					p.add(page, "has %s=%q on <%s>", a.Key, a.Val, n.Data)
				}
			}
		}
	}
	return p
}

// styleHash names a style in a content security policy (CSP Level 3, 2.3.1).
func styleHash(style *html.Node) string {
	sum := sha256.Sum256([]byte(style.FirstChild.Data))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func metaPolicy(doc *html.Node) string {
	for n := range named(doc, "meta") {
		if strings.EqualFold(value(n, "http-equiv"), "Content-Security-Policy") {
			return value(n, "content")
		}
	}
	return ""
}

// weights checks that a notice and the style sheets it asks for stay light.
func weights(s *site) (p problems) {
	for _, page := range s.pages() {
		if !s.notice(page) {
			continue
		}
		sum := len(s.files[page])
		for n := range relations(s.docs[page], "stylesheet") {
			u, err := s.address(page).Parse(value(n, "href"))
			if err != nil {
				continue // the link check says so
			}
			if name, _, err := s.file(u); err == nil {
				sum += len(s.files[name])
			}
		}
		if sum >= weight {
			p.add(page, "weighs %d bytes with its style sheets, may weigh less than %d", sum, weight)
		}
	}
	return p
}
