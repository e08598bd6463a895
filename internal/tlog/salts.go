package tlog

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

func isMissing(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// The salts of 256 reports stand in one file, so that a publisher need not
// read a file for each report. A report's place is by its first leaf: it never
// moves. When a report is withdrawn its salt is replaced: nobody can compute
// the hashes of what it said any more.

func saltsName(n int64) string { return "log/salts/" + number(n) }

// saltFiles are the numbers of the files of salts, and the reports in each, by
// their first leaf.
func (l *Log) saltFiles() map[int64][]id {
	files := map[int64][]id{}
	for i, r := range l.reports {
		files[r.first/width] = append(files[r.first/width], i)
	}
	for _, list := range files {
		slices.SortFunc(list, func(a, b id) int { return cmp.Compare(l.reports[a].first, l.reports[b].first) })
	}
	return files
}

// saltsOf writes a file of salts.
func (l *Log) saltsOf(list []id) []byte {
	var b []byte
	for _, i := range list {
		b = fmt.Appendf(b, "%s %d %s\n", i.slug, i.number, l.salts[i])
	}
	return b
}

func parseSalts(text []byte, into map[id]string) error {
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		f := strings.Fields(line)
		if len(f) != 3 || !isHex(f[2], 16) {
			return fmt.Errorf("line %d is not a slug, a number and a salt", n)
		}
		number, err := strconv.Atoi(f[1])
		if err != nil || number < 1 {
			return fmt.Errorf("line %d has no number of a report", n)
		}
		into[id{f[0], number}] = f[2]
	}
	return nil
}

// readSalts reads the salts. After an interrupted publication there may be
// more than the log needs.
func (x *examiner) readSalts() error {
	l := x.log
	files := l.saltFiles()
	last := l.head.Size / width
	for _, n := range slices.Sorted(maps.Keys(files)) {
		data, err := x.file(saltsName(n))
		if err != nil {
			return err
		}
		if data == nil {
			continue
		}
		if err := parseSalts(data, l.salts); err != nil {
			x.fault(BadForm, saltsName(n), "%v", err)
			continue
		}
		if string(l.saltsOf(files[n])) != string(data) {
			x.fault(BadSalts, saltsName(n), "")
		}
	}
	// What an interrupted publication has left in files of its own.
	for n := last; ; n++ {
		if _, read := files[n]; read {
			continue
		}
		data, err := l.read(saltsName(n))
		if isMissing(err) || n > last+64 {
			return nil
		}
		if err != nil {
			return err
		}
		if err := parseSalts(data, l.salts); err != nil {
			x.fault(BadForm, saltsName(n), "%v", err)
			return nil
		}
		x.fault(BadSalts, saltsName(n), "")
	}
}

// Opening is what opens a leaf: the salt of its hashes.
type Opening struct {
	Format  string `json:"format"` // always kohyo-opening
	Version int    `json:"version"`
	Origin  string `json:"origin"`
	Slug    string `json:"slug"`
	Number  int    `json:"number"`
	Leaf    int64  `json:"leaf"`
	Salt    string `json:"salt"`
	Entry   string `json:"entry"`
}

// OpeningName is the file of a report's opening.
func OpeningName(slug string, number int) string {
	return "log/reports/" + slug + "/" + strconv.Itoa(number) + ".json"
}

func (l *Log) opening(i id) []byte {
	r := l.reports[i]
	return append(appendJSON(nil, map[string]any{
		"entry": string(r.entry.Bytes()), "format": "kohyo-opening", "leaf": r.index, "number": i.number,
		"origin": l.origin, "salt": l.salts[i], "slug": i.slug, "version": 1,
	}), '\n')
}

// OpeningOf is what the opening of a report should be.
func (l *Log) OpeningOf(slug string, number int) []byte { return l.opening(id{slug, number}) }

// ParseOpening reads an opening.
func ParseOpening(data []byte) (*Opening, error) {
	var o Opening
	if err := json.Unmarshal(data, &o); err != nil {
		return nil, fmt.Errorf("no opening: %w", err)
	}
	if o.Format != "kohyo-opening" || o.Version != 1 || !isHex(o.Salt, 16) || o.Leaf < 0 {
		return nil, errors.New("no opening: its format, its version, its leaf or its salt is not right")
	}
	e, err := ParseEntry([]byte(o.Entry))
	if err != nil {
		return nil, err
	}
	if e.Slug != o.Slug || e.Number != o.Number {
		return nil, errors.New("no opening: its entry is that of another report")
	}
	return &o, nil
}

// Part is what of a report a leaf tells the hash of.
type Part string

// The parts. That of a text is "text" and the language: "text ja".
const (
	DataPart  Part = "data"
	FilesPart Part = "files"
)

// Differences opens a leaf before a report: the parts that are not what the
// leaf says. Parts that the report lacks here are not compared.
func (o *Opening) Differences(r Report) ([]Part, error) {
	e, err := ParseEntry([]byte(o.Entry))
	if err != nil {
		return nil, err
	}
	var differ []Part
	if r.Data != nil {
		data, err := Facts(r.Data)
		if err != nil || salted(o.Salt, data) != e.Data {
			differ = append(differ, DataPart)
		}
	}
	for _, t := range r.Texts {
		own, err := OwnText(t.Bytes)
		if err != nil || !slices.Contains(e.Texts, Hashed{t.Lang, salted(o.Salt, own)}) {
			differ = append(differ, Part("text "+t.Lang))
		}
	}
	if list := fileList(r.Files); r.Files != nil && (len(list) > 0 != (e.Files != "") || len(list) > 0 && salted(o.Salt, list) != e.Files) {
		differ = append(differ, FilesPart)
	}
	return differ, nil
}
