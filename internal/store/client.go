package store

import (
	stdbytes "bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	awshttp "github.com/aws/smithy-go/transport/http"
)

// client speaks to one place in a store. Each of its requests is repeated
// until it has an answer that stands, or patience ends.
type client struct {
	s3      *s3.Client
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

// errCondition says that the condition of a write did not hold. It is told
// too when an earlier try was stored and its answer lost: whoever gets it
// looks at what is there.
var errCondition = errors.New("the condition of a write did not hold")

// errNothing says that there is no such object.
var errNothing = errors.New("no such object")

func newClient(a account, place Place, o Options) *client {
	opts := s3.Options{
		Region:       a.region,
		UsePathStyle: a.pathStyle,
		// Repeating is done here: what is to be made of a 412 depends on whether
		// an earlier try may have been stored.
		Retryer:                    aws.NopRetryer{},
		HTTPClient:                 &http.Client{Transport: a.transport(o.Parallel), CheckRedirect: noRedirect},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenRequired, // stores other than Amazon's know no trailers
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenRequired,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: a.key, SecretAccessKey: a.secret, SessionToken: a.session}, nil
		}),
	}
	if a.endpoint != "" {
		opts.BaseEndpoint = aws.String(a.endpoint)
	}
	return &client{s3: s3.New(opts), place: place, pace: o.pace, timeout: o.timeout}
}

func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

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
		pause := max(rand.N(wait), asked(err, c.pace.most))
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(pause):
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

// asked is how long the store asks us to wait.
func asked(err error, most time.Duration) time.Duration {
	r, ok := errors.AsType[*awshttp.ResponseError](err)
	if !ok || r.Response == nil {
		return 0
	}
	seconds, _ := strconv.Atoi(r.Response.Header.Get("Retry-After"))
	return min(time.Duration(max(seconds, 0))*time.Second, most)
}

// get reads an object; errNothing says that there is none. The age is the
// time since it was written, by the clock of the store.
func (c *client) get(ctx context.Context, name string) (body []byte, o object, age time.Duration, err error) {
	err = c.again(ctx, 0, func(ctx context.Context) error {
		out, err := c.s3.GetObject(ctx, &s3.GetObjectInput{Bucket: &c.place.Bucket, Key: aws.String(c.place.Prefix + name)})
		if err != nil {
			return err
		}
		defer out.Body.Close()
		if body, err = io.ReadAll(out.Body); err != nil {
			return err
		}
		o = object{aws.ToString(out.ETag), int64(len(body))}
		if now, ok := awsmiddleware.GetServerTime(out.ResultMetadata); ok && out.LastModified != nil {
			age = now.Sub(*out.LastModified)
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
	in := &s3.PutObjectInput{
		Bucket: &c.place.Bucket, Key: aws.String(c.place.Prefix + u.name),
		ContentType: &u.kind, CacheControl: &u.cache, ContentLength: aws.Int64(int64(len(u.body))),
	}
	if when == absent {
		in.IfNoneMatch = aws.String("*")
	} else {
		in.IfMatch = aws.String(when.etag)
	}
	err = c.again(ctx, len(u.body), func(ctx context.Context) error {
		in.Body = stdbytes.NewReader(u.body)
		out, err := c.s3.PutObject(ctx, in)
		if err == nil {
			etag = aws.ToString(out.ETag)
		}
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
		_, err := c.s3.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: &c.place.Bucket, Key: aws.String(c.place.Prefix + name)})
		return err
	})
	if err == nil || status(err) == http.StatusNotFound && code(err) != "NoSuchBucket" {
		return nil
	}
	return c.explain("DELETE", name, err)
}

// list gives all objects of the place, by their names in the site. What it
// says is a hint: a store may list what is gone, and not yet what is there.
func (c *client) list(ctx context.Context) (map[string]object, error) {
	all := map[string]object{}
	in := &s3.ListObjectsV2Input{Bucket: &c.place.Bucket, Prefix: &c.place.Prefix}
	for {
		var out *s3.ListObjectsV2Output
		err := c.again(ctx, 0, func(ctx context.Context) (err error) {
			out, err = c.s3.ListObjectsV2(ctx, in)
			return err
		})
		if err != nil {
			return nil, c.explain("LIST", c.place.Prefix, err)
		}
		for _, o := range out.Contents {
			name := strings.TrimPrefix(aws.ToString(o.Key), c.place.Prefix)
			if !strings.HasPrefix(name, ours) {
				all[name] = object{aws.ToString(o.ETag), aws.ToInt64(o.Size)}
			}
		}
		if !aws.ToBool(out.IsTruncated) || aws.ToString(out.NextContinuationToken) == "" {
			return all, nil
		}
		in.ContinuationToken = out.NextContinuationToken
	}
}
