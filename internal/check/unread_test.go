package check

import (
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/load"
)

// What could not be read is named once: figures that are right are not said
// to contradict it.
func TestNothingFollowsFromErrors(t *testing.T) {
	const right = `[[counts]]
id = "total"
parts = "sum"
measures = { value = 1284, unit = "person" }
[[counts]]
id = "rehab"
part_of = "total"
measures = [{ value = 862, unit = "person" }]
[[counts]]
id = "ward"
part_of = "total"
measures = { value = 422, unit = "person" }
[harm]
state = "none-confirmed"
`
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""},
		{"422", "423", "parts-sum"},
		{"862, unit = \"person\"", "862", "missing-field"},
		{"862", "-862", "negative-figure"},
		{"862", "862.5", "number-form"},
		{"862, unit = \"person\"", "862, unit = \"名\"", "unknown-word"},
		{"1284, unit = \"person\"", "1284, unit = \"名\"", "unknown-word"},
		{"1284, unit = \"person\"", "1284, unit = person", "bare-value"},
		{"\"total\"\nmeasures = [", "\"totel\"\nmeasures = [", "unknown-id"},
		{"none-confirmed", "nothing", "unknown-word"},
		{"422, unit = \"person\" }\n[harm]\nstate = \"none-confirmed", "423, unit = \"person\" }\n[harm]\nstate = \"nothing", "parts-sum unknown-word"},
	} {
		fsys := fstest.MapFS{
			"site.toml":        {Data: []byte(plainSite)},
			"content/x/1.toml": {Data: []byte(plainHead + plainTitle + strings.Replace(right, c.old, c.new, 1))},
		}
		loaded, err := load.Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		var rules []string
		found := Run(Input{Site: loaded.Site, Incidents: loaded.Incidents, Files: loaded.Listed, Found: loaded.Findings})
		for _, f := range found {
			rules = append(rules, f.Rule)
		}
		if got := strings.Join(rules, " "); got != c.want {
			t.Errorf("%q instead of %q: %q, want %q\n%s", c.new, c.old, got, c.want, listing(found))
		}
	}
}
