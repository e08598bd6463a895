package check

import (
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/law"
	"kohyo/internal/notice"
)

// lawFindings are those of the regimes that site.toml or the command chooses.
// Their rules, law-…, are data of the law package and have no row here.
func (c *Checker) lawFindings(incident *notice.Incident) diag.Findings {
	return law.Findings(c.Input.Site, []*notice.Incident{incident}, c.regimes)
}

// regimesOf are the chosen ones.
func regimesOf(in Input) []string {
	var chosen []string
	for _, name := range in.Site.Check.Law {
		chosen = append(chosen, name.V)
	}
	chosen = append(chosen, in.Law...)
	slices.Sort(chosen)
	return slices.Compact(chosen)
}

// unknownLaw finds names of regimes that there are none of, whose items
// would silently not be looked at.
func unknownLaw(s *source, say say) {
	if s.report != nil {
		return
	}
	for _, name := range s.site.Check.Law {
		if _, ok := law.Find(name.V); ok {
			continue
		}
		hint := diag.Say("使える名前: %s", "the names are: %s", strings.Join(law.Names(), ", "))
		if near := law.Nearest(name.V); near != "" {
			hint = diag.Say("「%s」のことですか。", "did you mean %q?", near)
		}
		say(name.Place, diag.Say("check, law: 「%s」という法令の名前はありません。", "check, law: there is no regime %q", name.V), hint)
	}
}
