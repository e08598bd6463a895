package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/publicsuffix"
	"golang.org/x/text/unicode/norm"

	"kohyo/internal/pattern"
)

// address finds an address that leads nowhere or is not allowed.
func (f *finder) address(offset int, a address) bool {
	if a.kind == refused {
		f.add(offset, RuleAddress, saidAddress(a.why))
		return false
	}
	if a.kind == file {
		f.refer(offset, Reference{Path: a.target, File: true})
	}
	return true
}

func (f *finder) link(n *ast.Link) {
	if len(n.Title) > 0 {
		f.add(n.Pos(), RuleLinkTitle, saidLinkTitle)
	}
	words := f.words(n)
	if strings.TrimSpace(words) == "" {
		f.add(n.Pos(), RuleEmptyLink, saidEmptyLink)
	}
	a := linkAddress(n)
	if !f.address(n.Pos(), a) {
		return
	}
	if shown := otherPlace(words, a); shown != "" {
		f.add(n.Pos(), RuleLinkText, saidLinkText(shown, a.shown()))
	}
}

func (f *finder) image(n *ast.Image) {
	if len(n.Title) > 0 {
		f.add(n.Pos(), RuleLinkTitle, saidLinkTitle)
	}
	if strings.TrimSpace(f.words(n)) == "" {
		f.add(n.Pos(), RuleImageAlt, saidImageAlt)
	}
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if _, link := c.(*ast.Link); entering && (link || c.Kind() == ast.KindImage && c != ast.Node(n)) {
			f.add(n.Pos(), RuleImageAlt, saidImageLink)
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	a := imageAddress(n)
	if a.kind != file {
		f.add(n.Pos(), RuleImage, saidImage)
		return
	}
	f.refer(n.Pos(), Reference{Path: a.target, File: true})
}

var (
	hostInText  = pattern.New(`(?i)(?:([a-z][a-z0-9+.-]*:)?//)?(?:[^\s/@]*@)?((?:[\p{L}\p{N}_-]+\.)+[a-z]{2,})`)
	mailInText  = pattern.New(`(?i)[a-z0-9.!#$%&'*+/=?^_{|}~-]+@[a-z0-9.-]+[a-z0-9]`)
	phoneInText = pattern.New(`\+?[0-9][0-9() .\-‐‑–−ー]{5,}[0-9]`)
	// fileEndings are domains too, but in the text of a link they end a file.
	fileEndings = pattern.New(`\.(zip|md|mov|app|sh|pl|py|rs)$`)
)

// otherPlace gives what a link's text names, if that is another place than
// the one it leads to: another host, mail address or phone number.
func otherPlace(words string, a address) string {
	words = norm.NFKC.String(words)
	switch a.kind {
	case mail:
		for _, m := range mailInText().FindAllString(words, -1) {
			if !strings.EqualFold(m, a.person) {
				return m
			}
		}
		return ""
	case phone:
		for _, m := range phoneInText().FindAllString(words, -1) {
			if !sameNumber(digits(m), a.number) {
				return strings.TrimSpace(m)
			}
		}
	}
	if strings.Contains(words, "@") && a.kind != web {
		if m := mailInText().FindString(words); m != "" {
			return m
		}
	}
	if !strings.Contains(words, ".") {
		return "" // no host
	}
	for _, m := range hostInText().FindAllStringSubmatch(words, -1) {
		host := strings.ToLower(m[2])
		explicit := strings.Contains(m[0], "//") || strings.HasPrefix(host, "www.")
		if !explicit && (a.kind != web || !isDomain(host) || strings.Contains(m[0], "@")) {
			continue
		}
		if a.kind != web || !sameSite(host, a.host) {
			return m[0]
		}
	}
	return ""
}

// isDomain tells example.co.jp from Node.js and report.pdf.
func isDomain(host string) bool {
	_, known := publicsuffix.PublicSuffix(host)
	return known && !fileEndings().MatchString(host)
}

// sameSite reports whether one host is the other or a part of it.
func sameSite(a, b string) bool {
	a, b = strings.TrimPrefix(a, "www."), strings.TrimPrefix(b, "www.")
	return a == b || strings.HasSuffix(b, "."+a)
}

// sameNumber compares phone numbers with and without a country's code.
func sameNumber(a, b string) bool {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	if len(a) > len(b) {
		a, b = b, a
	}
	return len(a) >= 6 && strings.HasSuffix(b, a)
}
