package headers

import "strings"

// file is a file _headers, which Netlify and Cloudflare Pages read from the
// root of what they are given. Where several of its rules match, a host sends
// all of their values; so a header stands in rules of which one matches a
// file, or all say the same. That cannot tell the search from a notice, whose
// addresses have the same form: both get the policy of the search.
func (s Site) file() string {
	var b strings.Builder
	b.WriteString("# Made by: kohyo headers netlify. For the root of the folder that is deployed, under the name _headers.\n")
	rule := func(path string, all ...Header) {
		b.WriteString("\n" + s.Base + path + "\n")
		for _, h := range all {
			b.WriteString("  " + h.Name + ": " + h.Value + "\n")
		}
	}
	policy := func(p string) Header { return Header{"Content-Security-Policy", p} }
	rule("*", common...)
	rule("", policy(pagePolicy))
	rule("404.html", policy(pagePolicy))
	rule("404", policy(pagePolicy)) // some hosts leave out .html
	for _, lang := range s.Langs {
		rule(lang+"/", policy(pagePolicy))
		rule(lang+"/:page/", policy(searchPolicy))
		rule(lang+"/:slug/:page/", policy(pagePolicy))
		for _, list := range []string{"kind/*", "state/*", ":year/kind/*", ":year/state/*"} {
			rule(lang+"/"+list, policy(pagePolicy))
		}
		rule(lang+"/:slug/:number/changes/", policy(pagePolicy))
		rule(lang+"/:slug/:number/print/", policy(printPolicy))
		rule(lang+"/:slug/:number/print/bilingual/", policy(printPolicy))
	}
	rule(":slug/files/*", policy(pagePolicy)) // what an author attaches is not made here
	same := Header{"Cross-Origin-Resource-Policy", "same-origin"}
	rule("assets/*", policy(pagePolicy), Header{"Cache-Control", forEver}, same)
	all := Header{"Access-Control-Allow-Origin", "*"}
	for _, data := range []string{"*.json", "*.xml", "*.csv"} {
		rule(data, all)
	}
	text := Header{"Content-Type", "text/plain; charset=utf-8"}
	for _, name := range []string{"log/checkpoint", "log/key", "log/files", "log/kept", "log/checkpoints/*"} {
		rule(name, all, text, Header{"Cache-Control", askFirst})
	}
	rule("log/tile/*", all, Header{"Content-Type", "application/octet-stream"}, Header{"Cache-Control", askFirst})
	return b.String()
}
