package check

import (
	"fmt"
	"slices"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// unitTwice finds a count that gives two figures in the same unit.
func unitTwice(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, c := range s.report.Counts {
		seen := map[string]bool{}
		for k, m := range c.Measures {
			if m.Unit.ID != "" && seen[m.Unit.ID] {
				say(m.Unit.Place, of(fmt.Sprintf("counts %d, measures %d", i+1, k+1), diag.Say("単位「%s」の数が二つあります。", "there are two figures in the unit %q", m.Unit.ID)),
					diag.Say("measures は同じものを違う単位で数えた数です。別のものは別の [[counts]] に書きます。",
						"measures count one thing in several units; another thing is a count of its own"))
			}
			seen[m.Unit.ID] = true
		}
	}
}

// people are the units that count persons, bodies the ones that count those
// who can hold several of the things.
var (
	people = map[string]bool{"person": true, "customer": true, "member": true, "employee": true, "patient": true, "student": true, "person-data": true, "customer-data": true}
	bodies = map[string]bool{"company": true, "organization": true, "workplace": true, "school": true, "household": true}
	owned  = map[string]bool{"card": true, "account": true, "address": true}
)

// peopleOverRecords finds more holders than things held: each card, account
// and address has one.
func peopleOverRecords(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, c := range s.report.Counts {
		for _, holders := range c.Measures {
			for _, things := range c.Measures {
				h, ok := boundsOf(holders)
				t, known := boundsOf(things)
				u := holders.Unit.ID
				if !(people[u] || bodies[u]) || !owned[things.Unit.ID] || !ok || !known || h.high == noLimit || t.high == noLimit || holders.Gross.V {
					continue
				}
				if h.high > capped(t.high, t.slack(h)) {
					say(holders.Place, of(countPath(i), diag.Say("%s の %v が %s の %v より多いです。", "%s %v is more than %s %v", u, h, things.Unit.ID, t)),
						diag.Say("一つずつに持ち主が一人いるので、持ち主のほうが多くなることはまずありません。", "each of these has one holder, so there are hardly more holders; check both figures"))
				}
			}
		}
	}
}

// upToConfirmed finds "up to" where the figure is said to be confirmed. A
// part of what is itself only known as a limit is let be.
func upToConfirmed(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, c := range s.report.Counts {
		if !c.Status.Is("confirmed") || partOfLimit(s.report, c) {
			continue
		}
		for _, m := range c.Measures {
			if m.Max.Set && !m.Min.Set {
				say(c.Status.Place, of(fmt.Sprintf("counts %d, status", i+1), diag.Say("「最大 %d」なのに、確定（confirmed）とされています。", "%d is an upper limit, yet the figure is said to be confirmed", m.Max.V)),
					diag.Say("確定した数は value に書きます。まだ最大しか分からなければ status を possible か likely にします。", "write a confirmed figure as value; while only the limit is known, status is possible or likely"))
				break
			}
		}
	}
}

func partOfLimit(r *notice.Report, c notice.Count) bool {
	for _, p := range c.PartOf {
		whole := r.Count(p.ID)
		if whole == nil {
			continue
		}
		for _, m := range whole.Measures {
			if m.Max.Set && !whole.Status.Is("confirmed") {
				return true
			}
		}
	}
	return false
}

// itemTwice finds a data item of a group that has two statuses.
func itemTwice(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, g := range s.report.Scope.Groups {
		first := map[string]notice.GroupData{}
		for k, d := range g.Data {
			for _, item := range d.Items {
				old, twice := first[item.ID]
				first[item.ID] = d
				if !twice || item.ID == "" || item.Is("other") || old.Varies.V || d.Varies.V || !old.Note.IsZero() || !d.Note.IsZero() || old.Protection.ID != d.Protection.ID {
					continue
				}
				say(item.Place, of(fmt.Sprintf("scope, groups %d, data %d, items", i+1, k+1), diag.Say("「%s」がこの区分に二度あります（%s と %s）。", "%q stands twice in this group (%s and %s)", item.ID, old.Status.ID, d.Status.ID)),
					diag.Say("どちらかを削除するか、人によって違うなら varies = true か note を書いてください。", "remove one, or write varies = true or a note where people differ"))
			}
		}
	}
}

// itemExcluded finds data items that are both affected and not affected.
func itemExcluded(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, n := range s.report.Scope.NotAffected {
		if !n.Period.From.IsZero() || !n.Period.To.IsZero() {
			continue
		}
		for _, item := range n.Items {
			if g, d := affected(s.report, n.Groups, item.ID); g != "" && !item.Is("other") {
				say(item.Place, of(fmt.Sprintf("scope, not_affected %d, items", i+1), diag.Say("「%s」は区分「%s」では対象です（%s）。", "%q is affected in the group %q (%s)", item.ID, g, d)),
					diag.Say("どちらかを直すか、groups で対象外の区分を示してください。", "correct one of the two, or name the groups it is not affected in"))
			}
		}
	}
}

// affected gives a group among those named, or of all, for which an item is
// affected, and how surely.
func affected(r *notice.Report, named []notice.Ref, item string) (group, status string) {
	for _, g := range r.Scope.Groups {
		if len(named) > 0 && !refers(named, g.ID.V) {
			continue
		}
		for _, d := range g.Data {
			for _, x := range d.Items {
				if x.ID == item && !d.Status.Is("ruled-out") {
					return g.ID.V, d.Status.ID
				}
			}
		}
	}
	return "", ""
}

func refers(refs []notice.Ref, id string) bool {
	return slices.ContainsFunc(refs, func(r notice.Ref) bool { return r.ID == id })
}

// harmDenied finds figures of misuse or loss where harm is said to be none.
func harmDenied(s *source, say say) {
	if s.report == nil || !s.report.Harm.State.Is("none-confirmed", "none-reported") {
		return
	}
	for i, c := range s.report.Counts {
		if !c.Of.Is("misuse", "money-lost") || c.Status.Is("possible", "likely", "ruled-out") {
			continue
		}
		for _, m := range c.Measures {
			if b, ok := boundsOf(m); ok && (b.low > 0) {
				say(m.Place, of(countPath(i), diag.Say("被害は確認されていない（%[1]s）のに、%[2]s が %[3]v あります。", "harm is %[1]s, yet %[2]s is %[3]v", s.report.Harm.State.ID, c.Of.ID, b)),
					diag.Say("[harm] の state か、この数を確かめてください。", "check state in [harm], or this figure"))
			}
		}
	}
}
