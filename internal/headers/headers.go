// Package headers says what a web server sends along with each file of a site:
// one description, and its forms for several servers and hosts.
//
// The pages need almost nothing, so the policy allows almost nothing: their own
// style sheets and pictures. Nothing from elsewhere, no code but that of the
// search on its own page.
package headers

import (
	"net/url"
	"path"
	"slices"
	"strings"
)

// Site is what the headers depend on.
type Site struct {
	Host  string   // "www.example.co.jp"
	Base  string   // the path of the site on its host, "/" or "/disclosure/"
	Langs []string // the languages of its pages
}

// Of makes a Site from base_url.
func Of(baseURL string, langs ...string) (Site, error) {
	u, err := url.Parse(baseURL)
	if err != nil {
		return Site{}, err
	}
	base := u.EscapedPath()
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	return Site{Host: u.Host, Base: base, Langs: langs}, nil
}

// Header is a field of an answer.
type Header struct{ Name, Value string }

const (
	always = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
	// pagePolicy is that of every page.
	pagePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'" + always
	// printPolicy is that of a page which holds its style and pictures itself.
	// The page forbids more: its own policy names the hash of that style.
	printPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:" + always
	// searchPolicy is that of the one page that runs a script.
	searchPolicy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'" + always
)

const (
	forEver  = "public, max-age=31536000, immutable" // the name holds a hash of the content
	oneMin   = "public, max-age=60, must-revalidate" // a page may be corrected
	askFirst = "no-cache"
)

// common is what goes with every file.
var common = []Header{
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "strict-origin-when-cross-origin"},
	{"Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
}

// For gives the headers of a file by its name in the site, as in
// "ja/shop/index.html".
func (s Site) For(file string) []Header {
	all := slices.Clone(common)
	all = append(all, Header{"Content-Security-Policy", s.policy(file)}, Header{"Cache-Control", cache(file)})
	if open(file) {
		return append(all, Header{"Access-Control-Allow-Origin", "*"}, Header{"Cross-Origin-Resource-Policy", "cross-origin"})
	}
	return append(all, Header{"Cross-Origin-Resource-Policy", "same-origin"})
}

func (s Site) policy(file string) string {
	parts := strings.Split(strings.TrimSuffix(file, "/index.html"), "/")
	switch {
	case !slices.Contains(s.Langs, parts[0]) || !strings.HasSuffix(file, ".html"):
	case len(parts) == 2 && parts[1] == "search":
		return searchPolicy
	case len(parts) >= 4 && parts[3] == "print":
		return printPolicy
	}
	return pagePolicy
}

func cache(file string) string {
	switch {
	case strings.HasPrefix(file, "assets/"):
		return forEver
	case strings.HasPrefix(file, "log/"):
		return askFirst
	}
	return oneMin
}

// open reports whether pages elsewhere may read a file: data is there for
// programs, in browsers too.
func open(file string) bool {
	return strings.HasPrefix(file, "log/") || strings.HasPrefix(file, ".well-known/csaf/") ||
		slices.Contains([]string{".json", ".xml", ".csv"}, path.Ext(file))
}

// Forms are the names of the forms that there are.
var Forms = []string{"nginx", "netlify", "cloudflare", "cloudfront"}

// Form gives the headers in a form.
func (s Site) Form(name string) (string, bool) {
	switch name {
	case "nginx":
		return s.nginx(), true
	case "netlify", "cloudflare":
		return s.file(), true
	case "cloudfront":
		return s.function(), true
	}
	return "", false
}

// The places of the pages with policies of their own, as the end of a regular
// expression: under the name of the file too, for servers look for that.
const (
	ofSearch = `search/(index\.html)?$`
	ofPrint  = `[^/]+/[0-9]+/print/(bilingual/)?(index\.html)?$`
	ofData   = `\.(json|xml|csv)$`
)

func (s Site) anyLang() string { return "(" + strings.Join(s.Langs, "|") + ")/" }
