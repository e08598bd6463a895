// Package lang knows one language: its labels, plural forms, dates, times,
// numbers and lists. All of it stands in one file, lang/<tag>.toml in the
// layouts: adding a language adds a file and no code.
package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// Language is one language. It never changes and is safe for concurrent use.
type Language struct {
	tag    string
	parsed language.Tag
	file   schema
	labels map[string]*label
	words  map[string]map[string]word
}

// Problem is something wrong with a language's file. Key names the entry.
type Problem struct {
	File   string
	Line   int // 0 if not known
	Key    string
	Ja, En string // what is wrong, in the languages the tool speaks
}

// String gives the problem in English.
func (p Problem) String() string { return p.File + ": " + p.Key + ": " + p.En }

// Open reads lang/<tag>.toml in the layouts. A label that is missing, unknown
// or lacks a place to fill is a problem; a language with problems still
// answers, so that a preview can show the rest. The error is for a file that
// cannot be read at all.
func Open(fsys fs.FS, tag string) (*Language, []Problem, error) {
	name := "lang/" + tag + ".toml"
	src, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil, fmt.Errorf("read the labels of language %q: %w", tag, err)
	}
	parsed, err := language.Parse(tag)
	if err != nil {
		return nil, nil, fmt.Errorf("language %q: %w", tag, err)
	}
	l := &Language{tag: tag, parsed: parsed, labels: noLabels(), words: map[string]map[string]word{}}
	b := binder{file: name}
	b.cardinal, b.single = formsOf(plural.Cardinal, parsed)
	b.ordinal, _ = formsOf(plural.Ordinal, parsed)
	tree := map[string]any{}
	if _, err := toml.Decode(string(src), &tree); err != nil {
		b.syntax(err)
		return l, b.problems, nil
	}
	b.labels(l, take(tree, "labels"))
	b.words(l, take(tree, "words"))
	b.structure(&l.file, "", tree)
	b.sense(l)
	return l, b.problems, nil
}

// take removes a table from the tree.
func take(tree map[string]any, key string) any {
	v := tree[key]
	delete(tree, key)
	return v
}

// syntax reports a file that is no TOML; a key written twice is such an error.
func (b *binder) syntax(err error) {
	p := Problem{File: b.file, Ja: "TOMLとして読めません: " + err.Error(), En: "cannot be read as TOML: " + err.Error()}
	var at toml.ParseError
	if errors.As(err, &at) {
		p.Line, p.Key = at.Position.Line, at.LastKey
		p.Ja, p.En = "TOMLとして読めません: "+at.Message, "cannot be read as TOML: "+at.Message
	}
	b.problems = append(b.problems, p)
}

// sense checks what types alone cannot say.
func (b *binder) sense(l *Language) {
	if l.file.Direction != "" && l.file.Direction != "ltr" && l.file.Direction != "rtl" {
		b.say("direction", "「ltr」か「rtl」のどちらかです。", "must be ltr or rtl")
	}
	if s := l.file.Ranges.Shorten; s != "" && s != "first" && s != "second" {
		b.say("ranges.shorten", "「first」か「second」のどちらかです。", "must be first or second")
	}
	for _, n := range l.file.Numbers.Sizes {
		if n < 1 {
			b.say("numbers.sizes", "1以上の数です。", "must be 1 or more")
		}
	}
	for i := range l.file.Eras.List {
		e := &l.file.Eras.List[i]
		if n, err := fmt.Sscanf(e.Start, "%04d-%02d-%02d", &e.year, &e.month, &e.day); n != 3 || err != nil {
			b.say("eras.list", "startは2019-05-01のように書きます。", "start is written as 2019-05-01")
		}
	}
}

// Tag is the language's tag (BCP 47), as the site writes it.
func (l *Language) Tag() string { return l.tag }

// Name is what the language calls itself.
func (l *Language) Name() string { return l.file.Name }

// Dir is the direction of writing: ltr or rtl.
func (l *Language) Dir() string { return l.file.Direction }

// NameOf is what this language calls another one; its tag, if the file does
// not name it.
func (l *Language) NameOf(tag string) string {
	if name, ok := l.file.Languages[tag]; ok {
		return name
	}
	return tag
}

// Country is what the language calls a country, by its code (JP).
func (l *Language) Country(code string) (string, bool) {
	name, ok := l.file.Countries[code]
	return name, ok
}

// CheckWords reports the words of vocabularies that the language lacks, and
// those that no vocabulary has.
func (l *Language) CheckWords(vocabularies map[string][]string) []Problem {
	b := binder{file: "lang/" + l.tag + ".toml"}
	for _, vocab := range slices.Sorted(maps.Keys(vocabularies)) {
		for _, id := range vocabularies[vocab] {
			if _, ok := l.words[vocab][id]; !ok {
				b.missing("words." + vocab + "." + id)
			}
		}
	}
	for _, vocab := range slices.Sorted(maps.Keys(l.words)) {
		for _, id := range slices.Sorted(maps.Keys(l.words[vocab])) {
			if !slices.Contains(vocabularies[vocab], id) {
				b.unknown("words." + vocab + "." + id)
			}
		}
	}
	return b.problems
}
