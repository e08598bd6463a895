package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/pdf"
)

// printPapers prints what was chosen, and says what has become of each.
func (a *app) printPapers(ctx context.Context, sheets []sheet, f pdfFlags, out string, begun time.Time) error {
	if len(sheets) == 0 {
		a.note("%s", a.in(diag.Words{
			Ja: "対象となる公開中の報がありません。公表前の報は --drafts で作れます。",
			En: "no report that is public is among these; --drafts takes in those that are not",
		}))
		return nil
	}
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	if err := refuseForeign(sheets, out); err != nil {
		return err
	}
	sweepFiles(out)
	ctx, cancel := context.WithTimeoutCause(ctx, f.limit, &tooLong{f.limit})
	defer cancel()
	bar := a.newBar(len(sheets))
	lines := inOrder{w: a.stdout, bar: bar, lines: make([]string, len(sheets))}
	made, kept, drawn := 0, 0, false
	jobs := make([]pdf.Job, len(sheets))
	sites := byPage{}
	for i, s := range sheets {
		sites[s.File] = s.site
		file := filepath.Join(out, s.name)
		jobs[i] = jobOf(s.Paper, func() []byte {
			data, _ := os.ReadFile(file) // a file that cannot be read is not kept
			return data
		})
	}
	err := pdf.Print(ctx, sites, jobs, pdf.Options{Browser: f.browser}, func(i int, m *pdf.Made) error {
		file := filepath.Join(out, sheets[i].name)
		if m.Kept {
			kept++
		} else if err := writeWhole(file, m.Data); err != nil {
			return err
		}
		made++
		drawn = drawn || m.Drawn
		return lines.put(i, a.madeLine(file, m))
	})
	bar.clear()
	if err := lines.rest(); err != nil {
		return err
	}
	if drawn {
		a.drawnLetters()
	}
	if err != nil {
		return a.printFault(ctx, err, made)
	}
	_, err = fmt.Fprintln(a.stdout, a.in(diag.Say("PDF %[1]d件（うち変更なし%[2]d件）、%.1[3]f秒", "%[4]s, %[2]d of them unchanged, in %.1[3]f s",
		made, kept, a.now().Sub(begun).Seconds(), plural(made, "PDF"))))
	return err
}

// refuseForeign refuses to write over files that somebody else has made, or
// changed since: a note or a signature in them would be lost.
func refuseForeign(sheets []sheet, out string) error {
	var foreign []string
	for _, s := range sheets {
		file := filepath.Join(out, s.name)
		data, err := os.ReadFile(file)
		if err == nil && !pdf.Untouched(data) {
			foreign = append(foreign, file)
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if len(foreign) == 0 {
		return nil
	}
	const most = 10
	if len(foreign) > most {
		foreign = append(foreign[:most], "...")
	}
	return refused(
		diag.Say("次のファイルは kohyo が作ったものでないか、作ったあとで変更されているため、上書きしません。\n  %s",
			"these files were not made by kohyo, or were changed since, and are not overwritten:\n  %s", strings.Join(foreign, "\n  ")),
		diag.Words{
			Ja: "ファイルを移動するか名前を変えてください。--out で別のフォルダーも指定できます。何も書き出していません。",
			En: "move or rename them, or name another folder with --out; nothing has been written",
		})
}

func (a *app) madeLine(file string, m *pdf.Made) string {
	text := diag.Say("%[1]s（%[2]dページ、%[3]s）", "%[1]s (%[4]s, %[3]s)", file, m.Pages, bytesIn(int64(len(m.Data))), plural(m.Pages, "page"))
	if m.Kept {
		text = diag.Say("%[1]s（%[2]dページ、%[3]s、変更なし）", "%[1]s (%[4]s, %[3]s, unchanged)", file, m.Pages, bytesIn(int64(len(m.Data))), plural(m.Pages, "page"))
	}
	return a.in(text)
}

// byPage finds the site of each print page.
type byPage map[string]fs.FS

// Open opens a print page.
func (b byPage) Open(name string) (fs.File, error) {
	if site := b[name]; site != nil {
		return site.Open(name)
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// inOrder prints lines in their order, each as soon as those before it are
// there: the same run prints the same, whatever is finished first.
type inOrder struct {
	w     io.Writer
	bar   *bar
	lines []string
	next  int
}

func (o *inOrder) put(i int, line string) error {
	o.lines[i] = line
	o.bar.clear()
	for ; o.next < len(o.lines) && o.lines[o.next] != ""; o.next++ {
		if _, err := fmt.Fprintln(o.w, o.lines[o.next]); err != nil {
			return err
		}
	}
	o.bar.step()
	return nil
}

// rest prints the lines behind one that never came.
func (o *inOrder) rest() error {
	for _, line := range o.lines[o.next:] {
		if line != "" {
			if _, err := fmt.Fprintln(o.w, line); err != nil {
				return err
			}
		}
	}
	return nil
}

// tooLong is why a run that took too long ended.
type tooLong struct{ limit time.Duration }

func (e *tooLong) Error() string { return fmt.Sprintf("not finished within %v", e.limit) }
