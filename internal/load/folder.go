package load

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

var (
	slugForm   = pattern.New(`^[a-z0-9][a-z0-9-]*$`)
	yearForm   = pattern.New(`^[0-9]{4}$`)
	reportForm = pattern.New(`^([1-9][0-9]{0,3})\.toml$`)
)

// Folder names that an address of the site itself would take.
var reservedSlugs = []string{"assets", "log", "files", "index", "feed", "search", "archive", "schema", "verify", "kind", "state", "overview"}

// Slugs lists the incidents: the folders in content, in order of their names.
// The findings are about what else lies there.
func Slugs(fsys fs.FS) ([]string, diag.Findings, error) {
	entries, err := fs.ReadDir(fsys, "content")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	var slugs []string
	var strays diag.Findings
	for _, e := range entries {
		switch {
		case ignored(e.Name()):
		case !isDir(fsys, "content", e):
			strays = append(strays, unused(fsys, "content", e))
		default:
			slugs = append(slugs, e.Name())
		}
	}
	slices.Sort(slugs)
	return slugs, strays, nil
}

func isDir(fsys fs.FS, dir string, e fs.DirEntry) bool {
	if e.Type()&fs.ModeSymlink == 0 {
		return e.IsDir()
	}
	info, err := fs.Stat(fsys, dir+"/"+e.Name())
	return err == nil && info.IsDir()
}

// Slug says why a name cannot be that of an incident's folder.
func Slug(slug string, site *notice.Site) (diag.Finding, bool) {
	f := diag.Finding{Severity: diag.Error, Place: diag.Place{File: "content/" + slug}}
	taken := yearForm().MatchString(slug) || slices.Contains(reservedSlugs, slug)
	for _, lang := range site.Languages {
		taken = taken || slug == lang.V
	}
	switch {
	case !slugForm().MatchString(slug):
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

// Folder is an incident's folder as it lies on the disk, before anything in it
// is understood.
type Folder struct {
	Slug    string
	Reports []Source // by number
	Files   []string // the names in files/, in order

	findings diag.Findings
	stamps   []string // when the attachments were last changed
}

// Source is the text of a report. Of a file that is too large it is the
// beginning.
type Source struct {
	Number int
	Data   []byte
}

// ReadFolder reads the folder of an incident. A file that vanishes meanwhile
// was never there. It is not the folder of an incident any more when the
// error is fs.ErrNotExist.
func ReadFolder(fsys fs.FS, slug string) (f Folder, err error) {
	for range 3 {
		if f, err = readFolder(fsys, slug); !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	return f, err
}

func readFolder(fsys fs.FS, slug string) (Folder, error) {
	dir := "content/" + slug
	f := Folder{Slug: slug}
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return f, err
	}
	for _, e := range entries {
		m := reportForm().FindStringSubmatch(e.Name())
		switch {
		case ignored(e.Name()):
		case e.Name() == "files" && isDir(fsys, dir, e):
			if err := f.attachments(fsys); err != nil {
				return f, err
			}
		case m == nil || isDir(fsys, dir, e):
			f.findings = append(f.findings, unused(fsys, dir, e))
		default:
			n, _ := strconv.Atoi(m[1])
			data, err := readSource(fsys, dir+"/"+e.Name())
			if err != nil && isLink(fsys, dir+"/"+e.Name()) {
				f.findings = append(f.findings, leadsAway(dir+"/"+e.Name()))
				continue
			}
			if err != nil {
				return f, err
			}
			f.Reports = append(f.Reports, Source{n, data})
		}
	}
	slices.SortFunc(f.Reports, func(a, b Source) int { return cmp.Compare(a.Number, b.Number) })
	f.gaps(dir)
	return f, nil
}

func (f *Folder) gaps(dir string) {
	if len(f.Reports) == 0 {
		f.findings = append(f.findings, finding(dir, diag.Warning, "no-report",
			diag.Say("フォルダに報がありません。", "the folder has no report"),
			diag.Say("第1報は %s/1.toml です。", "the first report is %s/1.toml", dir)))
	}
	for i, r := range f.Reports {
		n := r.Number
		if n == i+1 {
			continue
		}
		f.findings = append(f.findings, finding(fmt.Sprintf("%s/%d.toml", dir, n), diag.Error, "report-gap",
			diag.Say("第%d報がないのに第%d報があります。", "there is no report %d before report %d", i+1, n),
			diag.Say("報の番号は1から順に付けます: %s/%d.toml", "number the reports from 1 without a gap: %s/%d.toml", dir, i+1)))
		return
	}
}

func (f *Folder) attachments(fsys fs.FS) error {
	dir := "content/" + f.Slug + "/files"
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		switch {
		case ignored(e.Name()):
		case isDir(fsys, dir, e):
			f.findings = append(f.findings, unused(fsys, dir, e))
		default:
			info, err := fs.Stat(fsys, dir+"/"+e.Name())
			if err != nil && isLink(fsys, dir+"/"+e.Name()) {
				f.findings = append(f.findings, leadsAway(dir+"/"+e.Name()))
				continue
			}
			f.Files = append(f.Files, e.Name())
			if err == nil {
				f.stamps = append(f.stamps, fmt.Sprintln(e.Name(), info.Size(), info.ModTime().UnixNano()))
			}
		}
	}
	slices.Sort(f.Files)
	return nil
}

// Incident is what the files of an incident say.
type Incident struct {
	*notice.Incident
	Files    []string
	Findings diag.Findings // of what is in the folder, in no order
}

// Incident reads the reports of a folder. The error is for mistakes of this
// program.
func (s *Settings) Incident(f Folder) (Incident, error) { return s.incident(f, thoroughly) }

// Quick is Incident at a third of the time: only one of the two readers of
// TOML is asked. What it says of a folder in which Incident finds no error is
// what Incident says.
func (s *Settings) Quick(f Folder) (Incident, error) { return s.incident(f, quickly) }

// Again is Quick for a folder in which Incident or Quick has found nothing: no
// slip and no odd character needs to be looked for.
func (s *Settings) Again(f Folder) (Incident, error) { return s.incident(f, again) }

func (s *Settings) incident(f Folder, how care) (Incident, error) {
	in := Incident{Incident: &notice.Incident{Slug: f.Slug}, Files: f.Files, Findings: slices.Clone(f.findings)}
	if problem, bad := Slug(f.Slug, s.Site); bad {
		in.Findings = append(in.Findings, problem)
	}
	for _, r := range f.Reports {
		src, root, err := readTree(fmt.Sprintf("content/%s/%d.toml", f.Slug, r.Number), r.Data, how, &in.Findings)
		if err != nil {
			return in, err
		}
		if root == nil {
			continue // a file that cannot be looked at at all is no report
		}
		report := bindReport(src, root, s.langs, s.book)
		report.Slug, report.Number = f.Slug, r.Number
		in.Reports = append(in.Reports, report)
	}
	return in, nil
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
func stray(file, name string) diag.Finding {
	sev := diag.Warning
	hint := diag.Say("報は content/<slug>/<番号>.toml、添付は content/<slug>/files/ に置きます。", "reports stand in content/<slug>/<number>.toml, attachments in content/<slug>/files/")
	if strings.Contains(strings.ToLower(name), ".toml") || strings.Contains(strings.ToLower(name), ".tml") {
		sev = diag.Error
		hint.Ja += "例: 1.toml（0を付けない半角の番号）"
		hint.En += " (for example 1.toml, a plain number)"
	}
	return finding(file, sev, "stray-file", diag.Say("このファイルはどのページにも使われません。", "no page uses this file"), hint)
}
