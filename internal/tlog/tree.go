package tlog

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// height is that of the tiles: 256 hashes, 256 entries. C2SP tlog-tiles fixes it.
const (
	height = 8
	width  = 1 << height
)

// tree is the Merkle tree of the entries: its hashes in the order in which
// they are stored.
type tree struct {
	size   int64
	hashes []tlog.Hash
}

// ReadHashes makes a tree what package tlog reads from.
func (t *tree) ReadHashes(at []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(at))
	for i, x := range at {
		if x < 0 || x >= int64(len(t.hashes)) {
			return nil, fmt.Errorf("there is no hash %d", x)
		}
		out[i] = t.hashes[x]
	}
	return out, nil
}

// add puts an entry at the end.
func (t *tree) add(entry []byte) error {
	more, err := tlog.StoredHashes(t.size, entry, t)
	if err != nil {
		return err
	}
	t.hashes = append(t.hashes, more...)
	t.size++
	return nil
}

// root is the hash of the first size entries.
func (t *tree) root(size int64) (tlog.Hash, error) {
	if size < 0 || size > t.size {
		return tlog.Hash{}, fmt.Errorf("there are no %d entries", size)
	}
	return tlog.TreeHash(size, t) // of nothing too: the hash of no bytes
}

// copied is a tree that can grow without changing this one.
func (t *tree) copied() *tree {
	return &tree{t.size, t.hashes[:len(t.hashes):len(t.hashes)]}
}

// tile gives the bytes of a tile of hashes.
func (t *tree) tile(tile tlog.Tile) ([]byte, error) { return tlog.ReadTileData(tile, t) }

// tiles are the tiles of hashes and the bundles of entries (level -1) of a
// tree of a size. The partial ones are those at the right edge.
func tiles(size int64) []tlog.Tile {
	all := tlog.NewTiles(height, 0, size)
	for n := int64(0); n*width < size; n++ {
		all = append(all, tlog.Tile{H: height, L: -1, N: n, W: int(min(width, size-n*width))})
	}
	return all
}

// tileName is the name of a tile in the site: "log/tile/0/x001/067.p/3",
// "log/tile/entries/000".
func tileName(t tlog.Tile) string {
	name := strings.TrimPrefix(t.Path(), "tile/8/")
	if rest, ok := strings.CutPrefix(name, "data/"); ok {
		name = "entries/" + rest
	}
	return "log/tile/" + name
}

// number is a number as tlog-tiles writes it in names: "x001/x234/067".
func number(n int64) string {
	return strings.TrimPrefix(tlog.Tile{H: height, L: 0, N: n, W: width}.Path(), "tile/8/0/")
}

// bundle writes entries one after the other, each after its length.
func bundle(entries [][]byte) []byte {
	var b []byte
	for _, e := range entries {
		b = binary.BigEndian.AppendUint16(b, uint16(len(e)))
		b = append(b, e...)
	}
	return b
}

// unbundle takes a bundle of n entries apart.
func unbundle(b []byte, n int) ([][]byte, error) {
	var entries [][]byte
	for range n {
		if len(b) < 2 {
			return nil, errors.New("it ends too early")
		}
		size := int(binary.BigEndian.Uint16(b))
		if b = b[2:]; len(b) < size {
			return nil, errors.New("it ends within an entry")
		}
		entries = append(entries, b[:size:size])
		b = b[size:]
	}
	if len(b) > 0 {
		return nil, errors.New("there is more in it than its entries")
	}
	return entries, nil
}
