package publish

import (
	"context"
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"kohyo/internal/output"
	"kohyo/internal/tlog"
)

// Folder is a target on this machine: every publication is a tree of its own,
// and readers are led to the next one in a single step.
type Folder struct {
	place *output.Generations
	root  *os.Root

	// What Move found wrong with what was served, and left behind.
	Repaired, Strays []string
}

// NewFolder gives the folder, which need not exist yet. The error is an
// *output.Refused where the place is not ours.
func NewFolder(dir string, opt output.GenerationsOptions) (*Folder, error) {
	place, err := output.At(dir, opt)
	return &Folder{place: place}, err
}

// Look gives what is public.
func (f *Folder) Look(context.Context) (ReadFile, error) {
	f.closeRoot()
	root, err := f.place.Open()
	if errors.Is(err, fs.ErrNotExist) {
		return func(name string) ([]byte, error) {
			return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		}, nil
	}
	if err != nil {
		return nil, err
	}
	f.root = root
	if _, err := root.Lstat(filepath.FromSlash(tlog.CheckpointFile)); errors.Is(err, fs.ErrNotExist) && f.place.Used() {
		return nil, refuseLostLog(f.Served())
	}
	return func(name string) ([]byte, error) { return root.ReadFile(filepath.FromSlash(name)) }, nil
}

// Try looks whether the next tree can be written.
func (f *Folder) Try(context.Context) error { return f.place.Try() }

// Begin locks the folder.
func (f *Folder) Begin(ctx context.Context) (ReadFile, error) {
	err := f.place.Lock()
	if busy, ok := errors.AsType[*output.Busy](err); ok {
		return nil, &Busy{busy.Who}
	}
	if err != nil {
		return nil, err
	}
	return f.Look(ctx)
}

// Move writes the next tree and leads readers to it.
func (f *Folder) Move(ctx context.Context, plan *Plan, site Source, done func()) (Stats, error) {
	f.Strays = f.strays(plan)
	if plan.Count(Same) == len(plan.Files) && len(f.Strays) == 0 && f.Whole(ctx, plan.Files) {
		return Stats{}, nil
	}
	var files []output.File
	for _, p := range plan.Files {
		if p.Change != Gone {
			files = append(files, output.File{Name: p.Name, Size: p.Size, SHA256: p.SHA256})
		}
	}
	stats, err := f.place.Replace(ctx, files, site, done)
	for _, p := range plan.Files {
		if p.Change == Same && slices.Contains(stats.Differs, p.Name) {
			f.Repaired = append(f.Repaired, p.Name)
		}
	}
	if checkpoint, readErr := site.ReadFile(tlog.CheckpointFile); err == nil && readErr == nil {
		f.place.Remember(checkpoint)
	}
	return Stats{Sent: stats.Files, Bytes: stats.Bytes, Removed: plan.Count(Gone)}, err
}

// Witnesses are the checkpoints of the publications that are kept, and of the
// last one.
func (f *Folder) Witnesses() (all []Witness, err error) {
	for path, data := range f.place.Witnesses(tlog.CheckpointFile) {
		// One that cannot be read says nothing: an old disk is no reason to keep
		// a notice from being published.
		if _, err := tlog.ParseCheckpoint(data); err == nil {
			all = append(all, Witness{Where: path, Checkpoint: data})
		}
	}
	return all, nil
}

// Served is the path that a web server must serve.
func (f *Folder) Served() string { return f.place.Path() }

// Whole reads all files, for a changed byte need not show in the size.
func (f *Folder) Whole(ctx context.Context, plan []File) bool {
	return f.root != nil && nil == output.Each(ctx, len(plan), func(i int) error {
		if !f.right(plan[i]) {
			return errDamaged
		}
		return nil
	})
}

var errDamaged = errors.New("not the file that was published")

// Wrong lists the files that a plan leaves as they are and that are not as
// they were published, and those that readers are shown besides: what Move
// would put right, or leave behind.
func (f *Folder) Wrong(ctx context.Context, plan *Plan) (damaged, strays []string) {
	wrong := make([]bool, len(plan.Files))
	_ = output.Each(ctx, len(plan.Files), func(i int) error {
		wrong[i] = plan.Files[i].Change == Same && !f.right(plan.Files[i])
		return nil
	})
	for i, file := range plan.Files {
		if wrong[i] {
			damaged = append(damaged, file.Name)
		}
	}
	return damaged, f.strays(plan)
}

func (f *Folder) right(file File) bool {
	name := filepath.FromSlash(file.Name)
	info, err := f.root.Lstat(name)
	if err != nil || !info.Mode().IsRegular() || info.Size() != file.Size {
		return false
	}
	data, err := f.root.ReadFile(name)
	return err == nil && sha256.Sum256(data) == file.SHA256
}

func (f *Folder) strays(plan *Plan) []string {
	known := map[string]bool{}
	for _, p := range plan.Files {
		known[p.Name] = true
	}
	return f.place.Strays(known)
}

// Close lets others publish.
func (f *Folder) Close() error {
	f.closeRoot()
	return f.place.Close()
}

func (f *Folder) closeRoot() {
	if f.root != nil {
		f.root.Close()
		f.root = nil
	}
}
