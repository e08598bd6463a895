package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

var errAgain = errors.New("another run replaced the output at the same moment")

// swap puts the finished tree in the target's place and removes the old one.
// Runs that finish at the same time come here one after the other.
// before is what was found there when the run began.
func swap(ctx context.Context, d disk, fresh temporary, target, dir string, before tree, opt Options) (left string, err error) {
	err = locked(ctx, target, func(there bool) (err error) {
		left, err = swapLocked(d, fresh.path, target, dir, before, there, opt)
		return err
	})
	return left, err
}

func swapLocked(d disk, fresh, target, dir string, t tree, there bool, opt Options) (left string, err error) {
	// Looked at again: rendering took its time, and people save files and publish.
	if err := refusePublication(target, dir, opt); err != nil {
		return "", err
	}
	if !t.exists || !t.untouched(target) {
		if t, err = inspectLocked(target, dir, there); err != nil {
			return "", err
		}
	}
	if !t.exists {
		return "", place(d, fresh, target, opt)
	}
	aside, back, err := trade(d, fresh, target)
	if errors.Is(err, errAgain) {
		clearAway(d, fresh+oldMark, dir) // or the next try would find it in its way
	}
	if err != nil {
		return "", err
	}
	// And once more, now that nobody can find it under its name.
	if err = syncParent(d, target, opt); err == nil && !t.untouched(aside) {
		t, err = inspect(aside, dir)
	}
	if err != nil {
		return "", errors.Join(err, stuck(back()))
	}
	if err := erase(d, aside, t); err != nil {
		return aside, nil
	}
	return "", nil
}

// clearAway removes an old tree that was moved aside in vain. What cannot be
// removed is left to a later run's sweep.
func clearAway(d disk, aside, dir string) {
	if t, err := inspect(aside, dir); err == nil && t.exists {
		_ = erase(d, aside, t)
	}
}

// place is the swap where nothing was before.
func place(d disk, fresh, target string, opt Options) error {
	if err := d.rename(fresh, target); errors.Is(err, fs.ErrExist) {
		return errAgain
	} else if err != nil {
		return err
	}
	if err := syncParent(d, target, opt); err != nil {
		return errors.Join(err, stuck(d.rename(target, fresh)))
	}
	return nil
}

// trade puts the new tree in place. It says where the old one is now and how
// to take the step back.
func trade(d disk, fresh, target string) (aside string, back func() error, err error) {
	err = d.exchange(fresh, target)
	if err == nil {
		return fresh, func() error { return d.exchange(fresh, target) }, nil
	}
	if !errors.Is(err, errNoExchange) {
		return "", nil, hint(err)
	}
	// Two steps, with a moment between them in which the target is missing.
	// A run killed just then leaves the old tree for the next one's sweep.
	aside = fresh + oldMark
	if err := d.rename(target, aside); err != nil {
		return "", nil, hint(err)
	}
	if err := d.rename(fresh, target); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return "", nil, errAgain // another run was quicker
		}
		return "", nil, errors.Join(err, d.rename(aside, target))
	}
	return aside, func() error {
		return errors.Join(d.rename(target, fresh), d.rename(aside, target))
	}, nil
}

// stuck explains the one case in which an error leaves a new output behind:
// the disk failed, and failed again when the swap was to be taken back.
func stuck(err error) error {
	if err != nil {
		err = fmt.Errorf("the new output is in place, whole, and could not be taken back: %w", err)
	}
	return err
}

func hint(err error) error {
	if isBusy(err) {
		return fmt.Errorf("%w (a mount point cannot be replaced: name a folder inside it)", err)
	}
	return err
}

func syncParent(d disk, target string, opt Options) error {
	if opt.NoSync {
		return nil
	}
	return d.sync(filepath.Dir(target))
}

// locked calls do while no other run replaces the target, and again when do
// finds that another one has been quicker. there says whether a target was
// found to lock.
func locked(ctx context.Context, target string, do func(there bool) error) error {
	for {
		lock, err := tryLock(target)
		switch {
		case err == nil, errors.Is(err, errNoLocks):
			err = do(true)
			lock.release()
		case errors.Is(err, fs.ErrNotExist):
			err = do(false)
		}
		if !errors.Is(err, errLocked) && !errors.Is(err, errAgain) {
			return err
		}
		if err := pause(ctx); err != nil {
			return err
		}
	}
}

// inspectLocked inspects the target under its lock. A target that appeared
// after there was none to lock is another run's, and may change while we look.
func inspectLocked(target, dir string, there bool) (tree, error) {
	t, err := inspect(target, dir)
	if !there && (err != nil || t.exists) {
		if _, missing := os.Lstat(target); missing == nil {
			return tree{}, errAgain
		}
	}
	return t, err
}

func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(20 * time.Millisecond):
		return nil
	}
}

var (
	errLocked  = errors.New("in use by another run")
	errNoLocks = errors.New("no locks on this system")
)

// lock is an open folder that is locked. The system lets go of it when the
// process ends, however it ends.
type lock struct{ file *os.File }

func (l *lock) release() {
	if l != nil {
		l.file.Close()
	}
}

// tryLock locks a folder if nobody else has. The folder may be renamed while
// it is locked, and may have been while it was being opened: then the name
// stands for another one now, which counts as locked, to be tried again.
func tryLock(path string) (*lock, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if err := flock(f); err != nil {
		f.Close()
		return nil, err
	}
	opened, err := f.Stat()
	if err == nil {
		var named fs.FileInfo
		if named, err = os.Lstat(path); err == nil && !os.SameFile(opened, named) {
			err = errLocked
		}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return &lock{f}, nil
}
