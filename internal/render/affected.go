package render

import (
	"html/template"
	"slices"
	"strings"

	"kohyo/internal/notice"
)

// Affected answers "am I affected": groups of people × data items.
type Affected struct {
	Intro       string
	Note        template.HTML
	Periods     []template.HTML // which period the data are from
	Heading     string          // above the groups
	Table       bool            // a table; otherwise each group with its lines
	Legend      []Mark
	Columns     [][]string // data items; those that fare alike share a column
	Rows        []AffectedRow
	Remarks     []template.HTML
	NotAffected []Exclusion
	Relation    *Relation
}

// Mark is a status with its word.
type Mark struct{ Status, Word string }

// AffectedRow is one group.
type AffectedRow struct {
	Group   Group
	Cells   []AffectedCell `json:"-"` // one per column
	Lines   []AffectedLine // the same by status
	Updated string         `json:"-"` // "updated", when the report before did not say this
}

// Group names a group, with its letter and its figure.
type Group struct {
	Key    string
	Name   template.HTML
	Figure string
	Note   template.HTML
}

// AffectedCell is what happened to the items of a column in a group. Repeats
// is set when the cell before it in reading order has the same status.
type AffectedCell struct {
	Status, Word, Items string
	Repeats             bool
}

// AffectedLine is the items of one status in a group.
type AffectedLine struct {
	Status, Word string
	Items        []string
}

// Exclusion is something that is not affected.
type Exclusion struct {
	Word   string // not affected
	Kind   string // data, a system, people …
	What   template.HTML
	Items  string
	Reason template.HTML
	Basis  string

	Updated string `json:"-"` // "updated", when the report before did not say this
}

// Relation ties the incident to another body's.
type Relation struct {
	Body, Text template.HTML
	Link       *Link

	Updated string `json:"-"` // "updated", when the report before did not say this
}

// maxColumns is how many columns of data items a laptop shows side by side.
const maxColumns = 8

// What a data item is that a group's list does not name: not affected, or, when
// the list says that there are others, not stated.
const (
	noStatus = "none"
	unstated = "unstated"
)

func (v *viewer) affected() *Affected {
	scope := v.report.Scope
	a := &Affected{
		Note: v.prose(scope.Note), Periods: v.dataPeriods(), Heading: v.w.Label("affected.group"),
		NotAffected: v.exclusions(), Relation: v.relation(),
	}
	if hasData(scope.Groups) {
		v.matrix(a, scope.Groups)
	}
	if len(a.Rows) == 0 && a.Note == "" && a.Periods == nil && a.NotAffected == nil && a.Relation == nil {
		return nil
	}
	return a
}

// dataPeriods says from which period the data are: not the same as when they
// were exposed.
func (v *viewer) dataPeriods() []template.HTML {
	var out []template.HTML
	for _, s := range v.report.Scope.DataPeriod {
		words := v.escape(v.w.Label("affected.data_period", v.w.Span(s)))
		if !s.Label.IsZero() {
			words = v.text(s.Label) + v.escape(v.w.Label("text.colon")) + words
		}
		out = append(out, words)
	}
	return out
}

func hasData(groups []notice.Group) bool {
	for _, g := range groups {
		if len(g.Data) > 0 {
			return true
		}
	}
	return false
}

func (v *viewer) matrix(a *Affected, groups []notice.Group) {
	columns := clusters(groups)
	a.Table = len(groups) > 1 && len(columns) > 1 && len(columns) <= maxColumns
	if v.key(0) != "" {
		a.Intro = v.w.Label("affected.intro", v.key(0), v.key(len(groups)-1))
	}
	items := make([]string, len(columns)) // those of a column, as a list
	for i, column := range columns {
		a.Columns = append(a.Columns, v.itemNames(column))
		items[i] = v.w.List(a.Columns[i])
	}
	used := map[string]bool{}
	for i, g := range groups {
		a.Rows = append(a.Rows, v.affectedRow(i, g, columns, items, used))
		a.Remarks = append(a.Remarks, v.dataRemarks(i, g)...)
	}
	a.Remarks = unique(a.Remarks)
	if a.Table && used[noStatus] {
		// Every other status says its word in the cell.
		a.Legend = append(a.Legend, Mark{noStatus, v.statusWord(noStatus)})
	}
}

func (v *viewer) affectedRow(i int, g notice.Group, columns [][]string, items []string, used map[string]bool) AffectedRow {
	row := AffectedRow{Group: v.group(i)}
	statuses := statusOf(g)
	absent := noStatus
	if statuses["other"] != "" {
		absent = unstated
	}
	last := map[string]bool{}
	for i, column := range columns {
		s := orElse(statuses[column[0]], absent)
		used[s] = true
		row.Cells = append(row.Cells, AffectedCell{
			Status: s, Word: v.statusWord(s), Items: items[i], Repeats: last[s],
		})
		last[s] = true
	}
	for _, s := range notice.Vocabularies["statuses"] {
		var items []string
		for _, d := range g.Data {
			if d.Status.Is(s) {
				items = append(items, v.words("items", d.Items)...)
			}
		}
		if len(items) > 0 {
			row.Lines = append(row.Lines, AffectedLine{s, v.statusWord(s), items})
		}
	}
	return row
}

func (v *viewer) statusWord(s string) string {
	switch s {
	case noStatus:
		return v.w.Label("affected.none")
	case unstated:
		return v.w.Label("affected.unstated")
	}
	return v.w.Word("statuses", s)
}

func (v *viewer) itemNames(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = v.w.Word("items", id)
	}
	return out
}

// group names group i, with the figure of the count that is about it.
func (v *viewer) group(i int) Group {
	g := v.report.Scope.Groups[i]
	out := Group{Key: v.key(i), Name: v.text(g.Name), Note: v.text(g.Note)}
	for _, c := range v.report.Counts {
		if c.Group.ID == g.ID.V && (c.Of.ID == "" || c.Of.Is("affected")) {
			out.Figure = v.w.Count(c)
			break
		}
	}
	return out
}

// key is the letter of group i. One group alone needs none.
func (v *viewer) key(i int) string {
	if n := len(v.report.Scope.Groups); n < 2 || n > 26 {
		return ""
	}
	return string(rune('A' + i))
}

// dataRemarks says of a group's data how they were protected, that they vary,
// and what else its author noted.
func (v *viewer) dataRemarks(i int, g notice.Group) []template.HTML {
	var out []template.HTML
	for _, d := range g.Data {
		items := v.w.List(v.words("items", d.Items))
		if d.Protection.ID != "" {
			out = append(out, v.escape(v.w.Label("affected.protection", items, v.w.Word("protections", d.Protection.ID))))
		}
		if d.Varies.V {
			words := v.w.Label("affected.varies", items)
			if key := v.key(i); key != "" {
				words = key + v.w.Label("text.colon") + words
			}
			out = append(out, v.escape(words))
		}
		if !d.Note.IsZero() {
			out = append(out, v.text(d.Note))
		}
	}
	return out
}

func unique(list []template.HTML) []template.HTML {
	var out []template.HTML
	seen := map[template.HTML]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// clusters gathers the data items that fare alike in every group,
// in the order in which the report names them.
func clusters(groups []notice.Group) [][]string {
	var order []string
	vectors := map[string][]string{}
	for i, g := range groups {
		for item, s := range fates(g) {
			if vectors[item] == nil {
				vectors[item] = make([]string, len(groups))
			}
			vectors[item][i] = s
		}
		for _, d := range g.Data {
			for _, item := range d.Items {
				if !slices.Contains(order, item.ID) {
					order = append(order, item.ID)
				}
			}
		}
	}
	var out [][]string
	at := map[string]int{}
	for _, item := range order {
		vector := strings.Join(vectors[item], "|")
		i, ok := at[vector]
		if !ok {
			i = len(out)
			at[vector] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], item)
	}
	return out
}

// fates is the status of each data item of a group, with its protection.
func fates(g notice.Group) map[string]string {
	out := statusOf(g)
	for _, d := range g.Data {
		for _, item := range d.Items {
			out[item.ID] += " " + d.Protection.ID
		}
	}
	return out
}

// statusOf is the gravest status of each data item of a group.
func statusOf(g notice.Group) map[string]string {
	out := map[string]string{}
	for _, s := range notice.Vocabularies["statuses"] {
		for _, d := range g.Data {
			for _, item := range d.Items {
				if d.Status.Is(s) && out[item.ID] == "" {
					out[item.ID] = s
				}
			}
		}
	}
	return out
}

func (v *viewer) exclusions() []Exclusion {
	var out []Exclusion
	for _, n := range v.report.Scope.NotAffected {
		e := Exclusion{Word: v.w.Label("affected.none"), What: v.text(n.What), Reason: v.prose(n.Reason)}
		var about []string
		about = append(about, v.words("items", n.Items)...)
		for _, ref := range n.Groups {
			if _, g := v.report.Group(ref.ID); g != nil {
				about = append(about, v.plainText(g.Name))
			}
		}
		if !n.Period.From.IsZero() || !n.Period.To.IsZero() {
			period := v.w.Span(n.Period)
			if !n.Period.Label.IsZero() {
				period = v.plainText(n.Period.Label) + v.w.Label("text.colon") + period
			}
			about = append(about, period)
		}
		e.Items = v.w.List(about)
		if e.What == "" {
			e.What, e.Items = v.escape(e.Items), ""
		}
		if n.Kind.ID != "" {
			e.Kind = v.w.Word("exclusions", n.Kind.ID)
		}
		if n.Basis.ID != "" {
			e.Basis = v.w.Word("exclusion-bases", n.Basis.ID)
		}
		out = append(out, e)
	}
	return out
}

func (v *viewer) relation() *Relation {
	r := v.report.Scope.Relation
	if r.Body.IsZero() && r.Text.IsZero() {
		return nil
	}
	out := &Relation{Body: v.text(r.Body), Text: v.prose(r.Text)}
	if r.URL.V != "" {
		out.Link = &Link{Href: r.URL.V, Text: r.URL.V}
	}
	return out
}
