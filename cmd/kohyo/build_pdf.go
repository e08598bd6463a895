package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"kohyo/internal/build"
	"kohyo/internal/pdf"
)

// pdfsFor makes the PDFs of a site that is about to be written. Those in the
// previous output that still are right are taken over: what has not changed
// is not printed again. The folder goes when the output is written.
func (a *app) pdfsFor(ctx context.Context, site *build.Site, previous, browser string, limit time.Duration) (_ *build.Site, done func(), err error) {
	if err := printable(site, false); err != nil {
		return nil, nil, err
	}
	folder, err := pdf.NewFolder()
	if err != nil {
		return nil, nil, err
	}
	files := &pdfFiles{fresh: os.DirFS(folder.Path), kept: map[string]bool{}}
	var root *os.Root
	done = func() {
		if root != nil {
			_ = root.Close()
		}
		folder.Remove()
	}
	if root, err = os.OpenRoot(previous); err == nil {
		files.old = root.FS()
	}
	if err = a.makePDFs(ctx, site, files, folder.Path, browser, limit); err != nil {
		done()
		return nil, nil, err
	}
	if site, err = site.WithPDFs(files); err != nil {
		done()
	}
	return site, done, err
}

func (a *app) makePDFs(ctx context.Context, site *build.Site, files *pdfFiles, folder, browser string, limit time.Duration) error {
	var names []string
	var jobs []pdf.Job
	for p := range site.Papers() {
		names = append(names, p.PDF)
		jobs = append(jobs, jobOf(p, func() []byte { return files.before(p.PDF) }))
	}
	ctx, cancel := context.WithTimeoutCause(ctx, limit, &tooLong{limit})
	defer cancel()
	bar := a.newBar(len(jobs))
	made, drawn := 0, false
	err := pdf.Print(ctx, site, jobs, pdf.Options{Browser: browser}, func(i int, m *pdf.Made) error {
		if m.Kept {
			files.kept[names[i]] = true
		} else if err := writeNewFile(filepath.Join(folder, filepath.FromSlash(names[i])), m.Data); err != nil {
			return err
		}
		made++
		drawn = drawn || m.Drawn
		bar.step()
		return nil
	})
	bar.clear()
	if drawn {
		a.drawnLetters()
	}
	if err == nil || errors.Is(ctx.Err(), context.Canceled) {
		return err
	}
	f := asFault(a.printFault(ctx, err, made))
	if f.text.IsZero() { // told already, page by page
		f.text = asFault(nothingWritten()).text
	}
	return f
}

// pdfFiles are the PDFs of a build: new ones, and those of the previous
// output that are kept. That output stays where it is until the new one
// takes its place.
type pdfFiles struct {
	fresh, old fs.FS
	kept       map[string]bool
}

// Open opens a PDF.
func (p *pdfFiles) Open(name string) (fs.File, error) {
	if p.kept[name] {
		return p.old.Open(name)
	}
	return p.fresh.Open(name)
}

// before gives the PDF of the previous output, nil when there is none.
func (p *pdfFiles) before(name string) []byte {
	if p.old == nil {
		return nil
	}
	data, _ := fs.ReadFile(p.old, name) // one that cannot be read is made anew
	return data
}

// writeNewFile writes a file and the folders above it.
func writeNewFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o600)
}
