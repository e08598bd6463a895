package load

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

var (
	slugForm   = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	yearForm   = regexp.MustCompile(`^[0-9]{4}$`)
	reportForm = regexp.MustCompile(`^([1-9][0-9]{0,3})\.toml$`)
)

// Folder names that an address of the site itself would take.
var reservedSlugs = []string{"assets", "log", "files", "index", "feed", "search", "archive"}

// content finds the incidents and their reports, which are read later.
func (l *loader) content(site *notice.Site) ([]*notice.Incident, error) {
	entries, err := fs.ReadDir(l.fsys, "content")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var incidents []*notice.Incident
	for _, e := range entries {
		switch {
		case ignored(e.Name()):
		case !l.isDir("content", e):
			l.stray("content/"+e.Name(), e.Name())
		default:
			l.slug(e.Name(), site)
			in, err := l.incident(e.Name())
			if err != nil {
				return nil, err
			}
			incidents = append(incidents, in)
		}
	}
	slices.SortFunc(incidents, func(a, b *notice.Incident) int { return cmp.Compare(a.Slug, b.Slug) })
	return incidents, nil
}

func (l *loader) isDir(dir string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := fs.Stat(l.fsys, dir+"/"+e.Name())
	return err == nil && info.IsDir()
}

func (l *loader) slug(slug string, site *notice.Site) {
	if f, bad := Slug(slug, site); bad {
		l.log = append(l.log, f)
	}
}

// Slug says why a name cannot be that of an incident's folder.
func Slug(slug string, site *notice.Site) (diag.Finding, bool) {
	f := diag.Finding{Severity: diag.Error, Place: diag.Place{File: "content/" + slug}}
	taken := yearForm.MatchString(slug) || slices.Contains(reservedSlugs, slug)
	for _, lang := range site.Languages {
		taken = taken || slug == lang.V
	}
	switch {
	case !slugForm.MatchString(slug):
		f.Rule = "slug-form"
		f.Text = diag.Say("フォルダ名「%s」はアドレスになりません。", "the folder name %q cannot be an address", slug)
		f.Hint = diag.Say("半角の小文字・数字・ハイフンで付けてください: content/2019-gallery/", "use a-z, 0-9 and hyphens: content/2019-gallery/")
	case taken:
		f.Rule = "slug-reserved"
		f.Text = diag.Say("フォルダ名「%s」は、サイトのほかのページのアドレスと重なります。", "the folder name %q is the address of another page of the site", slug)
		f.Hint = diag.Say("別の名前にしてください: content/2019-gallery/", "choose another: content/2019-gallery/")
	default:
		return diag.Finding{}, false
	}
	return f, true
}

// incident finds the reports and the attachments of one folder.
func (l *loader) incident(slug string) (*notice.Incident, error) {
	dir := "content/" + slug
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		return nil, err
	}
	in := &notice.Incident{Slug: slug}
	var numbers []int
	for _, e := range entries {
		m := reportForm.FindStringSubmatch(e.Name())
		switch {
		case ignored(e.Name()):
		case e.Name() == "files" && l.isDir(dir, e):
			if err := l.attachments(slug); err != nil {
				return nil, err
			}
		case m == nil || l.isDir(dir, e):
			l.stray(dir+"/"+e.Name(), e.Name())
		default:
			n, _ := strconv.Atoi(m[1])
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	l.gaps(dir, numbers)
	for _, n := range numbers {
		in.Reports = append(in.Reports, &notice.Report{Slug: slug, Number: n})
	}
	return in, nil
}

func (l *loader) gaps(dir string, numbers []int) {
	if len(numbers) == 0 {
		l.finding(dir, diag.Warning, "no-report",
			diag.Say("フォルダに報がありません。", "the folder has no report"),
			diag.Say("第1報は %s/1.toml です。", "the first report is %s/1.toml", dir))
	}
	for i, n := range numbers {
		if n == i+1 {
			continue
		}
		l.finding(fmt.Sprintf("%s/%d.toml", dir, n), diag.Error, "report-gap",
			diag.Say("第%d報がないのに第%d報があります。", "there is no report %d before report %d", i+1, n),
			diag.Say("報の番号は1から順に付けます: %s/%d.toml", "number the reports from 1 without a gap: %s/%d.toml", dir, i+1))
		return
	}
}

func (l *loader) attachments(slug string) error {
	dir := "content/" + slug + "/files"
	entries, err := fs.ReadDir(l.fsys, dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch {
		case ignored(e.Name()):
		case l.isDir(dir, e):
			l.stray(dir+"/"+e.Name(), e.Name())
		default:
			l.files[slug] = append(l.files[slug], e.Name())
		}
	}
	slices.Sort(l.files[slug])
	return nil
}

// ignored reports names that are nobody's content: hidden files and what
// editors and systems leave behind.
func ignored(name string) bool {
	switch {
	case strings.HasPrefix(name, "."), strings.HasPrefix(name, "~$"), strings.HasSuffix(name, "~"),
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#"):
		return true
	}
	for _, ext := range []string{".swp", ".swo", ".swx", ".bak", ".orig", ".tmp", ".part", ".crdownload"} {
		if strings.HasSuffix(strings.ToLower(name), ext) {
			return true
		}
	}
	return name == "Thumbs.db" || name == "desktop.ini" || name == "__MACOSX"
}

// stray reports a file that no page will show. One that looks like a report
// is an error: its author believes that it will be published.
func (l *loader) stray(file, name string) {
	sev := diag.Warning
	hint := diag.Say("報は content/<slug>/<番号>.toml、添付は content/<slug>/files/ に置きます。", "reports stand in content/<slug>/<number>.toml, attachments in content/<slug>/files/")
	if strings.Contains(strings.ToLower(name), ".toml") || strings.Contains(strings.ToLower(name), ".tml") {
		sev = diag.Error
		hint.Ja += "例: 1.toml（0を付けない半角の番号）"
		hint.En += " (for example 1.toml, a plain number)"
	}
	l.finding(file, sev, "stray-file", diag.Say("このファイルはどのページにも使われません。", "no page uses this file"), hint)
}
