package preview

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// The desk and its views have no violation, at any width, in both languages.
func TestDeskIsAccessible(t *testing.T) {
	p := start(t, sample(t), "--law", "appi,gdpr")
	p.edit(t, horikiri, `"ready"`, `"draft"`)
	p.edit(t, "content/docsrs-disk-full/1.toml", `"outage"`, `"outrage"`)
	page := open(t, p.url+"/")
	page.sees(`document.body.textContent.includes("1 error")`)
	paths := []string{
		"/", "/-/ja/", "/-/en/docsrs-disk-full/", "/-/ja/yellowhat-2rinkan/", "/-/en/yellowhat-2rinkan/3/both/", "/-/ja/yellowhat-2rinkan/3/paper/",
		"/-/en/yellowhat-2rinkan/3/phone/", "/-/ja/yellowhat-2rinkan/3/changes/", "/-/ja/yellowhat-2rinkan/3/page/", "/ja/nothing/",
	}
	if testing.Short() {
		paths = []string{"/", "/-/ja/yellowhat-2rinkan/", "/-/en/yellowhat-2rinkan/3/both/"}
	}
	for _, path := range paths {
		page.to(p.url + path)
		page.sees(`document.readyState === "complete"`)
		page.accessible(path)
	}
}

// The desk can be used with the keys alone.
func TestDeskByKeyboard(t *testing.T) {
	page := open(t, start(t, sample(t)).url+"/")
	page.sees(`document.readyState === "complete"`)
	if at := page.press(kb.Tab); at != "Skip to the content" {
		t.Errorf("first the focus is at %q", at)
	}
	if at := page.press(kb.Tab, kb.Tab); at != "日本語" {
		t.Errorf("then at %q", at)
	}
	page.press(kb.Enter)
	page.sees(`document.documentElement.lang === "ja" && location.pathname === "/-/ja/"`)
	eval[bool](page, `(document.querySelector(".incidents th a").focus(), true)`)
	page.press(kb.Enter)
	page.sees(`document.querySelector("main.incident")`)
}

// Both languages scroll together, section by section.
func TestSideBySide(t *testing.T) {
	page := open(t, start(t, sample(t)).url+"/-/ja/nanatsuboshi-gallery/1/both/")
	const top = `((i, id) => frames[i].document.getElementById(id).getBoundingClientRect().top)`
	page.sees(`frames.length === 2 && [0, 1].every((i) => frames[i].document.readyState === "complete" && frames[i].document.getElementById("contacts"))`)
	for _, id := range []string{"timeline", "contacts", "affected"} {
		for _, lead := range []string{"0", "1"} {
			eval[bool](page, `(frames[`+lead+`].dispatchEvent(new WheelEvent("wheel")), frames[`+lead+`].document.getElementById("`+id+`").scrollIntoView({behavior: "instant"}), true)`)
			page.sees(`Math.abs(` + top + `(0, "` + id + `") - ` + top + `(1, "` + id + `")) < 40`)
		}
	}
}

// The paper follows a save, although its page allows no script, and stays
// where it was scrolled to.
func TestPaperFollows(t *testing.T) {
	p := start(t, sample(t))
	page := open(t, p.url+"/-/ja/horikiri-hospital-papers/1/paper/")
	page.sees(`frames[0].document.body && frames[0].document.body.textContent.includes("` + lead + `") && document.querySelector("iframe").clientHeight > 900`)
	eval[bool](page, `(scrollTo(0, 300), true)`)
	p.edit(t, horikiri, lead, "当院が処分を委託した業務委託会社が")
	page.sees(`frames[0].document.body && frames[0].document.body.textContent.includes("処分を委託") && document.querySelector("iframe").clientHeight > 900`)
	if at := eval[float64](page, "scrollY"); at != 300 {
		t.Errorf("scrolled to %v", at)
	}
}

// The desk follows too: what is wrong appears and goes.
func TestDeskFollows(t *testing.T) {
	p := start(t, sample(t))
	page := open(t, p.url+"/-/ja/")
	page.sees(`document.readyState === "complete"`)
	p.edit(t, horikiri, `"ready"`, `"draft"`)
	page.sees(`document.querySelector("#work").parentElement.textContent.includes("horikiri-hospital-papers")`)
	p.edit(t, horikiri, `"lost-papers"`, `"lost-paper"`)
	page.sees(`document.querySelector(".incidents .bad")?.textContent.includes("誤り1件")`)
	page.to(p.url + "/-/ja/horikiri-hospital-papers/")
	if text := eval[string](page, `document.querySelector("main").innerText`); !strings.Contains(text, "「lost-papers」のことですか。") {
		t.Errorf("the incident does not say what is wrong:\n%s", text)
	}
}
