package layout

// layouts are the constructs that a site's own layouts may hold, in every
// context. left marks those that are not compiled as a whole.
var layouts = []struct {
	src  string
	left bool
}{
	// Contexts.
	{src: `<p>{{.Text}}{{.Word}}{{.Said}}{{.Number}}{{.Small}}{{.Count}}{{.Float}}{{.Yes}}{{.No}}</p>`},
	{src: `<p>{{.Markup}}{{.Style}}{{.Script}}{{.InScript}}{{.Attribute}}{{.Address}}{{.Set}}</p>`},
	{src: `<p title="{{.Text}}{{.Word}}{{.Said}}{{.Number}}{{.Yes}}{{.Float}}">`},
	{src: `<p title='{{.Text}}{{.Markup}}{{.Style}}{{.Script}}{{.Attribute}}{{.Address}}'>`},
	{src: `<p title={{.Text}}>`}, {src: `<p title={{.Markup}} class={{.Number}}>`}, {src: `<p title=a{{.Text}}b>`},
	{src: `<p {{.Text}}="x">`}, {src: `<p {{.Attribute}}>`}, {src: `<p {{.Text}}>`}, {src: `<p data-{{.Other}}="{{.Text}}">`},
	{src: `<title>{{.Text}}{{.Markup}}{{.Said}}{{.Number}}</title>`}, {src: `<textarea>{{.Text}}{{.Markup}}</textarea>`},
	{src: `<a href="{{.Text}}">`}, {src: `<a href='{{.Address}}'>`}, {src: `<a href={{.Text}}>`}, {src: `<a href="{{.Said}}{{.Markup}}">`},
	{src: `<a href="/x/{{.Text}}">`}, {src: `<a href="/x?a={{.Text}}&amp;b={{.Markup}}#{{.Number}}">`}, {src: `<a href="#{{.Text}}">`},
	{src: `<a href="{{.Text}}{{.Text}}">`}, {src: `<a href="https://{{.Text}}/">`}, {src: `<img src="{{.Text}}" srcset="{{.Text}} 1x, {{.Set}}">`},
	{src: `<a href="{{if .Yes}}/a?{{else}}/b{{end}}{{.Text}}">`, left: true}, // an ambiguous address: an error
	{src: `<script>var x = {{.Text}}, y = {{.Number}}, z = {{.Rows}}, u = "{{.Text}}", v = '{{.InScript}}'; /{{.Text}}/.test({{.Script}})</script>`},
	{src: "<script>var t = `{{.Text}}`; // {{.Text}}\n/* {{.Text}} */</script>"},
	{src: `<script type="application/ld+json">{{.Row}}{{.Ptr}}</script>`}, {src: `<script type="text/template">{{.Text}}</script>`},
	{src: `<p onclick="f({{.Text}}, '{{.Text}}', {{.Row}})">`}, {src: `<p onclick='{{.Script}}'>`},
	{src: `<style>p { color: {{.Text}}; {{.Style}}; background: url({{.Text}}) } a { content: "{{.Text}}" }</style>`},
	{src: `<p style="color: {{.Text}}; width: {{.Number}}px; {{.Style}}">`}, {src: `<p style="background: url('{{.Text}}')">`},
	{src: `<!-- {{.Text}} -->x`}, {src: `<!doctype html><{{.Other}}>`}, {src: `<svg><text x="{{.Number}}%">{{.Text}}</text></svg>`},
	{src: `<meta http-equiv="refresh" content="0; url={{.Text}}">`}, {src: `<meta name="description" content="{{.Text}}">`},
	{src: `<iframe srcdoc="{{.Text}}{{.Markup}}">`}, {src: `<p>{{.Text}}<`}, {src: `<p title="{{.Text}}`, left: true},
	// Escapers that are written.
	{src: `{{.Text | html}}{{.Text | print}}`}, {src: `<a href="/?{{.Text | urlquery}}">`}, {src: `{{html .Text .Number}}`, left: true},
	{src: `{{.Text | urlquery}}<p title="{{.Text | html}}">`}, {src: `<p title={{.Text | html}}>`, left: true}, {src: `{{html .Text | print}}`, left: true},
	// Branches.
	{src: `{{if .Text}}a{{else if .Yes}}b{{else}}c{{end}}{{if .No}}x{{end}}{{if .Empty}}x{{else}}y{{end}}`},
	{src: `{{if .Number}}1{{end}}{{if .Small}}2{{end}}{{if .Count}}3{{end}}{{if .Float}}4{{end}}{{if .Rows}}5{{end}}{{if .Nil}}6{{end}}{{if .Row}}7{{end}}{{if .Two}}8{{end}}{{if .Map}}9{{end}}`},
	{src: `{{with .Text}}<b>{{.}}</b>{{else}}none {{.Other}}{{end}}{{with .Nil}}{{.Name}}{{else with .Ptr}}{{.Name}}{{end}}`},
	{src: `{{with $x := .Text}}{{$x}}{{.}}{{else}}{{$x}}!{{end}}{{if $y := .Number}}{{$y}}{{end}}`},
	{src: `{{if and .Text .Rows}}a{{end}}{{if or .Nil .Empty .Text}}b{{end}}{{if not .Text}}c{{end}}{{if not (and .Yes (or .No .Ptr))}}d{{end}}`},
	{src: `{{and .Text .Other}}{{or .Text .Other}}{{or .Empty .Empty}}{{and .Yes .No}}{{with or .Text .Other}}{{.}}{{end}}{{not .Yes}}`},
	{src: `{{or .Text .Number}}`, left: true}, {src: `{{with and .Rows .Text}}{{.}}{{end}}`, left: true}, {src: `{{.Text | and .Other}}`, left: true},
	{src: `{{if or .Text .Nil.Name}}a{{end}}`}, {src: `{{if and .Text .Nil.Name}}a{{end}}`}, {src: `{{if eq .Text "plain" .Nil.Name}}a{{end}}`},
	{src: `{{if eq .Text "plain"}}a{{else if ne .Text "x"}}b{{end}}{{eq .Word .Text "a"}}{{eq .Number 3}}{{eq .Yes true}}{{ne .Small 1}}`},
	{src: `{{lt .Number 3}}{{le .Number 3}}{{gt .Number 3}}{{ge .Number 3}}{{lt .Text .Other}}{{ge .Text "b"}}{{gt .Float .Float}}{{le .Count .Count}}`},
	{src: `{{eq .Number .Count}}`, left: true}, {src: `{{eq .Text .Number}}`, left: true}, {src: `{{lt .Yes .No}}`, left: true}, {src: `{{eq .Ptr nil}}`, left: true},
	{src: `{{eq .Row .Row}}`, left: true}, {src: `{{eq .Text}}`, left: true}, {src: `{{if gt (len .Text) 5}}long{{end}}{{len .Rows}}{{len .Two}}{{len .Map}}{{.Text | len}}`},
	{src: `{{len .Number}}`, left: true}, {src: `{{len .Ptr}}`, left: true},
	// Loops.
	{src: `{{range .Rows}}<a href="{{.Href}}">{{.Name}}{{.Markup}}</a>{{else}}none{{end}}{{range .None}}x{{else}}none {{.Other}}{{end}}`},
	{src: `{{range $r := .Rows}}{{$r.Name}}{{.Name}}{{range $i, $p := .Parts}}{{if $i}}, {{end}}{{$i}}{{$p.Name}}{{$r.Name}}{{$.Text}}{{end}}{{end}}`},
	{src: `{{range $i, $r := .Pointers}}{{$i}}{{$r.Name}}{{.OfPointer}}{{end}}{{range .Two}}{{.Name}}{{end}}{{range .Words}}[{{.}}]{{end}}{{range .Numbers}}{{.}};{{end}}`},
	{src: `{{range .Rows}}{{if .Current}}{{continue}}{{end}}{{.Name}}{{if eq .Name "second"}}{{break}}x{{.Name}}{{end}}.{{end}}`},
	{src: `{{range .Rows}}{{range .Parts}}{{break}}{{end}}{{.Name}}{{with .Next}}{{continue}}{{end}}!{{end}}`},
	{src: `{{range .Rows}}{{if .Name}}{{break}}{{else}}{{continue}}{{end}}dead {{.Name}}{{end}}`, left: true},
	{src: `{{range 3}}{{.}}{{end}}{{range $i := .Number}}{{$i}},{{else}}none{{end}}{{range 0}}x{{else}}none{{end}}`},
	{src: `{{range .Map}}{{.}}{{end}}`, left: true}, {src: `{{range $k, $v := .Map}}{{$k}}{{$v}}{{end}}`, left: true}, {src: `{{range .Small}}{{.}}{{end}}`, left: true},
	{src: `{{range .Text}}{{.}}{{end}}`, left: true}, {src: `{{range $x := .None}}{{else}}{{$x}}{{end}}`, left: true}, {src: `{{$i := 0}}{{range $i = .Numbers}}{{$i}}{{end}}{{$i}}`, left: true},
	{src: `{{range $i, $x := .Nil.Parts}}{{end}}`}, {src: `<ul>{{range .Rows}}<li title="{{.Name}}"{{if .Current}} class="here"{{end}}>{{end}}</ul>`},
	// Variables.
	{src: `{{$x := .Text}}{{$x}}{{$x = "new"}}{{$x}}{{$y := .Rows}}{{range $y}}{{$x = .Name}}{{end}}{{$x}}{{$.Text}}{{$y | len}}`},
	{src: `{{$x := 1}}{{if .Yes}}{{$x := 2}}{{$x}}{{$z := 3}}{{$z}}{{end}}{{$x}}{{$w := "w"}}{{$w}}{{range .Rows}}{{$x := .Name}}{{$x}}{{end}}{{$x}}`},
	{src: `{{$x := 1}}{{$x = "text"}}{{$x}}`, left: true}, {src: `{{$x := .Any}}{{$x}}`, left: true}, {src: `{{$x := .Row}}{{$x.Name}}{{$x.OfPointer}}{{with $x.Next}}{{.Name}}{{end}}`},
	// Values.
	{src: `{{.Row.Name}}{{.Ptr.Name}}{{.Ptr.Next.Name}}{{.PtrPtr.Name}}{{(index .Rows 1).Name}}{{(.Row).Name}}{{.Deep}}{{.Extra.Deep}}{{.Title}}{{.Lang}}`},
	{src: `{{.TextPtr}}{{.Ptr.Self.Name}}{{.Words}}{{.Numbers}}{{.Row.Current}}`}, {src: `{{.Nil.Name}}`}, {src: `{{with .Nil}}x{{end}}{{.Ptr.Next.Next.Next}}`},
	{src: `{{.Any}}`, left: true}, {src: `{{.AnyNil}}`, left: true}, {src: `{{range .Anys}}{{.}}{{end}}`, left: true}, {src: `{{.Err}}`, left: true}, {src: `{{if .Any}}x{{end}}`, left: true},
	{src: `{{.Map.a}}`, left: true}, {src: `{{.MapAny.b}}{{.Map.missing}}`, left: true}, {src: `{{.Func}}`}, {src: `{{.private}}`, left: true}, {src: `{{.Missing}}`, left: true},
	{src: `{{.Chan}}`}, {src: `{{index .Words 0}}{{index .Numbers .Number}}`}, {src: `{{index .Words 0}}{{index .Rows 0 | print}}`}, {src: `{{index .Map "a"}}`, left: true}, {src: `{{index .Rows "a"}}`, left: true},
	{src: `{{slice .Other 1 2}}`, left: true}, {src: `{{call .Func}}`, left: true}, {src: `{{"a<b"}}{{1}}{{true}}{{-1}}`}, {src: `{{"a<b"}}{{1}}{{true}}`}, {src: `{{1.5}}{{1e3}}{{-2.}}{{if eq .Float 1.5e30}}x{{end}}{{1_000}}{{0b11}}`}, {src: `{{1i}}`, left: true}, {src: `{{99999999999999999999}}`, left: true}, {src: `{{'x'}}`}, {src: `{{0x10}}`},
	{src: `{{printf "%d %s" .Number .Text}}{{printf "%s" .Markup}}{{print .Text .Number .Said}}{{println .Text}}{{printf "%v" .Row}}{{js .Text}}`}, {src: `{{.Text | printf "%q"}}{{printf "x"}}`}, {src: `{{printf .Number}}`, left: true},
	{src: `{{printf "%s" (print .Text)}}{{(print .Text) | print}}{{.Text | print | len}}`}, {src: `{{nil}}`, left: true}, {src: `{{nosuch .Text}}`},
	// Methods.
	{src: `{{.L "key"}}{{.L "key" .Text 3 true .Row.Name}}{{.L .Text}}<p title="{{.L "a<"}}">{{if .L "x"}}y{{end}}{{$.L "key"}}{{with .L "z"}}{{.}}{{end}}`},
	{src: `{{range .Rows}}{{$.L "key" .Name .}}{{end}}`}, {src: `{{.L "wrong"}}`}, {src: `a{{.L}}`, left: true}, {src: `{{.L .Number}}`, left: true}, {src: `{{.L nil}}`, left: true}, {src: `{{.Text | .L "key"}}`},
	{src: `{{.L .Word}}`, left: true}, {src: `{{.L "key" .Any}}`, left: true}, {src: `{{.L "key" nil}}`, left: true}, {src: `{{.L .TextPtr}}`, left: true},
	{src: `{{.Row.OfValue 3 .Text}}{{.Text | .Row.OfValue 3}}{{.Ptr.OfPointer}}{{.Row.OfPointer}}`}, {src: `{{.Ptr.Self.OfPointer}}`}, {src: `{{.Row.OfValue 3}}`, left: true}, {src: `{{.Row.OfValue "a" "b"}}`, left: true},
	{src: `{{.Row.Fails}}`}, {src: `{{.Row.Panics}}`}, {src: `{{.Row.Thing}}`, left: true}, {src: `{{.Nil.OfPointer}}`}, {src: `{{.Nil.OfValue 1 "a"}}`}, {src: `{{if .Row.Changed .Text .Row}} changed{{end}}`}, {src: `{{.Row.Changed}}`},
	{src: `{{if .Alone.Changed .Text .Row}} changed{{end}}`}, {src: `{{if .Alone.Changed .Alone.Next.Name}} changed{{end}}`},
	{src: `{{range .Rows}}<p class="x{{if .Changed "a" .Name}} changed{{end}}">{{end}}`}, {src: `{{(.Row.Self).OfValue 1 "x"}}`}, {src: `{{.Text.Foo}}`, left: true}, {src: `{{.Row.Name 1}}`, left: true},
	// Templates.
	{src: `{{define "base"}}{{template "a" .Row}}{{template "a" .Ptr}}{{template "b"}}{{template "c" .Rows}}{{end}}{{define "a"}}{{.Name}}{{$.Href}}{{end}}{{define "b"}}b{{end}}{{define "c"}}{{range .}}{{template "a" .}}{{template "c" .Parts}}{{end}}{{end}}`},
	{src: `{{define "base"}}{{$x := 1}}{{template "a" .Row}}{{$x}}{{end}}{{define "a"}}{{$x := 2}}{{$y := .Name}}{{$x}}{{$y}}{{template "b" $y}}{{$y}}{{end}}{{define "b"}}{{$z := .}}{{$z}}{{$}}{{end}}`},
	{src: `{{define "base"}}{{template "a" .Nil}}{{end}}{{define "a"}}x{{if .}}{{.Name}}{{end}}{{end}}`}, {src: `{{define "base"}}{{template "a" .Text}}{{template "a" .Number}}{{template "a" .Row}}{{end}}{{define "a"}}{{.}}{{end}}`},
	{src: `{{define "base"}}{{template "a" .}}{{end}}{{define "a"}}{{range $k, $v := .Map}}{{$k}}{{end}}{{.Text}}{{end}}`, left: true},
	{src: `{{define "base"}}{{.Text}}{{template "a" .}}{{template "a" .Row}}{{end}}{{define "a"}}{{if .Text}}{{.Name}}{{end}}{{end}}`, left: true},
	{src: `{{define "base"}}<title>{{template "a" .Text}}</title>{{template "a" .Text}}{{end}}{{define "a"}}<{{.}}{{end}}`},
	{src: `{{define "base"}}<p title="{{template "a" .Text}}" class={{template "a" .Word}}>{{template "b" .Text}}{{end}}{{define "a"}}{{.}}{{end}}{{define "b"}}<a href="{{template "a" .}}">{{end}}`},
	{src: `{{define "base"}}{{template "a" .Text}} x="{{.Text}}">{{end}}{{define "a"}}<p {{end}}`}, {src: `{{define "base"}}{{template "a" .Text}}{{.Text}}">{{end}}{{define "a"}}{{$x := 1.5}}<a href="{{end}}`},
	{src: `{{define "base"}}{{template "none" .}}{{end}}`, left: true}, {src: `{{define "base"}}{{template "a" .Any}}{{end}}{{define "a"}}{{.}}{{end}}`, left: true}, {src: `{{define "base"}}{{template "a"}}{{end}}{{define "a"}}{{.}}{{end}}`, left: true},
	{src: `{{define "base"}}{{block "a" .Row}}{{.Name}}{{end}}{{end}}`}, {src: `{{define "base"}}{{template "a" $x := .Row}}{{end}}{{define "a"}}{{end}}`, left: true},
	{src: `{{define "base"}}{{template "a" .Row}}{{end}}{{define "a"}}{{end}}`}, {src: `{{define "base"}}{{template "asking" .Row}}{{end}}{{define "asking"}}{{.Name}}{{end}}`}, {src: "{{define \"base\"}}{{template `a\"b` .Row}}{{end}}{{define `a\"b`}}{{.Name}}{{end}}"},
	{src: `{{define "base"}}<title>{{template "a" .}} | {{.Other}}</title><p class="{{template "b" .Rows}}">{{template "b" .Rows}}</p><a href="/?{{template "a" .}}">{{end}}{{define "a"}}{{if .Text}}{{template "c" .Text}}{{end}}{{end}}{{define "b"}}{{range .}}{{template "c" .Name}} {{template "b" .Parts}}{{end}}{{end}}{{define "c"}}{{.}}{{end}}`},
	{src: `{{define "base"}}<title>{{template "a" .}}</title>{{template "a" .}}{{end}}{{define "a"}}{{range $k, $v := .Map}}{{$v}}{{end}}{{end}}`, left: true},
	{src: `{{define "base"}}<script>f({{template "a" .Text}})</script><style>p { color: {{template "a" .Text}} }</style>{{end}}{{define "a"}}{{.}}{{end}}`},
	{src: `{{define "base"}}<title>{{template "a" .Row}}</title>{{end}}{{define "a"}}{{.Name}}{{with .Next}}{{template "b" .}}{{end}}{{end}}{{define "b"}}{{template "a" .}}{{.Missing}}{{end}}`, left: true},
	// Spaces and comments.
	{src: "a {{- /* nothing */ -}} b {{- .Text -}} c\n{{- if .Yes -}} d {{- end -}} e"}, {src: `{{/* only */}}`}, {src: `{{if .Text}}`},
}
