package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// placeholders stand where the author still has to write: those of new
// reports, and what people write from habit.
var placeholders = pattern.New(`[○◯〇]{2,}|[○◯][年月][○◯]|[○◯](?:月|日|時|名)(?:に|から|まで|頃|以)|●{2,}|△{2,}|□{2,}|■{2,}|_{4,}|＿{2,}|\b(?:TBD|TBA|TBC|TODO|FIXME)\b|(?i:lorem ipsum)|[XＸ]{2,}[年月日時分名人件社様部課]|\bXX+\b|[(（【\[［](?:要確認|要修正|要追記|未記入|ここに記入|後日記入)[)）】\]］]`)

// maskedNumber tells numbers of which a part is not shown: 0120-XXX-XXX.
var maskedNumber = pattern.New(`[-0-9‐－*]$`)

// Every placeholder has one of these, and few texts do.
var placeholderSigns = []string{"○", "◯", "〇", "●●", "△△", "□□", "■■", "___", "＿＿", "XX", "ＸＸ", "TB", "TODO", "FIXME", "psum", "PSUM", "要確認", "要修正", "要追記", "記入"}

// placeholderLeft finds them in a report that is ready to be published, and in
// site.toml once there is such a report.
func placeholderLeft(s *source, say say) {
	if s.report == nil && !s.checker.ownReportReady() || s.report != nil && !s.report.Status.Is("ready") {
		return
	}
	examplesLeft(s, say)
	for _, said := range s.said {
		if !said.signs.placeholder {
			continue
		}
		told := map[string]bool{}
		for _, m := range placeholders().FindAllStringIndex(said.Text, -1) {
			before, p := said.Text[:m[0]], said.Text[m[0]:m[1]]
			if told[p] || p[0] == 'X' && (maskedNumber().MatchString(before[max(0, len(before)-4):]) || strings.HasPrefix(said.Text[m[1]:], "-")) {
				continue
			}
			told[p] = true
			line := 1 + strings.Count(before, "\n")
			column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
			sayLeft(said.At(line, column), said.Path, p, say)
		}
	}
}

func sayLeft(at diag.Place, path, what string, say say) {
	say(at, of(path, diag.Say("%s が残っています。", "%s is still there", what)),
		diag.Say("事実を書くか、書くことがなければ項目ごと消してください。", "write what is so, or take the whole entry out"))
}

// What new sites and reports come with, and manuals use: numbers of zeros,
// and the domains that are kept for examples.
var (
	exampleNumber = pattern.New(`^\(?(?:\+[0-9]{1,3}[- ])?[0-9]{1,4}\)?[- ]?0{2,4}[- ]0{3,4}$`)
	exampleDomain = pattern.New(`(?i)(?:^|@|//)(?:[a-z0-9-]+\.)*(?:example\.(?:com|net|org|jp|co\.jp)|[a-z0-9-]+\.example)(?:[:/?#]|$)`)
	exampleTitle  = pattern.New(`^(?:【例】|\[Example\])`)
	ownName       = []string{"貴社名", "Your Company"}
)

// newSiteAddress is the address in site.toml of a new site.
const newSiteAddress = "https://your-company.example/disclosure/"

// examplesLeft finds values that are those of an example.
func examplesLeft(s *source, say say) {
	if s.report != nil && isExample(s.report) {
		return
	}
	// A site that is itself an example may give addresses of examples.
	base := s.site.BaseURL.V
	domains := base == newSiteAddress && s.report == nil || !exampleDomain().MatchString(base)
	for _, f := range s.fields {
		v, ok := f.Value.(notice.String)
		switch {
		case !ok:
		case f.Key == "phone" || f.Key == "fax":
			if exampleNumber().MatchString(v.V) {
				sayLeft(v.Place, f.Path, v.V, say)
			}
		case domains && (f.Key == "email" || f.Key == "base_url" || urlKeys[f.Key]) && exampleDomain().MatchString(v.V):
			sayLeft(v.Place, f.Path, v.V, say)
		}
	}
	if s.report != nil {
		return
	}
	for _, said := range s.said {
		if slices.Contains(ownName, said.Text) {
			sayLeft(said.Place, said.Path, said.Text, say)
		}
	}
}

// ownReportReady reports whether a report is ready that is no example.
func (c *Checker) ownReportReady() bool {
	return slices.ContainsFunc(c.Incidents, func(head *notice.Incident) bool {
		if !slices.ContainsFunc(head.Open().Reports, func(r *notice.Report) bool { return r.Status.Is("ready") }) {
			return false
		}
		whole := c.Whole(head.Slug)
		return whole != nil && slices.ContainsFunc(whole.Reports, func(r *notice.Report) bool { return r.Status.Is("ready") && !isExample(r) })
	})
}

// isExample reports whether the title says so, as that of the notice does that
// comes with a new site.
func isExample(r *notice.Report) bool {
	example := false
	r.Title.Passages(func(_ string, p notice.Passage) { example = example || exampleTitle().MatchString(p.Text) })
	return example
}

// LeftOfNewSite gives the values of site.toml that are still those of a new
// site: under them nothing should become public.
func LeftOfNewSite(site *notice.Site) []string {
	var left []string
	if strings.Contains(site.BaseURL.V, "//your-company.example") {
		left = append(left, `base_url = "`+site.BaseURL.V+`"`)
	}
	if strings.Contains(site.Log.Origin.V, "your-company.example") {
		left = append(left, `[log] origin = "`+site.Log.Origin.V+`"`)
	}
	site.Organization.Name.Passages(func(_ string, p notice.Passage) {
		if slices.Contains(ownName, p.Text) {
			left = append(left, `organization, name = "`+p.Text+`"`)
		}
	})
	return left
}
