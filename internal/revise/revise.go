// Package revise writes the next report of an incident from the last one. It
// works on the lines that the author wrote: texts, remarks and their layout
// stay as they are, and notes stand where something must be looked at again.
package revise

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kohyo/internal/load"
	"kohyo/internal/notice"
)

// Options say what the next report is.
type Options struct {
	Stage     string         // update, final, correction, recovery
	Now       time.Time      // days before it are past
	Zone      *time.Location // the site's
	Languages []string       // the site's; the first is the source language
	Schema    string         // the schema that its first line names; "" for none
}

// Mark begins the notes for the author. They are the tool's: a report made
// from one that still has some does not take them over.
const Mark = "## 見直し: "

// Next gives the report after r, whose file holds data. It reports false when
// the file cannot be read.
func Next(r *notice.Report, data []byte, o Options) (string, bool) {
	outline, ok := load.ReadOutline(data)
	if !ok {
		return "", false
	}
	w := &writer{
		Outline: outline, Options: o, report: r,
		above: map[int][]string{}, gone: map[int]bool{}, remark: map[int]bool{},
	}
	w.oldRemarks()
	w.head()
	w.changes()
	w.next()
	w.notes()
	text := w.text()
	if strings.HasPrefix(string(data), "\ufeff") {
		text = "\ufeff" + text
	}
	if strings.Contains(string(data), "\r\n") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text, true
}

// writer collects what becomes of each line.
type writer struct {
	load.Outline
	Options
	report  *notice.Report
	above   map[int][]string // lines to stand above a line
	gone    map[int]bool     // lines that are left out
	remark  map[int]bool     // lines that become remarks: a # before each
	example int              // the line above which the example of changes stands; 0 for the end
}

func (w *writer) text() string {
	var out []string
	for i, line := range w.Lines {
		n := i + 1
		out = append(out, w.above[n]...)
		switch {
		case w.gone[n]:
			// Where a block went, one empty line is enough.
			if k := len(out); k > 0 && out[k-1] == "" && n < len(w.Lines) && !w.gone[n+1] && w.Lines[n] == "" {
				out = out[:k-1]
			}
		case w.remark[n] && line != "":
			out = append(out, "# "+line)
		default:
			out = append(out, line)
		}
	}
	text := strings.TrimRight(strings.Join(out, "\n"), "\n") + "\n"
	if w.example == 0 {
		text += "\n" + strings.Join(w.changesExample(), "\n") + "\n"
	}
	return text
}

// of gives the statements of a field: its entry, or its headers and what
// stands below them.
func (w *writer) of(path ...string) []load.Statement {
	return slices.DeleteFunc(slices.Clone(w.Statements), func(s load.Statement) bool {
		return len(s.Path) < len(path) || !slices.Equal(s.Path[:len(path)], path)
	})
}

// at gives the statement that holds a line.
func (w *writer) at(line int) (load.Statement, bool) {
	for _, s := range w.Statements {
		if s.First <= line && line <= s.Last {
			return s, true
		}
	}
	return load.Statement{}, false
}

// note puts a note above a line, once.
func (w *writer) note(line int, ja, en string) {
	text := Mark + ja + "　" + en
	if !slices.Contains(w.above[line], text) {
		w.above[line] = append(w.above[line], text)
	}
}

// put writes another value in place of that of an entry of one line.
func (w *writer) put(s load.Statement, value string) {
	line := w.Lines[s.First-1]
	w.Lines[s.First-1] = line[:s.Value] + value + line[s.End:]
}

// head sets what each report has of its own.
func (w *writer) head() {
	for _, s := range w.of("stage") {
		w.put(s, `"`+w.Stage+`"`)
	}
	for _, s := range w.of("status") {
		w.put(s, `"draft"`)
	}
	for _, s := range w.of("published") {
		w.put(s, w.today())
		w.remark[s.First] = true
		w.note(s.First, "公表の日時を決めて、行頭の「# 」を外します。", `Set the moment of publication and take away the "# " in front.`)
	}
	number := w.report.Number + 1
	title := fmt.Sprintf("## 第%[1]d報　Report %[1]d", number)
	top := 1
	if len(w.Lines) > 0 && strings.HasPrefix(w.Lines[0], "#:schema") {
		top = 2
		for top <= len(w.Lines) && w.Lines[top-1] == "" {
			top++
		}
	} else if w.Schema != "" {
		w.above[1] = append(w.above[1], "#:schema "+w.Schema, "")
	}
	w.above[top] = append(w.above[top], title,
		fmt.Sprintf(Mark+"第%d報をもとにした下書きです。報は、それだけで完結します。いまの事実に書き改め、変わったことを [[changes]] に、新しい出来事を [[timeline]] に書いてください。", w.report.Number),
		Mark+"「見直し:」の行は、確かめたら消してください。",
		fmt.Sprintf(Mark+"A draft made from report %d. A report is complete in itself: write what is so now, what differs into [[changes]], and what has happened since into [[timeline]].", w.report.Number),
		Mark+"Delete each of these lines once you have looked.")
	if top <= len(w.Lines) && !strings.HasPrefix(w.Lines[top-1], "#") {
		w.above[top] = append(w.above[top], "")
	}
}

// today is a moment like the last one, on the day on which the report is made.
func (w *writer) today() string {
	p := w.report.Published
	zone := w.zone()
	if p.HasOffset {
		zone = time.FixedZone("", p.Offset)
	}
	day := w.Now.In(zone).Format(time.DateOnly)
	if p.Precision <= notice.ByDay {
		return day
	}
	if at := strings.IndexAny(p.Raw, "Tt "); at == len(day) {
		return day + p.Raw[at:]
	}
	return day
}

// zone is the time zone in which the report's moments are read.
func (w *writer) zone() *time.Location {
	if name := w.report.TimeZone.V; name != "" {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone
		}
	}
	return w.Zone
}
