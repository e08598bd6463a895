package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"path"
)

type gitLabFinding struct {
	Description string         `json:"description"`
	CheckName   string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitLabLocation `json:"location"`
}

type gitLabLocation struct {
	Path  string      `json:"path"`
	Lines gitLabLines `json:"lines"`
}

type gitLabLines struct {
	Begin int `json:"begin"`
}

// PrintGitLab writes findings as a code quality report of GitLab. folder is
// the site's folder in the repository, "" for the repository itself.
func PrintGitLab(w io.Writer, fs Findings, lang, folder string) error {
	list := make([]gitLabFinding, 0, len(fs))
	prints := fingerprints(fs)
	for i, f := range fs {
		severity := "major"
		if f.Severity == Warning {
			severity = "minor"
		}
		list = append(list, gitLabFinding{
			Description: withHint(f, lang, " → "), CheckName: f.Rule, Fingerprint: prints[i], Severity: severity,
			// A finding about a whole file stands at its beginning.
			Location: gitLabLocation{path.Join(folder, f.File), gitLabLines{max(1, f.Line)}},
		})
	}
	return writeJSON(w, list)
}

// fingerprints tell each finding from the others, by what it says and not by
// its line or the language of messages: it stays the same finding when lines
// are added above it.
func fingerprints(fs Findings) []string {
	out := make([]string, len(fs))
	seen := map[string]int{}
	for i, f := range fs {
		key := f.Rule + "\x00" + f.File + "\x00" + f.Text.En
		seen[key]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		out[i] = hex.EncodeToString(sum[:16])
	}
	return out
}
