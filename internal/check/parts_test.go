package check

import (
	"slices"
	"testing"
	"testing/fstest"

	"kohyo/internal/diag"
	"kohyo/internal/load"
)

// threeIncidents is what the checks look at of a site with three incidents: one that
// site.toml accepts a finding in, one that links to another.
func threeIncidents(t *testing.T, accept string) Input {
	t.Helper()
	report := func(lead string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(plainHead + plainTitle + "lead = " + lead + "\n")}
	}
	fsys := fstest.MapFS{
		"site.toml":        {Data: []byte(plainSite + accept)},
		"content/a/1.toml": report(`{ ja = "[見本](http://www.example.co.jp/)", en = "[Sample](http://www.example.co.jp/)" }`),
		"content/b/1.toml": report(`{ ja = "[前の件](/ja/a/)", en = "[Before](/en/a/)" }`),
		"content/c/1.toml": report(`{ ja = "[ない件](/ja/d/)", en = "[None](/en/d/)" }`),
		"content/c/x.txt":  {},
	}
	loaded, err := load.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return Input{Site: loaded.Site, Incidents: loaded.Incidents, Files: loaded.Listed, Found: loaded.Findings}
}

// What is found in the parts, in any order, is what is found in the whole.
func TestParts(t *testing.T) {
	in := threeIncidents(t, "[[check.accept]]\nrule = \"http-link\"\nreason = \"Old\"\n[[check.accept]]\nrule = \"email-form\"\nreason = \"None\"\n")
	whole := Run(in)
	c := New(in)
	before, rest := c.share(in.Found)
	var parts []Part
	var found diag.Findings
	for _, incident := range slices.Backward(in.Incidents) {
		part := c.Incident(incident, before[incident.Slug])
		parts = append(parts, part)
		found = append(found, part.Findings...)
	}
	found = append(found, c.Site(rest, slices.Values(parts))...)
	if got, want := listing(found.Sort()), listing(whole); got != want {
		t.Errorf("parts:\n%swhole:\n%s", got, want)
	}
	var rules []string
	for _, f := range whole {
		rules = append(rules, f.Rule)
	}
	if want := []string{"dead-link", "dead-link", "stray-file", "unused-acceptance"}; !slices.Equal(rules, want) {
		t.Errorf("%q\n%s", rules, listing(whole))
	}
	if got := [][]string{parts[0].Links, parts[1].Links, parts[2].Links}; !slices.Equal(got[0], []string{Every, "d"}) || !slices.Equal(got[1], []string{"a"}) || len(got[2]) > 0 {
		t.Errorf("links %q", got)
	}
}

// An acceptance of site.toml is of no use once the part that needed it no
// longer does.
func TestAcceptanceOutlived(t *testing.T) {
	in := threeIncidents(t, "[[check.accept]]\nrule = \"http-link\"\nreason = \"Old\"\n")
	c := New(in)
	a, b := c.Incident(in.Incidents[0], nil), c.Incident(in.Incidents[1], nil)
	if found := c.Site(nil, slices.Values([]Part{a, b})); len(found) != 0 {
		t.Errorf("in use:\n%s", listing(found))
	}
	if found := c.Site(nil, slices.Values([]Part{b})); len(found) != 1 || found[0].Rule != unusedAcceptance {
		t.Errorf("outlived:\n%s", listing(found))
	}
}

func TestSlug(t *testing.T) {
	for file, want := range map[string]string{
		"content/a/1.toml": "a", "content/a": "a", "content/a/files/x.pdf": "a", "site.toml": "", "content": "", "layouts/a.html": "", "": "",
	} {
		if got := Slug(file); got != want {
			t.Errorf("Slug(%q) = %q, want %q", file, got, want)
		}
	}
}
