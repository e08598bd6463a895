package preview

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Whatever way an editor saves, and however it goes on, the page that is open
// ends as what a fresh request gets: no change is lost.
func TestNoSaveIsLost(t *testing.T) {
	dir := sample(t)
	name := filepath.Join(dir, filepath.FromSlash(horikiri))
	good, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p := start(t, dir)
	page := open(t, p.url+notice)
	page.sees(shadow)
	eval[bool](page, `(window.stays = true)`)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	saves := []struct {
		how  string
		save func(text []byte)
	}{
		{"in place", func(text []byte) { must(os.WriteFile(name, text, 0o666)) }},
		{"in two parts", func(text []byte) {
			must(os.WriteFile(name, text[:len(text)/2], 0o666))
			time.Sleep(30 * time.Millisecond)
			must(os.WriteFile(name, text, 0o666))
		}},
		{"by another name", func(text []byte) {
			must(os.WriteFile(name+".tmp", text, 0o666))
			must(os.Rename(name+".tmp", name))
		}},
		{"as vim does", func(text []byte) {
			must(os.Rename(name, name+"~"))
			must(os.WriteFile(name, text, 0o666))
			must(os.Remove(name + "~"))
		}},
		{"after a removal", func(text []byte) {
			must(os.Remove(name))
			time.Sleep(30 * time.Millisecond)
			must(os.WriteFile(name, text, 0o666))
		}},
		{"after a mistake", func(text []byte) {
			must(os.WriteFile(name, append([]byte("kind = \n"), text...), 0o666))
			page.sees(shadow + `.querySelector(".panel.bad")`)
			must(os.WriteFile(name, text, 0o666))
		}},
		{"with its folder", func(text []byte) {
			folder := filepath.Dir(name)
			must(os.Rename(folder, filepath.Join(dir, "away")))
			must(os.WriteFile(filepath.Join(dir, "away", "1.toml"), text, 0o666))
			must(os.Rename(filepath.Join(dir, "away"), folder))
		}},
		{"many times", func(text []byte) {
			for range 20 {
				must(os.WriteFile(name, append(text, '\n'), 0o666))
			}
			must(os.WriteFile(name, text, 0o666))
		}},
		{"among 200 others", func(text []byte) {
			for n := range 200 {
				write(t, dir, fmt.Sprintf("content/other-%d/1.toml", n), strings.Replace(string(good), "ready", "draft", 1))
			}
			must(os.WriteFile(name, text, 0o666))
			for n := range 200 {
				must(os.RemoveAll(filepath.Join(dir, "content", fmt.Sprintf("other-%d", n))))
			}
		}},
	}
	rnd := rand.New(rand.NewPCG(3, 9))
	edits := 60
	if testing.Short() {
		edits = len(saves)
	}
	for n := range edits {
		one := saves[n%len(saves)]
		if n >= len(saves) {
			one = saves[rnd.IntN(len(saves)-1)]
		}
		mark := fmt.Sprintf("編集%d回目の、", n)
		one.save([]byte(strings.Replace(string(good), lead, mark+lead, 1)))
		page.sees(shown + `.includes("` + mark + `")`)
		var differs string
		eventually(t, one.how+": the page is what a fresh request gets", func() bool {
			_, fresh := p.get(t, notice)
			differs = eval[string](page, fmt.Sprintf(`(() => {
				const main = (doc) => doc.querySelector("main")?.outerHTML;
				return main(new DOMParser().parseFromString(%q, "text/html")) === main(document) ? "" : main(document);
			})()`, fresh))
			return differs == ""
		})
	}
	page.sees(`!` + shadow + `.querySelector(".panel.bad")`)
	if !eval[bool](page, "window.stays === true") {
		t.Error("the page was loaded again")
	}
}
