// Package seeded puts mistakes into the sample archive, one at a time, and
// counts those that the command check finds at their line.
package seeded

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"kohyo"
	"kohyo/bench"
	"kohyo/internal/build"
	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/load"
)

const (
	root  = "../.."
	few   = 6  // mistakes of a kind, when not all are asked for
	share = 98 // of a hundred that have to be found
)

// outcome says how a mistake fared.
type outcome int

const (
	missed outcome = iota
	atLine         // a finding names the line, or one beside it
	across         // a finding names the line of what it contradicts
)

// archive is every report of the sample archive, and its settings.
func archive(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	names, err := fs.Glob(os.DirFS(root), "content/*/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no reports: %v", err)
	}
	for _, name := range append(names, "site.toml") {
		data, err := os.ReadFile(path.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

func TestUnharmed(t *testing.T) {
	checked, err := build.Check(archive(t), kohyo.Theme)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range checked.Findings {
		t.Errorf("%s: %s: %s", f.Place, f.Rule, f.Text.En)
	}
}

// made is a few reports of a made site, among them a series: what the rules
// were not tried on while they were written.
func made() fstest.MapFS {
	files := fstest.MapFS{}
	for name, data := range bench.Files(40) {
		files[name] = &fstest.MapFile{Data: data}
	}
	for name := range files {
		_, series := files[path.Dir(name)+"/3.toml"]
		if name != "site.toml" && !series && !strings.HasPrefix(name, "content/2015-00001/") {
			delete(files, name)
		}
	}
	return files
}

// TestSeeded prints a table of the mistakes. KOHYO_SEEDED=all makes every one.
func TestSeeded(t *testing.T) {
	t.Run("archive", func(t *testing.T) { count(t, archive(t)) })
	t.Run("made", func(t *testing.T) { count(t, made()) })
}

func count(t *testing.T, files fstest.MapFS) {
	mistakes := seed(files)
	if os.Getenv("KOHYO_SEEDED") != "all" {
		mistakes = sampled(mistakes)
	}
	outcomes := make([]outcome, len(mistakes))
	var wait sync.WaitGroup
	for half := range 2 {
		wait.Go(func() {
			for i := half; i < len(mistakes); i += 2 {
				outcomes[i] = try(t, files, mistakes[i])
			}
		})
	}
	wait.Wait()
	print(t, mistakes, outcomes)
}

// sampled takes a few mistakes of each kind, always the same ones.
func sampled(all []mistake) []mistake {
	kinds := map[string][]mistake{}
	for _, m := range all {
		kinds[m.kind] = append(kinds[m.kind], m)
	}
	var out []mistake
	for _, kind := range order(all) {
		list := kinds[kind]
		h := fnv.New64a()
		h.Write([]byte(kind))
		r := rand.New(rand.NewPCG(h.Sum64(), 3))
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		out = append(out, list[:min(few, len(list))]...)
	}
	return out
}

// order is the kinds, as they first come.
func order(all []mistake) (kinds []string) {
	for _, m := range all {
		if !slices.Contains(kinds, m.kind) {
			kinds = append(kinds, m.kind)
		}
	}
	return kinds
}

// try looks at the incident that a mistake is in, with the mistake.
func try(t *testing.T, files fstest.MapFS, m mistake) outcome {
	site := fstest.MapFS{"site.toml": files["site.toml"]}
	for name, f := range files {
		if path.Dir(name) == path.Dir(m.file) {
			site[name] = f
		}
	}
	delete(site, m.file)
	site[m.as()] = &fstest.MapFile{Data: []byte(strings.Join(m.lines, "\n"))}
	if m.attached != "" {
		site[m.attachment()] = &fstest.MapFile{Data: []byte(m.holds)}
	}
	loaded, err := load.Load(site)
	if err != nil {
		t.Errorf("%s:%d: %s: %v", m.file, m.line, m.what, err)
	}
	in := check.Input{Site: loaded.Site, Incidents: loaded.Incidents, Files: func(slug string) []string { return loaded.Files[slug] }, Found: loaded.Findings}
	in.Open = func(slug, name string) ([]byte, error) { return site.ReadFile("content/" + slug + "/files/" + name) }
	return judge(check.Run(in), m)
}

func judge(findings diag.Findings, m mistake) outcome {
	result := missed
	for _, f := range findings {
		switch {
		case m.renamed != "":
			if path.Dir(f.File) == path.Dir(m.file) {
				return atLine
			}
		case m.attached != "" && f.File == m.attachment():
			return atLine
		case f.File != m.file:
		case m.whole && f.Line == 0:
			return atLine
		case f.Line >= m.line-1 && f.Line <= m.line+1, m.header > 0 && f.Line == m.header:
			return atLine
		case m.contradicts(f.Line):
			result = across
		}
	}
	return result
}

func print(t *testing.T, mistakes []mistake, outcomes []outcome) {
	var out strings.Builder
	fmt.Fprintf(&out, "\n%-44s %5s %5s %8s %7s %7s\n", "mistake", "made", "line", "contrary", "missed", "found")
	made, found := 0, 0
	for _, kind := range order(mistakes) {
		var n, examples = [3]int{}, []string{}
		for i, m := range mistakes {
			if m.kind != kind {
				continue
			}
			n[outcomes[i]]++
			if outcomes[i] == missed && len(examples) < 3 {
				examples = append(examples, fmt.Sprintf("    missed: %s:%d: %s", m.file, m.line, m.what))
			}
		}
		all := n[0] + n[1] + n[2]
		made, found = made+all, found+n[1]+n[2]
		fmt.Fprintf(&out, "%-44s %5d %5d %8d %7d %6.1f%%\n", kind, all, n[atLine], n[across], n[missed], 100*float64(all-n[0])/float64(all))
		for _, e := range examples {
			fmt.Fprintln(&out, e)
		}
	}
	fmt.Fprintf(&out, "%-44s %5d found %d, %.1f%%\n", "all", made, found, 100*float64(found)/float64(made))
	fmt.Print(out.String())
	if made < 200 || 100*found < share*made {
		t.Errorf("%d of %d mistakes found, fewer than %d in a hundred", found, made, share)
	}
}
