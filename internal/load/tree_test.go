package load

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"kohyo/internal/diag"
)

// TestTree holds the reading of go-toml's syntax tree to golden files: the
// kind, form, value and place of every node.
func TestTree(t *testing.T) {
	names, err := filepath.Glob("testdata/tree/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no trees: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var log diag.Findings
			src, ok := read("f.toml", data, &log)
			if !ok {
				t.Fatal(log)
			}
			root, sound := src.grow()
			if !sound || len(log) > 0 {
				t.Fatalf("%v %v", sound, log)
			}
			if err := src.certify(root); err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			dump(&b, src, root, 0)
			golden := strings.TrimSuffix(name, ".toml") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if b.String() != string(want) {
				t.Errorf("the tree differs (go test -update writes it anew):\n%s", b.String())
			}
		})
	}
}

var (
	kindNames = []string{"table", "list", "text", "integer", "float", "boolean", "date", "dateTime", "clock"}
	formNames = []string{"implied", "headed", "dotted", "inline"}
)

func dump(b *strings.Builder, s *source, n *node, depth int) {
	at := func(off int) string {
		p := s.place(off)
		return fmt.Sprintf("%d:%d", p.Line, p.Column)
	}
	b.WriteString(strings.Repeat("  ", depth))
	if n.key != "" {
		fmt.Fprintf(b, "%s %s = ", at(n.keyAt), n.key)
	}
	fmt.Fprintf(b, "%s %s", at(n.at), kindNames[n.kind])
	switch n.kind {
	case table, list:
		b.WriteString(" " + formNames[n.form])
	case text:
		fmt.Fprintf(b, " %s %q", at(n.body), n.str)
	case integer:
		fmt.Fprintf(b, " %s %d", n.raw, n.num)
	default:
		b.WriteString(" " + n.raw)
	}
	b.WriteString("\n")
	for _, k := range n.kids {
		dump(b, s, k, depth+1)
	}
}

// TestMend: a mended copy knows where its characters come from.
func TestMend(t *testing.T) {
	for _, in := range []string{
		"kind　＝　“題と名”　＃ 注", "value = １，２００, b = 2026年1月2日", "a = \"C:\\new\" # x", "［［timeline］］", "at = 2019/1/2 3:04",
	} {
		var log diag.Findings
		s, ok := read("f.toml", []byte("x = 1\n"+in+"\ny = 2\n"), &log)
		if !ok {
			t.Fatal(log)
		}
		holdMend(t, s)
		if !bytes.HasSuffix(s.text, []byte("\ny = 2\n")) {
			t.Errorf("%q became %q", in, s.text)
		}
		if p := s.place(len(s.text) - 6); p.Line != 3 || p.Column != 1 {
			t.Errorf("%q: y is at %v", in, p)
		}
	}
}

// holdMend checks that offsets of the copy map to characters of the original,
// in order, on the same line, and that whatever was not mended is the same.
func holdMend(t testing.TB, s *source) {
	t.Helper()
	if bytes.Count(s.text, []byte{'\n'}) != bytes.Count(s.orig, []byte{'\n'}) {
		t.Fatalf("mending changed the number of lines:\n%q\n%q", s.orig, s.text)
	}
	last, line := 0, 1
	for i := 0; i <= len(s.text); i++ {
		if i < len(s.text) && !utf8.RuneStart(s.text[i]) {
			continue
		}
		off := s.origin(i)
		if off < last || off > len(s.orig) {
			t.Fatalf("offset %d of %q maps to %d of %q, after %d", i, s.text, off, s.orig, last)
		}
		last = off
		if p := s.place(i); p.Line != line || p.Column < 1 {
			t.Fatalf("offset %d of %q is at %v, not on line %d", i, s.text, p, line)
		}
		if i < len(s.text) && s.text[i] == '\n' {
			line++
		}
	}
}
