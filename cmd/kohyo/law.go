package main

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/law"
	"kohyo/internal/notice"
)

// knownLaws refuses names of regimes that there are none of, and names the
// one that may have been meant.
func knownLaws(names []string) error {
	for _, name := range names {
		if _, ok := law.Find(name); ok {
			continue
		}
		hint := diag.Say("使える名前: %s", "the names are: %s", strings.Join(law.Names(), ", "))
		if near := law.Nearest(name); near != "" {
			hint = diag.Say("もしかして: --law %s", "did you mean: --law %s", near)
		}
		return usage(diag.Say("--law の %q という法令の名前はありません。", "--law: there is no regime %q", name), hint)
	}
	return nil
}

// printLaws prints a table for each regime and each incident, and what is left
// of the time at a moment. A moment without a zone is one of the site's clock.
func (a *app) printLaws(checked build.Checked, names []string, now time.Time, local bool) error {
	if local {
		zone, err := time.LoadLocation(cmp.Or(checked.Site.TimeZone.V, "UTC"))
		if err != nil {
			zone = time.UTC // load has said so
		}
		now = time.Date(now.Year(), now.Month(), now.Day(), now.Hour(), now.Minute(), now.Second(), 0, zone)
	}
	var results []law.Result
	for _, name := range names {
		for _, head := range checked.Notices {
			if in, ok := checked.Incident(head.Slug); ok {
				results = append(results, law.Check(checked.Site, []*notice.Incident{in}, []string{name}, now)...)
			}
		}
	}
	if err := law.Print(a.stdout, results, a.lang); err != nil {
		return err
	}
	_, err := fmt.Fprintln(a.stdout)
	return err
}
