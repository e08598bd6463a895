package render

import (
	"os"
	"sync"
	"testing"

	"kohyo/internal/change"
	"kohyo/internal/lang"
	"kohyo/internal/notice"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

var shipped = sync.OnceValues(func() (map[string]*lang.Language, error) {
	langs := map[string]*lang.Language{}
	for _, tag := range []string{"ja", "en"} {
		l, _, err := wording.Open(os.DirFS("../../layouts"), tag)
		if err != nil {
			return nil, err
		}
		langs[tag] = l
	}
	return langs, nil
})

// testWords speaks the shipped languages.
func testWords(t testing.TB, s *site.Site) Words {
	t.Helper()
	langs, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return func(tag string, r *notice.Report) *wording.Writer { return wording.New(langs[tag], s.Settings, r) }
}

func testCompare(t testing.TB, s *site.Site) Compare {
	t.Helper()
	langs, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return func(tag string, before, after *notice.Report) *change.Comparison {
		return change.Compare(langs[tag], s.Settings, before, after)
	}
}
