package main

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
)

const threeLanguages = `base_url = "https://www.example.com/"
time_zone = "Asia/Tokyo"
organization.name = "Sample"
languages = `

var languageSets = map[string][]string{
	`["ja", "en"]`:          {"ja", "en"},
	`["en", "ja", "en-GB"]`: {"en", "ja", "en-GB"},
	`["en"]`:                {"en"},
	`["en-GB"]`:             {"en-GB"},
}

// Whatever an author brings into use of a new report, it stays without a
// mistake: all of it, and each block by itself.
func TestEveryBlockOfANewReportIsValid(t *testing.T) {
	for toml, languages := range languageSets {
		text := firstReport("x", languages)
		noFindings(t, languages, "as written", checkReport(t, toml, text))
		noFindings(t, languages, "all in use", checkReport(t, toml, uncommented(text)))
		blocks := commentedBlocks(text)
		if len(blocks) < 30 {
			t.Errorf("%v: only %d blocks found", languages, len(blocks))
		}
		for _, block := range blocks {
			noFindings(t, languages, block.text, checkReport(t, toml, block.use(text)))
		}
	}
}

// A new report in which nothing but the marked places is filled in states no
// fact that its author did not write: dates, figures and words of the lists
// are examples, in comments. The phone number is found by a rule of its own.
func TestANewReportInventsNothing(t *testing.T) {
	stated := regexp.MustCompile(`(?m)^(?:[a-z_.]*(?:at|from|to|as_of|days|open|items|channel|body|role|event|measures|state|email|url) = |.*[0-9]).*$`)
	for _, line := range stated.FindAllString(firstReport("x", []string{"ja", "en"}), -1) {
		if !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, `phone = "03-0000-0000"`) {
			t.Errorf("states a fact: %s", line)
		}
	}
}

// Every setting of a new site is valid, too.
func TestEverySettingOfANewSiteIsValid(t *testing.T) {
	text := siteTemplate(t)[0].text
	for _, b := range append(commentedBlocks(text), block{0, text}) {
		noFindings(t, nil, b.text, findings(t, fstest.MapFS{siteFile: file(b.use(text))}))
	}
}

func siteTemplate(t *testing.T) []draft {
	t.Helper()
	files, err := newSite()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A new report names every field that a report can have, and the settings
// every setting, so that no author has to guess one.
func TestTemplatesNameEveryField(t *testing.T) {
	for _, c := range []struct {
		text string
		of   reflect.Type
		skip []string
	}{
		{firstReport("x", []string{"ja", "en"}), reflect.TypeFor[notice.Report](), []string{"accept"}},
		{siteTemplate(t)[0].text, reflect.TypeFor[notice.Site](), []string{"logo", "check", "log"}},
	} {
		for _, path := range fields(c.of, "") {
			top, _, _ := strings.Cut(path, ".")
			key := path[strings.LastIndexByte(path, '.')+1:]
			if slices.Contains(c.skip, key) || slices.Contains(c.skip, top) {
				continue
			}
			written := regexp.MustCompile(`(?m)(^(# )?|[{,. ] ?)` + key + `(\.[a-z.-]+)? = |\[` + regexp.QuoteMeta(path) + `[.\]]|\[` + key + `\]`)
			if !written.MatchString(c.text) {
				t.Errorf("%v: %s is not in the template", c.of, path)
			}
		}
	}
}

// fields gives the paths of all keys of a table.
func fields(of reflect.Type, before string) []string {
	var paths []string
	for f := range of.Fields() {
		key, ok := f.Tag.Lookup("key")
		if f.Anonymous && f.Type.Kind() == reflect.Struct {
			paths = append(paths, fields(f.Type, before)...)
		}
		if !ok {
			continue
		}
		paths = append(paths, before+key)
		inner := f.Type
		for inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct {
			paths = append(paths, fields(inner, before+key+".")...)
		}
	}
	return paths
}

// No name of a word list is left over.
func TestTemplatesAreFilledIn(t *testing.T) {
	drafts := append(siteTemplate(t), draft{"report", firstReport("x", []string{"ja", "en"})})
	for _, d := range drafts {
		if left := regexp.MustCompile(`@[a-z-]+$|@[a-z-]+[ ,]`).FindAllString(d.text, -1); len(left) > 0 {
			t.Errorf("%s: %q", d.name, left)
		}
	}
}

var commented = regexp.MustCompile(`(?m)^# `)

func uncommented(text string) string { return commented.ReplaceAllString(text, "") }

// block is a stretch of commented lines, with the explanations between them.
type block struct {
	at   int
	text string
}

func (b block) use(text string) string {
	return text[:b.at] + uncommented(b.text) + text[b.at+len(b.text):]
}

func commentedBlocks(text string) []block {
	var blocks []block
	start := 0
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if from := commented.FindStringIndex(paragraph); from != nil {
			blocks = append(blocks, block{start + from[0], paragraph[from[0]:]})
		}
		start += len(paragraph) + 2
	}
	return blocks
}

func checkReport(t *testing.T, languages, text string) diag.Findings {
	t.Helper()
	site := fstest.MapFS{
		siteFile:           file(threeLanguages + languages + "\n"),
		"content/x/1.toml": file(text),
	}
	if strings.Contains(text, "\nfile = ") {
		site["content/x/files/details.pdf"] = file("%PDF-1.7")
	}
	return findings(t, site)
}

// findings are those about the content. The theme, which no template of ours
// touches, is left out: this runs a hundred times.
func findings(t *testing.T, site fstest.MapFS) diag.Findings {
	t.Helper()
	loaded, err := load.Load(site)
	if err != nil {
		t.Fatal(err)
	}
	return append(loaded.Findings, check.Run(check.Input{
		Site: loaded.Site, Incidents: loaded.Incidents, Files: loaded.Listed,
	})...)
}

func noFindings(t *testing.T, languages []string, what string, findings diag.Findings) {
	t.Helper()
	for _, f := range findings {
		t.Errorf("%v, %s:\n%s: %s (%s)", languages, what, f.Place, f.Text.En, f.Rule)
	}
}

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

// What could not be written whole is taken away again, and nothing is
// overwritten.
func TestWriteNew(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "b"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "b", "there"), []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	err = writeNew(root, []draft{{"a/new", "new"}, {"b/new", "new"}, {"b/there", "new"}, {"c", "new"}})
	if !os.IsExist(err) {
		t.Errorf("error %v", err)
	}
	want := map[string]bool{"b": true, "b/there": true}
	_ = filepath.WalkDir(dir, func(name string, _ os.DirEntry, _ error) error {
		rel, _ := filepath.Rel(dir, name)
		if rel != "." && !want[filepath.ToSlash(rel)] {
			t.Errorf("left behind: %s", rel)
		}
		return nil
	})
	if text, _ := os.ReadFile(filepath.Join(dir, "b", "there")); string(text) != "mine" {
		t.Errorf("overwritten: %q", text)
	}
}
