package build

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/lang"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/overlay"
	"kohyo/internal/render"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// input is what the stages before site have made of what all pages share.
type input struct {
	settings  *load.Settings
	Site      *notice.Site
	content   fs.FS
	theme     *overlay.FS
	languages map[string]*lang.Language
	assets    *render.Assets
	findings  diag.Findings
}

// withTheme reads what the pages need besides the content.
func withTheme(content, theme fs.FS, settings *load.Settings) (*input, error) {
	in := &input{
		settings: settings, Site: settings.Site, content: content, theme: overlay.New(content, theme),
		languages: map[string]*lang.Language{}, findings: slices.Clone(settings.Findings),
	}
	static := make(chan error, 1)
	go func() { // a third of what every run begins with
		var err error
		in.assets, err = in.readStatic()
		static <- err
	}()
	noLogo := func() error {
		err := <-static
		if err == nil {
			in.noLogo()
		}
		return err
	}
	for _, step := range []func() error{in.readLanguages, in.unusedLayouts, in.encodings, func() error { return in.schemas(theme) }, noLogo} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return in, nil
}

// open reads a file of an incident for the checks, which read no more of it.
func (in *input) open(slug, name string) ([]byte, error) {
	f, err := in.content.Open(attachment(slug, name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, check.LargestAttachment+1))
}

// layouts are the theme's layouts, the site's own before the shipped ones.
func (in *input) layouts() (fs.FS, error) { return fs.Sub(in.theme, "layouts") }

// readLanguages opens the site's languages.
func (in *input) readLanguages() error {
	layouts, err := in.layouts()
	if err != nil {
		return err
	}
	type opened struct {
		language *lang.Language
		problems []lang.Problem
		err      error
	}
	tags := in.Site.Languages
	all := make([]opened, len(tags))
	inParallel(len(tags), runtime.GOMAXPROCS(0), func(i int) {
		o := &all[i]
		o.language, o.problems, o.err = wording.Open(layouts, tags[i].V)
	})
	for i, o := range all {
		if errors.Is(o.err, fs.ErrNotExist) {
			if err := in.noLanguage(layouts, tags[i]); err != nil {
				return err
			}
			continue
		}
		if o.err != nil {
			return o.err
		}
		in.languages[tags[i].V] = o.language
		for _, p := range o.problems {
			in.findings = append(in.findings, diag.Finding{
				Rule: "language-file", Place: diag.Place{File: "layouts/" + p.File, Line: p.Line},
				Text: diag.Words{Ja: p.Key + ": " + p.Ja, En: p.Key + ": " + p.En},
			})
		}
	}
	return nil
}

// noLanguage says that a language has no file, and which ones have.
func (in *input) noLanguage(layouts fs.FS, tag notice.String) error {
	files, err := fs.Glob(layouts, "lang/*.toml")
	if err != nil {
		return err
	}
	var known []string
	for _, f := range files {
		known = append(known, strings.TrimSuffix(strings.TrimPrefix(f, "lang/"), ".toml"))
	}
	in.findings = append(in.findings, diag.Finding{
		Rule: "no-language", Place: tag.Place,
		Text: diag.Say("言語「%s」の言葉のファイルがありません。", "there is no file with the words of the language %q", tag.V),
		Hint: diag.Say("使える言語: %[1]s。加えるには layouts/lang/%[2]s.toml を置きます。",
			"the languages are: %[1]s; to add one, write layouts/lang/%[2]s.toml", strings.Join(known, ", "), tag.V),
	})
	return nil
}

// unusedLayouts reports the site's own layouts that nothing asks for: their
// author believes that they are used.
func (in *input) unusedLayouts() error {
	layouts, err := in.layouts()
	if err != nil {
		return err
	}
	used, err := render.Layouts(layouts)
	if err != nil {
		return err
	}
	used = slices.DeleteFunc(used, func(name string) bool { return !in.theme.Ships("layouts/" + name) })
	own, err := in.theme.Own("layouts")
	if err != nil {
		return err
	}
	for _, name := range own {
		short := strings.TrimPrefix(name, "layouts/")
		tag, ok := strings.CutPrefix(strings.TrimSuffix(short, ".toml"), "lang/")
		isLanguage := ok && slices.ContainsFunc(in.Site.Languages, func(l notice.String) bool { return l.V == tag })
		if isLanguage || in.theme.Ships(name) {
			continue
		}
		in.findings = append(in.findings, diag.Finding{
			Rule: "unused-layout", Place: diag.Place{File: name},
			Text: diag.Words{Ja: "このファイルはどのページにも使われません。", En: "no page uses this file"},
			Hint: diag.Say("置き換えられるファイル: %s", "the files that can be replaced are: %s", strings.Join(used, ", ")),
		})
	}
	return nil
}

// encodings reports the site's own layouts and style sheets that are not in
// UTF-8: their letters would reach the public as something else.
func (in *input) encodings() error {
	for _, folder := range []string{"layouts", "static"} {
		own, err := in.theme.Own(folder)
		if err != nil {
			return err
		}
		for _, name := range own {
			if !slices.Contains([]string{".html", ".toml", ".css", ".svg", ".txt"}, path.Ext(name)) {
				continue
			}
			data, err := fs.ReadFile(in.theme, name)
			if err != nil {
				return err
			}
			if !utf8.Valid(data) {
				in.findings = append(in.findings, diag.Finding{
					Rule: "theme-encoding", Place: diag.Place{File: name, Line: 1 + bytes.Count(data[:validPrefix(data)], []byte("\n"))},
					Text: diag.Words{Ja: "UTF-8 ではない文字があります。", En: "there are characters here that are not in UTF-8"},
					Hint: diag.Words{Ja: "エディターで文字コードを UTF-8 にして保存し直してください。", En: "save the file again with the encoding UTF-8"},
				})
			}
		}
	}
	return nil
}

// validPrefix is how many bytes of data are UTF-8.
func validPrefix(data []byte) int {
	n := 0
	for n < len(data) {
		r, size := utf8.DecodeRune(data[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		n += size
	}
	return n
}

// readStatic reads the static files.
func (in *input) readStatic() (*render.Assets, error) {
	static, err := fs.Sub(in.theme, "static")
	if err != nil {
		return nil, err
	}
	return render.NewAssets(static, in.Site.Theme)
}

// noLogo reports a logo that is not there.
func (in *input) noLogo() {
	if logo := in.Site.Organization.Logo; logo.V != "" && !in.assets.Has(logo.V) {
		in.findings = append(in.findings, diag.Finding{
			Rule: "no-logo", Place: logo.Place,
			Text: diag.Say("ロゴのファイル static/%s がありません。", "there is no static/%s for the logo", logo.V),
			Hint: diag.Words{
				Ja: "ファイルを static/ に置き、その名前だけを書きます: logo = \"logo.svg\"",
				En: "put the file into static/ and write its name alone: logo = \"logo.svg\"",
			},
		})
	}
}

// size is that of an attachment.
func (in *input) size(file string) (int64, error) {
	return size(in.content, "content/"+file)
}

func size(files fs.FS, name string) (int64, error) {
	info, err := fs.Stat(files, name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// prepare prepares the layouts.
func (in *input) prepare() (*render.Renderer, error) {
	layouts, err := in.layouts()
	if err != nil {
		return nil, err
	}
	none := site.New(in.Site, nil, time.Time{}, site.Options{})
	return render.New(none, in.languages, layouts, in.assets, in.reading(nil))
}

// reading reads what reports attach, and what there is of PDFs.
func (in *input) reading(pdfs fs.FS) render.Files {
	return render.Files{
		Size: in.size,
		Read: func(file string) ([]byte, error) { return fs.ReadFile(in.content, "content/"+file) },
		PDF:  func(file string) (int64, error) { return size(pdfs, file) },
	}
}

// LayoutError is a mistake in a layout: what the site's own theme says cannot
// be carried out.
type LayoutError struct {
	Finding diag.Finding
	err     error
}

func (e *LayoutError) Error() string { return e.err.Error() }
func (e *LayoutError) Unwrap() error { return e.err }

// html/template names file and line in its text only.
var layoutPlace = regexp.MustCompile(`template: ?(layouts/[^:]+):(\d+)(?::\d+)?: (.*)`)

// layoutError tells a mistake in a layout from other errors.
func layoutError(err error) (*LayoutError, bool) {
	if err == nil {
		return nil, false
	}
	if known, ok := errors.AsType[*LayoutError](err); ok {
		return known, true
	}
	m := layoutPlace.FindStringSubmatch(err.Error())
	if m == nil {
		return nil, false
	}
	line, _ := strconv.Atoi(m[2])
	return &LayoutError{err: err, Finding: diag.Finding{
		Rule: "layout", Place: diag.Place{File: m[1], Line: line},
		Text: diag.Say("テンプレートに誤りがあります: %s", "the layout is wrong: %s", m[3]),
		Hint: diag.Words{
			Ja: "使える値は docs/theming.md にあります。",
			En: "docs/theming.md lists the values that there are",
		},
	}}, true
}
