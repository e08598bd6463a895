package publishing

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kohyo/internal/fixture"
	"kohyo/internal/headers"
)

// node runs a program of JavaScript with names on its input, and reads what it
// makes of each.
func node(t *testing.T, program string, names []string, into any) {
	t.Helper()
	found, err := exec.LookPath("node")
	if err != nil {
		fixture.Missing(t, "Node")
	}
	in, err := json.Marshal(names)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "try.mjs")
	if err := os.WriteFile(file, []byte(program), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(found, file)
	cmd.Stdin = bytes.NewReader(in)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, errs.Bytes())
	}
	if err := json.Unmarshal(out, into); err != nil {
		t.Fatalf("%v in %.300s", err, out)
	}
}

const readNames = `import { readFileSync } from 'node:fs';
const names = JSON.parse(readFileSync(0, 'utf8'));
`

// The function for CloudFront sends what is described, for a file as it is
// asked for and as the bucket has it.
func TestCloudFront(t *testing.T) {
	_, names := site(t)
	for _, base := range []string{"https://kohyo.example/", "https://kohyo.example/disclosure/"} {
		s, err := headers.Of(base, "ja", "en")
		if err != nil {
			t.Fatal(err)
		}
		text, _ := s.Form("cloudfront")
		var got []map[string]struct{ Value string }
		var uris []string
		for _, name := range names {
			uris = append(uris, s.Base+name, s.Base+address(name))
		}
		node(t, readNames+text+`
console.log(JSON.stringify(names.map((uri) => handler({
  context: { eventType: 'viewer-response' }, request: { uri }, response: { statusCode: 200, headers: { server: { value: 'S3' } } },
}).headers)));`, uris, &got)
		for i, uri := range uris {
			h := http.Header{}
			for name, v := range got[i] {
				h.Add(name, v.Value)
			}
			described(t, s, names[i/2], h)
			if h.Get("server") != "S3" {
				t.Errorf("%s loses what the bucket says", uri)
			}
		}
	}
}

// It finds the pages in folders, and leaves everything else alone.
func TestCloudFrontRequests(t *testing.T) {
	text, _ := sample(t).Form("cloudfront")
	wants := map[string]string{
		"/": "/index.html", "/ja/": "/ja/index.html", "/ja/shop/1/print/": "/ja/shop/1/print/index.html", "/ja": "301 /ja/", "/ja/shop/1": "301 /ja/shop/1/",
		"/shop/1.json": "/shop/1.json", "/assets/site.1a2b.css": "/assets/site.1a2b.css", "/log/checkpoint": "/log/checkpoint", "/log/tile/0/000.p/1": "/log/tile/0/000.p/1",
		"/.well-known/security.txt": "/.well-known/security.txt", "/index.html": "/index.html",
		// No redirect to what a browser takes for another host.
		"//evil": "//evil", "//evil.example": "//evil.example", "/\\evil": "/\\evil",
	}
	var uris []string
	for uri := range wants {
		uris = append(uris, uri)
	}
	var got []string
	node(t, readNames+text+`
console.log(JSON.stringify(names.map((uri) => {
  const r = handler({ context: { eventType: 'viewer-request' }, request: { uri, headers: {} } });
  return r.statusCode ? r.statusCode + ' ' + r.headers.location.value : r.uri;
})));`, uris, &got)
	for i, uri := range uris {
		if got[i] != wants[uri] {
			t.Errorf("%s becomes %s, want %s", uri, got[i], wants[uri])
		}
	}
}

// netlify says what each address is sent, by the parser that Netlify uses
// itself: the values of all rules that match, joined as it does.
const netlify = readNames + `
const { parseAllHeaders } = await import(process.env.KOHYO_PARSER);
const { headers, errors } = await parseAllHeaders({ headersFiles: [process.env.KOHYO_HEADERS], configHeaders: [], minimal: false, netlifyConfigPath: undefined });
if (errors.length > 0) throw new Error(errors.map(String).join('\n'));
console.log(JSON.stringify(names.map((name) => {
  const all = {};
  for (const { forRegExp, values } of headers) {
    if (!forRegExp.test(name)) continue;
    for (const [field, value] of Object.entries(values)) (all[field.toLowerCase()] ??= []).push(value);
  }
  return all;
})));`

// The file _headers sends every page a policy, and never two that differ:
// they would forbid together what each allows.
func TestHeadersFile(t *testing.T) {
	parser, err := filepath.Abs(filepath.Join(root, ".cache", "npm", "node_modules", "@netlify", "headers-parser", "lib", "index.js"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(parser); err != nil {
		fixture.Missing(t, "the npm package @netlify/headers-parser")
	}
	_, names := site(t)
	for _, base := range []string{"https://kohyo.example/", "https://kohyo.example/disclosure/"} {
		s, err := headers.Of(base, "ja", "en")
		if err != nil {
			t.Fatal(err)
		}
		text, _ := s.Form("netlify")
		file := filepath.Join(t.TempDir(), "_headers")
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Setenv("KOHYO_PARSER", parser)
		t.Setenv("KOHYO_HEADERS", file)
		var addresses []string
		for _, name := range names {
			addresses = append(addresses, s.Base+address(name))
		}
		var got []map[string][]string
		node(t, netlify, addresses, &got)
		for i, name := range names {
			asDescribed(t, s, name, got[i])
		}
		if n := strings.Count(text, "\n"+s.Base); n > 100 {
			t.Errorf("%d rules; Cloudflare Pages reads 100", n)
		}
	}
}

// asDescribed holds what _headers sends to the description, as far as its
// rules can tell files apart.
func asDescribed(t *testing.T, s headers.Site, name string, got map[string][]string) {
	t.Helper()
	want := http.Header{}
	for _, h := range s.For(name) {
		want.Set(h.Name, h.Value)
	}
	search := "script-src 'self'; connect-src 'self'; "
	for field, values := range got {
		for _, v := range values {
			if v != values[0] {
				t.Errorf("%s is sent two of %s: %q", name, field, values)
			}
		}
		known := want.Get(field)
		if field == "content-security-policy" && strings.Count(strings.TrimSuffix(address(name), "/"), "/") == 1 {
			values[0], known = strings.Replace(values[0], search, "", 1), strings.Replace(known, search, "", 1)
		}
		if field != "content-type" && values[0] != known {
			t.Errorf("%s: %s is %q, want %q", name, field, values[0], known)
		}
	}
	sent := func(field string) bool { return len(got[strings.ToLower(field)]) > 0 }
	page := strings.HasSuffix(name, ".html") || strings.Contains(name, "/files/")
	if page && !sent("Content-Security-Policy") || !sent("X-Content-Type-Options") || !sent("Referrer-Policy") || !sent("Permissions-Policy") {
		t.Errorf("%s is sent only %v", name, got)
	}
	data := strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".csv")
	if data && !sent("Access-Control-Allow-Origin") || strings.HasPrefix(name, "assets/") && !sent("Cache-Control") {
		t.Errorf("%s is sent only %v", name, got)
	}
}
