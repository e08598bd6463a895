package check

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"strconv"
	"strings"
	"unicode/utf8"

	"kohyo/internal/pattern"
)

var (
	pdfAuthor    = pattern.New(`/Author\s*([(<]|[0-9]+\s+[0-9]+\s+R)`)
	pdfComment   = pattern.New(`/Subtype\s*/(?:Text|Highlight|StrikeOut|Underline|Squiggly|Caret|FileAttachment)\b`)
	pdfEncrypted = pattern.New(`/Encrypt\s*(?:[0-9]+\s+[0-9]+\s+R|<<)`)
	pdfFlate     = pattern.New(`/Fl(?:ateDecode)?\b`)
	pdfStream    = pattern.New(`stream\r?\n`)
	pdfShow      = pattern.New(`\bT[jJ]\b|['"]\s`)
)

// pdf looks into a PDF file: its properties, its annotations, the pictures in
// it, and the text that can be copied out of it.
func (l *looker) pdf(data []byte) {
	if pdfEncrypted().Match(data) {
		l.partly = true
		return
	}
	allowed := 1
	if bytes.Contains(data[:min(len(data), 2048)], []byte("/Linearized")) {
		allowed = 2 // such a file is written in two parts
	}
	if bytes.Count(data, []byte("%%EOF")) > allowed {
		l.trace(ruleEarlier, "")
	}
	objects, contents, maps := l.pdfParts(data)
	l.pdfAuthors(objects)
	if pdfComment().Match(objects) {
		l.trace(ruleComments, "")
	}
	for _, c := range contents {
		l.pdfText(c, nil)
		for _, m := range maps {
			l.pdfText(c, m)
		}
	}
}

// Limits on what is worth reading, so that no file takes long.
const (
	mostMaps      = 40       // tables of characters: with each, all text is read
	mostContents  = 16 << 20 // bytes of the pages' contents
	longestMap    = 1 << 20  // bytes of a table
	mostCodes     = 1 << 17  // codes in a table
	longestString = 1 << 16  // bytes of a string
	mostBroken    = 200      // strings without an end
)

// pdfParts takes a file apart: what stands outside of streams or in streams
// of objects, the pages' contents, and the tables from codes to characters.
func (l *looker) pdfParts(data []byte) (objects []byte, contents [][]byte, maps []map[string]string) {
	parts, length := 0, 0
	for {
		m := pdfStream().FindIndex(data)
		if m == nil {
			return append(objects, data...), contents, maps
		}
		dict := data[max(0, m[0]-2000):m[0]]
		if i := bytes.LastIndex(dict, []byte(" obj")); i >= 0 {
			dict = dict[i:]
		}
		objects = append(append(objects, data[:m[0]]...), '\n')
		data = data[m[1]:]
		end := bytes.Index(data, []byte("endstream"))
		if end < 0 {
			l.partly = true
			return objects, contents, maps
		}
		stream := data[:end]
		data = data[end+len("endstream"):]
		if parts++; parts > mostParts {
			l.partly = true
			return objects, contents, maps
		}
		// Pictures of pixels are long and say nothing.
		if pdfFlate().Match(dict) && !bytes.Contains(dict, []byte("/Image")) && !bytes.Contains(dict, []byte("/FontFile")) && !bytes.Contains(dict, []byte("/Length1")) {
			stream = l.pdfInflate(stream)
		}
		switch {
		case bytes.HasPrefix(stream, []byte{0xFF, 0xD8, 0xFF}):
			l.jpeg(stream)
		case bytes.Contains(dict, []byte("/ObjStm")):
			objects = append(append(objects, stream...), '\n')
		case bytes.Contains(dict, []byte("/Metadata")) || bytes.Contains(stream[:min(len(stream), 200)], []byte("<?xpacket")):
			l.xmp(stream)
		case bytes.Contains(stream, []byte("beginbfchar")) || bytes.Contains(stream, []byte("beginbfrange")):
			if len(maps) < mostMaps && len(stream) <= longestMap {
				maps = append(maps, characterMap(stream))
			}
		case bytes.Contains(stream, []byte("BT")) && pdfShow().Match(stream):
			if length += len(stream); length > mostContents {
				l.partly = true
				continue
			}
			contents = append(contents, stream)
		}
	}
}

func (l *looker) pdfInflate(stream []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(stream))
	if err != nil {
		return nil
	}
	return l.unpack(r)
}

func (l *looker) pdfAuthors(objects []byte) {
	for _, m := range pdfAuthor().FindAllSubmatchIndex(objects, 20) {
		at := m[2]
		if objects[at] != '(' && objects[at] != '<' { // the name stands elsewhere
			number, _, _ := strings.Cut(string(objects[m[2]:m[3]]), " ")
			i := bytes.Index(objects, []byte("\n"+number+" 0 obj"))
			if i < 0 {
				continue
			}
			rest := objects[i:]
			j := bytes.IndexAny(rest, "(<")
			if j < 0 {
				continue
			}
			at = i + j
		}
		if text, _, ok := pdfString(objects[at:]); ok {
			l.author(pdfWords(text))
		}
	}
}

// pdfString reads a string in () or <> and gives how long it is.
func pdfString(data []byte) (text []byte, size int, ok bool) {
	data = data[:min(len(data), longestString)]
	if data[0] == '<' {
		end := bytes.IndexByte(data, '>')
		if end < 0 || data[1] == '<' {
			return nil, 0, false
		}
		digits := bytes.Join(bytes.Fields(data[1:end]), nil)
		if len(digits)%2 == 1 {
			digits = append(digits, '0')
		}
		text = make([]byte, len(digits)/2)
		_, err := hex.Decode(text, digits)
		return text, end + 1, err == nil
	}
	depth := 0
	for i := 0; i < len(data); i++ {
		switch c := data[i]; {
		case c == '(':
			if depth++; depth > 1 {
				text = append(text, c)
			}
		case c == ')':
			if depth--; depth == 0 {
				return text, i + 1, true
			}
			text = append(text, c)
		case c == '\\' && i+1 < len(data):
			b, used := pdfEscape(data[i+1:])
			text = append(text, b...)
			i += used
		default:
			text = append(text, c)
		}
	}
	return nil, 0, false
}

func pdfEscape(data []byte) (b []byte, used int) {
	if i := strings.IndexByte("nrtbf", data[0]); i >= 0 {
		return []byte{"\n\r\t\b\f"[i]}, 1
	}
	if data[0] == '\n' {
		return nil, 1
	}
	n := 0
	for n < 3 && n < len(data) && data[n] >= '0' && data[n] <= '7' {
		n++
	}
	if n == 0 {
		return data[:1], 1
	}
	v, _ := strconv.ParseUint(string(data[:n]), 8, 16)
	return []byte{byte(v)}, n
}

// pdfWords reads a text of the properties: UTF-16, UTF-8 or Latin letters.
func pdfWords(text []byte) string {
	switch {
	case bytes.HasPrefix(text, []byte{0xFE, 0xFF}):
		return fromUTF16(text[2:], binary.BigEndian)
	case utf8.Valid(text):
		return strings.TrimPrefix(string(text), "\ufeff")
	}
	rs := make([]rune, len(text))
	for i, b := range text {
		rs[i] = rune(b)
	}
	return string(rs)
}

// pdfText reads what a page shows: with the characters of a table, or as
// plain letters. Which table a text is meant for is not worked out: with
// another it makes no sense, and nothing is found in it.
func (l *looker) pdfText(content []byte, table map[string]string) {
	var numbers []string // before an operator
	height, array, broken := "", false, 0
	for i := 0; i < len(content); {
		c, from := content[i], i
		switch {
		case c == '<' && i+1 < len(content) && content[i+1] == '<': // of a dictionary
			i++
		case c == '(' || c == '<':
			text, size, ok := pdfString(content[i:])
			if !ok {
				i++
				if broken++; broken > mostBroken {
					return
				}
				continue
			}
			l.say(characters(text, table))
			i += size
			continue
		case c == '[' || c == ']':
			array = c == '['
		case strings.IndexByte("+-.0123456789", c) >= 0:
			for i < len(content) && strings.IndexByte("+-.0123456789", content[i]) >= 0 {
				i++
			}
			number := string(content[from:i])
			if gap, _ := strconv.ParseFloat(number, 64); array && gap < -200 { // as wide as a space
				l.say(" ")
			}
			numbers = append(numbers[max(0, len(numbers)-5):], number)
			continue
		case c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z':
			for i < len(content) && (content[i] >= 'A' && content[i] <= 'Z' || content[i] >= 'a' && content[i] <= 'z' || content[i] == '*') {
				i++
			}
			if newLine(string(content[from:i]), numbers, &height) {
				l.say("\n")
			}
			numbers = numbers[:0]
			continue
		}
		i++
	}
	l.say("\n")
}

// newLine reports whether an operator moves to another line. Many programs
// place every letter by itself.
func newLine(operator string, numbers []string, height *string) bool {
	last := ""
	if len(numbers) > 0 {
		last = numbers[len(numbers)-1]
	}
	switch operator {
	case "ET", "T*":
		return true
	case "Td", "TD":
		y, _ := strconv.ParseFloat(last, 64)
		return y != 0
	case "Tm":
		same := last == *height
		*height = last
		return !same
	}
	return false
}

func characters(text []byte, table map[string]string) string {
	if table == nil {
		if bytes.IndexByte(text, 0) >= 0 { // codes of a font, not letters
			return ""
		}
		return pdfWords(text)
	}
	var b strings.Builder
	for len(text) > 0 {
		size := min(2, len(text))
		s, ok := table[string(text[:size])]
		if !ok {
			size = 1
			s = table[string(text[:1])]
		}
		b.WriteString(s)
		text = text[size:]
	}
	return b.String()
}

var (
	bfChar  = pattern.New(`<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{4,32})>`)
	bfRange = pattern.New(`<([0-9A-Fa-f]{2,4})>\s*<([0-9A-Fa-f]{2,4})>\s*(?:<([0-9A-Fa-f]{4})>|\[([^\]]*)\])`)
	bfPart  = pattern.New(`(?s)beginbf(char|range)(.*?)endbf`)
	oneHex  = pattern.New(`<([0-9A-Fa-f]{4,32})>`)
)

// characterMap reads a table from codes of a font to characters.
func characterMap(stream []byte) map[string]string {
	table, codes := map[string]string{}, 0
	unhex := func(b []byte) []byte {
		out := make([]byte, len(b)/2)
		_, _ = hex.Decode(out, b[:len(b)/2*2])
		return out
	}
	number := func(b []byte) int { v, _ := strconv.ParseUint(string(b), 16, 32); return int(v) }
	for _, part := range bfPart().FindAllSubmatch(stream, -1) {
		if string(part[1]) == "char" {
			for _, m := range bfChar().FindAllSubmatch(part[2], -1) {
				table[string(unhex(m[1]))] = fromUTF16(unhex(m[2]), binary.BigEndian)
			}
			continue
		}
		for _, m := range bfRange().FindAllSubmatch(part[2], -1) {
			from, to := number(m[1]), number(m[2])
			list := oneHex().FindAllSubmatch(m[4], -1)
			for code := from; code <= to && codes < mostCodes; code++ {
				codes++
				key := []byte{byte(code >> 8), byte(code)}
				if len(m[1]) == 2 {
					key = key[1:]
				}
				switch {
				case m[3] != nil:
					table[string(key)] = string(rune(number(m[3]) + code - from))
				case code-from < len(list):
					table[string(key)] = fromUTF16(unhex(list[code-from][1]), binary.BigEndian)
				}
			}
		}
	}
	return table
}
