package check

import (
	"cmp"
	"strings"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
	"kohyo/internal/prose"
)

// titleBreak finds a title's marks of where it may break with nothing between
// them.
func titleBreak(s *source, say say) {
	for _, p := range s.said {
		if p.Path != "title" && !strings.HasPrefix(p.Path, "title (") || !strings.Contains(p.Text, "|") {
			continue
		}
		column := 1
		for _, piece := range strings.Split(p.Text, "|") {
			if strings.TrimSpace(piece) == "" {
				say(p.At(1, max(1, column-1)), of(p.Path, diag.Say("改行位置の印 | の間に文字がありません。", "there is nothing between two marks |")),
					diag.Say("| は「…」への|不正アクセスによる|… のように、言葉と言葉の間に一つだけ書きます。", "write a single | between words where the title may break"))
				break
			}
			column += len([]rune(piece)) + 1
		}
	}
}

// spanReversed finds spans that certainly end before they begin.
func spanReversed(s *source, say say) {
	loc := s.location()
	for _, f := range s.fields {
		span, ok := f.Value.(*notice.Span)
		if !ok {
			continue
		}
		from, known := span.From.Earliest(loc)
		to, bounded := span.To.Latest(loc)
		if known && bounded && to.Before(from) {
			say(span.To.Place, of(f.Path, diag.Say("終わり（%[2]s）が始まり（%[1]s）より前です。", "the end (%[2]s) is before the beginning (%[1]s)", span.From.Raw, span.To.Raw)),
				diag.Say("from と to を確かめてください。", "check from and to"))
		}
	}
}

// location is the time zone of the report.
func (s *source) location() *time.Location {
	if s.zone == nil {
		zone := s.site.TimeZone.V
		if s.report != nil {
			zone = cmp.Or(s.report.TimeZone.V, zone)
		}
		s.zone = s.checker.location(cmp.Or(zone, "UTC"))
	}
	return s.zone
}

// location reads each zone once: all reports have the same.
func (c *Checker) location(zone string) *time.Location {
	if known, ok := c.zones.Load(zone); ok {
		return known.(*time.Location)
	}
	loc, err := time.LoadLocation(zone)
	if err != nil { // load has said so
		loc = time.UTC
	}
	c.zones.Store(zone, loc)
	return loc
}

// urlKeys are the fields that hold the address of a page elsewhere.
var urlKeys = map[string]bool{"url": true, "link": true, "form": true, "namespace": true}

func urlForm(s *source, say say) {
	for _, f := range s.fields {
		v, ok := f.Value.(notice.String)
		if !ok || !urlKeys[f.Key] {
			continue
		}
		if text, hint, ok := prose.Web(v.V); !ok {
			say(v.Place, of(f.Path, text), hint)
		}
	}
}

func emailForm(s *source, say say) {
	for _, f := range s.fields {
		if v, ok := f.Value.(notice.String); ok && f.Key == "email" && !prose.IsMail(v.V) {
			say(v.Place, of(f.Path, diag.Say("「%s」はメールアドレスとして読めません。", "%q is no mail address", v.V)),
				diag.Say("support@example.co.jp のように半角で、アドレスだけを書きます。", "write the address alone, as support@example.co.jp"))
		}
	}
}

var phoneNumber = pattern.New(`^\+?[0-9(][0-9() .\-]*[0-9]$`)

// phoneForm finds numbers that no telephone can dial.
func phoneForm(s *source, say say) {
	for _, f := range s.fields {
		if v, ok := f.Value.(notice.String); ok && (f.Key == "phone" || f.Key == "fax") && !phoneNumber().MatchString(v.V) {
			say(v.Place, of(f.Path, diag.Say("「%s」は電話番号として読めません。", "%q is no phone number", v.V)),
				diag.Say("0120-000-000 のように半角の数字とハイフンで書きます。内線などは note に書きます。", "write digits and hyphens, as 0120-000-000; extensions and the like belong to note"))
		}
	}
}
