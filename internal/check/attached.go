package check

import (
	"bytes"
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// The rules about what attachments carry along.
const (
	ruleAuthor   = "attachment-author"
	rulePosition = "attachment-position"
	ruleTracked  = "attachment-tracked"
	ruleComments = "attachment-comments"
	ruleConceals = "attachment-hidden"
	ruleEarlier  = "attachment-earlier"
	ruleUnread   = "attachment-unread"
)

// Limits that keep a hostile file from hurting. What is beyond is not looked
// at, and a finding says so.
const (
	LargestAttachment = 32 << 20 // bytes of a file
	mostUnpacked      = 64 << 20 // bytes of all parts of a file
	mostParts         = 4000
	mostText          = 4 << 20 // bytes of text that is looked through
)

// attached is a file that a report attaches, as it has been looked into.
type attached struct {
	path   string
	text   folded
	traces []trace
}

// trace is something that a file carries along unseen.
type trace struct {
	rule string
	what string // as it stands in the file; "" where there is nothing to quote
}

// looker looks into one file.
type looker struct {
	text   bytes.Buffer
	traces []trace
	left   int // bytes that may still be unpacked
	partly bool
}

func (l *looker) trace(rule, what string) {
	what = strings.TrimSpace(strings.ToValidUTF8(strings.Trim(what, "\x00"), ""))
	if rs := []rune(what); len(rs) > 100 {
		what = string(rs[:100]) + "…"
	}
	if t := (trace{rule, what}); !slices.Contains(l.traces, t) && len(l.traces) < mostInPassage {
		l.traces = append(l.traces, t)
	}
}

// author notes the name of a person; software that signs is none.
func (l *looker) author(name string) {
	if strings.TrimSpace(strings.Trim(name, "\x00")) != "" {
		l.trace(ruleAuthor, name)
	}
}

func (l *looker) say(text string) {
	if l.text.Len()+len(text) > mostText {
		l.partly = true
		return
	}
	l.text.WriteString(text)
}

// attached gives the files that reports of the incident attach. They are
// looked into once, for the last report.
func (s *source) attached() []attached {
	open := s.checker.Open
	if open == nil || s.report == nil || s.incident.Reports[len(s.incident.Reports)-1] != s.report {
		return nil
	}
	if s.lookedAt {
		return s.attachments
	}
	s.lookedAt = true
	for _, name := range s.files() {
		listed := func(r *notice.Report) bool {
			return slices.ContainsFunc(r.Attachments, func(a notice.Attachment) bool { return a.File.V == name })
		}
		if slices.ContainsFunc(s.incident.Reports, listed) {
			data, err := open(s.incident.Slug, name)
			l := look(data)
			if err != nil || len(data) > LargestAttachment {
				l = &looker{partly: true}
			}
			s.attachments = append(s.attachments, l.done(s.filePath(name)))
		}
	}
	return s.attachments
}

func (l *looker) done(path string) attached {
	if l.partly {
		l.trace(ruleUnread, "")
	}
	return attached{path, fold(strings.ToValidUTF8(l.text.String(), " ")), l.traces}
}

// look reads a file by what it is, not by how it is called.
func look(data []byte) *looker {
	l := &looker{left: mostUnpacked}
	head := data[:min(len(data), 1024)]
	switch {
	case len(data) > LargestAttachment:
		l.partly = true
	case bytes.Contains(head, []byte("%PDF-")):
		l.pdf(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		l.office(data)
	case !l.picture(data) && isPlain(data):
		l.say(string(data))
	}
	return l
}

// isPlain reports whether a file is text: CSV, for example.
func isPlain(data []byte) bool { return bytes.IndexByte(data, 0) < 0 }

// carried is the rule of that name about attachments.
func carried(rule string) func(*source, say) {
	return func(s *source, say say) {
		for _, a := range s.attached() {
			for _, t := range a.traces {
				if t.rule == rule && !(rule == ruleAuthor && s.isPublisher(t.what)) {
					say(diag.Place{File: a.path}, t.words(), traceHints[rule])
				}
			}
		}
	}
}

// isPublisher reports whether a name is that of the organization or of an
// issuer, which is no secret.
func (s *source) isPublisher(name string) bool {
	is := false
	each := func(_ string, p notice.Passage) { is = is || strings.EqualFold(p.Text, name) }
	s.site.Organization.Name.Passages(each)
	for _, r := range s.incident.Reports {
		for _, i := range r.Issuers {
			i.Name.Passages(each)
		}
	}
	return is
}

func (t trace) words() diag.Words {
	switch t.rule {
	case ruleAuthor:
		return diag.Say("ファイルの情報に作成者などの名前「%s」が残っています。", "the file's properties name a person, %q", t.what)
	case rulePosition:
		return diag.Say("画像に撮影地点（「%s」の位置情報）が残っています。", "a picture tells where it was taken (%q)", t.what)
	case ruleTracked:
		return diag.Say("変更履歴（「%s」）が残っています。消した文も読めます。", "tracked changes (%q) are left in; what was deleted can be read", t.what)
	case ruleComments:
		return diag.Words{Ja: "コメントや注釈が残っています。", En: "comments or annotations are left in"}
	case ruleConceals:
		return diag.Say("隠された内容（%s）があります。表示されなくても読み取れます。", "there is hidden content (%s), which can be read all the same", t.what)
	case ruleEarlier:
		return diag.Words{Ja: "以前の版が中に残っています。消した内容も取り出せます。", En: "earlier versions are left inside; what was deleted can be recovered"}
	}
	return diag.Words{
		Ja: "壊れている、暗号化されている、または大きすぎるため、個人情報や作成者名を調べられません。",
		En: "damaged, encrypted or too large to be searched for personal data and names of authors",
	}
}

var traceHints = map[string]diag.Words{
	ruleAuthor: diag.Say("作成ソフトの「ドキュメント検査」やプロパティの削除で取り除き、置き直してください。",
		"remove the properties (“Inspect Document”, “Remove personal information”) and put the file back"),
	rulePosition: diag.Say("位置情報を取り除いて（画像を書き出し直して）置き直してください。", "export the picture without its location and put it back"),
	ruleTracked:  diag.Say("変更をすべて承諾または元に戻してから保存してください。", "accept or reject all changes and save again"),
	ruleComments: diag.Say("公開する内容でなければ、削除してから保存してください。", "delete them and save again, unless they are to be public"),
	ruleConceals: diag.Say("公開する内容でなければ、削除してから保存してください。", "delete it and save again, unless it is to be public"),
	ruleEarlier:  diag.Say("上書き保存でなく、新しいPDFとして書き出し直してください。", "export a new PDF rather than saving over the old one"),
	ruleUnread:   diag.Say("ファイルを開いて自分の目で確かめ、できれば保存し直してください。", "open it and look for yourself; save it anew where you can"),
}
