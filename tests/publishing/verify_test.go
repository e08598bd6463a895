package publishing

import (
	"html"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kohyo/internal/fixture"
)

const shop = `base_url = "BASE"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本株式会社", en = "Sample Inc." }
`

const shopReport = `kind = "outage"
stage = "STAGE"
status = "ready"
published = 2026-04-0NT15:00:00+09:00
title = { ja = "障害のお知らせN", en = "Notice N of an outage" }
`

var (
	typed = regexp.MustCompile(`(?s)<section id="([a-z]+)" class="section">(.*?)</section>`)
	lines = regexp.MustCompile(`(?s)<pre tabindex="0"><code>(.*?)</code></pre>`)
)

// What the page tells readers to type works as it stands there, in every
// language: with kohyo, and with what any machine has.
func TestVerifyPageIsTrue(t *testing.T) {
	fixture.Need(t, "sh", "curl", "openssl", "sha256sum", "grep")
	dir := t.TempDir()
	bin := filepath.Join(dir, "bin")
	build := exec.Command("go", "build", "-o", filepath.Join(bin, "kohyo"), "./cmd/kohyo")
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	t.Setenv("KOHYO_LOG_KEY", "")
	public := filepath.Join(dir, "srv", "current")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.FileServer(http.Dir(public)).ServeHTTP(w, r)
	}))
	defer server.Close()

	content := filepath.Join(dir, "content")
	put := func(name, text string) {
		t.Helper()
		at := filepath.Join(content, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("site.toml", strings.ReplaceAll(shop, "BASE", server.URL+"/"))
	put("content/till/1.toml", strings.NewReplacer("STAGE", "first", "0NT", "01T", "N", "1").Replace(shopReport))
	put("content/till/2.toml", strings.NewReplacer("STAGE", "update", "0NT", "02T", "N", "2").Replace(shopReport)+"situation = { ja = \"復旧\", en = \"Restored\" }\n")
	keys := run(t, content, "kohyo keygen --out ../log.key --origin kohyo.example/shop 2>&1")
	at := strings.Index(keys, "[log]")
	if at < 0 {
		t.Fatalf("keygen says %s", keys)
	}
	var settings []string
	for _, line := range strings.Split(keys[at:], "\n") {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "[log]") || strings.Contains(line, " = ") {
			settings = append(settings, line)
		}
	}
	put("site.toml", strings.ReplaceAll(shop, "BASE", server.URL+"/")+strings.Join(settings, "\n")+"\n")
	run(t, content, `KOHYO_LOG_KEY="$(cat ../log.key)" kohyo publish ../srv`)

	for _, lang := range []string{"ja", "en"} {
		page, err := os.ReadFile(filepath.Join(public, lang, "verify", "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		reader := filepath.Join(dir, "reader-"+lang)
		if err := os.Mkdir(reader, 0o755); err != nil {
			t.Fatal(err)
		}
		tried := 0
		for _, section := range typed.FindAllStringSubmatch(string(page), -1) {
			for _, block := range lines.FindAllStringSubmatch(section[2], -1) {
				tried++
				follow(t, reader, section[1], strings.Split(strings.TrimSpace(html.UnescapeString(block[1])), "\n"))
			}
		}
		if tried != 8 {
			t.Errorf("%s: %d things to type, want 8", lang, tried)
		}
	}
}

// follow does what a section says, and expects what it says of it.
func follow(t *testing.T, folder, section string, typed []string) {
	t.Helper()
	if len(typed) == 1 {
		if strings.HasPrefix(typed[0], "kohyo ") || strings.HasPrefix(typed[0], "curl ") {
			run(t, folder, typed[0])
		}
		return
	}
	// Two lines, of which the second shows what the first one gives.
	first, second := run(t, folder, typed[0]), run(t, folder, typed[1])
	sum, _, _ := strings.Cut(strings.TrimSpace(first), " ")
	if sum == "" || !strings.Contains(second, sum) {
		t.Errorf("%s: %q gives %q, which is not in what %q gives:\n%s", section, typed[0], sum, typed[1], second)
	}
}

// run runs a line as somebody types it.
func run(t *testing.T, folder, line string) string {
	t.Helper()
	cmd := exec.Command("sh", "-c", line)
	cmd.Dir = folder
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%s: %v\n%s%s", line, err, out, errs.String())
	}
	return string(out)
}
