package load

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
)

// Limits that keep a hostile or broken file from hurting.
const (
	MaxSize  = 1 << 20 // bytes of one file
	MaxDepth = 8       // tables and lists within each other
	MaxParts = 4       // parts of a dotted key
	MaxKeys  = 20_000  // entries of one file
)

// mostCharacters bounds how many odd characters of one file are reported.
const mostCharacters = 20

// read makes a source of a file's bytes. It reports false when they are no
// text that could be looked at further.
func read(name string, data []byte, log *diag.Findings) (*source, bool) {
	whole := &source{name: name, log: log}
	if len(data) > MaxSize {
		whole.tooLarge()
		return nil, false
	}
	if enc := otherEncoding(data); enc != "" {
		whole.wrongEncoding(enc)
		return nil, false
	}
	s := newSource(name, plainLines(data), log)
	edits, slips := s.slips()
	s.mend(append(s.oddCharacters(), edits...))
	s.reportSlips(slips)
	return s, true
}

func (s *source) tooLarge() {
	s.add(diag.Place{File: s.name}, diag.Error, "file-too-large",
		diag.Say("ファイルが1MiB（1,048,576バイト）を超えています。", "the file is larger than 1 MiB (1,048,576 bytes)"),
		diag.Say("報は文章と数字だけです。図や資料は content/<slug>/files/ に置いてください。", "a report holds text and figures: put pictures and papers into content/<slug>/files/"))
}

func (s *source) wrongEncoding(enc string) {
	s.add(diag.Place{File: s.name}, diag.Error, "wrong-encoding",
		diag.Say("ファイルの文字コードがUTF-8ではありません（%s のようです）。", "the file is not encoded as UTF-8 (it looks like %s)", enc),
		diag.Say("エディタの「名前を付けて保存」で、文字コード（エンコード）に「UTF-8」を選んで保存し直してください。メモ帳では保存の画面の下にあります。",
			`save it again with "Save as" and the encoding UTF-8 (in Notepad the choice is at the bottom of the dialogue)`))
}

// plainLines drops a byte-order mark and ends every line with LF alone.
func plainLines(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
}

// otherEncoding names the encoding that the bytes are in when it is plainly
// not UTF-8, or gives "".
func otherEncoding(b []byte) string {
	switch {
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		return "UTF-16"
	case len(b) >= 8 && bytes.Count(b, []byte{0})*4 > len(b):
		return "UTF-16"
	case bytes.Contains(b, []byte("\x1b$B")), bytes.Contains(b, []byte("\x1b$@")):
		return "ISO-2022-JP"
	case utf8.Valid(b):
		return ""
	}
	// A file that is UTF-8 but for a few broken bytes stays UTF-8.
	good, broken := 0, 0
	for i := 0; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			good++
		}
		i += size
	}
	if good > 2*broken {
		return ""
	}
	// EUC-JP is looked for first: most of its texts pass for Shift_JIS too,
	// as half-width katakana, but hardly the other way round.
	switch {
	case pairs(b, eucPair):
		return "EUC-JP"
	case pairs(b, shiftPair):
		return "Shift_JIS"
	}
	return ""
}

// pairs reports whether every byte above ASCII takes part in what fits
// accepts; fits gives the number of bytes that belong together, 0 for none.
func pairs(b []byte, fits func(b []byte) int) bool {
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			i++
			continue
		}
		n := fits(b[i:])
		if n == 0 {
			return false
		}
		i += n
	}
	return true
}

func eucPair(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	if (b[0] >= 0xA1 && b[0] <= 0xFE || b[0] == 0x8E) && b[1] >= 0xA1 && b[1] <= 0xFE {
		return 2
	}
	return 0
}

func shiftPair(b []byte) int {
	if b[0] >= 0xA1 && b[0] <= 0xDF {
		return 1 // half-width katakana
	}
	if len(b) < 2 {
		return 0
	}
	lead := b[0] >= 0x81 && b[0] <= 0x9F || b[0] >= 0xE0 && b[0] <= 0xFC
	if lead && b[1] >= 0x40 && b[1] <= 0xFC && b[1] != 0x7F {
		return 2
	}
	return 0
}

// forbidden reports a character that no text may hold: it cannot be seen, or
// it makes a line read otherwise than it is written.
func forbidden(r rune) (bool, diag.Words) {
	switch {
	case r == '\n' || r == '\t':
		return false, diag.Words{}
	case r == 0xFFFD:
		return true, diag.Say("文字化けの印（U+FFFD）があります。", "there is a replacement character (U+FFFD): a character was lost here")
	case r < 0x20, r >= 0x7F && r < 0xA0:
		return true, diag.Say("制御文字（U+%04X）があります。", "there is a control character (U+%04X)", r)
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return true, diag.Say("文字の並ぶ向きを変える制御文字（U+%04X）があります。", "there is a character that turns the direction of writing (U+%04X)", r)
	}
	return false, diag.Words{}
}

// blank puts a space in place of a character. Characters that follow each
// other make one edit.
func blank(edits []edit, at, size int) []edit {
	if n := len(edits); n > 0 && edits[n-1].end == at && len(edits[n-1].new) < len(blanks) {
		e := &edits[n-1]
		e.end += size
		e.new = blanks[:len(e.new)+1]
		return edits
	}
	return append(edits, edit{at: at, end: at + size, new: blanks[:1]})
}

var blanks = strings.Repeat(" ", 1024)

// harmless are the bytes with which, in UTF-8, no forbidden character begins.
var harmless = func() (is [256]bool) {
	for c := range is {
		is[c] = c >= 0x20 && c != 0x7F && c != 0xC2 && c != 0xE2 && c != 0xEF || c == '\n' || c == '\t'
	}
	return is
}()

// oddCharacters reports characters that must not be in a file, wherever they
// stand, and gives the edits that let the rest be read.
func (s *source) oddCharacters() []edit {
	var edits []edit
	found := 0
	valid := utf8.Valid(s.orig)
	for i := 0; i < len(s.orig); {
		c := s.orig[i]
		if harmless[c] && (valid || c < utf8.RuneSelf) {
			i++
			continue
		}
		r, size := utf8.DecodeRune(s.orig[i:])
		broken := r == utf8.RuneError && size == 1
		bad, words := forbidden(r)
		if broken {
			words = diag.Say("UTF-8として読めないバイト（0x%02X）があります。", "there is a byte that is not UTF-8 (0x%02X)", c)
		}
		if bad || broken {
			if found++; found <= mostCharacters {
				rule := "control-character"
				if broken {
					rule = "invalid-utf8"
				}
				s.add(s.placeOrig(i), diag.Error, rule, words, diag.Say("消すか、書き直してください。", "remove it, or write it again"))
			}
			if broken || r < 0x20 || r >= 0x7F && r < 0xA0 {
				edits = blank(edits, i, size)
			}
		}
		i += size
	}
	return edits
}
