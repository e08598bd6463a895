package render

import (
	"strings"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// SecurityTxt renders security.txt (RFC 9116): how to report a weakness.
func SecurityTxt(s *site.Site) []byte {
	var b strings.Builder
	field := func(name string, values ...string) {
		for _, v := range values {
			b.WriteString(name + ": " + v + "\n")
		}
	}
	set := s.Settings.Security
	field("Contact", valuesOf(set.Contact)...)
	if until, ok := s.SecurityExpires(); ok {
		field("Expires", until.UTC().Format(time.RFC3339))
	}
	field("Encryption", valuesOf(set.Encryption)...)
	field("Acknowledgments", valuesOf(set.Acknowledgments)...)
	if len(set.Languages) > 0 {
		field("Preferred-Languages", strings.Join(valuesOf(set.Languages), ", "))
	}
	if len(set.Canonical) > 0 {
		field("Canonical", valuesOf(set.Canonical)...)
	} else {
		field("Canonical", s.Absolute(site.SecurityAddress))
	}
	field("Policy", valuesOf(set.Policy)...)
	field("Hiring", valuesOf(set.Hiring)...)
	if s.Settings.Data.HasCSAF() {
		field("CSAF", s.Absolute(site.CSAFProviderAddress))
	}
	return []byte(b.String())
}

func valuesOf(list []notice.String) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = v.V
	}
	return out
}
