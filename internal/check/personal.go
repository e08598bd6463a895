package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/nyaruka/phonenumbers"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// The rules about personal data.
const (
	ruleCard       = "card-number"
	ruleIndividual = "individual-number"
	ruleEmail      = "undeclared-email"
	rulePhone      = "undeclared-phone"
)

// personal is the rule of that name about everything that is published: the
// passages, the plain strings, the names of files and what is in them.
func personal(rule string, find func(folded) []found) func(*source, say) {
	return func(s *source, say say) {
		for _, p := range s.said {
			if (rule == ruleEmail || rule == rulePhone) && ofContact(p.Path) {
				continue
			}
			s.reveal(find(p.folded), func(f found) {
				line, column := lineColumn(p.Text, f.start)
				say(p.At(line, column), of(p.Path, f.words(rule)), hints[rule])
			})
		}
		for _, f := range s.fields {
			v, ok := f.Value.(notice.String)
			if !ok || !revealing(rule, f) {
				continue
			}
			s.reveal(find(fold(v.V)), func(x found) { say(v.Place, of(f.Path, x.words(rule)), hints[rule]) })
		}
		for _, a := range s.attached() {
			s.reveal(find(a.text), func(f found) { say(diag.Place{File: a.path}, f.words(rule), hints[rule]) })
		}
	}
}

// reveal passes on what is nobody's declared address or number, each once.
func (s *source) reveal(all []found, tell func(found)) {
	var told []string
	for _, f := range all {
		key := f.text
		if f.phone {
			key = digitsOf(key)
		}
		if f.phone && !s.canRing(f.text) || slices.Contains(told, key) ||
			slices.ContainsFunc(s.addresses, func(k string) bool { return f.same(k) }) {
			continue
		}
		if told = append(told, key); len(told) > mostInPassage {
			return
		}
		tell(f)
	}
}

// revealing reports whether a plain string can hold what a rule looks for:
// the name of a file any of it, other strings numbers of people, addresses of
// pages and what is not published nothing.
func revealing(rule string, f notice.Field) bool {
	switch {
	case urlKeys[f.Key] || strings.HasPrefix(f.Path, "accept") || strings.HasPrefix(f.Path, "check,") || strings.HasPrefix(f.Path, "log,"):
		return false
	case f.Key == "file":
		return true
	}
	return rule == ruleCard || rule == ruleIndividual
}

// ofContact reports whether a passage is about whom to ask: what stands there
// is declared.
func ofContact(path string) bool {
	return strings.HasPrefix(path, "contacts") || strings.HasPrefix(path, "organization")
}

// addressesOf adds to those of the site the mail addresses and phone numbers
// that files name as those to write to and to call.
func addressesOf(site []string, files []*source) []string {
	all := slices.Clone(site)
	for _, s := range files {
		for _, f := range s.fields {
			v, ok := f.Value.(notice.String)
			if ok && (f.Key == "phone" || f.Key == "fax" || (f.Key == "email" || f.Key == "contact") && strings.Contains(v.V, "@")) {
				all = append(all, strings.TrimPrefix(v.V, "mailto:"))
			}
		}
		for _, p := range s.said {
			if ofContact(p.Path) {
				for _, f := range append(emails(p.folded), phones(p.folded)...) {
					all = append(all, f.text)
				}
			}
		}
	}
	return all
}

// canRing reports whether a number is one that exists: others are codes.
func (s *source) canRing(number string) bool {
	n := s.dial(number)
	return n != nil && phonenumbers.IsValidNumber(n)
}

// same reports whether what was found is a declared address or number.
func (f found) same(known string) bool {
	if !f.phone {
		return strings.EqualFold(f.text, known)
	}
	a, b := strings.TrimLeft(digitsOf(f.text), "0"), strings.TrimLeft(digitsOf(known), "0")
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 6 && strings.HasSuffix(b, a)
}

func (f found) words(rule string) diag.Words {
	switch rule {
	case ruleCard:
		return diag.Say("カード番号と思われる数字「%s」があります。", "there is what looks like a card number, %q", masked(f.text))
	case ruleIndividual:
		return diag.Say("個人番号（マイナンバー）と思われる数字「%s」があります。", "there is what looks like an individual number (My Number), %q", masked(f.text))
	case ruleEmail:
		return diag.Say("窓口のものでないメールアドレス「%s」があります。", "the mail address %q is no contact's", f.text)
	}
	return diag.Say("窓口のものでない電話番号「%s」があります。", "the phone number %q is no contact's", f.text)
}

var hints = map[string]diag.Words{
	ruleCard: diag.Say("公開してよい番号でなければ削除してください。桁と検査数字がカード番号の形です。",
		"remove it unless it may be public; its length and check digit are those of a card"),
	ruleIndividual: diag.Say("公開してよい番号でなければ削除してください。12桁で、検査用数字が合っています。",
		"remove it unless it may be public; it has 12 digits and the right check digit"),
	ruleEmail: diag.Say("個人のものなら削除してください。窓口のものなら [[contacts]] の email に書きます。",
		"remove it if it is a person's; if it is for enquiries, write it as email under [[contacts]]"),
	rulePhone: diag.Say("個人のものなら削除してください。窓口のものなら [[contacts]] の phone に書きます。",
		"remove it if it is a person's; if it is for enquiries, write it as phone under [[contacts]]"),
}

// masked shows enough of a number to find it, and no more: findings end up in
// logs.
func masked(number string) string {
	rs := []rune(number)
	for i := 4; i < len(rs)-4; i++ {
		if rs[i] >= '0' && rs[i] <= '9' {
			rs[i] = '*'
		}
	}
	return strings.Join(strings.Fields(string(rs)), " ")
}

// lineColumn gives the line and column of a character of a text.
func lineColumn(text string, at int) (line, column int) {
	before := text[:byteAt(text, at)]
	return 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

func byteAt(text string, at int) int {
	n := 0
	for i := range text {
		if n == at {
			return i
		}
		n++
	}
	return len(text)
}

// path of a file of the incident.
func (s *source) filePath(name string) string {
	return fmt.Sprintf("content/%s/files/%s", s.incident.Slug, name)
}
