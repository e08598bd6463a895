package build_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"kohyo"
	"kohyo/internal/build"
)

// TestOrderOfAsking: pages share what they say with others that are rendered
// before or at the same time. Whichever comes first, the bytes are the same.
func TestOrderOfAsking(t *testing.T) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	opt := build.Options{Now: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)}
	open := func() *build.Site {
		site, findings, err := build.Open(root.FS(), kohyo.Theme, opt)
		if err != nil || site == nil {
			t.Fatal(err, findings)
		}
		return site
	}
	first := open()
	want := map[string][]byte{}
	names := slices.Collect(first.Addresses())
	for _, name := range names {
		if want[name], err = first.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	rnd := rand.New(rand.NewPCG(8, 1))
	for range 3 {
		site, list := open(), make(chan string)
		rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for name := range list {
					if got, err := site.ReadFile(name); err != nil || !bytes.Equal(got, want[name]) {
						t.Errorf("%s is another file when it is asked for in another order: %v", name, err)
					}
				}
			})
		}
		for _, name := range names {
			list <- name
		}
		close(list)
		wg.Wait()
	}
}
