package load

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// validate looks at what the parser of the tree leaves open: dates that no
// calendar has and numbers that no machine holds. Dates are reported when
// they are bound, where the field's name is known.
func (g *grower) validate(n *node) {
	switch n.kind {
	case date, dateTime:
		if _, p := notice.ParseMoment(n.raw); p != nil {
			g.failed = true
		}
	case clock:
		if _, p := notice.ParseClock(n.raw); p != nil {
			g.failed = true
		}
	case integer:
		v, err := strconv.ParseInt(strings.ReplaceAll(n.raw, "_", ""), 0, 64)
		if err != nil {
			g.failed, n.bad = true, true
			g.report(n.at, "number-too-large",
				diag.Say("数「%s」は大きすぎます。", "the number %s is too large", n.raw),
				diag.Say("9223372036854775807までの整数を書けます。", "whole numbers go up to 9223372036854775807"))
		}
		n.num = v
	}
}

// certify decodes the file with the TOML library that has the last word on
// what is valid, and takes the values from it. It is called for trees that
// grew without a finding; what the library refuses then is reported.
func (s *source) certify(root *node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			s.refused(0, fmt.Sprint(r))
			root.bad, err = true, nil
		}
	}()
	var values any // a map would be filled anew, entry by entry
	err = toml.Unmarshal(s.text, &values)
	var perr toml.ParseError
	if errors.As(err, &perr) {
		s.refused(perr.Position.Start, perr.Message)
		return nil
	}
	if err != nil {
		s.refused(0, err.Error())
		return nil
	}
	if where := root.take(values); where != "" {
		return fmt.Errorf("%s: the two readers of TOML disagree at %s", s.name, where)
	}
	return nil
}

func (s *source) refused(off int, message string) {
	s.report(max(0, min(off, len(s.text))), "syntax",
		diag.Say("ここはTOMLとして読めません（%s）。", "this cannot be read as TOML (%s)", message),
		diag.Say("この行の書き方を docs/format.md の例と見比べてください。", "compare the line with the examples in docs/format.md"))
}

// take puts the values that were decoded into the tree. It gives the key at
// which the two differ in shape, or "".
func (n *node) take(v any) string {
	switch v := v.(type) {
	case map[string]any:
		if n.kind != table || len(n.kids) != len(v) {
			return n.key
		}
		for _, k := range n.kids {
			kv, ok := v[k.key]
			if !ok {
				return k.key
			}
			if where := k.take(kv); where != "" {
				return where
			}
		}
	case []map[string]any:
		if n.kind != list || len(n.kids) != len(v) {
			return n.key
		}
		for i, k := range n.kids {
			if where := k.take(v[i]); where != "" {
				return where
			}
		}
	case []any:
		if n.kind != list || len(n.kids) != len(v) {
			return n.key
		}
		for i, k := range n.kids {
			if where := k.take(v[i]); where != "" {
				return where
			}
		}
	case string:
		if n.kind != text {
			return n.key
		}
		n.str = v
	case int64:
		if n.kind != integer {
			return n.key
		}
		n.num = v
	default:
		if n.kind == table || n.kind == list || n.kind == text || n.kind == integer {
			return n.key
		}
	}
	return ""
}
