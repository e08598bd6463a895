package paper

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kohyo/internal/fixture"

	"github.com/BurntSushi/toml"
)

func TestSampleArchive(t *testing.T) {
	fixture.Need(t, "pdfinfo", "pdffonts", "pdftotext", "qpdf")
	fonts(t)
	all := files(t, archive(t))
	if want := 27; len(all) != want {
		t.Errorf("%d PDFs, want one for each of 9 reports in ja, en and both", len(all))
	}
	for _, file := range all {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			sound(t, file)
			facts(t, file)
		})
	}
}

// sound holds for every PDF, whatever it says.
func sound(t *testing.T, file string) {
	t.Helper()
	if out := tool(t, "qpdf", "--check", file); !strings.Contains(out, "No syntax or stream encoding errors") {
		t.Errorf("qpdf --check: %s", out)
	}
	info := fields(tool(t, "pdfinfo", "-isodates", file))
	for name, want := range map[string]string{
		"Tagged": "yes", "JavaScript": "no", "Encrypted": "no", "Page size": "594.96 x 841.92 pts (A4)", "Creator": "Kohyo", "Metadata Stream": "yes",
	} {
		if info[name] != want {
			t.Errorf("%s is %q, want %q", name, info[name], want)
		}
	}
	if info["Title"] == "" || info["Author"] == "" || info["Subject"] == "" {
		t.Errorf("title %q, author %q, subject %q", info["Title"], info["Author"], info["Subject"])
	}
	embedded(t, file)
	onPages(t, file, info["Pages"])
	structured(t, file)
}

// fields reads "Name:   value" lines.
func fields(text string) map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(text) {
		name, value, _ := strings.Cut(line, ":")
		out[name] = strings.TrimSpace(value)
	}
	return out
}

// embedded: every font is TrueType, embedded, and its letters can be copied.
func embedded(t *testing.T, file string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(tool(t, "pdffonts", file)), "\n")
	if len(lines) < 3 {
		t.Errorf("no fonts:\n%s", strings.Join(lines, "\n"))
		return
	}
	bold := false
	for _, line := range lines[2:] {
		if !goodFont.MatchString(line) {
			t.Errorf("the font %s", line)
		}
		bold = bold || strings.Contains(line, "Bold")
	}
	if !bold {
		t.Errorf("no bold face:\n%s", strings.Join(lines, "\n"))
	}
}

var goodFont = regexp.MustCompile(`^[A-Z]{6}\+\S+ +(CID )?TrueType +\S+ +yes +yes +yes `)

var wordBox = regexp.MustCompile(`<word xMin="(-?[0-9.]+)" yMin="(-?[0-9.]+)" xMax="(-?[0-9.]+)" yMax="(-?[0-9.]+)">(.*)</word>`)

// onPages: on every page stand its number and that of all pages, and nothing
// stands outside the page, nor too near its edge for a printer.
func onPages(t *testing.T, file, pages string) {
	t.Helper()
	const unprintable = 14 // points: 5 mm
	parts := strings.Split(tool(t, "pdftotext", "-bbox", file, "-"), "<page ")[1:]
	if fmt.Sprint(len(parts)) != pages {
		t.Fatalf("%d pages with text of %s", len(parts), pages)
	}
	for i, part := range parts {
		var width, height float64
		fmt.Sscanf(part, `width="%f" height="%f"`, &width, &height)
		var text strings.Builder
		words := wordBox.FindAllStringSubmatch(part, -1)
		for _, m := range words {
			var x1, y1, x2, y2 float64
			fmt.Sscan(strings.Join(m[1:5], " "), &x1, &y1, &x2, &y2)
			if x1 < unprintable || y1 < unprintable || x2 > width-unprintable || y2 > height-unprintable {
				t.Errorf("page %d: %q stands outside what can be printed: %.0f–%.0f, %.0f–%.0f", i+1, m[5], x1, x2, y1, y2)
			}
			text.WriteString(m[5])
		}
		said := squeeze(text.String())
		counted := false
		for _, form := range []string{"%d／%sページ", "%d/%sページ", "Page%dof%s", "page%dof%s"} {
			counted = counted || strings.Contains(said, fmt.Sprintf(form, i+1, pages))
		}
		if !counted {
			t.Errorf("page %d: no “page %d of %s”: %s", i+1, i+1, pages, said)
		}
		if len(words) < 12 {
			t.Errorf("page %d is almost empty: %s", i+1, said)
		}
	}
}

// facts: what the case file lists is in the text.
func facts(t *testing.T, file string) {
	t.Helper()
	tags := langs(file)
	base := strings.TrimSuffix(filepath.Base(file), "-"+strings.Join(tags, "-")+".pdf")
	var listed map[string]struct{ Found, Absent []string }
	if _, err := toml.DecodeFile(filepath.Join(root, "testdata", "facts", base+".toml"), &listed); err != nil {
		t.Fatal(err)
	}
	// The order of the lines on paper, and the order in which they were
	// written: a cell of a table is whole in one of them.
	said := squeeze(margins.ReplaceAllString(tool(t, "pdftotext", "-raw", file, "-"), "")) + "\n" + squeeze(tool(t, "pdftotext", file, "-"))
	for _, tag := range tags {
		f := listed[tag]
		if len(f.Found) == 0 {
			t.Errorf("no facts are listed in %s", tag)
		}
		for _, want := range f.Found {
			if !strings.Contains(said, squeeze(want)) {
				t.Errorf("%s: does not say %q", tag, want)
			}
		}
		for _, not := range f.Absent {
			if len(tags) == 1 && strings.Contains(said, squeeze(not)) {
				t.Errorf("%s: says %q", tag, not)
			}
		}
	}
}

// margins is what a page begins with: its margins, in three lines.
var margins = regexp.MustCompile(`\f.*\n.*\n.*\n`)

// The railway's shop is the longest of the archive; a shorter paper is no
// better one if it says less.
func TestPageCounts(t *testing.T) {
	fixture.Need(t, "pdfinfo")
	fonts(t)
	for _, file := range files(t, archive(t)) {
		most := 4
		if len(langs(file)) > 1 {
			most = 8
		}
		n, err := strconv.Atoi(fields(tool(t, "pdfinfo", file))["Pages"])
		if err != nil || n < 1 || n > most {
			t.Errorf("%s has %d pages, at most %d are wanted, %v", filepath.Base(file), n, most, err)
		}
	}
}

// The same content gives the same bytes, also for another user of the machine.
func TestSameBytes(t *testing.T) {
	first := archive(t)
	out := filepath.Join(t.TempDir(), "again")
	t.Setenv("TZ", "America/New_York")
	t.Setenv("LC_ALL", "ja_JP.UTF-8")
	printSite(t, abs(t, root), out, "--now", now, "yellowhat-2rinkan", "nanatsuboshi-gallery/1")
	for _, file := range files(t, out) {
		a, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(filepath.Join(first, filepath.Base(file)))
		if err != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: two runs, two files, %v", filepath.Base(file), err)
		}
	}
}
