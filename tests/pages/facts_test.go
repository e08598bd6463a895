package pages

import (
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"
	"golang.org/x/net/html"
)

// facts are what readers of one report must find on its page in one language,
// and what they must not.
type facts struct {
	Found  []string `toml:"found"`
	Absent []string `toml:"absent"`
}

// TestFacts checks that the facts of the real notices arrive on the pages, and
// in their plain text.
// testdata/facts/<slug>-<n>.toml lists them for report n.
func TestFacts(t *testing.T) {
	s := sample(t)
	files, err := filepath.Glob(filepath.Join(root, "testdata", "facts", "*.toml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no facts are listed: %v", err)
	}
	for _, file := range files {
		base := strings.TrimSuffix(filepath.Base(file), ".toml")
		t.Run(base, func(t *testing.T) {
			var languages map[string]facts
			md, err := toml.DecodeFile(file, &languages)
			if err != nil || len(md.Undecoded()) > 0 {
				t.Fatalf("%v, not understood: %v", err, md.Undecoded())
			}
			i := strings.LastIndexByte(base, '-')
			for _, lang := range s.langs {
				page := lang + "/" + base[:i] + "/" + base[i+1:] + "/index.html"
				f, ok := languages[lang]
				if !ok || s.docs[page] == nil {
					t.Errorf("%s: facts listed: %v, page there: %v", page, ok, s.docs[page] != nil)
					continue
				}
				missed(page, s.docs[page], f).none(t)
				printed := path.Join(path.Dir(page), "print", "index.html")
				missed(printed, s.docs[printed], f).none(t)
				text := strings.TrimSuffix(page, "index.html") + "notice.txt"
				missedIn(text, string(s.files[text]), f).none(t)
				delete(languages, lang)
			}
			for _, lang := range slices.Sorted(maps.Keys(languages)) {
				t.Errorf("%s: the site has no %s", base, lang)
			}
		})
	}
}

func missed(page string, doc *html.Node, f facts) problems {
	var shown string
	for body := range named(doc, "body") {
		shown = text(body)
	}
	return missedIn(page, shown, f)
}

// missedIn compares without white space: where a line breaks says nothing.
func missedIn(page, shown string, f facts) (p problems) {
	shown = squeeze(shown)
	for _, want := range f.Found {
		if !strings.Contains(shown, squeeze(want)) {
			p.add(page, "does not say %q", want)
		}
	}
	for _, not := range f.Absent {
		if strings.Contains(shown, squeeze(not)) {
			p.add(page, "says %q", not)
		}
	}
	if len(f.Found) == 0 {
		p.add(page, "no facts are listed")
	}
	return p
}

func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\u2060' || r == '\u00ad' {
			return -1
		}
		return r
	}, s)
}
