package serve

import (
	"bufio"
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo/internal/desk"
	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

var noon = time.Date(2026, 4, 1, 12, 0, 0, 0, time.UTC)

// options are those of a server at one host, whose clock stands still.
func options(host string) Options {
	return Options{
		Lang: "en", Hosts: []string{host}, Now: func() time.Time { return noon },
		Moment: func(s string) (time.Time, bool) {
			at, err := time.Parse("2006-01-02", s)
			return at, err == nil
		},
		Source: func(file string, line int) (string, bool) { return `status = "redy"`, true },
		Edit:   func(p diag.Place) string { return "vscode://file/site/" + p.String() },
	}
}

const (
	page  = "<!doctype html>\n<html lang=\"ja\">\n<head><title>t</title></head>\n<body>\n<p>秘密の下書き</p>\n</body>\n</html>\n"
	other = "<!doctype html>\n<html lang=\"ja\">\n<head><title>t</title></head>\n<body>\n<p>直した下書き</p>\n</body>\n</html>\n"
)

func pageFS(text string) fstest.MapFS {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	return fstest.MapFS{
		"index.html": file(page), "ja/index.html": file(page), "ja/x/index.html": file(text), "ja/x/1/index.html": file(text),
		"ja/files/index.html": file(page), "x/files/a.html": file("<script>alert(1)</script>"),
		"x/1.json": file(`{"a":1}`), "x/files/報告 1.pdf": file("%PDF"), "assets/site.1a.css": file("p{}"),
		".well-known/security.txt": file("Contact:"),
	}
}

// stateOf is a state with one incident, x: report 1 public, report 2 a draft.
func stateOf(text string, found ...diag.Finding) *State {
	reports := []*notice.Report{
		{Slug: "x", Number: 1, File: "content/x/1.toml", Status: notice.Word{ID: "ready"},
			Published: notice.Moment{Raw: "2026-03-01", Precision: notice.ByDay, Year: 2026, Month: 3, Day: 1}},
	}
	incident := &notice.Incident{Slug: "x", Reports: reports}
	return &State{
		Findings: found, Drafts: pageFS(text),
		Public: func(time.Time) fs.FS {
			return fstest.MapFS{"ja/x/index.html": {Data: []byte(page)}, "index.html": {Data: []byte(page)}}
		},
		Desk: desk.New(desk.Input{
			Settings:  &notice.Site{Languages: []notice.String{{V: "ja"}, {V: "en"}}},
			Incidents: []*notice.Incident{incident}, Findings: found, Now: func() time.Time { return noon },
			Whole: func(slug string) *notice.Incident {
				if slug != "x" {
					return nil
				}
				return incident
			},
		}),
	}
}

var slip = diag.Finding{Rule: "unknown-word", Place: diag.Place{File: "content/x/1.toml", Line: 2, Column: 11},
	Text: diag.Say("「redy」という言葉はありません。", "there is no word \"redy\""), Hint: diag.Say("「ready」のことですか。", "did you mean \"ready\"?")}

// started is a server on this machine, with the state.
func started(t testing.TB, change func(*Options), state *State) (*Server, *httptest.Server) {
	t.Helper()
	web := httptest.NewUnstartedServer(nil)
	o := options(web.Listener.Addr().String())
	if change != nil {
		change(&o)
	}
	s := New(o)
	s.Show(state)
	web.Config = s.web()
	web.Start()
	t.Cleanup(func() {
		web.CloseClientConnections()
		web.Close()
	})
	return s, web
}

func get(t testing.TB, url string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest("GET", url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer, string(body)
}

// without takes the preview's element out of a page.
func without(t testing.TB, body string) string {
	t.Helper()
	before, rest, ok := strings.Cut(body, "<kohyo-preview ")
	_, after, ended := strings.Cut(rest, "</kohyo-preview>")
	if !ok || !ended || strings.Contains(after, "kohyo-preview") {
		t.Fatalf("not one marked element in\n%s", body)
	}
	return before + after
}

// A page is what the site has, but for one marked element.
func TestPagesAreThoseOfTheSite(t *testing.T) {
	_, web := started(t, nil, stateOf(page, slip))
	for _, path := range []string{"/ja/", "/ja/files/", "/ja/x/", "/ja/x/1/", "/index.html", "/-/public/now/ja/x/", "/-/public/2026-01-01/"} {
		answer, body := get(t, web.URL+path)
		if answer.StatusCode != 200 || without(t, body) != page {
			t.Errorf("%s: %s\n%s", path, answer.Status, body)
		}
	}
	for path, kind := range map[string]string{
		"/x/1.json": "application/json", "/x/files/%E5%A0%B1%E5%91%8A%201.pdf": "application/pdf", "/assets/site.1a.css": "text/css",
		"/.well-known/security.txt": "text/plain", "/x/files/a.html": "text/html",
	} {
		answer, body := get(t, web.URL+path)
		if !strings.Contains(answer.Header.Get("Content-Security-Policy"), "script-src 'none'") {
			t.Errorf("%s may run scripts", path)
		}
		if answer.StatusCode != 200 || strings.Contains(body, "kohyo-preview") || !strings.HasPrefix(answer.Header.Get("Content-Type"), kind) {
			t.Errorf("%s: %s, %s", path, answer.Status, answer.Header.Get("Content-Type"))
		}
	}
}

func TestRedirections(t *testing.T) {
	_, web := started(t, nil, stateOf(page))
	for from, to := range map[string]string{
		"/ja": "/ja/", "/ja/x": "/ja/x/", "/-/public/now/ja/x": "/-/public/now/ja/x/", "/-/public/now": "/-/public/now/",
		"/ja/x/?now=2026-01-01":                          "/-/public/2026-01-01/ja/x/",
		"/-/public/2026-01-01/ja/x/?now=now":             "/-/public/now/ja/x/",
		"/-/public/2026-01-01/ja/x/?now=":                "/ja/x/",
		"/?now=now":                                      "/-/public/now/",
		"/-/edit?file=content/x/1.toml&line=2&column=11": "vscode://file/site/content/x/1.toml:2:11",
	} {
		if answer, _ := get(t, web.URL+from); answer.StatusCode != 303 || answer.Header.Get("Location") != to {
			t.Errorf("%s: %s to %q, want %q", from, answer.Status, answer.Header.Get("Location"), to)
		}
	}
	for _, bad := range []string{"/?now=tomorrow", "/-/edit?file=../x&line=1&column=1", "/-/edit?file=/etc/passwd&line=1&column=1", "/-/edit?file=a&line=x&column=1", "/-/edit"} {
		if answer, _ := get(t, web.URL+bad); answer.StatusCode != 400 {
			t.Errorf("%s: %s", bad, answer.Status)
		}
	}
}

// Before anything was good, and where a page is not there, a page stays open
// and follows.
func TestNothingToShow(t *testing.T) {
	empty := New(options("x")).state
	empty.Findings = diag.Findings{slip}
	_, web := started(t, nil, empty)
	for _, path := range []string{"/ja/x/", "/-/public/now/ja/"} {
		answer, body := get(t, web.URL+path)
		if answer.StatusCode != 503 || !strings.Contains(body, "kohyo-preview") || !strings.Contains(body, "redy") {
			t.Errorf("%s: %s\n%s", path, answer.Status, body)
		}
	}
	_, web = started(t, nil, stateOf(page))
	if answer, body := get(t, web.URL+"/ja/gone/"); answer.StatusCode != 404 || !strings.Contains(body, "このアドレスのページはありません") {
		t.Errorf("%s\n%s", answer.Status, body)
	}
	// What is not public at a moment says so, and leads back.
	answer, body := get(t, web.URL+"/-/public/2026-03-15/ja/x/1/")
	if answer.StatusCode != 404 || !strings.Contains(body, "この日時には、このページは公開されていません") || !strings.Contains(body, `href="/ja/x/1/"`) {
		t.Errorf("%s\n%s", answer.Status, body)
	}
}

// event reads one event of a stream.
func event(t testing.TB, in *bufio.Reader) (name string, data map[string]string) {
	t.Helper()
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "event: "):
			name = line[7:]
		case strings.HasPrefix(line, "data: "):
			if err := json.Unmarshal([]byte(line[6:]), &data); err != nil {
				t.Fatal(err)
			}
		case line == "" && name != "beat":
			return name, data
		}
	}
}

func listen(t testing.TB, address string) *bufio.Reader {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" {
		t.Fatal(answer.Status)
	}
	return bufio.NewReader(answer.Body)
}

// marks are the hashes that a page carries.
func marks(t testing.TB, body string) string {
	t.Helper()
	cut := func(name string) string {
		_, rest, ok := strings.Cut(body, " data-"+name+`="`)
		value, _, _ := strings.Cut(rest, `"`)
		if !ok {
			t.Fatalf("no %s in %s", name, body)
		}
		return value
	}
	return "&hash=" + cut("hash") + "&bar=" + cut("bar")
}

// A stream tells of a page when, and only when, its bytes have changed; and
// of what is wrong, when that changes.
func TestStreams(t *testing.T) {
	s, web := started(t, nil, stateOf(page))
	_, body := get(t, web.URL+"/ja/x/")
	in := listen(t, web.URL+"/-/events?page=/ja/x/"+marks(t, body))

	s.Show(stateOf(page)) // nothing new
	s.Show(stateOf(page, slip))
	if name, data := event(t, in); name != "bar" || !strings.Contains(data["html"], "redy") {
		t.Errorf("first event: %s %v", name, data)
	}
	s.Show(stateOf(page, slip))
	s.Show(stateOf(other))
	if name, data := event(t, in); name != "page" || data["html"] != other {
		t.Errorf("second event: %s %v", name, data)
	}
	if name, data := event(t, in); name != "bar" || strings.Contains(data["html"], "redy") {
		t.Errorf("third event: %s %v", name, data)
	}
	// One that comes back from before gets what it has missed.
	late := listen(t, web.URL+"/-/events?page=/ja/x/"+marks(t, body))
	if name, data := event(t, late); name != "page" || data["html"] != other {
		t.Errorf("late: %s %v", name, data)
	}
}

// The page of a folder that is gone says so, and comes back with it.
func TestStreamOfAPageThatGoes(t *testing.T) {
	s, web := started(t, nil, stateOf(page))
	_, body := get(t, web.URL+"/ja/x/")
	in := listen(t, web.URL+"/-/events?page=/ja/x/"+marks(t, body))
	gone := stateOf(page)
	gone.Drafts = fstest.MapFS{}
	s.Show(gone)
	s.Show(stateOf(other)) // an editor that removes a file to save it
	if name, data := event(t, in); name != "page" || data["html"] != other {
		t.Errorf("%s %v", name, data)
	}
	s.Show(gone)
	if name, data := event(t, in); name != "page" || !strings.Contains(data["html"], "このアドレスのページはありません") {
		t.Errorf("%s %v", name, data)
	}
	s.Show(stateOf(page))
	for name, data := event(t, in); ; name, data = event(t, in) {
		if name == "page" {
			if data["html"] != page {
				t.Error(data["html"])
			}
			break
		}
	}
}

func TestStreamsAreLimited(t *testing.T) {
	_, web := started(t, nil, stateOf(page))
	for range mostStreams {
		listen(t, web.URL+"/-/events?page=/ja/x/&hash=&bar=")
	}
	if answer, _ := get(t, web.URL+"/-/events?page=/ja/x/&hash=&bar="); answer.StatusCode != 503 {
		t.Errorf("one more: %s", answer.Status)
	}
	if answer, _ := get(t, web.URL+"/ja/x/"); answer.StatusCode != 200 {
		t.Errorf("a page beside them: %s", answer.Status)
	}
}

// Whoever sits elsewhere is not told where the files lie.
// What is still to be checked is not shown as if nothing were wrong with it.
func TestWhatIsStillToBeChecked(t *testing.T) {
	state := stateOf(page)
	state.Desk.Pending, state.Desk.Unchecked = 2, func(slug string) bool { return slug == "x" }
	s, web := started(t, nil, state)
	for path, want := range map[string]string{
		"/ja/x/": "この事案を確認中です", "/ja/": "ほかの事案を確認中です", "/-/en/x/": "This incident is being checked",
		"/-/en/x/1/phone/": "being checked", "/-/en/": "2 still to be checked",
	} {
		if _, text := get(t, web.URL+path); !strings.Contains(text, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	s.Show(stateOf(page))
	for _, path := range []string{"/ja/x/", "/ja/", "/-/en/x/", "/-/en/"} {
		if _, text := get(t, web.URL+path); strings.Contains(text, "確認中") || strings.Contains(text, "checked") {
			t.Errorf("%s says that something is still to be checked", path)
		}
	}
}

func TestEditorLinksAreForThisMachine(t *testing.T) {
	s, _ := started(t, nil, stateOf(page, slip))
	for from, want := range map[string]bool{"127.0.0.1:5": true, "[::1]:5": true, "192.168.1.9:5": false} {
		r := httptest.NewRequest("GET", "/ja/x/", nil)
		r.Host, r.RemoteAddr = s.Hosts[0], from
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if got := strings.Contains(w.Body.String(), "/-/edit"); got != want || w.Code != 200 {
			t.Errorf("%s: %d, links %v", from, w.Code, got)
		}
	}
}

func TestSource(t *testing.T) {
	long := strings.Repeat("あ", 100)
	for _, c := range []struct {
		line   string
		column int
		want   excerpt
	}{
		{`a = "b"`, 5, excerpt{"a = ", `"`, `b"`}},
		{"a = \tb", 5, excerpt{"a = ", "    ", "b"}},
		{"ab", 9, excerpt{"ab", " ", ""}},
		{"ab", 0, excerpt{"", "", "ab"}},
		{"x\u202ey", 1, excerpt{"", "x", "<U+202E>y"}},
		{long, 51, excerpt{"…" + strings.Repeat("あ", 40), "あ", strings.Repeat("あ", 49)}},
	} {
		if got := *cut(c.line, c.column); got != c.want {
			t.Errorf("%q at %d: %q", c.line, c.column, got)
		}
	}
}
