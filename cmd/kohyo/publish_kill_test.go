//go:build unix

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kohyo/internal/tlog"
)

// TestKilledPublications kills `kohyo publish` at random moments, with a site
// whose pages and style change every time, while readers read: one that opens
// the whole site and holds it to its own list of files, and one that asks for
// a page and then for what the page names, as a browser does.
// KOHYO_KILLS=1000 makes it thorough.
func TestKilledPublications(t *testing.T) {
	kills := 6
	if n, err := strconv.Atoi(os.Getenv("KOHYO_KILLS")); err == nil {
		kills = n
	}
	dir, _ := embargoed(t, "Asia/Tokyo")
	target := filepath.Join(t.TempDir(), "srv")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	begun := time.Now()
	publishOnce(t, dir, target, 0, nil)
	usual := time.Since(begun)
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	var trees, visits int
	readers.Go(func() { trees = readTrees(ctx, t, filepath.Join(target, "current")) })
	readers.Go(func() { visits = visitPages(ctx, t, filepath.Join(target, "current")) })
	before, moved, killed := "", 0, 0
	n := 0
	for ; killed < kills && n < 20*kills; n++ {
		after := rand.N(usual)
		begun := time.Now()
		if publishOnce(t, dir, target, n+1, &after) {
			killed++
		} else {
			usual = time.Since(begun)
		}
		now, err := os.Readlink(filepath.Join(target, "current"))
		if err != nil {
			t.Fatal(err)
		}
		if now != before {
			moved++
		}
		before = now
	}
	stop()
	readers.Wait()
	publishOnce(t, dir, target, n+1, nil)
	if left, _ := filepath.Glob(filepath.Join(target, ".kohyo", "new-*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	t.Logf("%d runs, %d of them killed; %d publications; %d reads of the whole site, none mixed; %d visits of a page, no style missing",
		n, killed, moved, trees, visits)
	if killed == 0 || trees == 0 || visits == 0 {
		t.Error("the test hit nothing")
	}
}

// publishOnce changes the site and publishes it, or is killed on the way.
func publishOnce(t *testing.T, dir, target string, n int, kill *time.Duration) (killed bool) {
	t.Helper()
	settings := filepath.Join(dir, "site.toml")
	text, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ = bytes.Cut(text, []byte("header = "))
	text = fmt.Appendf(text, "header = [{ text = { en = \"Run %d\" }, url = \"https://www.example.com/\" }]\n", n)
	style := filepath.Join(dir, "static", "site.css")
	if err := os.MkdirAll(filepath.Dir(style), 0o755); err != nil {
		t.Fatal(err)
	}
	for file, data := range map[string][]byte{settings: text, style: fmt.Appendf(nil, "/* run %d */\n", n)} {
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := inFolder(dir, "publish", target)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if kill != nil {
		timer := time.AfterFunc(*kill, func() { _ = cmd.Process.Kill() })
		defer timer.Stop()
	}
	if err := cmd.Wait(); err != nil && (kill == nil || cmd.ProcessState.ExitCode() != -1) {
		t.Fatalf("%v\n%s", err, out.String())
	}
	return cmd.ProcessState.ExitCode() == -1
}

// readTrees holds the served site to its own list of files, over and over.
func readTrees(ctx context.Context, t *testing.T, served string) (reads int) {
	for ; ctx.Err() == nil; reads++ {
		root, err := os.OpenRoot(served)
		if err != nil {
			t.Errorf("read %d: %v", reads, err)
			return reads
		}
		if err := holdToList(root.FS()); err != nil {
			t.Errorf("read %d: %v", reads, err)
		}
		root.Close()
		time.Sleep(2 * time.Millisecond)
	}
	return reads
}

func holdToList(site fs.FS) error {
	list, err := fs.ReadFile(site, "log/files")
	if err != nil {
		return err
	}
	files, err := tlog.ParseManifest(list)
	if err != nil {
		return err
	}
	for _, f := range files {
		data, err := fs.ReadFile(site, f.Name)
		if err != nil {
			return err
		}
		if sha256.Sum256(data) != f.SHA256 {
			return fmt.Errorf("%s is of another publication", f.Name)
		}
	}
	return nil
}

var asset = regexp.MustCompile(`(?:href|src)="[./]*(assets/[^"]+)"`)

// visitPages asks for a page and, a moment later, for all that it names.
func visitPages(ctx context.Context, t *testing.T, served string) (visits int) {
	for ; ctx.Err() == nil; visits++ {
		page, err := os.ReadFile(filepath.Join(served, "en", "old", "index.html"))
		if err != nil {
			t.Errorf("visit %d: %v", visits, err)
			return visits
		}
		time.Sleep(rand.N(20 * time.Millisecond))
		for _, m := range asset.FindAllStringSubmatch(string(page), -1) {
			if _, err := os.Stat(filepath.Join(served, filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("visit %d: %v", visits, err)
			}
		}
		if !strings.Contains(string(page), "Run ") {
			t.Errorf("visit %d: the page is not the one that changes", visits)
		}
	}
	return visits
}

// TestTwoPublishers starts several at once: one wins, the others say so, or
// find that nothing is left to do.
func TestTwoPublishers(t *testing.T) {
	dir, _ := embargoed(t, "Asia/Tokyo")
	target := filepath.Join(t.TempDir(), "srv")
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	for round := range 3 {
		var group sync.WaitGroup
		var mu sync.Mutex
		codes := map[int]int{}
		for range 4 {
			group.Go(func() {
				out, err := inFolder(dir, "publish", target).CombinedOutput()
				code := 0
				if err != nil {
					_, _ = fmt.Sscanf(err.Error(), "exit status %d", &code)
				}
				mu.Lock()
				defer mu.Unlock()
				codes[code]++
				if code != exitDone && !(code == exitRefused && strings.Contains(string(out), "another publication is at work")) {
					t.Errorf("exit code %d:\n%s", code, out)
				}
			})
		}
		group.Wait()
		if codes[exitDone] == 0 {
			t.Errorf("round %d: nobody won: %v", round, codes)
		}
		root, err := os.OpenRoot(filepath.Join(target, "current"))
		if err != nil {
			t.Fatal(err)
		}
		if err := holdToList(root.FS()); err != nil {
			t.Error(err)
		}
		root.Close()
		publishOnce(t, dir, target, round, nil)
	}
}
