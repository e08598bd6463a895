package check

import (
	"time"

	"kohyo/internal/diag"
)

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

// withdrawnFuture names a withdrawal that is said to come: a report is taken
// down with the next publication, whatever its moment, and the page and the
// log would tell readers of a day that has not come.
func withdrawnFuture(s *source, say say) {
	now := s.checker.Now
	if s.report == nil || !s.report.IsWithdrawn() || now.IsZero() {
		return
	}
	at := s.report.Withdrawn.At
	gone, ok := s.earliest(at)
	// Whoever looks at a site of the past finds reports that are not in it yet.
	if from, known := s.earliest(s.report.Published); !ok || !gone.After(now) || known && from.After(now) {
		return
	}
	say(at.Place, of("withdrawn, at", diag.Say("まだ来ていない日時（%s）です。取り下げは、この日時を待たずに次の公開で行われます。", "%s has not come yet; a report is taken down with the next publication, without waiting for it", at.Raw)),
		diag.Say("実際に取り下げる日時を書いてください: at = %s", "write the moment at which it is taken down: at = %s", now.In(s.location()).Format(time.DateOnly)))
}
