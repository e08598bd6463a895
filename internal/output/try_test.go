package output

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// What can be written to is tried without a trace.
func TestTryLeavesNothing(t *testing.T) {
	for _, name := range []string{"", "srv", "a/b"} {
		above := t.TempDir()
		before, dir := listed(t, above), filepath.Join(above, filepath.FromSlash(name))
		for _, folder := range []bool{false, true} {
			place, err := At(dir, GenerationsOptions{Folder: folder})
			if err == nil {
				err = place.Try()
			}
			if err != nil {
				t.Errorf("%s, %v: %v", dir, folder, err)
			}
		}
		if err := Try(dir, Options{}); err != nil {
			t.Errorf("%s: %v", dir, err)
		}
		if after := listed(t, above); after != before {
			t.Errorf("left %s, before there was %s", after, before)
		}
	}
}

// What cannot be published to is told before anything is written.
func TestTryFails(t *testing.T) {
	dir := t.TempDir()
	place, err := At(dir, GenerationsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(place.store, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("nowhere/lock", filepath.Join(place.store, "lock")); err != nil {
		t.Skip(err)
	}
	if err := place.Try(); err == nil {
		t.Error("a lock that leads nowhere is taken for one")
	}
	taken := t.TempDir()
	if err := os.WriteFile(filepath.Join(taken, "thesis.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, ok := errors.AsType[*Refused](Try(taken, Options{})); !ok {
		t.Error("a folder of somebody else is not refused")
	}
	if runtime.GOOS != "linux" {
		return
	}
	// Nobody can make a file there, whoever they are.
	for _, folder := range []bool{false, true} {
		place, err := At("/proc/srv", GenerationsOptions{Folder: folder})
		if err != nil {
			t.Fatal(err)
		}
		if err := place.Try(); err == nil || !strings.Contains(err.Error(), "make a file in /proc:") {
			t.Errorf("%v: %v", folder, err)
		}
	}
	if err := Try("/proc/srv", Options{}); err == nil {
		t.Error("a file can be made in /proc")
	}
}

func listed(t *testing.T, dir string) string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
		names = append(names, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(names, " ")
}
