package search

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	kohyo "kohyo"
	"kohyo/internal/build"
	"kohyo/internal/fixture"
	"kohyo/internal/notice"
)

const settings = `base_url = "https://www.example.com/"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本", en = "Sample" }
`

// made is a site of reports: "slug/1" → published, and the rest of its file.
func made(t *testing.T, reports map[string][2]string) *build.Site {
	t.Helper()
	files := fstest.MapFS{"site.toml": {Data: []byte(settings)}}
	for _, name := range slices.Sorted(maps.Keys(reports)) {
		r := reports[name]
		stage := "first"
		if !strings.HasSuffix(name, "/1") {
			stage = "update"
		}
		text := fmt.Sprintf("kind = \"other\"\nstage = %q\nstatus = \"ready\"\npublished = %s\n%s\n", stage, r[0], r[1])
		files["content/"+name+".toml"] = &fstest.MapFile{Data: []byte(text)}
	}
	site, findings, err := build.Open(files, kohyo.Theme, build.Options{Now: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil || site == nil {
		t.Fatalf("%+v %v", findings, err)
	}
	return site
}

func text(key, ja, en string) string { return fmt.Sprintf("%s = { ja = %q, en = %q }\n", key, ja, en) }

func small(t *testing.T) *build.Site {
	return made(t, map[string][2]string{
		"body/1":    {"2021-01-01", text("title", "お知らせその一", "A notice") + text("lead", "冒頭です。", "It begins.") + text("apology", "クラウドサーバーで起きました。", "It happened on a cloud server.")},
		"lead/1":    {"2019-01-01", text("title", "お知らせその二", "A second notice") + text("lead", "ｸﾗｳﾄﾞｻｰﾊﾞのことです。", "Two cloud servers failed.")},
		"title/1":   {"2018-01-01", text("title", "クラウド|サーバーの障害", "Failure of |the Cloud-Server") + text("lead", "先頭です。", "It starts.")},
		"title2/1":  {"2020-01-01", text("title", "クラウドサーバへの攻撃", "Attack on a cloud server of ours") + text("lead", "先頭です。", "It starts.")},
		"pairs/1":   {"2022-01-01", text("title", "委員会と第三者", "Committees third and other") + text("lead", "三者と者委と委員。", "Third parties.")},
		"phrase/1":  {"2017-01-01", text("title", "調査の開始", "Inquiry begins") + text("lead", "第三者委員会を設けました。", "A third-party committee was set up by Takashimaya.")},
		"old/1":     {"2016-01-01", text("title", "旧題名の件", "Under its former name") + text("lead", "第一報です。", "First.")},
		"old/2":     {"2016-02-01", text("title", "新題名の件", "Under its present name") + text("lead", "第二報、合計{counts.n}。", "Second, {counts.n} in all.") + "[[counts]]\nid = \"n\"\n[[counts.measures]]\nvalue = 3455754\nunit = \"person\"\n"},
		"gone/1":    {"2015-01-01", "[withdrawn]\nat = 2015-02-01\n" + text("reason", "申立てによります。", "By order.")},
		"quoting/1": {"2014-01-01", text("title", `「太字」 < & >`, `A bold <"quoted"> & odd title`) + text("lead", "高島屋と慶應義塾", "Keiō’s data")},
	})
}

// Queries find what a reader means, the best first.
func TestFinds(t *testing.T) {
	site := small(t)
	host := serve(t, of(site))
	for _, c := range []struct{ lang, query, want string }{
		{"ja", "クラウドサーバー", "../title2/ ../title/ ../lead/ ../body/"}, // titles, newer first; lead; body
		{"ja", "ｸﾗｳﾄﾞ　サーバ", "../title2/ ../title/ ../lead/ ../body/"},
		{"ja", "くらうどさーば", "../title2/ ../title/ ../lead/ ../body/"},
		{"ja", "第三者委員会", "../phrase/"}, // not what only has its pairs of letters
		{"ja", "第三者 委員会", "../pairs/ ../phrase/"},
		{"ja", "障害", "../title/"},
		{"ja", "攻", "../title2/"},
		{"ja", "旧題名", "../old/"},
		{"ja", "3,455,754名", "../old/"},
		{"ja", "３４５５７５４", "../old/"},
		{"ja", "慶応義塾", "../quoting/"},
		{"ja", "髙島屋", "../quoting/"},
		{"ja", "申立て", ""},
		{"ja", "どこにもない", ""},
		{"en", "cloud servers", "../title2/ ../title/ ../lead/ ../body/"},
		{"en", "CLOUD SERV", "../title2/ ../title/ ../lead/ ../body/"},
		{"en", `"cloud server"`, "../title2/ ../title/ ../lead/ ../body/"},
		{"en", `"server of ours"`, "../title2/"},
		{"en", `"of cloud"`, ""},
		{"en", "committee", "../pairs/ ../phrase/"},
		{"en", "third-party", "../phrase/"},
		{"en", "keio", "../quoting/"},
		{"en", "former", "../old/"},
		{"en", "form", "../old/"},
		{"en", "for", ""}, // short words are not completed
		{"en", "Ｔａｋａｓｈｉ", "../phrase/"},
		{"en", "order", ""},
	} {
		p := open(t, host+c.lang+"/search/")
		got := p.search(c.query)
		if links := strings.Join(got.Links, " "); links != c.want {
			t.Errorf("%s %q: %q, want %q (%s)", c.lang, c.query, links, c.want, got.Status)
			continue
		}
		if c.want != "" && (!strings.Contains(got.Status, fmt.Sprint(len(got.Links))) || len(got.Marks) < len(got.Links)) {
			t.Errorf("%s %q: says %q, marks %q", c.lang, c.query, got.Status, got.Marks)
		}
		for _, link := range got.Links {
			if !site.Has(c.lang + strings.TrimPrefix(link, "..") + "index.html") {
				t.Errorf("%s %q leads to %s", c.lang, c.query, link)
			}
		}
	}
}

// What is found is shown as text, whatever is in it.
func TestShowsTextAsText(t *testing.T) {
	p := open(t, serve(t, of(small(t)))+"en/search/")
	got := p.search("bold quoted")
	if len(got.Titles) != 1 || got.Titles[0] != `A bold <"quoted"> & odd title` || !slices.Equal(got.Marks, []string{"bold", "quoted"}) {
		t.Errorf("%+v", got)
	}
	if got := p.search("cloud"); !slices.Contains(got.Marks, "Cloud") || !slices.Contains(got.Marks, "cloud") {
		t.Errorf("%+v", got)
	}
}

func TestShortQueries(t *testing.T) {
	p := open(t, serve(t, of(small(t)))+"ja/search/")
	for query, want := range map[string]string{"の": "2文字以上", "a": "2文字以上", strings.Repeat("長い言葉 ", 60): "見つかりません"} {
		if got := p.search(query); !strings.HasPrefix(got.Status, want) || len(got.Links) > 0 {
			t.Errorf("%q: %+v", query, got)
		}
	}
	p.search("障害")
	for _, query := range []string{"", "、。"} {
		if p.search(query); eval[int](p, `document.querySelectorAll("#results li").length + document.getElementById("status").textContent.length`) > 0 {
			t.Errorf("%q says something", query)
		}
		p.search("障害")
	}
}

// The address leads to the results, back and forth, and holds the query where
// browsers do not send it.
func TestAddress(t *testing.T) {
	var asked []string
	site := small(t)
	host := serve(t, func(name string) ([]byte, error) {
		asked = append(asked, name)
		return of(site)(name)
	})
	p := open(t, host+"ja/search/#q=%E9%9A%9C%E5%AE%B3")
	p.wait(`document.querySelectorAll("#results a").length === 1 && document.getElementById("q").value === "障害"`)
	p.search("攻撃")
	p.search("第三者")
	back := p.do("history.back()")
	if !slices.Equal(back.Links, []string{"../title2/"}) || eval[string](p, `document.getElementById("q").value`) != "攻撃" {
		t.Errorf("back: %+v", back)
	}
	if forth := p.do("history.forward()"); len(forth.Links) != 2 {
		t.Errorf("forth: %+v", forth)
	}
	if at := eval[string](p, "decodeURIComponent(location.href)"); at != host+"ja/search/#q=第三者" {
		t.Errorf("the address is %s", at)
	}
	for _, name := range asked {
		if strings.ContainsAny(name, "?#%") || strings.ContainsAny(name, "障害攻撃第三者") {
			t.Errorf("the server was asked for %s", name)
		}
	}
}

// Results can be used by everybody, in light and dark, on a phone and a desk.
func TestAccessible(t *testing.T) {
	axe, err := os.ReadFile("../../.cache/npm/node_modules/axe-core/axe.min.js")
	if err != nil {
		fixture.Missing(t, "axe-core")
	}
	p := open(t, serve(t, of(small(t)))+"ja/search/")
	p.must(chromedp.Do(p.ctx, chromedp.Evaluate[chromedp.Void](string(axe))))
	for _, width := range []int64{320, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			_, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1})
			p.must(err)
			_, err = chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
			p.must(err)
			if got := p.search("クラウド"); len(got.Links) != 4 {
				t.Fatalf("%+v", got)
			}
			for _, wrong := range eval[[]string](p, `axe.run(document, {preload: false, resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
				.then(found => found.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" ")))`) {
				t.Errorf("%d wide, %s: %s", width, scheme, wrong)
			}
			if wide := eval[int](p, `document.documentElement.scrollWidth`); int64(wide) > width {
				t.Errorf("%d wide, the page takes %d", width, wide)
			}
		}
	}
}

// Typing searches by itself, and keys are enough.
func TestTyping(t *testing.T) {
	p := open(t, serve(t, of(small(t)))+"en/search/")
	eval[bool](p, `document.getElementById("q").focus(), true`)
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("cloud")))
	p.wait(`document.querySelectorAll("#results a").length === 4 && location.hash === "#q=cloud"`)
	p.must(chromedp.Do(p.ctx, chromedp.KeyEvent("\t\t\r"))) // past the button, to the first result
	p.wait(`location.pathname === "/en/title2/"`)
	eval[bool](p, `history.back(), true`)
	p.wait(`location.pathname === "/en/search/" && document.querySelectorAll("#results a").length === 4`)
}

// What is not there any more is said so, and can be tried again.
func TestFailure(t *testing.T) {
	site, broken := small(t), false
	p := open(t, serve(t, func(name string) ([]byte, error) {
		if broken && strings.HasPrefix(name, "search/") {
			return []byte("not an index"), nil
		}
		return of(site)(name)
	})+"ja/search/")
	broken = true
	if got := p.search("障害"); !strings.Contains(got.Status, "読み込めません") || len(got.Links) > 0 {
		t.Errorf("%+v", got)
	}
}

// Without a script the page says so, and leads to the lists.
func TestWithoutScript(t *testing.T) {
	p := open(t, serve(t, of(small(t)))+"ja/search/", func(ctx context.Context) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	})
	if got := eval[string](p, "document.body.innerText"); !strings.Contains(got, "JavaScript") || !strings.Contains(got, "2019年") || strings.Contains(got, "探す言葉") {
		t.Error(got)
	}
}

// A page that was opened from a folder says what it cannot do.
func TestFromAFolder(t *testing.T) {
	site, dir := small(t), t.TempDir()
	for _, name := range []string{"ja/search/index.html"} {
		data, err := site.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for name := range site.Addresses() {
		if strings.HasPrefix(name, "assets/") {
			data, _ := site.ReadFile(name)
			to := filepath.Join(dir, name)
			os.MkdirAll(filepath.Dir(to), 0o755)
			if err := os.WriteFile(to, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	p := open(t, "file://"+dir+"/ja/search/index.html")
	if got := eval[string](p, `document.getElementById("status").textContent`); !strings.Contains(got, "ファイルとして") {
		t.Error(got)
	}
}

// An archive of many parts is searched from the newest on; older parts follow
// when the reader asks, and no query looks at all of them.
func TestManyParts(t *testing.T) {
	const incidents, part = 4 * 4096, 4096
	set := &notice.Site{BaseURL: notice.String{V: "https://www.example.com/"}, Languages: []notice.String{{V: "en"}}}
	var all []*notice.Incident
	for i := range incidents {
		slug, year := fmt.Sprintf("i%05d", i), 2000+i/1000
		title := "Nothing of note"
		if i%part == 7 {
			title = "A rare comet"
		}
		published, _ := notice.ParseMoment(fmt.Sprintf("%d-%02d-%02dT%02d:00", year, 1+i%1000/90, 1+i%90/4, i%4))
		all = append(all, &notice.Incident{Slug: slug, Reports: []*notice.Report{{
			Slug: slug, Number: 1, Published: published, Status: notice.Word{ID: "ready"}, Kind: notice.Word{ID: "other"}, Stage: notice.Word{ID: "first"},
			Title: notice.Text{Same: &notice.Passage{Text: title}},
		}}})
	}
	l := newShown(t, set, all)
	p := open(t, serve(t, l.ReadFile)+"en/search/")
	got := p.search("comet")
	if len(got.Links) != 3 || !strings.Contains(got.More, "older") {
		t.Fatalf("%+v", got)
	}
	got = p.do(`document.getElementById("more").click()`)
	if len(got.Links) != 4 || got.More != "" || got.Links[3] != "../i00007/" || eval[string](p, `document.activeElement.getAttribute("href")`) != "../i00007/" {
		t.Errorf("%+v", got)
	}
	if got = p.search("nothing note"); len(got.Links) != 10 || !strings.Contains(got.Status, "12,285") || !strings.Contains(got.More, "more") || got.Bytes > 100_000 {
		t.Errorf("%+v", got)
	}
	if got = p.do(`document.getElementById("more").click()`); len(got.Links) != 20 {
		t.Errorf("%+v", got)
	}
}

// wait waits until a condition holds in the page.
func (p *tab) wait(condition string) {
	p.Helper()
	for range 300 {
		if ok, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](condition)); err == nil && ok {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	p.Fatalf("never came true: %s", condition)
}
