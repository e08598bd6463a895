package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
)

func printed(t *testing.T, fs Findings, print func(io.Writer, Findings, string, string) error, lang, folder string) string {
	t.Helper()
	var b bytes.Buffer
	if err := print(&b, fs, lang, folder); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGitHub(t *testing.T) {
	want := `::error file=notices/content/x/1.toml,line=12,col=9,title=unknown-word::timeline 3, event: there is no word "ocurred" here%0A→ did you mean "occurred"?
::error file=notices/content/x/1.toml,title=missing-field::stage is missing
::warning file=notices/content/x/2.toml,line=1,col=12,title=wide::wide%0A→ mend
2 errors, 1 warning in 2 files
`
	if got := printed(t, sample, PrintGitHub, "en", "notices"); got != want {
		t.Errorf("got\n%s", got)
	}
	odd := Findings{{"r", Error, Place{File: "a,b:c%.toml"}, Words{En: "100%\n::error::x\x1b"}, Words{}, 0}}
	if got := printed(t, odd, PrintGitHub, "en", ""); !strings.HasPrefix(got, "::error file=a%2Cb%3Ac%25.toml,title=r::100%25<U+000A>::error::x<U+001B>\n") {
		t.Errorf("got %q", got)
	}
}

// However many findings there are, ten annotations say them all.
func TestGitHubGroups(t *testing.T) {
	for _, c := range []struct{ files, rules, want int }{{1, 10, 10}, {1, 11, 1}, {2, 5, 10}, {10, 4, 10}, {30, 1, 10}} {
		var fs Findings
		for i := range c.files {
			for j := range c.rules {
				fs = append(fs, Finding{fmt.Sprintf("rule-%d", j), Error, Place{fmt.Sprintf("%d.toml", i), j + 1, 1}, Words{En: fmt.Sprintf("text <%d,%d>", i, j)}, Words{}, 0})
			}
		}
		got := printed(t, fs, PrintGitHub, "en", "")
		if n := strings.Count(got, "::error"); n != c.want {
			t.Errorf("%d files, %d rules: %d annotations, want %d\n%s", c.files, c.rules, n, c.want, got)
		}
		for _, f := range fs {
			if !strings.Contains(got, f.Text.En) {
				t.Errorf("%d files, %d rules: %s is lost", c.files, c.rules, f.Text.En)
			}
		}
	}
	many := make(Findings, 200)
	for i := range many {
		many[i] = Finding{"r", Warning, Place{"1.toml", i + 1, 1}, Say("", "text"), Say("", "hint"), 0}
	}
	got := printed(t, many, PrintGitHub, "en", "")
	if strings.Count(got, "\n") != 2 || !strings.Contains(got, "%0A50:1 text%0Aand 150 more%0A→ hint\n") {
		t.Error(got)
	}
}

func TestGitLab(t *testing.T) {
	got := printed(t, sample, PrintGitLab, "ja", "notices")
	var list []gitLabFinding
	if err := json.Unmarshal([]byte(got), &list); err != nil || len(list) != 3 {
		t.Fatal(err, got)
	}
	f := list[0]
	if f.Description != "timeline 3, event: 「ocurred」という言葉はありません。 → 「occurred」のことですか。" ||
		f.CheckName != "unknown-word" || f.Severity != "major" || f.Location.Path != "notices/content/x/1.toml" || f.Location.Lines.Begin != 12 {
		t.Errorf("%+v", f)
	}
	if list[1].Location.Lines.Begin != 1 || list[2].Severity != "minor" {
		t.Errorf("%+v", list)
	}
	if got := printed(t, nil, PrintGitLab, "en", ""); got != "[]\n" {
		t.Errorf("nothing is %q", got)
	}
}

// A finding is the same when it moves to another line or is said in another
// language, and another when it is about something else.
func TestFingerprints(t *testing.T) {
	a := Finding{"r", Error, Place{"x", 1, 1}, Say("あ", "a"), Words{}, 0}
	moved, other, elsewhere := a, a, a
	moved.Line = 7
	other.Text.En = "b"
	elsewhere.File = "y"
	one := fingerprints(Findings{a})[0]
	if one != fingerprints(Findings{other, moved})[1] {
		t.Error("a moved finding is another one")
	}
	seen := map[string]bool{}
	for _, p := range fingerprints(Findings{a, moved, other, elsewhere}) {
		if seen[p] || !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(p) {
			t.Errorf("%s is no fingerprint of its own", p)
		}
		seen[p] = true
	}
}

// The essential parts of the schema of SARIF 2.1.0: what must be there, of
// which type, and that nothing else is.
const sarifShape = `{
	"$schema": "string", "version": "2.1.0",
	"runs": [{
		"language": "string", "columnKind": "unicodeCodePoints",
		"tool": {"driver": {"name": "string", "rules": [{
			"id": "string", "shortDescription": {"text": "string"}, "help": {"text": "string"},
			"defaultConfiguration": {"level": "level"}
		}]}},
		"results": [{
			"ruleId": "string", "ruleIndex": "index", "level": "level", "message": {"text": "string"},
			"locations": [{"physicalLocation": {
				"artifactLocation": {"uri": "uri"}, "region?": {"startLine": "positive", "startColumn?": "positive"}
			}}],
			"partialFingerprints": {"kohyo/v1": "string"}
		}]
	}]
}`

func TestSARIF(t *testing.T) {
	var shape any
	if err := json.Unmarshal([]byte(sarifShape), &shape); err != nil {
		t.Fatal(err)
	}
	for _, fs := range []Findings{nil, sample} {
		got := printed(t, fs, PrintSARIF, "en", "my site")
		var log any
		if err := json.Unmarshal([]byte(got), &log); err != nil {
			t.Fatal(err)
		}
		fits(t, "", log, shape)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(printed(t, sample, PrintSARIF, "ja", "my site")), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s has the index of another rule", r.RuleID)
		}
	}
	at := run.Results[0].Locations[0].Physical
	if at.Artifact.URI != "my%20site/content/x/1.toml" || *at.Region != (sarifRegion{12, 9}) || run.Language != "ja" {
		t.Errorf("%+v %+v", run, at)
	}
	if got := sarifText(`{a} [b](c) \`); got != `{{a}} \[b\](c) \\` {
		t.Error(got)
	}
}

// fits holds a value to a shape.
func fits(t *testing.T, at string, v, shape any) {
	t.Helper()
	switch shape := shape.(type) {
	case map[string]any:
		m, ok := v.(map[string]any)
		if !ok {
			t.Errorf("%s is no object", at)
			return
		}
		for key := range m {
			if shape[key] == nil && shape[key+"?"] == nil {
				t.Errorf("%s.%s is not in the schema", at, key)
			}
		}
		for key, s := range shape {
			name, optional := strings.CutSuffix(key, "?")
			if m[name] != nil {
				fits(t, at+"."+name, m[name], s)
			} else if !optional {
				t.Errorf("%s.%s is missing", at, name)
			}
		}
	case []any:
		list, ok := v.([]any)
		if !ok {
			t.Errorf("%s is no array", at)
		}
		for i, e := range list {
			fits(t, fmt.Sprintf("%s[%d]", at, i), e, shape[0])
		}
	case string:
		s, isString := v.(string)
		n, isNumber := v.(float64)
		ok := isString && s == shape
		switch shape {
		case "string":
			ok = isString && s != ""
		case "level":
			ok = s == "error" || s == "warning"
		case "uri":
			ok = isString && !strings.ContainsAny(s, " \\")
		case "index":
			ok = isNumber && n >= 0
		case "positive":
			ok = isNumber && n >= 1
		}
		if !ok {
			t.Errorf("%s is %v, want %s", at, v, shape)
		}
	}
}
