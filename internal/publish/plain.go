package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"kohyo/internal/output"
	"kohyo/internal/tlog"
)

// Plain is a folder that is not public itself: something else copies it to
// where readers are served. What is public is read from there.
type Plain struct {
	Dir    string
	Site   string // the site's own folder
	Public ReadFile
	First  bool   // there has been no publication yet
	URL    string // where the public files are read
}

// Look gives what is public.
func (p *Plain) Look(context.Context) (ReadFile, error) {
	_, err := p.Public(tlog.CheckpointFile)
	if errors.Is(err, fs.ErrNotExist) && !p.First {
		return nil, refuseNoLog(p.URL)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return p.Public, nil
}

// Witnesses is the checkpoint of what was written to the folder last: the
// next one must follow it, or two records would be copied one over the other.
func (p *Plain) Witnesses() ([]Witness, error) {
	data, err := os.ReadFile(filepath.Join(p.Dir, filepath.FromSlash(tlog.CheckpointFile)))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return []Witness{{p.Dir, data, true}}, err
}

// Try looks whether the folder can be written.
func (p *Plain) Try(context.Context) error { return output.Try(p.Dir, p.options()) }

func (p *Plain) options() output.Options { return output.Options{Site: p.Site, Log: true} }

// Begin is Look: nobody can be kept out from here.
func (p *Plain) Begin(ctx context.Context) (ReadFile, error) { return p.Look(ctx) }

// Whole is false: the folder is to be written in any case.
func (p *Plain) Whole(context.Context, []File) bool { return false }

// Move writes the whole site, for whatever copies it needs all files.
func (p *Plain) Move(ctx context.Context, plan *Plan, site Source, done func()) (Stats, error) {
	stats, err := output.Write(ctx, p.Dir, planned{plan, site, done}, p.options())
	return Stats{Sent: stats.Files, Bytes: stats.Bytes, Removed: plan.Count(Gone)}, err
}

// Close does nothing.
func (p *Plain) Close() error { return nil }
