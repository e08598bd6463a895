package serve

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// hostile are requests of which none may be answered with a page. HOST stands
// for the server's own name and port, PORT for the port.
func hostile() []string {
	var all []string
	request := func(target string, headers ...string) {
		all = append(all, "GET "+target+" HTTP/1.1\r\nHost: HOST\r\n"+strings.Join(append(headers, ""), "\r\n")+"\r\n")
	}
	for _, host := range []string{
		"evil.example", "evil.example:PORT", "localhost", "127.0.0.1", "localhost:1", "localhost.evil.example:PORT", "127.0.0.1.nip.io:PORT",
		"localhost.:PORT", "LOCALHOST:PORT", "2130706433:PORT", "0x7f.1:PORT", "0x7f000001:PORT", "017700000001:PORT", "127.1:PORT", "127.0.0.2:PORT",
		"0.0.0.0:PORT", "[::]:PORT", "[::ffff:127.0.0.1]:PORT", "[::1%25eth0]:PORT", "foo.localhost:PORT", "user@HOST", "HOST#x", "HOST/x", " ", "",
		"127.0.0.1:PORT:PORT", "127.0.0.1:0PORT", "127.0.0.1:+PORT", "①27.0.0.1:PORT", "127。0。0。1:PORT", "HOST\r\nHost: HOST", "HOST\r\nHost: evil.example", "HOST,evil.example",
	} {
		all = append(all, "GET /ja/x/ HTTP/1.1\r\nHost: "+host+"\r\n\r\n")
	}
	all = append(all, "GET /ja/x/ HTTP/1.1\r\n\r\n", "GET /ja/x/ HTTP/1.0\r\n\r\n", "GET /ja/x/\r\n\r\n",
		"GET http://evil.example/ja/x/ HTTP/1.1\r\nHost: HOST\r\n\r\n", "GET http://HOST/ja/x/ HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"GET https://HOST/ja/x/ HTTP/1.1\r\nHost: HOST\r\n\r\n", "GET //evil.example/ja/x/ HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: HOST\r\n\r\n", "GET /ja/x/ HTTP/1.1\r\nHost: evil.example\r\nForwarded: host=HOST\r\n\r\n")
	for _, origin := range []string{
		"null", "http://evil.example", "http://localhost:1", "https://HOST", "http://HOST.evil.example", "http://HOST/", "HOST", "http://evil@HOST",
		"http://HOST, http://evil.example", "file://", "chrome-extension://abc", "http://127.0.0.1", "http://HOST\r\nOrigin: null", "",
	} {
		request("/ja/x/", "Origin: "+origin)
	}
	for _, site := range []string{"cross-site", "same-site", "CROSS-SITE", "Same-Origin", "", "x", "none, cross-site", "none\r\nSec-Fetch-Site: cross-site"} {
		request("/ja/x/", "Sec-Fetch-Site: "+site)
	}
	request("/-/events?page=/ja/x/&hash=&bar=", "Origin: http://evil.example")
	request("/-/events?page=/ja/x/&hash=&bar=", "Sec-Fetch-Site: cross-site")
	request("/-/edit?file=content/x/1.toml&line=1&column=1", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate")
	for _, path := range []string{
		"/../x", "/ja/../../x", "/ja/x/../../../etc/passwd", "/%2e%2e/x", "/%2E%2E/x", "/..%2fx", "/..%2Fx", "/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/..\\x", "/..%5cx", "/%5cx",
		"/%c0%ae%c0%ae/x", "/%c0%af", "/%e0%80%ae", "/....//", "/....//....//etc/passwd", "//etc/passwd", "///", "/ja//x/", "/.env", "/%2eenv", "/.git/config", "/ja/.x/", "/..;/x", "/ja;/x/",
		"/%00", "/ja/x/%00", "/ja/x/index.html%00.json", "/ja/x/index.html%0a", "/%0d%0aX:%20y", "/ja/x/%20", "/ja/x /", "/ja/x/index.html.", "/ja/x/index.html%20", "/ja/x/index.html/", "/ja/x/./",
		"/ja/x/.", "/ja/x/..", "/ja/x/1/../", "/%2561/", "/%252e%252e/x", "/#/../../x", "/ja/x/#", "/?/../../x", "/ja/x/?raw", "/ja/x/?raw??", "/ja/x/?import&raw", "/ja/x/?now=now&now=now", "/ja/x/?", "/ja/x/?%zz",
		"/@fs/etc/passwd?raw", "/@fs/etc/passwd", "/file:///etc/passwd", "/C:/windows/win.ini", "/c%3a/x", "/ja/x/index.html::$DATA", "/ja/x/index.html:a", "/CON", "/ja/NUL.html", "/JA/X/", "/ja/x%2f1%2f",
		"/content/x/1.toml", "/site.toml", "/layouts/base.html", "/static/site.css", "/x/files/", "/x/files", "/x/files/..%2f1.toml", "/x/files/../1.toml", "/assets/", "/assets", "/x/", "/x/2.json", "/ja/x/01/", "/ja/x/+1/",
		"/-/", "/-", "/-/files/desk.js", "/-/../serve.go", "/-/serve.go", "/-/desk.html", "/-/element.html", "/-/public/", "/-/public/now/../../x", "/-/public/never/ja/x/", "/-/public/now/ja/y/", "/-/public//ja/x/",
		"/-/events", "/-/events?page=ja", "/-/events?page=/&x=1", "/%ff", "/\xff", "/\u202e", "/ja/x/\u200b", "/" + strings.Repeat("a", 2000), "/" + strings.Repeat("a/", 1000), "/?now=" + strings.Repeat("1", 3000), "*", "ja/x/", "?now=now", "/\x01", "/\x7f",
	} {
		request(path)
	}
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "get", "GETGET", "OPTIONS", "PRI"} {
		all = append(all, method+" /ja/x/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n")
	}
	all = append(all,
		"OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"OPTIONS /ja/x/ HTTP/1.1\r\nHost: HOST\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\n\r\n",
		"CONNECT HOST HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\n\r\nx",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /ja/x/ HTTP/1.1\r\nHost: HOST\r\n\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nExpect: 100-continue\r\n\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nX: "+strings.Repeat("a", 64<<10)+"\r\n\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\n"+strings.Repeat("X: y\r\n", 8<<10)+"\r\n",
		"GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nX\x00: y\r\n\r\n", "GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\n folded: y\r\n\r\n", "GET /ja/x/ HTTP/9.9\r\nHost: HOST\r\n\r\n",
		"GET  /ja/x/ HTTP/1.1\r\nHost: HOST\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "\r\n\r\n", "GET",
	)
	return all
}

// raw sends bytes as they are and gives all that comes back.
func raw(t testing.TB, address, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(500 * time.Millisecond))
	_, port, _ := net.SplitHostPort(address)
	text = strings.NewReplacer("HOST", address, "PORT", port).Replace(text)
	_, _ = io.WriteString(conn, text)
	if half, ok := conn.(*net.TCPConn); ok {
		_ = half.CloseWrite()
	}
	got, _ := io.ReadAll(conn)
	return string(got)
}

// leaks reports whether an answer holds anything of the site, or lets a page
// of another origin read it.
func leaks(answer string) bool {
	lower := strings.ToLower(answer)
	return strings.HasPrefix(answer, "HTTP/1.1 2") || strings.HasPrefix(answer, "HTTP/1.0 2") || strings.Contains(answer, "HTTP/1.1 200") ||
		strings.Contains(answer, "秘密") || strings.Contains(lower, "access-control-allow") || strings.Contains(lower, "location: http") || strings.Contains(lower, "location: //")
}

func TestHostileRequests(t *testing.T) {
	_, web := started(t, nil, stateOf(page))
	address := web.Listener.Addr().String()
	all := hostile()
	t.Logf("%d requests", len(all))
	if len(all) < 100 {
		t.Errorf("only %d requests", len(all))
	}
	for _, text := range all {
		if got := raw(t, address, text); leaks(got) {
			t.Errorf("%.300q\n is answered with\n%.500s", text, got)
		}
	}
	if got := raw(t, address, "GET /ja/x/ HTTP/1.1\r\nHost: HOST\r\nSec-Fetch-Site: same-origin\r\nOrigin: http://HOST\r\n\r\n"); !strings.Contains(got, "秘密") {
		t.Errorf("our own request is answered with\n%s", got)
	}
}

// The same requests of a server with a token: nothing is said without it, and
// nobody learns which addresses there are.
func TestToken(t *testing.T) {
	_, web := started(t, func(o *Options) { o.Token = "abcdefghijklmnopqrstuv" }, stateOf(page))
	var first string
	for _, path := range []string{"/", "/ja/x/", "/ja/nothing/", "/-/preview.js", "/-/events?page=/ja/x/&hash=&bar=", "/ja/x/?token=", "/ja/x/?token=abcdefghijklmnopqrstuw", "/ja/x/?token=abcdefghijklmnopqrstuvw"} {
		answer, body := get(t, web.URL+path, "Cookie", "kohyo-1=x")
		if first == "" {
			first = body
		}
		if answer.StatusCode != 401 || body != first || len(answer.Cookies()) > 0 {
			t.Errorf("%s: %s %s", path, answer.Status, body)
		}
	}
	answer, _ := get(t, web.URL+"/ja/x/?token=abcdefghijklmnopqrstuv")
	if answer.StatusCode != 303 || answer.Header.Get("Location") != "/ja/x/" || len(answer.Cookies()) != 1 {
		t.Fatal(answer.Status, answer.Header)
	}
	c := answer.Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || strings.Contains(c.Value, "abcdef") || c.Domain != "" {
		t.Errorf("cookie %s", c)
	}
	if answer, body := get(t, web.URL+"/ja/x/", "Cookie", c.Name+"="+c.Value); answer.StatusCode != 200 || !strings.Contains(body, "秘密") {
		t.Errorf("with the cookie: %s", answer.Status)
	}
	if answer, _ := get(t, web.URL+"/ja/x/", "Cookie", c.Name+"="+c.Value, "Origin", "http://evil.example"); answer.StatusCode != 403 {
		t.Errorf("with the cookie, from elsewhere: %s", answer.Status)
	}
	for _, text := range hostile() {
		if got := raw(t, web.Listener.Addr().String(), text); leaks(got) {
			t.Errorf("%.300q\n is answered with\n%.300s", text, got)
		}
	}
}

func TestTokensDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := NewToken()
		if len(token) != 22 || seen[token] || url.QueryEscape(token) != token {
			t.Fatal(token)
		}
		seen[token] = true
	}
}

// Every answer tells the browser to keep it to itself.
func TestHeaders(t *testing.T) {
	_, web := started(t, nil, stateOf(page))
	for _, path := range []string{"/ja/x/", "/ja/nothing/", "/x/1.json", "/-/preview.js", "/ja/x", "/-/../x", "/-/events?page=x&hash=&bar="} {
		answer, _ := get(t, web.URL+path)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"X-Frame-Options": "SAMEORIGIN", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", path, name, got)
			}
		}
		if got := answer.Header.Get("Content-Security-Policy"); !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "unsafe") || strings.Contains(got, "*") {
			t.Errorf("%s: policy %q", path, got)
		}
		for name := range answer.Header {
			if strings.HasPrefix(name, "Access-Control") {
				t.Errorf("%s: %s", path, name)
			}
		}
	}
}

// A style sheet within a page is allowed by its hash, and by nothing else.
func TestInlineStyles(t *testing.T) {
	a := answer{kind: kindOf(".html"), body: []byte("<style>p{}</style><style media=print>q{}</style>")}
	if got := a.policy("h"); strings.Count(got, "'sha256-") != 2 || strings.Contains(got, "unsafe-inline") {
		t.Error(got)
	}
}

// The page on which readers search may run its script and read its index, at
// its own moment; no other page may, whatever it says.
func TestSearchPolicy(t *testing.T) {
	const script = `<script src="../../assets/search.0a1b2c.js" defer></script>`
	for _, c := range []struct{ name, public, body, before string }{
		{"ja/search/index.html", "", script, "http://h/"},
		{"ja/search/index.html", "2026-04-01T15:00:00+09:00", script, "http://h/-/public/2026-04-01T15:00:00+09:00/"},
		{"ja/x/index.html", "", script, ""},
		{"ja/search/1/index.html", "", script, ""},
		{"search/index.html", "", script, ""},
		{"ja/search/index.html", "", "<p>none</p>", ""},
		{"ja/search/index.html", "", `<script src="../../x/files/search.0a1b2c.js" defer></script>`, ""},
		{"ja/search/index.html", "", `<script src="../../assets/search.0a ; script-src *.js" defer></script>`, ""},
	} {
		a := answer{kind: kindOf(".html"), body: []byte(c.body), place: place{name: c.name, public: c.public}}
		scripts, reads := "; script-src http://h/-/preview.js;", "; connect-src http://h/-/;"
		if c.before != "" {
			scripts = "; script-src http://h/-/preview.js " + c.before + "assets/search.0a1b2c.js;"
			reads = "; connect-src http://h/-/ " + c.before + "search/ja/;"
		}
		if got := a.policy("h"); !strings.Contains(got, scripts) || !strings.Contains(got, reads) {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// Whatever is sent, a page is shown only to our own name, and to a request
// that has nothing of another origin in it.
func FuzzGuard(f *testing.F) {
	const host = "127.0.0.1:1313"
	for _, text := range hostile() {
		f.Add(strings.NewReplacer("HOST", host, "PORT", "1313").Replace(text))
	}
	f.Add("GET /ja/x/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
	s := New(options(host))
	s.Show(stateOf(page))
	f.Fuzz(func(t *testing.T, text string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(text)))
		if err != nil || r.URL.Path == eventsPath {
			return
		}
		r.RemoteAddr = "127.0.0.1:9"
		w := &recorder{header: http.Header{}}
		s.ServeHTTP(w, r)
		if w.status != 200 && !bytes.Contains(w.body.Bytes(), []byte("秘密")) {
			return
		}
		if r.Host != host || r.Method != "GET" && r.Method != "HEAD" || strings.Contains(r.URL.Path, "..") || strings.ContainsAny(r.URL.Path, "\x00\\") {
			t.Fatalf("%q is answered with %d", text, w.status)
		}
		for _, o := range r.Header.Values("Origin") {
			if o != "http://"+host {
				t.Fatalf("%q: origin %q", text, o)
			}
		}
		for _, site := range r.Header.Values("Sec-Fetch-Site") {
			if site != "none" && site != "same-origin" {
				t.Fatalf("%q: site %q", text, site)
			}
		}
	})
}

type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *recorder) Header() http.Header { return r.header }
func (r *recorder) WriteHeader(n int)   { r.status = n }
func (r *recorder) Write(b []byte) (int, error) {
	if r.status == 0 {
		return 0, fmt.Errorf("no header")
	}
	return r.body.Write(b)
}
