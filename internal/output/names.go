package output

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// addresses collects the source's addresses, in its order, and refuses those
// that cannot be files of one tree on every system: a site built on Linux must
// be the same site when it is unpacked on a Mac or under Windows.
func addresses(site Source, dir string) ([]string, error) {
	names := slices.Collect(site.Addresses())
	_, err := sortedNames(slices.Clone(names), dir)
	return names, err
}

func sortedNames(names []string, dir string) ([]string, error) {
	slices.Sort(names)
	var bad []string
	for _, name := range names {
		if !storable(name) {
			bad = append(bad, name)
		}
	}
	twins := twinsIn(names)
	switch {
	case len(bad) > 0:
		return nil, refuse(dir, bad, "ファイル名として使えないアドレスがあります。", "the site has addresses that cannot be file names.")
	case len(twins) > 0:
		return nil, refuse(dir, twins, "同じ名前、または大文字と小文字だけが違う名前のアドレスがあります。",
			"the site has addresses that are the same, or differ only in capital letters.")
	}
	return names, nil
}

// spelled is a name as it is written, and what is equal for names that a file
// system may hold to be the same.
type spelled struct{ key, name string }

// twinsIn finds names that are the same to some file system, and those of
// files that others take for a folder. A site can have millions of names, so
// they are compared with their neighbours in order instead of being kept twice.
func twinsIn(names []string) (twins []string) {
	all := make([]spelled, len(names))
	for i, name := range names {
		all[i] = spelled{fold(name), name}
	}
	slices.SortFunc(all, func(a, b spelled) int { return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.name, b.name)) })
	var before spelled
	for _, s := range all {
		shared, same := sharedFolders(before, s)
		isFile := func(folder string) bool {
			_, found := slices.BinarySearchFunc(all, folder, func(s spelled, key string) int { return cmp.Compare(s.key, key) })
			return found
		}
		twin := !same || s.key == before.key
		for at := shared; !twin; {
			end := strings.IndexByte(s.key[at:], '/')
			if end < 0 {
				break
			}
			twin = isFile(s.key[:at+end])
			at += end + 1
		}
		if twin {
			twins = append(twins, s.name)
		}
		before = s
	}
	return twins
}

// sharedFolders is the length of the folders that two names share, by their
// keys. It reports false when the names spell them in two ways.
func sharedFolders(a, b spelled) (shared int, same bool) {
	keyA, keyB := a.key, b.key
	for {
		folderA, restA, insideA := strings.Cut(keyA, "/")
		folderB, restB, insideB := strings.Cut(keyB, "/")
		if !insideA || !insideB || folderA != folderB {
			return shared, true
		}
		writtenA, nameA, _ := strings.Cut(a.name, "/")
		writtenB, nameB, _ := strings.Cut(b.name, "/")
		if writtenA != writtenB {
			return shared, false
		}
		shared += len(folderA) + 1
		keyA, keyB, a.name, b.name = restA, restB, nameA, nameB
	}
}

// storable reports whether every common file system can keep the name.
func storable(name string) bool {
	if !fs.ValidPath(name) || name == "." || fold(name) == manifestName {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.ContainsAny(part, `\:*?"<>|`) || strings.ContainsFunc(part, unicode.IsControl) ||
			strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			return false
		}
	}
	return true
}

// fold is equal for names that a file system may hold to be the same: some
// ignore case, some ignore how a letter is composed, and が is two ways to write one.
func fold(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return cases.Fold().String(norm.NFC.String(name))
		}
	}
	return name // as nearly all are
}

// foldersOf lists the folders that the files need, each before those in it.
func foldersOf(names []string) []string {
	if !slices.IsSorted(names) {
		names = slices.Sorted(slices.Values(names))
	}
	var folders []string
	before := ""
	for _, name := range names {
		for p := path.Dir(name); p != "." && !strings.HasPrefix(before, p+"/"); p = path.Dir(p) {
			folders = append(folders, p)
		}
		before = name
	}
	slices.Sort(folders)
	return folders
}

// levels sorts folders by how deep they lie, the uppermost first: those of one
// level can be made, and removed, at the same time.
func levels(folders []string) (all [][]string) {
	for _, f := range folders {
		depth := strings.Count(f, "/")
		for len(all) <= depth {
			all = append(all, nil)
		}
		all[depth] = append(all[depth], f)
	}
	return all
}
