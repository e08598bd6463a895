package load

import (
	"strings"
	"unicode/utf8"

	"kohyo/internal/notice"
)

// turns finds where the escapes of a text part it from what is written, so
// that a finding in the midst of a text names the right place.
func (b *binder) turns(n *node) []notice.Turn {
	if !strings.HasPrefix(n.raw, `"`) || strings.IndexByte(n.raw, '\\') < 0 {
		return nil
	}
	var turns []notice.Turn
	count := 0
	for i := opening(n.raw); i < len(n.raw); {
		next := strings.IndexByte(n.raw[i:], '\\')
		if next < 0 || i+next+1 == len(n.raw) {
			break
		}
		count += utf8.RuneCountInString(n.raw[i : i+next])
		i += next
		if strings.IndexByte(" \t\r\n", n.raw[i+1]) >= 0 { // the line goes on in the next
			i = len(n.raw) - len(strings.TrimLeft(n.raw[i+1:], " \t\r\n"))
		} else {
			i += max(1, escapeLength([]byte(n.raw[i:min(i+10, len(n.raw))]), false))
			count++
		}
		turns = append(turns, notice.Turn{Place: b.place(n.at + min(i, len(n.raw))), At: count})
	}
	return turns
}
