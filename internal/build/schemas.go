package build

import (
	"io/fs"

	"kohyo/internal/diag"
	"kohyo/internal/schema"
)

// schemas finds the site's schemas for editors that are of another version of
// the program, or of other settings. The labels in them are the shipped ones.
func (in *input) schemas(theme fs.FS) error {
	for _, f := range in.settings.Findings {
		if f.File == in.Site.File && f.Severity == diag.Error {
			return nil // its languages and words are not known yet
		}
	}
	layouts, err := fs.Sub(theme, "layouts")
	if err != nil {
		return err
	}
	found, err := schema.Outdated(in.content, layouts, in.Site)
	in.findings = append(in.findings, found...)
	return err
}
