package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// phoneImpossible finds numbers that no telephone company gives out: a digit
// too few, an area that does not exist.
func phoneImpossible(s *source, say say) {
	s.numbers(func(path string, v notice.String, n *phonenumbers.PhoneNumber, country string) {
		// Short numbers (188, 110) are beyond the list of those we could hold them to.
		if len(v.V) == 3 || n != nil && phonenumbers.IsValidNumber(n) && !zeroLost(v.V, country) {
			return
		}
		// The zeros that a new report comes with are no slip.
		if strings.HasSuffix(v.V, "-0000-0000") {
			return
		}
		say(v.Place, of(path, diag.Say("「%s」という番号はありません（%s の番号計画）。", "no number is written %q (numbering plan of %s)", v.V, country)),
			diag.Say("桁の抜けや打ち間違いがないか確かめてください。外国の番号は +82 のように国番号から書きます。",
				"look for a digit that is missing or wrong; numbers of other countries begin with their code, as +82"))
	})
}

// zeroLost reports whether a number of Japan lacks the zero that it is dialled
// with: the plan knows it without, readers cannot call it.
func zeroLost(number, country string) bool {
	return country == "JP" && !strings.HasPrefix(number, "0") && !strings.HasPrefix(number, "+")
}

// freeCall finds numbers that are said to be free and are not.
func freeCall(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, c := range s.report.Contacts {
		if !c.FreeCall.V || !phoneNumber().MatchString(c.Phone.V) {
			continue
		}
		n := s.dial(c.Phone.V)
		if n == nil || !phonenumbers.IsValidNumber(n) || phonenumbers.GetNumberType(n) == phonenumbers.TOLL_FREE {
			continue
		}
		say(c.FreeCall.Place, of(fmt.Sprintf("contacts %d, free_call", i+1), diag.Say("「%s」は通話料のかからない番号ではありません。", "calls to %q are not free", c.Phone.V)),
			diag.Say("free_call を削除するか、番号を確かめてください。", "remove free_call, or check the number"))
	}
}

// numbers calls look for every phone and fax number that has the form of one.
func (s *source) numbers(look func(path string, v notice.String, n *phonenumbers.PhoneNumber, country string)) {
	if s.report == nil {
		return
	}
	country := wording.Country(s.site)
	for i, c := range s.report.Contacts {
		for _, x := range []struct {
			key string
			v   notice.String
		}{{"phone", c.Phone}, {"fax", c.Fax}} {
			if !phoneNumber().MatchString(x.v.V) {
				continue
			}
			look(fmt.Sprintf("contacts %d, %s", i+1, x.key), x.v, s.dial(x.v.V), country)
		}
	}
}

// hoursReversed finds hours that end before they begin.
func hoursReversed(s *source, say say) {
	eachHours(s, func(path string, h notice.Hours) {
		if h.Open.Set && h.Close.Set && minutes(h.Close) <= minutes(h.Open) {
			say(h.Close.Place, of(path+", close", diag.Say("受付の終わり（%02d:%02d）が始まり（%02d:%02d）より後ではありません。", "it closes at %02d:%02d and opens at %02d:%02d",
				h.Close.Hour, h.Close.Minute, h.Open.Hour, h.Open.Minute)),
				diag.Say("一日中は \"0:00\" から \"24:00\"、日をまたぐ受付は二つの [[contacts.hours]] に分けて書きます。",
					"a whole day is \"0:00\" to \"24:00\"; hours across midnight are two [[contacts.hours]]"))
		}
	})
}

func minutes(c notice.Clock) int { return c.Hour*60 + c.Minute }

func eachHours(s *source, look func(path string, h notice.Hours)) {
	if s.report == nil {
		return
	}
	for i, c := range s.report.Contacts {
		for k, h := range c.Hours {
			look(fmt.Sprintf("contacts %d, hours %d", i+1, k+1), h)
		}
	}
}

// openAndClosed finds days that are both open and closed.
func openAndClosed(s *source, say say) {
	both := func(path string, open, closed []notice.When) {
		for _, o := range open {
			for _, c := range closed {
				if !o.From.IsZero() && !c.From.IsZero() && !s.apart(o, c) {
					say(place(c), of(path+", closed_on", diag.Say("%s は open_on にもあります。", "%s is also among the days in open_on", raw(c))),
						diag.Say("どちらかを削除してください。", "remove one of the two"))
				}
			}
		}
	}
	eachHours(s, func(path string, h notice.Hours) { both(path, h.OpenOn, h.ClosedOn) })
	if s.report != nil {
		for i, c := range s.report.Contacts {
			both(fmt.Sprintf("contacts %d", i+1), c.OpenOn, c.ClosedOn)
		}
	}
}

// reachable reports whether a contact has any way to reach it.
func reachable(c notice.Contact) bool {
	return c.Phone.V != "" || c.Fax.V != "" || c.Email.V != "" || c.Form.V != "" || !c.Address.IsZero()
}

// noWay finds contacts that nobody can reach, and a report that has lost the
// contacts of the report before.
func noWay(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, c := range s.report.Contacts {
		if !reachable(c) && c.Note.IsZero() {
			say(c.Place, of(fmt.Sprintf("contacts %d", i+1), diag.Say("この窓口には連絡する方法が書かれていません。", "there is no way to reach this contact")),
				diag.Say("phone、email、form、fax、address のどれかを書いてください。", "write phone, email, form, fax or address"))
		}
	}
	if s.before != nil && len(s.report.Contacts) == 0 && slices.ContainsFunc(s.before.Contacts, reachable) {
		say(diag.Place{File: s.report.File}, diag.Say("前の報にあった問い合わせ窓口が、この報にありません。", "the report before names whom to ask; this one names nobody"),
			diag.Say("[[contacts]] を書いてください。報はそれぞれ単独で読まれます。", "write [[contacts]]: each report is read by itself"))
	}
}

// freeCallOnly finds free calls, which work within the country, as the only
// way for readers of other languages.
func freeCallOnly(s *source, say say) {
	if s.report == nil || len(s.site.Languages) < 2 {
		return
	}
	free, path := notice.String{}, ""
	for i, c := range s.report.Contacts {
		if c.Email.V != "" || c.Form.V != "" || c.Fax.V != "" {
			return
		}
		if c.Phone.V == "" {
			continue
		}
		n := s.dial(c.Phone.V)
		if n == nil || !phoneNumber().MatchString(c.Phone.V) || phonenumbers.GetNumberType(n) != phonenumbers.TOLL_FREE {
			return
		}
		if free.V == "" {
			free, path = c.Phone, fmt.Sprintf("contacts %d, phone", i+1)
		}
	}
	if free.V != "" {
		say(free.Place, of(path, diag.Say("フリーダイヤル %s は国外からかけられません。ほかの連絡方法がありません。", "%s cannot be called from abroad, and there is no other way", free.V)),
			diag.Say("他言語の読者のために、固定電話、email、form のどれかも書いてください。", "for readers of other languages add another number, email or form"))
	}
}
