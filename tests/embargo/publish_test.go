package embargo

import (
	"bytes"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// soonest is far enough that no embargo ends while the test runs.
const soonest = 24 * time.Hour

// TestPublishKeepsQuiet publishes random sites with and without what is
// hidden, a plan before and a second run after: what is public is the same but
// for the salts of the log, and neither it nor anything said tells of the rest.
func TestPublishKeepsQuiet(t *testing.T) {
	n := max(1, sites(t)/5)
	for seed := range n {
		s := randomAt(rand.New(rand.NewPCG(uint64(seed), 13)), time.Now().UTC().Truncate(time.Second), soonest)
		with, without := write(t, s.all()), write(t, s.public)
		for _, args := range [][]string{{"publish", "srv", "--dry-run"}, {"publish", "srv"}, {"publish", "srv"}} {
			a, b := publish(t, with, args...), publish(t, without, args...)
			if a.code != 0 || b.code != 0 {
				t.Fatalf("site %d: %q ends with %d and %d\n%s%s", seed, args, a.code, b.code, a.stderr, b.stderr)
			}
			if plain(a, with) != plain(b, without) {
				t.Errorf("site %d: %q says with what is hidden\n%s\nand without\n%s", seed, args, plain(a, with), plain(b, without))
			}
			search(t, seed, s.canaries, "stdout", a.stdout)
			search(t, seed, s.canaries, "stderr", a.stderr)
		}
		tree, other := read(t, filepath.Join(with, "srv")), read(t, filepath.Join(without, "srv"))
		for name, data := range tree {
			search(t, seed, s.canaries, name, data)
		}
		same(t, seed, public(tree), public(other))
		if names, others := unsalted(tree), unsalted(other); !slices.Equal(names, others) {
			t.Errorf("site %d: the files are %q, without what is hidden %q", seed, names, others)
		}
		if t.Failed() {
			t.Fatalf("site %d", seed)
		}
	}
	t.Logf("%d sites published: plans, messages, pages and logs tell of nothing hidden", n)
}

// TestBrokenDraftKeepsQuiet: of a mistake in what is hidden is told only that
// there is one. It stops a publication where nobody can say when the file is to
// be public, and else holds up nothing.
func TestBrokenDraftKeepsQuiet(t *testing.T) {
	n := max(4, sites(t)/20)
	stopped := 0
	for seed := range n {
		s := randomAt(rand.New(rand.NewPCG(uint64(seed), 17)), time.Now().UTC().Truncate(time.Second), soonest)
		names := slices.Sorted(maps.Keys(s.hidden))
		names = slices.DeleteFunc(names, func(name string) bool { return !strings.HasSuffix(name, ".toml") })
		broken := names[s.r.IntN(len(names))]
		text := s.hidden[broken]
		switch s.r.IntN(4) {
		case 0:
			text = append(slices.Clone(text), "\n"+s.canaries[0]+" = \n"...) // no TOML at all
		case 1:
			text = append([]byte(s.canaries[0]+" = 1\n"), text...) // no such key
		case 2:
			text = bytes.Replace(text, []byte("total"), []byte(s.canaries[0]), 1)
		default:
			text = bytes.Replace(text, []byte(`kind      = "ransomware"`), []byte(`kind = "`+s.canaries[0]+`"`), 1)
		}
		s.hidden[broken] = text
		folder := write(t, s.all())
		var ends []int
		for _, args := range [][]string{{"publish", "srv", "--dry-run"}, {"--lang", "ja", "publish", "srv", "--dry-run"}, {"publish", "srv"}} {
			said := publish(t, folder, args...)
			ends = append(ends, said.code)
			if said.code > 1 || len(said.stderr) == 0 {
				t.Errorf("site %d: %q ends with %d: %s", seed, args, said.code, said.stderr)
			}
			search(t, seed, s.canaries, "stdout", said.stdout)
			search(t, seed, s.canaries, "stderr", said.stderr)
			if bytes.Contains(said.stderr, []byte(filepath.Dir(broken)+"/"+filepath.Base(broken))) {
				t.Errorf("site %d: names %s:\n%s", seed, broken, said.stderr)
			}
		}
		if slices.Min(ends) != slices.Max(ends) {
			t.Errorf("site %d: runs end with %v", seed, ends)
		}
		stopped += ends[0]
		if _, err := os.Stat(filepath.Join(folder, "srv", "current")); (err == nil) != (ends[0] == 0) {
			t.Errorf("site %d: publish ends with %d, and what is public: %v", seed, ends[0], err)
		}
		for name, data := range read(t, filepath.Join(folder, "srv")) {
			search(t, seed, s.canaries, name, data)
		}
		if t.Failed() {
			t.Fatalf("site %d, %s", seed, broken)
		}
	}
	if stopped == 0 || stopped == n {
		t.Errorf("of %d broken sites %d were stopped: one of the two ways was never gone", n, stopped)
	}
	t.Logf("%d sites with a broken file in what is hidden: %d stopped, the others published without it", n, stopped)
}

// TestWaitUntil: a run that starts early publishes at the moment, not before,
// and says nothing of what it waits for.
func TestWaitUntil(t *testing.T) {
	s := randomAt(rand.New(rand.NewPCG(3, 19)), time.Now().UTC().Truncate(time.Second), soonest)
	e := s.embargo("Asia/Tokyo")
	file := "content/" + e.canary + "-embargo/1.toml"
	due := time.Now().Add(8 * time.Second).Truncate(time.Second).In(e.zone)
	s.hidden[file] = []byte(regexp.MustCompile(`(?m)^published = .*$`).ReplaceAllString(string(s.hidden[file]), "published = "+due.Format("2006-01-02T15:04:05")))
	others := slices.DeleteFunc(slices.Clone(s.canaries), func(c string) bool { return c == e.canary })
	folder := write(t, s.all())
	before := publish(t, folder, "publish", "srv")
	if early := time.Now().Before(due); before.code != 0 || early && exists(folder, e.files[0]) {
		t.Fatalf("before the moment (%t): %s", early, before.stderr)
	}
	begun := time.Now()
	after := publish(t, folder, "publish", "srv", "--wait-until", "next", "--wait-at-most", "1m")
	if after.code != 0 || !exists(folder, e.files[0]) {
		t.Fatalf("at the moment the report is not there: %s%s", after.stdout, after.stderr)
	}
	if time.Now().Before(due) {
		t.Error("published before the moment")
	}
	if begun.Before(due) && bytes.Contains(after.stderr, []byte(due.Format("15:04:05"))) {
		t.Errorf("says when the embargo ends: %s", after.stderr)
	}
	for name, data := range map[string][]byte{"stdout before": before.stdout, "stderr before": before.stderr, "stdout": after.stdout, "stderr": after.stderr} {
		search(t, 0, s.canaries, name, data)
	}
	for name, data := range read(t, filepath.Join(folder, "srv")) {
		search(t, 0, others, name, data)
	}
}

func exists(folder, name string) bool {
	_, err := os.Stat(filepath.Join(folder, "srv", "current", filepath.FromSlash(name)))
	return err == nil
}

// publish runs the program without a memory of its own.
func publish(t *testing.T, folder string, args ...string) said {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(folder, ".cache"))
	t.Setenv("KOHYO_LOG_KEY", "")
	return kohyo(t, folder, args...)
}

var changing = regexp.MustCompile(`\d+(\.\d+)? (s|kB|MB|B)\b|(new|changed) +\d+  log/.*`)

// plain is what was said, without the folder, the time it took, and the sizes
// of what holds a salt.
func plain(s said, folder string) string {
	text := strings.ReplaceAll(string(s.stdout)+string(s.stderr), folder, "")
	return changing.ReplaceAllString(text, "")
}

// public are the files that readers are served, by their names there and
// without the log.
func public(tree map[string][]byte) map[string][]byte {
	out := map[string][]byte{}
	for name, data := range tree {
		if inside := generation.ReplaceAllString(name, ""); inside != name && inside != "/.kohyo-manifest" && !strings.HasPrefix(inside, "/log/") {
			out[inside] = data
		}
	}
	return out
}

// unsalted are the names of the files, in order. Those of whole publications
// hold a number at random.
func unsalted(tree map[string][]byte) []string {
	var names []string
	for name := range tree {
		names = append(names, generation.ReplaceAllString(name, "generation"))
	}
	slices.Sort(names)
	return names
}

var generation = regexp.MustCompile(`.*generations/[^/]+`)
