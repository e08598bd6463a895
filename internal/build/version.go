package build

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
)

// version is an incident as its files were at one time. It does not change.
//
// A report that has been understood takes ten times the memory of its text,
// and its text three times that of its text packed. So a version keeps of the
// reports their heads: what lists, archive and addresses are made of. The rest
// is understood again when a page asks for it. Live keeps the texts, packed when
// they are checked, for it may have to show what is on the disk no more.
type version struct {
	settings *load.Settings // as which it is read
	print    *load.Print    // nil where the folder cannot be read
	sum      Hash           // of the folder, where something is remembered
	heads    *notice.Incident
	found    diag.Findings // by reading it

	checked bool
	packed  *load.Packed // once it is checked, where texts are kept
	part    check.Part   // once it is checked
}

// readVersion reads an incident's folder: was, if that is what it still is;
// nil, when there is none. A folder that cannot be read is a version too, with
// nothing to show.
func readVersion(content fs.FS, slug string, settings *load.Settings, was *version) *version {
	folder, err := load.ReadFolder(content, slug)
	switch {
	case errors.Is(err, fs.ErrNotExist) && !isFolder(content, "content/"+slug):
		return nil
	case err != nil:
		return unreadable(settings, slug, err)
	}
	print := folder.Print()
	if was != nil && was.print != nil && was.print.Same(print) && was.settings == settings {
		return was
	}
	return newVersion(print, folder, settings)
}

// readThoroughly reads an incident's folder, and all that its reports say; nil
// when there is none. One that is remembered is checked already, and is not
// understood again.
func (r *reader) readThoroughly(slug string, settings *load.Settings) (*version, load.Incident, error) {
	folder, err := load.ReadFolder(r.files, slug)
	if errors.Is(err, fs.ErrNotExist) && !isFolder(r.files, "content/"+slug) {
		return nil, load.Incident{}, nil
	}
	var sum Hash
	if err == nil && r.memory != nil {
		sum, err = folder.Sum(r.files)
	}
	if err != nil {
		return nil, load.Incident{}, err
	}
	if v, ok := r.memory.version(folder, sum, settings); ok {
		return v, load.Incident{}, nil
	}
	in, err := settings.Incident(folder)
	if err != nil {
		return nil, in, err
	}
	v := versionOf(folder.Print(), in, settings)
	v.sum = sum
	return v, in, nil
}

func isFolder(fsys fs.FS, name string) bool {
	info, err := fs.Stat(fsys, name)
	return err == nil && info.IsDir()
}

func newVersion(print *load.Print, folder load.Folder, settings *load.Settings) *version {
	in, err := settings.Quick(folder)
	if err != nil {
		return unreadable(settings, folder.Slug, err)
	}
	v := versionOf(print, in, settings)
	v.heads = v.heads.Open() // the preview asks for them again and again
	return v
}

// versionOf is the version with its heads at rest.
func versionOf(print *load.Print, in load.Incident, settings *load.Settings) *version {
	heads := &notice.Incident{Slug: in.Slug}
	for _, r := range in.Reports {
		heads.Reports = append(heads.Reports, head(r))
	}
	return &version{settings: settings, print: print, found: in.Findings.Sort(), heads: heads.AtRest()}
}

// folder gives the texts. It reports false when they are on the disk no more.
func (v *version) folder(content fs.FS) (load.Folder, bool) {
	if v.packed != nil {
		return v.packed.Folder(), true
	}
	folder, err := load.ReadFolder(content, v.heads.Slug)
	return folder, err == nil && folder.Print().Same(v.print)
}

// unreadable is what the disk keeps from being read: a missing right, a link
// that leads nowhere or out of the site.
func unreadable(settings *load.Settings, slug string, err error) *version {
	f := diag.Finding{
		Rule: "unreadable", Place: diag.Place{File: "content/" + slug},
		Text: diag.Say("フォルダを読めません（%s）。", "the folder cannot be read (%s)", err),
		Hint: diag.Words{Ja: "ファイルの権限とリンクの先を確かめてください。", En: "see who may read the files, and where links lead"},
	}
	if broken, ok := errors.AsType[*fs.PathError](err); ok {
		f.File = broken.Path
		f.Text = diag.Say("ファイルを読めません（%s）。", "the file cannot be read (%s)", broken.Err)
	}
	return &version{settings: settings, heads: &notice.Incident{Slug: slug}, found: diag.Findings{f}, checked: true, part: check.Part{Findings: diag.Findings{f}}}
}

// readAs is the same version under other settings.
func (v *version) readAs(settings *load.Settings, content fs.FS) *version {
	if v.print == nil {
		return v
	}
	folder, ok := v.folder(content)
	if !ok {
		return readVersion(content, v.heads.Slug, settings, nil)
	}
	other := newVersion(v.print, folder, settings)
	other.packed = v.packed
	return other
}

// unchecked is the version before it was checked.
func (v *version) unchecked() *version {
	if v.print == nil || !v.checked {
		return v
	}
	other := *v
	other.checked, other.part = false, check.Part{}
	return &other
}

// check reads the version thoroughly and applies the rules to it, and packs
// the texts where they are to be kept. It gives nil when the files are others
// by now.
func (v *version) check(c *check.Checker, content fs.FS, pack bool) *version {
	folder, ok := v.folder(content)
	if !ok {
		return nil
	}
	in, err := v.settings.Incident(folder)
	if err != nil {
		return unreadable(v.settings, v.heads.Slug, err)
	}
	other := v.judged(c, in)
	if pack && other.packed == nil {
		other.packed = folder.Pack(v.print)
	}
	return other
}

// judged is the version with what the rules find in what it says.
func (v *version) judged(c *check.Checker, in load.Incident) *version {
	other := *v
	other.found, other.part, other.checked = in.Findings.Sort(), c.Incident(in.Incident, in.Findings), true
	return &other
}

// whole is all that the reports say. It reports false between a change of the
// files and the news of it: that may be less than the heads promise.
func (v *version) whole(content fs.FS) (*notice.Incident, bool) {
	folder, ok := v.folder(content)
	read := v.settings.Quick
	if ok && len(v.found) == 0 {
		read = v.settings.Again
	}
	in, err := read(folder)
	if err != nil {
		return v.heads.Open(), false
	}
	return in.Incident, ok
}

func (v *version) findings() diag.Findings {
	if v.checked {
		return v.part.Findings
	}
	return v.found
}

// right reports whether it is known that nothing in the version is an error.
func (v *version) right() bool { return v.checked && v.part.Findings.Errors() == 0 }

// worthKeeping reports whether the version has pages that are right. An empty
// folder has nothing wrong in it, and nothing to show either.
func (v *version) worthKeeping() bool {
	return v != nil && v.right() && len(v.heads.Open().Reports) > 0
}

// readable reports whether there are pages to show, for want of a right one.
func (v *version) readable() bool { return v.found.Errors() == 0 }

// same reports whether two versions are of the same files.
func (v *version) same(other *version) bool {
	return v == other || v.print != nil && other.print != nil && v.print.Same(other.print)
}

// face is what other incidents can tell of it without a link to it.
func (v *version) face() string {
	var b strings.Builder
	for _, r := range v.heads.Open().Reports {
		b.WriteString(r.File + " " + r.Published.Raw + " " + r.TimeZone.V + "\n")
	}
	return b.String()
}

// head is what lists need of a report.
func head(r *notice.Report) *notice.Report {
	h := &notice.Report{
		Slug: r.Slug, Number: r.Number, File: r.File,
		Kind: r.Kind, Stage: r.Stage, Status: r.Status, Published: r.Published, Reference: r.Reference,
		TimeZone: r.TimeZone, Pending: r.Pending, Title: r.Title, Issuers: r.Issuers,
		Attachments: r.Attachments, NextReport: r.NextReport,
		Withdrawn: r.Withdrawn,
	}
	h.Counts, h.Scope.Groups = totals(r)
	return h
}

// totals are the counts that are no part of another one, and the groups that
// name them: the figures of lists, tables and the overview.
func totals(r *notice.Report) (counts []notice.Count, groups []notice.Group) {
	for _, c := range r.Counts {
		if len(c.PartOf) > 0 {
			continue
		}
		counts = append(counts, notice.Count{
			Place: c.Place, ID: c.ID, Of: c.Of, Group: c.Group, Label: c.Label, Status: c.Status, Measures: c.Measures,
		})
		if _, g := r.Group(c.Group.ID); g != nil && !slices.ContainsFunc(groups, func(o notice.Group) bool { return o.ID == g.ID }) {
			groups = append(groups, notice.Group{Place: g.Place, ID: g.ID, Name: g.Name})
		}
	}
	return counts, groups
}
