package lang_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/lang"
)

// file gives the text of a language's file.
func file(t testing.TB, tag string) string {
	t.Helper()
	name := "../../layouts/lang/" + tag + ".toml"
	if tag == "ko" {
		name = "testdata/ko.toml"
	}
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// open opens a language made of a file's text.
func open(t testing.TB, tag, src string) (*lang.Language, []lang.Problem) {
	t.Helper()
	l, problems, err := lang.Open(fstest.MapFS{"lang/" + tag + ".toml": {Data: []byte(src)}}, tag)
	if err != nil {
		t.Fatal(err)
	}
	return l, problems
}

// language opens a language that has no problems.
func language(t testing.TB, tag string) *lang.Language {
	t.Helper()
	l, problems := open(t, tag, file(t, tag))
	for _, p := range problems {
		t.Error(p)
	}
	return l
}

func TestLanguagesAreComplete(t *testing.T) {
	names := map[string]string{"ja": "日本語", "en": "English", "ko": "한국어"}
	for tag, name := range names {
		l := language(t, tag)
		if l.Name() != name || l.Tag() != tag || l.Dir() != "ltr" {
			t.Errorf("%s: name %q, tag %q, direction %q", tag, l.Name(), l.Tag(), l.Dir())
		}
	}
}

// Each mistake in a file is reported by the name of its entry: nothing falls
// back to another text unseen.
func TestMistakesAreNamed(t *testing.T) {
	cases := []struct {
		name, tag string
		old, new  string
		key       string
		text      string
	}{
		{"a label is missing", "ja", `skip = "本文へ移動"`, "", "labels.nav.skip", "is missing"},
		{"a label is unknown", "ja", `skip = "本文へ移動"`, "skip = \"本文へ移動\"\nskipp = \"a\"", "labels.nav.skipp", "is unknown"},
		{"a label is empty", "ja", `skip = "本文へ移動"`, `skip = ""`, "labels.nav.skip", "must be a text"},
		{"a label is a number", "ja", `skip = "本文へ移動"`, `skip = 5`, "labels.nav.skip", "must be a text"},
		{"a label drops a value", "en", `"{0} ({1})"`, `"{0}"`, "labels.list.page_title", "lacks {1}"},
		{"a label has a value too many", "en", `"{0} ({1})"`, `"{0} ({1}) {2}"`, "labels.list.page_title", "cannot have {2}"},
		{"a plural form is missing", "en", `{ one = "{0} notice", other = "{0} notices" }`, `{ other = "{0} notices" }`, "labels.list.count.one", "is missing"},
		{"a plural form is unknown", "en", `{ one = "{0} notice", other = "{0} notices" }`, `{ one = "{0} notice", few = "{0}", other = "{0} notices" }`, "labels.list.count.few", "is unknown"},
		{"plural forms are not told apart", "en", `{ one = "{0} notice", other = "{0} notices" }`, `"{0} notices"`, "labels.list.count", "must be a table by plural form"},
		{"a unit has no plural", "en", `card = { one = "card", other = "cards" }`, `card = "cards"`, "words.units.card", "must be a table by plural form"},
		{"a date drops the day", "ja", `day = "{year}年{month}月{day}日"`, `day = "{year}年{month}月"`, "dates.full.day", "lacks {day}"},
		{"a range drops its end", "ja", `join = "{from}〜{to}"`, `join = "{from}〜"`, "ranges.join", "lacks {to}"},
		{"a pattern has a strange place", "ja", `join = "{from}〜{to}"`, `join = "{from}〜{to}{until}"`, "ranges.join", "cannot have {until}"},
		{"a brace is not closed", "ja", `join = "{from}〜{to}"`, `join = "{from}〜{to"`, "ranges.join", "cannot have"},
		{"a weekday is missing", "ja", `"土", "日"]`, `"土"]`, "weekdays.short", "must be a list of 7 texts"},
		{"a table is missing", "ja", "[durations]", "[duration]", "durations", "is missing"},
		{"a table is unknown", "ja", "[durations]", "[duration]", "duration", "is unknown"},
		{"the direction is wrong", "ja", `"ltr"`, `"down"`, "direction", "must be ltr or rtl"},
		{"the shortening is wrong", "ja", `"second"`, `"last"`, "ranges.shorten", "must be first or second"},
		{"an era starts nowhere", "ja", `"2019-05-01"`, `"May 2019"`, "eras.list", "start is written as"},
		{"a group has no digits", "ja", `sizes = [3]`, `sizes = [0]`, "numbers.sizes", "must be 1 or more"},
		{"a word is no text", "ja", `ransomware = "ランサムウェア被害"`, `ransomware = ["a"]`, "words.kinds.ransomware", "must be a text"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			src := file(t, c.tag)
			if !strings.Contains(src, c.old) {
				t.Fatalf("the file has no %s to change", c.old)
			}
			_, problems := open(t, c.tag, strings.Replace(src, c.old, c.new, 1))
			found := slices.ContainsFunc(problems, func(p lang.Problem) bool {
				return p.Key == c.key && strings.Contains(p.En, c.text) && p.Ja != "" && p.File == "lang/"+c.tag+".toml"
			})
			if !found {
				t.Errorf("no problem with %s that says %q among %v", c.key, c.text, problems)
			}
		})
	}
}

func TestAKeyWrittenTwiceIsNamedAtItsLine(t *testing.T) {
	src := strings.Replace(file(t, "ja"), `skip = "本文へ移動"`, "skip = \"本文へ移動\"\nskip = \"もう一度\"", 1)
	_, problems := open(t, "ja", src)
	if len(problems) != 1 || problems[0].Line == 0 || !strings.Contains(problems[0].Key+problems[0].En, "skip") {
		t.Errorf("got %+v", problems)
	}
}

func TestALanguageWithProblemsStillAnswers(t *testing.T) {
	l, problems := open(t, "ja", `name = "日本語"`)
	if len(problems) < 15 {
		t.Errorf("only %d problems", len(problems))
	}
	l.Date(lang.Date{Year: 2019, Month: 3, Day: 11, Precision: lang.Day}, lang.Style{Weekday: true, Eras: true})
	l.Range(lang.Date{Precision: lang.Year, Year: 1}, lang.Date{Ongoing: true}, lang.Style{})
	l.Stage("first", 3)
	if s, err := l.Label("nav.skip"); s != "" || err != nil {
		t.Errorf("label: %q, %v", s, err)
	}
}

func TestAFileThatIsNotThereIsAnError(t *testing.T) {
	if _, _, err := lang.Open(fstest.MapFS{}, "ja"); err == nil {
		t.Error("no error")
	}
	if _, _, err := lang.Open(fstest.MapFS{"lang/9.toml": {}}, "9"); err == nil {
		t.Error("no error for a tag that is none")
	}
}

// What a language must say of numbers follows from its plural rules, not from
// the program.
func TestPluralFormsFollowTheLanguage(t *testing.T) {
	forms := map[string][]string{
		"pl": {"few", "many"}, "ar": {"zero", "two", "few", "many"}, "cy": {"zero", "two", "few", "many"},
	}
	for tag, want := range forms {
		_, problems := open(t, tag, file(t, "en"))
		for _, form := range want {
			key := "labels.list.count." + form
			if !slices.ContainsFunc(problems, func(p lang.Problem) bool { return p.Key == key }) {
				t.Errorf("%s: nothing asks for %s", tag, key)
			}
		}
	}
}

func TestPluralFormsArePicked(t *testing.T) {
	src := strings.Replace(file(t, "en"), `{ one = "{0} notice", other = "{0} notices" }`,
		`{ one = "jedno", few = "{0} zawiadomienia", many = "{0} zawiadomień", other = "{0} zawiadomienia" }`, 1)
	l, _ := open(t, "pl", src)
	for n, want := range map[int64]string{1: "jedno", 3: "3 zawiadomienia", 5: "5 zawiadomień", 22: "22 zawiadomienia", 1_000_000_012: "1,000,000,012 zawiadomień"} {
		if got, err := l.Plural("list.count", n); got != want || err != nil {
			t.Errorf("%d: got %q, %v; want %q", n, got, err, want)
		}
	}
}

func TestLabels(t *testing.T) {
	l := language(t, "en")
	if got, err := l.Label("list.page_title", 2, "10"); got != "2 (10)" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
	for _, bad := range []func() (string, error){
		func() (string, error) { return l.Label("list.nothing") },
		func() (string, error) { return l.Label("list.page_title", 2) },
		func() (string, error) { return l.Label("list.count", 2) },
		func() (string, error) { return l.Plural("list.page_title", 2) },
	} {
		if s, err := bad(); err == nil || s != "" {
			t.Errorf("got %q without an error", s)
		}
	}
	if !slices.Contains(lang.LabelKeys(), "list.page_title") {
		t.Error("the list of labels lacks list.page_title")
	}
}

func TestWords(t *testing.T) {
	l := language(t, "en")
	if s, ok := l.Word("units", "card"); s != "cards" || !ok {
		t.Errorf("got %q, %v", s, ok)
	}
	if s, ok := l.Word("units", "percent"); s != "%" || !ok {
		t.Errorf("got %q, %v", s, ok)
	}
	if _, ok := l.Word("kinds", "nothing"); ok {
		t.Error("there is a word that nobody wrote")
	}
	problems := l.CheckWords(map[string][]string{"days": {"mon", "someday"}})
	missing, unknown := false, false
	for _, p := range problems {
		missing = missing || p.Key == "words.days.someday"
		unknown = unknown || p.Key == "words.days.tue"
	}
	if !missing || !unknown {
		t.Errorf("missing word named: %v, unknown word named: %v", missing, unknown)
	}
}

func TestNamesOfLanguagesAndCountries(t *testing.T) {
	l := language(t, "ja")
	if got := l.NameOf("en"); got != "英語" {
		t.Errorf("got %q", got)
	}
	if got := l.NameOf("tlh"); got != "tlh" {
		t.Errorf("got %q", got)
	}
	if got, ok := l.Country("JP"); got != "日本" || !ok {
		t.Errorf("got %q", got)
	}
	if got := l.Quote("あ"); got != "「あ」" {
		t.Errorf("got %q", got)
	}
}
