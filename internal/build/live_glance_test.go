package build_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/build"
)

// A glance shows what is whole and right, and of all else nothing: neither
// what it says nor that it is wrong.
func TestGlance(t *testing.T) {
	const name = "content/outage/1.toml"
	changed := strings.Replace(report, "Notice of", "News of", 1)
	for what, c := range map[string]struct {
		text  string // "": it is away
		shown bool
	}{
		"whole":               {changed, true},
		"nothing yet":         {" ", false},
		"half":                {changed[:len(changed)/2], false},
		"all but its end":     {strings.TrimSuffix(changed, "\n"), false},
		"away":                {"", false},
		"no TOML":             {changed + "x = \n", false},
		"against the rules":   {strings.Replace(changed, "\"outage\"", "\"outrage\"", 1), false},
		"the same once again": {report, false},
	} {
		t.Run(what, func(t *testing.T) {
			site := content(nil)
			live := openLive(t, site)
			first := live.State()
			site[name] = file(c.text)
			if c.text == "" {
				delete(site, name)
			}
			glance(t, live, name)
			if shown := live.State() != first; shown != c.shown {
				t.Fatalf("shown: %t, found %q", shown, rules(live.State().Findings))
			}
			if c.shown {
				if page, err := live.State().Public(moment).ReadFile("en/outage/index.html"); err != nil || !strings.Contains(string(page), "News of") {
					t.Errorf("the change is not shown: %v", err)
				}
			}
			before := live.State()
			if err := live.Update([]string{name}); err != nil {
				t.Fatal(err)
			}
			if again := live.State() != before; again == (c.shown || c.text == report) {
				t.Errorf("the Update that follows makes a new state: %t", again)
			}
		})
	}
}

// What the whole site hangs on, and what comes and goes, waits for the end of
// the burst.
func TestGlanceLeavesTheRest(t *testing.T) {
	site := content(fstest.MapFS{"content/other/1.toml": file(strings.Replace(report, "attachments", "#", 1))})
	live := openLive(t, site)
	first := live.State()
	site["site.toml"] = file(strings.Replace(string(site["site.toml"].Data), "example", "example2", 1))
	site["content/new/1.toml"] = site["content/other/1.toml"]
	delete(site, "content/other/1.toml")
	glance(t, live, "site.toml")
	glance(t, live, "content/new/1.toml")
	glance(t, live, "content/other")
	glance(t, live, "content/other/1.toml")
	if live.State() != first {
		t.Error("a glance has shown it")
	}
}

// However many link to an incident, it is shown at once; what is found in them
// comes later.
func TestManyLinksToAChange(t *testing.T) {
	site := content(nil)
	link := "\n[lead]\nja = \"[前の件](/ja/outage/)\"\nen = \"[Before](/en/outage/)\"\n"
	for i := range 40 {
		site[fmt.Sprintf("content/n-%02d/1.toml", i)] = file(strings.Replace(report, "attachments", "#", 1) + link)
	}
	live := openLive(t, site)
	if s := settled(t, live); !s.Good() {
		t.Fatal(rules(s.Findings))
	}
	site["content/outage/1.toml"] = file(strings.Replace(report, "Notice of", "News of", 1))
	glance(t, live, "content/outage/1.toml")
	s := live.State()
	if page, err := s.Public(moment).ReadFile("en/outage/index.html"); err != nil || !strings.Contains(string(page), "News of") {
		t.Errorf("the change is not shown: %v", err)
	}
	if s.Unchecked("outage") {
		t.Error("it is still to be checked")
	}
	if s = settled(t, live); !s.Good() || s.Unchecked("n-00") {
		t.Error(rules(s.Findings))
	}
}

func glance(t *testing.T, live *build.Live, names ...string) {
	t.Helper()
	if err := live.Glance(names); err != nil {
		t.Fatal(err)
	}
}
