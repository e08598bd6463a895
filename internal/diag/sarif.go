package diag

import (
	"io"
	"net/url"
	"path"
	"slices"
	"strings"
)

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	Language   string        `json:"language"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name  string      `json:"name"`
	Rules []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID      string       `json:"id"`
	Short   sarifMessage `json:"shortDescription"`
	Help    sarifMessage `json:"help"`
	Default sarifLevel   `json:"defaultConfiguration"`
}

type sarifLevel struct {
	Level string `json:"level"`
}

type sarifMessage struct {
	Text string `json:"text"`
}

type sarifResult struct {
	RuleID    string            `json:"ruleId"`
	RuleIndex int               `json:"ruleIndex"`
	Level     string            `json:"level"`
	Message   sarifMessage      `json:"message"`
	Locations []sarifLocation   `json:"locations"`
	Prints    map[string]string `json:"partialFingerprints"`
}

type sarifLocation struct {
	Physical sarifPhysical `json:"physicalLocation"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   *sarifRegion  `json:"region,omitempty"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
}

// PrintSARIF writes findings in the form of SARIF 2.1.0. folder is the site's
// folder in the repository, "" for the repository itself.
func PrintSARIF(w io.Writer, fs Findings, lang, folder string) error {
	if lang != "ja" {
		lang = "en"
	}
	run := sarifRun{
		Tool:     sarifTool{sarifDriver{Name: "kohyo", Rules: []sarifRule{}}},
		Language: lang, ColumnKind: "unicodeCodePoints", Results: make([]sarifResult, 0, len(fs)),
	}
	rules := &run.Tool.Driver.Rules
	prints := fingerprints(fs)
	for i, f := range fs {
		level := "error"
		if f.Severity == Warning {
			level = "warning"
		}
		rule := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == f.Rule })
		if rule < 0 {
			rule = len(*rules)
			*rules = append(*rules, sarifRule{
				ID: f.Rule, Short: sarifMessage{strings.ReplaceAll(f.Rule, "-", " ")},
				Help: sarifMessage{sarifText(f.help(lang))}, Default: sarifLevel{level},
			})
		}
		run.Results = append(run.Results, sarifResult{
			RuleID: f.Rule, RuleIndex: rule, Level: level, Message: sarifMessage{sarifText(withHint(f, lang, " → "))},
			Locations: []sarifLocation{{f.sarifPlace(folder)}},
			Prints:    map[string]string{"kohyo/v1": prints[i]},
		})
	}
	return writeJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

func (f Finding) help(lang string) string {
	if f.Hint.IsZero() {
		return Visible(f.Text.In(lang))
	}
	return Visible(f.Hint.In(lang))
}

func (f Finding) sarifPlace(folder string) sarifPhysical {
	at := sarifPhysical{Artifact: sarifArtifact{(&url.URL{Path: path.Join(folder, f.File)}).EscapedPath()}}
	if f.Line > 0 {
		at.Region = &sarifRegion{f.Line, f.Column}
	}
	return at
}

// sarifText keeps a reader from taking the braces of quoted facts for
// placeholders, and Markdown that a finding shows for links.
func sarifText(s string) string {
	if strings.Contains(s, "](") {
		s = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`).Replace(s)
	}
	return strings.NewReplacer("{", "{{", "}", "}}").Replace(s)
}
