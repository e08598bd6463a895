package render

import "strings"

// pdfs are the links to the report's PDFs, where the site has any: with their
// size, and their languages where these are several.
func (v *viewer) pdfs() []Link {
	var out []Link
	for i, p := range v.site.PDFs(v.page) {
		var about []string
		if i > 0 { // the one in every language
			for _, tag := range v.site.Langs {
				about = append(about, v.langs[tag].Name())
			}
		}
		if size, err := v.files.PDF(p.File()); err == nil {
			about = append(about, v.w.FileSize(size))
		}
		l := Link{Href: v.link(v.page, p.Address), Text: v.w.Label("footer.pdf"), Type: "application/pdf"}
		if len(about) > 0 {
			l.Text += v.w.Label("text.bracketed", strings.Join(about, " · "))
		}
		out = append(out, l)
	}
	return out
}
