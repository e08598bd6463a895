package render

import (
	"html"
	"html/template"
	"regexp"
	"strings"
	"testing"

	"kohyo/internal/wording"
)

// Behind every link stands its address, as this pattern finds them.
func TestWithAddresses(t *testing.T) {
	link := regexp.MustCompile(`<a href="((?:https?:|mailto:)[^"]*)"[^>]*>(.*?)</a>`)
	r := opened(t, everyField(t))
	v := &viewer{Renderer: r, w: wording.New(r.langs["ja"], r.site.Settings, nil)}
	want := func(markup string) string {
		return link.ReplaceAllStringFunc(markup, func(one string) string {
			m := link.FindStringSubmatch(one)
			address, text := strings.TrimPrefix(html.UnescapeString(m[1]), "mailto:"), html.UnescapeString(m[2])
			if shown := strings.TrimSuffix(text, "/"); strings.HasSuffix(strings.TrimSuffix(address, "/"), shown) && strings.Contains(shown, ".") {
				return one
			}
			return one + `<span class="address">` + template.HTMLEscapeString(v.w.Label("text.bracketed", address)) + `</span>`
		})
	}
	pieces := []string{
		`<a href="`, `"`, `>`, `</a>`, "https://example.jp/?a=1&amp;b=2", "http:", "mailto:a@example.jp", "example.jp/", "a@example.jp", "ja/x/", "tel:110",
		`<a class="note" href="#n">`, "\n", "語", `" title="見本">`, "<em>語</em>", `">`, "httpx",
	}
	shown := 0
	for seed := range 200_000 {
		markup := ""
		for n := uint64(seed)*0x9e3779b97f4a7c15 | 1; n > 1; n /= uint64(len(pieces)) * 3 {
			markup += pieces[n%uint64(len(pieces))]
		}
		got := v.withAddresses(markup)
		if got != want(markup) {
			t.Fatalf("%q\ngives %q\nwant  %q", markup, got, want(markup))
		}
		if got != markup {
			shown++
		}
	}
	if shown < 100 {
		t.Errorf("only %d addresses are shown", shown)
	}
}
