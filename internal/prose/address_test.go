package prose

import "testing"

func TestWeb(t *testing.T) {
	for s, want := range map[string]bool{
		"https://www.example.co.jp/a?b=c#d": true, "http://example.jp": true, "https://日本.example/": true, "https://192.0.2.1:8080/": true,
		"": false, "www.example.co.jp": false, "mailto:a@b.jp": false, "javascript:x": false, "//a.jp": false, "/x": false,
		"https://a@b.jp": false, "https:// a.jp": false, "ｈttps://a.jp": false, "https://": false, "#a": false,
	} {
		text, hint, ok := Web(s)
		if ok != want || ok != text.IsZero() || ok != hint.IsZero() {
			t.Errorf("Web(%q) = %v, %v, %v", s, text, hint, ok)
		}
	}
}

func TestIsMail(t *testing.T) {
	for s, want := range map[string]bool{
		"support@example.co.jp": true, "a.b+c@d-e.jp": true,
		"": false, "support": false, "a@b": false, "a@b.jp?cc=c@d.jp": false, "a @b.jp": false, "a@b..jp": false, "サポート@example.jp": false, "a@b.jp\n": false, "mailto:a@b.jp": false,
	} {
		if got := IsMail(s); got != want {
			t.Errorf("IsMail(%q) = %v", s, got)
		}
	}
}
