package diag

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf8"
)

// Report is what PrintJSON writes. Its shape is stable: fields may be added,
// none will change or go.
type Report struct {
	Errors   int             `json:"errors"`   // findings that stop a build
	Warnings int             `json:"warnings"` // findings that do not
	Findings []ReportFinding `json:"findings"` // by file, line and column; never null
}

// ReportFinding is one finding in a Report.
type ReportFinding struct {
	Rule     string `json:"rule"`             // stable identifier, such as "unknown-key"
	Severity string `json:"severity"`         // "error" or "warning"
	File     string `json:"file"`             // slash-separated, relative to the site's folder
	Line     int    `json:"line,omitempty"`   // from 1; left out when it concerns the whole file
	Column   int    `json:"column,omitempty"` // from 1, in characters
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

// PrintJSON writes findings for programs, with messages in one language.
func PrintJSON(w io.Writer, fs Findings, lang string) error {
	r := Report{Errors: fs.Errors(), Findings: make([]ReportFinding, 0, len(fs))}
	r.Warnings = len(fs) - r.Errors
	for _, f := range fs {
		severity := "error"
		if f.Severity == Warning {
			severity = "warning"
		}
		r.Findings = append(r.Findings, ReportFinding{
			Rule: f.Rule, Severity: severity, File: f.File, Line: f.Line, Column: f.Column,
			Message: f.Text.In(lang), Hint: f.Hint.In(lang),
		})
	}
	return writeJSON(w, r)
}

func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeHidden(b.Bytes()))
	return err
}

// escapeHidden writes characters that would steer a terminal as JSON escapes.
func escapeHidden(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		if hidden(r) && r != '\n' {
			if r >= 0x10000 {
				out = fmt.Appendf(out, `\u%04x\u%04x`, 0xD800+(r-0x10000)>>10, 0xDC00+(r-0x10000)&0x3FF)
			} else {
				out = fmt.Appendf(out, `\u%04x`, r)
			}
		} else {
			out = append(out, b[i:i+size]...)
		}
		i += size
	}
	return out
}
