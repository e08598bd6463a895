package check

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/lang"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// archive is a site with its files as they are.
type archive struct {
	fsys   fstest.MapFS
	loaded load.Result
}

func sample(t *testing.T) archive {
	t.Helper()
	fsys := fstest.MapFS{}
	site := os.DirFS("../..")
	names, err := os.ReadDir("../../content")
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) bool {
		data, err := os.ReadFile("../../" + name)
		if err == nil {
			fsys[name] = &fstest.MapFile{Data: data}
		}
		return err == nil
	}
	read("site.toml")
	for _, dir := range names {
		for n := '1'; n <= '9' && read("content/"+dir.Name()+"/"+string(n)+".toml"); n++ {
		}
	}
	loaded, err := load.Load(site)
	if err != nil {
		t.Fatal(err)
	}
	return archive{fsys, loaded}
}

// spelled is the sample archive with every fact that its prose quotes written
// out in words.
func spelled(t *testing.T) archive {
	t.Helper()
	a := sample(t)
	languages := map[string]*lang.Language{}
	for _, tag := range []string{"ja", "en"} {
		l, _, err := wording.Open(os.DirFS("../../layouts"), tag)
		if err != nil {
			t.Fatal(err)
		}
		languages[tag] = l
	}
	quoted := regexp.MustCompile(`\{([a-z][a-z0-9._-]*)\}`)
	for _, incident := range a.loaded.Incidents {
		for _, r := range incident.Reports {
			for p := range r.Passages() {
				if p.Lang == "" || p.Key == "what" {
					continue
				}
				w := wording.New(languages[p.Lang], a.loaded.Site, r)
				text := quoted.ReplaceAllStringFunc(p.Text, func(s string) string {
					words, _ := w.Fact(s[1 : len(s)-1])
					return words
				})
				data := string(a.fsys[r.File].Data)
				a.fsys[r.File] = &fstest.MapFile{Data: []byte(strings.Replace(data, p.Text, text, 1))}
			}
		}
	}
	loaded, err := load.Load(a.fsys)
	if err != nil || len(loaded.Findings) > 0 {
		t.Fatalf("%v\n%s", err, listing(loaded.Findings))
	}
	a.loaded = loaded
	return a
}

// Facts that are written out instead of quoted say the same.
func TestSampleSpelledOut(t *testing.T) {
	a := spelled(t)
	found := Run(Input{Site: a.loaded.Site, Incidents: a.loaded.Incidents, Files: a.loaded.Listed})
	if len(found) > 0 {
		t.Error(listing(found))
	}
}

// slip is one seeded mistake: a text and what becomes of it.
type slip struct{ kind, text, from string }

var runs = regexp.MustCompile(`[0-9０-９]+`)

// slips gives one passage with one mistake each.
func slips(text string) []slip {
	r := readText(text)
	if len(r.found) == 0 {
		return nil
	}
	var out []slip
	chars := []rune(text)
	for _, m := range runs.FindAllStringIndex(text, -1) {
		i, j := len([]rune(text[:m[0]])), len([]rune(text[:m[1]]))
		if !r.counts(i) {
			continue
		}
		put := func(kind string, digits []rune) {
			changed := string(chars[:i]) + string(digits) + string(chars[j:])
			if changed != text {
				out = append(out, slip{kind, changed, string(chars[max(0, i-4):min(len(chars), j+6)]) + " → " + string(digits)})
			}
		}
		run := append([]rune(nil), chars[i:j]...)
		zero := run[0] - (notice.Half(run[0]) - '0')
		for k := range run {
			other := append([]rune(nil), run...)
			other[k] = zero + (run[k]-zero+1+rune(k))%10
			put("digit changed", other)
		}
		for k := range len(run) - 1 {
			other := append([]rune(nil), run...)
			other[k], other[k+1] = run[k+1], run[k]
			put("digits swapped", other)
		}
		if run[len(run)-1] == zero && len(run) > 1 {
			put("zero lost", run[:len(run)-1])
		}
	}
	for _, days := range []string{"月火水木金土日"} {
		for i, c := range chars {
			at := strings.IndexRune(days, c)
			if at < 0 || i == 0 || i+1 == len(chars) || chars[i-1] != '（' || !strings.ContainsRune("）曜", chars[i+1]) {
				continue
			}
			changed := append([]rune(nil), chars...)
			changed[i] = []rune(days)[(at/3+2)%7]
			out = append(out, slip{"weekday", string(changed), string(chars[max(0, i-5) : i+2])})
		}
	}
	names := strings.Fields("Sunday Monday Tuesday Wednesday Thursday Friday Saturday")
	for i, day := range names {
		if strings.Contains(text, day) {
			out = append(out, slip{"weekday", strings.Replace(text, day, names[(i+1)%7], 1), day})
		}
	}
	return out
}

// counts reports whether what stands at a character is read as a number, and
// not as a name (2Rinkan).
func (r *reading) counts(at int) bool {
	for _, w := range r.found {
		if r.before(w.from) <= at && at < r.before(w.to) {
			after := strings.ToLower(r.text[w.to:])
			return !strings.HasPrefix(after, "りん") && !strings.HasPrefix(after, "rin")
		}
	}
	return false
}

// Mistakes in one language of the archive are found, nearly all of them, and
// at their line.
func TestSlipsInOneLanguage(t *testing.T) {
	for name, a := range map[string]archive{"as it is": sample(t), "spelled out": spelled(t)} {
		n := 0
		all, found := map[string]int{}, map[string]int{}
		for _, incident := range a.loaded.Incidents {
			for _, r := range incident.Reports {
				for p := range r.Passages() {
					if p.Lang == "" {
						continue
					}
					for _, x := range slips(p.Text) {
						if n++; n%8 != 0 { // an eighth of them is enough for every day
							continue
						}
						all[x.kind]++
						if a.finds(t, r, p, x.text) {
							found[x.kind]++
						} else {
							t.Logf("missed: %s: %s: %s", r.File, p.Path, x.from)
						}
					}
				}
			}
		}
		sum, sumFound := 0, 0
		for kind, n := range all {
			t.Logf("%s: %s: %d of %d found", name, kind, found[kind], n)
			sum, sumFound = sum+n, sumFound+found[kind]
		}
		t.Logf("%s: %d of %d found", name, sumFound, sum)
		if sum < 50 || 100*sumFound < 95*sum {
			t.Errorf("%s: only %d of %d found", name, sumFound, sum)
		}
	}
}

// finds reports whether a report with another text in one place has a finding
// at that text.
func (a archive) finds(t *testing.T, r *notice.Report, p notice.Said, text string) bool {
	fsys := fstest.MapFS{}
	for name, f := range a.fsys {
		if !strings.HasPrefix(name, "content/") || strings.HasPrefix(name, "content/"+r.Slug+"/") {
			fsys[name] = f
		}
	}
	data := string(a.fsys[r.File].Data)
	lines := strings.SplitAfter(data, "\n")
	start := len(strings.Join(lines[:p.Line-1], ""))
	changed := data[:start] + strings.Replace(data[start:], p.Text, text, 1)
	if changed == data {
		t.Fatalf("%s %s: %q is not there as it is read", r.File, p.Path, p.Text)
	}
	fsys[r.File] = &fstest.MapFile{Data: []byte(changed)}
	loaded, err := load.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range Run(Input{Site: loaded.Site, Incidents: loaded.Incidents, Files: loaded.Listed}) {
		if f.File == r.File {
			return true
		}
	}
	return false
}
