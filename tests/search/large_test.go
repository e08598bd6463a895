package search

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	kohyo "kohyo"
	"kohyo/bench"
	"kohyo/internal/lang"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/render"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// large is a site with so many incidents, of which only the page to search on
// and its index can be rendered in reasonable time. Their reports are those of
// bench, and say besides what makes a real archive wide: names and words that
// few other notices have.
type large struct {
	files    map[string]fstest.MapFS // by incident: a large one lists its folders slowly
	settings *load.Settings
	words    map[string][]string // by language, the most common first
	*shown
}

// shown is a site of which pages can be rendered one by one.
type shown struct {
	pages  *site.Site
	render *render.Renderer
}

func newShown(t testing.TB, settings *notice.Site, heads []*notice.Incident) *shown {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	layouts, err := fs.Sub(kohyo.Theme, "layouts")
	must(err)
	static, err := fs.Sub(kohyo.Theme, "static")
	must(err)
	assets, err := render.NewAssets(static, settings.Theme)
	must(err)
	langs := map[string]*lang.Language{}
	for _, tag := range settings.Languages {
		langs[tag.V], _, err = wording.Open(layouts, tag.V)
		must(err)
	}
	pages := site.New(settings, heads, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), site.Options{Assets: assets.Addresses()})
	renderer, err := render.New(pages, langs, layouts, assets, render.Files{})
	must(err)
	return &shown{pages, renderer}
}

func newLarge(t testing.TB, incidents int) *large {
	t.Helper()
	l := &large{files: map[string]fstest.MapFS{}, words: map[string][]string{"ja": japaneseWords(20000), "en": englishWords(20000)}}
	var slugs []string
	for name, data := range bench.Files(2 * incidents) {
		slug, inside := strings.CutPrefix(name, "content/")
		if slug, _, _ = strings.Cut(slug, "/"); inside && l.files[slug] == nil {
			if len(slugs) == incidents {
				break
			}
			slugs = append(slugs, slug)
		}
		if l.files[slug] == nil {
			l.files[slug] = fstest.MapFS{}
		}
		l.files[slug][name] = &fstest.MapFile{Data: data}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var err error
	l.settings, err = load.ReadSettings(l.files["site.toml"])
	must(err)
	var heads []*notice.Incident
	for _, slug := range slugs {
		in, err := l.incident(slug)
		must(err)
		head := &notice.Incident{Slug: slug}
		for _, r := range in.Reports {
			head.Reports = append(head.Reports, &notice.Report{Slug: slug, Number: r.Number, Kind: r.Kind, Stage: r.Stage, Status: r.Status, Published: r.Published, TimeZone: r.TimeZone, Title: r.Title})
		}
		heads = append(heads, head)
	}
	l.shown = newShown(t, l.settings.Site, heads)
	l.render = l.render.WithWhole(func(head *site.Incident) (*site.Incident, error) {
		in, err := l.incident(head.Slug)
		if err != nil {
			return nil, err
		}
		return head.Whole(func(r *notice.Report) *notice.Report { return in.Reports[r.Number-1] }), nil
	})
	return l
}

// incident reads an incident, and adds to what its reports say.
func (l *large) incident(slug string) (*notice.Incident, error) {
	folder, err := load.ReadFolder(l.files[slug], slug)
	if err != nil {
		return nil, err
	}
	in, err := l.settings.Quick(folder)
	if err != nil {
		return nil, err
	}
	random := rand.New(rand.NewPCG(7, uint64(len(slug))<<32|uint64(hash(slug))))
	often := rand.NewZipf(random, 1.1, 20, 19999)
	for _, r := range in.Reports {
		var more []notice.Translation
		counts := map[string]int{"en": 200, "ja": 300}
		for _, lang := range []string{"en", "ja"} {
			var b strings.Builder
			for i := range counts[lang] {
				b.WriteString(l.words[lang][often.Uint64()])
				switch {
				case lang == "en":
					b.WriteByte(' ')
				case i%20 == 19:
					b.WriteString("。")
				case i%3 == 0:
					b.WriteString([]string{"の", "に", "を", "と", "は"}[random.IntN(5)])
				}
			}
			more = append(more, notice.Translation{Lang: lang, Passage: notice.Passage{Text: b.String()}})
		}
		r.Apology = notice.Prose{Text: notice.Text{By: more}}
	}
	return in.Incident, nil
}

func hash(s string) (h uint32) {
	for _, b := range []byte(s) {
		h = h*31 + uint32(b)
	}
	return h
}

// ReadFile renders a file.
func (l *shown) ReadFile(name string) ([]byte, error) {
	p, ok := l.pages.Find(name)
	if !ok {
		return nil, fs.ErrNotExist
	}
	return l.render.Page(p)
}

const (
	common = "情報流出個人確認会社調査報告対応不正通信委託取引先原因機器設定担当部門再発防止策検討結果公表時刻範囲可能性影響管理体制利用者登録画面"
	kana   = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロン"
)

// japaneseWords are made of common characters and of rare ones, as real words
// and names are.
func japaneseWords(n int) []string {
	random := rand.New(rand.NewPCG(1, 2))
	frequent, syllables := []rune(common), []rune(kana)
	words := make([]string, n)
	for i := range words {
		var b strings.Builder
		switch {
		case i%4 == 3:
			for range 3 + random.IntN(4) {
				b.WriteRune(syllables[random.IntN(len(syllables))])
			}
		default:
			for range 2 + random.IntN(2) {
				if random.IntN(100) < 60 {
					b.WriteRune(frequent[random.IntN(len(frequent))])
				} else {
					b.WriteRune(rune(0x4E00 + random.IntN(3000)))
				}
			}
		}
		words[i] = b.String()
	}
	return words
}

func englishWords(n int) []string {
	random := rand.New(rand.NewPCG(3, 4))
	onsets := strings.Fields("b c d f g h l m n p r s t v w br ch cl con com de in pre pro re st str tr un")
	words := make([]string, n)
	for i := range words {
		var b strings.Builder
		for range 2 + random.IntN(3) {
			fmt.Fprintf(&b, "%s%c", onsets[random.IntN(len(onsets))], "aeiou"[random.IntN(5)])
		}
		b.WriteString(strings.Fields("n r st nt l ng ck te")[random.IntN(8)])
		words[i] = b.String()
	}
	return words
}
