package notice

// Precision says how finely a moment is known.
type Precision int

// From coarse to fine. Third is the early, middle or late third of a month
// (上旬, 中旬, 下旬); Part is a part of a day (夕方).
const (
	NoPrecision Precision = iota
	ByYear
	ByMonth
	ByThird
	ByDay
	ByPart
	ByMinute
	BySecond
)

// Bound tells a moment from "on or before" and "from then on".
type Bound int

// The bounds, written <= and >= before a moment.
const (
	Exact Bound = iota
	OnOrBefore
	OnOrAfter
)

// Third is a third of a month.
type Third int

// 上旬, 中旬, 下旬.
const (
	NoThird Third = iota
	Early
	Mid
	Late
)

// Parts of a day, as written in a moment ("2019-03-11 evening"), in the order
// of the clock: 未明 朝 午前 午後 夕方 夜 深夜.
var DayParts = []string{"dawn", "morning", "forenoon", "afternoon", "evening", "night", "late-night"}

// Moment is a point in time, known as finely as its author could say.
//
// A moment has no zone of its own unless its author wrote an offset: its
// fields are read in the time zone of the report, never of the machine.
type Moment struct {
	Place
	Raw                                    string // as written
	Year, Month, Day, Hour, Minute, Second int
	Precision                              Precision
	Third                                  Third
	Part                                   string // one of DayParts
	Approx                                 bool   // 頃, around
	Bound                                  Bound
	HasOffset                              bool
	Offset                                 int  // seconds east of UTC
	Unknown                                bool // written "unknown"
	Ongoing                                bool // written "ongoing": only as the end of a span
}

// IsZero reports whether nothing was written.
func (m Moment) IsZero() bool { return m.Raw == "" }

// Known reports whether the moment names a time at all.
func (m Moment) Known() bool { return m.Precision != NoPrecision }

// Span is a stretch of time. Either end may be missing.
type Span struct {
	Place
	From  Moment `key:"from"`
	To    Moment `key:"to"`
	Label Text   `key:"label"`
}

// When is a moment or a span: From alone, unless IsSpan.
type When struct {
	Span
	IsSpan bool
}

// IsZero reports whether nothing was written.
func (w When) IsZero() bool { return w.From.IsZero() && w.To.IsZero() }
