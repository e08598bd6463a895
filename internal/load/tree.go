package load

import (
	"bytes"
	"errors"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

// This is the one file that knows the syntax tree of go-toml, whose interface
// may change from version to version. The golden files in testdata/tree hold it.

type kind uint8

const (
	table kind = iota
	list
	text
	integer
	float
	boolean
	date     // 2019-03-11
	dateTime // with or without an offset
	clock    // 15:00
)

// form is how a table or a list came to be.
type form uint8

const (
	implied form = iota // [a.b] implies a
	headed              // [a], or [[a]] for a list
	dotted              // a.b = 1 makes a
	inline              // { … } or [ … ]
)

// node is one value of a file. All offsets are into source.text.
type node struct {
	kind  kind
	form  form
	key   string
	keyAt int
	at    int    // the value, its opening quote or bracket; the key where there is none
	raw   string // a scalar as written
	str   string // the value of a text
	body  int    // the first character of a text, after its quotes
	num   int64
	kids  []*node
	index map[string]*node

	bad      bool // reported already: not to be bound
	holes    bool // something in it could not be read
	repeated bool // a list made of a table that was written twice
}

// kid gives the entry of a table with a key, or nil.
func (n *node) kid(key string) *node {
	if n.index != nil {
		return n.index[key]
	}
	for _, k := range n.kids {
		if k.key == key {
			return k
		}
	}
	return nil
}

// add puts an entry into a table. Large tables get an index, so that a file
// of many keys takes no more than its share of time.
func (n *node) add(k *node) {
	if n.kids == nil {
		n.kids = make([]*node, 0, 4) // most have two entries or more
	}
	n.kids = append(n.kids, k)
	if n.index == nil && len(n.kids) > 32 {
		n.index = make(map[string]*node, 64)
		for _, k := range n.kids {
			n.index[k.key] = k
		}
	}
	if n.index != nil {
		n.index[k.key] = k
	}
}

// grower builds the tree from the file's statements.
type grower struct {
	*source
	whole  string // source.text, of which raw texts and names are parts
	base   int    // offset of the parser's data in text
	done   int    // the end of what has been read
	last   int    // where the last entry begins, or -1
	p      unstable.Parser
	root   *node
	cur    *node // the table of the last header
	failed bool  // something was reported
	full   bool  // too many entries: the rest is passed over
	count  int
	deep   int // how many tables and lists are around
	pool   []node
	parts  []part

	outline *[]stretch // where the statements are noted, if anybody asks
	headed  []string   // the name in the last header
}

// grow reads source.text into a tree. Statements that cannot be read are
// reported and passed over; sound says that there were none.
func (s *source) grow() (root *node, sound bool) { return s.grower().grow() }

func (s *source) grower() *grower {
	g := &grower{source: s, whole: string(s.text), last: -1}
	g.root = g.node(node{form: headed})
	g.cur = g.root
	return g
}

func (g *grower) grow() (root *node, sound bool) {
	g.p.Reset(g.text)
	for errs := 0; ; {
		for !g.full && g.p.NextExpression() {
			g.statement(g.p.Expression())
		}
		var perr *unstable.ParserError
		if !errors.As(g.p.Error(), &perr) {
			return g.root, !g.failed
		}
		g.failed = true
		if errs++; errs > mostSyntaxErrors {
			g.root.holes = true
			g.reportTooMany()
			return g.root, false
		}
		off := g.base + int(g.p.Range(perr.Highlight).Offset)
		g.base = g.passOver(off, perr.Message)
		g.done = g.base
		g.p.Reset(g.text[g.base:])
	}
}

func (g *grower) node(n node) *node {
	p := g.empty()
	*p = n
	return p
}

func (g *grower) empty() *node {
	if len(g.pool) == 0 {
		g.pool = make([]node, 128)
	}
	p := &g.pool[0]
	g.pool = g.pool[1:]
	return p
}

func (g *grower) statement(e *unstable.Node) {
	switch e.Kind {
	case unstable.Table, unstable.ArrayTable:
		parts := g.keys(e)
		g.done, g.last = parts[len(parts)-1].end, -1
		g.sketch(parts, true, parts[0].at, g.done)
		g.header(parts, e.Kind == unstable.ArrayTable)
	case unstable.KeyValue:
		g.last = g.base + int(e.Raw.Offset)
		g.done = g.last + int(e.Raw.Length)
		if g.outline != nil {
			g.sketch(g.keys(e), false, g.last, g.done)
		}
		g.keyValue(g.cur, e)
	}
}

// fits reports keys that the limits do not allow.
func (g *grower) fits(parts []part) bool {
	if g.tooMany(parts[0].at) {
		return false
	}
	if len(parts) > MaxParts {
		g.tooDeep(parts[MaxParts].at)
		return false
	}
	return true
}

// part is one part of a key.
type part struct {
	name string
	at   int
	end  int
}

func (g *grower) keys(e *unstable.Node) []part {
	parts := g.parts[:0]
	for it := e.Key(); it.Next(); {
		k := it.Node()
		at := g.base + int(k.Raw.Offset)
		end := at + int(k.Raw.Length)
		name := g.whole[at:end]
		if name[0] == '"' || name[0] == '\'' {
			name = string(k.Data)
		}
		parts = append(parts, part{name, at, end})
	}
	g.parts = parts
	return parts
}

func (g *grower) keyValue(in *node, e *unstable.Node) {
	parts := g.keys(e)
	last := parts[len(parts)-1]
	if !g.fits(parts) {
		in.holes = true
		return
	}
	in, ok := g.descend(in, parts[:len(parts)-1])
	if !ok {
		return
	}
	at := last.end
	for at < len(g.text) && (g.text[at] == ' ' || g.text[at] == '\t' || g.text[at] == '=') {
		at++
	}
	n := g.value(e.Value(), at)
	n.key, n.keyAt = last.name, last.at
	if old := in.kid(last.name); old != nil {
		g.failed = true
		g.reportTwice(old, last)
		return
	}
	in.add(n)
}

// descend follows the parts of a dotted key that stand before the last one.
func (g *grower) descend(in *node, parts []part) (*node, bool) {
	for _, p := range parts {
		k := in.kid(p.name)
		switch {
		case k == nil:
			k = g.node(node{form: dotted, key: p.name, keyAt: p.at, at: p.at})
			in.add(k)
		case k.kind != table || k.form == headed || k.form == inline:
			g.failed = true
			g.reportTwice(k, p)
			return in, false
		}
		in = k
	}
	return in, true
}

func (g *grower) value(e *unstable.Node, at int) *node {
	n := g.empty()
	n.at, n.form = at, inline
	if g.deep++; g.deep > MaxDepth {
		g.tooDeep(at)
		n.bad = true
		g.deep--
		return n
	}
	defer func() { g.deep-- }()
	if e.Kind != unstable.Array && e.Kind != unstable.InlineTable {
		n.at = g.base + int(e.Raw.Offset)
		n.raw = g.whole[n.at : n.at+int(e.Raw.Length)]
	}
	switch e.Kind {
	case unstable.InlineTable:
		n.kind = table
		n.at = g.base + int(e.Raw.Offset)
		for it := e.Children(); it.Next(); {
			g.keyValue(n, it.Node())
		}
	case unstable.Array:
		n.kind = list
		at++
		for it := e.Children(); it.Next(); {
			if g.tooMany(at) {
				break
			}
			k := g.value(it.Node(), at)
			n.kids = append(n.kids, k)
			at = k.at
		}
	case unstable.String:
		n.kind = text
		n.body = n.at + opening(n.raw)
		if n.raw[0] == '\'' || strings.IndexByte(n.raw, '\\') < 0 {
			from := opening(n.raw)
			n.str = n.raw[from : from+len(e.Data)]
		} else {
			n.str = string(e.Data)
		}
	case unstable.Integer:
		n.kind = integer
	case unstable.Float:
		n.kind = float
	case unstable.Bool:
		n.kind = boolean
	case unstable.LocalDate:
		n.kind = date
	case unstable.LocalDateTime, unstable.DateTime:
		n.kind = dateTime
	case unstable.LocalTime:
		n.kind = clock
	}
	g.validate(n)
	return n
}

// opening gives the length of what stands before the first character of a
// text: its quotes, and the line break that TOML trims after three of them.
func opening(raw string) int {
	if len(raw) < 6 || raw[1] != raw[0] || raw[2] != raw[0] {
		return 1
	}
	if raw[3] == '\n' {
		return 4
	}
	return 3
}

// header opens the table or the list element that a header names.
func (g *grower) header(parts []part, many bool) {
	at := max(0, bytes.LastIndexByte(g.text[:parts[0].at], '['))
	if at > 0 && g.text[at-1] == '[' {
		at--
	}
	if !g.fits(parts) {
		g.cur = g.node(node{form: headed, holes: true})
		return
	}
	g.deep = len(parts)
	in := g.root
	for _, p := range parts[:len(parts)-1] {
		in = g.within(in, p)
	}
	last := parts[len(parts)-1]
	fresh := g.node(node{form: headed, key: last.name, keyAt: last.at, at: at})
	old := in.kid(last.name)
	g.cur = fresh
	switch {
	case old == nil && many:
		l := g.node(node{kind: list, form: headed, key: last.name, keyAt: last.at, at: at})
		l.kids = append(l.kids, fresh)
		in.add(l)
	case old == nil:
		in.add(fresh)
	case many && old.kind == list && old.form == headed: // also where it was repeated, which is said once
		old.kids = append(old.kids, fresh)
	case !many && old.kind == table && old.form == implied:
		old.form, old.at, old.keyAt = headed, at, last.at
		g.cur = old
	default:
		g.failed = true
		g.reportTwice(old, last)
		g.join(old, fresh)
	}
}

// within gives the table that a header's part before the last one names.
func (g *grower) within(in *node, p part) *node {
	k := in.kid(p.name)
	if k == nil {
		k = g.node(node{form: implied, key: p.name, keyAt: p.at, at: p.at})
		in.add(k)
	}
	if k.kind == list && len(k.kids) > 0 && (k.form == headed || k.repeated) {
		k = k.kids[len(k.kids)-1]
	}
	if k.kind != table || k.form == inline {
		g.failed = true
		g.reportTwice(k, p)
		return g.node(node{form: headed, key: p.name, keyAt: p.at, at: p.at})
	}
	return k
}

// join makes a list of a table that was written twice, so that what stands
// under the second header is checked as well.
func (g *grower) join(old, fresh *node) {
	if old.kind == table {
		first := g.node(*old)
		*old = node{kind: list, form: headed, key: old.key, keyAt: old.keyAt, at: old.at, kids: []*node{first}}
	}
	if old.kind != list {
		return // a plain value: the table below the header belongs nowhere
	}
	old.repeated = true
	old.kids = append(old.kids, fresh)
}
