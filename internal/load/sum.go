package load

import (
	"crypto/sha256"
	"encoding/binary"
	"io"
	"io/fs"
)

// Sum tells the folder from any other, on every machine and at every time: it
// is the hash of all that lies in it, attachments byte for byte.
func (f Folder) Sum(fsys fs.FS) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	part := func(name string, size int) {
		h.Write(binary.AppendUvarint(append(binary.AppendUvarint(nil, uint64(len(name))), name...), uint64(size)))
	}
	part(f.Slug, len(f.Reports))
	for _, r := range f.Reports {
		part("", r.Number)
		part("", len(r.Data))
		h.Write(r.Data)
	}
	part("findings", len(f.findings))
	for _, finding := range f.findings { // of what lies there besides
		part(finding.Rule+" "+finding.File, 0)
	}
	part("files", len(f.Files))
	for _, name := range f.Files {
		own, err := sumOf(fsys, "content/"+f.Slug+"/files/"+name)
		if err != nil {
			return sum, err
		}
		part(name, 0)
		h.Write(own)
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

func sumOf(fsys fs.FS, name string) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	h := sha256.New()
	_, err = io.Copy(h, file)
	return h.Sum(nil), err
}
