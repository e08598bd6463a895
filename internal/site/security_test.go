package site

import (
	"testing"
	"time"

	"kohyo/internal/notice"
)

func TestSecurityTxt(t *testing.T) {
	day := notice.Moment{Raw: "2027-10-01", Year: 2027, Month: 10, Day: 1, Precision: notice.ByDay}
	month := notice.Moment{Raw: "2027-10", Year: 2027, Month: 10, Precision: notice.ByMonth}
	contact := []notice.String{str("mailto:security@example.com")}
	for name, c := range map[string]struct {
		security notice.Security
		there    bool
	}{
		"nothing":     {notice.Security{}, false},
		"both":        {notice.Security{Contact: contact, Expires: day}, true},
		"no expiry":   {notice.Security{Contact: contact}, false},
		"no contact":  {notice.Security{Expires: day}, false},
		"not exactly": {notice.Security{Contact: contact, Expires: month}, false},
	} {
		set := settings()
		set.Security = c.security
		s := New(set, nil, now, Options{})
		found := 0
		for p := range s.Pages() {
			if p.Kind == SecurityTxt {
				found++
			}
		}
		if _, ok := s.Find(".well-known/security.txt"); ok != c.there || found > 1 || (found == 1) != c.there {
			t.Errorf("%s: found %t, listed %d times, want %t", name, ok, found, c.there)
		}
	}
	set := settings()
	set.TimeZone.V, set.Security.Expires = "Asia/Tokyo", day
	if until, _ := New(set, nil, now, Options{}).SecurityExpires(); !until.Equal(time.Date(2027, 9, 30, 15, 0, 0, 0, time.UTC)) {
		t.Errorf("expires %v, want the first minute of the day", until)
	}
}
