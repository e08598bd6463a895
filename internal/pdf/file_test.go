package pdf

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

// raw is a file as Chromium 156 writes it: two pages, a table, links, an
// outline, two fonts.
func raw(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/chromium-156.pdf")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var sample = Info{
	Title: "不正アクセスに関するお知らせ (第2報) & <𠮷野>", Author: `Sample (Japan) \ Inc.`, Subject: "Second report", Langs: []string{"ja", "en"},
	Published: time.Date(2026, 4, 1, 15, 0, 0, 0, time.FixedZone("", 9*3600)),
}

func finished(t testing.TB, data []byte, info Info, key [16]byte) *Made {
	t.Helper()
	made, err := finish(data, info, key)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestFinish(t *testing.T) {
	made := finished(t, raw(t), sample, [16]byte{1, 2})
	if made.Pages != 2 || made.Drawn || made.Kept {
		t.Errorf("%d pages, drawn %v, kept %v", made.Pages, made.Drawn, made.Kept)
	}
	f, err := parse(made.Data)
	if err != nil {
		t.Fatal(err)
	}
	info := string(f.object(f.info))
	for _, want := range []string{
		"/Title <FEFF4E0D6B63", "D842DFB7", // 不正 …, and a letter of two units
		"/Author <FEFF00530061", // parentheses are not for a plain string
		"/Subject (Second report)",
		"/Creator (Kohyo)", "/Producer (Skia/PDF m156)",
		"/CreationDate (D:20260401150000+09'00')", "/ModDate (D:20260401150000+09'00')",
	} {
		if !strings.Contains(info, want) {
			t.Errorf("no %s in\n%s", want, info)
		}
	}
	if strings.Contains(string(made.Data), "HeadlessChrome") {
		t.Error("the file still tells of the machine that made it")
	}
	root := string(f.object(f.root))
	for _, want := range []string{"/Marked true", "/Outlines ", "/StructTreeRoot ", "/Lang (en)", "/Metadata "} {
		if !strings.Contains(root, want) {
			t.Errorf("no %s in\n%s", want, root)
		}
	}
	if !bytes.Contains(made.Data, []byte("/ID [<01020000000000000000000000000000> <")) {
		t.Error("no ID")
	}
}

// The new description says the same as the old one.
func TestMetadata(t *testing.T) {
	made := finished(t, raw(t), sample, [16]byte{})
	_, rest, _ := bytes.Cut(made.Data, []byte("/Subtype /XML"))
	_, rest, _ = bytes.Cut(rest, []byte("stream\n"))
	packet, _, found := bytes.Cut(rest, []byte("\nendstream"))
	if !found {
		t.Fatal("no metadata")
	}
	var meta struct {
		Description struct {
			Title   string   `xml:"title>Alt>li"`
			Creator string   `xml:"creator>Seq>li"`
			Subject string   `xml:"description>Alt>li"`
			Langs   []string `xml:"language>Bag>li"`
			Created string   `xml:"CreateDate"`
		} `xml:"RDF>Description"`
	}
	if err := xml.Unmarshal(packet, &meta); err != nil {
		t.Fatal(err)
	}
	d := meta.Description
	got := Info{Title: d.Title, Author: d.Creator, Subject: d.Subject, Langs: d.Langs}
	at, err := time.Parse(time.RFC3339, d.Created)
	if err != nil || !at.Equal(sample.Published) {
		t.Errorf("created %s", d.Created)
	}
	want := sample
	want.Published = time.Time{}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// A draft has no moment of publication, and perhaps no subject.
func TestFinishWithoutDates(t *testing.T) {
	made := finished(t, raw(t), Info{Title: "Draft", Langs: []string{"en"}}, [16]byte{})
	for _, name := range []string{"/CreationDate", "/ModDate", "/Author", "/Subject", "CreateDate"} {
		if bytes.Contains(made.Data, []byte(name)) {
			t.Errorf("there is a %s", name)
		}
	}
}

// When the browser was started, and what it calls itself, leaves no trace.
func TestSameBytesWhenever(t *testing.T) {
	first := finished(t, raw(t), sample, [16]byte{7})
	later := bytes.ReplaceAll(raw(t), []byte("(D:2026"), []byte("(D:2031"))
	if bytes.Equal(later, raw(t)) {
		t.Fatal("the dates were not changed: the test tests nothing")
	}
	if second := finished(t, later, sample, [16]byte{7}); !bytes.Equal(first.Data, second.Data) {
		t.Error("two files of one page")
	}
}

// What the browser has shown before leaves no trace either.
func TestSameBytesWhateverWasShownBefore(t *testing.T) {
	first := finished(t, raw(t), sample, [16]byte{7})
	if !bytes.Contains(first.Data, []byte("(node00000001)")) {
		t.Error("the elements are not counted from 1")
	}
	later := nodeName().ReplaceAllFunc(raw(t), func(name []byte) []byte {
		return fmt.Appendf(nil, "(node%08d)", 1000+number(name[5:13]))
	})
	if bytes.Equal(later, raw(t)) {
		t.Fatal("the numbers were not changed: the test tests nothing")
	}
	if second := finished(t, later, sample, [16]byte{7}); !bytes.Equal(first.Data, second.Data) {
		t.Error("two files of one page")
	}
}

func TestKeep(t *testing.T) {
	page := []byte("<p>a page")
	key := keyOf(page, "https://www.example.com/", sample)
	data := finished(t, raw(t), sample, key).Data
	if made, ok := keep(data, key); !ok || !made.Kept || made.Pages != 2 || !bytes.Equal(made.Data, data) {
		t.Fatalf("not kept: %+v", made)
	}
	other := sample
	other.Title += "!"
	for name, key := range map[string][16]byte{
		"another page":    keyOf([]byte("<p>another page"), "https://www.example.com/", sample),
		"another address": keyOf(page, "https://www.example.org/", sample),
		"another title":   keyOf(page, "https://www.example.com/", other),
	} {
		if _, ok := keep(data, key); ok {
			t.Errorf("%s: kept", name)
		}
	}
	for at := 0; at < len(data); at += 97 {
		damaged := bytes.Clone(data)
		damaged[at] ^= 1
		if _, ok := keep(damaged, key); ok {
			t.Errorf("kept although byte %d is damaged", at)
		}
	}
	for _, n := range []int{0, 1, len(data) / 2, len(data) - 1} {
		if _, ok := keep(data[:n], key); ok {
			t.Errorf("kept although only %d bytes are there", n)
		}
	}
	if !Untouched(data) || Untouched(raw(t)) || Untouched(nil) || Untouched(append(bytes.Clone(data), "\n1 0 obj\n"...)) || Untouched(bytes.Replace(data, []byte("Second report"), []byte("Signed report"), 1)) {
		t.Error("our own files are not told from others")
	}
	drawn := bytes.Replace(raw(t), []byte("/Subtype /Type0"), []byte("/Subtype /Type3"), 1)
	if _, ok := keep(finished(t, drawn, sample, key).Data, key); ok {
		t.Error("letters that were drawn for want of a font would stay for ever")
	}
}

// Any other form than the one that is known is an error, not a broken file.
func TestOtherForms(t *testing.T) {
	good := string(raw(t))
	for name, bad := range map[string]string{
		"nothing":                    "",
		"a page":                     "<!doctype html>",
		"no end":                     strings.TrimSuffix(strings.TrimSpace(good), "%%EOF"),
		"two versions":               good + "\n" + good,
		"a stream of places":         strings.Replace(good, "\nxref\n", "\nxxxx\n", 1),
		"encrypted":                  strings.Replace(good, "/Info ", "/Encrypt 9 0 R\n/Info ", 1),
		"another generation":         strings.Replace(good, " 00000 n", " 00001 n", 1),
		"an object in a wrong place": strings.Replace(good, "\n1 0 obj\n", "\n9 0 obj\n", 1),
		"no producer":                strings.Replace(good, "/Producer", "/Reducer1", 1),
		"metadata already":           strings.Replace(good, "/Type /Catalog\n", "/Metadata 1 0 \n", 1),
		"no page tree":               strings.Replace(good, "/Count ", "/Cuont ", 1),
	} {
		if bad == good {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := finish([]byte(bad), sample, [16]byte{}); !errors.Is(err, errForm) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func FuzzFinish(f *testing.F) {
	data := small()
	if _, err := finish(data, sample, [16]byte{}); err != nil {
		f.Fatal(err) // the seed must get through, or nothing is tested
	}
	f.Add(data)
	f.Add(finished(f, data, sample, [16]byte{3}).Data)
	f.Fuzz(func(t *testing.T, data []byte) {
		keep(data, [16]byte{})
		Untouched(data)
		made, err := finish(data, sample, [16]byte{3})
		if err != nil {
			return
		}
		again, ok := keep(made.Data, [16]byte{3})
		if !ok && !made.Drawn {
			t.Fatalf("what was written is not what can be read:\n%q\n%q", data, made.Data)
		}
		if ok && again.Pages != made.Pages {
			t.Fatalf("%d pages became %d", made.Pages, again.Pages)
		}
	})
}

// small is a file of three objects: a large one takes the fuzzer too long.
func small() []byte {
	f := &file{
		header: []byte("%PDF-1.4\n"), order: []int{1, 2, 3}, info: 1, root: 2,
		objects: [][]byte{
			nil,
			[]byte("1 0 obj\n<</Producer (Skia/PDF m156)>>\nendobj\n"),
			[]byte("2 0 obj\n<</Type /Catalog\n/Pages 3 0 R>>\nendobj\n"),
			[]byte("3 0 obj\n<</Type /Pages\n/Count 1>>\nendobj\n"),
		},
	}
	return f.write([16]byte{})
}
