package pages

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const tinyBase = "https://tiny.example/news/"

var tinySettings = settings{BaseURL: tinyBase, Languages: []string{"ja", "en"}}

const tinyCSS = `:root { color-scheme: light dark; --ink: #1a1a1a; --ground: #fff; --link: #0b4f8a }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --ground: #111; --link: #9cf } }
body { color: var(--ink); background: var(--ground); font-family: sans-serif; margin: 1rem }
a { color: var(--link) }
nav a { display: inline-block; padding: 0.9rem; min-width: 2rem }
`

// tinyPage is a page that has nothing wrong with it.
func tinyPage(lang, up, own, likes, body string) string {
	return fmt.Sprintf(`<!doctype html>
<html lang="%[1]s">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>%[1]s %[3]s</title>
<meta name="description" content="A page.">
<link rel="canonical" href="https://tiny.example/news/%[3]s">
%[4]s<link rel="icon" href="%[2]sassets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="%[2]sassets/site.css">
</head>
<body>
<header><nav aria-label="site"><ul><li><a href="%[2]s">top of the site</a></li></ul></nav></header>
<main>
<h1>Notice %[1]s</h1>
%[5]s</main>
</body>
</html>
`, lang, up, own, likes, body)
}

func tinyLikes(rest string) string {
	var b strings.Builder
	for _, lang := range []string{"ja", "en"} {
		fmt.Fprintf(&b, "<link rel=\"alternate\" hreflang=\"%s\" href=\"%s%s/%s\">\n", lang, tinyBase, lang, rest)
	}
	return b.String() + "<link rel=\"alternate\" hreflang=\"x-default\" href=\"" + tinyBase + "\">\n"
}

// tiny is a small site that passes every check.
func tiny() map[string]string {
	files := map[string]string{
		"index.html": tinyPage("ja", "./", "", tinyLikes(""),
			"<p><a href=\"ja/\">日本語</a> <a href=\"en/\" lang=\"en\">English</a></p>\n"),
		"404.html":         strings.ReplaceAll(tinyPage("ja", "/news/", "404", "", "<p>There is no such page.</p>\n"), "<link rel=\"canonical\" href=\"https://tiny.example/news/404\">\n", ""),
		"assets/site.css":  tinyCSS,
		"assets/icon.svg":  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>`,
		"robots.txt":       "User-agent: *\nAllow: /\n\nSitemap: " + tinyBase + "sitemap.xml\n",
		"reports.csv":      "\uFEFFslug,page_ja\r\nx," + tinyBase + "ja/x/1/\r\n",
		"reports-2026.csv": "\uFEFFslug,page_ja\r\nx," + tinyBase + "ja/x/1/\r\n",
		"x/1.json":         `{"url": "` + tinyBase + `ja/x/1/"}`,
		"index.json":       `{"data": ["` + tinyBase + `x/1.json"]}`,
	}
	body := "<section id=\"counts\"><h2>Counts</h2><p>7,996名 <a href=\"tel:+81-3-0000-0000\">03-0000-0000</a>.</p></section>\n"
	urls := sitemapURL("", tinyLikes(""))
	for _, lang := range tinySettings.Languages {
		const follow = `<link rel="alternate" type="application/atom+xml" href="feed.xml">` + "\n"
		describe := `<script type="application/ld+json">{"@context":"https://schema.org","@type":"Article","headline":"Notice ` + lang +
			`","inLanguage":"` + lang + `","datePublished":"2026-01-02","author":{}}</script>` + "\n"
		files[lang+"/index.html"] = tinyPage(lang, "../", lang+"/", follow+tinyLikes(""), "<p><a href=\"x/\">x</a></p>\n")
		files[lang+"/x/index.html"] = tinyPage(lang, "../../", lang+"/x/", follow+describe+tinyLikes("x/"), body+"<p><a href=\"1/#counts\">report 1</a></p>\n")
		files[lang+"/x/1/index.html"] = tinyPage(lang, "../../../", lang+"/x/1/", describe+tinyLikes("x/1/"), body)
		files[lang+"/feed.xml"] = tinyAtom(lang)
		files[lang+"/x/feed.xml"] = strings.ReplaceAll(tinyAtom(lang), "news/"+lang+"/feed.xml", "news/"+lang+"/x/feed.xml")
		files[lang+"/feed.json"] = tinyFeed(lang)
		for _, rest := range []string{"", "x/", "x/1/"} {
			urls += sitemapURL(lang+"/"+rest, tinyLikes(rest))
		}
	}
	files["sitemap.xml"] = `<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + urls + "</urlset>\n"
	return files
}

func sitemapURL(address, likes string) string {
	links := strings.ReplaceAll(strings.ReplaceAll(likes, "<link", "<xhtml:link"), "\">", "\"/>")
	return "\n<url><loc>" + tinyBase + address + "</loc>" + links + "</url>\n"
}

func tinyAtom(lang string) string {
	page := tinyBase + lang + "/x/1/"
	return fmt.Sprintf(`<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="%[1]s">
<id>%[2]s%[1]s/</id><title>Notices</title><updated>2026-01-02T03:04:05+09:00</updated>
<author><name>Tiny</name></author>
<link rel="self" type="application/atom+xml" href="%[2]s%[1]s/feed.xml"/>
<entry><id>%[3]s</id><title type="text">A notice</title><published>2026-01-02T03:04:05+09:00</published><updated>2026-01-02T03:04:05+09:00</updated>
<link rel="alternate" type="text/html" hreflang="%[1]s" href="%[3]s"/><summary type="text">It happened.</summary></entry>
</feed>
`, lang, tinyBase, page)
}

func tinyFeed(lang string) string {
	return fmt.Sprintf(`{"version": "https://jsonfeed.org/version/1.1", "title": "Notices", "language": "%[1]s",
"home_page_url": "%[2]s%[1]s/", "feed_url": "%[2]s%[1]s/feed.json", "authors": [{"name": "Tiny"}],
"items": [{"id": "1", "url": "%[2]s%[1]s/x/1/", "title": "A notice", "content_text": "It happened.",
"date_published": "2026-01-02T03:04:05+09:00", "date_modified": "2026-01-02T03:04:05+09:00"}]}
`, lang, tinyBase)
}

func writeSite(t *testing.T, files map[string]string) *site {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, err := read(dir, tinySettings)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// mistake is one change that makes the tiny site bad, and what a check has to
// say about it.
type mistake struct{ file, old, new, want string }

// checksIn calls a check on the tiny site as it is and with each mistake.
func checksIn(t *testing.T, check func(*testing.T, *site) problems, mistakes ...mistake) {
	t.Helper()
	good := tiny()
	if p := check(t, writeSite(t, good)); len(p) > 0 {
		t.Errorf("a good site has problems:\n%s", strings.Join(p, "\n"))
	}
	for _, m := range mistakes {
		bad := maps.Clone(good)
		if m.old == "" {
			if m.new == "" {
				delete(bad, m.file)
			} else {
				bad[m.file] = m.new
			}
		} else if bad[m.file] = strings.Replace(good[m.file], m.old, m.new, 1); bad[m.file] == good[m.file] {
			t.Errorf("%s has no %q to be changed", m.file, m.old)
		}
		p := check(t, writeSite(t, bad))
		if !strings.Contains(strings.Join(p, "\n"), m.want) {
			t.Errorf("%s with %q for %q: want %q, found:\n%s", m.file, m.new, m.old, m.want, strings.Join(p, "\n"))
		}
	}
}

// plain is a check that needs no test.
func plain(check func(*site) problems) func(*testing.T, *site) problems {
	return func(_ *testing.T, s *site) problems { return check(s) }
}

const (
	tinyNotice = "ja/x/1/index.html"
	tinyH1     = "<h1>Notice ja</h1>"
)

func TestBadDocuments(t *testing.T) {
	checksIn(t, plain(documents),
		mistake{tinyNotice, "<!doctype html>\n", "", "doctype"},
		mistake{tinyNotice, `lang="ja"`, `lang="en"`, `lang is "en"`},
		mistake{"index.html", `lang="ja"`, `lang="fr"`, `lang is "fr"`},
		mistake{tinyNotice, "<title>ja ja/x/1/</title>", "<title> </title>", "one <title>"},
		mistake{tinyNotice, `content="A page."`, `content=""`, "one description"},
		mistake{tinyNotice, "initial-scale=1", "maximum-scale=1", "zooming"},
		mistake{tinyNotice, `<meta name="description"`, `<meta name="robots" content="noindex"><meta name="description"`, "noindex"},
		mistake{tinyNotice, tinyH1, tinyH1 + tinyH1, "2 h1"},
		mistake{tinyNotice, tinyH1, "", "0 h1"},
		mistake{tinyNotice, "<h2>Counts</h2>", "<h4>Counts</h4>", "an h4 after an h1"},
		mistake{tinyNotice, "<h2>Counts</h2>", "<h2> </h2>", "empty h2"},
		mistake{tinyNotice, "<main>", `<main id="counts">`, "there twice"},
		mistake{tinyNotice, "7,996", "%!d(string=7,996)", `shows "%!"`},
		mistake{tinyNotice, "7,996", "#ZgotmplZ", "ZgotmplZ"},
	)
}

func TestBadCode(t *testing.T) {
	checksIn(t, plain(noCode),
		mistake{tinyNotice, "<main>", "<main><script>1</script>", "has a script"},
		mistake{tinyNotice, "<main>", `<main><script type="application/ld+json">{</script>`, "no JSON"},
		mistake{tinyNotice, "<main>", `<main style="color:red">`, `style="color:red"`},
		mistake{tinyNotice, "<main>", `<main onclick="x()">`, "onclick"},
		mistake{tinyNotice, "<main>", "<main><style>p{}</style>", "<style>"},
		mistake{tinyNotice, "<main>", `<main><iframe src="/"></iframe>`, "<iframe>"},
		mistake{tinyNotice, `<meta charset="utf-8">`, `<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">`, "elsewhere"},
	)
}

func TestBadLinks(t *testing.T) {
	link := func(href string) string { return `<main><a href="` + href + `">x</a>` }
	checksIn(t, plain(links),
		mistake{tinyNotice, "<main>", link("../2/"), "not there"},
		mistake{tinyNotice, "<main>", link("#nowhere"), "no #nowhere"},
		mistake{tinyNotice, "<main>", link("../#nowhere"), "no #nowhere"},
		mistake{tinyNotice, "<main>", link("/news/ja/"), "not relative"},
		mistake{tinyNotice, "<main>", link("https://tiny.example/news/ja/"), "not relative"},
		mistake{tinyNotice, "<main>", link("//evil.example/"), "leads nowhere"},
		mistake{tinyNotice, "<main>", link("javascript:x"), "scheme"},
		mistake{tinyNotice, "<main>", link("data:text/html,x"), "scheme"},
		mistake{tinyNotice, "<main>", link("tel:ask"), "no tel address"},
		mistake{tinyNotice, "<main>", link("mailto:ask"), "no mailto address"},
		mistake{tinyNotice, "<main>", `<main><img alt="" src="https://cdn.example/x.png">`, "another host"},
		mistake{tinyNotice, "<main>", `<main><img alt="" srcset="a.png 1x, b.png 2x">`, "b.png"},
		mistake{tinyNotice, "assets/site.css", "assets/other.css", "not there"},
		mistake{"assets/site.css", "", "", "not there"},
	)
	checksIn(t, plain(styles),
		mistake{"assets/site.css", "a {", "a { background: url(https://cdn.example/x.png);", "not the site's"},
		mistake{"assets/site.css", "a {", "a { background: url('none.png');", "not the site's"},
		mistake{"assets/site.css", ":root", "@import 'x.css'; :root", "@import"},
	)
	checksIn(t, plain(reachable), mistake{"ja/index.html", `<a href="x/">x</a>`, "", "ja/x/index.html: no page leads here"})
	checksIn(t, plain(anchors),
		mistake{tinyNotice, `<section id="counts">`, `<section id="figures">`, "its sections are"},
		mistake{"en/x/1/index.html", "", "", "there is no en/x/1/index.html"})
	checksIn(t, plain(weights), mistake{"assets/site.css", "", strings.Repeat("/* */\n", 10_000), "weighs"})
}

func TestBadAlternates(t *testing.T) {
	checksIn(t, plain(alternates),
		mistake{tinyNotice, `<link rel="canonical"`, `<link rel="author"`, "canonical is"},
		mistake{tinyNotice, `rel="canonical" href="https://tiny.example/news/ja/x/1/"`, `rel="canonical" href="https://tiny.example/news/ja/"`, "canonical is"},
		mistake{tinyNotice, `hreflang="x-default"`, `hreflang="fr"`, "no alternate for x-default"},
		mistake{tinyNotice, `hreflang="en" href="https://tiny.example/news/en/x/1/"`, `hreflang="en" href="https://tiny.example/news/en/x/"`, "in turn"},
		mistake{tinyNotice, `hreflang="ja" href="https://tiny.example/news/ja/x/1/"`, `hreflang="ja" href="https://tiny.example/news/ja/"`, "own language"},
		mistake{tinyNotice, `hreflang="en" href="https://tiny.example/news/en/x/1/"`, `hreflang="en" href="../en/x/1/"`, "not absolute"},
	)
}

func TestBadFeeds(t *testing.T) {
	checksIn(t, atom,
		mistake{"ja/feed.xml", "", "", "is not there"},
		mistake{"ja/x/feed.xml", "", "", "is not there"},
		mistake{"ja/x/index.html", `href="feed.xml"`, `href="../feed.xml"`, "does not name its feed"},
		mistake{"ja/feed.xml", "<title>Notices</title>", "", `missing required child element “title”`},
		mistake{"ja/feed.xml", "<published>2026-01-02T03:04:05+09:00", "<published>2026-01-02", "Bad character content"},
		mistake{"ja/feed.xml", "<published>2026-01-02", "<published>2026-01-03", "before it was published"},
		mistake{"ja/feed.xml", `href="https://tiny.example/news/ja/x/1/"`, `href="https://tiny.example/news/ja/x/2/"`, "which is not there"},
		mistake{"ja/feed.xml", "<entry>", "<!--", "XML"},
		mistake{"ja/feed.xml", `ja/feed.xml"`, `en/feed.xml"`, "its own address"},
		mistake{"ja/feed.xml", `xml:lang="ja"`, `xml:lang="en"`, `language "en"`},
	)
	checksIn(t, plain(jsonFeeds),
		mistake{"ja/feed.json", "", "", "JSON"},
		mistake{"ja/feed.json", "version/1.1", "version/1", "version"},
		mistake{"ja/feed.json", `"title": "Notices"`, `"titel": "Notices"`, `no "titel"`},
		mistake{"ja/feed.json", `"content_text": "It happened.",`, "", "lacks"},
		mistake{"ja/feed.json", `"id": "1"`, `"id": null`, "null"},
		mistake{"ja/feed.json", "ja/x/1/", "ja/x/", "which is no page"},
	)
	checksIn(t, sitemap,
		mistake{"sitemap.xml", "<loc>https://tiny.example/news/ja/x/1/</loc>", "<loc>https://tiny.example/news/ja/x/9/</loc>", "lack https://tiny.example/news/ja/x/1/"},
		mistake{"sitemap.xml", ` hreflang="ja"`, "", "missing required attribute “hreflang”"},
		mistake{"sitemap.xml", ` hreflang="ja"`, ` hreflang="en"`, "has the languages"},
	)
	checksIn(t, plain(robots),
		mistake{"robots.txt", "Allow: /", "Disallow: /", "hides"},
		mistake{"robots.txt", "Sitemap", "Map", "does not name"},
	)
	checksIn(t, plain(data),
		mistake{"x/1.json", "", "{", "JSON"},
		mistake{"x/1.json", "ja/x/1/", "ja/y/1/", "not there"},
		mistake{"index.json", "", "", "is not there"},
	)
	checksIn(t, plain(tables),
		mistake{"reports.csv", "", "", "is not there"},
		mistake{"reports.csv", "\uFEFF", "", "byte-order mark"},
		mistake{"reports.csv", "\nx,", "\n=x,", "computes"},
		mistake{"reports.csv", "ja/x/1/", "ja/x/2/", "which is not there"},
		mistake{"reports-2026.csv", "ja/x/1/", "ja/x/", "which is no page"},
		mistake{"reports-2026.csv", "x,", "\"x,", "rows"},
	)
	checksIn(t, plain(linked),
		mistake{tinyNotice, `"headline":"Notice ja"`, `"headline":"Another"`, "headline"},
		mistake{tinyNotice, `"inLanguage":"ja"`, `"inLanguage":"en"`, "inLanguage"},
		mistake{tinyNotice, `"author"`, `"autor"`, "no author"},
		mistake{tinyNotice, `"author":{}`, `"author":{},"isBasedOn":"https://tiny.example/news/ja/x/0/"`, "which is not there"},
		mistake{tinyNotice, `"author":{}`, `"author":{`, "0 times"},
	)
}

// The validators take seconds to start, so that all mistakes are made at once.
func TestBadMarkup(t *testing.T) {
	mistakes := []mistake{
		{tinyNotice, "<h2>Counts</h2>", "<h2>Counts</h3>", "close-order"},
		{"en/index.html", "<main>", `<main role="main">`, "redundant"},
		{"ja/index.html", "<p><a", "<p><div><a", "ja/index.html:19: error"},
		{"assets/site.css", "margin: 1rem", "margin: red", "site.css:3: error"},
		{"assets/icon.svg", `d="M0 0h8v8H0z"`, `d="M0 0q"`, "icon.svg:0: error"},
	}
	good := tiny()
	bad := maps.Clone(good)
	for _, m := range mistakes {
		bad[m.file] = strings.Replace(good[m.file], m.old, m.new, 1)
	}
	for _, check := range []func(*testing.T, *site) problems{htmlValidate, nuChecker} {
		if p := check(t, writeSite(t, good)); len(p) > 0 {
			t.Errorf("a good site has problems:\n%s", strings.Join(p, "\n"))
		}
	}
	s := writeSite(t, bad)
	found := strings.Join(append(htmlValidate(t, s), nuChecker(t, s)...), "\n")
	for _, m := range mistakes {
		if !strings.Contains(found, m.want) {
			t.Errorf("%s with %q: want %q, found:\n%s", m.file, m.new, m.want, found)
		}
	}
}

func TestBadFacts(t *testing.T) {
	page := writeSite(t, tiny()).docs[tinyNotice]
	for want, f := range map[string]facts{
		"":                    {Found: []string{"7,996 名", "Notice ja"}, Absent: []string{"約7,996"}},
		"does not say":        {Found: []string{"3,086"}},
		`says "7,996"`:        {Found: []string{"Counts"}, Absent: []string{"7,996"}},
		"no facts are":        {},
		`"A page."`:           {Found: []string{"A page."}}, // not visible
		`does not say "ja ja`: {Found: []string{"ja ja/x/1/"}},
	} {
		if p := missed("x", page, f); want == "" && len(p) > 0 || want != "" && !strings.Contains(strings.Join(p, "\n"), want) {
			t.Errorf("want %q, found %q", want, p)
		}
	}
}

func TestBadInBrowser(t *testing.T) {
	all := writeSite(t, tiny())
	inBrowser(t, all, all.pages()).none(t)
	one := func(t *testing.T, s *site) problems { return inBrowser(t, s, []string{tinyNotice}) }
	checksIn(t, one,
		mistake{"assets/site.css", "--ink: #eee", "--ink: #333", "dark: axe color-contrast"},
		mistake{"assets/site.css", "--ink: #1a1a1a", "--ink: #aaa", "360 wide, light: axe color-contrast"},
		mistake{tinyNotice, "<p>7,996", `<p><img src="../../../assets/icon.svg">7,996`, "axe image-alt"},
		mistake{"assets/site.css", "padding: 0.9rem;", "", "a touch target of"},
		mistake{"assets/site.css", "body {", "main { width: 340px } body {", "320 wide: scrolls sideways"},
		mistake{tinyNotice, "<p>7,996", `<p style="color: red">7,996`, "the browser says"},
		mistake{tinyNotice, "<p>7,996", `<p><script src="../../../assets/icon.svg"></script>7,996`, "script"},
		mistake{tinyNotice, "<p>7,996", `<p><img alt="" src="http://127.0.0.1:1/x.png">7,996`, "asks for http://127.0.0.1:1/x.png"},
		mistake{tinyNotice, "<p>7,996", `<p><svg width="200" height="50" role="img" aria-label="x"><text x="10" y="20">one text</text><text x="20" y="22">another</text></svg>7,996`, "lies over"},
		mistake{tinyNotice, "<p>7,996", `<p><svg width="60" height="50" role="img" aria-label="x"><text x="40" y="20">long text</text></svg>7,996`, "leaves its drawing"},
		mistake{"assets/site.css", "", "", "answers 404"},
	)
}

func TestBadSame(t *testing.T) {
	a, b := writeSite(t, tiny()), writeSite(t, tiny())
	if p := different(a, b); len(p) > 0 {
		t.Error(p)
	}
	b.files["robots.txt"] = append(b.files["robots.txt"], ' ')
	delete(b.files, "index.json")
	if p := strings.Join(different(a, b), "\n"); !strings.Contains(p, "robots.txt: differs") || !strings.Contains(p, "index.json: is in one") {
		t.Error(p)
	}
}
