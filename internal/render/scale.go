package render

import (
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"kohyo/internal/notice"
)

// Scale draws exposure, discovery and publication on one scale of time: a
// band true to scale and, where what followed the discovery would be too
// small to see, a second band that enlarges it. All widths are percentages,
// so that one drawing serves a phone and a desk.
type Scale struct {
	Name, Description string
	Height            int
	Bands             []Band
	Lines             []Line // the same facts as text
	Shown             bool   // the text is shown too: several stretches need their names
	Note              string
}

// Band is the shapes of one band.
type Band struct {
	Wedge  []Wedge
	Ticks  []Tick
	Boxes  []Box
	Labels []ScaleLabel
}

// Wedge shows which stretch of the band above a band enlarges.
type Wedge struct {
	Y, Height   int
	Left, Right string // in percent
}

// Tick is an upright line.
type Tick struct {
	Class, X string
	Y1, Y2   int
}

// Box is a stretch of time.
type Box struct {
	Class, X, Width string
	Y, Height       int
}

// ScaleLabel is a text on the scale.
type ScaleLabel struct {
	Class, X string
	Anchor   string // middle, end; the start if empty
	DX, Text string
	Y        int
}

// point is a moment on the scale, with what happened then.
type point struct {
	at    time.Time
	words string // what happened
	date  string
}

// stretch is a span on the scale.
type stretch struct {
	from, to time.Time
	words    string
	length   string
}

// discoveries are the events with which an incident becomes known, and
// milestones all that the scale shows.
var (
	discoveries = []string{"detected", "reported-to-us", "known"}
	milestones  = append([]string{"contained", "service-stopped", "investigation-finished", "service-resumed", "recovered"}, discoveries...)
)

// enlarged is the share of the whole below which what followed the discovery
// gets a band of its own.
const enlarged = 0.35

func (v *viewer) scale() *Scale {
	spans, points := v.stretches(), v.points()
	if len(points) < 2 && (len(spans) == 0 || len(points) == 0) {
		return nil
	}
	from, to := extent(spans, points)
	if !to.After(from) {
		return nil
	}
	s := &Scale{Name: v.sectionTitle("scale"), Lines: v.scaleLines(spans, points), Shown: len(spans) > 1}
	d := drawing{viewer: v, scale: s}
	first := points[0].at
	switch {
	case len(spans) == 0:
		d.after(points, first, to)
	case len(points) > 1 && to.Sub(first).Seconds() < enlarged*to.Sub(from).Seconds() && to.After(first):
		d.whole(spans, []point{points[len(points)-1]}, from, to, false)
		d.wedge(first, from, to)
		d.after(points, first, to)
	default:
		d.whole(spans, points, from, to, true)
	}
	s.Height = d.y
	var text []string
	for _, l := range s.Lines {
		text = append(text, l.Name+v.w.Label("text.colon")+template.HTMLEscaper(l.Value))
	}
	s.Description = strings.Join(text, v.w.Label("text.semicolon"))
	s.Note = v.scaleNote(spans)
	return s
}

func (v *viewer) scaleNote(spans []stretch) string {
	for _, s := range spans {
		if s.length != "" && s.to.Sub(s.from) >= 48*time.Hour {
			return v.w.Label("scale.note")
		}
	}
	return ""
}

// stretches are the exposures of which both ends are known.
func (v *viewer) stretches() []stretch {
	var out []stretch
	for _, s := range v.report.Scope.Exposure {
		if !s.From.Known() || !s.To.Known() {
			continue
		}
		from, _ := v.w.Instants(s.From)
		_, to := v.w.Instants(s.To)
		words := v.w.Label("scale.exposure")
		if !s.Label.IsZero() {
			words = v.plainText(s.Label)
		}
		approx, exact, _ := v.w.Duration(s)
		length := exact
		if approx != exact && approx != "" {
			length += v.w.Label("text.comma") + approx
		}
		out = append(out, stretch{from, to, words, length})
	}
	return out
}

// points are the milestones in the timeline from the discovery on, each kind
// once, and publication. Where only days are known of some, all count by days.
func (v *viewer) points() []point {
	var found []milestone
	seen := map[string]bool{}
	for _, e := range v.report.Timeline {
		id, at := e.Event.ID, e.At.From
		if seen[id] || !slices.Contains(milestones, id) || e.At.IsSpan || at.Precision < notice.ByDay || at.Bound != notice.Exact {
			continue
		}
		if len(found) == 0 && !slices.Contains(discoveries, id) {
			continue
		}
		seen[id] = true
		found = append(found, milestone{at, v.w.Word("events", id)})
	}
	// A later report is no second publication of the incident.
	if first := v.page.Incident.First().Published; len(found) > 0 && first.Known() {
		at, _ := v.w.Instants(first)
		i := slices.IndexFunc(found, func(m milestone) bool { t, _ := v.w.Instants(m.at); return t.After(at) })
		if i < 0 {
			i = len(found)
		}
		found = slices.Insert(found, i, milestone{first, v.w.Label("scale.published")})
	}
	byDay := slices.ContainsFunc(found, func(m milestone) bool { return m.at.Precision < notice.ByMinute })
	var out []point
	for _, m := range found {
		day := dateOf(m.at)
		if m.at.Precision > notice.ByDay {
			day.Approx = false // of the hour, not of the day
		}
		if byDay {
			m.at = day
		}
		at, _ := v.w.Instants(m.at)
		n := len(out)
		switch {
		case n > 0 && at.Equal(out[n-1].at):
			// The first of a day names it: a label must stay short.
		case n == 0 || at.After(out[n-1].at):
			out = append(out, point{at, m.words, v.w.DayOnly(day)})
		}
	}
	return out
}

// milestone is an event that the scale shows.
type milestone struct {
	at    notice.Moment
	words string
}

func extent(spans []stretch, points []point) (from, to time.Time) {
	grow := func(t time.Time) {
		if from.IsZero() || t.Before(from) {
			from = t
		}
		if to.IsZero() || t.After(to) {
			to = t
		}
	}
	for _, s := range spans {
		grow(s.from)
		grow(s.to)
	}
	for _, p := range points {
		grow(p.at)
	}
	return from, to
}

// scaleLines says in words what the drawing shows.
func (v *viewer) scaleLines(spans []stretch, points []point) []Line {
	var out []Line
	for i, s := range spans {
		words := v.w.Span(v.report.Scope.Exposure[i])
		if s.length != "" {
			words += v.w.Label("text.bracketed", s.length)
		}
		out = append(out, Line{s.words, v.escape(words)})
	}
	for i, p := range points {
		words := p.date
		if i > 0 {
			words += v.w.Label("text.bracketed", v.w.Label("scale.after", v.w.Elapsed(points[0].at, p.at)))
		}
		out = append(out, Line{p.words, v.escape(words)})
	}
	return out
}

// place is a moment's position in percent of a stretch.
func place(t, from, to time.Time) float64 {
	return 100 * t.Sub(from).Seconds() / to.Sub(from).Seconds()
}

func pct(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }
