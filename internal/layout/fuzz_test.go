package layout

import (
	"bytes"
	"html/template"
	"regexp"
	"strings"
	"testing"
)

// FuzzText writes any text in every context.
func FuzzText(f *testing.F) {
	type pair struct {
		src  string
		set  *Set
		real *template.Template
	}
	var pairs []pair
	for _, l := range layouts {
		if strings.Contains(l.src, `{{define "base"}}`) {
			continue
		}
		src := `{{define "base"}}` + l.src + `{{end}}`
		s, err := parsed(f, src)
		if err != nil {
			continue
		}
		real, err := template.New("layouts").Option("missingkey=error").New("layouts/a.html").Parse(src)
		if err != nil {
			f.Fatal(err)
		}
		pairs = append(pairs, pair{src, s, real})
	}
	for _, text := range texts {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		data := made(text)
		for _, p := range pairs {
			var want bytes.Buffer
			wantErr := p.real.ExecuteTemplate(&want, "base", data)
			var out []byte
			if p.set.compiled("base", data, func(lent []byte) { out = bytes.Clone(lent) }) && (wantErr != nil || string(out) != want.String()) {
				t.Errorf("%s\ncompiled %q\nwant     %q, %v", p.src, out, want.String(), wantErr)
			}
		}
	})
}

// many is a number that loops and widths are better without.
var many = regexp.MustCompile(`[0-9]{3}`)

// FuzzLayout carries out any layout.
func FuzzLayout(f *testing.F) {
	for _, l := range layouts {
		f.Add(l.src, "a<b")
	}
	f.Fuzz(func(t *testing.T, src, text string) {
		if many.MatchString(src) || len(src) > 2000 {
			return
		}
		if !strings.Contains(src, `{{define "base"}}`) {
			src = `{{define "base"}}` + src + `{{end}}`
		}
		s, err := parsed(t, src)
		if err != nil {
			return
		}
		hold(t, s, src, made(text))
	})
}
