package build

import (
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// Discreet gives of the findings what may be said where others read along, as
// in the log of a CI job: nothing of a report that is not public at the moment
// of the options, not even that there is one. Errors there are told of
// without a name, for they stop a build.
func Discreet(content fs.FS, opt Options, found diag.Findings) (diag.Findings, error) {
	if len(found) == 0 {
		return found, nil
	}
	settings, c, err := readHeads(content)
	if err != nil {
		return nil, err
	}
	h := hiding{
		content: c,
		pages:   site.New(settings, c.notices(), opt.moment(settings.TimeZone.V), site.Options{}),
	}
	h.learn()
	var said diag.Findings
	errors := 0
	for _, f := range found {
		switch {
		case !h.hidden(f.File):
			if h.tells(f.Hint) { // "did you mean …?"
				f.Hint = diag.Words{}
			}
			said = append(said, f)
		case f.Severity == diag.Error:
			errors++
		}
	}
	if errors > 0 {
		said = append(said, diag.Finding{
			Rule: "not-public", Severity: diag.Error, Place: diag.Place{File: "content"},
			Text: diag.Words{Ja: "まだ公開されていない内容に誤りがあります。", En: "there are errors in what is not public yet"},
			Hint: diag.Words{
				Ja: "記録が人目に触れない場所で kohyo check を実行してください。",
				En: "run kohyo check where nobody else reads what it says",
			},
		})
	}
	return said, nil
}

// hiding knows what is not public.
type hiding struct {
	content *content
	pages   *site.Site
	names   []string // that would tell of it
}

// learn gathers the names of incidents and attachments that are not public.
func (h *hiding) learn() {
	for _, in := range h.content.notices() {
		if h.pages.Incident(in.Slug) == nil {
			h.names = append(h.names, in.Slug)
		}
		for _, name := range h.content.filesNow(in.Slug) {
			if h.hidden(attachment(in.Slug, name)) {
				h.names = append(h.names, name)
			}
		}
	}
}

func (h *hiding) tells(words diag.Words) bool {
	return slices.ContainsFunc(h.names, func(name string) bool {
		return strings.Contains(words.Ja, name) || strings.Contains(words.En, name)
	})
}

// hidden reports whether a file is one of what is not public. In doubt it is:
// who cannot be read may be a draft.
func (h *hiding) hidden(file string) bool {
	if path.Clean(file) == "content" || !strings.HasPrefix(file, "content/") {
		return false // site.toml, and the theme
	}
	in := h.pages.Incident(check.Slug(file)).Open()
	if in == nil {
		return true
	}
	rest := strings.TrimPrefix(file, "content/"+in.Slug+"/")
	if name, ok := strings.CutPrefix(rest, "files/"); ok {
		return !slices.ContainsFunc(in.Reports, func(r *notice.Report) bool {
			return slices.ContainsFunc(r.Attachments, func(a notice.Attachment) bool { return a.File.V == name })
		})
	}
	number, ok := strings.CutSuffix(rest, ".toml")
	n, err := strconv.Atoi(number)
	return !ok || err != nil || in.Report(n) == nil
}

// readHeads reads what lists need of every report, and checks nothing.
func readHeads(files fs.FS) (*notice.Site, *content, error) {
	settings, err := load.ReadSettings(files)
	if err != nil {
		return nil, nil, err
	}
	c := &content{}
	slugs, err := c.list(files)
	if err != nil {
		return nil, nil, err
	}
	read := make([]tracked, len(slugs))
	inParallel(len(slugs), runtime.GOMAXPROCS(0), func(i int) {
		read[i] = tracked{slug: slugs[i], now: readVersion(files, slugs[i], settings, nil)}
	})
	c.entries = slices.DeleteFunc(read, func(e tracked) bool { return e.now == nil })
	slices.SortFunc(c.entries, func(a, b tracked) int { return byPath(a.slug, b.slug) })
	return settings.Site, c, nil
}
