package site

import "time"

// SecurityAddress is where RFC 9116 has security.txt.
const SecurityAddress = ".well-known/security.txt"

// HasSecurity reports whether the site says how to report a weakness.
func (s *Site) HasSecurity() bool {
	_, ok := s.SecurityExpires()
	return ok && len(s.Settings.Security.Contact) > 0
}

// SecurityExpires is until when it does.
func (s *Site) SecurityExpires() (time.Time, bool) { return s.Settings.Security.Until(s.Zone) }

func securityPage() Page { return Page{Kind: SecurityTxt, Address: SecurityAddress} }
