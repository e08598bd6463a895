// Package load turns site.toml and content/ into the values of the domain.
// Every value knows its file, line and column; every mistake of form becomes
// a finding, all files and all mistakes in one run.
package load

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// Result is what a site's files say.
type Result struct {
	Site      *notice.Site        // never nil; empty when there is no site.toml
	Incidents []*notice.Incident  // by slug, their reports by number
	Files     map[string][]string // the names in content/<slug>/files, by slug
	Findings  diag.Findings
}

// Load reads a site, several files at a time: fsys must allow that, as those of
// the standard library do. The error is for the disk; what an author wrote
// wrong is among the findings.
func Load(fsys fs.FS) (Result, error) {
	l := &loader{fsys: fsys, files: map[string][]string{}}
	site, book, err := l.site()
	if err != nil {
		return Result{}, err
	}
	incidents, err := l.content(site)
	if err != nil {
		return Result{}, err
	}
	if err := l.reports(incidents, site, book); err != nil {
		return Result{}, err
	}
	return Result{Site: site, Incidents: incidents, Files: l.files, Findings: l.log.Sort()}, nil
}

type loader struct {
	fsys  fs.FS
	files map[string][]string
	log   diag.Findings
}

// reports reads the reports of all incidents, on all processors: no report
// depends on another.
func (l *loader) reports(incidents []*notice.Incident, site *notice.Site, book *wordBook) error {
	var all []*notice.Report
	for _, in := range incidents {
		all = append(all, in.Reports...)
	}
	var langs []string
	for _, lang := range site.Languages {
		langs = append(langs, lang.V)
	}
	logs, errs := make([]diag.Findings, len(all)), make([]error, len(all))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(all)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(all)); i = next.Add(1) - 1 {
				errs[i] = readReport(l.fsys, all[i], langs, book, &logs[i])
			}
		})
	}
	wg.Wait()
	for _, log := range logs {
		l.log = append(l.log, log...)
	}
	for _, in := range incidents {
		// A file that cannot be looked at at all is no report.
		in.Reports = slices.DeleteFunc(in.Reports, func(r *notice.Report) bool { return r.File == "" })
	}
	return errors.Join(errs...)
}

// readReport fills in a report whose folder and number are known. Its File
// stays empty when there is nothing to bind.
func readReport(fsys fs.FS, r *notice.Report, langs []string, book *wordBook, log *diag.Findings) error {
	slug, n := r.Slug, r.Number
	src, root, err := readTree(fsys, fmt.Sprintf("content/%s/%d.toml", slug, n), log)
	if err != nil || root == nil {
		return err
	}
	*r = *bindReport(src, root, langs, book)
	r.Slug, r.Number = slug, n
	return nil
}

func (l *loader) finding(file string, sev diag.Severity, rule string, text, hint diag.Words) {
	l.log = append(l.log, diag.Finding{Rule: rule, Severity: sev, Place: diag.Place{File: file}, Text: text, Hint: hint})
}

// readTree reads one file. The node is nil when there is nothing to bind.
func readTree(fsys fs.FS, name string, log *diag.Findings) (*source, *node, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return nil, nil, err
	}
	if info.Size() > MaxSize {
		(&source{name: name, log: log}).tooLarge()
		return nil, nil, nil
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, nil, err
	}
	src, ok := read(name, data, log)
	if !ok {
		return nil, nil, nil
	}
	root, sound := src.grow()
	if sound {
		if err := src.certify(root); err != nil {
			return nil, nil, err
		}
	}
	return src, root, nil
}

func (l *loader) site() (*notice.Site, *wordBook, error) {
	const name = "site.toml"
	src, root, err := readTree(l.fsys, name, &l.log)
	if errors.Is(err, fs.ErrNotExist) {
		l.finding(name, diag.Error, "no-site",
			diag.Say("site.toml がありません。", "there is no site.toml"),
			diag.Say("サイトのフォルダで実行するか、-C で指定してください。新しく作るには kohyo init を使います。", "run this in the folder of a site, or name the folder with -C; kohyo init makes a new one"))
		err = nil
	}
	if err != nil || root == nil {
		return &notice.Site{File: name}, &wordBook{}, err
	}
	site, book := bindSite(src, root)
	return site, book, nil
}
