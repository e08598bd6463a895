package output

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// remembering is a site that knows which of its files were in a tree.
type remembering struct {
	pages
	tree  [32]byte
	was   pages
	asked func(name string) // what else happens while a file is made
}

func (r remembering) Unchanged(tree [32]byte, name string) bool {
	return tree == r.tree && r.pages[name] == r.was[name]
}

func (r remembering) ReadFile(name string) ([]byte, error) {
	if r.asked != nil {
		r.asked(name)
	}
	return r.pages.ReadFile(name)
}

// changedSite writes a site, and gives the same with one file changed, one more
// and one less.
func changedSite(t *testing.T) (target string, old pages, next remembering) {
	t.Helper()
	target = filepath.Join(t.TempDir(), "public")
	old = generation(1, 6)
	next = remembering{pages: maps.Clone(old), was: old, tree: mustWrite(t, target, old).Tree}
	next.pages["index.html"] = "changed"
	next.pages["new/index.html"] = "new"
	delete(next.pages, "ja/事案-005/1/index.html")
	return target, old, next
}

func TestKeepsWhatIsKnown(t *testing.T) {
	target, _, next := changedSite(t)
	const same = "ja/事案-003/1/index.html"
	before, err := os.Lstat(filepath.Join(target, same))
	if err != nil {
		t.Fatal(err)
	}
	var made []string
	next.asked = func(name string) { made = append(made, name) }
	stats, err := writeTree(t.Context(), osDisk{}, target, next, Options{Workers: 1})
	if err != nil || stats.Kept != 4 || fmt.Sprint(made) != "[index.html new/index.html]" {
		t.Errorf("kept %d, made %q: %v", stats.Kept, made, err)
	}
	wantWhole(t, target, next.pages)
	wantNoLitter(t, target)
	if after, err := os.Lstat(filepath.Join(target, same)); err != nil || !os.SameFile(before, after) {
		t.Errorf("%s is another file: %v", same, err)
	}
	// What is known of one tree says nothing of the next.
	next.asked = nil
	if stats, err := Write(t.Context(), target, next, Options{}); err != nil || stats.Kept != 0 {
		t.Errorf("kept %d of a tree that nobody knows: %v", stats.Kept, err)
	}
}

// noLink is a disk whose files have one name.
type noLink struct{ osDisk }

func (noLink) link(string, string) error { return syscall.EPERM }

func TestMakesWhatCannotBeKept(t *testing.T) {
	target, _, next := changedSite(t)
	if err := os.Remove(filepath.Join(target, "ja/事案-003/1/index.html")); err != nil {
		t.Fatal(err)
	}
	if stats, err := Write(t.Context(), target, next, Options{}); err != nil || stats.Kept != 3 {
		t.Errorf("kept %d: %v", stats.Kept, err)
	}
	wantWhole(t, target, next.pages)

	target, _, next = changedSite(t)
	if stats, err := writeTree(t.Context(), noLink{}, target, next, Options{}); err != nil || stats.Kept != 0 {
		t.Errorf("kept %d without links: %v", stats.Kept, err)
	}
	wantWhole(t, target, next.pages)
}

// Somebody changes a file that has its second name already.
func TestChangedWhileKept(t *testing.T) {
	target, old, next := changedSite(t)
	const name = "ja/事案-001/1/index.html"
	edited, text := filepath.Join(target, name), strings.ToUpper(old[name]) // as long as before
	next.asked = func(name string) {
		if name == "new/index.html" {
			if err := os.WriteFile(edited, []byte(text), 0o644); err != nil {
				t.Error(err)
			}
		}
	}
	_, err := writeTree(t.Context(), osDisk{}, target, next, Options{Workers: 1})
	if _, refused := errors.AsType[*Refused](err); !refused {
		t.Errorf("no refusal: %v", err)
	}
	if now, _ := os.ReadFile(edited); string(now) != text {
		t.Errorf("what somebody wrote has become %q", now)
	}
	wantNoLitter(t, target)
}

// Another run puts its tree in the place while files are taken over.
func TestReplacedWhileKept(t *testing.T) {
	target, _, next := changedSite(t)
	other := false
	next.asked = func(name string) {
		if name == "index.html" && !other {
			other = true
			mustWrite(t, target, generation(3, 6)) // the same names, other bytes
		}
	}
	if _, err := writeTree(t.Context(), osDisk{}, target, next, Options{Workers: 1}); err != nil {
		t.Fatal(err)
	}
	wantWhole(t, target, next.pages)
	wantNoLitter(t, target)
}

// TestFailureWhileKeeping lets each operation fail that takes over files.
func TestFailureWhileKeeping(t *testing.T) {
	for _, sticky := range []bool{false, true} {
		for at := int64(1); ; at++ {
			target, old, next := changedSite(t)
			f := &faulty{disk: osDisk{}, at: at, sticky: sticky, err: syscall.EIO}
			_, err := writeTree(t.Context(), f, target, next, Options{Workers: 1})
			if err == nil {
				wantWhole(t, target, next.pages)
			} else {
				wantWhole(t, target, old, next.pages)
			}
			if f.count.Load() < at {
				break
			}
		}
	}
}
