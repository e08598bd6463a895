package publish

import (
	"strings"
	"testing"

	"kohyo/internal/tlog"
)

// Every refusal says in both languages what is wrong and how to go on, and
// names what it is about.
func TestRefusalsSayHowToGoOn(t *testing.T) {
	for want, r := range map[string]*Refused{
		"reports that are public differ":    refuseConflicts([]tlog.Conflict{{Slug: "shop", Number: 1, Kind: tlog.Changed}}),
		"no private key":                    Unsigned(),
		"gone from /srv/current":            refuseLostLog("/srv/current"),
		"/srv/.kohyo/last holds":            refuseUnknown(Witness{Where: "/srv/.kohyo/last"}),
		"/out holds":                        refuseUnknown(Witness{Where: "/out", Copied: true}),
		"at https://www.example.com/":       refuseNoLog("https://www.example.com/"),
		"2 public files would go; not more": refuseRemovals([]string{"a", "b"}, 1),
	} {
		if !strings.Contains(r.Error(), want) || r.Text.Ja == "" || r.Hint.Ja == "" || r.Hint.En == "" || strings.Contains(r.Text.Ja+r.Text.En+r.Hint.Ja+r.Hint.En, "%!") {
			t.Errorf("%s: %+v", want, r)
		}
	}
}
