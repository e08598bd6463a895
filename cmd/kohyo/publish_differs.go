package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kohyo/internal/build"
	"kohyo/internal/publish"
	"kohyo/internal/tlog"
)

// withDifferences adds to a refusal what differs between the public data of a
// report and what its file says now.
func (p *publication) withDifferences(read publish.ReadFile, site *build.Site, err error) error {
	r, ok := errors.AsType[*publish.Refused](err)
	if !ok || len(r.Conflicts) == 0 {
		return err
	}
	more := map[tlog.Conflict][]string{}
	for _, c := range r.Conflicts[:min(len(r.Conflicts), shownNames)] {
		if c.Kind == tlog.Changed {
			more[c] = p.differences(read, site, c)
		}
	}
	return p.refusal(r, more)
}

// differences names the places at which two data files differ. What stands
// there now is shown at a terminal alone: it is not public.
func (p *publication) differences(read publish.ReadFile, site *build.Site, c tlog.Conflict) []string {
	name := fmt.Sprintf("%s/%d.json", c.Slug, c.Number)
	before, err := read(name)
	if err != nil {
		return nil // the site does not offer its data
	}
	for r, err := range site.Reports() {
		if err != nil {
			return nil
		}
		if r.Slug != c.Slug || r.Number != c.Number {
			continue
		}
		was, is := flat(before), flat(r.Data)
		var lines []string
		for _, key := range written(differing(was, is)) {
			line := strings.TrimSuffix(strings.TrimPrefix(key, "report."), ".raw")
			if p.terminal(p.stderr) {
				old, new := shortly(was[key], is[key])
				line += fmt.Sprintf(": %s → %s", old, new)
			}
			lines = append(lines, line)
		}
		return first(lines)
	}
	return nil
}

// differing are the paths at which two files have other values, in order.
func differing(was, is map[string]string) []string {
	names := maps.Clone(was)
	maps.Copy(names, is)
	return slices.DeleteFunc(slices.Sorted(maps.Keys(names)), func(key string) bool { return was[key] == is[key] })
}

// written leaves out what only follows from what somebody has written: the
// words for a number, the moments that a time may mean, the names of items.
func written(keys []string) []string {
	follows := func(key string) bool {
		return strings.HasPrefix(key, "vocabulary.") || strings.Contains(key, ".words.") ||
			strings.HasSuffix(key, ".earliest") || strings.HasSuffix(key, ".latest")
	}
	if !slices.ContainsFunc(keys, func(key string) bool { return !follows(key) }) {
		return keys
	}
	return slices.DeleteFunc(keys, follows)
}

// shortly gives two values in few letters: from a little before they part.
func shortly(was, is string) (string, string) {
	const before, most = 10, 60
	a, b := []rune(was), []rune(is)
	from := 0
	for from < len(a) && from < len(b) && a[from] == b[from] {
		from++
	}
	from -= before
	if from < before { // that much is no shorter with a mark in its place
		from = 0
	}
	cut := func(r []rune) string {
		switch {
		case len(r) == 0:
			return "–"
		case from > 0:
			return "…" + string(r[from:min(len(r), from+most)]) + more(len(r) > from+most)
		}
		return string(r[:min(len(r), most)]) + more(len(r) > most)
	}
	return cut(a), cut(b)
}

func more(is bool) string {
	if is {
		return "…"
	}
	return ""
}

// flat gives every value of a data file by its path: counts.total.value.
func flat(data []byte) map[string]string {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var value any
	if d.Decode(&value) != nil {
		return nil
	}
	all := map[string]string{}
	flatten(all, nil, value)
	return all
}

func flatten(all map[string]string, path []string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			flatten(all, append(slices.Clone(path), key), inner)
		}
	case []any:
		for i, inner := range v {
			flatten(all, append(slices.Clone(path), fmt.Sprint(i+1)), inner)
		}
	default:
		all[strings.Join(path, ".")] = fmt.Sprint(v)
	}
}
