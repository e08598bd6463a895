package render

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"kohyo/internal/notice"
)

// Assets are the theme's static files, each under a name that holds a hash of
// its content: an old page keeps finding its own style.
type Assets struct {
	names map[string]string // file name → name with hash
	bytes map[string][]byte // name with hash → content
}

// The accent colours where site.toml names none.
const (
	accent     = "#135478"
	accentDark = "#8ac4e6"
)

// NewAssets reads static files. The publisher's colours are put in front of
// the style sheet, for no page has a style of its own.
func NewAssets(static fs.FS, theme notice.Theme) (*Assets, error) {
	a := &Assets{names: map[string]string{}, bytes: map[string][]byte{}}
	err := fs.WalkDir(static, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		data, err := fs.ReadFile(static, name)
		if err != nil {
			return err
		}
		if name == "site.css" {
			data = append(colours(theme), compact(data)...)
		}
		a.add(name, data)
		return nil
	})
	return a, err
}

func (a *Assets) add(name string, data []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	flat := strings.ReplaceAll(strings.TrimSuffix(name, ext), "/", "-")
	hashed := flat + "." + hex.EncodeToString(sum[:6]) + ext
	a.names[name], a.bytes[hashed] = hashed, data
}

func colours(t notice.Theme) []byte {
	return fmt.Appendf(nil, ":root{--accent:%s;--accent-dark:%s}\n", orElse(t.Accent.V, accent), orElse(t.AccentDark.V, accentDark))
}

// Addresses lists the addresses of all assets.
func (a *Assets) Addresses() []string {
	var out []string
	for name := range a.bytes {
		out = append(out, "assets/"+name)
	}
	slices.Sort(out)
	return out
}

// Has reports whether the theme has a static file.
func (a *Assets) Has(name string) bool { return a.names[name] != "" }

// Address is where a static file stands.
func (a *Assets) Address(name string) string { return "assets/" + a.names[name] }

// Read gives the content of an asset by its name with the hash.
func (a *Assets) Read(hashed string) ([]byte, error) {
	if data, ok := a.bytes[hashed]; ok {
		return data, nil
	}
	return nil, fs.ErrNotExist
}
