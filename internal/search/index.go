package search

import (
	"encoding/binary"
	"slices"
	"strings"
)

// Entry is an incident as it is searched for. What has no text is never found.
type Entry struct {
	Title, Lead, Body string
}

// weights of a term, the heaviest first: it stands in a title, a lead, a body.
const weights = 3

// Index gathers the terms of a part. Entries are added in their order.
type Index struct {
	docs  uint32
	short map[uint64]*postings // terms of up to eight bytes, as a number: most are, and it is found sooner
	long  map[string]*postings
}

// postings are the entries that hold a term: the distance from the one before,
// and the weight.
type postings struct {
	next uint32 // one more than the last entry
	list []byte
}

// NewIndex begins a part.
func NewIndex() *Index { return &Index{short: map[uint64]*postings{}, long: map[string]*postings{}} }

// Add adds the next entry.
func (x *Index) Add(e Entry) {
	for weight, text := range [weights]string{e.Title, e.Lead, e.Body} {
		for term := range terms(Fold(text)) {
			p := x.of(term)
			if p.next == x.docs+1 {
				continue // it stands in the title too
			}
			p.list = binary.AppendUvarint(p.list, uint64(x.docs-p.next)<<2|uint64(weight))
			p.next = x.docs + 1
		}
	}
	x.docs++
}

// of gives the postings of a term.
func (x *Index) of(term string) *postings {
	if len(term) <= 8 {
		key := packed(term)
		p := x.short[key]
		if p == nil {
			p = &postings{}
			x.short[key] = p
		}
		return p
	}
	p := x.long[term]
	if p == nil {
		p = &postings{}
		x.long[strings.Clone(term)] = p
	}
	return p
}

// packed writes a term as a number; no term has a zero byte.
func packed(term string) (key uint64) {
	for i := range len(term) {
		key |= uint64(term[i]) << (8 * i)
	}
	return key
}

func unpacked(key uint64) string {
	var term []byte
	for ; key > 0; key >>= 8 {
		term = append(term, byte(key))
	}
	return string(term)
}

// Files spreads the terms over so many files.
func (x *Index) Files(shards int) [][]byte {
	files := make([][]byte, shards)
	sorted := make([]string, 0, len(x.short)+len(x.long))
	for term := range x.long {
		sorted = append(sorted, term)
	}
	for key := range x.short {
		sorted = append(sorted, unpacked(key))
	}
	slices.Sort(sorted)
	for i := range files {
		files[i] = binary.AppendUvarint([]byte{format}, uint64(x.docs))
	}
	for _, term := range sorted {
		n := shardOf(term, len(files))
		files[n] = x.of(term).write(files[n], term, x.docs)
	}
	return files
}

// format is the version of the form of a shard.
const format = 1

// write appends a term: its length and letters, the length of what follows,
// and for each weight the entries that have it.
func (p *postings) write(file []byte, term string, docs uint32) []byte {
	var lists [weights][]uint32
	at := uint32(0)
	for rest := p.list; len(rest) > 0; {
		v, n := binary.Uvarint(rest)
		rest = rest[n:]
		at += uint32(v >> 2)
		lists[v&3] = append(lists[v&3], at)
		at++
	}
	var data []byte
	for _, list := range lists {
		data = appendList(data, list, docs)
	}
	file = binary.AppendUvarint(file, uint64(len(term)))
	file = append(file, term...)
	file = binary.AppendUvarint(file, uint64(len(data)))
	return append(file, data...)
}

// appendList writes a list of entries in the shorter of two forms: the
// distances between them, or a bit for every entry of the part.
func appendList(data []byte, list []uint32, docs uint32) []byte {
	var gaps []byte
	next := uint32(0)
	for _, at := range list {
		gaps = binary.AppendUvarint(gaps, uint64(at-next))
		next = at + 1
	}
	bits := int(docs+7) / 8
	if len(gaps) <= bits {
		return append(binary.AppendUvarint(data, uint64(len(list))<<1), gaps...)
	}
	data = binary.AppendUvarint(data, uint64(len(list))<<1|1)
	from := len(data)
	data = append(data, make([]byte, bits)...)
	for _, at := range list {
		data[from+int(at/8)] |= 1 << (at % 8)
	}
	return data
}
