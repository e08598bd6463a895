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
		names := maps.Clone(was)
		maps.Copy(names, is)
		var lines []string
		for _, key := range slices.Sorted(maps.Keys(names)) {
			switch {
			case was[key] == is[key]:
			case p.terminal(p.stderr):
				lines = append(lines, fmt.Sprintf("%s: %s → %s", key, shortly(was[key]), shortly(is[key])))
			default:
				lines = append(lines, key)
			}
		}
		if len(lines) > shownNames {
			lines = append(lines[:shownNames], "…")
		}
		return lines
	}
	return nil
}

// shortly is a value in few letters.
func shortly(s string) string {
	const most = 60
	if s == "" {
		return "–"
	}
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
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
