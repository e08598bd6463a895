package main

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"rsc.io/qr"

	"kohyo/internal/diag"
	"kohyo/internal/serve"
)

// editors are the addresses by which editors let themselves be opened.
var editors = map[string]string{
	"vscode":   "vscode://file{file}:{line}:{column}",
	"cursor":   "cursor://file{file}:{line}:{column}",
	"zed":      "zed://file{file}:{line}:{column}",
	"idea":     "idea://open?file={file}&line={line}&column={column}",
	"sublime":  "subl://open?url=file://{file}&line={line}&column={column}",
	"textmate": "txmt://open?url=file://{file}&line={line}&column={column}",
}

var editorNames = []string{"vscode", "cursor", "zed", "idea", "sublime", "textmate"}

// editor gives what opens a place of the site in an editor; nil for none.
func (a *app) editor(name string) (func(diag.Place) string, error) {
	if name == "none" {
		return nil, nil
	}
	pattern := editors[name]
	if pattern == "" {
		pattern = name
	}
	scheme, _, ok := strings.Cut(pattern, ":")
	u, err := url.Parse(strings.NewReplacer("{file}", "/x", "{line}", "1", "{column}", "1").Replace(pattern))
	unsafe := err != nil || u.Scheme != strings.ToLower(scheme) || scheme == "" || strings.EqualFold(scheme, "javascript") || strings.EqualFold(scheme, "data")
	if !ok || unsafe || !strings.Contains(pattern, "{file}") {
		return nil, usage(diag.Say("--editor の %q は使えません。", "--editor cannot be %q", name), diag.Say(
			"書き方: %[1]s、none、または {file} を含むアドレス（例: %[2]s）",
			"write %[1]s, none, or an address with {file}, such as %[2]s",
			strings.Join(editorNames, ", "), editors["idea"]))
	}
	dir, err := filepath.Abs(a.dir)
	if err != nil {
		return nil, err
	}
	return func(p diag.Place) string {
		file := filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(p.File)))
		if !strings.HasPrefix(file, "/") { // C:/…
			file = "/" + file
		}
		return strings.NewReplacer("{file}", (&url.URL{Path: file}).EscapedPath(),
			"{line}", fmt.Sprint(p.Line), "{column}", fmt.Sprint(p.Column)).Replace(pattern)
	}, nil
}

// welcome says where to look, and who else can.
func (a *app) welcome(place *serve.Place, token string) error {
	for _, port := range place.Taken {
		a.note("%s", a.in(diag.Say("番号 %d は別のプログラムが使っています。次の番号にします。", "port %d is taken by another program; trying the next", port)))
	}
	first := serve.URL(place.Hosts[0], token)
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  %s\n", a.in(diag.Words{
		Ja: "ブラウザーで開いてください（Ctrl-C で終わります）:", En: "open it in a browser (Ctrl-C ends it):"}), first)
	if place.Public {
		for _, host := range place.Hosts[1:] {
			fmt.Fprintf(&b, "  %s\n", serve.URL(host, token))
		}
		if a.terminal(a.stdout) {
			b.WriteString("\n" + quickCode(first) + "\n")
		}
	}
	if _, err := fmt.Fprint(a.stdout, b.String()); err != nil {
		return err
	}
	if place.Public {
		a.note("%s", a.in(diag.Words{
			Ja: "このアドレスを知る人は、同じネットワークから、下書きと公表前の報を含むすべてを見られます。\n" +
				"アドレスを送る相手にご注意ください。通信は暗号化されません。kohyo serve を終えると、見られなくなります。",
			En: "whoever has this address and reaches this machine sees everything, drafts and embargoed reports too.\n" +
				"mind to whom you give it; what is sent is not encrypted. It ends with kohyo serve.",
		}))
	}
	return nil
}

// quickCode draws an address for the camera of a phone: two rows of squares
// in one row of characters, dark on light whatever the terminal's colours.
func quickCode(text string) string {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return ""
	}
	const quiet = 2 // squares of light around it
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.WriteString("  \x1b[30;107m")
		for x := -quiet; x < code.Size+quiet; x++ {
			upper, lower := code.Black(x, y), y+1 < code.Size+quiet && code.Black(x, y+1)
			switch {
			case upper && lower:
				b.WriteString("█")
			case upper:
				b.WriteString("▀")
			case lower:
				b.WriteString("▄")
			default:
				b.WriteString(" ")
			}
		}
		b.WriteString("\x1b[0m\n")
	}
	return b.String()
}
