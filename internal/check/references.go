package check

import (
	"fmt"
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
)

// unknownFact finds {…} that name no fact of the report. They would stand on
// the page as they are written.
func unknownFact(s *source, say say) {
	unknown := func(r prose.Reference) bool {
		return !r.Note && !r.File && !slices.Contains(s.quotable(), r.Path)
	}
	s.references(unknown, func(p *said, r prose.Reference, at diag.Place) {
		text := diag.Say("{%s} という事実はありません。", "there is no fact {%s}", r.Path)
		hint := diag.Say("文字としての { は \\{ と書きます。引用できるのは id を書いた件数や窓口などです。",
			"for the character { write \\{; what can be quoted are counts, contacts and others that have an id")
		switch near := nearest(r.Path, s.quotable()); {
		case s.report == nil:
			text = diag.Say("site.toml では事実を引用できません: {%s}", "site.toml cannot quote facts: {%s}", r.Path)
			hint = diag.Say("引用は報の中で使います。文字としての { は \\{ と書きます。", "facts are quoted in reports; for the character { write \\{")
		case near != "":
			hint = diag.Say("{%s} のことですか。", "did you mean {%s}?", near)
		case len(s.quotable()) > 0 && len(s.quotable()) <= 12:
			hint = diag.Say("この報で引用できるのは {%s} です。", "this report can quote {%s}", strings.Join(s.quotable(), "} {"))
		}
		say(at, of(p.Path, text), hint)
	})
}

// unknownNote finds [^…] that point to no note.
func unknownNote(s *source, say say) {
	var ids []string
	if s.report != nil {
		for _, n := range s.report.Notes {
			ids = append(ids, n.ID.V)
		}
	}
	unknown := func(r prose.Reference) bool { return r.Note && !slices.Contains(ids, r.Path) }
	s.references(unknown, func(p *said, r prose.Reference, at diag.Place) {
		hint := diag.Say("[[notes]] に id = \"%s\" の注を書いてください。", "write a note with id = %q under [[notes]]", r.Path)
		if near := nearest(r.Path, ids); near != "" {
			hint = diag.Say("[^%s] のことですか。", "did you mean [^%s]?", near)
		}
		if s.report == nil {
			hint = diag.Say("注は報の中で使います。", "notes belong to reports")
		}
		say(at, of(p.Path, diag.Say("[^%s] に当たる注がありません。", "there is no note for [^%s]", r.Path)), hint)
	})
}

// unusedNote finds notes with an id that nothing points to.
func unusedNote(s *source, say say) {
	if s.report == nil {
		return
	}
	used := map[string]bool{}
	for _, p := range s.said {
		for _, r := range p.References {
			used[r.Path] = used[r.Path] || r.Note
		}
	}
	for i, n := range s.report.Notes {
		if n.ID.V != "" && !used[n.ID.V] {
			text := diag.Say("注「%s」はどこからも参照されていません。", "nothing points to the note %q", n.ID.V)
			say(n.ID.Place, of(fmt.Sprintf("notes %d, id", i+1), text),
				diag.Say("本文の説明したい言葉の後に [^%[1]s] と書くか、id を削除してください。", "write [^%[1]s] after the word it explains, or remove its id", n.ID.V))
		}
	}
}

// missingFile finds attachments that are not there.
func missingFile(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, a := range s.report.Attachments {
		if slices.Contains(s.files(), a.File.V) {
			continue
		}
		hint := diag.Say("ファイルを content/%[1]s/files/ に置いてください。", "put the file into content/%[1]s/files/", s.incident.Slug)
		if strings.ContainsAny(a.File.V, `/\`) {
			hint = diag.Say("files/ の中のファイル名だけを書きます。", "write only its name within files/")
		} else if near := nearest(a.File.V, s.files()); near != "" {
			hint = diag.Say("「%s」のことですか。", "did you mean %q?", near)
		}
		text := diag.Say("添付ファイル「%s」がありません。", "there is no attachment %q", a.File.V)
		say(a.File.Place, of(fmt.Sprintf("attachments %d, file", i+1), text), hint)
	}
}

// unlistedFile finds pictures and links in prose whose file the report does
// not attach: it would not be published.
func unlistedFile(s *source, say say) {
	var listed []string
	if s.report != nil {
		for _, a := range s.report.Attachments {
			listed = append(listed, "files/"+a.File.V)
		}
	}
	unlisted := func(r prose.Reference) bool { return r.File && !slices.Contains(listed, r.Path) }
	s.references(unlisted, func(p *said, r prose.Reference, at diag.Place) {
		name := strings.TrimPrefix(r.Path, "files/")
		hint := diag.Say("[[attachments]] に file = \"%s\" を書いてください。", "write file = %q under [[attachments]]", name)
		if near := nearest(r.Path, listed); near != "" {
			hint = diag.Say("「%s」のことですか。", "did you mean %q?", near)
		}
		if s.report == nil {
			hint = diag.Say("添付ファイルは報の中で使います。", "attachments belong to reports")
		}
		say(at, of(p.Path, diag.Say("「%s」はこの報の添付ファイルではないため、公開されません。", "%q is no attachment of this report, so it is not published", r.Path)), hint)
	})
}

// unusedFile finds files that no report of the incident attaches. It speaks
// up in the incident's last report, once for all.
func unusedFile(s *source, say say) {
	if s.report == nil || s.incident.Reports[len(s.incident.Reports)-1] != s.report {
		return
	}
	for _, name := range s.files() {
		attached := slices.ContainsFunc(s.incident.Reports, func(r *notice.Report) bool {
			return slices.ContainsFunc(r.Attachments, func(a notice.Attachment) bool { return a.File.V == name })
		})
		if !attached {
			say(diag.Place{File: "content/" + s.incident.Slug + "/files/" + name},
				diag.Say("このファイルはどの報にも添付されていないため、公開されません。", "no report attaches this file, so it is not published"),
				diag.Say("[[attachments]] に file = \"%s\" を書くか、ファイルを削除してください。", "write file = %q under [[attachments]], or remove the file", name))
		}
	}
}
