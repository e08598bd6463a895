package render

import (
	"strings"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/search"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// searchedEntry is an incident as it is searched for in one language: its
// texts for the index, and what readers see of it among the results.
type searchedEntry struct {
	search.Entry
	json []byte
}

// searchedBy gives the texts of an incident in some languages. They are those
// of its newest report, and the titles of those before; of what was taken down
// there are none.
func (r *Renderer) searchedBy(in *site.Incident, langs []string) ([]searchedEntry, error) {
	if r.whole != nil {
		var err error
		if in, err = r.whole(in); err != nil {
			return nil, err
		}
	}
	all := make([]searchedEntry, len(langs))
	report := searchable(in)
	if report == nil {
		for i := range all {
			all[i].json = []byte("[]")
		}
		return all, nil
	}
	texts := searchedTexts(report)
	for i, lang := range langs {
		all[i] = r.searchedIn(lang, in, report, texts)
	}
	return all, nil
}

// searchable is the newest report that has not been taken down.
func searchable(in *site.Incident) *notice.Report {
	for i := len(in.Reports) - 1; i >= 0; i-- {
		if !in.Reports[i].IsWithdrawn() {
			return in.Reports[i]
		}
	}
	return nil
}

// searchedText is a text of a report that is no title or lead.
type searchedText struct {
	notice.Text
	markdown bool
}

// searchedTexts are a report's texts but for title, lead and banner, in the
// order of the format.
func searchedTexts(report *notice.Report) (all []searchedText) {
	for f := range report.Fields() {
		if f.Path == "title" || f.Path == "lead" || f.Path == "banner" || strings.HasPrefix(f.Path, "accept") {
			continue
		}
		switch t := f.Value.(type) {
		case notice.Prose:
			all = append(all, searchedText{t.Text, true})
		case notice.Text:
			if f.Key == "by" && report.Party(partyOf(t)) != nil {
				continue // a reference: the name stands among the parties
			}
			all = append(all, searchedText{t, false})
		}
	}
	return all
}

func partyOf(t notice.Text) string {
	if t.Same == nil {
		return ""
	}
	return t.Same.Text
}

func (r *Renderer) searchedIn(lang string, in *site.Incident, report *notice.Report, texts []searchedText) searchedEntry {
	w := r.writer(lang, report)
	known := (&facts{w: w, report: report, link: r.site.Absolute}).known()
	known.Note = func(string) (mark, anchor string, ok bool) { return "", "", true } // it would part words
	s := searchedEntry{Entry: search.Entry{Title: titleText(w, report, known), Lead: r.plainly(w, report.Lead.Text, true, known)}}
	var body strings.Builder
	for _, t := range texts {
		line(&body, r.plainly(w, t.Text, t.markdown, known))
	}
	line(&body, dataItems(w, report))
	for _, before := range in.Reports {
		if before == report || before.IsWithdrawn() {
			continue
		}
		of := r.writer(lang, before)
		title := titleText(of, before, (&facts{w: of, report: before, link: r.site.Absolute}).known())
		if title != s.Title && !strings.Contains(body.String(), title) {
			line(&body, title)
		}
	}
	s.Body = body.String()
	s.json = r.result(lang, in, report, w, s.Entry)
	s.Lead = w.Word("kinds", report.Kind.ID) + "\n" + s.Lead
	return s
}

func line(b *strings.Builder, text string) {
	if text != "" {
		b.WriteString(text)
		b.WriteByte('\n')
	}
}

// plainly is a text without its markup. The documents that pages need next
// are left where they are: a search passes by all of them once.
func (r *Renderer) plainly(w *wording.Writer, t notice.Text, markdown bool, known prose.Facts) string {
	text, _ := w.Text(t)
	if name, ok := w.FactName(text); ok && t.Same != nil {
		return name // what an entry of changes is about
	}
	if !strings.ContainsAny(text, "\\`*_{}[]<>#&|~:+-=\n") && !strings.ContainsAny(text, "0123456789") {
		return strings.TrimSpace(text)
	}
	if markdown {
		return prose.Plain(text, known)
	}
	return prose.PlainText(text, known)
}

// dataItems are the words for the data that are affected.
func dataItems(w *wording.Writer, report *notice.Report) string {
	var words []string
	said := map[string]bool{}
	for _, g := range report.Scope.Groups {
		for _, d := range g.Data {
			for _, item := range d.Items {
				if !said[item.ID] {
					said[item.ID] = true
					words = append(words, w.Word("items", item.ID))
				}
			}
		}
	}
	return w.List(words)
}

// result is what readers see of an incident among the results, in the order in
// which the script reads it.
func (r *Renderer) result(lang string, in *site.Incident, report *notice.Report, w *wording.Writer, e search.Entry) []byte {
	at := site.NoticeAddress(lang, in.Slug)
	if report != in.Newest() { // the notice itself says that its report was taken down
		at = site.ReportAddress(lang, in.Slug, report.Number)
	}
	first := dayOf(in.FirstAt().In(r.site.Zone))
	newest := dayOf(r.site.PublishedAt(report).In(r.site.Zone))
	updated := ""
	if newest.Raw != first.Raw {
		updated = w.Label("list.updated", w.MomentShort(newest, first))
	}
	_, from := w.Text(report.Title)
	if from == lang {
		from = ""
	}
	j := jsonWriter{}
	j.begin('[')
	for _, s := range []string{
		site.Relative(site.SearchAddress(lang), at), w.MomentISO(first), w.Moment(first), updated,
		report.Stage.ID, w.Stage(report), w.Word("kinds", report.Kind.ID), from, e.Title, e.Lead, e.Body,
	} {
		j.str(s)
	}
	j.end(']')
	return j.b
}
