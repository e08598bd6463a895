package check

import "strconv"

// closeForm reports whether one is like the other mistyped: a digit wrong,
// two digits swapped, a digit lost or doubled.
func closeForm(x, y written) bool {
	if x.kind != y.kind {
		return false
	}
	if x.s != "" {
		return oneSlip(x.s, y.s)
	}
	a, b := x.v, y.v
	switch x.kind {
	case isNumber:
		a, b = a/1000, b/1000
	case isClock:
		a, b = a/60*100+a%60+10000, b/60*100+b%60+10000
	case isDay, isMonth, isWeekday:
		return true
	}
	return oneSlip(strconv.FormatInt(a, 10), strconv.FormatInt(b, 10))
}

// oneSlip reports whether two numbers differ by one slip of the fingers.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if i == len(b) {
		return false // the same
	}
	if len(a) == len(b) {
		swapped := i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		return swapped || a[i+1:] == b[i+1:]
	}
	return len(a)+1 == len(b) && a[i:] == b[i+1:]
}
