package verify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kohyo/internal/tlog"
)

// everyReport holds every report to its leaf: its data, its texts, its
// attachments. What is public as a report, and has no leaf, is found too.
func (v *verifier) everyReport() {
	files := map[string]tlog.File{}
	for _, f := range v.listed {
		files[f.Name] = f
	}
	leaves := v.log.Leaves()
	work := make(chan tlog.Leaf)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			for leaf := range work {
				v.report(leaf, files)
			}
		})
	}
	for _, leaf := range leaves {
		if v.ctx.Err() == nil {
			work <- leaf
		}
	}
	close(work)
	all.Wait()
	logged := map[string]bool{}
	for _, l := range leaves {
		logged[l.Slug+"/"+strconv.Itoa(l.Number)] = true
	}
	for _, f := range v.listed {
		if name := reportOf(f.Name); name != "" && !logged[name] {
			v.wrong(f.Name, unlogged, "")
		}
	}
	v.result.Reports = len(leaves)
}

var (
	textForm = regexp.MustCompile(`^[^/]+/([^/]+)/([1-9][0-9]*)/notice\.txt$`)
	dataForm = regexp.MustCompile(`^([^/]+)/([1-9][0-9]*)\.json$`)
)

// reportOf is the report that a file is a form of: "shop/2".
func reportOf(name string) string {
	for _, form := range []*regexp.Regexp{textForm, dataForm} {
		if m := form.FindStringSubmatch(name); m != nil && m[1] != "log" {
			return m[1] + "/" + m[2]
		}
	}
	return ""
}

// report holds a report to its leaf. Its files are held to the manifest too:
// here for what they say, there byte by byte.
func (v *verifier) report(leaf tlog.Leaf, files map[string]tlog.File) {
	opening, err := tlog.ParseOpening(v.log.OpeningOf(leaf.Slug, leaf.Number))
	if err != nil || len(files) == 0 {
		return // its salt, or the list of files, is missing: Examine has said so
	}
	data := fmt.Sprintf("%s/%d.json", leaf.Slug, leaf.Number)
	r := tlog.Report{Slug: leaf.Slug, Number: leaf.Number}
	where := map[tlog.Part]string{tlog.DataPart: data, tlog.FilesPart: leaf.Slug + "/files/"}
	if f, public := files[data]; public {
		if r.Data = v.once(f); r.Data != nil {
			r.Files = v.attachments(leaf.Slug, r.Data, files)
		}
	}
	for _, t := range v.log.Leaf(leaf.Slug, leaf.Number).Texts {
		name := fmt.Sprintf("%s/%s/%d/notice.txt", t.Lang, leaf.Slug, leaf.Number)
		where[tlog.Part("text "+t.Lang)] = name
		f, public := files[name]
		if !public {
			v.wrong(name, missing, "")
		} else if text := v.once(f); text != nil {
			r.Texts = append(r.Texts, tlog.Text{Lang: t.Lang, Bytes: text})
		}
	}
	differ, err := opening.Differences(r)
	if err != nil {
		v.wrong(tlog.OpeningName(leaf.Slug, leaf.Number), notLogged, err.Error())
	}
	for _, part := range differ {
		v.wrong(where[part], notLogged, fmt.Sprintf("leaf %d, %s", leaf.Index, part))
	}
	if err := v.log.Included(leaf.Index); err != nil {
		v.wrong(tlog.OpeningName(leaf.Slug, leaf.Number), notIncluded, err.Error())
	}
}

// once reads a file of a report, which is not read again.
func (v *verifier) once(f tlog.File) []byte {
	data, _ := v.held(f)
	v.mu.Lock()
	defer v.mu.Unlock()
	v.seen[f.Name] = true
	return data
}

// attachments are the files that the data of a report cites, by the manifest.
func (v *verifier) attachments(slug string, data []byte, files map[string]tlog.File) []tlog.File {
	var cites struct {
		Report struct {
			Attachments []struct {
				File string `json:"file"`
			} `json:"attachments"`
		} `json:"report"`
	}
	_ = json.Unmarshal(data, &cites) // what is no data differs anyway
	list := []tlog.File{}
	for _, a := range cites.Report.Attachments {
		f, public := files[slug+"/files/"+a.File]
		f.Name = a.File
		if public && !slices.Contains(list, f) {
			list = append(list, f)
		}
	}
	return list
}

// oneReport verifies one report: that it stands in the log, that it says what
// its leaf says, and the files of it.
func (v *verifier) oneReport() {
	at, ok := v.log.Index(v.opt.Slug, v.opt.Number)
	name := tlog.OpeningName(v.opt.Slug, v.opt.Number)
	if !ok {
		v.noSuchReport()
		return
	}
	v.result.Newest = v.newest(v.opt.Slug) == v.opt.Number
	entry := v.log.Leaf(v.opt.Slug, v.opt.Number)
	leaf := tlog.Leaf{Index: at, Slug: v.opt.Slug, Number: v.opt.Number, State: entry.State}
	v.result.Leaf, v.result.State = at, entry.State
	files, own := map[string]tlog.File{}, []tlog.File{}
	for _, f := range v.listed {
		files[f.Name] = f
		if v.belongs(f.Name) {
			own = append(own, f)
		}
	}
	if _, public := files[fmt.Sprintf("%s/%d.json", leaf.Slug, leaf.Number)]; !public {
		v.result.Lacking = true
	}
	v.report(leaf, files)
	v.listed = own
	v.of += len(own)
	v.fetch(func(f tlog.File) bool { return !v.seen[f.Name] }, false)
	if opening, err := v.read(name); err != nil || string(opening) != string(v.log.OpeningOf(leaf.Slug, leaf.Number)) {
		v.wrong(name, differs, "")
	}
	v.result.Reports = 1
}

// newest is the highest number of an incident's reports in the log.
func (v *verifier) newest(slug string) int {
	n := 0
	for _, l := range v.log.Leaves() {
		if l.Slug == slug {
			n = max(n, l.Number)
		}
	}
	return n
}

var pageForm = regexp.MustCompile(`^([^/]+)/index\.html$`)

// noSuchReport looks whether a report that the log does not know is public all
// the same: somebody may have put a page there.
func (v *verifier) noSuchReport() {
	at := fmt.Sprintf("%s/%d", v.opt.Slug, v.opt.Number)
	names := []string{at + ".json"}
	for _, f := range v.listed {
		if m := pageForm.FindStringSubmatch(f.Name); m != nil {
			names = append(names, m[1]+"/"+at+"/index.html", m[1]+"/"+at+"/notice.txt")
		}
	}
	there := false
	for _, name := range names {
		_, err := v.src.ReadFile(v.ctx, name, largestLogFile)
		switch {
		case err == nil:
			v.wrong(name, noLeaf, "")
			there = true
		case !errors.Is(err, fs.ErrNotExist):
			v.unread(name, err)
			there = true
		}
	}
	if !there {
		v.result.NoReport = true
		v.unknown(at, noReport, "")
	}
}

// belongs tells the files of the one report, its attachments included: those
// of its incident, for their names do not say whose they are. Of the newest
// report those of the incident's own address are files too.
func (v *verifier) belongs(name string) bool {
	number := strconv.Itoa(v.opt.Number)
	if name == v.opt.Slug+"/"+number+".json" || strings.HasPrefix(name, v.opt.Slug+"/files/") || name == tlog.OpeningName(v.opt.Slug, v.opt.Number) {
		return true
	}
	lang, rest, _ := strings.Cut(name, "/")
	inside, ok := strings.CutPrefix(rest, v.opt.Slug+"/")
	return lang != "log" && ok && (strings.HasPrefix(inside, number+"/") || v.result.Newest && !strings.Contains(inside, "/"))
}
