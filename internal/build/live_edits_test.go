package build_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
)

// edits changes the files of a site at random, as people and tools do.
type edits struct {
	t     *testing.T
	rnd   *rand.Rand
	dir   string
	names []string // what the step has changed
}

func (e *edits) path(name string) string { return filepath.Join(e.dir, filepath.FromSlash(name)) }

func (e *edits) write(name, text string) {
	e.t.Helper()
	e.names = append(e.names, name)
	if err := os.MkdirAll(filepath.Dir(e.path(name)), 0o777); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(e.path(name), []byte(text), 0o666); err != nil {
		e.t.Fatal(err)
	}
}

func (e *edits) remove(name string) {
	e.t.Helper()
	e.names = append(e.names, name)
	if err := os.RemoveAll(e.path(name)); err != nil {
		e.t.Fatal(err)
	}
}

func (e *edits) rename(from, to string) {
	e.t.Helper()
	e.names = append(e.names, from, to)
	if err := os.Rename(e.path(from), e.path(to)); err != nil {
		e.t.Fatal(err)
	}
}

// slugs are the incidents that are there.
func (e *edits) slugs() []string {
	entries, err := os.ReadDir(e.path("content"))
	if err != nil {
		return nil
	}
	var all []string
	for _, entry := range entries {
		if entry.IsDir() {
			all = append(all, entry.Name())
		}
	}
	return all
}

const incidents = 9

func (e *edits) slug() string { return "incident-" + strconv.Itoa(e.rnd.IntN(incidents)) }

// reports gives the reports of an incident that is right by itself. Its links
// lead to some other incidents.
func (e *edits) reports(slug string, others []string) map[string]string {
	files := map[string]string{}
	day := time.Date(2024+e.rnd.IntN(3), 1, 1+e.rnd.IntN(300), 9, 0, 0, 0, time.UTC)
	count := 1 + e.rnd.IntN(3)
	for n := 1; n <= count; n++ {
		stage, status := "update", "ready"
		if n == 1 {
			stage = "first"
		}
		if n == count && e.rnd.IntN(3) == 0 {
			status = "draft"
		}
		other, note := others[e.rnd.IntN(len(others))], ""
		switch e.rnd.IntN(5) {
		case 0:
			note = fmt.Sprintf("[lead]\nja = \"[前の件](/ja/%s/)\"\nen = \"[Before](/en/%s/)\"\n", other, other)
		case 1:
			note = fmt.Sprintf("[lead]\nja = \"[一覧](/ja/%d/)\"\nen = \"[List](/en/%d/)\"\n", day.Year(), day.Year())
		case 2:
			note = fmt.Sprintf("[lead]\nja = \"[窓口](/ja/%s/1/#facts)\"\nen = \"[Contacts](/en/%s/1/#facts)\"\n", other, other)
		}
		attach := ""
		if e.rnd.IntN(4) == 0 {
			attach = "attachments = [\"list.txt\"]\n"
			files["content/"+slug+"/files/list.txt"] = fmt.Sprintf("list %d\n", e.rnd.IntN(1000))
		}
		quoted, figure := "", e.rnd.IntN(1000)
		if e.rnd.IntN(2) == 0 {
			quoted = " {published}"
		}
		if status == "ready" && e.rnd.IntN(6) == 0 {
			note += fmt.Sprintf("\n[withdrawn]\nat = %s\nreason = { ja = \"誤り%d\", en = \"Mistake %d\" }\n", day.AddDate(0, n, 3).Format(time.DateOnly), figure, figure)
		}
		files[fmt.Sprintf("content/%s/%d.toml", slug, n)] = fmt.Sprintf(
			"kind = \"outage\"\nstage = %q\nstatus = %q\npublished = %s\n%s\n[title]\nja = \"障害%d%s\"\nen = \"Outage %d%s\"\n\n%s",
			stage, status, day.AddDate(0, n, 0).Format(time.RFC3339), attach, figure, quoted, figure, quoted, note)
	}
	return files
}

// fill writes an incident whose links may lead nowhere.
func (e *edits) fill(slug string) {
	for name, text := range e.reports(slug, []string{slug, slug, slug, e.slug()}) {
		e.write(name, text)
	}
}

// mend makes everything right again.
func (e *edits) mend() {
	e.write("site.toml", settings)
	e.remove("layouts")
	all := e.slugs()
	for _, slug := range all {
		e.remove("content/" + slug)
		for name, text := range e.reports(slug, all) {
			text, _, _ = strings.Cut(text, "\n[withdrawn]")
			e.write(name, strings.Replace(text, `"draft"`, `"ready"`, 1))
		}
	}
}

// step changes something.
func (e *edits) step() {
	slug, all := e.slug(), e.slugs()
	if len(all) == 0 {
		e.fill(slug)
		return
	}
	there := all[e.rnd.IntN(len(all))]
	report := fmt.Sprintf("content/%s/%d.toml", there, 1+e.rnd.IntN(2))
	text, _ := os.ReadFile(e.path(report))
	switch e.rnd.IntN(15) {
	case 0, 1, 2: // a new text
		e.remove("content/" + there)
		e.fill(there)
	case 3: // half a file
		e.write(report, string(text[:len(text)/2]))
	case 4: // broken in itself
		e.write(report, string(text)+"\nnothing = = 1\n")
	case 5: // wrong by a rule, not by its form
		e.write(report, strings.Replace(string(text), "\n\n[title]", "\nattachments = [\"none.pdf\"]\n\n[title]", 1))
	case 6:
		e.remove(report)
	case 7:
		e.remove("content/" + there)
	case 8: // a folder under another name
		if !slices.Contains(all, slug) {
			e.rename("content/"+there, "content/"+slug)
		}
	case 9: // a folder in the place of another
		for name, text := range e.reports("x", []string{"incident-1"}) {
			e.write(strings.Replace(name, "content/x", "aside", 1), text)
		}
		e.remove("content/" + there)
		e.rename("aside", "content/"+there)
	case 10: // everything at once: another branch
		for i := range incidents {
			slug := "incident-" + strconv.Itoa(i)
			e.remove("content/" + slug)
			if e.rnd.IntN(5) > 0 {
				e.fill(slug)
			}
		}
	case 11: // what is no report
		name := []string{"content/" + there + "/notes.txt", "content/notes.txt", "content/" + there + "/files/more.txt", "content/.hidden", "content/" + there + "/1.toml~"}[e.rnd.IntN(5)]
		if _, err := os.Stat(e.path(name)); err == nil {
			e.remove(name)
		} else {
			e.write(name, "x")
		}
	case 12, 13:
		e.settings()
	case 14:
		e.layout()
	}
}

func (e *edits) settings() {
	more := []string{
		"", "", "", "[check]\nlaw = [\"appi\"]\n", "[theme.banner]\nja = \"[件](/ja/incident-1/)\"\nen = \"[It](/en/incident-1/)\"\n",
		"[[check.accept]]\nrule = \"dead-link\"\nreason = \"x\"\n", "[[check.accept]]\nrule = \"unused-file\"\nreason = \"x\"\n",
		"[archive]\nper_page = 2\n", "[theme]\naccent = \"red\"\n", "x = = 1\n", "[vocabulary.units]\nparcel = { ja = \"個\", en = \"parcel\" }\n",
	}
	text := settings + more[e.rnd.IntN(len(more))]
	if e.rnd.IntN(8) == 0 {
		text = strings.Replace(text, `"Asia/Tokyo"`, `"America/New_York"`, 1)
	}
	if e.rnd.IntN(10) == 0 {
		text = strings.Replace(text, `["ja", "en"]`, `["en", "ja"]`, 1)
	}
	e.write("site.toml", text)
}

func (e *edits) layout() {
	const footer = "layouts/parts/footer.html"
	switch e.rnd.IntN(5) {
	case 0:
		e.write(footer, `{{define "footer"}}<p>own `+strconv.Itoa(e.rnd.IntN(99))+`</p>{{end}}`)
	case 1:
		e.write(footer, `{{define "footer"}}{{.Nothing}}{{end}}`)
	case 2:
		e.write(footer, `{{define "footer"}}{{if}}`)
	case 3:
		e.write("static/extra.css", "p{}")
	case 4:
		e.remove("layouts")
		e.remove("static")
	}
}

// told are the names as a watcher may tell them: exactly, by their folders, or
// not at all.
func (e *edits) told() []string {
	switch e.rnd.IntN(6) {
	case 0:
		return nil
	case 1:
		var folders []string
		for _, name := range e.names {
			if folder := filepath.ToSlash(filepath.Dir(name)); folder != "." {
				folders = append(folders, folder)
			} else {
				folders = append(folders, name)
			}
		}
		return folders
	}
	return append([]string{"elsewhere"}, e.names...)
}

// settled waits until nothing is left to be checked.
func settled(t *testing.T, live *build.Live) *build.State {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s := live.State()
	for s.Pending > 0 {
		var err error
		if s, err = live.Next(ctx, s.Seq); err != nil {
			t.Fatalf("%d checks never end", s.Pending)
		}
	}
	return s
}

// TestRandomEdits: after any edit the site in memory is the site that would be made anew: all
// findings, and where there is no error, every byte of every page. What is
// broken keeps the pages that it had. KOHYO_EDITS=10000 makes as many edits and
// compares every page after each; KOHYO_SEED makes others.
func TestRandomEdits(t *testing.T) {
	steps, every := 100, 4
	if n, err := strconv.Atoi(os.Getenv("KOHYO_EDITS")); err == nil {
		steps, every = n, 1
	} else if testing.Short() {
		steps = 30
	}
	seed := uint64(1)
	if n, err := strconv.Atoi(os.Getenv("KOHYO_SEED")); err == nil {
		seed = uint64(n)
	}
	t.Run("checked at once", func(t *testing.T) { randomEdits(t, seed, steps/2, every, false) })
	t.Run("checked behind", func(t *testing.T) {
		defer build.CheckBehind()()
		randomEdits(t, seed+1000, steps/2, every, true)
	})
}

func randomEdits(t *testing.T, seed uint64, steps, every int, hasty bool) {
	e := &edits{t: t, rnd: rand.New(rand.NewPCG(seed, 2)), dir: t.TempDir()}
	e.write("site.toml", settings)
	for i := range incidents {
		e.fill("incident-" + strconv.Itoa(i))
	}
	root, err := os.OpenRoot(e.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	live, err := build.OpenLive(root.FS(), kohyo.Theme)
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	proof := &proof{t: t, fsys: root.FS(), kept: map[string][]byte{}, every: every}
	for n := range steps {
		e.names = nil
		for range 1 + e.rnd.IntN(2) {
			e.step()
		}
		if e.rnd.IntN(3) == 0 {
			e.mend()
			e.names = append(e.names, "content", "layouts", "static")
		}
		if names := e.told(); names != nil && e.rnd.IntN(2) == 0 {
			if err := live.Glance(names); err != nil {
				t.Fatalf("step %d: %v", n, err)
			}
		}
		if err := live.Update(e.told()); err != nil {
			t.Fatalf("step %d: %v", n, err)
		}
		if hasty && e.rnd.IntN(3) == 0 {
			proof.kept = map[string][]byte{}
			continue // the next change comes while this one is being checked
		}
		proof.hold(settled(t, live), n)
		if t.Failed() {
			t.Fatalf("step %d changed %q", n, e.names)
		}
	}
	t.Logf("%d edits, %d of them without an error after it, %d pages compared, %d kept pages seen", steps, proof.good, proof.pages/every, proof.held)
}

// proof holds states to what is made anew.
type proof struct {
	t                 *testing.T
	fsys              fs.FS
	frame             string            // site.toml and layouts, as last seen
	kept              map[string][]byte // the last right page of each incident
	every             int               // of how many pages one is compared
	good, pages, held int
}

func (p *proof) hold(s *build.State, n int) {
	p.t.Helper()
	checked, err := build.Check(p.fsys, kohyo.Theme)
	if err != nil {
		p.t.Fatal(err)
	}
	frameBroken := slices.ContainsFunc(slices.Concat(checked.Findings, s.Findings), func(f diag.Finding) bool {
		return f.Severity == diag.Error && !strings.HasPrefix(f.File, "content/")
	})
	if !frameBroken {
		p.findings(s.Findings, checked.Findings)
	}
	if s.Good() != (checked.Findings.Errors() == 0) && !frameBroken {
		p.t.Errorf("step %d: good %t, want %t", n, s.Good(), !s.Good())
	}
	now := time.Date(2025, 6, 1, 0, 0, n, 0, time.UTC)
	if s.Good() {
		p.good++
		p.same(s, []build.Options{{Now: now}, {Now: now, Drafts: true}, {Now: now.AddDate(1, 0, -n)}}[n%3])
	}
	p.keeps(s, frameBroken)
}

// findings compares findings, in their order.
func (p *proof) findings(got, want diag.Findings) {
	p.t.Helper()
	if slices.Equal(got, want) {
		return
	}
	for _, f := range got {
		if !slices.Contains(want, f) {
			p.t.Errorf("found only while following: %v %s %v", f.Place, f.Rule, f)
		}
	}
	for _, f := range want {
		if !slices.Contains(got, f) {
			p.t.Errorf("not found while following: %v %s %v", f.Place, f.Rule, f)
		}
	}
	if !p.t.Failed() {
		p.t.Errorf("the same findings, in another order")
	}
}

// same compares every page.
func (p *proof) same(s *build.State, opt build.Options) {
	p.t.Helper()
	got := s.Public(opt.Now)
	if opt.Drafts {
		got = s.Drafts(opt.Now)
	}
	want, _, err := build.Open(p.fsys, kohyo.Theme, opt)
	if err != nil {
		p.t.Fatal(err)
	}
	if a, b := slices.Collect(got.Addresses()), slices.Collect(want.Addresses()); !slices.Equal(a, b) {
		p.t.Errorf("addresses\n%q\nwant\n%q", a, b)
		return
	}
	if got.Count() != want.Count() || got.Left() != want.Left() {
		p.t.Errorf("%v, %v left; want %v, %v", got.Count(), got.Left(), want.Count(), want.Left())
	}
	for name := range want.Addresses() {
		if p.pages++; p.pages%p.every > 0 {
			continue
		}
		a, errA := got.ReadFile(name)
		b, errB := want.ReadFile(name)
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			p.t.Errorf("%s (drafts %t) is another page: %v, %v\n%s", name, opt.Drafts, errA, errB, a)
			return
		}
	}
}

// keeps looks whether broken incidents have the pages that they had.
func (p *proof) keeps(s *build.State, frameBroken bool) {
	p.t.Helper()
	site := s.Drafts(time.Time{})
	if site == nil {
		return
	}
	frame := fmt.Sprintln(frameBroken) // a broken one is not shown
	for _, name := range []string{"site.toml", "layouts/parts/footer.html", "static/extra.css"} {
		text, _ := fs.ReadFile(p.fsys, name)
		frame += name + string(text)
	}
	if frame != p.frame {
		p.frame, p.kept = frame, map[string][]byte{}
	}
	for i := range incidents {
		slug := "incident-" + strconv.Itoa(i)
		name := site.Languages()[0] + "/" + slug + "/index.html"
		page, err := site.ReadFile(name)
		wrong := slices.ContainsFunc(s.Findings, func(f diag.Finding) bool {
			return f.Severity == diag.Error && strings.HasPrefix(f.File, "content/"+slug)
		})
		in := s.Incident(slug)
		switch {
		case in == nil, !wrong && len(in.Reports) == 0:
			delete(p.kept, slug)
			if err == nil {
				p.t.Errorf("%s: still there", name)
			}
		case !wrong:
			if err != nil || s.Held(slug) {
				p.t.Errorf("%s is held back without a reason: %v", name, err)
			}
			p.kept[slug] = page
		case wrong && p.kept[slug] != nil && !frameBroken:
			p.held++
			if !bytes.Equal(page, p.kept[slug]) && !bytes.Contains(page, []byte("list.txt")) { // attachments are those of the disk
				p.t.Errorf("%s is not the last right page: %v", name, err)
			}
		}
	}
}
