package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"kohyo/internal/diag"
)

// Our own addresses stand where no page of a site can.
const (
	ownPath    = "/-/"
	eventsPath = "/-/events"
	publicPath = "/-/public/"
)

// answer is what an address is answered with.
type answer struct {
	status   int
	kind     string // content type
	body     []byte
	location string // of a redirection

	place     place
	desk      bool   // a page of ours
	lang      string // of a page of ours
	hides     bool   // a page of ours that shows all findings itself
	forms     bool   // it asks for something
	noPreview bool   // an attachment, a style sheet: sent as it is
	broken    *diag.Finding
}

// place is where in a site an address leads.
type place struct {
	name   string    // of the file: "ja/x/index.html"
	public string    // the moment as it stands in the address; "" for the view of editors
	at     time.Time // of the public's view
}

// live reports whether the answer is a page that follows changes. A page with
// a policy of its own, such as one for paper, allows no script; the desk
// follows it where it is shown there.
func (a answer) live() bool {
	return a.html() && !ownPolicy.Match(a.body)
}

func (a answer) html() bool { return !a.noPreview && strings.HasPrefix(a.kind, "text/html") }

var ownPolicy = regexp.MustCompile(`(?i)<meta [^>]*http-equiv="?content-security-policy`)

// hash names the bytes of a page.
func (a answer) hash() string { return digest(a.body) }

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:12])
}

// find answers an address with what a state has for it.
func (s *Server) find(state *State, at string, local bool) answer {
	if at == "/" || strings.HasPrefix(at, ownPath) && !strings.HasPrefix(at, publicPath) {
		return s.own(state, at, local)
	}
	p := place{name: strings.TrimPrefix(at, "/")}
	site := state.Drafts
	before := "/"
	if rest, ok := strings.CutPrefix(at, publicPath); ok {
		moment, name, inside := strings.Cut(rest, "/")
		when, known := s.moment(moment)
		if !known {
			return s.missing(state, at, local)
		}
		p = place{name: name, public: moment, at: when}
		before = publicPath + moment + "/"
		if !inside {
			return answer{location: address(before)}
		}
		site = state.Public(when)
	}
	if site == nil {
		return s.nothingYet(at)
	}
	return s.file(state, site, p, before, local)
}

// file answers with a file of a site.
func (s *Server) file(state *State, site fs.FS, p place, before string, local bool) answer {
	folder := p.name == "" || strings.HasSuffix(p.name, "/")
	asked := p.name
	if folder {
		p.name += "index.html"
	}
	data, err := fs.ReadFile(site, p.name)
	broken, _ := errors.AsType[*Broken](err)
	switch {
	case broken != nil:
		return s.unmade(broken.Finding, p)
	case err != nil && !folder:
		// A folder that was asked for without its slash.
		if _, err := fs.ReadFile(site, asked+"/index.html"); err == nil {
			return answer{location: address(before + asked + "/")}
		}
		return s.missing(state, before+asked, local)
	case err != nil:
		return s.missing(state, before+asked, local)
	}
	return answer{
		status: http.StatusOK, kind: kindOf(p.name), body: data, place: p,
		noPreview: attached(state, p.name),
	}
}

// attached reports whether a file is one that a report cites: <slug>/files/…
func attached(state *State, name string) bool {
	first, rest, _ := strings.Cut(name, "/")
	return strings.HasPrefix(rest, "files/") && !slices.Contains(state.Desk.Languages(), first)
}

// address writes a path for a Location.
func address(p string) string { return (&url.URL{Path: p}).EscapedPath() }

// moment reads the moment of a public view; "now" is the present one. A
// present moment is one of a minute, so that a page that is shown again is
// the same page.
func (s *Server) moment(text string) (time.Time, bool) {
	if text == "now" {
		return s.Now().Truncate(time.Minute), true
	}
	if at, ok := s.Moment(text); ok {
		return at, true
	}
	return s.Moment(strings.Replace(text, " ", "+", 1)) // a plus in a query is a space
}

// toMoment leads to the public's view of a page: links within it stay in it,
// because they are relative.
func (s *Server) toMoment(w http.ResponseWriter, r *http.Request) {
	at := r.URL.Path
	if rest, ok := strings.CutPrefix(at, publicPath); ok {
		_, rest, _ = strings.Cut(rest, "/")
		at = "/" + rest
	} else if strings.HasPrefix(at, ownPath) {
		at = "/"
	}
	to := strings.TrimSpace(r.URL.Query().Get("now"))
	if to == "" {
		w.Header().Set("Location", address(at))
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	when, ok := s.moment(to)
	if !ok {
		s.refuse(w, r, no{http.StatusBadRequest, diag.Words{
			Ja: "?now= は 2026-04-01、2026-04-01T15:00、now のように書きます。",
			En: "write ?now= as 2026-04-01, 2026-04-01T15:00 or now",
		}})
		return
	}
	if to != "now" && strings.Contains(to, " ") {
		to = when.Format(time.RFC3339)
	}
	w.Header().Set("Location", address(publicPath+to+at))
	w.WriteHeader(http.StatusSeeOther)
}

// policy is the content security policy of an answer. Pages carry no script
// but ours, and load nothing from elsewhere; a style sheet inside a page is
// allowed by its hash.
func (a answer) policy(host string) string {
	own := "http://" + host + ownPath
	script, index := a.search(host)
	parts := []string{
		"default-src 'none'", "img-src 'self' data:", "font-src 'self' data:", "media-src 'self'",
		"connect-src " + own + index, "base-uri 'none'", "frame-ancestors 'self'",
	}
	style := "style-src 'self'"
	for _, css := range styles(a.body) {
		sum := sha256.Sum256(css)
		style += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	scripts, frames, forms := own+"preview.js"+script, "'none'", "'none'"
	if a.desk {
		scripts += " " + own + "desk.js"
		frames = "'self'"
	}
	if a.forms {
		forms = "'self'"
	}
	if !a.live() {
		scripts = "'none'"
	}
	return strings.Join(append(parts, style, "script-src "+scripts, "frame-src "+frames, "form-action "+forms), "; ")
}

// searchScript is how the page on which readers search names its script.
var searchScript = regexp.MustCompile(`<script src="\.\./\.\./(assets/search\.[0-9a-f]+\.js)" defer>`)

// search gives what the page on which readers search may run and read besides:
// its one script, and the index of its language and moment. Other pages get
// nothing.
func (a answer) search(host string) (script, index string) {
	lang, rest, _ := strings.Cut(a.place.name, "/")
	named := searchScript.FindSubmatch(a.body)
	if rest != "search/index.html" || named == nil {
		return "", ""
	}
	at := "http://" + host + "/"
	if a.place.public != "" {
		at = "http://" + host + address(publicPath+a.place.public+"/")
	}
	return " " + at + string(named[1]), " " + at + "search/" + address(lang) + "/"
}

// styles are the style sheets within a page.
func styles(page []byte) (all [][]byte) {
	for {
		_, rest, ok := bytes.Cut(page, []byte("<style"))
		if !ok {
			return all
		}
		_, rest, _ = bytes.Cut(rest, []byte(">"))
		css, after, _ := bytes.Cut(rest, []byte("</style"))
		all = append(all, css)
		page = after
	}
}

// kinds are the content types of what a site can hold. The machine's own
// table is not asked: it differs from one machine to the next.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	".md": "text/plain; charset=utf-8", ".csv": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".avif": "image/avif",
	".ico": "image/x-icon", ".pdf": "application/pdf", ".woff2": "font/woff2", ".woff": "font/woff",
}

func kindOf(name string) string {
	if kind := kinds[strings.ToLower(path.Ext(name))]; kind != "" {
		return kind
	}
	return "application/octet-stream"
}
