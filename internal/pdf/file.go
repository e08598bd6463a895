package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"kohyo/internal/pattern"
)

// file is a PDF in the plain form in which Chromium writes it: PDF 1.4, every
// object by itself, one table of places at the end, no earlier versions. This
// is no reader of PDFs at large: any other form is an error.
type file struct {
	header  []byte
	objects [][]byte // by number, whole: "7 0 obj … endobj\n"; nil for none
	order   []int    // numbers in the order in which they stand
	root    int
	info    int
	body    []byte // all before the table of places
}

var errForm = errors.New("this is not a PDF as Chromium writes it")

func wrong(what string) error { return fmt.Errorf("%w: %s", errForm, what) }

var (
	lastXref = pattern.New(`startxref\n(\d{1,10})\n%%EOF\n?$`)
	xrefHead = pattern.New(`^xref\n0 (\d{1,7})\n`)
	trailers = pattern.New(`^trailer\n<</Size \d+\n/Root (\d{1,7}) 0 R\n/Info (\d{1,7}) 0 R(?:\n/ID \[<[0-9A-F]{32}> <[0-9A-F]{32}>\])?>>\nstartxref\n\d+\n%%EOF\n?$`)
)

// parse takes a PDF apart. The parts are stretches of data.
func parse(data []byte) (*file, error) {
	// Only the end is searched: what comes before it can be long.
	tail := data[max(0, len(data)-64):]
	m := lastXref().FindSubmatch(tail)
	if m == nil {
		return nil, wrong("no startxref at the end")
	}
	at := number(m[1])
	if at >= len(data) {
		return nil, wrong("the table of places lies beyond the end")
	}
	head := xrefHead().FindSubmatch(data[at:min(len(data), at+32)])
	if head == nil {
		return nil, wrong("no table of places where the end says")
	}
	const line = 20 // "0000000015 00000 n \n"
	count, first := number(head[1]), at+len(head[0])
	if count < 1 || count > (len(data)-first)/line {
		return nil, wrong("the table of places is too short")
	}
	end := trailers().FindSubmatch(data[first+count*line:])
	if end == nil {
		return nil, wrong("the trailer is of another form")
	}
	f := &file{body: data[:at], root: number(end[1]), info: number(end[2])}
	if err := f.cut(data[first : first+count*line]); err != nil {
		return nil, err
	}
	if f.object(f.root) == nil || f.object(f.info) == nil {
		return nil, wrong("the trailer names an object that is not there")
	}
	return f, nil
}

// cut finds the objects by the table of places.
func (f *file) cut(table []byte) error {
	const line = 20
	places := make([]int, len(table)/line)
	f.objects = make([][]byte, len(places))
	for n := range places {
		row := table[n*line : (n+1)*line]
		place, err := strconv.Atoi(string(row[:10]))
		if err != nil || string(row[10:17]) != " 00000 " && string(row[10:17]) != " 65535 " {
			return wrong("a row in the table of places")
		}
		if row[17] == 'n' {
			places[n] = place
			f.order = append(f.order, n)
		}
	}
	slices.SortFunc(f.order, func(a, b int) int { return places[a] - places[b] })
	if len(f.order) == 0 {
		return wrong("no objects")
	}
	if places[f.order[0]] > len(f.body) {
		return wrong("an object lies beyond the table of places")
	}
	f.header = f.body[:places[f.order[0]]]
	for i, n := range f.order {
		from, to := places[n], len(f.body)
		if i+1 < len(f.order) {
			to = places[f.order[i+1]]
		}
		if from >= to || to > len(f.body) {
			return wrong("two objects in one place")
		}
		object := f.body[from:to]
		if !bytes.HasPrefix(object, fmt.Appendf(nil, "%d 0 obj\n", n)) || !bytes.HasSuffix(object, []byte("\nendobj\n")) {
			return wrong(fmt.Sprintf("object %d", n))
		}
		f.objects[n] = object
	}
	return nil
}

func (f *file) object(n int) []byte {
	if n < 0 || n >= len(f.objects) {
		return nil
	}
	return f.objects[n]
}

var pageTree = pattern.New(`/Pages (\d{1,7}) 0 R`)
var pageCount = pattern.New(`/Count (\d{1,7})\b`)

// pages is how many pages the file has.
func (f *file) pages() (int, error) {
	if m := pageTree().FindSubmatch(f.object(f.root)); m != nil {
		if m := pageCount().FindSubmatch(f.object(number(m[1]))); m != nil {
			return number(m[1]), nil
		}
	}
	return 0, wrong("no page tree")
}

// drawn reports whether letters are drawn instead of set: Chromium embeds a
// font that it cannot embed otherwise as pictures of its letters (Type 3).
func (f *file) drawn() bool {
	return slices.ContainsFunc(f.objects, func(o []byte) bool { return bytes.Contains(dictionary(o), []byte("/Subtype /Type3")) })
}

var nodeName = pattern.New(`\(node(\d{8})\)`)

// renumber counts the elements of the page from 1. Chromium names them by a
// number that goes on from whatever the same process has shown before. Their
// order stays, for they stand in a sorted table.
func (f *file) renumber() {
	var names []string
	for _, o := range f.objects {
		for _, m := range nodeName().FindAllSubmatch(dictionary(o), -1) {
			names = append(names, string(m[1]))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for n, o := range f.objects {
		dict := dictionary(o)
		renamed := nodeName().ReplaceAllFunc(dict, func(name []byte) []byte {
			at, _ := slices.BinarySearch(names, string(name[5:13]))
			return fmt.Appendf(nil, "(node%08d)", at+1)
		})
		if !bytes.Equal(dict, renamed) {
			f.objects[n] = append(renamed, o[len(dict):]...)
		}
	}
}

// dictionary is an object without the data that it may carry.
func dictionary(object []byte) []byte {
	if i := bytes.Index(object, []byte("stream\n")); i >= 0 {
		return object[:i]
	}
	return object
}

// write puts the objects together again, with a table of places to fit. The
// ID says what the file was made from, and what it holds.
func (f *file) write(key [16]byte) []byte {
	var b bytes.Buffer
	b.Write(f.header)
	places := make([]int, len(f.objects))
	for _, n := range f.order {
		places[n] = b.Len()
		b.Write(f.objects[n])
	}
	held := contents(b.Bytes())
	at := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n", len(f.objects))
	for n, place := range places {
		if f.objects[n] == nil {
			b.WriteString("0000000000 65535 f \n")
			continue
		}
		fmt.Fprintf(&b, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%X> <%X>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.objects), f.root, f.info, key, held, at)
	return b.Bytes()
}

// number reads digits that a pattern has found; they are few enough to fit.
func number(digits []byte) int {
	n, _ := strconv.Atoi(string(digits))
	return n
}
