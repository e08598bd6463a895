package prose

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

type hostile struct{ kind, text string }

func hostileShapes(t testing.TB) []hostile {
	data, err := os.ReadFile("testdata/hostile.txt")
	if err != nil {
		t.Fatal(err)
	}
	var shapes []hostile
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		kind, quoted, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		text, err := strconv.Unquote(`"` + quoted + `"`)
		if err != nil {
			t.Fatalf("%s: %v", quoted, err)
		}
		shapes = append(shapes, hostile{kind, text})
	}
	if len(shapes) < 300 {
		t.Fatalf("only %d shapes", len(shapes))
	}
	return shapes
}

// contexts are places where an author may put a text; kinds are those that
// must be reported there.
var contexts = []struct{ around, kinds string }{
	{"@", "html hide hide2"},
	{"前の文。\n@\n次の文。", "html hide"},
	{"文中に @ がある。", "html hide"},
	{"**@**", "html hide"},
	{"*@*", "html hide"},
	{"~~@~~", "html hide"},
	{"> @", "html hide"},
	{"- @", "html hide"},
	{"- a\n  - b\n\n    @", "html hide"},
	{"1. @", "html hide"},
	{"# @", "html hide"},
	{"@\n===", "html hide"},
	{"| a | b |\n|---|:-:|\n| @ | c |", "hide"},
	{"[@](https://example.jp)", "html hide"},
	{"![@](files/a.png)", "html hide"},
	{"[x](@)", "link"},
	{"[x](<@>)", "link"},
	{"![x](@)", "link"},
	{"![x](<@>)", "link"},
	{"[x][l]\n\n[l]: @", "link"},
	{"[x][l]\n\n[l]: <@>", "link"},
	{"[x](https://example.jp \"@\")", "hide html"},
	{"[x](https://example.jp '@')", "hide"},
	{"[x](https://example.jp/@)", "hide"},
	{"<@>", ""},
	{"`@`", ""},
	{"```\n@\n```", ""},
	{"``` @\nx\n```", ""},
	{"    @", ""},
	{"\\@", "hide"},
	{"{@}", ""},
	{"[^@]", ""},
	{"@\r\n@", "html hide"},
}

func TestHostileProse(t *testing.T) {
	n := 0
	for _, shape := range hostileShapes(t) {
		for _, c := range contexts {
			src := strings.ReplaceAll(c.around, "@", shape.text)
			problems := proveMarkdown(t, src)
			// A shape of several lines may end what is around it.
			must := strings.Contains(" "+c.kinds+" ", " "+shape.kind+" ")
			if must && len(problems) == 0 {
				t.Errorf("%s %q passes without a word: %q", shape.kind, src, HTML(src, echo))
			}
			n++
		}
		problems := proveText(t, shape.text)
		if len(problems) == 0 && (shape.kind == "html" || shape.kind == "hide" && !strings.Contains(shape.text, "&")) {
			t.Errorf("text %q passes without a word", shape.text)
		}
	}
	t.Logf("%d texts", n)
}
