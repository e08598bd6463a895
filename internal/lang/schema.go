package lang

// schema is what a language's file must say: every field, no other. The tags
// are the one description of the file.
//
//	key    the name in TOML
//	needs  the places a pattern must have; a|b: one of them is enough
//	with   the places it may have besides
//	len    how many entries a list has
//	may    "empty": a text or list may be empty
type schema struct {
	Name      string `key:"name"`
	Direction string `key:"direction"` // ltr or rtl

	Numbers   numbers           `key:"numbers"`
	Lists     lists             `key:"lists"`
	Quotes    quotes            `key:"quotes"`
	Measures  measures          `key:"measures"`
	Sizes     sizes             `key:"sizes"`
	Weekdays  names7            `key:"weekdays"` // from Monday
	Months    names12           `key:"months"`
	Dates     dates             `key:"dates"`
	Times     times             `key:"times"`
	Ranges    ranges            `key:"ranges"`
	Durations durations         `key:"durations"`
	Zones     zones             `key:"zones"`
	Eras      eras              `key:"eras"`
	Hours     hours             `key:"hours"`
	Stages    stages            `key:"stages"`
	Languages map[string]string `key:"languages"` // names of languages, by tag
	Countries map[string]string `key:"countries"` // names of countries, by code
}

type numbers struct {
	Group       string  `key:"group" may:"empty"` // between thousands
	Decimal     string  `key:"decimal"`
	Sizes       []int   `key:"sizes"` // of the groups, from the right; the last repeats
	Percent     pattern `key:"percent" needs:"n"`
	LessPercent pattern `key:"less_percent" needs:"n"`
}

type lists struct {
	Between string `key:"between"`
	Last    string `key:"last"` // before the last
}

type quotes struct {
	Open       string `key:"open"`
	Close      string `key:"close"`
	InnerOpen  string `key:"inner_open"`
	InnerClose string `key:"inner_close"`
}

// measures are how figures are qualified. {n} is the number with its unit.
type measures struct {
	Unit        pattern `key:"unit" needs:"n unit"` // for units that do not say {n} themselves
	Exact       pattern `key:"exact" needs:"n"`
	Approx      pattern `key:"approx" needs:"n"`
	Max         pattern `key:"max" needs:"n"`
	MaxApprox   pattern `key:"max_approx" needs:"n"`
	Min         pattern `key:"min" needs:"n"`
	MinApprox   pattern `key:"min_approx" needs:"n"`
	Range       pattern `key:"range" needs:"min max"` // of bare numbers
	RangeExact  pattern `key:"range_exact" needs:"n"`
	RangeApprox pattern `key:"range_approx" needs:"n"`
	Gross       pattern `key:"gross" needs:"n"`
	Also        pattern `key:"also" needs:"first others"` // the same in other units
}

type sizes struct {
	Byte     forms   `key:"byte" needs:"n"`
	Kilobyte pattern `key:"kilobyte" needs:"n"`
	Megabyte pattern `key:"megabyte" needs:"n"`
	Gigabyte pattern `key:"gigabyte" needs:"n"`
}

type names7 struct {
	Long  []string `key:"long" len:"7"`
	Short []string `key:"short" len:"7"`
}

type names12 struct {
	Long  []string `key:"long" len:"12"`
	Short []string `key:"short" len:"12"`
}

// dates are the patterns of moments by how finely they are known.
type dates struct {
	Year   pattern `key:"year" needs:"year"`
	Full   byDate  `key:"full"`
	NoYear noYear  `key:"no_year"`
	DayOf  dayOf   `key:"day_only"`
	Moment pattern `key:"moment" needs:"date time"`
	Zone   pattern `key:"zone" needs:"moment zone"`

	Thirds thirds          `key:"thirds"`
	Parts  byPart[pattern] `key:"parts"` // with {date}
	Alone  byPart[string]  `key:"parts_alone"`

	Around  wraps  `key:"around"`
	Before  wraps  `key:"before"`
	After   wraps  `key:"after"`
	Unknown string `key:"unknown"`
	Ongoing string `key:"ongoing"`
}

type byDate struct {
	Month    pattern `key:"month" needs:"year month|month_name|month_short"`
	Third    pattern `key:"third" needs:"year month|month_name|month_short third"`
	Day      pattern `key:"day" needs:"year month|month_name|month_short day"`
	Weekday  pattern `key:"weekday" needs:"year month|month_name|month_short day weekday|weekday_short"`
	ShortDay pattern `key:"short" needs:"year month|month_name|month_short day"`
}

type noYear struct {
	Month    pattern `key:"month" needs:"month|month_name|month_short"`
	Third    pattern `key:"third" needs:"month|month_name|month_short third"`
	Day      pattern `key:"day" needs:"month|month_name|month_short day"`
	Weekday  pattern `key:"weekday" needs:"month|month_name|month_short day weekday|weekday_short"`
	ShortDay pattern `key:"short" needs:"month|month_name|month_short day"`
}

type dayOf struct {
	Day     pattern `key:"day" needs:"day"`
	Weekday pattern `key:"weekday" needs:"day weekday|weekday_short"`
}

type thirds struct {
	Early string `key:"early"`
	Mid   string `key:"mid"`
	Late  string `key:"late"`
}

// byPart is something for each part of a day.
type byPart[T any] struct {
	Dawn      T `key:"dawn" needs:"date"`
	Morning   T `key:"morning" needs:"date"`
	Forenoon  T `key:"forenoon" needs:"date"`
	Afternoon T `key:"afternoon" needs:"date"`
	Evening   T `key:"evening" needs:"date"`
	Night     T `key:"night" needs:"date"`
	LateNight T `key:"late-night" needs:"date"`
}

// wraps are patterns around a finished date, by its precision.
type wraps struct {
	Year  pattern `key:"year" needs:"date"`
	Month pattern `key:"month" needs:"date"`
	Third pattern `key:"third" needs:"date"`
	Day   pattern `key:"day" needs:"date"`
	Part  pattern `key:"part" needs:"date"`
	Time  pattern `key:"time" needs:"date"`
}

type times struct {
	Hour   pattern `key:"hour" needs:"hour|hh" with:"minute mm"` // on the hour
	Minute pattern `key:"minute" needs:"hour|hh minute|mm"`
	Second pattern `key:"second" needs:"hour|hh minute|mm second|ss"`
	Clock  pattern `key:"clock" needs:"hour|hh minute|mm"` // in hours of opening
}

// ranges join two moments. What both share is said once: the first or the
// second of them leaves it out.
type ranges struct {
	Shorten string  `key:"shorten"` // first or second
	Join    pattern `key:"join" needs:"from to"`
	Days    pattern `key:"days" needs:"from to"`  // of one month
	Times   pattern `key:"times" needs:"from to"` // of one day
	Before  pattern `key:"before" needs:"date"`   // an end that is a bound
	After   pattern `key:"after" needs:"date"`

	Since          pattern `key:"since" needs:"from"`
	Until          pattern `key:"until" needs:"to"`
	UnknownStart   pattern `key:"unknown_start" needs:"to"`
	UnknownEnd     pattern `key:"unknown_end" needs:"from"`
	Ongoing        pattern `key:"ongoing" needs:"from"`
	OngoingUnknown string  `key:"ongoing_unknown"` // since an unknown date
	Unknown        string  `key:"unknown"`
}

type durations struct {
	Year   forms   `key:"year" needs:"n"`
	Month  forms   `key:"month" needs:"n"`
	Day    forms   `key:"day" needs:"n"`
	Hour   forms   `key:"hour" needs:"n"`
	Minute forms   `key:"minute" needs:"n"`
	Second forms   `key:"second" needs:"n"`
	Span   forms   `key:"span_days" needs:"n"` // both ends counted
	Join   string  `key:"join" may:"empty"`
	About  pattern `key:"about" needs:"length"`
}

type zones struct {
	Offset pattern           `key:"offset" needs:"sign hour|hh" with:"minute mm"` // on the hour
	Minute pattern           `key:"offset_minutes" needs:"sign hour|hh minute|mm"`
	Names  map[string]string `key:"names"` // by IANA name
}

// eras name years by reigns. A language without eras has an empty list.
type eras struct {
	Year  pattern `key:"year" needs:"era n" with:"western"`
	First string  `key:"first"` // the number of an era's first year
	List  []era   `key:"list" may:"empty"`
}

type era struct {
	Name  string `key:"name"`
	Start string `key:"start"` // its first day, 2019-05-01

	year, month, day int
}

// hours are when somebody answers.
type hours struct {
	Times      pattern `key:"times" needs:"from to"`
	Overnight  pattern `key:"overnight" needs:"from to"`
	From       pattern `key:"from" needs:"from"`
	Until      pattern `key:"until" needs:"to"`
	AllDay     string  `key:"all_day"`  // 0:00 to 24:00, beside days
	AtAnyTime  string  `key:"any_time"` // every day
	Line       pattern `key:"line" needs:"days hours"`
	Remarks    pattern `key:"remarks" needs:"hours remarks"`
	Remark     string  `key:"between_remarks"`
	Closed     string  `key:"holidays_closed"`
	Open       string  `key:"holidays_open"`
	DayRange   pattern `key:"day_range" needs:"from to"`
	Day        string  `key:"between_days"`
	LastDay    string  `key:"last_day"`
	Valid      pattern `key:"valid" needs:"valid hours"`
	ValidFrom  pattern `key:"valid_from" needs:"from"`
	ValidUntil pattern `key:"valid_until" needs:"to"`
	AlsoOpen   pattern `key:"also_open" needs:"hours days"`
	OpenOnly   pattern `key:"open_only" needs:"days"`
	ButClosed  pattern `key:"but_closed" needs:"hours days"`
	ClosedOnly pattern `key:"closed_only" needs:"days"`
	Channel    pattern `key:"channel" needs:"text hours"`
	Between    string  `key:"between"`
}

// stages name reports: 第2報, second report.
type stages struct {
	Ordinals   []string `key:"ordinals" may:"empty"`
	Ordinal    forms    `key:"ordinal" needs:"n" rule:"ordinal"` // beyond the list
	First      pattern  `key:"first" needs:"n|ordinal"`
	Update     pattern  `key:"update" needs:"n|ordinal"`
	Final      pattern  `key:"final" needs:"n|ordinal"`
	OnlyFinal  string   `key:"only_final"` // the first is the last
	Correction pattern  `key:"correction" needs:"n|ordinal"`
	Recovery   pattern  `key:"recovery" needs:"n|ordinal"`
}
