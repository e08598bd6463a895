package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const ownSettings = `base_url = "BASE"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本株式会社", en = "Sample Inc." }
`

const ownReport = `kind = "outage"
stage = "first"
status = "ready"
published = 2026-04-01T15:00:00+09:00
title = { ja = "障害のお知らせ", en = "Notice of an outage" }
`

// A site that was replaced as a whole, by one with another name and another
// key, agrees with itself: only site.toml tells that it is not the site.
func TestVerifyOwnSite(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	t.Setenv("KOHYO_LOG_KEY", "")
	served := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.StripPrefix("/disclosure", http.FileServer(http.Dir(served))).ServeHTTP(w, r)
	}))
	defer server.Close()
	base := server.URL + "/disclosure/"
	settings := strings.ReplaceAll(ownSettings, "BASE", base)
	ours, theirs := t.TempDir(), t.TempDir()
	publishSigned(t, ours, settings, "kohyo.example/ours")
	key := publishSigned(t, theirs, settings, "kohyo.example/theirs")

	verify := func(code int, first string, args ...string) string {
		t.Helper()
		out := commandIn(t, ours, code, append([]string{"verify"}, args...)...)
		if line, _, _ := strings.Cut(out, "\n"); line != first {
			t.Errorf("verify %v says first\n%s\nwant\n%s\nof\n%s", args, line, first, out)
		}
		return out
	}
	other := ` is the log of "kohyo.example/theirs", not of "kohyo.example/ours" as site.toml says.`
	note := `This is the log of another site, "kohyo.example/theirs", than the "kohyo.example/ours" of site.toml; it was verified with the key that you gave.`
	theirFolder := filepath.Join(theirs, "srv")

	served = filepath.Join(ours, "srv", "current")
	if said := verify(0, "Yes: "+base+" is as its log says.", base); !strings.Contains(said, "by the key in site.toml") {
		t.Errorf("the key of site.toml was not used:\n%s", said)
	}
	served = filepath.Join(theirs, "srv", "current")
	verify(1, "No: "+base+other, base)
	verify(1, "No: "+base+other, strings.TrimSuffix(base, "/"))
	verify(1, "No: "+base+other, base+"en/outage/1/")
	verify(1, "No: "+base+other, base, "--report", "outage/1")
	verify(1, "No: "+base+other, base, "--key", key) // the name is held to site.toml all the same
	verify(1, "いいえ。"+base+" は「kohyo.example/theirs」の記録で、site.toml の示す「kohyo.example/ours」の記録ではありません。", base, "--lang", "ja")
	verify(1, "No: "+theirFolder+other, theirFolder)
	verify(0, note, theirFolder, "--key", key)

	// The name can be copied, the key cannot.
	forged := t.TempDir()
	publishSigned(t, forged, settings, "kohyo.example/ours")
	served = filepath.Join(forged, "srv", "current")
	if said := verify(1, "No: "+base+" is not as its log says.", base); !strings.Contains(said, "signed with another key") {
		t.Errorf("of another key it says\n%s", said)
	}
	verify(1, "No: "+served+" is not as its log says.", served)
	served = filepath.Join(theirs, "srv", "current")

	// A site.toml without a log: the address gives its name.
	if err := os.WriteFile(filepath.Join(ours, "site.toml"), []byte(settings), 0o600); err != nil {
		t.Fatal(err)
	}
	host := strings.TrimSuffix(strings.TrimPrefix(base, "http://"), "/")
	verify(1, "No: "+base+strings.ReplaceAll(other, "kohyo.example/ours", host), base)
	verify(0, strings.NewReplacer("kohyo.example/ours", host, "you gave", "it shows itself").Replace(note), theirFolder)

	// Whose settings are of another address, and who has none, ask in general.
	if err := os.WriteFile(filepath.Join(ours, "site.toml"), []byte(strings.ReplaceAll(settings, "/disclosure/", "/status/")), 0o600); err != nil {
		t.Fatal(err)
	}
	verify(0, "Yes: "+base+" is as its log says.", base)
	// What cannot be read says nothing, and that is no yes.
	if err := os.WriteFile(filepath.Join(ours, "site.toml"), []byte("base_url = \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	verify(2, "", base)
	if err := os.Remove(filepath.Join(ours, "site.toml")); err != nil {
		t.Fatal(err)
	}
	verify(0, "Yes: "+base+" is as its log says.", base)
	verify(0, "Yes: "+theirFolder+" is as its log says.", theirFolder)
}

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		address, base string
		want          bool
	}{
		{"https://www.example.com/d/", "https://www.example.com/d/", true},
		{"https://www.example.com/d", "https://www.example.com/d/", true},
		{"http://WWW.example.com:80/d/en/shop/2/?x#y", "https://www.example.com/d", true},
		{"https://www.example.com:443//d/", "https://www.example.com/d/", true},
		{"https://www.example.com/", "https://www.example.com", true},
		{"https://www.example.com/", "https://www.example.com/d/", false},
		{"https://www.example.com/dd/", "https://www.example.com/d/", false},
		{"https://example.com/d/", "https://www.example.com/d/", false},
		{"https://www.example.com:8443/d/", "https://www.example.com/d/", false},
		{"https://www.example.com/d/", "", false},
		{"https://例え.jp/", "https://xn--r8jz45g.jp/", true},
		{"https://xn--r8jz45g.jp/en/", "https://例え.jp/", true},
		{"https://www.例え.jp./d", "http://WWW.XN--R8JZ45G.jp:80/d/", true},
		{"https://ＥＸＡＭＰＬＥ.com/", "https://example.com/", true},
		{"https://例え.jp/", "https://例.jp/", false},
		{"https://[::1]:8443/", "https://[::1]:8443/", true},
		{"https://a_b.example.com/", "https://A_B.example.com/", true},
	} {
		if got := within(c.address, c.base); got != c.want {
			t.Errorf("within(%q, %q) = %v", c.address, c.base, got)
		}
	}
}

// publishSigned publishes a site with one report to srv in its folder, with a
// new key for a log of this name, and gives the public key.
func publishSigned(t *testing.T, dir, settings, origin string) string {
	t.Helper()
	write := func(name, text string) {
		t.Helper()
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", settings)
	write("content/outage/1.toml", ownReport)
	write("site.toml", settings+commandIn(t, dir, 0, "keygen", "--out", "log.key", "--origin", origin))
	private, err := os.ReadFile(filepath.Join(dir, "log.key"))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("KOHYO_LOG_KEY", strings.TrimSpace(string(private)))
	commandIn(t, dir, 0, "publish", "srv")
	t.Setenv("KOHYO_LOG_KEY", "")
	key, err := os.ReadFile(filepath.Join(dir, "srv", "current", "log", "key"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(key))
}

// commandIn runs kohyo in a folder and gives what it says on stdout.
func commandIn(t *testing.T, dir string, code int, args ...string) string {
	t.Helper()
	cmd := inFolder(dir, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	_ = cmd.Run()
	if got := cmd.ProcessState.ExitCode(); got != code {
		t.Fatalf("%v ended with %d, want %d\n%s%s", args, got, code, out.String(), errs.String())
	}
	return out.String()
}
