package check

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/xml"
	"io"
	"strings"
	"unicode/utf16"
)

// picture looks into a JPEG or PNG file. It reports whether it was one.
func (l *looker) picture(data []byte) bool {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xD8, 0xFF}):
		l.jpeg(data)
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		l.png(data[8:])
	default:
		return false
	}
	return true
}

var xmpMark = []byte("http://ns.adobe.com/xap/1.0/\x00")

// jpeg goes through the segments before the picture itself.
func (l *looker) jpeg(data []byte) {
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		kind, size := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if kind == 0xFF { // filling
			at++
			continue
		}
		if kind == 0xDA || size < 2 || at+2+size > len(data) {
			return
		}
		segment := data[at+4 : at+2+size]
		switch {
		case kind == 0xE1 && bytes.HasPrefix(segment, []byte("Exif\x00\x00")):
			l.exif(segment[6:])
		case kind == 0xE1 && bytes.HasPrefix(segment, xmpMark):
			l.xmp(segment[len(xmpMark):])
		case kind == 0xED:
			l.iptc(segment)
		case kind == 0xFE:
			l.say(string(segment) + "\n")
		}
		at += 2 + size
	}
}

// png goes through the chunks.
func (l *looker) png(data []byte) {
	for len(data) >= 12 {
		size := int(binary.BigEndian.Uint32(data))
		if size < 0 || size > len(data)-12 {
			l.partly = true
			return
		}
		kind, chunk := string(data[4:8]), data[8:8+size]
		switch kind {
		case "eXIf":
			l.exif(chunk)
		case "tEXt", "zTXt", "iTXt":
			l.pngText(kind, chunk)
		case "IEND":
			return
		}
		data = data[12+size:]
	}
}

func (l *looker) pngText(kind string, chunk []byte) {
	key, rest, _ := bytes.Cut(chunk, []byte{0})
	packed := kind == "zTXt"
	switch {
	case kind == "zTXt" && len(rest) > 0:
		rest = rest[1:]
	case kind == "iTXt" && len(rest) > 1:
		packed = rest[0] == 1
		if parts := bytes.SplitN(rest[2:], []byte{0}, 3); len(parts) == 3 {
			rest = parts[2]
		}
	}
	if packed {
		rest = l.inflate(rest)
	}
	switch strings.ToLower(string(key)) {
	case "author", "creator", "artist":
		l.author(string(rest))
	case "xml:com.adobe.xmp":
		l.xmp(rest)
	default:
		l.say(string(rest) + "\n")
	}
}

// inflate unpacks as much as may be unpacked of a file.
func (l *looker) inflate(data []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	return l.unpack(r)
}

func (l *looker) unpack(r io.Reader) []byte {
	out, _ := io.ReadAll(io.LimitReader(r, int64(l.left)+1)) // what a damaged part holds counts too
	if len(out) > l.left {
		l.partly = true
		out = out[:l.left]
	}
	l.left -= len(out)
	return out
}

// exif reads the fields of people and places of a TIFF structure.
func (l *looker) exif(data []byte) {
	if len(data) < 8 {
		return
	}
	var order binary.ByteOrder = binary.LittleEndian
	if data[0] == 'M' {
		order = binary.BigEndian
	}
	ifd(data, order, order.Uint32(data[4:]), func(tag, kind uint16, value []byte) {
		switch tag {
		case 0x013B: // artist
			l.author(string(value))
		case 0x9C9D: // the author as Windows writes it
			l.author(fromUTF16(value, binary.LittleEndian))
		case 0x8825:
			if len(value) == 4 {
				l.gps(data, order, order.Uint32(value))
			}
		}
	})
}

func (l *looker) gps(data []byte, order binary.ByteOrder, at uint32) {
	ifd(data, order, at, func(tag, _ uint16, value []byte) {
		if (tag == 2 || tag == 4) && len(bytes.Trim(value, "\x00")) > 0 {
			l.trace(rulePosition, "GPS")
		}
	})
}

// ifd gives the fields of a directory of a TIFF structure.
func ifd(data []byte, order binary.ByteOrder, at uint32, field func(tag, kind uint16, value []byte)) {
	if uint64(at)+2 > uint64(len(data)) {
		return
	}
	n := int(order.Uint16(data[at:]))
	sizes := [13]uint64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}
	for i := range n {
		from := uint64(at) + 2 + 12*uint64(i)
		if from+12 > uint64(len(data)) {
			return
		}
		e := data[from : from+12]
		kind := order.Uint16(e[2:])
		if kind == 0 || int(kind) >= len(sizes) {
			continue
		}
		size, start := sizes[kind]*uint64(order.Uint32(e[4:])), from+8
		if size > 4 {
			start = uint64(order.Uint32(e[8:]))
		}
		if start+size <= uint64(len(data)) {
			field(order.Uint16(e), kind, data[start:start+size])
		}
	}
}

// iptc looks for the by-line: 0x1C, record 2, field 80.
func (l *looker) iptc(data []byte) {
	for {
		i := bytes.Index(data, []byte{0x1C, 2, 80})
		if i < 0 || i+5 > len(data) {
			return
		}
		size := int(binary.BigEndian.Uint16(data[i+3:]))
		data = data[i+5:]
		if size > len(data) {
			return
		}
		l.author(string(data[:size]))
	}
}

// xmp reads the names and places of a packet of Adobe's properties.
func (l *looker) xmp(data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	creator := 0
	for {
		token, err := d.Token()
		if err != nil {
			return
		}
		switch t := token.(type) {
		case xml.StartElement:
			for _, a := range t.Attr {
				l.xmpField(a.Name.Local, a.Value)
			}
			if t.Name.Local == "GPSLatitude" || t.Name.Local == "GPSLongitude" {
				l.trace(rulePosition, "GPS")
			}
			if creator > 0 || isCreator(t.Name) {
				creator++
			}
		case xml.EndElement:
			creator = max(0, creator-1)
		case xml.CharData:
			if creator > 0 {
				l.author(string(t))
			}
		}
	}
}

func isCreator(n xml.Name) bool {
	return n.Local == "creator" && strings.Contains(n.Space, "purl.org/dc") || n.Local == "AuthorsPosition" || n.Local == "LastSavedBy"
}

func (l *looker) xmpField(name, value string) {
	switch name {
	case "GPSLatitude", "GPSLongitude":
		l.trace(rulePosition, "GPS")
	case "creator", "LastSavedBy":
		l.author(value)
	}
}

func fromUTF16(data []byte, order binary.ByteOrder) string {
	var units []uint16
	for ; len(data) >= 2; data = data[2:] {
		units = append(units, order.Uint16(data))
	}
	return strings.TrimRight(string(utf16.Decode(units)), "\x00")
}
