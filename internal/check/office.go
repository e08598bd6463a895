package check

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// office looks into a document of Word or a workbook of Excel.
func (l *looker) office(data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		l.partly = true
		return
	}
	for i, f := range z.File {
		if i == mostParts {
			l.partly = true
			return
		}
		name := strings.ToLower(f.Name)
		read := l.officePart(name)
		if read == nil {
			continue
		}
		r, err := f.Open()
		if err != nil {
			l.partly = true
			continue
		}
		part := l.unpack(r)
		r.Close()
		read(part)
	}
}

// officePart gives what is done with a part, nil for nothing.
func (l *looker) officePart(name string) func([]byte) {
	dir, base := path.Split(name)
	is := func(prefix string) bool { return strings.HasPrefix(base, prefix) && strings.HasSuffix(base, ".xml") }
	switch {
	case name == "docprops/core.xml":
		return l.xmlPart(l.coreElement)
	case strings.Contains(dir, "/media/"):
		return func(b []byte) { l.picture(b) }
	case dir == "word/" && is("comments"), dir == "xl/" && is("comments"), strings.HasPrefix(dir, "xl/threadedcomments"):
		return l.xmlPart(l.commentElement())
	case dir == "word/" && (is("document") || is("header") || is("footer") || is("footnotes") || is("endnotes")):
		return l.xmlPart(l.wordElement())
	case strings.HasPrefix(dir, "xl/revisions"):
		return func([]byte) { l.trace(ruleTracked, "xl/revisions") }
	case name == "xl/workbook.xml":
		return l.xmlPart(l.workbookElement)
	case dir == "xl/" && is("sharedstrings"), dir == "xl/worksheets/" && is(""):
		return l.xmlPart(l.sheetElement())
	}
	return nil
}

// element is told of the beginning, the text and the end of an element of
// XML; text stands with the innermost.
type element func(token xml.Token, in string)

// xmlPart goes through a part, which has to be well formed to be read.
func (l *looker) xmlPart(each element) func([]byte) {
	return func(data []byte) {
		d := xml.NewDecoder(bytes.NewReader(data))
		var open []string
		for {
			token, err := d.Token()
			if err != nil {
				l.partly = l.partly || len(open) > 0
				return
			}
			in := ""
			if len(open) > 0 {
				in = open[len(open)-1]
			}
			switch t := token.(type) {
			case xml.StartElement:
				open = append(open, t.Name.Local)
				each(t, t.Name.Local)
			case xml.EndElement:
				open = open[:len(open)-1]
				each(t, t.Name.Local)
			case xml.CharData:
				each(t, in)
			}
		}
	}
}

func (l *looker) coreElement(token xml.Token, in string) {
	if text, ok := token.(xml.CharData); ok && (in == "creator" || in == "lastModifiedBy") {
		l.author(string(text))
	}
}

// commentElement reads comments, whose words count as text too.
func (l *looker) commentElement() element {
	return func(token xml.Token, in string) {
		switch t := token.(type) {
		case xml.StartElement:
			if in == "comment" || in == "threadedComment" {
				l.trace(ruleComments, "")
			}
		case xml.CharData:
			if in == "t" || in == "text" {
				l.say(string(t))
			}
		case xml.EndElement:
			if in == "p" || in == "comment" || in == "text" {
				l.say("\n")
			}
		}
	}
}

// tracked are the elements of changes that can still be taken back.
var tracked = map[string]bool{"ins": true, "del": true, "moveFrom": true, "moveTo": true, "cellIns": true, "cellDel": true}

func (l *looker) wordElement() element {
	run, vanish := false, false
	return func(token xml.Token, in string) {
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case in == "r":
				run, vanish = true, false
			case in == "vanish" && run:
				vanish = attribute(t, "val") != "0" && attribute(t, "val") != "false"
			case in == "tab", in == "br":
				l.say(" ")
			case tracked[in]:
				l.trace(ruleTracked, "w:"+in)
				l.author(attribute(t, "author"))
			}
		case xml.EndElement:
			switch in {
			case "r":
				run = false
			case "p":
				l.say("\n")
			}
		case xml.CharData:
			if in == "t" || in == "delText" {
				if vanish && strings.TrimSpace(string(t)) != "" {
					l.trace(ruleConceals, "vanish")
				}
				l.say(string(t))
			}
		}
	}
}

func (l *looker) workbookElement(token xml.Token, in string) {
	t, ok := token.(xml.StartElement)
	if !ok || in != "sheet" {
		return
	}
	if state := attribute(t, "state"); state == "hidden" || state == "veryHidden" {
		l.trace(ruleConceals, attribute(t, "name"))
	}
}

func (l *looker) sheetElement() element {
	shared, row := false, ""
	return func(token xml.Token, in string) {
		switch t := token.(type) {
		case xml.StartElement:
			hidden := attribute(t, "hidden") == "1" || attribute(t, "hidden") == "true"
			switch in {
			case "c":
				shared = attribute(t, "t") == "s"
				if row != "" {
					l.trace(ruleConceals, row)
				}
			case "row":
				if row = ""; hidden {
					row = "row"
				}
			case "col":
				// Columns beyond the last used one are often hidden; no one writes there.
				if from, _ := strconv.Atoi(attribute(t, "min")); hidden && from < 100 && attribute(t, "max") != "16384" {
					l.trace(ruleConceals, "column")
				}
			}
		case xml.EndElement:
			if in == "si" || in == "c" {
				l.say(";\n") // the numbers of two cells are not one
			}
		case xml.CharData:
			if in == "t" || in == "v" && !shared {
				l.say(string(t))
			}
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
