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
	time.Sleep(settling(t))
	var inPage, painted []float64
	for n := range edits {
		mark := fmt.Sprintf("編集%04d回", n)
		eval[bool](page, `(window.seen = new Promise((done) => new MutationObserver((_, o) => {
			if (!document.body.textContent.includes("`+mark+`")) return;
			o.disconnect();
			const at = Date.now();
			requestAnimationFrame(() => done([at, Date.now()]));
		}).observe(document, {subtree: true, childList: true, characterData: true})), true)`)
		changed := leadText.ReplaceAllString(string(text), "${1}"+mark)
		saved := time.Now()
		if err := os.WriteFile(file, []byte(changed), 0o666); err != nil {
			t.Fatal(err)
		}
		seen := eval[[]float64](page, "window.seen")
		at := float64(saved.UnixMilli())
		inPage, painted = append(inPage, seen[0]-at), append(painted, seen[1]-at)
	}
	show("save to new text", inPage)
	show("save to new picture", painted)
	fmt.Printf("memory                %8.0f MiB (largest %.0f MiB)\n", memory(t, p, "VmRSS"), memory(t, p, "VmHWM"))
}

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

// settling is how long a large site is left to finish what goes on in the
// background.
func settling(t *testing.T) time.Duration {
	seconds, _ := strconv.ParseFloat(os.Getenv("KOHYO_SERVE_SETTLE"), 64)
	return time.Duration(max(seconds, 0.5) * float64(time.Second))
}

func show(what string, all []float64) {
	slices.Sort(all)
	fmt.Printf("%-21s %8.0f ms median of %d, %.0f to %.0f ms\n", what, all[len(all)/2], len(all), all[0], all[len(all)-1])
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
