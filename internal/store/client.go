package store

import (
	stdbytes "bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// client speaks to one place in a store. Each of its requests is repeated
// until it has an answer that stands, or patience ends.
type client struct {
	s3      minio.Core
	place   Place
	pace    pace
	timeout time.Duration // of one request; large bodies get more
}

// pace is how patiently a request is repeated.
type pace struct {
	tries       int
	first, most time.Duration // what is waited before the second try, and at most
}

// object is what a listing or an answer tells of a stored file.
type object struct {
	etag string
	size int64
}

// condition is what must hold for a write to be done.
type condition struct{ etag string } // "" means that nothing may be there

// absent is the condition that there is nothing yet.
var absent = condition{}

// never is a condition that does not hold of any object.
var never = condition{"00000000000000000000000000000000"}

// errCondition says that the condition of a write did not hold. It is told
// too when an earlier try was stored and its answer lost: whoever gets it
// looks at what is there.
var errCondition = errors.New("the condition of a write did not hold")

// errNothing says that there is no such object.
var errNothing = errors.New("no such object")

func newClient(a account, place Place, o Options) (*client, error) {
	host, secure := "s3.amazonaws.com", true
	if a.endpoint != "" {
		u, err := url.Parse(a.endpoint)
		if err != nil {
			return nil, err
		}
		host, secure = u.Host, u.Scheme == "https"
	}
	opts := &minio.Options{
		Creds: credentials.NewStaticV4(a.key, a.secret, a.session), Region: a.region, Secure: secure,
		Transport: a.transport(o.Parallel),
		// Repeating is done here: what is to be made of a 412 depends on whether
		// an earlier try may have been stored.
		MaxRetries: 1,
	}
	switch {
	case a.pathStyle:
		opts.BucketLookup = minio.BucketLookupPath
	case a.endpoint != "":
		opts.BucketLookup = minio.BucketLookupDNS
	}
	core, err := minio.NewCore(host, opts)
	if err != nil {
		return nil, errEndpoint
	}
	return &client{s3: *core, place: place, pace: o.pace, timeout: o.timeout}, nil
}

// again repeats a request while it fails in a way that may pass.
func (c *client) again(ctx context.Context, size int, do func(context.Context) error) error {
	wait := c.pace.first
	for try := 1; ; try++ {
		limited, cancel := context.WithTimeout(ctx, c.timeout+time.Duration(size/50)*time.Millisecond) // 50 kB a second
		err := do(limited)
		cancel()
		if err == nil {
			return nil
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if try == c.pace.tries || !passing(err) {
			return err
		}
		// Full jitter: many that failed together must not come back together.
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(rand.N(wait)):
		}
		wait = min(2*wait, c.pace.most)
	}
}

// passing tells of an error that may be gone the next time.
func passing(err error) bool {
	switch status(err) {
	case 0, http.StatusRequestTimeout, http.StatusConflict, http.StatusTooEarly, http.StatusTooManyRequests, http.StatusInternalServerError,
		http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	case http.StatusBadRequest: // a body that came in pieces, to a store that gave up waiting
		return code(err) == "RequestTimeout" || code(err) == "IncompleteBody"
	}
	return false
}

// get reads an object; errNothing says that there is none. The age is the
// time since it was written, by the clock of the store.
func (c *client) get(ctx context.Context, name string) (body []byte, o object, age time.Duration, err error) {
	err = c.again(ctx, 0, func(ctx context.Context) error {
		from, info, header, err := c.s3.GetObject(ctx, c.place.Bucket, c.place.Prefix+name, minio.GetObjectOptions{})
		if err != nil {
			return err
		}
		defer from.Close()
		if body, err = io.ReadAll(from); err != nil {
			return err
		}
		o = object{info.ETag, int64(len(body))}
		if now, err := http.ParseTime(header.Get("Date")); err == nil && !info.LastModified.IsZero() {
			age = now.Sub(info.LastModified)
		}
		return nil
	})
	if status(err) == http.StatusNotFound && code(err) != "NoSuchBucket" {
		return nil, object{}, 0, errNothing
	}
	if err != nil {
		return nil, object{}, 0, c.explain("GET", name, err)
	}
	return body, o, age, nil
}

// upload is an object to be written.
type upload struct {
	name, kind, cache string
	body              []byte
}

// put writes an object if the condition holds, and gives its new etag.
func (c *client) put(ctx context.Context, u upload, when condition) (etag string, err error) {
	opts := minio.PutObjectOptions{ContentType: u.kind, CacheControl: u.cache, DisableContentSha256: true, DisableMultipart: true}
	if when == absent {
		opts.SetMatchETagExcept("*")
	} else {
		opts.SetMatchETag(when.etag)
	}
	sum := sha256.Sum256(u.body)
	err = c.again(ctx, len(u.body), func(ctx context.Context) error {
		info, err := c.s3.PutObject(ctx, c.place.Bucket, c.place.Prefix+u.name, stdbytes.NewReader(u.body), int64(len(u.body)),
			"", hex.EncodeToString(sum[:]), opts)
		etag = info.ETag
		return err
	})
	switch n := status(err); {
	case err == nil:
		return etag, nil
	case n == http.StatusPreconditionFailed, n == http.StatusNotFound && when != absent && code(err) != "NoSuchBucket":
		return "", errCondition
	case n == http.StatusNotImplemented:
		return "", c.unconditional(err)
	}
	return "", c.explain("PUT", u.name, err)
}

// remove takes an object away. One that is not there is no error.
func (c *client) remove(ctx context.Context, name string) error {
	err := c.again(ctx, 0, func(ctx context.Context) error {
		return c.s3.RemoveObject(ctx, c.place.Bucket, c.place.Prefix+name, minio.RemoveObjectOptions{})
	})
	if err == nil || status(err) == http.StatusNotFound && code(err) != "NoSuchBucket" {
		return nil
	}
	return c.explain("DELETE", name, err)
}

// list gives all objects of the place, by their names in the site. What it
// says is a hint: a store may list what is gone, and not yet what is there.
func (c *client) list(ctx context.Context) (map[string]object, error) {
	all, last := map[string]object{}, ""
	err := c.again(ctx, 1<<20, func(ctx context.Context) error {
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		// After a failure it goes on behind the last name that it had.
		for o := range c.s3.Client.ListObjectsIter(ctx, c.place.Bucket, minio.ListObjectsOptions{Prefix: c.place.Prefix, Recursive: true, StartAfter: last}) {
			if o.Err != nil {
				return o.Err
			}
			last = o.Key
			if name := strings.TrimPrefix(o.Key, c.place.Prefix); !strings.HasPrefix(name, ours) {
				all[name] = object{o.ETag, o.Size}
			}
		}
		return nil
	})
	if err != nil {
		return nil, c.explain("LIST", c.place.Prefix, err)
	}
	return all, nil
}
