package render

import (
	"strconv"
	"time"
)

// drawing puts the bands of a scale under one another; y is where the next
// one begins, in pixels.
type drawing struct {
	*viewer
	scale *Scale
	y     int
}

const (
	lineHeight = 17
	bandHeight = 26
	phoneWidth = 320.0 // of a drawing on a phone, in pixels
)

// whole draws the exposures true to scale: one with its ends, several each
// under its name. Without a band below, the milestones stand under them.
func (d *drawing) whole(spans []stretch, points []point, from, to time.Time, milestones bool) {
	var b Band
	if len(spans) == 1 {
		d.labels(&b, d.ends(spans[0]), from, to)
	}
	d.ticks(&b, from, to)
	for i, s := range spans {
		if len(spans) > 1 {
			d.y += lineHeight + 6*min(i, 1)
			b.Labels = append(b.Labels, ScaleLabel{"strong", "0", "", "", s.words, d.y - 4})
		}
		d.exposure(&b, s, from, to)
	}
	if milestones {
		d.marks(&b, points, from, to, d.y-bandHeight)
	}
	d.scale.Bands = append(d.scale.Bands, b)
}

// ends names the first and the last day of a stretch.
func (d *drawing) ends(s stretch) []point {
	ends := []point{{s.from, d.w.Label("scale.from"), d.w.DayOf(s.from)}}
	if s.to.After(s.from) {
		ends = append(ends, point{s.to, d.w.Label("scale.to"), d.w.DayOf(s.to)})
	}
	return ends
}

// ticks marks the turns of the years, and names the years where there is room.
func (d *drawing) ticks(b *Band, from, to time.Time) {
	years := to.Year() - from.Year()
	if years < 2 {
		return
	}
	for y := from.Year() + 1; y <= to.Year() && years <= 60; y++ {
		turn := time.Date(y, 1, 1, 0, 0, 0, 0, from.Location())
		b.Ticks = append(b.Ticks, Tick{"tick", pct(place(turn, from, to)), d.y + 3, d.y + lineHeight})
		if x := place(turn.AddDate(0, 6, 0), from, to); x < 96 && years <= 10 {
			b.Labels = append(b.Labels, ScaleLabel{"", pct(x), "middle", "", strconv.Itoa(y), d.y + lineHeight - 4})
		}
	}
	d.y += lineHeight
}

// exposure draws one stretch on the whole, with its length if there is room.
func (d *drawing) exposure(b *Band, s stretch, from, to time.Time) {
	x, w := place(s.from, from, to), place(s.to, from, to)-place(s.from, from, to)
	b.Boxes = append(b.Boxes,
		Box{"rest", "0", "100", d.y, bandHeight},
		Box{"exposure", pct(x), pct(max(w, .6)), d.y, bandHeight})
	if w > 55 {
		b.Labels = append(b.Labels, ScaleLabel{"inverse", pct(x), "", "10", s.length, d.y + 18})
	}
	d.y += bandHeight
}

// wedge leads from the stretch that the next band enlarges.
func (d *drawing) wedge(first, from, to time.Time) {
	left := min(place(first, from, to), 99.4)
	b := Band{Wedge: []Wedge{{d.y, 34, pct(left), "100"}}}
	d.y += 34
	b.Labels = append(b.Labels, ScaleLabel{"", "0", "", "", d.w.Label("scale.enlarged"), d.y - 6})
	d.scale.Bands = append(d.scale.Bands, b)
}

// after draws the phases from the discovery on.
func (d *drawing) after(points []point, from, to time.Time) {
	var b Band
	b.Boxes = append(b.Boxes, Box{"rest", "0", "100", d.y, bandHeight})
	for i := 1; i < len(points); i++ {
		x, w := place(points[i-1].at, from, to), place(points[i].at, from, to)-place(points[i-1].at, from, to)
		class := "rest"
		if i%2 == 1 {
			class = "phase"
		}
		b.Boxes = append(b.Boxes, Box{class, pct(x), pct(max(w, .4)), d.y, bandHeight})
		if w > 16 {
			b.Labels = append(b.Labels, ScaleLabel{"strong", pct(x + w/2), "middle", "", d.w.Elapsed(points[i-1].at, points[i].at), d.y + 18})
		}
	}
	top := d.y
	d.y += bandHeight
	d.marks(&b, points, from, to, top)
	if len(points) > 2 {
		d.y += 10
		b.Ticks = append(b.Ticks, Tick{"whole", "0.1", d.y - 5, d.y + 5}, Tick{"whole", "99.9", d.y - 5, d.y + 5})
		b.Boxes = append(b.Boxes, Box{"line", "0", "100", d.y, 1})
		words := d.w.Label("scale.whole", d.w.Elapsed(from, to))
		b.Labels = append(b.Labels, ScaleLabel{"strong", "50", "middle", "", words, d.y + 20})
		d.y += 26
	}
	d.scale.Bands = append(d.scale.Bands, b)
}

// marks puts points under a band.
func (d *drawing) marks(b *Band, points []point, from, to time.Time, top int) {
	for _, p := range points {
		x := min(max(place(p.at, from, to), .15), 99.85)
		b.Ticks = append(b.Ticks, Tick{"stop", pct(x), top, d.y + 8})
	}
	d.y += 8
	d.labels(b, points, from, to)
	d.y += 6
}

// labels writes dates and words at points, in as many rows as keep them from
// running into one another on a phone.
func (d *drawing) labels(b *Band, points []point, from, to time.Time) {
	var ends []float64 // of the last label in each row
	for _, p := range points {
		x, width := place(p.at, from, to), labelWidth(p)
		left, anchor := x-width/2, "middle"
		switch {
		case x < width/2:
			left, anchor = x, ""
		case x > 100-width/2:
			left, anchor = x-width, "end"
		}
		row := 0
		for row < len(ends) && ends[row] > left {
			row++
		}
		if row == len(ends) {
			ends = append(ends, 0)
		}
		ends[row] = left + width
		y := d.y + row*(2*lineHeight+4) + lineHeight - 3
		b.Labels = append(b.Labels,
			ScaleLabel{"strong", pct(x), anchor, "", p.date, y},
			ScaleLabel{"", pct(x), anchor, "", p.words, y + lineHeight})
	}
	d.y += len(ends)*(2*lineHeight+4) + 2
}

// labelWidth is the room that a point's label takes on a phone, in percent.
func labelWidth(p point) float64 {
	widest := 0
	for _, line := range []string{p.date, p.words} {
		w := 0
		for _, r := range line {
			if r < 0x2e80 {
				w += 7 // pixels of a Latin letter, about
			} else {
				w += 13
			}
		}
		widest = max(widest, w)
	}
	return min(100, 100*(float64(widest)+10)/phoneWidth)
}
