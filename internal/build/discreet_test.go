package build_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
)

// What is said where others read along tells of what is public, and of errors
// elsewhere only that there are some.
func TestDiscreet(t *testing.T) {
	const canary = "canary-5f1e"
	public := fstest.MapFS{
		"content/outage/1.toml": file(report + "lead = { ja = \"<http://example.com/>\", en = \"<http://example.com/>\" }\n"),
		// Not public, but named after it: the hint for a wrong link must not offer it.
		"content/outage/2.toml": file(strings.NewReplacer(`stage = "first"`, `stage = "update"`, "attachments", "#").Replace(report) +
			"lead = { ja = \"[続報](/ja/canary-5f/)\", en = \"[more](/ja/canary-5f/)\" }\n"),
	}
	draft := strings.Replace(report, `"ready"`, `"draft"`, 1)
	hidden := fstest.MapFS{
		"content/" + canary + "/1.toml":            file(strings.Replace(draft, "list.txt", canary+".txt", 1) + "lead = { ja = \"" + canary + " http://example.com/\", en = \"" + canary + "\" }\n"),
		"content/" + canary + "/files/other.txt":   file(canary),
		"content/outage/files/" + canary + ".txt":  file(canary),
		"content/outage/3.toml":                    file(strings.Replace(draft, `"first"`, `"`+canary+`"`, 1)),
		"content/outage/" + canary + ".toml":       file(canary),
		"content/" + canary + ".txt":               file(canary),
		"content/Canary-5F1E/1.toml":               file(canary),
		"content/broken-" + canary + "/1.toml":     file("kind = \"" + canary),
		"content/dratf-" + canary + "/1.toml":      file(strings.Replace(report, `"ready"`, `"dratf"`, 1)),
		"content/embargo-" + canary + "/1.toml":    file(strings.Replace(report, "2026", "2027", 1)),
		"content/embargo-" + canary + "/2/a.txt":   file(canary),
		"content/undated-" + canary + "/1.toml":    file(strings.Replace(report, "published = 2026-04-01T15:00:00+09:00\n", "", 1)),
		"content/undated-" + canary + "/files/.ds": file(canary),
	}
	both := content(public)
	for name, f := range hidden {
		both[name] = f
	}
	full := found(t, both)
	if !strings.Contains(full, canary) {
		t.Fatal("the findings tell of nothing that is hidden, so that this proves nothing")
	}
	said := discreet(t, both)
	if strings.Contains(strings.ToLower(said), canary) {
		t.Errorf("tells of what is not public:\n%s", said)
	}
	if strings.Count(said, "not-public") != 1 {
		t.Errorf("does not say once that there are errors:\n%s", said)
	}
	want := discreet(t, content(public))
	if !strings.Contains(want, "http-link") || strings.Count(said, "\n") != strings.Count(want, "\n")+1 {
		t.Errorf("of what is public it says\n%s\nwithout the rest\n%s", said, want)
	}
}

// A finding of site.toml or the theme is said as it is.
func TestDiscreetSite(t *testing.T) {
	files := content(fstest.MapFS{"site.toml": file(settings + "logo = \"none.svg\"\n")})
	if got, want := discreet(t, files), found(t, files); got != want || want == "" {
		t.Errorf("said\n%s\nwant\n%s", got, want)
	}
}

func found(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	_, findings, err := build.Open(files, kohyo.Theme, build.Options{Now: moment})
	if err != nil {
		t.Fatal(err)
	}
	return shown(findings)
}

func discreet(t *testing.T, files fstest.MapFS) string {
	t.Helper()
	opt := build.Options{Now: moment}
	_, findings, err := build.Open(files, kohyo.Theme, opt)
	if err != nil {
		t.Fatal(err)
	}
	if findings, err = build.Discreet(files, opt, findings); err != nil {
		t.Fatal(err)
	}
	return shown(findings)
}

func shown(findings diag.Findings) string {
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "%s %s %s %s %s %s\n", f.Place, f.Rule, f.Text.En, f.Text.Ja, f.Hint.En, f.Hint.Ja)
	}
	return b.String()
}
