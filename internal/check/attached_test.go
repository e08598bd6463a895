package check

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// made makes the files of fixtures, which are not text.
func made(name string) []byte {
	switch name {
	case "jpeg-gps":
		return aJPEG(exifOf(0x8825, gpsOf))
	case "jpeg-artist":
		return aJPEG(exifOf(0x013B, nil))
	case "jpeg-plain":
		return aJPEG(nil)
	case "png-author":
		return aPNG("tEXt", "Author\x00Taro Mihon")
	case "png-xmp":
		return aPNG("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="35,41N"/></x:xmpmeta>`)
	case "docx-tracked":
		return aDOCX(`<w:p><w:r><w:t>Shown</w:t></w:r><w:del w:author="Taro Mihon"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>`)
	case "docx-hidden":
		return aDOCX(`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>not shown</w:t></w:r></w:p>`)
	case "docx-personal":
		return aDOCX(`<w:p><w:r><w:t>4111 1111 </w:t></w:r><w:r><w:t>1111 1111</w:t></w:r></w:p><w:p><w:r><w:t>090-1234-5678 taro@example.org</w:t></w:r></w:p>`)
	case "docx-comments":
		return aZip("word/document.xml", document(""), "word/comments.xml", `<w:comments xmlns:w="w"><w:comment><w:p><w:r><w:t>1234 5678 9018</w:t></w:r></w:p></w:comment></w:comments>`)
	case "docx-author":
		return aZip("docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>Taro Mihon</dc:creator><cp:lastModifiedBy>見本鉄道</cp:lastModifiedBy></cp:coreProperties>`)
	case "docx-picture":
		return aZip("word/document.xml", document(""), "word/media/image1.jpeg", string(made("jpeg-gps")))
	case "xlsx-hidden":
		return aZip("xl/workbook.xml", `<workbook><sheets><sheet name="Shown"/><sheet name="名簿" state="veryHidden"/></sheets></workbook>`,
			"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1" hidden="1"><c><v>1</v></c></row></sheetData></worksheet>`)
	case "xlsx-personal":
		return aZip("xl/sharedStrings.xml", `<sst><si><t>３５３０１１１３３３３０００００</t></si></sst>`,
			"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c><v>123456789018</v></c></row></sheetData></worksheet>`)
	case "pdf-author":
		return aPDF("/Author <FEFF89CB672C592A90CE>", "", false)
	case "pdf-personal":
		return aPDF("", "BT [(4111 11) 20 (11 1111) -300 (1111)] TJ ET", true)
	case "pdf-earlier":
		return append(made("pdf-plain"), "\n1 0 obj\n<<>>\nendobj\n%%EOF\n"...)
	case "pdf-comments":
		return aPDF("/Annots [<< /Subtype /Highlight >>]", "", false)
	case "pdf-encrypted":
		return aPDF("/Encrypt 9 0 R", "", false)
	case "pdf-mapped":
		// Codes 1 to 10 of the font are the digits.
		return append(aPDF("", "BT <0005000200020002000200020002000200020002000200020002000200020002> Tj ET", true),
			aStream("beginbfrange\n<0001> <000A> <0030>\nendbfrange", true)...)
	case "pdf-letters":
		content := strings.Repeat("/P << /MCID 0 >> BDC EMC ", 2*mostBroken) + "BT 1 0 0 1 50 700 Tm"
		for _, c := range "4111 1111 1111 1111" {
			content += fmt.Sprintf(" (%c) Tj 6.5 0 Td", c)
		}
		return aPDF("", content+" 0 -12 Td (5) Tj ET", true)
	case "pdf-plain":
		return aPDF("", "BT (Nothing to see) Tj ET", true)
	case "pdf-bomb":
		return aPDF("", strings.Repeat(" ", mostUnpacked+1), true)
	}
	panic("no file " + name)
}

var order = binary.BigEndian

// exifOf makes a TIFF structure with one field: an artist, or a directory.
func exifOf(tag uint16, directory func(at uint32) []byte) []byte {
	b := order.AppendUint32([]byte("MM\x00\x2a"), 8)
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, tag)
	if directory == nil {
		b = order.AppendUint32(order.AppendUint16(b, 2), 11)
		return append(order.AppendUint32(order.AppendUint32(b, 26), 0), "Taro Mihon\x00"...)
	}
	b = order.AppendUint32(order.AppendUint16(b, 4), 1)
	b = order.AppendUint32(order.AppendUint32(b, 26), 0)
	return append(b, directory(26)...)
}

func gpsOf(at uint32) []byte {
	b := order.AppendUint16(nil, 1)
	b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, 2), 5), 3)
	b = order.AppendUint32(order.AppendUint32(b, at+18), 0)
	for _, n := range []uint32{35, 1, 41, 1, 0, 1} {
		b = order.AppendUint32(b, n)
	}
	return b
}

func aJPEG(exif []byte) []byte {
	b := []byte{0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 'J', 'F'}
	if exif != nil {
		exif = append([]byte("Exif\x00\x00"), exif...)
		b = append(order.AppendUint16(append(b, 0xFF, 0xE1), uint16(len(exif)+2)), exif...)
	}
	return append(b, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9)
}

func aPNG(kind, chunk string) []byte {
	b := []byte("\x89PNG\r\n\x1a\n")
	for _, c := range [][2]string{{kind, chunk}, {"IEND", ""}} {
		b = order.AppendUint32(b, uint32(len(c[1])))
		b = append(b, c[0]+c[1]...)
		b = order.AppendUint32(b, crc32.ChecksumIEEE([]byte(c[0]+c[1])))
	}
	return b
}

func aZip(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			panic(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func aDOCX(body string) []byte { return aZip("word/document.xml", document(body)) }

func document(body string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`
}

func aPDF(info, content string, packed bool) []byte {
	b := fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n<< %s >>\nendobj\n", info)
	if content != "" {
		b = append(b, aStream(content, packed)...)
	}
	return append(b, "trailer\n<< /Info 1 0 R >>\n%%EOF\n"...)
}

func aStream(content string, packed bool) []byte {
	filter := ""
	if packed {
		var z bytes.Buffer
		w := zlib.NewWriter(&z)
		_, _ = w.Write([]byte(content))
		_ = w.Close()
		content, filter = z.String(), "/Filter /FlateDecode "
	}
	return fmt.Appendf(nil, "2 0 obj\n<< %s/Length %d >>\nstream\n%s\nendstream\nendobj\n", filter, len(content), content)
}

// What each kind of file carries along is found, and what it says is read.
func TestLook(t *testing.T) {
	for name, want := range map[string]string{
		"jpeg-gps": rulePosition, "jpeg-artist": ruleAuthor, "jpeg-plain": "", "png-author": ruleAuthor, "png-xmp": rulePosition,
		"docx-tracked": ruleAuthor + " " + ruleTracked, "docx-hidden": ruleConceals, "docx-personal": ruleCard,
		"docx-comments": ruleComments + " " + ruleIndividual, "docx-author": ruleAuthor, "docx-picture": rulePosition,
		"xlsx-hidden": ruleConceals, "xlsx-personal": ruleCard + " " + ruleIndividual,
		"pdf-author": ruleAuthor, "pdf-personal": ruleCard, "pdf-earlier": ruleEarlier, "pdf-comments": ruleComments,
		"pdf-encrypted": ruleUnread, "pdf-mapped": ruleCard, "pdf-letters": ruleCard, "pdf-plain": "", "pdf-bomb": ruleUnread,
	} {
		l := look(made(name))
		a := l.done(name)
		var got []string
		for _, tr := range a.traces {
			got = append(got, tr.rule)
		}
		if len(cards(a.text)) > 0 {
			got = append(got, ruleCard)
		}
		if len(individuals(a.text)) > 0 {
			got = append(got, ruleIndividual)
		}
		slices.Sort(got)
		if s := strings.Join(slices.Compact(got), " "); s != want {
			t.Errorf("%s: found %q, want %q in %q", name, s, want, l.text.String()[:min(200, l.text.Len())])
		}
	}
}

// Damaged files neither stop the check nor keep it.
func TestLookAtDamaged(t *testing.T) {
	start := time.Now()
	for _, name := range []string{"jpeg-gps", "png-xmp", "docx-tracked", "xlsx-hidden", "pdf-author", "pdf-mapped"} {
		whole := made(name)
		for i := range whole {
			look(whole[:i])
			bad := slices.Clone(whole)
			bad[i] ^= 0xFF
			look(bad)
		}
	}
	nested := aZip("word/document.xml", strings.Repeat("<a>", 2_000_000))
	look(nested)
	look([]byte("%PDF-1.7\n" + strings.Repeat("stream\n", 500_000)))
	look([]byte("%PDF-1.7\n" + strings.Repeat("1 0 obj stream\nBT Tj (( << <41> endstream\n", 100_000)))
	many := func(s string) string { return strings.Repeat(s, mostContents/8/len(s)) }
	for _, content := range []string{"(", "<", "< ", "<<", "(a", "(\\", "<41", "[-300 ", "(4) Tj "} {
		look(aPDF("", "BT x Tj "+many(content), true))
	}
	look(append(aPDF("", "BT <0001> Tj "+many("<0001> Tj "), true), aStream("beginbfrange\n"+strings.Repeat("<0000> <FFFF> <0030>\n", 40_000)+"endbfrange", true)...))
	look(aPDF("", strings.Repeat("/Author 1 0 R ", 100_000), false))
	if d := time.Since(start); d > time.Minute {
		t.Errorf("took %s", d)
	}
	if os.Getenv("TIMES") != "" {
		t.Log(time.Since(start))
	}
}
