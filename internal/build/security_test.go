package build_test

import (
	"testing"
	"testing/fstest"
	"time"

	"kohyo"
	"kohyo/internal/build"
)

const security = `[security]
contact = ["mailto:security@example.com", "https://www.example.com/security"]
expires = 2026-10-01
encryption = "openpgp4fpr:5f2de5521c63a801ab59ccb603d49de44b29100f"
acknowledgments = "https://www.example.com/thanks"
languages = ["ja", "en"]
canonical = "https://www.example.com/.well-known/security.txt"
policy = "https://www.example.com/policy"
hiring = "https://www.example.com/jobs"
`

const csaf = "[data.csaf]\ncategory = \"vendor\"\nnamespace = \"https://www.example.com/\"\n"

func TestSecurityTxt(t *testing.T) {
	site := open(t, content(fstest.MapFS{"site.toml": file(settings + security + csaf)}), moment)
	want := `Contact: mailto:security@example.com
Contact: https://www.example.com/security
Expires: 2026-09-30T15:00:00Z
Encryption: openpgp4fpr:5f2de5521c63a801ab59ccb603d49de44b29100f
Acknowledgments: https://www.example.com/thanks
Preferred-Languages: ja, en
Canonical: https://www.example.com/.well-known/security.txt
Policy: https://www.example.com/policy
Hiring: https://www.example.com/jobs
CSAF: https://www.example.com/disclosure/.well-known/csaf/provider-metadata.json
`
	if got := string(readForm(t, site, ".well-known/security.txt")); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if open(t, content(nil), moment).Has(".well-known/security.txt") {
		t.Error("there is a security.txt of which nobody wrote")
	}
}

// What runs out is found at the moment that the caller names, and a build does
// not stop for it: a notice must not wait on the day of a disclosure.
func TestSecurityExpiry(t *testing.T) {
	files := content(fstest.MapFS{"site.toml": file(settings + security)})
	for now, want := range map[string]int{
		"2025-09-30T14:59:59Z": 1, "2025-09-30T15:00:00Z": 0, "2026-08-31T15:00:00Z": 0, "2026-08-31T15:00:01Z": 1, "2026-10-01T00:00:00Z": 1,
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		checked, err := build.CheckAt(files, kohyo.Theme, build.Options{Now: at})
		if err != nil {
			t.Fatal(err)
		}
		site, found, err := build.Open(files, kohyo.Theme, build.Options{Now: at})
		if err != nil || site == nil || len(found) != want || len(checked.Findings) != want {
			t.Errorf("at %s: a build finds %v, a check %v, want %d; %v", now, found, checked.Findings, want, err)
		}
		for _, f := range found {
			if f.Rule != "security-expiry" {
				t.Errorf("at %s: %s", now, f.Rule)
			}
		}
	}
	if checked, err := build.Check(files, kohyo.Theme); err != nil || len(checked.Findings) > 0 {
		t.Errorf("without a clock: %v, %v", checked.Findings, err)
	}
}
