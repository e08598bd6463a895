package prose

import (
	"net"
	"net/url"
	"path"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"kohyo/internal/diag"
	"kohyo/internal/pattern"
)

// address is where a link leads.
type address struct {
	kind   addressKind
	target string // ready for href, or files/… or /… for the caller to resolve
	host   string // of web, in lower case
	person string // of mail
	number string // of phone: its digits
	why    refusal
}

type addressKind int

const (
	refused addressKind = iota
	web
	mail
	phone
	anchor   // #counts
	sitePath // /ja/slug/
	file     // files/map.png
)

// refusal says why an address is refused.
type refusal int

const (
	noRefusal refusal = iota
	emptyAddress
	badScheme
	noScheme
	otherHost // //host/path
	badCharacter
	badHost
	userInfo
	badPath
	badMail
	badPhone
)

var (
	schemeForm = pattern.New(`^[A-Za-z][A-Za-z0-9+.\-]*:`)
	mailForm   = pattern.New(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~\-]+@[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?)+(\?subject=[^&]*)?$`)
	phoneForm  = pattern.New(`^\+?[0-9][0-9().\-]*(;ext=[0-9]+)?$`)
)

func linkAddress(n *ast.Link) address   { return parseAddress(unescape(string(n.Destination))) }
func imageAddress(n *ast.Image) address { return parseAddress(unescape(string(n.Destination))) }

func autoAddress(n *ast.AutoLink, src []byte) address {
	label := string(n.Label(src))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(label), "mailto:") {
		label = "mailto:" + label
	}
	return parseAddress(label)
}

// parseAddress reads an address and refuses every one that it does not know.
func parseAddress(s string) address {
	if s == "" {
		return address{why: emptyAddress}
	}
	before := rune(-1)
	for _, r := range s {
		// Browsers drop some of these and read the rest as an address.
		if r <= ' ' || r == '\\' || r == '"' || r == '<' || r == '>' || r == '`' || isHidden(before, r, false) {
			return address{why: badCharacter}
		}
		before = r
	}
	scheme := schemeForm().FindString(s)
	switch strings.ToLower(scheme) {
	case "http:", "https:":
		return parseWeb(s)
	case "mailto:":
		return parseMail(s, s[len(scheme):])
	case "tel:":
		return parsePhone(s, s[len(scheme):])
	case "":
		return parsePath(s)
	}
	return address{why: badScheme}
}

func parseWeb(s string) address {
	u, err := url.Parse(s)
	switch {
	case err != nil || u.Opaque != "" || u.Hostname() == "":
		return address{why: badHost}
	case u.User != nil: // https://bank.example@elsewhere.example
		return address{why: userInfo}
	case !isHost(u.Hostname()):
		return address{why: badHost}
	}
	return address{kind: web, target: escapeURL(s), host: strings.ToLower(u.Hostname())}
}

// isHost reports whether a host is written plainly: no full-width letters,
// which browsers turn into others, and no Cyrillic or Greek letters passing
// for Latin ones.
func isHost(host string) bool {
	if net.ParseIP(host) != nil {
		return true
	}
	for label := range strings.SplitSeq(host, ".") {
		latin, alike := false, false
		for _, r := range label {
			switch {
			case r >= 0xFF00 && r <= 0xFFEF:
				return false
			case unicode.In(r, unicode.Cyrillic, unicode.Greek):
				alike = true
			case r < 0x80 && unicode.IsLetter(r):
				latin = true
			case r != '-' && r != '_' && !unicode.In(r, unicode.L, unicode.N, unicode.M):
				return false
			}
		}
		if latin && alike {
			return false
		}
	}
	return true
}

func parseMail(s, person string) address {
	if !mailForm().MatchString(person) {
		return address{why: badMail}
	}
	person, _, _ = strings.Cut(person, "?")
	return address{kind: mail, target: escapeURL(s), person: person}
}

func parsePhone(s, number string) address {
	if !phoneForm().MatchString(number) {
		return address{why: badPhone}
	}
	number, _, _ = strings.Cut(number, ";")
	return address{kind: phone, target: s, number: digits(number)}
}

func parsePath(s string) address {
	clean, _, _ := strings.Cut(s, "#")
	clean, _, _ = strings.Cut(clean, "?")
	name, err := url.PathUnescape(clean)
	switch {
	case strings.HasPrefix(s, "#"):
		return address{kind: anchor, target: escapeURL(s)}
	case strings.HasPrefix(s, "//"):
		return address{why: otherHost}
	case err != nil || strings.ContainsAny(name, "\\{}") || !isClean(name):
		return address{why: badPath}
	case strings.HasPrefix(s, "/"):
		return address{kind: sitePath, target: escapeURL(s)}
	case strings.HasPrefix(s, "files/") && clean == s && !strings.HasSuffix(name, "/"):
		return address{kind: file, target: name}
	}
	return address{why: noScheme}
}

// isClean reports whether a path has no empty, . or .. part to climb by.
func isClean(p string) bool {
	for _, r := range p {
		if isHidden(-1, r, false) {
			return false
		}
	}
	return p == "/" || path.Clean(p) == strings.TrimSuffix(p, "/")
}

// shown is the address as people write it.
func (a address) shown() string {
	if a.kind == mail {
		return a.person
	}
	return a.target
}

func escapeURL(s string) string { return string(util.URLEscape([]byte(s), false)) }

// digits gives the digits of a number, full-width ones too.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return r
		case '０' <= r && r <= '９':
			return r - '０' + '0'
		}
		return -1
	}, s)
}

// Web says what is wrong with the address of a page elsewhere, by the same
// measure as links in prose. It gives ok when nothing is.
func Web(s string) (text, hint diag.Words, ok bool) {
	a := parseAddress(s)
	switch {
	case a.kind == web:
		return diag.Words{}, diag.Words{}, true
	case a.kind != refused:
		a.why = noScheme
	}
	said := saidAddress(a.why)
	if a.why != userInfo && a.why != badHost {
		said.hint = diag.Say("https://www.example.co.jp/ のように書きます。", "write it as https://www.example.co.jp/")
	}
	return said.text, said.hint, false
}

// IsMail reports whether s is the address of a mailbox.
func IsMail(s string) bool { return mailForm().MatchString(s) && !strings.Contains(s, "?") }
