package lang

import (
	"math/bits"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
)

// form is the plural form of a whole number.
func (l *Language) form(n int64) plural.Form { return match(plural.Cardinal, l, n) }

func match(rules *plural.Rules, l *Language, n int64) plural.Form {
	u := magnitude(n)
	if u >= 10_000_000 { // as the rules allow
		u = u%10_000_000 + 10_000_000
	}
	return rules.MatchPlural(l.parsed, int(u), 0, 0, 0, 0)
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// Number writes a whole number with the language's separators.
func (l *Language) Number(n int64) string {
	digits := strconv.FormatUint(magnitude(n), 10)
	if len(digits) < 4 && n >= 0 {
		return digits
	}
	buf := make([]byte, 1+len(digits)*(1+len(l.file.Numbers.Group)))
	at := len(buf)
	size, taken := 0, 0
	for i := len(digits) - 1; i >= 0; i-- {
		if taken == l.groupSize(size) {
			at -= len(l.file.Numbers.Group)
			copy(buf[at:], l.file.Numbers.Group)
			size, taken = size+1, 0
		}
		at--
		buf[at] = digits[i]
		taken++
	}
	if n < 0 {
		at--
		buf[at] = '-'
	}
	return string(buf[at:])
}

func (l *Language) groupSize(i int) int {
	sizes := l.file.Numbers.Sizes
	if len(sizes) == 0 {
		return 3
	}
	return max(1, sizes[min(i, len(sizes)-1)])
}

// decimal writes tenths with one place: 352 is 35.2.
func (l *Language) decimal(tenths int64) string {
	return l.Number(tenths/10) + l.file.Numbers.Decimal + strconv.FormatInt(tenths%10, 10)
}

// Percent writes what share of whole a part is, with one decimal place. It
// gives nothing where there is no such share.
func (l *Language) Percent(part, whole int64) string {
	if part < 0 || whole <= 0 || part > whole {
		return ""
	}
	hi, lo := bits.Mul64(uint64(part), 1000)
	lo, carry := bits.Add64(lo, uint64(whole)/2, 0)
	tenths, _ := bits.Div64(hi+carry, lo, uint64(whole))
	switch {
	case part == whole:
		return l.file.Numbers.Percent.with(fN, "100")
	case part == 0:
		return l.file.Numbers.Percent.with(fN, "0")
	case tenths == 0:
		return l.file.Numbers.LessPercent.with(fN, l.file.Numbers.Percent.with(fN, l.decimal(1)))
	}
	return l.file.Numbers.Percent.with(fN, l.decimal(int64(tenths)))
}

// List joins items as the language lists them.
func (l *Language) List(items []string) string {
	return join(items, l.file.Lists.Between, l.file.Lists.Last)
}

func join(items []string, between, last string) string {
	n := len(items)
	if n < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:n-1], between) + last + items[n-1]
}

// Quote puts a text in the language's quotation marks.
func (l *Language) Quote(s string) string { return l.file.Quotes.Open + s + l.file.Quotes.Close }

// FileSize says how large a file is.
func (l *Language) FileSize(bytes int64) string {
	scaled := func(p pattern, unit int64) string {
		if bytes < 10*unit {
			return p.with(fN, l.decimal((bytes*10+unit/2)/unit))
		}
		return p.with(fN, l.Number((bytes+unit/2)/unit))
	}
	switch {
	case bytes < 1000:
		return l.file.Sizes.Byte[l.form(bytes)].with(fN, l.Number(bytes))
	case bytes < 1_000_000:
		return scaled(l.file.Sizes.Kilobyte, 1000)
	case bytes < 1_000_000_000:
		return scaled(l.file.Sizes.Megabyte, 1_000_000)
	}
	return scaled(l.file.Sizes.Gigabyte, 1_000_000_000)
}

// Ordinal names a place in an order: second, 2.
func (l *Language) Ordinal(n int) string {
	if n >= 1 && n <= len(l.file.Stages.Ordinals) {
		return l.file.Stages.Ordinals[n-1]
	}
	return l.file.Stages.Ordinal[match(plural.Ordinal, l, int64(n))].with(fN, strconv.Itoa(n))
}
