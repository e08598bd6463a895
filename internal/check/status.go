package check

import (
	"fmt"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// ruledOut finds what is said to be ruled out although another fact says that
// it happened: the data of a group that has figures, the whole of a part.
func ruledOut(s *source, say say) {
	if s.report == nil {
		return
	}
	hint := diag.Say("status を確かめてください。", "check status")
	for i, g := range s.report.Scope.Groups {
		if len(g.Data) == 0 {
			continue
		}
		out := 0
		for _, d := range g.Data {
			if d.Status.Is("ruled-out") {
				out++
			}
		}
		if out < len(g.Data) {
			continue
		}
		for _, c := range s.report.Counts {
			if c.Group.ID == g.ID.V && !c.Status.Is("ruled-out") && someone(c) {
				say(g.Data[0].Status.Place, of(fmt.Sprintf("scope, groups %d, data 1, status", i+1), diag.Say("対象の情報がないとされていますが、件数「%s」があります。", "nothing of this group is affected, yet there is the count %q", c.ID.V)), hint)
				break
			}
		}
	}
	eachTotal(s, func(total notice.Count, i int, parts []int) {
		if !total.Status.Is("ruled-out") {
			return
		}
		for _, k := range parts {
			if c := s.report.Counts[k]; c.Status.Is("confirmed", "likely", "possible") && someone(c) {
				say(total.Status.Place, of(fmt.Sprintf("counts %d, status", i+1), diag.Say("ruled-out ですが、内訳「%s」は %s です。", "this is ruled out, yet its part %q is %s", c.ID.V, c.Status.ID)), hint)
				return
			}
		}
	})
}

// someone reports whether a count counts anything.
func someone(c notice.Count) bool {
	for _, m := range c.Measures {
		if n, ok := m.Largest(); ok && n > 0 {
			return true
		}
	}
	return false
}
