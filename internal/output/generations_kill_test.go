package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"
	"time"
)

const killPlaceEnv = "KOHYO_OUTPUT_KILL_PLACE" // "true" for a real folder, and when the test began

// publishForEver is the program that gets killed.
func publishForEver(target, place string) {
	var (
		folder bool
		begun  int64
	)
	if _, err := fmt.Sscan(place, &folder, &begun); err != nil {
		fmt.Println(err)
	}
	// Twenty seconds are a day, so that old trees go while others are read.
	clock := func() time.Time {
		start := time.Unix(begun, 0)
		return start.Add(time.Since(start) * 4320)
	}
	fmt.Println("ready")
	for n := 0; ; n++ {
		site := generation(n, 40)
		g, err := At(target, GenerationsOptions{Folder: folder, Now: clock})
		if err == nil {
			err = g.Lock()
		}
		if err == nil {
			_, err = g.Replace(context.Background(), filesOf(site), site, func() {})
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		g.Close()
	}
}

// TestGenerationsKilled kills a program that publishes without pause, at
// random moments, while readers read the whole tree all the time.
// KOHYO_KILLS=1000 makes it thorough.
func TestGenerationsKilled(t *testing.T) {
	kills := 15
	if n, err := strconv.Atoi(os.Getenv("KOHYO_KILLS")); err == nil {
		kills = n
	}
	each2(t, func(t *testing.T, p placing) {
		dir := filepath.Join(t.TempDir(), "site")
		p.mustPublish(t, dir, generation(0, 40))
		ctx, stop := context.WithCancel(t.Context())
		var readers sync.WaitGroup
		reads := make([]int, 2)
		for i := range reads {
			readers.Go(func() { reads[i] = readAll(ctx, t, p.served(dir)) })
		}
		swapped, midway, begun := 0, 0, time.Now()
		// A slow machine gets more tries: a kill that came too early proves nothing.
		for done := 0; done < kills || swapped+midway < kills/3 && done < 10*kills; done++ {
			before := p.servedIs(t, dir)
			killOnce(t, dir, 400*time.Millisecond, fmt.Sprintf("%s=%v %d", killPlaceEnv, p.folder, begun.Unix()))
			if p.servedIs(t, dir) != before {
				swapped++
			}
			if left, _ := filepath.Glob(filepath.Join(p.at(t, dir).store, newMark+"*")); len(left) > 0 {
				midway++
			}
		}
		stop()
		readers.Wait()
		t.Logf("%d kills, %d of them after a swap, %d with a half-written tree; %d reads of the whole tree: none was mixed, none missed a file",
			kills, swapped, midway, reads[0]+reads[1])
		if swapped+midway < kills/3 || reads[0] == 0 {
			t.Error("the kills and the reads hit too little")
		}
		p.mustPublish(t, dir, generation(7, 40))
		wantTidy(t, p.at(t, dir))
	})
}

// servedIs identifies the folder that readers see, and proves it whole.
func (p placing) servedIs(t *testing.T, dir string) string {
	t.Helper()
	real, err := filepath.EvalSymlinks(p.served(dir))
	if err != nil {
		t.Fatal(err)
	}
	got := held(t, real)
	var n int
	if _, err := fmt.Sscanf(got["index.html"], "generation %d", &n); err != nil || !maps.Equal(got, generation(n, 40)) {
		t.Fatalf("no whole tree after a kill: %d files, index %q", len(got), got["index.html"])
	}
	info, err := os.Stat(real)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(real, info.ModTime())
}

// readAll reads the tree over and over, as one who opened it would, and
// expects every file of one generation each time.
func readAll(ctx context.Context, t *testing.T, served string) (reads int) {
	for ctx.Err() == nil {
		root, err := os.OpenRoot(served)
		if err != nil {
			t.Errorf("the site cannot be opened: %v", err)
			return reads
		}
		if err := readTree(root.FS()); err != nil {
			t.Errorf("read %d: %v", reads, err)
		}
		root.Close()
		reads++
		time.Sleep(time.Millisecond)
	}
	return reads
}

func readTree(tree fs.FS) error {
	index, err := fs.ReadFile(tree, "index.html")
	if err != nil {
		return err
	}
	var n int
	if _, err := fmt.Sscanf(string(index), "generation %d", &n); err != nil {
		return err
	}
	for name, want := range generation(n, 40) {
		got, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		if string(got) != want {
			return errors.New(name + " is of another generation")
		}
	}
	return nil
}
