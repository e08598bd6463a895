package store

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
)

// The store's own objects stand under this name, out of the site's way.
const (
	ours     = ".kohyo/"
	lockName = ours + "lock"
)

// lease is an object that one publisher at a time writes again and again: a
// sign of life. Where the signs have stopped, the next publisher takes over.
//
// It serves that of two publishers one wins. That neither breaks what the
// other has written does not hang on it: every write has a condition.
type lease struct {
	c     *client
	id    string
	beats int
	etag  string
	timing

	stop chan struct{}
	done chan struct{}
}

// timing is how often there is a sign of life, and when a lease without one is over.
type timing struct{ beat, dead time.Duration }

// mark is what stands in the lock. It is as public as the site.
type mark struct {
	ID    string `json:"publisher"`
	Beats int    `json:"beats"`
}

func (l *lease) upload() upload {
	l.beats++
	text, _ := json.Marshal(mark{l.id, l.beats})
	return upload{lockName, kinds[".json"], "no-store", text}
}

// take takes the lock, or says who has it. Waiting is called when an earlier
// publisher seems to have died and its lease must run out first.
func take(ctx context.Context, c *client, t timing, waiting func(time.Duration)) (*lease, error) {
	l := &lease{c: c, id: rand.Text(), timing: t, stop: make(chan struct{}), done: make(chan struct{})}
	when := absent
	for tries := 0; ; tries++ {
		u := l.upload()
		etag, err := c.put(ctx, u, when)
		if errors.Is(err, errCondition) {
			when, err = l.outwait(ctx, waiting)
			if tries > 3 && err == nil {
				err = &publish.Busy{Who: c.place.String()}
			}
			if err == nil {
				continue
			}
		}
		if err != nil {
			return nil, err
		}
		if etag != "" { // "" means that a lost try was stored
			l.etag = etag
		}
		return l, l.probe(ctx)
	}
}

// outwait watches the lock of somebody else until it is clear whether they
// live, and gives the condition under which it may be written next.
func (l *lease) outwait(ctx context.Context, waiting func(time.Duration)) (condition, error) {
	var seen string
	var since time.Time
	for {
		text, o, age, err := l.c.get(ctx, lockName)
		if errors.Is(err, errNothing) {
			return absent, nil
		}
		if err != nil {
			return absent, err
		}
		var m mark
		switch json.Unmarshal(text, &m); {
		case m.ID == l.id, age > 3*l.dead:
			return condition{o.etag}, nil
		case seen == "":
			seen, since = o.etag, time.Now()
			if waiting != nil {
				waiting(l.dead)
			}
		case seen != o.etag:
			written := time.Now().Add(-age).UTC().Format("2006-01-02 15:04:05 UTC")
			return absent, &publish.Busy{Who: l.c.place.String() + ", " + written}
		case time.Since(since) > l.dead:
			return condition{o.etag}, nil
		}
		select {
		case <-ctx.Done():
			return absent, context.Cause(ctx)
		case <-time.After(min(l.beat/2, l.dead/8)):
		}
	}
}

// probe sees whether the store heeds conditions at all. One that does not
// would let two publishers overwrite each other without a word.
func (l *lease) probe(ctx context.Context) error {
	for _, when := range []condition{absent, never} {
		switch _, err := l.c.put(ctx, l.upload(), when); {
		case errors.Is(err, errCondition):
		case err == nil:
			return l.c.unconditional(nil)
		default:
			return err
		}
	}
	return nil
}

// unconditional says that a store cannot be published to.
func (c *client) unconditional(cause error) error {
	return &Fault{Kind: Refused, cause: cause,
		Text: diag.Say("%s のストアは条件付きの書き込み（If-None-Match、If-Match）に対応していません。",
			"%s: this store does not heed the conditions of a write (If-None-Match, If-Match)", c.place),
		Hint: diag.Words{
			Ja: "これがないと、公開済みの報を上書きしない、という約束を守れません。対応しているストア（Amazon S3、R2、MinIO など）をお使いください。",
			En: "without them nothing keeps a published report from being overwritten; use a store that does, such as Amazon S3, R2 or MinIO",
		}}
}

// keep gives signs of life until release, and calls lost when the lock is
// somebody else's or could not be renewed in time.
func (l *lease) keep(ctx context.Context, lost func(error)) {
	defer close(l.done)
	last := time.Now()
	for {
		select {
		case <-l.stop:
			return
		case <-time.After(l.beat):
		}
		short, cancel := context.WithTimeout(ctx, l.dead/2)
		err := l.renew(short)
		cancel()
		switch _, busy := errors.AsType[*publish.Busy](err); {
		case err == nil:
			last = time.Now()
		case busy, time.Since(last) > l.dead*3/4:
			lost(err)
			return
		}
	}
}

func (l *lease) renew(ctx context.Context) error {
	etag, err := l.c.put(ctx, l.upload(), condition{l.etag})
	if errors.Is(err, errCondition) {
		etag, err = l.held(ctx)
	}
	if err == nil {
		l.etag = etag
	}
	return err
}

// held looks whether the lock is ours, and gives its etag.
func (l *lease) held(ctx context.Context) (string, error) {
	text, o, _, err := l.c.get(ctx, lockName)
	if err != nil && !errors.Is(err, errNothing) {
		return "", err
	}
	var m mark
	if json.Unmarshal(text, &m); m.ID != l.id {
		return "", &publish.Busy{Who: l.c.place.String()}
	}
	return o.etag, nil
}

// release gives the lock back. What fails here is mended by time.
func (l *lease) release() {
	close(l.stop)
	<-l.done
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	if _, err := l.held(ctx); err == nil {
		l.c.remove(ctx, lockName)
	}
}
