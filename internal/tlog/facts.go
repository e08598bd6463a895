package tlog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Facts is what counts of a report's data file: what its author wrote, without
// the words, labels and addresses that the program and the settings add. It
// is the object of number, report, slug and time_zone, of which report has
// lost every member named "words", in the form of RFC 8785. docs/log.md gives
// a command that does the same.
func Facts(data []byte) ([]byte, error) {
	var file map[string]any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&file); err != nil {
		return nil, fmt.Errorf("no data of a report: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("no data of a report: there is more after it")
	}
	kept := map[string]any{}
	for _, name := range []string{"number", "report", "slug", "time_zone"} {
		v, ok := file[name]
		if !ok {
			return nil, fmt.Errorf("no data of a report: it has no %q", name)
		}
		kept[name] = withoutWords(v)
	}
	return appendJSON(nil, kept), nil
}

func withoutWords(v any) any {
	switch v := v.(type) {
	case map[string]any:
		delete(v, "words")
		for name := range v {
			v[name] = withoutWords(v[name])
		}
	case []any:
		for i := range v {
			v[i] = withoutWords(v[i])
		}
	}
	return v
}

// appendJSON writes a value in canonical form. Numbers stay as they are
// written: the data files hold whole numbers alone.
func appendJSON(b []byte, v any) []byte {
	switch v := v.(type) {
	case map[string]any:
		b = append(b, '{')
		for i, name := range sortedNames(v) {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendString(b, name), ':')
			b = appendJSON(b, v[name])
		}
		return append(b, '}')
	case []any:
		b = append(b, '[')
		for i := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendJSON(b, v[i])
		}
		return append(b, ']')
	case string:
		return appendString(b, v)
	}
	return fmt.Append(b, orNull(v))
}

func orNull(v any) any {
	if v == nil {
		return "null"
	}
	return v // json.Number, bool
}

func sortedNames(m map[string]any) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

var short = map[rune]string{'"': `\"`, '\\': `\\`, '\b': `\b`, '\f': `\f`, '\n': `\n`, '\r': `\r`, '\t': `\t`}

func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	for _, r := range s {
		switch escape, known := short[r]; {
		case known:
			b = append(b, escape...)
		case r < ' ':
			b = fmt.Appendf(b, `\u%04x`, r)
		default:
			b = append(b, string(r)...)
		}
	}
	return append(b, '"')
}

const rule = "----------------------------------------------------------------------" // 70

// OwnText is what counts of a notice.txt: from the title, which is underlined
// with "=", to the rule below the end. What stands before and after tells of
// the site and of other reports, and may change.
func OwnText(text []byte) ([]byte, error) {
	lines := strings.SplitAfter(string(text), "\n")
	from, title, to := -1, -1, -1
	for i, line := range lines {
		line = strings.TrimSuffix(line, "\n")
		if from < 0 && line != "" && strings.Trim(line, "=") == "" {
			for from, title = i, i; from > 0 && lines[from-1] != "\n"; {
				from--
			}
		}
		if line == rule && i > 0 && lines[i-1] == "\n" {
			to = i
		}
	}
	if from < 0 || to < title {
		return nil, errors.New("no plain text of a report: there is no title underlined with =, or no rule of 70 hyphens after it")
	}
	return []byte(strings.Join(lines[from:to], "")), nil
}
