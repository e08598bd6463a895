package preview

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestHugoEditToVisible measures the same wait with Hugo on the same texts,
// for bench/serve, where Hugo is installed. It is as close as a general
// generator comes without the checks: two languages, a list for every year.
func TestHugoEditToVisible(t *testing.T) {
	site := os.Getenv("KOHYO_SERVE_SITE")
	hugo, err := exec.LookPath("hugo")
	if site == "" || err != nil {
		t.Skip("bench/serve names a site to measure; Hugo has to be installed")
	}
	edits, _ := strconv.Atoi(os.Getenv("KOHYO_SERVE_HUGO_EDITS"))
	dir := t.TempDir()
	slug := hugoSite(t, site, dir)
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(free.Addr().(*net.TCPAddr).Port)
	free.Close()
	begun := time.Now()
	cmd := exec.Command(hugo, "server", "--bind", "127.0.0.1", "-p", port, "--renderToMemory", "-s", dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	address := "http://127.0.0.1:" + port + "/ja/notices/" + slug + "/"
	for end := time.Now().Add(10 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
		if answer, err := http.Get(address); err == nil {
			answer.Body.Close()
			if answer.StatusCode == 200 {
				break
			}
		}
		if time.Now().After(end) {
			t.Fatal("Hugo does not start")
		}
	}
	fmt.Printf("Hugo: to first page   %8.0f ms\n", ms(time.Since(begun)))
	page := open(t, address)
	time.Sleep(time.Second)
	file := filepath.Join(dir, "content", "ja", "notices", slug+".md")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []float64
	for n := range max(edits, 10) {
		mark := fmt.Sprintf("編集%04d回", n)
		saved := time.Now()
		if err := os.WriteFile(file, []byte(strings.Replace(string(text), "+++\n\n", "+++\n\n"+mark+"\n\n", 1)), 0o666); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(time.Minute); ; {
			seen, err := chromedp.Run(page.ctx, chromedp.Evaluate[bool](`!!document.body && document.body.textContent.includes("`+mark+`")`))
			if err == nil && seen { // while the page is loaded again there is nothing to ask
				break
			}
			if time.Now().After(end) {
				t.Fatal("Hugo never shows the edit")
			}
		}
		all = append(all, ms(time.Since(saved)))
		time.Sleep(2 * time.Second) // it misses a save that comes soon after another
	}
	show("Hugo: save to text", all, "")
}

var (
	quoted = regexp.MustCompile(`\b(ja|en)\s*=\s*"([^"]+)"`)
)

// hugoSite writes a Hugo project with the texts of a site's reports, and names
// one of them.
func hugoSite(t *testing.T, site, dir string) (slug string) {
	t.Helper()
	for name, text := range map[string]string{
		"hugo.toml": "baseURL = \"https://notices.example/\"\ndefaultContentLanguage = \"ja\"\ndefaultContentLanguageInSubdir = true\n" +
			"disableKinds = [\"taxonomy\", \"term\"]\n[languages.ja]\ncontentDir = \"content/ja\"\nweight = 1\n[languages.en]\ncontentDir = \"content/en\"\nweight = 2\n",
		"layouts/baseof.html":  "<!doctype html><html lang=\"{{ site.Language.Lang }}\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body>{{ block \"main\" . }}{{ end }}</body></html>\n",
		"layouts/page.html":    "{{ define \"main\" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ range .Translations }}<a href=\"{{ .RelPermalink }}\">{{ .Lang }}</a>{{ end }}{{ end }}\n",
		"layouts/section.html": "{{ define \"main\" }}<ul>{{ range (.Paginate .RegularPages 50).Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a> {{ .Date }}</li>{{ end }}</ul>{{ end }}\n",
		"layouts/home.html":    "{{ define \"main\" }}<ul>{{ range first 20 site.RegularPages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n",
	} {
		write(t, dir, name, text)
	}
	reports, err := filepath.Glob(filepath.Join(site, "content", "*", "*.toml"))
	if err != nil || len(reports) == 0 {
		t.Fatal("no reports: ", err)
	}
	for _, name := range reports {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		slug = filepath.Base(filepath.Dir(name)) + "-" + strings.TrimSuffix(filepath.Base(name), ".toml")
		bodies := map[string]string{}
		for _, m := range quoted.FindAllStringSubmatch(string(text), -1) {
			bodies[m[1]] += strings.ReplaceAll(m[2], `\n`, "\n") + "\n\n"
		}
		for lang, body := range bodies {
			first, _, _ := strings.Cut(body, "\n")
			write(t, dir, "content/"+lang+"/notices/"+slug+".md", "+++\ntitle = "+strconv.Quote(first)+"\ndate = 2019-04-12\n+++\n\n"+body)
		}
	}
	return slug
}
