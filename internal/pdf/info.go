package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"kohyo/internal/pattern"
)

// Info is what a PDF says of itself.
type Info struct {
	Title     string
	Author    string // the publisher
	Subject   string
	Langs     []string  // language tags, that of the beginning first
	Published time.Time // the file's dates; none when zero
}

// form is the form of the files that this package writes. It is raised when
// that form changes, so that files in the old form are made anew.
const form = "2"

// Made is a finished PDF.
type Made struct {
	Data  []byte
	Pages int

	// Drawn: the browser could embed a font only as pictures of its letters.
	// The file is larger, and its letters are less sharp on a screen.
	Drawn bool

	// Kept: the file was there already, and still is what would be made.
	Kept bool
}

// finish gives a PDF that the browser has made its own description, in the
// place of the browser's: who made it and when are those of the report. The
// same page gives the same bytes, whenever it is printed.
func finish(data []byte, info Info, key [16]byte) (*Made, error) {
	f, err := parse(data)
	if err != nil {
		return nil, err
	}
	made := &Made{Drawn: f.drawn()}
	if made.Pages, err = f.pages(); err != nil {
		return nil, err
	}
	producer := producers().FindSubmatch(f.object(f.info))
	if producer == nil {
		return nil, wrong("no producer")
	}
	f.renumber()
	f.objects[f.info] = info.dictionary(f.info, string(producer[1]))
	meta := len(f.objects)
	f.objects = append(f.objects, info.metadata(meta, string(producer[1])))
	f.order = append(f.order, meta)
	if f.objects[f.root], err = catalog(f.objects[f.root], info.lang(), meta); err != nil {
		return nil, err
	}
	made.Data = f.write(key)
	return made, nil
}

// lang is the language that a reader is told to expect: a PDF has one.
func (i Info) lang() string { return strings.Join(i.Langs[:min(1, len(i.Langs))], "") }

// catalog adds the metadata, and the language where the browser has not.
func catalog(object []byte, lang string, meta int) ([]byte, error) {
	const end = ">>\nendobj\n"
	if !bytes.HasSuffix(object, []byte(end)) || bytes.Contains(object, []byte("/Metadata ")) {
		return nil, wrong("the catalogue")
	}
	var b bytes.Buffer
	b.Write(object[:len(object)-len(end)])
	if !bytes.Contains(object, []byte("/Lang ")) {
		fmt.Fprintf(&b, "\n/Lang %s", text(lang))
	}
	fmt.Fprintf(&b, "\n/Metadata %d 0 R%s", meta, end)
	return b.Bytes(), nil
}

// dictionary is the object with the old form of the description.
func (i Info) dictionary(number int, producer string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%d 0 obj\n<<", number)
	for _, e := range []struct{ name, value string }{
		{"Title", i.Title}, {"Author", i.Author}, {"Subject", i.Subject}, {"Creator", creator}, {"Producer", producer},
	} {
		if e.value != "" {
			fmt.Fprintf(&b, "/%s %s\n", e.name, text(e.value))
		}
	}
	if !i.Published.IsZero() {
		date := pdfDate(i.Published)
		fmt.Fprintf(&b, "/CreationDate (%[1]s)\n/ModDate (%[1]s)\n", date)
	}
	b.WriteString(">>\nendobj\n")
	return b.Bytes()
}

const creator = "Kohyo"

// producers finds the browser's PDF library and its version, which stays named.
var producers = pattern.New(`/Producer \(([ -'*-\[\]-~]{1,100})\)`)

// text is a string of a PDF: letters of ASCII as they are, any others in
// UTF-16, which every version of PDF knows.
func text(s string) string {
	plain := !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`()\`, r) })
	if plain {
		return "(" + s + ")"
	}
	var b strings.Builder
	b.WriteString("<FEFF")
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", unit)
	}
	return b.String() + ">"
}

// pdfDate is a date in the form of PDF: D:20190311150000+09'00'.
func pdfDate(t time.Time) string {
	zone := t.Format("-07'00'")
	return t.Format("D:20060102150405") + strings.Replace(zone, "Z", "+", 1)
}

// metadata is the object with the new form of the description, XMP, which
// archives and library systems read.
func (i Info) metadata(number int, producer string) []byte {
	var x bytes.Buffer
	x.WriteString("<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">` + "\n")
	add := func(before, value, after string) {
		if value == "" {
			return
		}
		x.WriteString(before)
		_ = xml.EscapeText(&x, []byte(value)) // a buffer does not fail
		x.WriteString(after + "\n")
	}
	add(`<dc:format>`, "application/pdf", `</dc:format>`)
	add(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, i.Title, `</rdf:li></rdf:Alt></dc:title>`)
	add(`<dc:creator><rdf:Seq><rdf:li>`, i.Author, `</rdf:li></rdf:Seq></dc:creator>`)
	add(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, i.Subject, `</rdf:li></rdf:Alt></dc:description>`)
	x.WriteString("<dc:language><rdf:Bag>\n")
	for _, lang := range i.Langs {
		add(`<rdf:li>`, lang, `</rdf:li>`)
	}
	x.WriteString("</rdf:Bag></dc:language>\n")
	if !i.Published.IsZero() {
		date := i.Published.Format(time.RFC3339)
		add(`<xmp:CreateDate>`, date, `</xmp:CreateDate>`)
		add(`<xmp:ModifyDate>`, date, `</xmp:ModifyDate>`)
	}
	add(`<xmp:CreatorTool>`, creator, `</xmp:CreatorTool>`)
	add(`<pdf:Producer>`, producer, `</pdf:Producer>`)
	x.WriteString("</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")

	var b bytes.Buffer
	fmt.Fprintf(&b, "%d 0 obj\n<</Type /Metadata\n/Subtype /XML\n/Length %d>> stream\n%s\nendstream\nendobj\n", number, x.Len(), x.Bytes())
	return b.Bytes()
}

// keyOf says what a PDF is made from: the same key, the same file. The browser
// is left out on purpose: a file that has been handed out is not replaced
// because the browser on the machine has been updated.
func keyOf(page []byte, url string, info Info) (key [16]byte) {
	h := sha256.New()
	for _, part := range []string{form, url, info.Title, info.Author, info.Subject, strings.Join(info.Langs, " "), info.Published.Format(time.RFC3339)} {
		fmt.Fprintf(h, "%d %s\n", len(part), part)
	}
	h.Write(page)
	copy(key[:], h.Sum(nil))
	return key
}

// contents is what the file says of its own objects.
func contents(body []byte) (held [16]byte) {
	sum := sha256.Sum256(body)
	copy(held[:], sum[:])
	return held
}

// keep gives a file that was made before, if it is what would be made now,
// and whole. Letters that were drawn for want of a font are made anew: the
// font may be there by now.
func keep(data []byte, key [16]byte) (*Made, bool) {
	f, err := parse(data)
	if err != nil || f.drawn() || !bytes.Equal(f.write(key), data) {
		return nil, false
	}
	pages, err := f.pages()
	return &Made{Data: data, Pages: pages, Kept: true}, err == nil
}

var madeFrom = pattern.New(`/ID \[<([0-9A-F]{32})> <[0-9A-F]{32}>\]>>\nstartxref\n\d+\n%%EOF\n$`)

// Untouched reports whether a file is one that this package has made, and
// nobody has changed since: such a file can be made again.
func Untouched(data []byte) bool {
	m := madeFrom().FindSubmatch(data[max(0, len(data)-160):])
	f, err := parse(data)
	if m == nil || err != nil {
		return false
	}
	var key [16]byte
	_, err = hex.Decode(key[:], m[1])
	return err == nil && bytes.Equal(f.write(key), data)
}
