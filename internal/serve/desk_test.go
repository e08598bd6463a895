package serve

import (
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo/internal/desk"
	"kohyo/internal/diag"
	"kohyo/internal/law"
	"kohyo/internal/notice"
)

// Every word that is asked for exists, in both languages, with the same
// places to fill; and no word is left over.
func TestWords(t *testing.T) {
	asked := regexp.MustCompile(`(?:Say|say)[ (]"([a-z.-]+)"`)
	counted := regexp.MustCompile(`count\("([a-z-]+)"`)
	places := regexp.MustCompile(`%[a-z]`)
	used := map[string]bool{}
	read := func(name string, data []byte) {
		for key := range words {
			if name != "words.go" && strings.Contains(string(data), `"`+key+`"`) {
				used[key] = true
			}
		}
		for _, m := range asked.FindAllSubmatch(data, -1) {
			if used[string(m[1])] = true; !strings.HasSuffix(string(m[1]), ".") && words[string(m[1])].IsZero() {
				t.Errorf("%s asks for %s", name, m[1])
			}
		}
		for _, m := range counted.FindAllSubmatch(data, -1) {
			used["one."+string(m[1])], used["many."+string(m[1])] = true, true
		}
	}
	for _, glob := range []string{"*.go", "files/*.html"} {
		names, err := fs.Glob(os.DirFS("."), glob)
		if err != nil || len(names) == 0 {
			t.Fatal(err, names)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			read(name, data)
		}
	}
	for _, made := range []string{"state.draft", "state.embargoed", "state.published", "left.days", "left.days-over", "law.open"} {
		used[made] = true
	}
	for _, v := range views {
		used["view."+v] = true
	}
	for key, w := range words {
		if !used[key] {
			t.Errorf("nobody asks for %s", key)
		}
		if w.Ja == "" || w.En == "" || len(places.FindAllString(w.Ja, -1)) != len(places.FindAllString(w.En, -1)) {
			t.Errorf("%s: %q and %q", key, w.Ja, w.En)
		}
	}
}

// many is a desk with n incidents, all public but the first two.
func many(n int) *State {
	var all []*notice.Incident
	for i := range n {
		slug := fmt.Sprintf("i-%03d", i)
		r := &notice.Report{Slug: slug, Number: 1, File: "content/" + slug + "/1.toml", Status: notice.Word{ID: "ready"},
			Published: notice.Moment{Raw: "x", Precision: notice.ByDay, Year: 2026, Month: 1 + i%3, Day: 1 + i%28}}
		if i < 2 {
			r.Status.ID = "draft"
		}
		all = append(all, &notice.Incident{Slug: slug, Reports: []*notice.Report{r}})
	}
	s := stateOf(page)
	s.Desk = desk.New(desk.Input{
		Settings:  &notice.Site{Languages: []notice.String{{V: "ja"}, {V: "en"}}},
		Incidents: all, Now: func() time.Time { return noon }, Law: []string{"appi", "gdpr"},
		Findings: diag.Findings{{Rule: "r", Place: diag.Place{File: "site.toml"}, Text: diag.Say("サイトの指摘", "about the site")}, {Rule: "r", Place: diag.Place{File: "content/i-007/1.toml"}}},
		Whole: func(slug string) *notice.Incident {
			at := slices.IndexFunc(all, func(i *notice.Incident) bool { return i.Slug == slug })
			if at < 0 {
				return nil
			}
			return all[at]
		},
	})
	return s
}

// Every page of the desk is made, in both languages; what is too much for one
// page goes on the next.
func TestDesk(t *testing.T) {
	_, web := started(t, nil, many(perDesk+perDesk/2))
	for path, want := range map[string]string{
		"/": "In work", "/-/ja/": "作業中", "/-/en/": "about the site", "/-/ja/list/2/": "2／2", "/-/en/i-000/": "Draft", "/-/ja/i-007/": "個人情報保護法",
		"/-/en/i-007/1/both/": `src="/en/i-007/1/"`, "/-/ja/i-007/1/page/en/": `src="/en/i-007/1/"`, "/-/ja/i-007/1/phone/": `src="/ja/i-007/1/"`,
		"/-/en/i-007/1/paper/bilingual/": `src="/ja/i-007/1/print/bilingual/"`,
	} {
		answer, body := get(t, web.URL+path)
		if answer.StatusCode != 200 || !strings.Contains(body, want) || strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s: %s, without %q\n%.2000s", path, answer.Status, want, body)
		}
		if policy := answer.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "frame-src 'self'") {
			t.Errorf("%s: %s", path, policy)
		}
	}
	if _, first := get(t, web.URL+"/"); strings.Count(first, "<tr>") != 2+perDesk {
		t.Errorf("the first page lists %d rows", strings.Count(first, "<tr>"))
	}
	for _, path := range []string{
		"/-/ja/list/1/", "/-/ja/list/3/", "/-/ja/list/02/", "/-/ja/list/x/", "/-/fr/", "/-/ja/none/", "/-/ja/i-007/2/page/", "/-/ja/i-007/01/page/", "/-/ja/i-007/1/",
		"/-/ja/i-007/1/none/", "/-/ja/i-007/1/page/fr/", "/-/ja/i-007/1/both/ja/", "/-/ja/i-007/1/phone/bilingual/", "/-/ja/i-007/1/changes/", "/-/ja/i-007/1/page/ja/x/",
	} {
		if answer, _ := get(t, web.URL+path); answer.StatusCode != 404 {
			t.Errorf("%s: %s", path, answer.Status)
		}
	}
	if answer, _ := get(t, web.URL+"/-/ja/i-007"); answer.StatusCode != 303 || answer.Header.Get("Location") != "/-/ja/i-007/" {
		t.Errorf("without its slash: %s", answer.Status)
	}
}

// Nothing an author writes becomes markup of the desk or of the panel.
func TestAuthorsWriteNoMarkup(t *testing.T) {
	const evil = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	bad := slip
	bad.Text, bad.Hint, bad.File, bad.Rule = diag.Words{Ja: evil, En: evil}, diag.Words{Ja: evil, En: evil}, "content/x/"+evil, evil
	state := stateOf(page, bad)
	_, web := started(t, func(o *Options) {
		o.Source = func(string, int) (string, bool) { return evil, true }
	}, state)
	for _, path := range []string{"/", "/ja/x/", "/-/ja/x/", "/-/ja/x/1/page/"} {
		_, body := get(t, web.URL+path)
		if strings.Contains(body, "<script>alert") || strings.Contains(body, "<img src=x") {
			t.Errorf("%s holds markup of an author", path)
		}
	}
}

// Hours count while they are few.
func TestLeft(t *testing.T) {
	for _, c := range []struct {
		left  time.Duration
		hours bool
		want  string
	}{
		{50 * time.Hour, true, "50 h 00 min"}, {-time.Hour, true, "1 h 00 min over"}, {80 * time.Hour, true, "3 days left"},
		{-72696 * time.Hour, true, "3029 days over"}, {48 * time.Hour, false, "2 days"},
	} {
		if got := (speaker{"en"}).left(law.Due{Left: c.left, Hours: c.hours}); got != c.want {
			t.Errorf("%v: %q, want %q", c.left, got, c.want)
		}
	}
}
