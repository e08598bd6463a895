package output

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// noExchange is a disk on which the swap takes two renames.
type noExchange struct{ osDisk }

func (noExchange) exchange(string, string) error { return errNoExchange }

// faulty fails at one operation, or from one operation on as if the process
// had been killed there.
type faulty struct {
	disk
	at     int64
	sticky bool
	err    error
	count  atomic.Int64
}

func (f *faulty) fails() bool {
	n := f.count.Add(1)
	return n == f.at || f.sticky && n > f.at
}

func (f *faulty) mkdir(path string) error {
	if f.fails() {
		return f.err
	}
	return f.disk.mkdir(path)
}

func (f *faulty) write(path string, data []byte) error {
	if f.fails() {
		_ = f.disk.write(path, data[:len(data)/2])
		return f.err
	}
	return f.disk.write(path, data)
}

func (f *faulty) sync(path string) error {
	if f.fails() {
		return f.err
	}
	return f.disk.sync(path)
}

func (f *faulty) chmod(path string, mode fs.FileMode) error {
	if f.fails() {
		return f.err
	}
	return f.disk.chmod(path, mode)
}

func (f *faulty) exchange(a, b string) error {
	if f.fails() {
		return f.err
	}
	return f.disk.exchange(a, b)
}

func (f *faulty) syncAll(path string) error {
	if f.fails() {
		return f.err
	}
	return f.disk.syncAll(path)
}

func (f *faulty) link(file, name string) error {
	if f.fails() {
		return f.err
	}
	return f.disk.link(file, name)
}

func (f *faulty) symlink(to, name string) error {
	if f.fails() {
		return f.err
	}
	return f.disk.symlink(to, name)
}

func (f *faulty) rename(from, to string) error {
	if f.fails() {
		return f.err
	}
	return f.disk.rename(from, to)
}

func (f *faulty) remove(path string) error {
	if f.fails() {
		return f.err
	}
	return f.disk.remove(path)
}

// TestFailureAtEveryOperation lets each single operation fail, in turn: alone,
// and with all that follow it, which is what a kill at that point does.
func TestFailureAtEveryOperation(t *testing.T) {
	errs := []error{syscall.EIO, syscall.ENOSPC, io.ErrShortWrite}
	for name, d := range map[string]disk{"exchange": osDisk{}, "two renames": noExchange{}} {
		for _, first := range []bool{true, false} {
			for _, sticky := range []bool{true, false} {
				t.Run(fmt.Sprintf("%s first=%v sticky=%v", name, first, sticky), func(t *testing.T) {
					at := int64(1)
					for failOne(t, &faulty{disk: d, at: at, sticky: sticky, err: errs[at%3]}, first) {
						at++
					}
					if at < 15 {
						t.Errorf("only %d operations were seen: the faults miss the work", at)
					}
				})
			}
		}
	}
}

// failOne builds over an old output (unless first) on a failing disk and says
// whether the failing operation was reached.
func failOne(t *testing.T, f *faulty, first bool) bool {
	t.Helper()
	target := filepath.Join(t.TempDir(), "public")
	old, fresh := pages{}, generation(2, 4)
	if !first {
		old = generation(1, 3)
		mustWrite(t, target, old)
	}
	_, err := writeTree(t.Context(), f, target, fresh, Options{Workers: 1})
	if f.count.Load() < f.at {
		if err != nil {
			t.Fatalf("no fault, but %v", err)
		}
		return false
	}
	// What a run sets aside between two renames, the next one gives back,
	// even if that next one fails.
	if _, err := os.Stat(target); f.sticky && !first && errors.Is(err, fs.ErrNotExist) {
		if _, err := Write(t.Context(), target, pages{"x": "broken"}, Options{}); err == nil {
			t.Fatal("a broken page was written")
		}
	}
	switch got := held(t, target); {
	case err == nil:
		wantWhole(t, target, fresh)
	case first && len(got) == 0:
	case f.sticky:
		wantWhole(t, target, old, fresh)
	default:
		if !errors.Is(err, f.err) {
			t.Errorf("operation %d: another error: %v", f.at, err)
		}
		wantWhole(t, target, old)
	}
	mustWrite(t, target, fresh)
	wantWhole(t, target, fresh)
	wantNoLitter(t, target)
	return true
}

const killEnv = "KOHYO_OUTPUT_KILL_TARGET"

// TestMain lets the test binary be the program that gets killed.
func TestMain(m *testing.M) {
	if target := os.Getenv(killEnv); target != "" {
		if place := os.Getenv(killPlaceEnv); place != "" {
			publishForEver(target, place)
		}
		writeForEver(target)
	}
	os.Exit(m.Run())
}

func writeForEver(target string) {
	fmt.Println("ready")
	for n := 0; ; n++ {
		if _, err := Write(context.Background(), target, generation(n, 40), Options{}); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// TestKilled kills a program that builds without pause, at random moments.
// KOHYO_KILLS=1000 makes it thorough.
func TestKilled(t *testing.T) {
	kills := 30
	if n, err := strconv.Atoi(os.Getenv("KOHYO_KILLS")); err == nil {
		kills = n
	}
	target := filepath.Join(t.TempDir(), "public")
	mustWrite(t, target, generation(0, 40))
	midway := 0
	for range kills {
		killOnce(t, target, 60*time.Millisecond)
		got := held(t, target)
		var n int
		if _, err := fmt.Sscanf(got["index.html"], "generation %d", &n); err != nil {
			t.Fatalf("no whole output after a kill: %d files", len(got))
		}
		wantWhole(t, target, generation(n, 40))
		if entries, err := os.ReadDir(filepath.Dir(target)); err == nil && len(entries) > 1 {
			midway++
		}
	}
	t.Logf("%d kills, %d of them in the middle of a build", kills, midway)
	if midway*3 < kills {
		t.Errorf("only %d of %d kills hit a build: the test proves too little", midway, kills)
	}
	mustWrite(t, target, generation(7, 40))
	wantWhole(t, target, generation(7, 40))
	wantNoLitter(t, target)
}

func killOnce(t *testing.T, target string, within time.Duration, env ...string) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), killEnv+"="+target)
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
		t.Errorf("the program to be killed says %q, %v", line, err)
	}
	time.Sleep(rand.N(within))
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}
