package headers

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the samples anew")

// The samples in docs/publishing are those of the sample archive.
func TestSamples(t *testing.T) {
	site, err := Of("https://kohyo.example/", "ja", "en")
	if err != nil {
		t.Fatal(err)
	}
	for form, file := range map[string]string{"nginx": "nginx.conf", "netlify": "_headers", "cloudfront": "cloudfront.js"} {
		want, ok := site.Form(form)
		if !ok {
			t.Fatalf("there is no form %s", form)
		}
		file = "../../docs/publishing/" + file
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s is behind the code: go test ./internal/headers -update; %v", file, err)
		}
	}
	if _, ok := site.Form("apache"); ok {
		t.Error("there is a form of which nobody wrote")
	}
	for _, form := range Forms {
		if text, ok := site.Form(form); !ok || text == "" {
			t.Errorf("the form %s is empty", form)
		}
	}
}

// A strict policy is on every file, and a looser one on the few pages that
// need it.
func TestPolicies(t *testing.T) {
	site := Site{Host: "www.example.co.jp", Base: "/disclosure/", Langs: []string{"ja", "en"}}
	for file, c := range map[string]struct {
		policy, cache string
		open          bool
	}{
		"index.html":                            {pagePolicy, oneMin, false},
		"404.html":                              {pagePolicy, oneMin, false},
		"ja/index.html":                         {pagePolicy, oneMin, false},
		"ja/shop/1/index.html":                  {pagePolicy, oneMin, false},
		"ja/shop/1/changes/index.html":          {pagePolicy, oneMin, false},
		"ja/shop/1/print/index.html":            {printPolicy, oneMin, false},
		"en/shop/12/print/bilingual/index.html": {printPolicy, oneMin, false},
		"ja/shop/1/print/shop-1-ja.pdf":         {pagePolicy, oneMin, false},
		"ja/search/index.html":                  {searchPolicy, oneMin, false},
		"ja/print/index.html":                   {pagePolicy, oneMin, false},
		"ja/search/2/index.html":                {pagePolicy, oneMin, false},
		"fr/search/index.html":                  {pagePolicy, oneMin, false},
		"search/files/print/index.html":         {pagePolicy, oneMin, false},
		"shop/files/evil.svg":                   {pagePolicy, oneMin, false},
		"assets/site.1a2b.css":                  {pagePolicy, forEver, false},
		"shop/1.json":                           {pagePolicy, oneMin, true},
		"ja/feed.xml":                           {pagePolicy, oneMin, true},
		"reports.csv":                           {pagePolicy, oneMin, true},
		"log/checkpoint":                        {pagePolicy, askFirst, true},
		".well-known/csaf/white/index.txt":      {pagePolicy, oneMin, true},
		".well-known/security.txt":              {pagePolicy, oneMin, false},
	} {
		got := map[string]string{}
		for _, h := range site.For(file) {
			if _, twice := got[h.Name]; twice {
				t.Errorf("%s: %s is there twice", file, h.Name)
			}
			got[h.Name] = h.Value
		}
		if got["Content-Security-Policy"] != c.policy || got["Cache-Control"] != c.cache || (got["Access-Control-Allow-Origin"] == "*") != c.open ||
			(got["Cross-Origin-Resource-Policy"] == "cross-origin") != c.open || got["X-Content-Type-Options"] != "nosniff" || got["Referrer-Policy"] == "" {
			t.Errorf("%s: %v", file, got)
		}
	}
	for _, p := range []string{pagePolicy, printPolicy, searchPolicy} {
		parts := strings.Split(p, "; ")
		for _, want := range []string{"default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"} {
			if !slices.Contains(parts, want) {
				t.Errorf("%q lacks %q", p, want)
			}
		}
		if strings.Contains(p, "*") || strings.Contains(p, "http") || strings.Contains(p, "unsafe-eval") || (p != printPolicy && strings.Contains(p, "unsafe")) {
			t.Errorf("%q allows too much", p)
		}
	}
}
