package load

import (
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/notice"
)

// The x of every text is found where it stands in the file, however the text
// before it is written.
func TestPlacesWithinTexts(t *testing.T) {
	for _, written := range []string{
		`"x"`, `"あいx"`, `"a\tb\"c\\x"`, `"\u3042\U0001F600\x41\e x"`, `"a\nb\n\nx"`, `'a\nx'`,
		"\"\"\"\nあ\nいx\"\"\"", "\"\"\"あ\nx\"\"\"", "'''\na\\\nbx'''", "\"\"\"\na \\\n   b\\\n\n  x\"\"\"", "\"\"\"\na\\nb\nc\\\"x\"\"\"", "{ ja = \"a\\tbx\" }",
	} {
		file := "kind = \"ransomware\"\nstage = \"first\"\nstatus = \"draft\"\ntitle = \"T\"\nlead = " + written + "\n"
		r, err := Load(fstest.MapFS{
			"site.toml":        {Data: []byte(strings.Replace(plainSite, `["ja", "en"]`, `["ja"]`, 1))},
			"content/a/1.toml": {Data: []byte(file)},
		})
		if err != nil || len(r.Incidents) != 1 || len(r.Incidents[0].Reports) != 1 {
			t.Fatalf("%s: %v %v", written, err, r.Findings)
		}
		p, _ := r.Incidents[0].Reports[0].Lead.In("ja")
		before, _, _ := strings.Cut(p.Text, "x")
		line := strings.Count(before, "\n") + 1
		column := len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
		before, _, _ = strings.Cut(file[strings.Index(file, "lead"):], "x")
		if strings.Contains(written, `\x`) { // not the x of an escape
			before = strings.TrimSuffix(file[strings.Index(file, "lead"):], "x\"\n")
		}
		want := notice.Place{File: "content/a/1.toml", Line: 5 + strings.Count(before, "\n"), Column: len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1}
		if got := p.At(line, column); got != want {
			t.Errorf("%s: x of %q is at %v, want %v", written, p.Text, got, want)
		}
	}
}
