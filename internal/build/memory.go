package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"kohyo/internal/load"
	"kohyo/internal/notice"
)

// Hash is the hash of something that a run remembers.
type Hash = [sha256.Size]byte

// Memory is what a run has kept of a large site for the next one, so that the
// next costs what has changed. It holds nothing of what was not public, and is
// believed only by the same program, of the same site.toml and theme, and of
// the same tree of files. The nil Memory knows nothing.
type Memory struct {
	program Hash
	frame   Hash      // all that the pages share
	tree    Hash      // what was written then
	at      time.Time // the moment of that site

	order     []string // the public incidents as in the index for searching: the oldest first
	incidents map[string]remembered
}

// remembered is an incident, as it was.
type remembered struct {
	folder Hash   // all that its folder held
	says   Hash   // and which of its reports were public: what it says
	pages  Hash   // and where they stand in the log: what its pages show
	heads  string // of an incident all of which was public and nothing wrong with it, packed; else ""

	entries map[int]Hash // what was recorded of each report in the log
}

// remembersFrom is how many incidents a site has that is worth remembering:
// smaller ones are made anew sooner than the program could be told from others.
var remembersFrom = 100

const memoryForm = "kohyo-memory 1\n"

// Remember reads what Site.Memory has given. What is damaged, or was kept by
// another program, is an empty memory.
func Remember(program Hash, data []byte) *Memory {
	m := &Memory{program: program}
	rest, ok := bytes.CutPrefix(data, []byte(memoryForm))
	if !ok || len(rest) < sha256.Size || sha256.Sum256(rest[sha256.Size:]) != Hash(rest[:sha256.Size]) {
		return m
	}
	in := recalling{rest: string(rest[sha256.Size:])} // one piece: the heads stay where they are
	if in.hash() != program {
		return m
	}
	m.frame, m.tree, m.at = in.hash(), in.hash(), time.Unix(0, int64(in.number()))
	n := in.number()
	m.incidents = make(map[string]remembered, n)
	for range n {
		slug := in.text()
		r := remembered{folder: in.hash(), says: in.hash(), pages: in.hash(), heads: in.text()}
		if k := in.number(); k > 0 {
			r.entries = make(map[int]Hash, k)
			for range k {
				r.entries[int(in.number())] = in.hash()
			}
		}
		m.order, m.incidents[slug] = append(m.order, slug), r
	}
	return m
}

// recalling reads a memory that is known to be whole.
type recalling struct{ rest string }

func (in *recalling) take(n int) string {
	out := in.rest[:n]
	in.rest = in.rest[n:]
	return out
}

func (in *recalling) hash() Hash { return Hash([]byte(in.take(sha256.Size))) }

func (in *recalling) number() uint64 {
	n, size := binary.Uvarint([]byte(in.rest[:min(len(in.rest), binary.MaxVarintLen64)]))
	in.take(size)
	return n
}

func (in *recalling) text() string { return in.take(int(in.number())) }

// encode is the memory as Remember reads it.
func (m *Memory) encode() []byte {
	var b []byte
	text := func(s string) { b = append(binary.AppendUvarint(b, uint64(len(s))), s...) }
	b = append(append(append(b, m.program[:]...), m.frame[:]...), m.tree[:]...)
	b = binary.AppendUvarint(b, uint64(m.at.UnixNano()))
	b = binary.AppendUvarint(b, uint64(len(m.order)))
	for _, slug := range m.order {
		r := m.incidents[slug]
		text(slug)
		b = append(append(append(b, r.folder[:]...), r.says[:]...), r.pages[:]...)
		text(r.heads)
		b = binary.AppendUvarint(b, uint64(len(r.entries)))
		for number, entry := range r.entries {
			b = append(binary.AppendUvarint(b, uint64(number)), entry[:]...)
		}
	}
	sum := sha256.Sum256(b)
	return append(append([]byte(memoryForm), sum[:]...), b...)
}

// of is the memory as far as it holds for a site with another frame or at
// another moment. What was right at a moment is right later, and not before.
func (m *Memory) of(f *frame, now time.Time) *Memory {
	if m == nil || m.frame == f.sum && !now.Before(m.at) {
		return m
	}
	return &Memory{program: m.program}
}

// version gives an incident whose folder is what it was, and in which nothing
// was wrong. It reports false where it has to be read.
func (m *Memory) version(folder load.Folder, sum Hash, settings *load.Settings) (*version, bool) {
	if m == nil {
		return nil, false
	}
	r, ok := m.incidents[folder.Slug]
	if !ok || r.folder != sum || r.heads == "" {
		return nil, false
	}
	return &version{
		settings: settings, print: folder.Print(), sum: sum, checked: true,
		heads: notice.Unpacked(folder.Slug, r.heads),
	}, true
}
