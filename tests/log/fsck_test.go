// Package log shows the log of the sample archive to a checker that other
// people have written: fsck of Tessera. It derives the tree from the entries,
// with code of its own, and compares every tile.
package log

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/fixture"
	"kohyo/internal/tlog"
)

const root = "../.."

// fsck asks the checker. It ends with 0 whatever it finds, and with one worker
// it hangs on what is wrong: only its word that all is right counts.
func fsck(t *testing.T, dir string) (right bool, said string) {
	t.Helper()
	program, err := filepath.Abs(filepath.Join(root, ".cache", "bin", "fsck"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(program); err != nil {
		fixture.Missing(t, "fsck")
	}
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	cmd := exec.CommandContext(ctx, program, "-ui=false", "-N", "8", "-storage_url", "file://"+filepath.ToSlash(dir)+"/log/", "-public_key", filepath.Join(dir, "log", "key"))
	cmd.WaitDelay = time.Second
	out, err := cmd.CombinedOutput()
	return err == nil && bytes.Contains(out, []byte("Successfully fsck'd")), string(out)
}

// reports of the sample archive, as publishing hands them to the log.
func reports(t *testing.T) []tlog.Report {
	t.Helper()
	site, findings, err := build.Open(os.DirFS(root), kohyo.Theme, build.Options{Now: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil || findings.Errors() > 0 {
		t.Fatal(err, findings)
	}
	var all []tlog.Report
	for p, err := range site.Reports() {
		if err != nil {
			t.Fatal(err)
		}
		r := tlog.Report{Slug: p.Slug, Number: p.Number, Published: p.Published, Withdrawn: p.Withdrawn, Data: p.Data}
		for _, text := range p.Texts {
			r.Texts = append(r.Texts, tlog.Text{Lang: text.Lang, Bytes: text.Bytes})
		}
		for _, f := range p.Files {
			r.Files = append(r.Files, tlog.File{Name: f.Name, Size: f.Size, SHA256: f.SHA256})
		}
		all = append(all, r)
	}
	if len(all) < 5 {
		t.Fatalf("%d reports", len(all))
	}
	return all
}

// logOf writes the log of reports that were published one by one, in steps.
func logOf(t *testing.T, all []tlog.Report, steps ...int) map[string][]byte {
	t.Helper()
	private, key, err := tlog.NewKeys(rand.Reader, "kohyo.example")
	if err != nil {
		t.Fatal(err)
	}
	public := map[string][]byte{}
	for i, upTo := range steps {
		read := func(name string) ([]byte, error) {
			if data, ok := public[name]; ok {
				return data, nil
			}
			return nil, fs.ErrNotExist
		}
		l, err := tlog.Open(read, tlog.Options{Origin: "kohyo.example", Keys: []string{key}})
		if err != nil {
			t.Fatal(err)
		}
		u, err := l.Append(seq(all[:upTo]), rand.Reader)
		if err != nil || len(u.Conflicts) > 0 {
			t.Fatal(err, u.Conflicts)
		}
		next, list := map[string][]byte{}, []tlog.File{}
		for _, name := range u.Names() {
			if next[name], err = u.ReadFile(name); err != nil {
				t.Fatal(err)
			}
			list = append(list, tlog.FileOf(name, next[name]))
		}
		next[tlog.ManifestFile] = tlog.Manifest(list)
		about := func(name string) ([]byte, error) { return next[name], nil }
		at := time.Date(2026, 11, 20, i, 0, 0, 0, time.UTC)
		if next[tlog.CheckpointFile], err = u.Sign(about, next[tlog.ManifestFile], at, private); err != nil {
			t.Fatal(err)
		}
		public = next
	}
	return public
}

func seq(all []tlog.Report) iter.Seq2[tlog.Report, error] {
	return func(yield func(tlog.Report, error) bool) {
		for _, r := range all {
			if !yield(r, nil) {
				return
			}
		}
	}
}

func write(t *testing.T, files map[string][]byte) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFsckAcceptsTheSampleArchive(t *testing.T) {
	all := reports(t)
	files := logOf(t, all, 3, 3, len(all))
	if right, said := fsck(t, write(t, files)); !right {
		t.Errorf("fsck says:\n%s", said)
	}
	refusesEachTile(t, files)
}

// More than 256 entries fill a tile and begin a level.
func TestFsckAcceptsManyReports(t *testing.T) {
	sample := reports(t)
	var all []tlog.Report
	for n := range 700 {
		r := sample[n%len(sample)]
		r.Data = bytes.Replace(r.Data, []byte(`"slug":"`+r.Slug+`"`), fmt.Appendf(nil, `"slug":"made-%d"`, n), 1)
		r.Slug, r.Number = fmt.Sprint("made-", n), 1
		all = append(all, r)
	}
	files := logOf(t, all, 100, 255, 600, 700)
	if right, said := fsck(t, write(t, files)); !right {
		t.Errorf("fsck says:\n%s", said)
	}
	refusesEachTile(t, files)
}

// refusesEachTile flips a bit in every tile of the present tree: by that it
// shows that each was looked at.
func refusesEachTile(t *testing.T, files map[string][]byte) {
	t.Helper()
	c, err := tlog.ParseCheckpoint(files[tlog.CheckpointFile])
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		_, width, partial := strings.Cut(name, ".p/")
		past := partial && width != fmt.Sprint(c.Size%256) && width != fmt.Sprint(c.Size/256)
		if !strings.HasPrefix(name, "log/tile/") || past {
			continue
		}
		bad := maps.Clone(files)
		bad[name] = bytes.Clone(files[name])
		bad[name][len(bad[name])/2] ^= 1
		if right, said := fsck(t, write(t, bad)); right {
			t.Errorf("with a flipped bit in %s fsck says:\n%s", name, said)
		}
		refused++
	}
	if refused < 2 {
		t.Errorf("%d tiles tried", refused)
	}
	t.Logf("a log of %d entries: accepted; refused with a flipped bit in each of %d tiles", c.Size, refused)
}

// The commands of docs/log.md give the hashes that stand in the entry.
func TestCommandsOfTheDocument(t *testing.T) {
	fixture.Need(t, "sh", "jq", "awk", "sha256sum")
	text, err := os.ReadFile(filepath.Join(root, "docs", "log.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, script, _ := strings.Cut(string(text), "```sh\n")
	script, _, found := strings.Cut(script, "```")
	if !found {
		t.Fatal("docs/log.md has no commands")
	}
	all := reports(t)
	files := logOf(t, all, len(all))
	for _, r := range all {
		files[fmt.Sprintf("%s/%d.json", r.Slug, r.Number)] = r.Data
		for _, text := range r.Texts {
			files[fmt.Sprintf("%s/%s/%d/notice.txt", text.Lang, r.Slug, r.Number)] = text.Bytes
		}
	}
	dir := write(t, files)
	for _, r := range all {
		cmd := exec.Command("sh", "-ec", strings.Replace(script, "report=shop/2", fmt.Sprintf("report=%s/%d", r.Slug, r.Number), 1))
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		entry, sums, _ := strings.Cut(string(out), "\n\n")
		lines := strings.Fields(sums)
		if len(lines) != 4 || !strings.Contains(entry, "data "+lines[0]+"\n") || !strings.Contains(entry+"\n", "text ja "+lines[2]+"\n") {
			t.Errorf("%s/%d: the commands say\n%s", r.Slug, r.Number, out)
		}
	}
}
