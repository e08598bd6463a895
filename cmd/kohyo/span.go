package main

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// span is a flag that takes a length of time: 90s, 30m, 36h, 14d.
type span time.Duration

// day is as long as the clock's: no flag is about calendars.
const day = 24 * time.Hour

func (s *span) String() string {
	d := time.Duration(*s)
	if d > 0 && d%day == 0 {
		return strconv.Itoa(int(d/day)) + "d"
	}
	text := d.String()
	for _, none := range []string{"m0s", "h0m"} { // 30m0s, 2h0m
		if strings.HasSuffix(text, none) {
			text = text[:len(text)-2]
		}
	}
	return text
}

func (s *span) Type() string { return "time" }

func (s *span) Set(text string) error {
	d, err := time.ParseDuration(text)
	if days, ok := strings.CutSuffix(text, "d"); ok {
		var n int
		if n, err = strconv.Atoi(days); n > mostDays {
			err = strconv.ErrRange
		}
		d = time.Duration(n) * day
	}
	if err != nil || d <= 0 {
		return errors.New("90s, 30m, 36h, 14d")
	}
	*s = span(d)
	return nil
}

// mostDays is a century: more is a slip, and soon more than a Duration holds.
const mostDays = 36500

// count is a flag that takes a whole number from 0.
type count int

func (c *count) String() string { return strconv.Itoa(int(*c)) }
func (c *count) Type() string   { return "number" }

func (c *count) Set(text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		return errors.New("0, 20, 500")
	}
	*c = count(n)
	return nil
}
