package check

import "kohyo/internal/diag"

// follow finds the report before: the last one that still stands. Nothing is
// held against what has been withdrawn.
func (s *source) follow(earlier []*source) {
	for _, e := range earlier {
		if !e.report.IsWithdrawn() {
			s.before, s.previous = e.report, e
		}
	}
}

// withdrawnEarly finds reports that are withdrawn before they were published.
func withdrawnEarly(s *source, say say) {
	if s.report == nil || !s.report.IsWithdrawn() {
		return
	}
	at := s.report.Withdrawn.At
	gone, ok := s.latest(at)
	from, known := s.earliest(s.report.Published)
	if ok && known && gone.Before(from) {
		say(at.Place, of("withdrawn, at", diag.Say("公表（%[2]s）より前の日時（%[1]s）です。", "%[1]s is before the report was published (%[2]s)", at.Raw, s.report.Published.Raw)),
			diag.Say("取り下げた日時を確かめてください。公表していない報は、下書きに戻すだけで公開されません。", "check the moment; a report that was never public need only be a draft"))
	}
}

// withdrawnDraft finds withdrawn reports that are drafts. Their pages would be
// gone from the site, where they should say what became of them.
func withdrawnDraft(s *source, say say) {
	if s.report == nil || !s.report.IsWithdrawn() || !s.report.Status.Is("draft") {
		return
	}
	say(s.report.Status.Place, of("status", diag.Say("取り下げた報が下書きです。アドレスが消え、取り下げたことが伝わりません。", "a withdrawn report is a draft: its address would vanish instead of saying that it was withdrawn")),
		diag.Say("status は \"ready\" のままにしてください。", "leave the status \"ready\""))
}
