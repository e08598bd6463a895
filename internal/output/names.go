package output

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// addresses collects the source's addresses, sorted, and refuses those that
// cannot be files of one tree on every system: a site built on Linux must be
// the same site when it is unpacked on a Mac or under Windows.
func addresses(site Source, dir string) ([]string, error) {
	return sortedNames(slices.Collect(site.Addresses()), dir)
}

func sortedNames(names []string, dir string) ([]string, error) {
	var bad, twins []string
	slices.Sort(names)
	spelling := map[string]string{} // folded path of a file or folder → as it was written first
	files := map[string]bool{}
	for _, name := range names {
		if !storable(name) {
			bad = append(bad, name)
			continue
		}
		for p := name; p != "."; p = path.Dir(p) {
			key := fold(p)
			first, seen := spelling[key]
			if seen && (first != p || files[key] || p == name) {
				twins = append(twins, name)
				break
			}
			spelling[key] = p
		}
		files[fold(name)] = true
	}
	switch {
	case len(bad) > 0:
		return nil, refuse(dir, bad, "ファイル名として使えないアドレスがあります。", "the site has addresses that cannot be file names.")
	case len(twins) > 0:
		return nil, refuse(dir, twins, "同じ名前、または大文字と小文字だけが違う名前のアドレスがあります。",
			"the site has addresses that are the same, or differ only in capital letters.")
	}
	return names, nil
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
func fold(name string) string { return cases.Fold().String(norm.NFC.String(name)) }

// foldersOf lists the folders that the files need, each before those in it.
func foldersOf(names []string) []string {
	set := map[string]bool{}
	for _, name := range names {
		for p := path.Dir(name); p != "."; p = path.Dir(p) {
			set[p] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}
