package wording

import (
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"

	"kohyo/internal/notice"
)

// countries are the countries of time zones whose language is spoken in
// several. Elsewhere the source language tells the country.
var countries = map[string]string{
	"Europe/London": "GB", "Europe/Dublin": "IE", "America/Toronto": "CA", "America/Vancouver": "CA",
	"Australia/Sydney": "AU", "Australia/Melbourne": "AU", "Australia/Brisbane": "AU", "Australia/Perth": "AU",
	"Pacific/Auckland": "NZ", "Asia/Singapore": "SG", "Asia/Hong_Kong": "HK", "Asia/Taipei": "TW", "Asia/Tokyo": "JP",
	"Asia/Seoul": "KR", "Asia/Shanghai": "CN", "Asia/Kolkata": "IN", "Asia/Manila": "PH", "Asia/Kuala_Lumpur": "MY",
	"Asia/Bangkok": "TH", "Asia/Jakarta": "ID", "Asia/Ho_Chi_Minh": "VN", "Africa/Johannesburg": "ZA",
	"Europe/Vienna": "AT", "Europe/Zurich": "CH", "Europe/Brussels": "BE", "Europe/Paris": "FR", "Europe/Berlin": "DE",
	"Europe/Madrid": "ES", "Europe/Lisbon": "PT", "America/Sao_Paulo": "BR", "America/Mexico_City": "MX",
	"America/New_York": "US", "America/Chicago": "US", "America/Denver": "US", "America/Los_Angeles": "US",
}

// country is where the site's publisher telephones from.
func (w *Writer) country() string { return country(w.site.TimeZone.V, w.source) }

// Country is where a site's publisher telephones from: JP.
func Country(site *notice.Site) string {
	source := "und"
	if len(site.Languages) > 0 {
		source = site.Languages[0].V
	}
	return country(site.TimeZone.V, source)
}

func country(zone, source string) string {
	if c, ok := countries[zone]; ok {
		return c
	}
	region, _ := language.Make(source).Region()
	return region.String()
}

// FreeWithin says that calls to a number are free, and where.
func (w *Writer) FreeWithin() string {
	if name, ok := w.lang.Country(w.country()); ok {
		return w.Label("contacts.free_within", name)
	}
	return w.Label("contacts.free")
}

// Phone says a number as readers of this language dial it, with the address
// of a link. Readers of the source language see it as written, others with
// the country's code. Numbers that cannot be dialled from abroad stay as they
// are for everybody.
func (w *Writer) Phone(number string) (shown, tel string) {
	if number == "" {
		return "", ""
	}
	known, ok := w.phones.Load(number)
	if !ok {
		known = w.spoken(number)
		w.phones.Store(number, known)
	}
	s := known.(spoken)
	if w.Tag() != w.source {
		return s.abroad, s.tel
	}
	return s.home, s.tel
}

// spoken is a number as readers of the source language and all others see it,
// and as it is dialled.
type spoken struct{ home, abroad, tel string }

func (w *Writer) spoken(number string) spoken {
	country := w.country()
	parsed, err := phonenumbers.Parse(number, country)
	if err != nil || !phonenumbers.IsValidNumber(parsed) || homeOnly(parsed) {
		return spoken{number, number, dialled(number)}
	}
	home := number
	if strings.HasPrefix(strings.TrimSpace(number), "+") && phonenumbers.GetRegionCodeForNumber(parsed) == country {
		home = phonenumbers.Format(parsed, phonenumbers.NATIONAL)
	}
	return spoken{home, phonenumbers.Format(parsed, phonenumbers.INTERNATIONAL), "tel:" + phonenumbers.Format(parsed, phonenumbers.E164)}
}

// homeOnly tells numbers that work within the country only: free calls and
// the like.
func homeOnly(n *phonenumbers.PhoneNumber) bool {
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.TOLL_FREE, phonenumbers.SHARED_COST, phonenumbers.PREMIUM_RATE, phonenumbers.UAN:
		return true
	}
	return false
}

// dialled is a number as it is dialled in its country, as a link.
func dialled(number string) string {
	var b strings.Builder
	for _, r := range number {
		if r >= '0' && r <= '9' || r == '#' || r == '*' || r == '+' && b.Len() == 0 {
			b.WriteRune(r)
		}
	}
	if b.Len() == 0 {
		return ""
	}
	return "tel:" + strings.ReplaceAll(b.String(), "#", "%23")
}
