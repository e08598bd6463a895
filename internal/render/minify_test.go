package render

import "testing"

func TestCompact(t *testing.T) {
	for in, want := range map[string]string{
		"/* a */ a > b + c ~ d , e { color : red; }\n":             "a>b+c~d,e{color : red}\n",
		"a { width: calc(1px + 2px); }":                            "a{width:calc(1px + 2px)}\n",
		"@media (min-width: calc(1px + 2px)) { a > b { top: 0 } }": "@media (min-width:calc(1px + 2px)){a>b{top:0}}\n",
		"@supports (width: calc(1px + 2px)) { a + b { top: 0 } }":  "@supports (width:calc(1px + 2px)){a+b{top:0}}\n",
		"a { b: c; } d > e { --x: 1px + 2px; }":                    "a{b:c}d>e{--x:1px + 2px}\n",
		"a:is(b > c) > d { top: 0 }":                               "a:is(b>c)>d{top:0}\n",
	} {
		if got := string(compact([]byte(in))); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}
