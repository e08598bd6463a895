package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"sync"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/output"
	"kohyo/internal/publish"
)

// nothingNew reports whether nothing has changed since the last publication
// from this machine, without rendering anything: the same files, the same
// program, no moment passed at which more becomes public, and what is public
// still is what it was.
func (p *publication) nothingNew(ctx context.Context) (bool, error) {
	if p.memory == "" {
		return false, nil
	}
	if _, err := p.look(ctx); err != nil {
		return false, nil // who renders says why
	}
	k := readKnown(p.memory)
	if p.fresh || k.Inputs != p.inputs {
		return false, nil
	}
	read, err := p.target.Begin(ctx)
	if err != nil {
		return false, err
	}
	files, ok := k.Holds(p.inputs, read, p.begun)
	ok = ok && p.target.Whole(ctx, files)
	if err := p.target.Close(); err != nil || !ok {
		return false, err
	}
	if err := p.purgeList(&publish.Plan{}); err != nil {
		return false, err
	}
	if k.Wrong && !p.told {
		p.note("%s", p.in(diag.Words{
			Ja: "まだ公開されない内容に、前回と同じ誤りがあります。詳しくは: kohyo check",
			En: "there still are errors in what is not public yet; for more: kohyo check",
		}))
	}
	return true, p.nothingToDo(len(files))
}

// look looks at all that the pages are made of, and reports whether it is what
// it was when it was looked at before.
func (p *publication) look(ctx context.Context) (same bool, err error) {
	before := p.inputs
	p.inputs, err = p.hashInputs(ctx)
	return err == nil && p.inputs == before, err
}

// hashInputs hashes everything that the pages are made of: "" where it cannot.
func (p *publication) hashInputs(ctx context.Context) (string, error) {
	program, err := programSum()
	if err != nil {
		return "", err
	}
	root, err := p.openSite()
	if err != nil {
		return "", err
	}
	defer root.Close()
	sum := sha256.New()
	fmt.Fprintf(sum, "kohyo publish 1\n%s %x\n%v %v %v\n", version(), program, p.keep, p.folder, p.getenv("KOHYO_LOG_KEY") != "")
	for _, name := range []string{siteFile, "content", "layouts", "static", "schema"} {
		if err := hashTree(ctx, sum, root.FS(), name); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// programSum tells one build of the program from another: the theme is in it.
// It is worked out once, for the program is large.
var programSum = sync.OnceValues(func() ([]byte, error) {
	name, err := os.Executable()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, f)
	return sum.Sum(nil), err
})

// hashTree takes in the names and the bytes of all files, on all processors.
func hashTree(ctx context.Context, sum hash.Hash, files fs.FS, folder string) error {
	var names []string
	err := fs.WalkDir(files, folder, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		if _, missing := fs.Stat(files, folder); missing != nil && folder != "content" {
			return nil // a site need not have layouts of its own
		}
		return err
	}
	hashes := make([][sha256.Size]byte, len(names))
	err = output.Each(ctx, len(names), func(i int) error {
		data, err := fs.ReadFile(files, names[i])
		hashes[i] = sha256.Sum256(data)
		return err
	})
	for i, name := range names {
		fmt.Fprintf(sum, "%q %x\n", name, hashes[i])
	}
	return err
}

// remember notes what has been published. Where it cannot, the next run takes
// longer, and that is all.
func (p *publication) remember(read publish.ReadFile, ready *publish.Prepared) {
	if tree, err := publish.Tree(read); err == nil {
		p.before.keep(p.logged.Memory(tree, ready.Entry), p.begun)
	}
	if p.memory == "" || p.inputs == "" {
		return
	}
	public, err := publish.Hash(read)
	if err != nil {
		return
	}
	k := publish.Known{Inputs: p.inputs, Public: public, From: p.at, Wrong: p.wrong}
	// Not longer than the day: some lists are of the year, some files expire.
	k.Until = p.at.UTC().Truncate(24 * time.Hour).Add(24 * time.Hour)
	if next, ok := p.site.Next(); ok && next.Before(k.Until) {
		k.Until = next
	}
	if data, err := json.Marshal(k); err == nil {
		_ = writePrivate(p.memory, data) // when the next report is due, nobody else may know
	}
}

// readKnown reads what was remembered: nothing, where nothing was.
func readKnown(file string) (k publish.Known) {
	data, err := os.ReadFile(file)
	if err != nil || json.Unmarshal(data, &k) != nil {
		return publish.Known{}
	}
	return k
}
