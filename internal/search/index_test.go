package search

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"testing"
)

// readAll reads what files of terms say: for each term the entries and their
// weights, "0:title 3:body".
func readAll(t *testing.T, files [][]byte) map[string]string {
	t.Helper()
	all := map[string]string{}
	for n, file := range files {
		if file[0] != format {
			t.Fatalf("file %d has form %d", n, file[0])
		}
		file = file[1:]
		number := func() int {
			v, size := binary.Uvarint(file)
			if size <= 0 {
				t.Fatalf("file %d ends too soon", n)
			}
			file = file[size:]
			return int(v)
		}
		docs := number()
		for len(file) > 0 {
			length := number()
			term := string(file[:length])
			file = file[length:]
			end := number()
			rest := file[end:]
			weights := make([]string, docs)
			for _, weight := range []string{"title", "lead", "body"} {
				head := number()
				if head&1 == 1 {
					for doc := range docs {
						if file[doc/8]>>(doc%8)&1 == 1 {
							weights[doc] = weight
						}
					}
					file = file[(docs+7)/8:]
					continue
				}
				doc := 0
				for range head >> 1 {
					doc += number()
					weights[doc] = weight
					doc++
				}
			}
			if !bytes.Equal(file, rest) {
				t.Fatalf("%q: its length is wrong", term)
			}
			if _, twice := all[term]; twice || shardOf(term, len(files)) != n {
				t.Errorf("%q stands in file %d", term, n)
			}
			said := ""
			for doc, weight := range weights {
				if weight != "" {
					said += fmt.Sprintf("%d:%s ", doc, weight)
				}
			}
			all[term] = said
		}
	}
	return all
}

func TestIndex(t *testing.T) {
	x := NewIndex()
	x.Add(Entry{Title: "Card data", Lead: "Our card shop", Body: "cards"})
	x.Add(Entry{})
	x.Add(Entry{Lead: "a shop", Body: "data 不正"})
	for _, shards := range []int{1, 4} {
		got := readAll(t, x.Files(shards))
		want := map[string]string{
			"card": "0:title ", "data": "0:title 2:body ", "our": "0:lead ", "shop": "0:lead 2:lead ",
			"不": "2:body ", "正": "2:body ", "不正": "2:body ",
		}
		if !maps.Equal(got, want) {
			t.Errorf("%d files: %q, want %q", shards, got, want)
		}
	}
}

// Rare and common terms take different forms, and both say the same.
func TestCommonAndRareTerms(t *testing.T) {
	const docs = 1000
	x := NewIndex()
	want := map[string]string{}
	for doc := range docs {
		body := "always"
		for name, every := range map[string]int{"half": 2, "tenth": 10, "rare": 333} {
			if doc%every == 0 {
				body += " " + name
			}
		}
		x.Add(Entry{Body: body})
		for word := range terms(Fold(body)) {
			want[word] += fmt.Sprintf("%d:body ", doc)
		}
	}
	files := x.Files(8)
	if got := readAll(t, files); !maps.Equal(got, want) {
		t.Error("the index does not say what was put into it")
	}
	if size := len(slices.Concat(files...)); size > 2*docs/8+docs/10+200 {
		t.Errorf("%d bytes for four terms", size)
	}
}

// The same entries give the same bytes.
func TestSameBytes(t *testing.T) {
	made := func() [][]byte {
		x := NewIndex()
		for i := range 100 {
			x.Add(Entry{Title: fmt.Sprint("notice ", i), Body: "漏えいした情報は次のとおりです。"})
		}
		return x.Files(16)
	}
	want := made()
	for range 3 {
		if got := made(); !slices.EqualFunc(got, want, bytes.Equal) {
			t.Fatal("the same entries give other bytes")
		}
	}
}

func FuzzIndex(f *testing.F) {
	f.Add("不正アクセス", "Unauthorised access", "ｻｰﾊﾞｰ 3,455名")
	f.Fuzz(func(t *testing.T, title, lead, body string) {
		x := NewIndex()
		x.Add(Entry{})
		x.Add(Entry{title, lead, body})
		found := readAll(t, x.Files(4))
		for _, text := range []string{title, lead, body} {
			for term := range terms(Fold(text)) {
				if found[term] == "" {
					t.Errorf("%q is not found", term)
				}
			}
		}
	})
}

func BenchmarkAdd(b *testing.B) {
	text := ""
	for i := range 60 {
		text += fmt.Sprintf("%d日に第三者による不正アクセスを確認し、サーバーを停止しました。", i)
	}
	x := NewIndex()
	for b.Loop() {
		x.Add(Entry{Body: text})
	}
}
