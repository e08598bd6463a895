package wording_test

import (
	"testing"

	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

func BenchmarkMoment(b *testing.B) {
	for _, c := range []struct{ name, tag, raw string }{
		{"day/ja", "ja", "2019-03-11"}, {"time/ja", "ja", "~2019-03-11 15:00"}, {"time/en", "en", "~2019-03-11 15:00"},
	} {
		b.Run(c.name, func(b *testing.B) {
			w, m := writer(b, c.tag, nil), moment(b, c.raw)
			b.ReportAllocs()
			for b.Loop() {
				w.Moment(m)
			}
		})
	}
}

func BenchmarkMeasure(b *testing.B) {
	for _, tag := range []string{"ja", "en"} {
		b.Run(tag, func(b *testing.B) {
			w, m := writer(b, tag, nil), notice.Measure{Max: number(7996), Unit: word("person")}
			b.ReportAllocs()
			for b.Loop() {
				w.Measure(m)
			}
		})
	}
}

func BenchmarkSpan(b *testing.B) {
	w, s := writer(b, "en", nil), span(b, "2013-10-05", "2019-03-11")
	b.ReportAllocs()
	for b.Loop() {
		w.Span(s)
	}
}

func BenchmarkNew(b *testing.B) {
	langs, _ := opened()
	site, r := tokyo(), published(b)
	b.ReportAllocs()
	for b.Loop() {
		wording.New(langs["en"], site, r)
	}
}
