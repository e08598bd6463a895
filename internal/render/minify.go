package render

import "bytes"

// compact drops comments and the spaces that only people need: a third of the
// style sheet. Strings in it must not hold braces or semicolons.
func compact(css []byte) []byte {
	out := make([]byte, 0, len(css)+1)
	spaced := false // space stands before what comes next
	for i := 0; i < len(css); i++ {
		c := css[i]
		if c == '/' && bytes.HasPrefix(css[i:], []byte("/*")) {
			if n := bytes.Index(css[i+2:], []byte("*/")); n >= 0 {
				i += 2 + n + 1
				continue
			}
		}
		if cssSpace(c) {
			spaced = true
			continue
		}
		if spaced && !closesUp(c) && (len(out) == 0 || !closesUp(out[len(out)-1]) && !afterProperty(out)) {
			out = append(out, ' ')
		}
		spaced = false
		switch {
		case c == '{':
			out = joinSteps(out)
		case c == '}' && bytes.HasSuffix(out, []byte(";")):
			out = out[:len(out)-1]
		}
		out = append(out, c)
	}
	return append(bytes.TrimSpace(out), '\n')
}

func cssSpace(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' && c != '\v' }

// closesUp tells signs around which no space is needed.
func closesUp(c byte) bool { return bytes.IndexByte([]byte("{};,>"), c) >= 0 }

// afterProperty tells whether out ends with the name of a property and a colon.
func afterProperty(out []byte) bool {
	if out[len(out)-1] != ':' {
		return false
	}
	before := bytes.TrimRight(out[:len(out)-1], "abcdefghijklmnopqrstuvwxyz-")
	return 0 < len(before) && len(before) < len(out)-1 && bytes.IndexByte([]byte("{;("), before[len(before)-1]) >= 0
}

// joinSteps takes the spaces away around the signs between the steps of the
// selector that out ends with. What follows an @ may hold a sum: "1px + 2px".
func joinSteps(out []byte) []byte {
	from := bytes.LastIndexAny(out, "{};@") + 1
	if from > 0 && out[from-1] == '@' {
		return out
	}
	selector := out[from:]
	out = out[:from]
	for i := 0; i < len(selector); i++ {
		if i+2 < len(selector) && selector[i] == ' ' && (selector[i+1] == '+' || selector[i+1] == '~') && selector[i+2] == ' ' {
			out = append(out, selector[i+1])
			i += 2
			continue
		}
		out = append(out, selector[i])
	}
	return out
}
