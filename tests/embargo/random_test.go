package embargo

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	_ "time/tzdata"
	"unicode/utf16"
)

// canaryMark begins every canary: words that stand nowhere but in what is
// hidden.
const canaryMark = "zq7canary"

var zones = []string{
	"UTC", "Asia/Tokyo", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu",
	"Pacific/Kiritimati", "America/St_Johns",
}

// randomSite is a site with reports that are public at its moment, and others
// that are not, full of canaries.
type randomSite struct {
	r              *rand.Rand
	now            time.Time
	soonest        time.Duration
	public, hidden map[string][]byte
	slugs          []string // of the public incidents
	reports        map[string]int
	last           map[string]time.Time // when the last of an incident is published
	canaries       []string
}

func (s *randomSite) all() map[string][]byte {
	both := maps.Clone(s.public)
	maps.Copy(both, s.hidden)
	return both
}

const siteToml = `base_url = "https://www.example.co.jp/"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本株式会社", en = "Sample Inc." }
[data]
jsonld = true
[data.csaf]
category = "vendor"
namespace = "https://www.example.co.jp/"
`

// random makes a site at a random moment.
func random(r *rand.Rand) *randomSite {
	return randomAt(r, time.Date(2026, 7+time.Month(r.IntN(6)), 1+r.IntN(28), r.IntN(24), r.IntN(60), 0, 0, time.UTC), time.Second)
}

// randomAt makes a site at a moment. No embargo in it ends sooner than after
// some time.
func randomAt(r *rand.Rand, now time.Time, soonest time.Duration) *randomSite {
	s := &randomSite{
		r: r, now: now, soonest: soonest,
		public: map[string][]byte{"site.toml": []byte(siteToml)}, hidden: map[string][]byte{}, reports: map[string]int{}, last: map[string]time.Time{},
	}
	for i := range 1 + r.IntN(3) {
		slug := fmt.Sprintf("incident-%d", i+1)
		s.slugs = append(s.slugs, slug)
		for n := range 1 + r.IntN(3) {
			at := s.now.AddDate(0, 0, -40+10*n).Add(-time.Duration(r.IntN(9999)) * time.Second)
			s.report(s.public, slug, n+1, "ready", at, "", "shared.txt", fmt.Sprintf("annex-%d.txt", n+1))
			s.reports[slug] = n + 1
		}
	}
	for range 2 + r.IntN(3) {
		s.hide()
	}
	return s
}

// hide adds a report that is not public, of an incident of its own or one
// that is known, and attachments that nobody who is public cites.
func (s *randomSite) hide() {
	c := s.canary()
	slug := c + "-slug"
	if s.r.IntN(2) == 0 {
		slug = s.slugs[s.r.IntN(len(s.slugs))]
	}
	s.reports[slug]++
	name := c + "." + []string{"txt", "csv", "bin"}[s.r.IntN(3)]
	status, at := "draft", time.Time{}
	switch s.r.IntN(3) {
	case 0: // a draft with a date, even a past one
		at = s.now.AddDate(0, 0, s.r.IntN(60)-30)
	case 1: // under embargo for a second, or for long; a report follows those before it
		status = "ready"
		at = s.now.Add(s.soonest + time.Duration(s.reports[slug]*60+s.r.IntN(1000))*time.Second)
	}
	if s.reports[slug] > 1 && status == "ready" && !s.ready(slug, s.reports[slug]-1) {
		status = "draft" // what follows a draft is one
	}
	if last := s.last[slug]; !at.IsZero() && !at.After(last) { // a report follows the one before it
		at = last.Add(time.Minute)
	}
	s.report(s.hidden, slug, s.reports[slug], status, at, c, "shared.txt", name)
	s.hidden["content/"+slug+"/files/"+c+"-uncited.txt"] = s.attachment(c) // cited by nobody
}

// ready reports whether a report is so by its own words.
func (s *randomSite) ready(slug string, number int) bool {
	name := fmt.Sprintf("content/%s/%d.toml", slug, number)
	return bytes.Contains(s.all()[name], []byte(`status    = "ready"`))
}

func (s *randomSite) canary() string {
	b := []byte(canaryMark)
	for range 8 {
		b = append(b, byte('a'+s.r.IntN(26)))
	}
	s.canaries = append(s.canaries, string(b))
	return string(b)
}

// attachment is a canary in one of many forms.
func (s *randomSite) attachment(c string) []byte {
	var b bytes.Buffer
	switch s.r.IntN(3) {
	case 0:
		z := gzip.NewWriter(&b)
		z.Write([]byte(c))
		z.Close()
	case 1:
		for _, u := range utf16.Encode([]rune(c)) {
			b.Write([]byte{byte(u), byte(u >> 8)})
		}
	default:
		b.WriteString(c)
	}
	return b.Bytes()
}

// everyField is a report that says something in every field of the format.
var everyField = func() string {
	text, err := os.ReadFile(filepath.Join(root, "internal/build/testdata/full/1.toml"))
	if err != nil {
		panic(err)
	}
	return string(text)
}()

var (
	inText    = regexp.MustCompile(`\b(ja|en) = "`)
	ofItsTime = regexp.MustCompile(`(?m)^(stage|status|published|time_zone|reference) .*\n`)
	attached  = regexp.MustCompile(`(?s)\[\[attachments\]\].*`)
	changed   = regexp.MustCompile(`(?s)\[\[changes\]\].*?\n\n`)
	addresses = regexp.MustCompile(`https://([a-z]+)\.example/`)
)

// report writes a report and its attachments. A canary goes into every text,
// the reference number and every address, besides names and attachments.
func (s *randomSite) report(files map[string][]byte, slug string, number int, status string, at time.Time, canary string, attach ...string) {
	top, rest, _ := strings.Cut(everyField, "\n\n")
	text := ofItsTime.ReplaceAllString(top, "") + "\n\n" + rest
	text = attached.ReplaceAllString(text, "")
	stage := "first"
	if number > 1 {
		stage = "update"
	} else {
		text = changed.ReplaceAllString(text, "")
	}
	head := fmt.Sprintf("stage     = %q\nstatus    = %q\nreference = \"No. %d %s\"\n", stage, status, number, canary)
	if !at.IsZero() {
		head += "published = " + at.In(time.FixedZone("", 9*3600)).Format(time.RFC3339) + "\n"
	}
	if canary != "" {
		text = inText.ReplaceAllString(text, "${0}"+canary+" ")
		text = addresses.ReplaceAllString(text, "https://$1.example/"+canary)
	}
	for i, name := range attach {
		said := canary
		if said == "" {
			said = "attachment"
		}
		text += fmt.Sprintf("[[attachments]]\nfile = %q\ntitle = { ja = \"%s 添付%d\", en = \"%s attachment %d\" }\n", name, said, i+1, said, i+1)
		if at := "content/" + slug + "/files/" + name; strings.HasPrefix(name, canaryMark) {
			files[at] = s.attachment(canary)
		} else if s.public[at] == nil {
			files[at] = []byte("what " + name + " holds")
		}
	}
	files[fmt.Sprintf("content/%s/%d.toml", slug, number)] = []byte(head + text)
	if at.After(s.last[slug]) {
		s.last[slug] = at
	}
}

// embargoed is a report that becomes public at a minute.
type embargoed struct {
	at     time.Time
	zone   *time.Location
	canary string
	files  []string // that there are then
}

// embargo adds a report whose author wrote a time of a zone's clock.
func (s *randomSite) embargo(name string) embargoed {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	local := s.now.In(zone)
	e := embargoed{zone: zone, canary: s.canary()}
	e.at = time.Date(local.Year(), local.Month(), local.Day()+1, s.r.IntN(24), s.r.IntN(60), 0, 0, zone)
	slug := e.canary + "-embargo"
	s.report(s.hidden, slug, 1, "ready", time.Time{}, e.canary, "shared.txt", e.canary+".txt")
	file := "content/" + slug + "/1.toml"
	s.hidden[file] = append([]byte("time_zone = \""+name+"\"\npublished = "+e.at.Format("2006-01-02T15:04:05")+"\n"), s.hidden[file]...)
	// Nothing else becomes public meanwhile.
	for at, data := range s.hidden {
		if at != file && strings.HasSuffix(at, ".toml") {
			s.hidden[at] = bytes.Replace(data, []byte(`status    = "ready"`), []byte(`status    = "draft"`), 1)
		}
	}
	e.files = []string{
		"ja/" + slug + "/index.html", "en/" + slug + "/1/index.html", "ja/" + slug + "/1/print/index.html", slug + "/1.json",
		slug + "/files/" + e.canary + ".txt", "en/" + slug + "/1/notice.txt", "ja/" + slug + "/feed.xml",
	}
	return e
}
