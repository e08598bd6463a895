package preview

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestEditToVisible measures what an editor waits for, on a site of any size.
// bench/serve calls it; elsewhere it is left out.
func TestEditToVisible(t *testing.T) {
	dir := os.Getenv("KOHYO_SERVE_SITE")
	if dir == "" {
		t.Skip("bench/serve names a site to measure")
	}
	edits, _ := strconv.Atoi(os.Getenv("KOHYO_SERVE_EDITS"))
	if edits < 1 {
		edits = 50
	}
	file, slug := anIncident(t, dir)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer os.WriteFile(file, text, 0o666)
	if _, err := program(); err != nil { // built before the clock starts
		t.Fatal(err)
	}

	begun := time.Now()
	p := start(t, dir)
	if status, _ := p.get(t, "/ja/"+slug+"/"); status != 200 {
		t.Fatalf("/ja/%s/: %d", slug, status)
	}
	fmt.Printf("start to first page   %8.0f ms\n", ms(time.Since(begun)))

	page := open(t, p.url+"/ja/"+slug+"/")
	page.sees(shadow)
	saved := 0
	saves := func(n int) (inPage, painted []float64) {
		for range n {
			saved++
			mark := fmt.Sprintf("編集%04d回", saved)
			seen, drawn := page.savedToSeen(file, leadText.ReplaceAllString(string(text), "${1}"+mark), mark)
			inPage, painted = append(inPage, seen), append(painted, drawn)
		}
		return inPage, painted
	}
	saves(1) // the browser has to warm up
	if left := stillToCheck(t, p); left != "" {
		inPage, _ := saves(edits)
		show("save to new text", inPage, ", "+left)
	}
	for begun := time.Now(); stillToCheck(t, p) != ""; time.Sleep(time.Second) {
		if time.Since(begun) > patience {
			t.Fatal("the checks never end")
		}
	}
	inPage, painted := saves(edits)
	show("save to new text", inPage, "")
	show("save to new picture", painted, "")
	fmt.Printf("memory                %8.0f MiB, %.0f at most\n", memory(t, p, "VmRSS"), memory(t, p, "VmHWM"))
}

// savedToSeen saves a file, and gives how many milliseconds later a page shows
// what is new in it: as text, and painted.
func (p tab) savedToSeen(file, text, mark string) (seen, drawn float64) {
	p.Helper()
	eval[bool](p, `(window.seen = new Promise((done) => new MutationObserver((_, o) => {
		if (!document.body.textContent.includes("`+mark+`")) return;
		o.disconnect();
		const now = () => performance.timeOrigin + performance.now();
		const at = now();
		requestAnimationFrame(() => done([at, now()]));
	}).observe(document, {subtree: true, childList: true, characterData: true})), true)`)
	saved := float64(time.Now().UnixMicro()) / 1000
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		p.Fatal(err)
	}
	at := eval[[]float64](p, "window.seen")
	return at[0] - saved, at[1] - saved
}

// stillToCheck is what the desk says of the checks that go on in the
// background of a large site; "" when they are through.
func stillToCheck(t *testing.T, p *preview) string {
	t.Helper()
	_, desk := p.get(t, "/-/en/")
	return checksLeft.FindString(desk)
}

var checksLeft = regexp.MustCompile(`[0-9]+ still to be checked`)

// leadText is where the Japanese text of a lead begins.
var leadText = regexp.MustCompile(`((?:\[lead\]\s+|lead\.)ja\s*=\s*"+\s*)`)

// anIncident is the first report of the folder whose lead can be edited.
func anIncident(t *testing.T, dir string) (file, slug string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "content", "*", "1.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		alone, _ := filepath.Glob(filepath.Join(filepath.Dir(name), "*.toml"))
		if err == nil && len(alone) == 1 && leadText.Match(text) && strings.Contains(string(text), `"ready"`) {
			return name, filepath.Base(filepath.Dir(name))
		}
	}
	t.Fatal("no report has a lead that can be edited")
	return "", ""
}

func show(what string, all []float64, rest string) {
	slices.Sort(all)
	fmt.Printf("%-21s %8.0f ms median, %.0f best, %.0f worst of %d%s\n", what, all[len(all)/2], all[0], all[len(all)-1], len(all), rest)
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// memory is what the system counts of the program, in MiB.
func memory(t *testing.T, p *preview, key string) float64 {
	t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		return 0 // not Linux
	}
	_, rest, _ := strings.Cut(string(text), key+":")
	kib, _ := strconv.ParseFloat(strings.Fields(rest)[0], 64)
	return kib / 1024
}
