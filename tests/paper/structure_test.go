package paper

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// structured: the PDF is tagged, has an outline, no row of a table is split
// between two pages, and no heading is left alone at the end of one.
func structured(t *testing.T, file string) {
	t.Helper()
	var doc struct {
		Qpdf []json.RawMessage `json:"qpdf"`
	}
	if err := json.Unmarshal([]byte(tool(t, "qpdf", "--json=2", "--json-key=qpdf", file)), &doc); err != nil || len(doc.Qpdf) < 2 {
		t.Fatalf("qpdf --json: %v", err)
	}
	var raw map[string]struct{ Value any }
	if err := json.Unmarshal(doc.Qpdf[1], &raw); err != nil {
		t.Fatal(err)
	}
	p := &parts{objects: map[string]any{}}
	for name, object := range raw {
		p.objects[strings.TrimPrefix(name, "obj:")] = object.Value
	}
	catalog := p.dict(p.dict(raw["trailer"].Value)["/Root"])
	if lang, _ := catalog["/Lang"].(string); strings.TrimPrefix(lang, "u:") != langs(file)[0] {
		t.Errorf("the language is %v", catalog["/Lang"])
	}
	if p.dict(p.dict(catalog["/Outlines"])["/First"])["/Title"] == nil {
		t.Error("no outline")
	}
	p.walk(p.dict(catalog["/StructTreeRoot"])["/K"], "", nil)
	if len(p.blocks) < 5 {
		t.Fatalf("only %d blocks are tagged", len(p.blocks))
	}
	for i, b := range p.blocks {
		if b.kind == "/TR" && len(b.pages) > 1 {
			t.Errorf("a row of a table stands on %d pages", len(b.pages))
		}
		if strings.HasPrefix(b.kind, "/H") && len(b.pages) > 1 {
			t.Error("a heading stands on two pages")
		}
		if strings.HasPrefix(b.kind, "/H") && i+1 < len(p.blocks) {
			next := p.blocks[i+1]
			if strings.HasPrefix(next.kind, "/H") { // a drawing stands between the two, which has no text
				continue
			}
			if len(b.pages) > 0 && len(next.pages) > 0 && b.pages[len(b.pages)-1] != next.pages[0] {
				t.Errorf("a heading (%s) stands at the end of a page, what follows (%s) on the next", b.kind, next.kind)
			}
		}
	}
}

// parts are the objects of a PDF, and what its tags say.
type parts struct {
	objects map[string]any
	blocks  []*block
}

// block is a heading, a paragraph, an item or a row, with the pages on which
// its text stands.
type block struct {
	kind  string
	pages []string
}

// at follows a reference to an object.
func (p *parts) at(v any) any {
	if name, ok := v.(string); ok && strings.HasSuffix(name, " R") {
		return p.objects[name]
	}
	return v
}

func (p *parts) dict(v any) map[string]any {
	if d, ok := p.at(v).(map[string]any); ok {
		if inner, ok := d["value"].(map[string]any); ok && len(d) <= 2 {
			return inner
		}
		return d
	}
	return nil
}

// walk goes through the tags in the order of reading. A number is a piece of
// what is seen on a page; it belongs to the block that holds it, and to none
// when it is only the frame of a table. The head of a table is repeated on
// every page, and so stands on several: it is a row without data.
func (p *parts) walk(v any, page string, in *block) {
	switch v := p.at(v).(type) {
	case []any:
		for _, kid := range v {
			p.walk(kid, page, in)
		}
	case float64:
		in.add(page)
	case map[string]any:
		if pg, ok := v["/Pg"].(string); ok {
			page = pg
		}
		if id, ok := v["/MCID"]; ok {
			p.walk(id, page, in)
			return
		}
		switch kind := fmt.Sprint(v["/S"]); kind {
		case "/Table":
			in = nil
		case "/TR":
			in = &block{kind: "/THead"}
			p.blocks = append(p.blocks, in)
		case "/TD":
			if in != nil {
				in.kind = "/TR"
			}
		case "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/P", "/LI", "/Caption":
			if in == nil || in.kind != "/TR" && in.kind != "/THead" { // a row is one block, with all that stands in it
				in = &block{kind: kind}
				p.blocks = append(p.blocks, in)
			}
		}
		p.walk(v["/K"], page, in)
	}
}

func (b *block) add(page string) {
	if b != nil && page != "" && !slices.Contains(b.pages, page) {
		b.pages = append(b.pages, page)
	}
}
