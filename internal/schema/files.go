package schema

import (
	"bytes"
	"errors"
	"io/fs"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// Where a site keeps its schemas. The first line of a file names them to
// editors.
const (
	Folder     = "schema"
	ReportFile = Folder + "/report.json"
	SiteFile   = Folder + "/site.json"
)

// File is a schema as it stands in a site's folder.
type File struct {
	Name string
	Text []byte
}

// Files gives the schemas that a site keeps.
func (m *Maker) Files(site *notice.Site) ([]File, error) {
	report, err := m.Report(site)
	if err != nil {
		return nil, err
	}
	settings, err := m.Site()
	return []File{{ReportFile, report}, {SiteFile, settings}}, err
}

// Outdated finds the schemas in a site's folder that are not those of this
// program and of the site's languages and words: an editor that trusts them
// would mark what is right, or pass what is wrong.
func Outdated(content, layouts fs.FS, site *notice.Site) (found diag.Findings, err error) {
	there := map[string][]byte{}
	for _, name := range []string{ReportFile, SiteFile} {
		text, err := fs.ReadFile(content, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		there[name] = text
	}
	if len(there) == 0 {
		return nil, nil
	}
	m, err := New(layouts)
	if err != nil {
		return nil, err
	}
	files, err := m.Files(site)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		text, ok := there[f.Name]
		if !ok || bytes.Equal(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), f.Text) {
			continue
		}
		found = append(found, diag.Finding{
			Rule: "schema-outdated", Severity: diag.Warning, Place: diag.Place{File: f.Name},
			Text: diag.Words{
				Ja: "エディター用のスキーマが、この kohyo とこのサイトの言語・語彙に合っていません。",
				En: "the schema for editors is not that of this kohyo and of this site's languages and words",
			},
			Hint: diag.Words{Ja: "作り直してください: kohyo schema --write", En: "make it anew: kohyo schema --write"},
		})
	}
	return found, nil
}
