package build

import (
	"bytes"
	"io/fs"
	"slices"
)

// Glance is an Update for while a file may still be written: what is whole and
// right is shown at once. All else stays as it is until the Update of the same
// names that has to follow. So an empty file, half of one, or one that is
// away for a moment is neither shown nor called wrong.
func (l *Live) Glance(changed []string) error { return l.update(changed, true) }

// whole reports whether what has been read of incidents can be all that there
// is to be read.
func (l *Live) whole(next *content, slugs []string) bool {
	return !slices.ContainsFunc(slugs, func(slug string) bool {
		was, known := l.content.at(slug)
		is, there := next.at(slug)
		return !known || !there || !next.entries[is].now.wholeAfter(l.content.entries[was].now, l.files)
	})
}

// wholeAfter reports whether a version has every report that was there before,
// and each of them to its end: half a report ends within a line nearly always,
// and is wrong almost as often.
func (v *version) wholeAfter(was *version, content fs.FS) bool {
	if v == was {
		return true
	}
	if !v.readable() || len(v.heads.Open().Reports) < len(was.heads.Open().Reports) {
		return false
	}
	folder, ok := v.folder(content)
	for _, r := range folder.Reports {
		ok = ok && bytes.HasSuffix(r.Data, []byte("\n"))
	}
	return ok
}

// right reports whether incidents are known to have no error.
func (c *content) right(slugs []string) bool {
	return !slices.ContainsFunc(slugs, func(slug string) bool {
		at, ok := c.at(slug)
		return !ok || !c.entries[at].now.right()
	})
}
