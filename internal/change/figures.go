package change

import (
	"reflect"
	"slices"
	"time"

	"kohyo/internal/notice"
)

// more says by how much a figure has grown or shrunk, in the first unit in
// which both reports give one.
func (c *comparer) more(old, now []notice.Measure) string {
	for _, n := range now {
		was, known := notice.Count{Measures: old}.In(n.Unit.ID)
		if !known || was.Min.Set && was.Max.Set || n.Min.Set && n.Max.Set {
			continue
		}
		a, stated := was.Largest()
		b, states := n.Largest()
		if !stated || !states || a == b {
			continue
		}
		by := notice.Measure{Value: notice.Int{Set: true, V: max(a-b, b-a)}, Unit: n.Unit}
		if b < a {
			return c.now.w.Label("compare.fewer", c.now.w.Measure(by))
		}
		return c.now.w.Label("compare.more", c.now.w.Measure(by))
	}
	return ""
}

// longer says by how much a period has been extended or cut short, where only
// one of its ends has moved and both are known by the day.
func (c *comparer) longer(old, now notice.Span) string {
	ends := func(a, b notice.Moment) (from, to time.Time, moved, ok bool) {
		if a.Raw == b.Raw {
			return from, to, false, true
		}
		from, _ = c.old.w.Instants(a)
		to, _ = c.now.w.Instants(b)
		fine := a.Precision >= notice.ByDay && b.Precision >= notice.ByDay && a.Bound == b.Bound && !a.Approx && !b.Approx
		return from, to, true, fine
	}
	from, to, begun, ok := ends(old.From, now.From)
	was, is, ended, fine := ends(old.To, now.To)
	if !ok || !fine || begun == ended {
		return ""
	}
	earlier, later := to, from // a beginning that moves back makes it longer
	if ended {
		earlier, later = was, is
	}
	if later.After(earlier) {
		return c.now.w.Label("compare.longer", c.now.w.Elapsed(earlier, later))
	}
	return c.now.w.Label("compare.shorter", c.now.w.Elapsed(later, earlier))
}

// known gives the facts that an entry holds, as prose quotes them, and the
// names that an author may call them by.
func known(kind string, entry reflect.Value) (facts, names []string) {
	switch x := entry.Interface().(type) {
	case notice.Count:
		facts = []string{"counts." + x.ID.V}
	case notice.Group:
		facts = []string{"groups." + x.ID.V}
	case notice.Service:
		facts = []string{"services." + x.ID.V + ".state"}
	case notice.Contact:
		facts = []string{"contacts." + x.ID.V}
	case notice.Party:
		facts = []string{"parties." + x.ID.V}
	case notice.Event:
		facts = []string{"timeline." + x.Event.ID}
	default:
		facts = []string{kind}
	}
	for _, k := range keysOf(entry.Type()) {
		if t, ok := entry.Field(k.index).Interface().(notice.Text); ok && k.key != "note" {
			names = append(names, notice.Names(t)...)
		}
	}
	return facts, names
}

// fate is what happened to a data item of a group.
type fate struct {
	status, protection string
	varies             bool
}

// fates gives the fate of each data item: the gravest, where several are told.
func fates(data []notice.GroupData) map[string]fate {
	out := map[string]fate{}
	for _, status := range notice.Vocabularies["statuses"] {
		for _, d := range data {
			for _, item := range d.Items {
				if _, seen := out[item.ID]; !seen && d.Status.Is(status) {
					out[item.ID] = fate{status, d.Protection.ID, d.Varies.V}
				}
			}
		}
	}
	return out
}

// data compares the data items of a group, those that fare alike together.
func (c *comparer) data(p place, old, now []notice.GroupData) {
	group := p.entry
	was, is := fates(old), fates(now)
	for _, f := range []struct {
		label string
		say   func(s side, item string, all map[string]fate) string
	}{
		{"", c.status},
		{"field.protection", func(s side, item string, all map[string]fate) string {
			if all[item].protection == "" || was[item].status == "" || is[item].status == "" {
				return ""
			}
			return s.w.Word("protections", all[item].protection)
		}},
		{"field.varies", func(s side, item string, all map[string]fate) string {
			if was[item].status == "" || is[item].status == "" {
				return ""
			}
			return s.w.Label(map[bool]string{true: "text.yes", false: "text.no"}[all[item].varies])
		}},
	} {
		var found []Difference
		var items [][]string
		for _, item := range itemsOf(old, now) {
			a, b := f.say(c.old, item, was), f.say(c.now, item, is)
			if a == b {
				continue
			}
			at := slices.IndexFunc(found, func(d Difference) bool { return d.Old == a && d.New == b })
			if at < 0 {
				at = len(found)
				found, items = append(found, Difference{Old: a, New: b}), append(items, nil)
			}
			items[at] = append(items[at], item)
		}
		for i, d := range found {
			c.fate(p, group, d, items[i], f.label)
		}
	}
	c.remarks(p, old, now)
}

func (c *comparer) fate(p place, group string, d Difference, items []string, label string) {
	var names []string
	facts := slices.Clone(p.facts)
	for _, item := range items {
		names = append(names, c.now.w.Word("items", item))
		facts = append(facts, p.facts[0]+"."+item)
	}
	p.facts = facts
	d.Entry, d.Field = c.now.w.List(names), group
	if d.about = label != ""; d.about {
		d.Field = join(group, c.now.w.Label("text.comma"), c.now.w.Label(label))
	} else if len(c.now.report.Scope.Groups) < 2 {
		d.Field = c.label(p.kind)
	}
	c.add(p, d)
}

// status says how a data item fares: in a group that does not name it any
// more, it may be named among what is not affected.
func (c *comparer) status(s side, item string, all map[string]fate) string {
	if f, ok := all[item]; ok {
		return s.w.Word("statuses", f.status)
	}
	for _, n := range s.report.Scope.NotAffected {
		if slices.ContainsFunc(n.Items, func(w notice.Word) bool { return w.ID == item }) {
			return s.w.Label("affected.none")
		}
	}
	return ""
}

func itemsOf(lists ...[]notice.GroupData) []string {
	var out []string
	for _, data := range lists {
		for _, d := range data {
			for _, item := range d.Items {
				if !slices.Contains(out, item.ID) {
					out = append(out, item.ID)
				}
			}
		}
	}
	return out
}

// remarks compares what is noted beside the data of a group. A note on data
// that only one report names goes with them.
func (c *comparer) remarks(p place, old, now []notice.GroupData) {
	note := func(s side, list []notice.GroupData, others map[string]fate) (out string) {
		for _, d := range list {
			if slices.ContainsFunc(d.Items, func(item notice.Word) bool { return others[item.ID].status != "" }) {
				out = s.sentences([]string{out, s.text(d.Note)})
			}
		}
		return out
	}
	d := c.named(p)
	d.about = true
	d.Field = join(d.Field, c.now.w.Label("text.comma"), c.label(p.kind+".note"))
	d.Old, d.New = note(c.old, old, fates(now)), note(c.now, now, fates(old))
	c.add(p, d)
}

// items says the data of a group that is new or gone.
func (c *comparer) items(s side, data []notice.GroupData) string {
	var out []string
	for _, d := range data {
		words := s.w.Word("statuses", d.Status.ID) + s.w.Label("text.colon") + s.words("items", d.Items)
		if d.Protection.ID != "" {
			words += s.w.Label("text.bracketed", s.w.Word("protections", d.Protection.ID))
		}
		out = append(out, join(words, s.w.Label("text.comma"), s.text(d.Note)))
	}
	return s.sentences(out)
}
