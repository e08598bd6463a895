package check

import (
	"strings"

	"golang.org/x/mod/sumdb/note"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// Rules whose findings are about keys: the value is never shown.
const (
	ruleLogKeyPrivate = "log-key-private"
	ruleLogKey        = "log-key"
)

// privateMark begins every private key.
const privateMark = "PRIVATE+KEY+"

// logKeyPrivate finds private keys of the log, wherever one was pasted: all
// that is in the files becomes public, or is kept in their history.
func logKeyPrivate(s *source, say say) {
	text := diag.Say("公開の記録の秘密鍵が書かれています（ここには表示しません）。", "this is a private key of the log (which is not shown here)")
	hint := diag.Say(`この鍵は漏れたものとして破棄してください。行を消し、kohyo keygen で新しい鍵の組を作り、public_key には公開鍵だけを書きます。秘密鍵は環境変数 KOHYO_LOG_KEY に置きます。`,
		`throw this key away: remove the line, make another pair with kohyo keygen, and write only its public key into public_key; the private one belongs into the environment variable KOHYO_LOG_KEY`)
	told := map[diag.Place]bool{}
	for _, f := range s.fields {
		if v, ok := f.Value.(notice.String); ok && strings.Contains(v.V, privateMark) {
			told[v.Place] = true
			say(v.Place, of(f.Path, text), hint)
		}
	}
	for _, said := range s.said {
		if i := strings.Index(said.Text, privateMark); i >= 0 {
			at := said.At(1+strings.Count(said.Text[:i], "\n"), 1)
			if !told[at] {
				told[at] = true
				say(at, of(said.Path, text), hint)
			}
		}
	}
}

// logKey finds a public key that is none: cut off, or wrapped in a mail.
func logKey(s *source, say say) {
	if s.report != nil {
		return
	}
	key := s.site.Log.Key
	if key.V == "" || strings.Contains(key.V, privateMark) {
		return
	}
	if _, err := note.NewVerifier(key.V); err == nil {
		return
	}
	say(key.Place, of("log, public_key", diag.Say("公開鍵として読み取れません。途中で切れているか、文字が違っています（値は表示しません）。",
		"this is no public key: it is cut off, or has a wrong character (it is not shown here)")),
		diag.Say("kohyo keygen の示す public_key の行、または公開中のサイトの log/key の1行を、そのまま書き写してください。",
			"copy the whole line public_key that kohyo keygen shows, or that of log/key on the public site"))
}

// logName finds names that no log can have.
func logName(s *source, say say) {
	if s.report != nil {
		return
	}
	name := s.site.Log.Origin
	if name.V == "" || !strings.ContainsFunc(name.V, noName) || strings.Contains(name.V, privateMark) {
		return
	}
	say(name.Place, of("log, origin", diag.Say("「%s」は記録の名前に使えません。空白と + は使えません。", "%q cannot be the name of a log: it has a space or a +", name.V)),
		diag.Say(`書き方: origin = "%s"`, `write origin = "%s"`, logNameFor(name.V)))
}

// noName tells what a name cannot hold (C2SP signed-note).
func noName(r rune) bool { return r <= ' ' || r == '\u3000' || r == '+' || r == 0x7f || r == 0xfffd }

// logNameFor is a good name that is near to another.
func logNameFor(name string) string {
	if _, rest, ok := strings.Cut(name, "://"); ok {
		name = rest
	}
	name = strings.Trim(name, " \t\n\u3000/")
	return strings.Map(func(r rune) rune {
		if noName(r) {
			return '-'
		}
		return r
	}, name)
}

// logNameForm finds names that are written as addresses. They would do, but
// nobody finds them again in that form, and a log keeps its name for ever.
func logNameForm(s *source, say say) {
	if s.report != nil {
		return
	}
	name := s.site.Log.Origin
	if strings.ContainsFunc(name.V, noName) || !strings.Contains(name.V, "://") && !strings.HasSuffix(name.V, "/") {
		return
	}
	say(name.Place, of("log, origin", diag.Say("記録の名前「%s」が、アドレスの形で書かれています。", "the name of the log, %q, is written as an address", name.V)),
		diag.Say(`まだ公開していなければ、https:// と末尾の / を除きます: origin = "%s"。公開したあとは変えないでください。`,
			`unless it is public already, leave out https:// and the last /: origin = "%s"; never change it once it is public`, logNameFor(name.V)))
}
