// Package store makes a site public in an object store that speaks S3.
//
// A store has no step that changes many objects at once. So what is new comes
// first, while nothing public names it; then what changes, in the order of the
// classes; then the checkpoint of the log, under the condition that it is
// still the one that was read; and at the very end what is public no more is
// removed. A run that was cut off at any request is made good by the next.
package store

import (
	"context"
	"errors"
	"io/fs"
	"sync/atomic"
	"time"

	"kohyo/internal/publish"
)

const checkpointName = "log/checkpoint"

// Options are what a caller may say of a store. The zero value does.
type Options struct {
	Parallel int // requests at once; 16

	// Waiting is called when a publisher seems to have died, and the time until
	// that is certain has to be waited for.
	Waiting func(atMost time.Duration)

	pace    pace
	timing  timing
	timeout time.Duration
}

func (o Options) filled() Options {
	if o.Parallel <= 0 {
		o.Parallel = 16
	}
	if o.pace == (pace{}) {
		o.pace = pace{8, 200 * time.Millisecond, 10 * time.Second}
	}
	if o.timing == (timing{}) {
		o.timing = timing{5 * time.Second, 20 * time.Second}
	}
	if o.timeout == 0 {
		o.timeout = 30 * time.Second
	}
	return o
}

// Store is a publish.Target.
type Store struct {
	client *client
	opt    Options

	lease  *lease
	lost   chan struct{} // closed when the lease is gone
	cause  error         // why
	public               // what Begin found
	moved  atomic.Bool
}

// public is what stands in the store: the checkpoint that says what is public,
// and what a publisher before has left unfinished.
type public struct {
	checkpoint []byte
	base       object // of the checkpoint; no etag where there is none
	before     *journal
	journaled  object
}

var _ publish.Target = (*Store)(nil)

// Open gives the store at s3://bucket/prefix, with the key and the endpoint of
// the environment. It asks the store nothing yet.
func Open(target string, getenv func(string) string, o Options) (*Store, error) {
	place, err := ParsePlace(target)
	if err != nil {
		return nil, err
	}
	a, err := accountFrom(getenv)
	if err != nil {
		return nil, err
	}
	o = o.filled()
	c, err := newClient(a, place, o)
	return &Store{client: c, opt: o}, err
}

// String is the place as a person writes it.
func (s *Store) String() string { return s.client.place.String() }

// Look gives what is public now.
func (s *Store) Look(ctx context.Context) (publish.ReadFile, error) {
	look := &Store{client: s.client, opt: s.opt}
	if err := look.learn(ctx); err != nil {
		return nil, err
	}
	return func(name string) ([]byte, error) { return look.read(ctx, name) }, nil
}

// Try sees whether the store would take an object: it is asked to write one
// under a condition that does not hold.
func (s *Store) Try(ctx context.Context) error {
	_, err := s.client.put(ctx, upload{ours + "try", plain, "no-store", nil}, never)
	switch {
	case errors.Is(err, errCondition):
		return nil
	case err == nil:
		return errors.Join(s.client.unconditional(nil), s.client.remove(ctx, ours+"try"))
	}
	return err
}

// Begin gives what is public now, and keeps others from changing it.
func (s *Store) Begin(ctx context.Context) (publish.ReadFile, error) {
	lease, err := take(ctx, s.client, s.opt.timing, s.opt.Waiting)
	if err != nil {
		return nil, err
	}
	s.lease, s.lost = lease, make(chan struct{})
	go lease.keep(context.WithoutCancel(ctx), func(err error) { s.cause = err; close(s.lost) })
	if err := s.learn(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return func(name string) ([]byte, error) { return s.read(ctx, name) }, nil
}

// Close lets others publish.
func (s *Store) Close() error {
	if s.lease != nil {
		s.lease.release()
		s.lease = nil
	}
	return nil
}

// learn reads the checkpoint, and whether it is the whole truth.
func (s *Store) learn(ctx context.Context) (err error) {
	s.public = public{}
	if s.before, s.journaled, err = s.client.readJournal(ctx); err != nil {
		return err
	}
	s.checkpoint, s.base, _, err = s.client.get(ctx, checkpointName)
	if errors.Is(err, errNothing) {
		err = nil
	}
	return err
}

// read gives a file as the checkpoint knows it; after a move, as it stands.
func (s *Store) read(ctx context.Context, name string) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	if !s.moved.Load() {
		if name == checkpointName && s.base.etag != "" {
			return s.checkpoint, nil
		}
		if s.unfinished() {
			if text, known, err := s.before.view(name); known {
				return text, err
			}
		}
	}
	text, _, _, err := s.client.get(ctx, name)
	if errors.Is(err, errNothing) {
		return nil, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return text, err
}

// Whole tells that no publisher before has left anything undone. To read all
// objects again is for kohyo verify.
func (s *Store) Whole(context.Context, []publish.File) bool {
	return s.before == nil && s.journaled.etag == ""
}

// Witnesses are none: a store has nothing but what is public.
func (s *Store) Witnesses() ([]publish.Witness, error) { return nil, nil }

// unfinished tells that a publisher before did not reach the checkpoint.
func (s *Store) unfinished() bool { return s.before != nil && s.before.Base == s.base.etag }

// replace writes one of our own objects over what stands there.
func (s *Store) replace(ctx context.Context, u upload, now object) error {
	for {
		_, err := s.client.put(ctx, u, condition{now.etag})
		if !errors.Is(err, errCondition) {
			return err
		}
		if _, err := s.lease.held(ctx); err != nil {
			return err
		}
		text, o, _, err := s.client.get(ctx, u.name)
		if err != nil && !errors.Is(err, errNothing) {
			return err
		}
		if string(text) == string(u.body) && o.etag != "" {
			return nil
		}
		now = o
	}
}

// guarded is a context that ends when the lease does.
func (s *Store) guarded(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	finished := make(chan struct{})
	go func() {
		select {
		case <-s.lost:
			cancel(s.cause)
		case <-finished:
		}
	}()
	return ctx, func() { close(finished); cancel(nil) }
}
