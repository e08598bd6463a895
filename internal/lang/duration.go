package lang

// Length is a length of time in calendar units; those that are zero are not
// said.
type Length struct{ Years, Months, Days, Hours, Minutes, Seconds int64 }

// Length writes a length of time: 5年5か月, 42 hours 32 minutes.
func (l *Language) Length(x Length) string {
	out := ""
	for _, u := range []struct {
		n     int64
		forms *forms
	}{
		{x.Years, &l.file.Durations.Year}, {x.Months, &l.file.Durations.Month}, {x.Days, &l.file.Durations.Day},
		{x.Hours, &l.file.Durations.Hour}, {x.Minutes, &l.file.Durations.Minute}, {x.Seconds, &l.file.Durations.Second},
	} {
		if u.n == 0 {
			continue
		}
		if out != "" {
			out += l.file.Durations.Join
		}
		out += l.counted(u.forms, u.n)
	}
	if out == "" {
		return l.counted(&l.file.Durations.Minute, 0)
	}
	return out
}

// SpanDays writes a number of days, the first and the last among them.
func (l *Language) SpanDays(n int64) string { return l.counted(&l.file.Durations.Span, n) }

// About says that a length is only about right.
func (l *Language) About(length string) string { return l.file.Durations.About.with(fLength, length) }

func (l *Language) counted(f *forms, n int64) string {
	return f[l.form(n)].with(fN, l.Number(n))
}
