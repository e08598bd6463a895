package prose

import (
	"fmt"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// tree says all of a tree that anybody asks for.
func tree(root ast.Node) string {
	var b strings.Builder
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			b.WriteString(")")
			return ast.WalkContinue, nil
		}
		fmt.Fprintf(&b, "(%s %d", n.Kind(), n.Pos())
		switch n := n.(type) {
		case *ast.Text:
			fmt.Fprintf(&b, " %+v %v %v %v", n.Segment, n.SoftLineBreak(), n.HardLineBreak(), n.IsRaw())
		default:
			if n.Type() == ast.TypeBlock || n.Type() == ast.TypeDocument {
				fmt.Fprintf(&b, " %v", n.HasBlankPreviousLines())
				for i := range n.Lines().Len() {
					fmt.Fprintf(&b, " %+v", n.Lines().At(i))
				}
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// sameTree holds the tree of a simple text to that of goldmark.
func sameTree(t *testing.T, src string) bool {
	t.Helper()
	if !isSimple(src) {
		return false
	}
	if got, want := tree(paragraphs([]byte(src))), tree(markdown.Parse(text.NewReader([]byte(src)))); got != want {
		t.Fatalf("%q\n got %s\nwant %s", src, got, want)
	}
	if got, want := Read(src, true), Parse(src).Contents(); !reflect.DeepEqual(got, want) {
		t.Fatalf("%q\n read %+v\nwant %+v", src, got, want)
	}
	return true
}

func TestSimple(t *testing.T) {
	for src, want := range map[string]bool{
		"": false, "a": true, "\na": false, "a\n": true, "a\n\n\nb\nc\n\n": true, "本文です。\n続きます。\n\n次の段落": true,
		"2019年3月11日": true, "1. a": false, "a\n1) b": false, "12": true, "a  \nb": false, "a \nb": false, " a": false, "a\n- b": false,
		"a\n===": false, "a\n---": false, "a | b\n:-:|:-:": false, "a\n: b": false, "{a}": false, "a\tb": false, "a & b &amp; c": true,
		"a\x00b": false, "https://www.example.co.jp/": true, "a@b.example": true, "a\u0085\n\u00a0b\u3000\n\u3000c": true, "\xff\n\xe3": true, "\n\n": false,
	} {
		if got := sameTree(t, src); got != want {
			t.Errorf("%q: simple %v, want %v", src, got, want)
		}
	}
	parts := []string{"\n", "\n", "\n\n", " ", "a", "あ", "1", "2019", ".", ")", "(", "-", "+", "=", ":", "*", "|", "&amp;", "\"", "'", "/", "https://a.example", "。", "\u3000", "\xff", "\u200b", "\u200e", "＊＊", "］（", "｀｀｀", "＃", "\u3164", "%", "$", "^", ",", ";", "?", "@"}
	random, simple := rand.New(rand.NewSource(1)), 0
	for range 50_000 {
		var src strings.Builder
		for range 1 + random.Intn(16) {
			src.WriteString(parts[random.Intn(len(parts))])
		}
		if sameTree(t, src.String()) {
			simple++
		}
	}
	if simple < 2_000 {
		t.Errorf("only %d texts were simple", simple)
	}
}
