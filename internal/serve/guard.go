package serve

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"kohyo/internal/diag"
)

// What is longer than this was not made by a page of ours.
const (
	longestPath  = 1024
	longestQuery = 2048
)

// no is why a request is refused. Its words never depend on whether an
// address exists.
type no struct {
	status int
	why    diag.Words
}

var (
	notOurMethod = no{http.StatusMethodNotAllowed, diag.Words{Ja: "GET と HEAD だけに答えます。", En: "only GET and HEAD are answered"}}
	notOurForm   = no{http.StatusBadRequest, diag.Words{Ja: "この要求には答えられません。", En: "this request cannot be answered"}}
	notOurHost   = no{http.StatusMisdirectedRequest, diag.Words{
		Ja: "このプレビューは、起動したときに表示されたアドレスでだけ開けます。", En: "this preview answers only under the address that it printed when it started"}}
	notOurPage = no{http.StatusForbidden, diag.Words{
		Ja: "ほかのサイトからのリンクや読み込みには答えません。アドレスをブラウザーに直接入力してください。",
		En: "links and requests from other sites are not answered; type the address into the browser"}}
	notOurPath = no{http.StatusBadRequest, diag.Words{Ja: "このアドレスは正しくありません。", En: "this is not an address of the preview"}}
	tooLong    = no{http.StatusRequestURITooLong, diag.Words{Ja: "アドレスが長すぎます。", En: "the address is too long"}}
	noToken    = no{http.StatusUnauthorized, diag.Words{
		Ja: "起動したときに表示された、?token= の付いたアドレスで開いてください。", En: "open the address with ?token= that was printed when the preview started"}}
)

// guard looks at a request before anything else does. A zero answer lets it in.
func (s *Server) guard(r *http.Request) no {
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return notOurMethod
	case r.URL.IsAbs() || r.URL.Host != "" || r.URL.User != nil || r.URL.Opaque != "":
		return notOurForm
	case !s.hosts[r.Host]:
		return notOurHost // also a name that an attacker has pointed to this machine
	case r.ContentLength != 0 || len(r.TransferEncoding) > 0 || r.Header.Get("Upgrade") != "" || r.Header.Get("Expect") != "":
		return notOurForm
	case !ours(r):
		return notOurPage
	case len(r.RequestURI) > longestPath+longestQuery || len(r.URL.EscapedPath()) > longestPath || len(r.URL.RawQuery) > longestQuery:
		return tooLong
	case !plain(r.URL) || !knownQuery(r.URL):
		return notOurPath
	case !s.trusts(r):
		return noToken
	}
	return no{}
}

// ours reports whether a request comes from a page of this server, or from
// the address bar. What a browser sends of where it comes from is believed
// only when it speaks against it: each header given once, and saying so.
func ours(r *http.Request) bool {
	for name, allowed := range map[string][]string{
		"Origin":         {"http://" + r.Host},
		"Sec-Fetch-Site": {"none", "same-origin"},
	} {
		for _, given := range r.Header.Values(name) {
			if !slices.Contains(allowed, given) {
				return false
			}
		}
	}
	return true
}

// plain reports whether a path is written as our pages write theirs: nothing
// in it climbs, hides or means something else to another system.
func plain(u *url.URL) bool {
	p := u.Path
	raw := strings.ToLower(u.EscapedPath())
	if !strings.HasPrefix(p, "/") || !utf8.ValidString(p) || u.RawFragment != "" || strings.ContainsAny(p, "\\#?;*|<>\"") {
		return false
	}
	for _, hidden := range []string{"%2e", "%2f", "%5c", "%00"} {
		if strings.Contains(raw, hidden) {
			return false
		}
	}
	for _, r := range p {
		if unicode.IsControl(r) || r == utf8.RuneError || unicode.Is(unicode.Cf, r) {
			return false
		}
	}
	parts := strings.Split(p[1:], "/")
	for i, part := range parts {
		last := i == len(parts)-1
		if part == "" && !last || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || strings.HasPrefix(part, ".") && part != ".well-known" {
			return false
		}
	}
	return true
}

// knownQuery reports whether a query holds only what the server asks for.
func knownQuery(u *url.URL) bool {
	if u.RawQuery == "" {
		return !u.ForceQuery
	}
	values, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return false
	}
	known := []string{"now", "token"}
	switch u.Path {
	case eventsPath:
		known = []string{"page", "hash", "bar"}
	case editPath:
		known = []string{"file", "line", "column"}
	}
	for key, given := range values {
		if !slices.Contains(known, key) || len(given) != 1 {
			return false
		}
	}
	return true
}

// cookieName has the port in it: browsers send a cookie to every port of a
// host.
func cookieName(r *http.Request) string {
	_, port, err := net.SplitHostPort(r.Host)
	if err != nil {
		port = "80"
	}
	return "kohyo-" + port
}

// trusts reports whether a visitor has shown the token, where one is asked for.
func (s *Server) trusts(r *http.Request) bool {
	if s.Token == "" {
		return true
	}
	if same(r.URL.Query().Get("token"), s.Token) {
		return true
	}
	c, err := r.Cookie(cookieName(r))
	return err == nil && same(c.Value, s.cookie())
}

// cookie is what stands for the token in a browser: it opens the preview, and
// tells nobody the address to pass on.
func (s *Server) cookie() string {
	sum := sha256.Sum256([]byte("kohyo preview " + s.Token))
	return tokenText(sum[:16])
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// exchangesToken turns a token in the address into a cookie, and takes it out
// of the address: it must not stay in the history, or on a screen.
func (s *Server) exchangesToken(w http.ResponseWriter, r *http.Request) bool {
	if !r.URL.Query().Has("token") {
		return false
	}
	if s.Token != "" {
		http.SetCookie(w, &http.Cookie{Name: cookieName(r), Value: s.cookie(), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	to := r.URL.EscapedPath()
	if now := r.URL.Query().Get("now"); now != "" {
		to += "?now=" + url.QueryEscape(now)
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusSeeOther)
	return true
}

// local reports whether a visitor sits at this machine: an address that opens
// an editor means nothing elsewhere, and tells where the files lie.
func local(r *http.Request) bool {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && at.Addr().Unmap().IsLoopback()
}

// headers are sent with every answer.
func (s *Server) headers(h http.Header) {
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
}

// refuse says why, in words that tell nothing of the site.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, n no) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Connection", "close")
	if n.status == http.StatusMethodNotAllowed {
		h.Set("Allow", "GET, HEAD")
	}
	w.WriteHeader(n.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write([]byte(n.why.In(s.Lang) + "\n"))
	}
}
