package render

import (
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// feedSite has one plain report, one with hostile text, one still to be
// translated, and one signed by others.
func feedSite() *site.Site {
	hostile := report("b", 1, day(2019, 4, 12))
	hostile.Title = text("]]>&<script>\x00\x0b\uFFFE", "]]>&<script>\x00\x0b\uFFFE")
	hostile.Lead.Text = text("漏えいは{counts.total}。\n\n二つ目の段落。", "About {counts.total}.\n\nA second paragraph.")
	hostile.Counts = []notice.Count{{ID: str("total"), Measures: []notice.Measure{{
		Max: notice.Int{Set: true, V: 7996}, Unit: notice.Word{ID: "person"},
	}}}}
	pending := report("c", 1, day(2019, 4, 13))
	pending.Title = notice.Text{By: []notice.Translation{{Lang: "ja", Passage: notice.Passage{Text: "日本語だけ"}}}}
	pending.Pending = []notice.String{str("en")}
	signed := report("a", 2, day(2019, 12, 31))
	signed.Issuers = []notice.Issuer{
		{Name: text("親会社", "Parent"), URL: str("https://parent.example/")}, {Name: text("子会社", "Child")},
	}
	return siteOf(report("a", 1, day(2018, 1, 2)), hostile, pending, signed)
}

// element is an XML element, whatever its name.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Text     string     `xml:",chardata"`
	Children []element  `xml:",any"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (e element) all(name string) []element {
	var found []element
	for _, c := range e.Children {
		if c.XMLName.Local == name {
			found = append(found, c)
		}
	}
	return found
}

func (e element) one(t *testing.T, name string) string {
	t.Helper()
	found := e.all(name)
	if len(found) != 1 {
		t.Errorf("%d × %s in %s, want one", len(found), name, e.XMLName.Local)
		return ""
	}
	return found[0].Text
}

func parseXML(t *testing.T, data []byte) element {
	t.Helper()
	var root element
	d := xml.NewDecoder(strings.NewReader(string(data)))
	if err := d.Decode(&root); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	if rest, err := d.Token(); err != nil || string(rest.(xml.CharData)) != "\n" {
		t.Fatalf("after the document: %v, %v", rest, err)
	}
	return root
}

func isURL(t *testing.T, what, s string) {
	t.Helper()
	if u, err := url.Parse(s); err != nil || !u.IsAbs() || u.Host == "" {
		t.Errorf("%s: %q is no absolute address", what, s)
	}
}

func isTime(t *testing.T, what, s string) {
	t.Helper()
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// What RFC 4287, section 4, demands of a feed and its entries.
func TestAtomIsValid(t *testing.T) {
	for _, s := range []*site.Site{feedSite(), siteOf()} {
		for _, lang := range s.Langs {
			feeds := []site.Page{mustFind(t, s, lang+"/feed.xml")}
			for _, in := range s.Incidents {
				feeds = append(feeds, mustFind(t, s, lang+"/"+in.Slug+"/feed.xml"))
			}
			for _, p := range feeds {
				checkAtom(t, s, p)
			}
		}
	}
}

func checkAtom(t *testing.T, s *site.Site, p site.Page) {
	t.Helper()
	data, err := Atom(s, p, testWords(t, s), testCompare(t, s))
	if err != nil {
		t.Fatal(err)
	}
	feed := parseXML(t, data)
	if feed.XMLName.Space != "http://www.w3.org/2005/Atom" || feed.XMLName.Local != "feed" || feed.attr("lang") != p.Lang {
		t.Errorf("root is %v %v", feed.XMLName, feed.Attrs)
	}
	checkAtomCommon(t, feed)
	if len(feed.all("author")) == 0 {
		t.Error("the feed has no author")
	}
	if self := feed.all("link")[0]; self.attr("rel") != "self" || self.attr("href") != s.Absolute(p.Address) {
		t.Errorf("self is %v", self)
	}
	ids := map[string]bool{feed.one(t, "id"): true}
	for _, e := range feed.all("entry") {
		checkAtomCommon(t, e)
		isTime(t, "published", e.one(t, "published"))
		if e.one(t, "summary") == "" || e.all("category")[0].attr("term") != "ransomware" {
			t.Errorf("entry without summary or category: %v", e)
		}
		if id := e.one(t, "id"); ids[id] {
			t.Errorf("%s twice", id)
		}
		ids[e.one(t, "id")] = true
	}
	if len(ids) != 1+len(p.Reports) {
		t.Errorf("%d ids for %d reports", len(ids), len(p.Reports))
	}
}

func checkAtomCommon(t *testing.T, e element) {
	t.Helper()
	isURL(t, "id", e.one(t, "id"))
	isTime(t, "updated", e.one(t, "updated"))
	if e.one(t, "title") == "" {
		t.Error("empty title")
	}
	for _, a := range e.all("author") {
		if a.one(t, "name") == "" {
			t.Error("author without a name")
		}
	}
	var alternates []string
	for _, l := range e.all("link") {
		isURL(t, "link", l.attr("href"))
		if l.attr("rel") == "alternate" {
			alternates = append(alternates, l.attr("type")+" "+l.attr("hreflang"))
		}
	}
	slices.Sort(alternates)
	if len(alternates) == 0 || len(slices.Compact(slices.Clone(alternates))) != len(alternates) {
		t.Errorf("alternates must be there and differ: %q", alternates)
	}
}

func TestAtomSays(t *testing.T) {
	s := feedSite()
	data, err := Atom(s, mustFind(t, s, "en/feed.xml"), testWords(t, s), testCompare(t, s))
	if err != nil {
		t.Fatal(err)
	}
	feed := parseXML(t, data)
	if got := feed.one(t, "updated"); got != "2019-12-31T00:00:00+09:00" {
		t.Errorf("updated %s", got)
	}
	entries := feed.all("entry")
	signed, pending, hostile := entries[0], entries[1], entries[2]
	if got := signed.one(t, "id"); got != "https://www.example.co.jp/disclosure/en/a/2/" {
		t.Errorf("id %s", got)
	}
	var names []string
	for _, a := range signed.all("author") {
		names = append(names, a.one(t, "name"))
	}
	if want := []string{"Parent", "Child"}; !slices.Equal(names, want) {
		t.Errorf("authors %q, want %q", names, want)
	}
	if got := pending.all("title")[0]; got.attr("lang") != "ja" || !strings.Contains(got.Text, "日本語だけ") {
		t.Errorf("pending title: %v", got)
	}
	if got := hostile.all("title")[0]; got.attr("lang") != "" || !strings.Contains(got.Text, "]]>&<script>") {
		t.Errorf("hostile title: %v", got)
	}
	if got := hostile.one(t, "summary"); got != "About up to 7,996 people.\n\nA second paragraph." {
		t.Errorf("summary: %q", got)
	}
}

// What JSON Feed 1.1 demands.
func TestJSONFeedIsValid(t *testing.T) {
	for _, s := range []*site.Site{feedSite(), siteOf()} {
		for _, lang := range s.Langs {
			p := mustFind(t, s, lang+"/feed.json")
			data, err := JSONFeed(s, p, testWords(t, s), testCompare(t, s))
			if err != nil {
				t.Fatal(err)
			}
			feed := object(t, data)
			if feed["version"] != "https://jsonfeed.org/version/1.1" || feed["title"] == "" || feed["language"] != lang {
				t.Errorf("head: %v", feed)
			}
			isURL(t, "home_page_url", fmt.Sprint(feed["home_page_url"]))
			if feed["feed_url"] != s.Absolute(p.Address) {
				t.Errorf("feed_url %v", feed["feed_url"])
			}
			items := feed["items"].([]any)
			if len(items) != len(p.Reports) {
				t.Errorf("%d items for %d reports", len(items), len(p.Reports))
			}
			for i, item := range items {
				isURL(t, "id", fmt.Sprint(at(item, "id")))
				isTime(t, "date_published", fmt.Sprint(at(item, "date_published")))
				if text, _ := at(item, "content_text").(string); text == "" {
					t.Errorf("item %d has no text", i)
				}
				if got := fmt.Sprint(at(item, "_kohyo.slug"), at(item, "_kohyo.number")); got != fmt.Sprint(p.Reports[i].Slug, p.Reports[i].Number) {
					t.Errorf("item %d is %s", i, got)
				}
			}
		}
	}
}

// A report after the first tells what has changed, in both feeds.
func TestFeedsTellOfChanges(t *testing.T) {
	second := report("a", 2, day(2019, 5, 7))
	second.Lead.Text = text("続報です。", "An update.")
	second.Changes = []notice.Change{
		{What: text("影響を受けた方", "People affected"), Old: text("最大10名", "up to 10"), New: text("8名", "8"), Reason: notice.Prose{Text: text("重複を\n\n除いた", "Counted\n\nonce")}},
		{What: text("原因が判明", "The cause is known")},
		{What: text("窓口", "Office"), New: text("平日のみ", "weekdays")},
	}
	first := report("a", 1, day(2019, 4, 12))
	people := func(n notice.Measure) []notice.Count {
		n.Unit = notice.Word{ID: "person"}
		return []notice.Count{{ID: str("total"), Measures: []notice.Measure{n}}}
	}
	first.Counts, second.Counts = people(notice.Measure{Max: notice.Int{Set: true, V: 10}}), people(notice.Measure{Value: notice.Int{Set: true, V: 8}})
	second.Harm.State = notice.Word{ID: "none-confirmed"}
	s := siteOf(first, second, report("b", 1, day(2019, 6, 1)))
	// What the program finds, with the author's reason; then what only the author says.
	want := "An update.\n\nWhat has changed since the report before:\n" +
		"- Affected: up to 10 people → 8 people (2 people fewer) (Counted once)\n- New: Harm: None confirmed\n- The cause is known\n- Office: weekdays"
	for _, file := range []string{"en/feed.xml", "en/a/feed.xml"} {
		data, err := Atom(s, mustFind(t, s, file), testWords(t, s), testCompare(t, s))
		if err != nil {
			t.Fatal(err)
		}
		entries := parseXML(t, data).all("entry")
		at := slices.IndexFunc(entries, func(e element) bool { return strings.HasSuffix(e.one(t, "id"), "/en/a/2/") })
		if got := entries[at].one(t, "summary"); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
	data, err := JSONFeed(s, mustFind(t, s, "en/feed.json"), testWords(t, s), testCompare(t, s))
	if err != nil {
		t.Fatal(err)
	}
	if got := at(object(t, data)["items"].([]any)[1], "content_text"); got != want {
		t.Errorf("%q", got)
	}
	for _, lang := range s.Langs {
		data, err := Atom(s, mustFind(t, s, lang+"/a/feed.xml"), testWords(t, s), testCompare(t, s))
		if err != nil {
			t.Fatal(err)
		}
		feed := parseXML(t, data)
		if n := len(feed.all("entry")); n != 2 || feed.one(t, "id") != s.Absolute(lang+"/a/") || feed.one(t, "updated") != "2019-05-07T00:00:00+09:00" {
			t.Errorf("%d entries, id %s, updated %s", n, feed.one(t, "id"), feed.one(t, "updated"))
		}
	}
}

// A change for which the author gives a reason is told, however many others
// matter more.
func TestFeedsTellReasons(t *testing.T) {
	second := report("a", 2, day(2019, 5, 7))
	for i := range 14 {
		second.Counts = append(second.Counts, notice.Count{
			ID: str(fmt.Sprint("n", i)), Label: text(fmt.Sprint("数", i), fmt.Sprint("Count ", i)),
			Measures: []notice.Measure{{Value: notice.Int{Set: true, V: int64(i) + 1}, Unit: notice.Word{ID: "person"}}},
		})
	}
	second.Cause.State = notice.Word{ID: "confirmed"}
	second.Changes = []notice.Change{{What: text("原因", "Cause"), Reason: notice.Prose{Text: text("調査が終わった", "The investigation is over")}}}
	s := siteOf(report("a", 1, day(2019, 4, 12)), second)
	data, err := Atom(s, mustFind(t, s, "en/feed.xml"), testWords(t, s), testCompare(t, s))
	if err != nil {
		t.Fatal(err)
	}
	got := parseXML(t, data).all("entry")[0].one(t, "summary")
	lines := strings.Split(got, "\n")
	if !strings.Contains(got, "- New: Cause: Confirmed (The investigation is over)\n- and 4 more") || strings.Count(got, "- New: Count") != mostNews {
		t.Errorf("%q", lines)
	}
}
