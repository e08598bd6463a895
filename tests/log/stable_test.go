package log

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/tlog"
)

var update = flag.Bool("update", false, "write the hashes of the sample archive's facts anew")

// What a leaf is made of never depends on a later report: not the data, and
// not a report's own text.
func TestLaterReportsChangeNothing(t *testing.T) {
	several := 0
	for _, last := range reports(t) {
		site, _, err := build.Open(os.DirFS(root), kohyo.Theme, build.Options{Now: last.Published.Add(time.Minute)})
		if err != nil {
			t.Fatal(err)
		}
		for then, err := range site.Reports() {
			if err != nil {
				t.Fatal(err)
			}
			if then.Slug != last.Slug || then.Number != last.Number {
				continue
			}
			if last.Number > 1 {
				several++
			}
			if before, now := facts(t, then.Data), facts(t, last.Data); !bytes.Equal(before, now) {
				t.Errorf("%s/%d: the facts were\n%s\nand are\n%s", last.Slug, last.Number, before, now)
			}
			for i, text := range then.Texts {
				if before, now := own(t, text.Bytes), own(t, last.Texts[i].Bytes); !bytes.Equal(before, now) {
					t.Errorf("%s/%d: the text was\n%s\nand is\n%s", last.Slug, last.Number, before, now)
				}
			}
		}
	}
	if several == 0 {
		t.Error("no report of the sample archive follows another")
	}
}

func facts(t *testing.T, data []byte) []byte {
	t.Helper()
	facts, err := tlog.Facts(data)
	if err != nil {
		t.Fatal(err)
	}
	return facts
}

func own(t *testing.T, text []byte) []byte {
	t.Helper()
	own, err := tlog.OwnText(text)
	if err != nil {
		t.Fatal(err)
	}
	return own
}

// A new version of the program must give the same facts for the same report:
// else it would take every report of every log for altered. -update is for
// reports that were changed, never for what has become of those that were not.
func TestFactsOfTheSampleStay(t *testing.T) {
	golden := filepath.Join("testdata", "facts.txt")
	var now strings.Builder
	for _, r := range reports(t) {
		name := fmt.Sprintf("content/%s/%d.toml", r.Slug, r.Number)
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&now, "%s %x %x\n", name, sha256.Sum256(text), sha256.Sum256(facts(t, r.Data)))
	}
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(now.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string][]string{}
	for line := range strings.Lines(string(was)) {
		f := strings.Fields(line)
		known[f[0]] = f
	}
	compared := 0
	for line := range strings.Lines(now.String()) {
		f := strings.Fields(line)
		compared++
		switch old := known[f[0]]; {
		case old == nil || old[1] != f[1]:
			compared--
			t.Logf("%s is new, or was changed: go test ./tests/log -update", f[0])
		case old[2] != f[2]:
			t.Errorf("%s is the same, and its facts are not: every log would be broken by this", f[0])
		}
	}
	if compared < 3 {
		t.Error("nearly nothing was compared: go test ./tests/log -update")
	}
}
