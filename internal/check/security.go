package check

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
	"kohyo/internal/prose"
)

// What RFC 9116 says of security.txt. That it has a contact and an expiry, the
// loader asks for.

var (
	telForm = pattern.New(`^tel:\+[0-9][0-9().\-]*[0-9]$`)
	keyForm = pattern.New(`^(dns:[^\s]+|openpgp4fpr:[0-9A-Fa-f]{40,64})$`)
)

func securityContact(s *source, say say) {
	if s.report != nil {
		return
	}
	for _, c := range s.site.Security.Contact {
		text, hint, ok := contactURI(c.V)
		if !ok {
			say(c.Place, of("security, contact", text), hint)
		}
	}
}

// contactURI says what is wrong with a contact: it is an address that a
// program can follow, of a page, a mailbox or a telephone.
func contactURI(v string) (text, hint diag.Words, ok bool) {
	if address, mail := strings.CutPrefix(v, "mailto:"); mail && prose.IsMail(address) || telForm().MatchString(v) {
		return text, hint, true
	}
	if _, _, ok := prose.Web(v); ok && !unencrypted(v) {
		return text, hint, true
	}
	text = diag.Say("「%s」は連絡先として読めません。", "%q is no contact", v)
	plain := strings.TrimSpace(v)
	switch {
	case prose.IsMail(plain):
		return text, diag.Say(`書き方: "mailto:%s"`, `write "mailto:%s"`, plain), false
	case phoneNumber().MatchString(plain) || strings.HasPrefix(plain, "tel:"):
		return text, diag.Say(`国番号から書きます: "tel:+81-3-0000-0000"`, `write it with the country code: "tel:+81-3-0000-0000"`), false
	case unencrypted(plain):
		return text, diag.Say("https:// で始まるアドレスを書きます。", "write an address that begins with https://"), false
	}
	return text, diag.Say(`"mailto:security@example.co.jp"、"tel:+81-3-0000-0000" か、https:// で始まるアドレスを書きます。`,
		`write "mailto:security@example.co.jp", "tel:+81-3-0000-0000" or an address that begins with https://`), false
}

// unencrypted reports whether an address is of a page that is not encrypted.
func unencrypted(v string) bool { return strings.HasPrefix(strings.ToLower(v), "http:") }

func securityExpires(s *source, say say) {
	if s.report != nil {
		return
	}
	e := s.site.Security.Expires
	if _, ok := s.site.Security.Until(s.location()); e.IsZero() || ok {
		return
	}
	say(e.Place, of("security, expires", diag.Say("「%s」は期限として読めません。", "%q is no expiry", e.Raw)),
		diag.Say("日付か日時を書きます: expires = %s", "write a date, or a date and a time: expires = %s", s.laterDay()))
}

// laterDay is a good expiry, within the year that RFC 9116 advises.
func (s *source) laterDay() string {
	now := s.checker.Now
	if now.IsZero() {
		now = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	}
	return now.In(s.location()).AddDate(0, 11, 0).Format(time.DateOnly)
}

// soon is how long before its expiry security.txt should be renewed.
const soon = 30 * 24 * time.Hour

// securityExpiry is a warning even when the date is past: on the day of a
// disclosure, a notice must not wait for it.
func securityExpiry(s *source, say say) {
	now := s.checker.Now
	until, ok := s.site.Security.Until(s.location())
	if s.report != nil || !ok || now.IsZero() {
		return
	}
	e := s.site.Security.Expires
	hint := diag.Say("連絡先などを確かめてから新しい期限を書きます: expires = %s", "see that the contact still holds, then write a new date: expires = %s", s.laterDay())
	switch left := until.Sub(now); {
	case left <= 0:
		say(e.Place, of("security, expires", diag.Say("security.txt の期限（%s）が過ぎています。", "security.txt expired on %s", e.Raw)), hint)
	case left < soon:
		days := int(left / (24 * time.Hour))
		say(e.Place, of("security, expires", diag.Say("security.txt の期限（%[1]s）まで、あと%[2]d日です。", "security.txt expires on %[1]s, %[3]s from now", e.Raw, days, daysOf(days))), hint)
	case until.After(now.AddDate(1, 0, 0)):
		say(e.Place, of("security, expires", diag.Say("security.txt の期限（%s）が1年以上先です。", "security.txt expires on %s, more than a year from now", e.Raw)),
			diag.Say("RFC 9116 は1年以内を勧めています: expires = %s", "RFC 9116 advises less than a year: expires = %s", s.laterDay()))
	}
}

func daysOf(n int) string {
	if n == 1 {
		return "1 day"
	}
	return strconv.Itoa(n) + " days"
}

// securityAddress finds what is no address, or one that is not encrypted, and
// keys that cannot be found.
func securityAddress(s *source, say say) {
	if s.report != nil {
		return
	}
	set := s.site.Security
	for _, list := range []struct {
		key  string
		list []notice.String
	}{{"acknowledgments", set.Acknowledgments}, {"canonical", set.Canonical}, {"policy", set.Policy}, {"hiring", set.Hiring}} {
		for _, v := range list.list {
			if text, hint, ok := prose.Web(v.V); !ok {
				say(v.Place, of("security, "+list.key, text), hint)
			} else if unencrypted(v.V) {
				say(v.Place, of("security, "+list.key, diag.Say("「%s」は暗号化されないアドレスです。", "%q is an address without encryption", v.V)),
					diag.Say("https:// で始まるアドレスを書きます。", "write an address that begins with https://"))
			}
		}
	}
	for _, v := range set.Encryption {
		if _, _, ok := prose.Web(v.V); ok && !unencrypted(v.V) || keyForm().MatchString(v.V) {
			continue
		}
		say(v.Place, of("security, encryption", diag.Say("「%s」は鍵のアドレスとして読めません。", "%q is no address of a key", v.V)),
			diag.Say("鍵そのものではなく、鍵を置いた https:// で始まるアドレス（または openpgp4fpr:、dns:）を書きます。",
				"write not the key but where it is: an address that begins with https://, or openpgp4fpr: or dns:"))
	}
}

// securityPlace finds a file that nobody will look for, because it is not at
// the root of its host.
func securityPlace(s *source, say say) {
	set := s.site.Security
	if s.report != nil || len(set.Contact) == 0 || len(set.Canonical) > 0 {
		return
	}
	base, err := url.Parse(s.site.BaseURL.V)
	if err != nil || base.Path == "/" || base.Path == "" {
		return
	}
	root := base.Scheme + "://" + base.Host + "/.well-known/security.txt"
	say(set.Contact[0].Place, of("security", diag.Say("security.txt は %s にあるものしか読まれません。", "security.txt is looked for at %s only", root)),
		diag.Say(`サーバーの設定で、このサイトの .well-known/security.txt をそのアドレスで公開し、canonical = "%s" と書きます。`,
			`let the server answer there with this site's .well-known/security.txt, and write canonical = "%s"`, root))
}
