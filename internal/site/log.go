package site

import "slices"

const verifyName = "verify/"

// VerifyAddress is the page that tells how to verify a notice: "ja/verify/".
func VerifyAddress(lang string) string { return HomeAddress(lang) + verifyName }

func verifyPage(lang string) Page {
	return Page{Kind: Verify, Lang: lang, Address: VerifyAddress(lang)}
}

// WithLog gives the same site whose reports stand in a log.
func (s *Site) WithLog() *Site {
	other := *s
	other.logged = true
	return &other
}

// Logged reports whether the site's reports stand in a log.
func (s *Site) Logged() bool { return s.logged }

// Example is the newest report whose text is public, for pages that tell what
// to do with one; false where there is none.
func (s *Site) Example() (slug string, number int, ok bool) {
	for _, d := range slices.Backward(s.rising) {
		if !d.withdrawn {
			return d.in.Slug, d.number, true
		}
	}
	return "", 0, false
}
