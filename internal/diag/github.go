package diag

import (
	"bytes"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// mostAnnotations is how many annotations of a severity GitHub shows for a
// step. Those beyond are dropped, so findings are put together until all fit.
const mostAnnotations = 10

// mostLines is how many findings one annotation spells out.
const mostLines = 50

// PrintGitHub writes findings as annotations of GitHub Actions and their sum
// in the last line. folder is the site's folder in the repository, "" for the
// repository itself.
func PrintGitHub(w io.Writer, fs Findings, lang, folder string) error {
	var b bytes.Buffer
	for _, severity := range []Severity{Error, Warning} {
		command := "error"
		if severity == Warning {
			command = "warning"
		}
		for _, g := range annotations(fs, severity) {
			b.WriteString("::" + command + g.properties(folder) + "::" + gitHubText(g.message(lang)) + "\n")
		}
	}
	p := printer{Options: Options{Lang: lang}}
	b.WriteString(p.sum(fs) + "\n")
	_, err := w.Write(b.Bytes())
	return err
}

// annotation is the findings that are said together.
type annotation struct {
	findings Findings
	rule     string // "" for several
	file     string // "" for several
}

// annotations puts the findings of a severity together: each alone, by rule
// and file, or by file, whatever is the first to fit. Where even the files are
// too many, the last annotation speaks for the rest.
func annotations(fs Findings, severity Severity) []*annotation {
	var list []*annotation
	for _, together := range []func(a, b Finding) bool{
		func(a, b Finding) bool { return false },
		func(a, b Finding) bool { return a.File == b.File && a.Rule == b.Rule },
		func(a, b Finding) bool { return a.File == b.File },
	} {
		if list = grouped(fs, severity, together); len(list) <= mostAnnotations {
			return list
		}
	}
	rest := &annotation{}
	for _, g := range list[mostAnnotations-1:] {
		rest.findings = append(rest.findings, g.findings...)
	}
	return append(list[:mostAnnotations-1], rest)
}

func grouped(fs Findings, severity Severity, together func(a, b Finding) bool) []*annotation {
	var list []*annotation
	for _, f := range fs {
		if f.Severity != severity {
			continue
		}
		at := slices.IndexFunc(list, func(g *annotation) bool { return together(g.findings[0], f) })
		if at < 0 {
			list = append(list, &annotation{rule: f.Rule, file: f.File})
			at = len(list) - 1
		}
		g := list[at]
		g.findings = append(g.findings, f)
		if g.rule != f.Rule {
			g.rule = ""
		}
	}
	return list
}

func (g *annotation) properties(folder string) string {
	var list []string
	add := func(key, value string) { list = append(list, key+"="+gitHubProperty(value)) }
	if g.file != "" {
		add("file", path.Join(folder, g.file))
		if at := g.findings[0].Place; at.Line > 0 {
			add("line", fmt.Sprint(at.Line))
			if at.Column > 0 {
				add("col", fmt.Sprint(at.Column))
			}
		}
	}
	if g.rule != "" {
		add("title", g.rule)
	}
	if len(list) == 0 {
		return ""
	}
	return " " + strings.Join(list, ",")
}

func (g *annotation) message(lang string) string {
	if len(g.findings) == 1 {
		return withHint(g.findings[0], lang, "\n→ ")
	}
	var b strings.Builder
	for i, f := range g.findings {
		if i == mostLines {
			b.WriteString(Say("\nほか%d件", "\nand %d more", len(g.findings)-mostLines).In(lang))
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		at := f.Place
		if g.file != "" {
			at.File = ""
		}
		if where := strings.TrimPrefix(at.String(), ":"); where != "" {
			b.WriteString(where + " ")
		}
		b.WriteString(Visible(f.Text.In(lang)))
		if g.rule == "" {
			b.WriteString(" [" + f.Rule + "]")
		}
	}
	if first := g.findings[0].Hint; g.rule != "" && !first.IsZero() {
		b.WriteString("\n→ " + Visible(first.In(lang)))
	}
	return b.String()
}

// withHint is a finding in one text.
func withHint(f Finding, lang, between string) string {
	if f.Hint.IsZero() {
		return Visible(f.Text.In(lang))
	}
	return Visible(f.Text.In(lang)) + between + Visible(f.Hint.In(lang))
}

var (
	gitHubEscapes         = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	gitHubPropertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func gitHubText(s string) string     { return gitHubEscapes.Replace(s) }
func gitHubProperty(s string) string { return gitHubPropertyEscapes.Replace(Visible(s)) }
