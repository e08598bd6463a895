package search

import (
	"os"
	"strings"
	"testing"
	"unicode"

	kohyo "kohyo"
	"kohyo/internal/search"
)

// The script folds every character of Unicode as the index does, alone and
// between others, and whole texts.
func TestFoldsAlike(t *testing.T) {
	p := open(t, serve(t, pageAlone))
	var all []string
	for r := rune(0x20); r <= 0x2FFFF; r++ {
		if r >= 0xD800 && r < 0xE000 || !unicode.IsOneOf([]*unicode.RangeTable{unicode.L, unicode.N, unicode.M, unicode.P, unicode.S, unicode.Z}, r) {
			continue // halves of characters, and what is none
		}
		if r > 0xFFFF && r%16 > 0 { // of the rest some are enough
			continue
		}
		all = append(all, string(r), "ァ"+string(r)+"1,2ー")
	}
	for _, name := range []string{"../../content/yellowhat-2rinkan/3.toml", "../../layouts/lang/ja.toml", "../../layouts/lang/en.toml"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Split(string(text), "\n")...)
	}
	all = append(all, "ｶﾞｷﾞﾊﾟ", "サーバーー", "ﾞ", "１，２３４", "e\u0301\u0302", "Σίσυφος", "İI", "髙﨑", "’’", "\x00a", "a\u00a0b", "1,", "あ,い")
	wrong := 0
	for len(all) > 0 {
		n := min(4096, len(all))
		folded := eval[[]string](p, `(%s).map(text => foldText(text).text)`, all[:n])
		known := eval[[]bool](p, `(%s).map(text => /^\p{Assigned}*$/u.test(text))`, all[:n])
		for i, text := range all[:n] {
			if got, want := folded[i], search.Fold(text); got != want && known[i] {
				if wrong++; wrong < 20 {
					t.Errorf("%q (%U): the script has %q, the index %q", text, []rune(text), got, want)
				}
			}
		}
		all = all[n:]
	}
}

// Every piece of a folded text knows where it stands in the text.
func TestFoldKnowsPlaces(t *testing.T) {
	p := open(t, serve(t, pageAlone))
	for text, want := range map[string][]string{
		"ｻｰﾊﾞｰへ １，２３名": {"さ=ｻ", "ー=ｰ", "ば=ﾊﾞ", "へ=へ", " = ", "1=１", "2=２", "3=３", "名=名"},
		"㈱𠮷 Ａ":         {"株=㈱", " =㈱", "𠮷=𠮷", " = ", "a=Ａ"},
	} {
		got := eval[[]string](p, `(text => {
			const f = foldText(text), all = [];
			for (let i = 0; i < f.text.length; i++) {
				const c = String.fromCodePoint(f.text.codePointAt(i));
				all.push(c + "=" + text.slice(f.from[i], f.to[i]));
				i += c.length - 1;
			}
			return all;
		})(%s)`, text)
		if strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// pageAlone is a page with the script and nothing to search in.
func pageAlone(name string) ([]byte, error) {
	switch name {
	case "index.html":
		return []byte(`<!doctype html><html lang="ja"><link rel="icon" href="search.js"><title>.</title><script src="search.js"></script></html>`), nil
	case "search.js":
		return kohyo.Theme.ReadFile("static/search.js")
	}
	return nil, os.ErrNotExist
}
