package build

import (
	"crypto/sha256"
	"fmt"
	"io/fs"

	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/render"
	"kohyo/internal/schema"
)

// frame is what all pages share: site.toml, the languages, layouts and static
// files, as they were at one time; and what the schemas say to editors.
type frame struct {
	*input
	proto     *render.Renderer  // its layouts are prepared; nil where they cannot be
	layout    diag.Findings     // what is wrong with them
	ownLayout bool              // a site's own layouts are tried: the shipped ones are right
	said, sum [sha256.Size]byte // of site.toml, and of everything
}

func readFrame(content, theme fs.FS) (*frame, error) {
	settings, err := load.ReadSettings(content)
	if err != nil {
		return nil, err
	}
	in, err := withTheme(content, theme, settings)
	if err != nil {
		return nil, err
	}
	f := &frame{input: in}
	if err := f.hash(); err != nil {
		return nil, err
	}
	if len(in.languages) == len(in.Site.Languages) {
		f.proto, err = in.prepare()
	}
	return f, f.note(err)
}

// note takes an error of the layouts among the findings.
func (f *frame) note(err error) error {
	if broken, ok := layoutError(err); ok {
		f.proto, f.layout = nil, diag.Findings{broken.Finding}
		return nil
	}
	return err
}

// hash tells the frame from others, as far as the site's own files go.
func (f *frame) hash() error {
	h := sha256.New()
	text, err := fs.ReadFile(f.content, "site.toml")
	fmt.Fprintln(h, err == nil, len(text))
	h.Write(text)
	h.Sum(f.said[:0])
	for _, folder := range []string{"layouts", "static"} {
		own, err := f.theme.Own(folder)
		if err != nil {
			return err
		}
		f.ownLayout = f.ownLayout || folder == "layouts" && len(own) > 0
		for _, name := range own {
			data, err := fs.ReadFile(f.theme, name)
			if err != nil {
				return err
			}
			fmt.Fprintln(h, name, len(data))
			h.Write(data)
		}
	}
	for _, name := range []string{schema.ReportFile, schema.SiteFile} {
		data, err := fs.ReadFile(f.content, name)
		fmt.Fprintln(h, name, err == nil, len(data))
		h.Write(data)
	}
	h.Sum(f.sum[:0])
	return nil
}

// readable reports whether pages can be made with the frame.
func (f *frame) readable() bool { return f.proto != nil && f.findings.Errors() == 0 }
