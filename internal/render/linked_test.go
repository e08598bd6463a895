package render

import (
	"encoding/json"
	"strings"
	"testing"

	"kohyo/internal/lang"
	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// What the head of a notice says of it, in the words of schema.org.
func TestLinkedData(t *testing.T) {
	second := report("a", 2, day(2019, 5, 7))
	second.Title = text("</script><!--|題", "</script><!-- Title")
	second.Issuers = []notice.Issuer{{Name: text("親", "Parent"), URL: str("https://parent.example/")}, {Name: text("子", "Child")}}
	second.Contacts = []notice.Contact{{Phone: str("0120-77-2962"), Email: str("a@example.co.jp"), Form: str("https://example.co.jp/form"), Languages: []notice.String{str("ja"), str("en")}}}
	set := testSettings()
	set.Data.JSONLD = notice.Bool{Set: true, V: true}
	s := site.New(set, incidents(report("a", 1, day(2019, 4, 12)), second), testNow, site.Options{})
	r := &Renderer{made: newMade(), site: s, langs: testLangs(t)}
	for file, want := range map[string]string{
		"en/a/index.html": `{"@context":"https://schema.org","@type":"Article","author":[` +
			`{"@type":"Organization","contactPoint":[{"@type":"ContactPoint","availableLanguage":["ja","en"],"email":"a@example.co.jp","telephone":"0120772962","url":"https://example.co.jp/form"}],"name":"Parent","url":"https://parent.example/"},` +
			`{"@type":"Organization","name":"Child"}],"dateModified":"2019-05-07T00:00:00+09:00","datePublished":"2019-04-12T00:00:00+09:00","headline":"</script><!-- Title","inLanguage":"en",` +
			`"isBasedOn":"https://www.example.co.jp/disclosure/en/a/1/","publisher":{"@type":"Organization","name":"Sample \u0026 Co.","url":"https://www.example.co.jp/"},"version":2}`,
		"ja/a/1/index.html": `{"@context":"https://schema.org","@type":"Article","author":[{"@type":"Organization","name":"株式会社見本 \u0026 Co.","url":"https://www.example.co.jp/"}],` +
			`"datePublished":"2019-04-12T00:00:00+09:00","headline":"お知らせ<一>","inLanguage":"ja","version":1}`,
	} {
		data, err := json.Marshal(r.viewer(mustFind(t, s, file)).linkedData())
		if err != nil {
			t.Fatal(err)
		}
		got := string(canonical(t, object(t, data)))
		if want := strings.ReplaceAll(want, `\u0026`, "&") + "\n"; got != want {
			t.Errorf("%s:\n got %s\nwant %s", file, got, want)
		}
	}
	for file, s := range map[string]*site.Site{"en/a/index.html": siteOf(second), "en/a/2/print/index.html": s} {
		if d := (&Renderer{made: newMade(), site: s, langs: testLangs(t)}).viewer(mustFind(t, s, file)).linkedData(); d != nil {
			t.Errorf("%s: %+v", file, d)
		}
	}
}

func testLangs(t *testing.T) map[string]*lang.Language {
	t.Helper()
	langs, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	return langs
}
