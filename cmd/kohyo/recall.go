package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"time"

	"kohyo/internal/build"
)

// recollection is where this machine keeps what a run remembers of a large
// site, for the next run that writes to the same place. The nil recollection
// keeps nothing.
type recollection struct{ file string }

// recollectionFor is that of a site and the place it is written to. It is nil
// where there is no folder for such things: then everything is made anew.
func (a *app) recollectionFor(target string) *recollection {
	file := a.cacheFile("memory", target, "")
	if file == "" {
		return nil
	}
	return &recollection{file}
}

// cacheFile is where this machine keeps what it remembers of a site and the place
// it is written to: "" where there is no folder for such things.
func (a *app) cacheFile(kind, target, ext string) string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	site, err := filepath.Abs(a.dir)
	if err != nil {
		return ""
	}
	id := sha256.Sum256([]byte(site + "\n" + target))
	return filepath.Join(cache, "kohyo", kind, hex.EncodeToString(id[:16])+ext)
}

// absolute is a path that means the same in every folder, where there is one.
func absolute(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name
}

// recall gives what the run before has kept. The program is told from others
// by its bytes, for the theme is in them.
func (r *recollection) recall() *build.Memory {
	if r == nil {
		return nil
	}
	program, err := programSum()
	if err != nil {
		return nil
	}
	data, _ := os.ReadFile(r.file) // without it there is an empty memory
	return build.Remember(build.Hash(program), data)
}

// forget gives a memory in which there is nothing, for a run that makes
// everything anew and is remembered.
func (r *recollection) forget() *build.Memory {
	if r != nil {
		_ = os.Remove(r.file)
	}
	return r.recall()
}

// keepsFor is how long what nobody asks for any more is kept.
const keepsFor = 30 * 24 * time.Hour

// keep keeps what the next run is to remember, for this user alone. Where that
// fails, the next run takes longer, and that is all.
func (r *recollection) keep(memory []byte, now time.Time) {
	if r == nil || memory == nil {
		return
	}
	if writePrivate(r.file, memory) != nil {
		return
	}
	others, _ := filepath.Glob(filepath.Join(filepath.Dir(r.file), "*"))
	for _, name := range others {
		if info, err := os.Stat(name); err == nil && now.Sub(info.ModTime()) > keepsFor {
			_ = os.Remove(name)
		}
	}
}

// writePrivate replaces a file that only its owner can read, whole or not at
// all.
func writePrivate(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
