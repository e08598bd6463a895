package check

import (
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/law"
)

// lawFindings are those of the regimes that site.toml or the command chooses.
// Their rules, law-…, are data of the law package and have no row here.
func lawFindings(in Input) diag.Findings {
	if in.Site == nil {
		return nil
	}
	var chosen []string
	for _, name := range in.Site.Check.Law {
		chosen = append(chosen, name.V)
	}
	chosen = append(chosen, in.Law...)
	slices.Sort(chosen)
	return law.Findings(in.Site, in.Incidents, slices.Compact(chosen))
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
