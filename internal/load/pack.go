package load

import (
	"bytes"
	"compress/flate"
	"hash/maphash"
	"io"
	"slices"
	"strconv"
	"sync"
)

// Print tells a folder from any other, and from itself at another time. It
// does not change.
type Print struct {
	folder Folder // without the texts
	sizes  []int
	sum    uint64
}

var seed = maphash.MakeSeed()

// Print takes a folder's print.
func (f Folder) Print() *Print {
	p := &Print{folder: f}
	p.folder.Reports = slices.Clone(f.Reports)
	var h maphash.Hash
	h.SetSeed(seed)
	for i, r := range f.Reports {
		p.folder.Reports[i].Data = nil
		p.sizes = append(p.sizes, len(r.Data))
		h.WriteString(strconv.Itoa(r.Number) + " " + strconv.Itoa(len(r.Data)) + " ")
		h.Write(r.Data)
	}
	for _, finding := range f.findings {
		h.WriteString(finding.Rule + " " + finding.File + "\n")
	}
	for _, stamp := range f.stamps {
		h.WriteString(stamp)
	}
	p.sum = h.Sum64()
	return p
}

// Same reports whether two folders are the same on the disk.
func (p *Print) Same(other *Print) bool {
	return p.sum == other.sum && slices.Equal(p.sizes, other.sizes) && slices.Equal(p.folder.Files, other.folder.Files)
}

// Files are the names in files/, in order.
func (p *Print) Files() []string { return p.folder.Files }

// Packed is a folder at rest, for those who keep many: its texts take a third
// of the room. It does not change.
type Packed struct {
	print *Print
	texts []byte
}

var packers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, 4) // as small as 6 makes it, in two thirds of the time
	if err != nil {
		panic(err)
	}
	return w
}}

// Pack packs a folder with a print.
func (f Folder) Pack(print *Print) *Packed {
	var out bytes.Buffer
	w := packers.Get().(*flate.Writer)
	defer packers.Put(w)
	w.Reset(&out)
	for _, r := range f.Reports {
		w.Write(r.Data) // into memory: it does not fail
	}
	w.Close()
	return &Packed{print, slices.Clone(out.Bytes())}
}

// Folder unpacks the folder.
func (p *Packed) Folder() Folder {
	f := p.print.folder
	f.Reports = slices.Clone(f.Reports)
	r := flate.NewReader(bytes.NewReader(p.texts))
	for i, size := range p.print.sizes {
		f.Reports[i].Data = make([]byte, size)
		if _, err := io.ReadFull(r, f.Reports[i].Data); err != nil {
			panic("load: a packed folder has changed: " + err.Error())
		}
	}
	return f
}
