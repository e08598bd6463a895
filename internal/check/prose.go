package check

import (
	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
)

// inProse is the rule of that name about every passage that readers read.
func inProse(rule string) func(*source, say) {
	return func(s *source, say say) {
		for _, p := range s.said {
			for _, problem := range p.Problems {
				if problem.Rule == rule {
					say(p.At(problem.Line, problem.Column), of(p.Path, problem.Text), problem.Hint)
				}
			}
		}
	}
}

// invisible looks into the passages, and into what is the same for everybody:
// a hidden character makes an address or a number wrong.
func invisible(s *source, say say) {
	inProse(prose.RuleInvisible)(s, say)
	for _, f := range s.fields {
		v, ok := f.Value.(notice.String)
		if !ok {
			continue
		}
		for _, problem := range prose.Problems(v.V, false) {
			if problem.Rule == prose.RuleInvisible {
				say(v.Place, of(f.Path, problem.Text), problem.Hint)
			}
		}
	}
}

// mostInPassage is how many findings of a kind are worth naming in a passage.
const mostInPassage = 100

// references gives those of one kind, with their passage and place.
func (s *source) references(want func(prose.Reference) bool, found func(p *said, r prose.Reference, at diag.Place)) {
	for _, p := range s.said {
		n := 0
		for _, r := range p.References {
			if !want(r) {
				continue
			}
			if n++; n > mostInPassage {
				break
			}
			found(p, r, p.At(r.Line, r.Column))
		}
	}
}
