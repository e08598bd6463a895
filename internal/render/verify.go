package render

import "kohyo/internal/site"

// WithLog is the renderer of a site whose reports stand in a log: leaf tells
// where.
func (r *Renderer) WithLog(leaf func(slug string, number int) (int64, bool)) *Renderer {
	other := *r
	other.leaf = leaf
	return &other
}

// VerifyPage is what verify.html receives: how to verify a notice.
type VerifyPage struct {
	Frame
	Title string
}

func (r *Renderer) verifyPage(p site.Page) *VerifyPage {
	w := r.writer(p.Lang, nil)
	v := &VerifyPage{Frame: r.frame(p, w, p.Lang), Title: w.Label("footer.verify")}
	r.lists(&v.Frame, p, w)
	v.HeadTitle = w.Label("page.title", v.Title, v.Organization)
	v.Description = v.Title
	return v
}
