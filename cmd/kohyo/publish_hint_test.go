//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

var linkCommand = regexp.MustCompile(`(?m)^kohyo:   (ln -sfn .*)$`)

// Where the link to what is public was lost or turned, the message names the
// newest publication, and the command in it puts things right.
func TestTheLinkIsPutRight(t *testing.T) {
	for _, c := range []struct {
		name, want string
		spoil      func(link string) error
	}{
		{"gone", "what is public now is missing", os.Remove},
		{"to nothing", "a publication that is gone", func(link string) error {
			return os.Rename(filepath.Join(filepath.Dir(link), ".kohyo", "generations", readLink(t, link)), filepath.Join(t.TempDir(), "lost"))
		}},
		{"set back", "set back", func(link string) error {
			first, err := filepath.Glob(filepath.Join(filepath.Dir(link), ".kohyo", "generations", "000001-*Z"))
			if err != nil || len(first) != 1 {
				t.Fatal(first, err)
			}
			if err := os.Remove(link); err != nil {
				return err
			}
			return os.Symlink(filepath.Join(".kohyo", "generations", filepath.Base(first[0])), link)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, due := embargoed(t, "Asia/Tokyo")
			target := filepath.Join(t.TempDir(), "the folder's name")
			w := &wind{now: due.Add(-time.Hour)}
			w.run(t, dir, "publish", target)
			w.now = due
			w.run(t, dir, "publish", target)
			link := filepath.Join(target, "current")
			newest := readLink(t, link)
			if err := c.spoil(link); err != nil {
				t.Fatal(err)
			}
			code, said := w.ends(t, t.Context(), dir, "publish", target)
			command := linkCommand.FindStringSubmatch(said)
			if code != exitRefused || !strings.Contains(said, c.want) {
				t.Fatalf("exit code %d: %s", code, said)
			}
			if c.name == "to nothing" { // what is left is older than what readers have seen
				if command != nil || !strings.Contains(said, newest+", is gone: bring it back from a backup") {
					t.Errorf("said %s", said)
				}
				return
			}
			if command == nil || !strings.Contains(said, "The newest publication is .kohyo/generations/"+newest) {
				t.Fatalf("the newest is %s: %s", newest, said)
			}
			if _, inJapanese := w.ends(t, t.Context(), dir, "--lang", "ja", "publish", target); !strings.Contains(inJapanese, command[0]) {
				t.Errorf("in Japanese: %s", inJapanese)
			}
			if out, err := exec.Command("sh", "-c", command[1]).CombinedOutput(); err != nil {
				t.Fatalf("%s: %v, %s", command[1], err, out)
			}
			if said := w.run(t, dir, "publish", target); !strings.Contains(said, "nothing has changed") || readLink(t, link) != newest {
				t.Errorf("after the command: %s", said)
			}
		})
	}
}

// readLink is the publication that a link leads to.
func readLink(t *testing.T, link string) string {
	t.Helper()
	to, err := os.Readlink(link)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Base(to)
}
