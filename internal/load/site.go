package load

import (
	"net/url"
	"reflect"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"golang.org/x/text/language"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// bindSite reads site.toml.
func bindSite(src *source, root *node) (*notice.Site, *wordBook) {
	site := &notice.Site{File: src.name}
	book := &wordBook{}
	b := &binder{source: src, root: root, words: book}
	b.langs = b.siteLanguages(root.kid("languages"))
	if v := root.kid("vocabulary"); v != nil {
		b.push(v.key, 0)
		site.Vocabulary = b.vocabulary(v)
		b.pop()
		book.own = site.Vocabulary
	}
	rest := *root
	rest.kids, rest.index = nil, nil
	for _, k := range root.kids {
		if k.key != "vocabulary" {
			rest.add(k)
		}
	}
	b.root = &rest
	b.table(&rest, reflect.ValueOf(site).Elem(), sitePlan)
	b.siteValues(site, root)
	return site, book
}

func languageForm(tag string) bool {
	_, err := language.Parse(tag)
	return err == nil
}

// siteLanguages reads the languages ahead of everything else, because every
// text depends on them.
func (b *binder) siteLanguages(n *node) []string {
	if n == nil {
		return nil
	}
	kids := n.kids
	if n.kind != list {
		kids = []*node{n}
	}
	b.push("languages", 0)
	defer b.pop()
	var langs []string
	seen := map[string]bool{}
	for _, k := range kids {
		if k.kind != text {
			continue // reported when it is bound
		}
		tag, err := language.Parse(k.str)
		canonical := tag.String()
		switch {
		case err != nil:
			b.say(k, "language-tag", diag.Say("「%s」は言語の名前ではありません。", "%q is no language tag", k.str), languageHint(k.str))
			continue
		case canonical != k.str:
			b.say(k, "language-tag", diag.Say("言語の名前「%s」の正しい書き方は「%s」です。", "the language tag %q is written %q", k.str, canonical),
				diag.Say(`書き方: "%s"`, `write "%s"`, canonical))
		}
		if seen[k.str] {
			b.say(k, "language-tag", diag.Say("言語「%s」が2度あります。", "the language %q stands twice", k.str), diag.Say("1つを消してください。", "remove one"))
			continue
		}
		seen[k.str] = true
		langs = append(langs, k.str)
	}
	return langs
}

func languageHint(s string) diag.Words {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "jp", "jpn", "japanese", "日本語":
		return diag.Say(`日本語は "ja" です。`, `Japanese is "ja"`)
	case "english", "eng", "英語", "uk", "us":
		return diag.Say(`英語は "en" です。`, `English is "en"`)
	}
	return diag.Say(`例: "ja"、"en"、"zh-Hant"（BCP 47）`, `for example "ja", "en", "zh-Hant" (BCP 47)`)
}

var colourForm = pattern.New(`^#[0-9a-fA-F]{6}$`)

// siteValues looks at the values that have a form of their own.
func (b *binder) siteValues(site *notice.Site, root *node) {
	known := map[string]bool{}
	site.Languages = slices.DeleteFunc(site.Languages, func(l notice.String) bool {
		twice := known[l.V]
		known[l.V] = true
		return twice || !slices.Contains(b.langs, l.V)
	})
	if v := site.BaseURL; v.V != "" {
		b.baseURL(root.kid("base_url"), v.V)
	}
	b.timeZone(site.TimeZone, root.kid("time_zone"))
	if t := root.kid("theme"); t != nil && t.kind == table {
		for _, key := range []string{"accent", "accent_dark"} {
			k := t.kid(key)
			if k == nil || k.kind != text || k.str == "" || colourForm().MatchString(k.str) {
				continue
			}
			b.path = []step{{"theme", 0}, {key, 0}}
			b.say(k, "colour-form", diag.Say("「%s」は色として読めません。", "%q is no colour", k.str), diag.Say(`書き方: "#1d4f91"`, `write "#1d4f91"`))
			b.path = nil
		}
	}
	if p := site.Archive.PerPage; p.Set && (p.V < 1 || p.V > 1000) {
		n := root.kid("archive").kid("per_page")
		b.path = []step{{"archive", 0}, {"per_page", 0}}
		b.say(n, "number-range", diag.Say("1から1000までの数を書きます。", "write a number from 1 to 1000"), diag.Say("書き方: per_page = 20", "write per_page = 20"))
		b.path = nil
	}
}

func (b *binder) baseURL(n *node, s string) {
	b.path = []step{{"base_url", 0}}
	defer func() { b.path = nil }()
	u, err := url.Parse(s)
	switch {
	case err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		b.say(n, "base-url", diag.Say("「%s」はサイトのアドレスとして読めません。", "%q is no address of a site", s),
			diag.Say(`書き方: "https://www.example.co.jp/disclosure/"`, `write "https://www.example.co.jp/disclosure/"`))
	case !strings.HasSuffix(s, "/"):
		b.say(n, "base-url", diag.Say("アドレスは「/」で終わります。", "the address must end with a slash"),
			diag.Say(`書き方: "%s/"`, `write "%s/"`, s))
	}
}

func (b *binder) timeZone(v notice.String, n *node) {
	if v.V == "" {
		return
	}
	_, err := time.LoadLocation(v.V)
	if err == nil && v.V != "Local" {
		return
	}
	hint := diag.Say(`例: "Asia/Tokyo"、"Europe/Berlin"、"UTC"`, `for example "Asia/Tokyo", "Europe/Berlin", "UTC"`)
	if u := strings.ToUpper(v.V); u == "JST" || strings.EqualFold(v.V, "tokyo") || strings.EqualFold(v.V, "asia/tokyo") || strings.EqualFold(v.V, "japan") {
		hint = diag.Say(`書き方: "Asia/Tokyo"`, `write "Asia/Tokyo"`)
	}
	b.path = []step{{"time_zone", 0}}
	b.say(n, "time-zone", diag.Say("「%s」という時間帯はありません。", "there is no time zone %q", v.V), hint)
	b.path = nil
}
