package load

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo/internal/diag"
)

const plainReport = `kind = "ransomware"
stage = "first"
status = "ready"
published = 2019-04-12
title = "T"
`

func siteWith(toml string) fstest.MapFS {
	return fstest.MapFS{"site.toml": {Data: []byte(plainSite)}, "content/x/1.toml": {Data: []byte(toml)}}
}

func loadReport(t testing.TB, toml string) diag.Findings {
	t.Helper()
	r, err := Load(siteWith(toml))
	if err != nil {
		t.Fatal(err)
	}
	return r.Findings
}

// patience is far beyond what a slow machine needs: what takes longer hangs.
const patience = 2 * time.Minute

// TestLimits: hostile or broken files are reported, and cost little.
func TestLimits(t *testing.T) {
	const mib = 1 << 20
	fill := func(s string) string { return plainReport + strings.Repeat(s, (mib-len(plainReport)-1)/len(s)) }
	for name, c := range map[string]struct{ toml, rule string }{
		"too large":           {plainReport + strings.Repeat("#", mib), "file-too-large"},
		"many keys":           {plainReport + strings.Repeat("a = 1\n", 30_000), "duplicate-key"},
		"many keys, a line":   {plainReport + "a = {" + strings.Repeat("b.b = 1,", 60_000) + "}", "duplicate-key"},
		"many elements":       {plainReport + "a = [" + strings.Repeat("1,", 500_000) + "]", "too-many-entries"},
		"many headers":        {fill("[[notes]]\n"), "too-many-entries"},
		"many bad statements": {fill("x\n"), "too-many-mistakes"},
		"many findings":       {plainReport + strings.Repeat("[[notes]]\nx = 1\n", 5_000), "too-many-mistakes"},
		"many ids": {plainReport + strings.Repeat("[[counts]]\npart_of = \"a\"\nid = \"b\"\nmeasures = 1\n", 4_000),
			"too-many-mistakes"},
		"deep lists":         {plainReport + "a = " + strings.Repeat("[", 300_000), "unclosed-bracket"},
		"deep closed lists":  {plainReport + "a = " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000), "too-deep"},
		"deep tables":        {plainReport + "a = " + strings.Repeat("{a=", 9_000) + "1" + strings.Repeat("}", 9_000), "too-deep"},
		"deeper tables":      {plainReport + "a = " + strings.Repeat("{a=", 200_000), "unclosed-bracket"},
		"long dotted key":    {plainReport + strings.Repeat("a.", 400_000) + "a = 1", "too-deep"},
		"long dotted header": {plainReport + "[" + strings.Repeat("a.", 400_000) + "a]", "too-deep"},
		"quotes":             {fill(`"`), "missing-equals"},
		"open texts":         {fill("a = \"\"\"\n"), "duplicate-key"},
		"full-width":         {plainReport + strings.Repeat("＝", 300_000), "fullwidth-equals"},
		"slips":              {fill("a = “b”, 「c」\n"), "curly-quote"},
		"long slip line":     {plainReport + "a = [" + strings.Repeat("“b”,", 90_000) + "]", "curly-quote"},
		"backslashes":        {plainReport + `a = "` + strings.Repeat(`C:\p`, 200_000) + `"`, "backslash"},
		"spaces":             {fill("\u3000"), "ideographic-space"},
		"controls":           {fill("\x01"), "control-character"},
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			fs := loadReport(t, c.toml)
			if d := time.Since(start); d > patience {
				t.Errorf("took %v", d)
			} else {
				t.Logf("%v, %d findings", d, len(fs))
			}
			for i, f := range fs {
				if i < 20 {
					sound(t, siteWith(c.toml), f)
				}
				if f.Rule == c.rule {
					return
				}
			}
			t.Errorf("no %s among %d findings: %v", c.rule, len(fs), fs[:min(3, len(fs))])
		})
	}
}

// TestCertify: what the last word on TOML refuses is reported, whatever the
// tree made of it.
func TestCertify(t *testing.T) {
	var log diag.Findings
	s := newSource("1.toml", []byte("a = 1\nb = 1e\n"), &log)
	if err := s.certify(&node{}); err != nil {
		t.Fatal(err)
	}
	if len(log) != 1 || log[0].Rule != "syntax" || log[0].Line != 2 {
		t.Errorf("findings: %+v", log)
	}
	log = nil
	s = newSource("1.toml", []byte("a = 1\n"), &log)
	if err := s.certify(&node{kids: []*node{{kind: text, key: "a"}}}); err == nil {
		t.Error("two readers that disagree are no error")
	}
}
