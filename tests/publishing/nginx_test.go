package publishing

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kohyo/internal/fixture"
	"kohyo/internal/headers"
)

// nginx serves a folder with the settings of kohyo headers and gives its
// address.
func nginx(t *testing.T, s headers.Site, folder string) string {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		if program, err = exec.LookPath("/usr/sbin/nginx"); err != nil {
			fixture.Missing(t, "nginx")
		}
	}
	if _, err := os.Stat("/etc/nginx/mime.types"); err != nil {
		fixture.Missing(t, "nginx with its types")
	}
	listen, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	host := listen.Addr().String()
	listen.Close()
	text, _ := s.Form("nginx")
	made := strings.NewReplacer("listen 80;", "listen "+host+";", "root /var/www/kohyo/current;", "root "+folder+";", "root /var/www/html;", "root "+folder+";").Replace(text)
	if made == text || strings.Contains(made, "/var/www/html;") {
		t.Fatal("the settings have changed so that the test cannot use them")
	}
	prefix := t.TempDir()
	conf := filepath.Join(prefix, "nginx.conf")
	whole := "daemon off;\npid " + prefix + "/pid;\nerror_log stderr;\nevents {}\nhttp {\ninclude /etc/nginx/mime.types;\ndefault_type application/octet-stream;\naccess_log off;\n"
	for _, kind := range []string{"client_body", "proxy", "fastcgi", "uwsgi", "scgi"} {
		whole += kind + "_temp_path " + prefix + "/" + kind + ";\n"
	}
	if os.Geteuid() == 0 {
		whole = "user root;\n" + whole // the folder may be of no other user
	}
	if err := os.WriteFile(conf, []byte(whole+made+"}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command(program, "-t", "-p", prefix, "-c", conf).CombinedOutput(); err != nil || bytes.Contains(said, []byte("warn")) {
		t.Fatalf("nginx -t: %v\n%s", err, said)
	}
	cmd := exec.Command(program, "-p", prefix, "-c", conf)
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(os.Interrupt)
		cmd.Wait()
	})
	for range 600 {
		if c, err := net.Dial("tcp", host); err == nil {
			c.Close()
			return "http://" + host
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("nginx does not answer\n%s", said.Bytes())
	return ""
}

// get asks without following where it is led.
func get(t *testing.T, url string) (*http.Response, []byte) {
	t.Helper()
	client := http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, body
}

// Every file of the site arrives as it is, with exactly the headers that are
// described, and as what it is.
func TestNginx(t *testing.T) {
	dir, names := site(t)
	s := sample(t)
	host := nginx(t, s, dir)
	for _, name := range names {
		answer, body := get(t, host+"/"+address(name))
		want, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil || answer.StatusCode != http.StatusOK || !bytes.Equal(body, want) {
			t.Errorf("%s: %s, %d bytes, want %d; %v", name, answer.Status, len(body), len(want), err)
		}
		described(t, s, name, answer.Header)
		if kind := answer.Header.Get("Content-Type"); !strings.HasPrefix(kind, kindOf(name)) || strings.HasPrefix(kind, "text/") && !strings.HasSuffix(kind, "; charset=utf-8") {
			t.Errorf("%s is served as %q, want %s", name, kind, kindOf(name))
		}
	}
	t.Logf("%d files", len(names))
}

// described holds the headers of an answer to the description.
func described(t *testing.T, s headers.Site, name string, got http.Header) {
	t.Helper()
	for _, h := range s.For(name) {
		if all := got.Values(h.Name); len(all) != 1 || all[0] != h.Value {
			t.Errorf("%s: %s is %q, want %q", name, h.Name, all, h.Value)
		}
	}
	if len(s.For(name)) != 8 && got.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("%s may be read from elsewhere", name)
	}
}

func kindOf(name string) string {
	switch base := filepath.Base(name); {
	case base == "feed.xml":
		return "application/atom+xml"
	case base == "feed.json":
		return "application/feed+json"
	case strings.HasPrefix(name, "log/tile/"):
		return "application/octet-stream"
	case strings.HasSuffix(name, ".json"):
		return "application/json"
	case strings.HasPrefix(name, "log/"):
		return "text/plain"
	}
	return map[string]string{
		".html": "text/html", ".css": "text/css", ".xml": "text/xml", ".csv": "text/csv", ".txt": "text/plain", ".svg": "image/svg+xml",
		".js": "application/javascript", ".sha256": "text/plain", ".sha512": "text/plain", ".pdf": "application/pdf", ".png": "image/png", ".md": "text/plain",
	}[filepath.Ext(name)]
}

// What is not there is answered with the site's own page, and with the headers;
// names with a dot before them are not served, and folders lead to their pages.
func TestNginxElsewhere(t *testing.T) {
	dir, _ := site(t)
	s := sample(t)
	if err := os.WriteFile(filepath.Join(dir, ".secret"), []byte("secret"), 0o644); err != nil {
		t.Fatal(err)
	}
	defer os.Remove(filepath.Join(dir, ".secret"))
	host := nginx(t, s, dir)
	own, err := os.ReadFile(filepath.Join(dir, "404.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ja/none/", "none.json", "ja/none/1/print/", "none"} {
		answer, body := get(t, host+"/"+name)
		if answer.StatusCode != http.StatusNotFound || !bytes.Equal(body, own) || answer.Header.Get("X-Content-Type-Options") != "nosniff" || answer.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("%s: %s %v", name, answer.Status, answer.Header)
		}
	}
	for _, name := range []string{".secret", "ja/.secret", ".git/config"} {
		if answer, body := get(t, host+"/"+name); answer.StatusCode != http.StatusNotFound || bytes.Contains(body, []byte("secret")) {
			t.Errorf("%s: %s", name, answer.Status)
		}
	}
	if answer, _ := get(t, host+"/ja"); answer.StatusCode != http.StatusMovedPermanently || answer.Header.Get("Location") != "/ja/" {
		t.Errorf("/ja: %s to %q", answer.Status, answer.Header.Get("Location"))
	}
	if answer, _ := get(t, host+"/assets/"); answer.StatusCode == http.StatusOK {
		t.Error("a folder is listed")
	}
}

// A site in a folder of its host gets the same headers.
func TestNginxInAFolder(t *testing.T) {
	dir, names := site(t)
	s, err := headers.Of("https://kohyo.example/disclosure/", "ja", "en")
	if err != nil {
		t.Fatal(err)
	}
	above := filepath.Join(t.TempDir(), "html")
	if err := os.Mkdir(above, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir, filepath.Join(above, "disclosure")); err != nil {
		t.Fatal(err)
	}
	host := nginx(t, s, above)
	for i, name := range names {
		if i%7 != 0 && !strings.Contains(name, "print/") {
			continue
		}
		answer, _ := get(t, host+"/disclosure/"+address(name))
		if answer.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", name, answer.Status)
		}
		described(t, s, name, answer.Header)
	}
	answer, body := get(t, host+"/disclosure/none/")
	if answer.StatusCode != http.StatusNotFound || !bytes.Contains(body, []byte("<!doctype html>")) {
		t.Errorf("%s: %.80s", answer.Status, body)
	}
	if answer, _ := get(t, host+"/disclosure/ja"); answer.Header.Get("Location") != "/disclosure/ja/" {
		t.Errorf("/disclosure/ja leads to %q", answer.Header.Get("Location"))
	}
}
