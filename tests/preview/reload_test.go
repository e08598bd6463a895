package preview

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

const (
	horikiri = "content/horikiri-hospital-papers/1.toml"
	notice   = "/ja/horikiri-hospital-papers/"
	lead     = "当院が廃棄を委託した業務委託会社が" // in the lead
	shown    = `(document.querySelector(".lead")?.textContent ?? "")`
)

// A save shows in the page that is open, without loading it again: what was
// scrolled, opened and focused stays as it was.
func TestEditShows(t *testing.T) {
	p := start(t, sample(t))
	page := open(t, p.url+notice)
	page.sees(shadow)
	eval[bool](page, `(window.stays = true, scrollTo(0, 700), true)`)
	p.edit(t, horikiri, lead, "当院が処分を委託した業務委託会社が")
	page.sees(shown + `.includes("処分を委託")`)
	if at := eval[float64](page, "scrollY"); at != 700 {
		t.Errorf("scrolled to %v", at)
	}
	if !eval[bool](page, "window.stays === true") {
		t.Error("the page was loaded again")
	}
	// What is shown is what a fresh load shows.
	now := eval[string](page, `(document.querySelector("kohyo-preview").remove(), document.body.innerHTML.trim())`)
	page.to(p.url + notice)
	if fresh := eval[string](page, `(document.querySelector("kohyo-preview").remove(), document.body.innerHTML.trim())`); fresh != now {
		t.Error("the page differs from one that is loaded anew")
	}
}

// A style sheet has another name when it changes; a head that changes does so
// in place.
func TestStyleAndHeadShow(t *testing.T) {
	p := start(t, sample(t))
	page := open(t, p.url+notice)
	page.sees(shadow)
	eval[bool](page, `(window.stays = true, scrollTo(0, 500), true)`)
	sheet, err := os.ReadFile(filepath.Join(root, "static", "site.css"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, p.dir, "static/site.css", string(sheet)+"\nmain { outline: 7px solid red }\n")
	page.sees(`getComputedStyle(document.querySelector("main")).outlineWidth === "7px"`)
	p.edit(t, horikiri, "個人情報が記載された|", "個人情報が書かれた|")
	page.sees(`document.title.includes("書かれた") && document.querySelectorAll("link[rel=stylesheet]").length === 1`)
	if !eval[bool](page, "window.stays === true && scrollY === 500") {
		t.Error("the page was loaded again, or scrolled")
	}
}

func write(t testing.TB, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// A save that changes nothing of the page leaves it alone.
func TestNothingMovesWithoutAChange(t *testing.T) {
	p := start(t, sample(t))
	page := open(t, p.url+notice)
	other := open(t, p.url+"/ja/docsrs-disk-full/")
	page.sees(shadow)
	other.sees(shadow)
	eval[bool](page, `(window.moved = 0, new MutationObserver((m) => (moved += m.length)).observe(document, {subtree: true, childList: true, attributes: true, characterData: true}), true)`)
	p.edit(t, horikiri, "kind      =", "kind =")
	write(t, p.dir, "content/notes.md~", "x")
	p.edit(t, "content/docsrs-disk-full/1.toml", "[lead]", "# a comment\n[lead]")
	p.edit(t, "content/docsrs-disk-full/1.toml", "\nja = \"", "\nja = \"確認。")
	other.sees(`document.body.textContent.includes("確認。")`)
	if n := eval[int](page, "moved"); n != 0 {
		t.Errorf("%d things have moved in a page whose bytes did not change", n)
	}
}

// A bad save leaves the last good page, with all that is wrong over it, until
// it is put right.
func TestBadSave(t *testing.T) {
	p := start(t, sample(t))
	page := open(t, p.url+notice)
	page.sees(shadow)
	before := eval[string](page, `document.querySelector("main").innerHTML`)
	p.edit(t, horikiri, `"lost-papers"`, `"lost-paper"`)
	p.edit(t, "content/docsrs-disk-full/1.toml", `"outage"`, `"outrage`)
	page.sees(shadow + `.querySelector(".panel") && ` + shadow + `.querySelectorAll(".findings .error").length === 2`)
	panel := eval[string](page, shadow+`.querySelector(".panel").innerText`)
	for _, want := range []string{"内容に誤りがあります", "content/horikiri-hospital-papers/1.toml", "content/docsrs-disk-full/1.toml", "「lost-paper」という言葉はありません。", "「lost-papers」のことですか。", `kind = "lost-paper"`} {
		if !strings.Contains(strings.Join(strings.Fields(panel), " "), want) {
			t.Errorf("the panel does not say %q:\n%s", want, panel)
		}
	}
	if eval[string](page, `document.querySelector("main").innerHTML`) != before {
		t.Error("the page is not the last good one")
	}
	if link := eval[string](page, shadow+`.querySelector(".findings a").getAttribute("href")`); !strings.HasPrefix(link, "/-/edit?") {
		t.Errorf("the link is %q", link)
	}
	page.accessible("the panel")
	// Esc closes it and opens it again, and the focus goes along.
	if at := page.press(kb.Escape); !strings.Contains(at, "誤り2件") {
		t.Errorf("closed: the focus is at %q", at)
	}
	page.sees(shadow + `.querySelector(".panel").hidden`)
	if at := page.press(kb.Enter); !strings.Contains(at, "内容に誤りがあります") {
		t.Errorf("opened: the focus is at %q", at)
	}
	if at := page.press(kb.Tab); !strings.Contains(at, "閉じる") {
		t.Errorf("then the focus is at %q", at)
	}

	p.edit(t, horikiri, `"lost-paper"`, `"lost-papers"`)
	p.edit(t, "content/docsrs-disk-full/1.toml", `"outrage`, `"outage"`)
	page.sees(`!` + shadow + `.querySelector(".panel")`)
	page.sees(shadow + `.textContent.includes("誤りはなくなりました")`)
}

// The findings of a page in English are in English.
func TestPanelSpeaksTheLanguageOfThePage(t *testing.T) {
	p := start(t, sample(t), "--lang", "ja")
	p.edit(t, horikiri, `"lost-papers"`, `"lost-paper"`)
	eventually(t, "the finding is printed", func() bool { return strings.Contains(p.err.String(), "unknown-word") })
	page := open(t, p.url+"/en/horikiri-hospital-papers/")
	page.sees(shadow + `.querySelector(".panel").innerText.includes("did you mean")`)
	page.to(p.url + "/xx/")
	page.sees(shadow + `.querySelector(".panel").innerText.includes("のことですか")`)
}

// Several pages follow at once, each its own; a page that is hidden catches
// up when it is seen again.
func TestSeveralTabs(t *testing.T) {
	p := start(t, sample(t))
	var pages []tab
	for _, path := range []string{notice, notice + "1/", "/ja/", "/-/ja/horikiri-hospital-papers/"} {
		pages = append(pages, open(t, p.url+path))
		pages[len(pages)-1].sees(shadow)
	}
	p.edit(t, horikiri, "個人情報が記載された|", "個人情報を記した|")
	for _, page := range pages {
		page.sees(`document.body.textContent.includes("個人情報を記した")`)
	}
}

// A page waits for a server that was stopped, says so, and shows what was
// written meanwhile.
func TestRestart(t *testing.T) {
	p := start(t, sample(t))
	page := open(t, p.url+notice)
	page.sees(shadow)
	eval[bool](page, `(window.stays = true)`)
	p.stop(t)
	page.sees(`!` + shadow + `.querySelector(".lost").hidden`)
	p.edit(t, horikiri, lead, "当院が処分を委託した業務委託会社が")
	start(t, p.dir, "--addr", strings.TrimPrefix(p.url, "http://"))
	page.sees(shown + `.includes("処分を委託") && ` + shadow + `.querySelector(".lost").hidden`)
	if !eval[bool](page, "window.stays === true") {
		t.Error("the page was loaded again")
	}
}

// What is not public says so, and what the public sees instead.
func TestBadges(t *testing.T) {
	dir := sample(t)
	text, err := os.ReadFile(filepath.Join(dir, horikiri))
	if err != nil {
		t.Fatal(err)
	}
	second := strings.NewReplacer(`"first"`, `"update"`, `"ready"`, `"draft"`).Replace(string(text))
	write(t, dir, "content/horikiri-hospital-papers/2.toml", second)
	p := start(t, dir)
	page := open(t, p.url+notice)
	says := func(words ...string) {
		t.Helper()
		for _, w := range words {
			page.sees(shadow + `.querySelector(".state").innerText.includes("` + w + `")`)
		}
	}
	says("下書き — 公表されません", "いま公開されているのは第1報（2018年3月10日から）")
	p.edit(t, "content/horikiri-hospital-papers/2.toml", "status    = \"draft\"\npublished = 2018-03-10", "status    = \"ready\"\npublished = 2026-12-01T15:00")
	says("公表前 — 2026年12月1日 15:00 (JST)に公表")
	page.to(p.url + notice + "1/")
	says("公開中 — 2018年3月10日から")
	page.to(p.url + "/-/public/now" + notice)
	says("2026年11月1日 12:00 (JST)時点の公開内容")
	if strings.Contains(eval[string](page, `document.querySelector(".stamp").textContent`), "第2報") {
		t.Error("the public sees report 2")
	}
	page.to(p.url + notice + "?now=2026-12-01T15:00")
	says("2026年12月1日 15:00 (JST)時点の公開内容")
	if !strings.Contains(eval[string](page, `document.querySelector(".stamp").textContent`), "第2報") {
		t.Error("at its moment, the public does not see report 2")
	}
	if link := eval[string](page, `document.querySelector(".languages a").href`); !strings.HasPrefix(link, p.url+"/-/public/2026-12-01T15:00/en/") {
		t.Errorf("a link leaves the moment: %s", link)
	}
	page.to(p.url + notice + "?now=2017-01-01")
	page.sees(`document.body.textContent.includes("この日時には、このページは公開されていません")`)
}
