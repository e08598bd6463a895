package lang

import (
	"fmt"
	"slices"
	"strings"
)

// pattern is a text with places to fill: "{year}年{month}月". It is parsed once,
// when the language is opened.
type pattern struct{ pieces []piece }

// piece is a stretch of text, or a place to fill.
type piece struct {
	text  string
	field field // or noField, for text
}

// field is a place that a pattern may have. Which of them a certain pattern
// must and may have stands in its struct tag.
type field int

const (
	noField field = iota
	fArg0
	fArg1
	fArg2
	fArg3
	fYear
	fEra
	fWestern
	fMonth
	fMonthName
	fMonthShort
	fDay
	fWeekday
	fWeekdayShort
	fHour
	fHH
	fMinute
	fMM
	fSecond
	fSS
	fThird
	fDate
	fTime
	fZone
	fMoment
	fFrom
	fTo
	fN
	fUnit
	fMin
	fMax
	fLength
	fFirst
	fOthers
	fOrdinal
	fSign
	fDays
	fHours
	fValid
	fRemarks
	fText
	fieldCount
)

var fieldNames = [fieldCount]string{
	fArg0:         "0",
	fArg1:         "1",
	fArg2:         "2",
	fArg3:         "3",
	fYear:         "year",
	fEra:          "era",
	fWestern:      "western",
	fMonth:        "month",
	fMonthName:    "month_name",
	fMonthShort:   "month_short",
	fDay:          "day",
	fWeekday:      "weekday",
	fWeekdayShort: "weekday_short",
	fHour:         "hour",
	fHH:           "hh",
	fMinute:       "minute",
	fMM:           "mm",
	fSecond:       "second",
	fSS:           "ss",
	fThird:        "third",
	fDate:         "date",
	fTime:         "time",
	fZone:         "zone",
	fMoment:       "moment",
	fFrom:         "from",
	fTo:           "to",
	fN:            "n",
	fUnit:         "unit",
	fMin:          "min",
	fMax:          "max",
	fLength:       "length",
	fFirst:        "first",
	fOthers:       "others",
	fOrdinal:      "ordinal",
	fSign:         "sign",
	fDays:         "days",
	fHours:        "hours",
	fValid:        "valid",
	fRemarks:      "remarks",
	fText:         "text",
}

// args fill the places of a pattern.
type args [fieldCount]string

func fieldNamed(name string) field {
	for f := noField + 1; f < fieldCount; f++ {
		if fieldNames[f] == name {
			return f
		}
	}
	return noField
}

// parsePattern reads a pattern. needs and with are the places it must have
// and those it may have; alternatives are written a|b. A place that is missing
// would silently drop a fact from every page.
func parsePattern(s, needs, with string) (pattern, error) {
	p, err := cut(s)
	if err != nil {
		return pattern{}, err
	}
	var may []string
	for _, group := range strings.Fields(needs) {
		names := strings.Split(group, "|")
		may = append(may, names...)
		if !slices.ContainsFunc(names, p.has) {
			return pattern{}, fmt.Errorf("{%s}", strings.Join(names, "} / {"))
		}
	}
	may = append(may, strings.Fields(with)...)
	for _, piece := range p.pieces {
		if name := fieldNames[piece.field]; name != "" && !slices.Contains(may, name) {
			return pattern{}, strayError(name)
		}
	}
	return p, nil
}

// strayError is a place that the pattern cannot have.
type strayError string

func (e strayError) Error() string { return "{" + string(e) + "}" }

// cut cuts a pattern into its pieces.
func cut(s string) (pattern, error) {
	var p pattern
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			p.pieces = append(p.pieces, piece{text: s})
			break
		}
		end := strings.IndexByte(s, '}')
		if s[i] == '}' || end < 0 {
			return pattern{}, strayError(s[i+1:])
		}
		if i > 0 {
			p.pieces = append(p.pieces, piece{text: s[:i]})
		}
		at := fieldNamed(s[i+1 : end])
		if at == noField {
			return pattern{}, strayError(s[i+1 : end])
		}
		p.pieces = append(p.pieces, piece{field: at})
		s = s[end+1:]
	}
	return p, nil
}

func (p pattern) has(name string) bool {
	f := fieldNamed(name)
	return f != noField && slices.ContainsFunc(p.pieces, func(q piece) bool { return q.field == f })
}

// append writes the pattern with its places filled.
func (p pattern) append(dst []byte, a *args) []byte {
	for _, q := range p.pieces {
		if q.field == noField {
			dst = append(dst, q.text...)
		} else {
			dst = append(dst, a[q.field]...)
		}
	}
	return dst
}

func (p pattern) fill(a *args) string {
	if len(p.pieces) == 1 && p.pieces[0].field == noField {
		return p.pieces[0].text // as most labels are
	}
	var buf [96]byte
	return string(p.append(buf[:0], a))
}

// with fills the one place that the pattern has.
func (p pattern) with(f field, s string) string {
	var a args
	a[f] = s
	return p.fill(&a)
}

// around is what stands before and after a place, other places being filled.
func (p pattern) around(f field, a *args) (before, after string) {
	for i, q := range p.pieces {
		if q.field == f {
			return pattern{p.pieces[:i]}.fill(a), pattern{p.pieces[i+1:]}.fill(a)
		}
	}
	return "", p.fill(a)
}
