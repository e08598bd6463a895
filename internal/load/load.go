// Package load turns site.toml and content/ into the values of the domain.
// Every value knows its file, line and column; every mistake of form becomes
// a finding, all files and all mistakes in one run.
package load

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
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

// Listed gives the names in content/<slug>/files.
func (r Result) Listed(slug string) []string { return r.Files[slug] }

// Load reads a site, several incidents at a time: fsys must allow that, as
// those of the standard library do. The error is for the disk; what an author
// wrote wrong is among the findings.
//
// Whoever follows a site while it changes reads it in parts: ReadSettings,
// Slugs, and ReadFolder and Settings.Incident for each incident.
func Load(fsys fs.FS) (Result, error) {
	settings, err := ReadSettings(fsys)
	if err != nil {
		return Result{}, err
	}
	slugs, strays, err := Slugs(fsys)
	if err != nil {
		return Result{}, err
	}
	all, errs := make([]Incident, len(slugs)), make([]error, len(slugs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(slugs)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(slugs)); i = next.Add(1) - 1 {
				var folder Folder
				if folder, errs[i] = ReadFolder(fsys, slugs[i]); errs[i] == nil {
					all[i], errs[i] = settings.Incident(folder)
				}
			}
		})
	}
	wg.Wait()
	r := Result{Site: settings.Site, Files: map[string][]string{}, Findings: append(settings.Findings, strays...)}
	for _, in := range all {
		r.Incidents = append(r.Incidents, in.Incident)
		r.Findings = append(r.Findings, in.Findings...)
		if len(in.Files) > 0 {
			r.Files[in.Slug] = in.Files
		}
	}
	r.Findings = r.Findings.Sort()
	return r, errors.Join(errs...)
}

// Settings is what site.toml says: all that reading a report needs besides the
// report. It does not change, and may be used by several goroutines.
type Settings struct {
	Site     *notice.Site // never nil; empty when there is no site.toml
	Findings diag.Findings
	langs    []string
	book     *wordBook
}

// ReadSettings reads site.toml.
func ReadSettings(fsys fs.FS) (*Settings, error) {
	const name = "site.toml"
	s := &Settings{Site: &notice.Site{File: name}, book: &wordBook{}}
	data, err := readSource(fsys, name)
	if err != nil && isLink(fsys, name) {
		s.Findings = append(s.Findings, leadsAway(name))
		return s, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		s.Findings = append(s.Findings, finding(name, diag.Error, "no-site",
			diag.Say("site.toml がありません。", "there is no site.toml"),
			diag.Say("サイトのフォルダで実行するか、-C で指定してください。新しく作るには kohyo init を使います。", "run this in the folder of a site, or name the folder with -C; kohyo init makes a new one")))
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	src, root, err := readTree(name, data, thoroughly, &s.Findings)
	if err != nil || root == nil {
		return s, err
	}
	s.Site, s.book = bindSite(src, root)
	for _, lang := range s.Site.Languages {
		s.langs = append(s.langs, lang.V)
	}
	return s, nil
}

// ReadsAs reports whether reports say the same under both settings.
func (s *Settings) ReadsAs(other *Settings) bool {
	return slices.Equal(s.langs, other.langs) &&
		maps.EqualFunc(s.book.own, other.book.own, func(a, b map[string]notice.Own) bool {
			return maps.EqualFunc(a, b, func(notice.Own, notice.Own) bool { return true })
		})
}

func finding(file string, sev diag.Severity, rule string, text, hint diag.Words) diag.Finding {
	return diag.Finding{Rule: rule, Severity: sev, Place: diag.Place{File: file}, Text: text, Hint: hint}
}

// readSource reads a file: of one that is too large only so much that it
// shows.
func readSource(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(min(max(info.Size(), 0), MaxSize)) + bytes.MinRead)
	}
	_, err = b.ReadFrom(io.LimitReader(f, MaxSize+1))
	return b.Bytes(), err
}

// care is how carefully a file is read.
type care int

const (
	again   care = iota // it was read before, and nothing was found
	quickly             // without the second reader of TOML
	thoroughly
)

// readTree reads the bytes of one file. The node is nil when there is nothing
// to bind.
func readTree(name string, data []byte, how care, log *diag.Findings) (*source, *node, error) {
	var src *source
	if how == again {
		src = newSource(name, plainLines(data), log)
	} else if known, ok := read(name, data, log); ok {
		src = known
	} else {
		return nil, nil, nil
	}
	root, sound := src.grow()
	if sound && how == thoroughly {
		if err := src.certify(root); err != nil {
			return nil, nil, err
		}
	}
	return src, root, nil
}
