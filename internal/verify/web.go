package verify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"kohyo/internal/tlog"
)

// web is a Source on the network. Whoever serves it is not trusted: answers
// are bounded in size and time, and lead to no other host.
type web struct {
	base   *url.URL
	client *http.Client
	wait   time.Duration // before the first repetition; grows fourfold
}

// firstWait is a variable for tests alone.
var firstWait = 500 * time.Millisecond

const (
	tries       = 4
	oneRequest  = time.Minute
	mostDirects = 3
	longestWait = 20 * time.Second
)

var (
	errOtherHost = errors.New("it leads to another host")
	errCircle    = errors.New("it leads in a circle")
)

// Web is the site at an address.
func Web(address string, transport http.RoundTripper) (Source, error) {
	w, err := newWeb(address, transport)
	if err != nil {
		return nil, err
	}
	return w, nil
}

func newWeb(address string, transport http.RoundTripper) (*web, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	if u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("%q is no address of a site", address)
	}
	u.RawQuery, u.Fragment = "", ""
	if !strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath("/")
	}
	w := &web{base: u, wait: firstWait}
	w.client = &http.Client{Timeout: oneRequest, Transport: transport, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		switch {
		case HostOf(r.URL) != HostOf(u) || r.URL.Scheme != u.Scheme && r.URL.Scheme != "https":
			return errOtherHost
		case len(via) > mostDirects:
			return errCircle
		}
		return nil
	}}
	return w, nil
}

// HostOf is the host and port that an address leads to, in one form however
// they are written: the letters of a name may stand as themselves or as xn--.
func HostOf(u *url.URL) string {
	port := u.Port()
	if u.Scheme == "http" && port == "80" || u.Scheme == "https" && port == "443" {
		port = ""
	}
	name := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		name = ascii
	}
	return name + ":" + port
}

// address is where readers find a file: a page by its folder.
func (w *web) address(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	escaped := strings.Join(parts, "/")
	if rest, ok := strings.CutSuffix(escaped, "index.html"); ok && (rest == "" || strings.HasSuffix(rest, "/")) {
		escaped = rest
	}
	base := *w.base
	base.RawPath, base.Path = "", w.base.Path
	return base.String() + escaped
}

func (w *web) ReadFile(ctx context.Context, name string, limit int64) ([]byte, error) {
	address := w.address(name)
	data, err := w.patiently(ctx, address, limit)
	if strings.HasSuffix(address, "/") && errors.Is(err, fs.ErrNotExist) {
		// Plain storage knows no pages of folders.
		return w.patiently(ctx, address+"index.html", limit)
	}
	return data, err
}

// passing is a failure that may be over in a moment.
type passing struct {
	error
	after time.Duration // what the server asks for
}

func (p passing) Unwrap() error { return p.error }

func (w *web) patiently(ctx context.Context, address string, limit int64) ([]byte, error) {
	wait := w.wait
	for n := 1; ; n++ {
		data, err := w.once(ctx, address, limit)
		p, again := errors.AsType[passing](err)
		if !again || n == tries || ctx.Err() != nil {
			return data, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(min(max(wait, p.after), longestWait)):
		}
		wait *= 4
	}
}

func (w *web) once(ctx context.Context, address string, limit int64) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Cache-Control", "no-cache") // what the server has now, not what was kept on the way
	r.Header.Set("User-Agent", "kohyo-verify")
	answer, err := w.client.Do(r)
	if errors.Is(err, errOtherHost) || errors.Is(err, errCircle) {
		return nil, err
	}
	if err != nil {
		return nil, passing{err, 0}
	}
	defer answer.Body.Close()
	switch code := answer.StatusCode; {
	case code == http.StatusNotFound, code == http.StatusGone, code == http.StatusForbidden:
		// Storage answers 403 for what is not there, when it may not be listed.
		return nil, &fs.PathError{Op: "get", Path: address, Err: fs.ErrNotExist}
	case code == http.StatusTooManyRequests, code >= 500:
		seconds, _ := strconv.Atoi(answer.Header.Get("Retry-After"))
		return nil, passing{fmt.Errorf("%s: %s", address, answer.Status), time.Duration(seconds) * time.Second}
	case code != http.StatusOK:
		return nil, fmt.Errorf("%s: %s", address, answer.Status)
	}
	data, err := readLimited(answer.Body, limit)
	if err != nil {
		return nil, passing{err, 0}
	}
	return data, nil
}

// readLimited reads at most one byte more than the limit: enough to know that
// there is too much.
func readLimited(r io.Reader, limit int64) ([]byte, error) {
	const most = 256 << 10 // before anything was read: a limit is no size
	b := bytes.NewBuffer(make([]byte, 0, min(limit, most)+bytes.MinRead))
	_, err := b.ReadFrom(io.LimitReader(r, limit+1))
	return b.Bytes(), err
}

func (w *web) Names() ([]string, error) { return nil, nil }
func (w *web) Live() bool               { return true }
func (w *web) Close() error             { w.client.CloseIdleConnections(); return nil }

// SiteOf finds the site that a page belongs to: the address itself, or the
// nearest above it that has a log. Who reads a notice has the address of that.
func SiteOf(ctx context.Context, address string, transport http.RoundTripper) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	u.RawQuery, u.Fragment, u.RawPath = "", "", ""
	for at := strings.TrimSuffix(u.Path, "/"); ; at = at[:max(0, strings.LastIndexByte(at, '/'))] {
		above := *u
		above.Path = at + "/"
		w, err := newWeb(above.String(), transport)
		if err != nil {
			return address
		}
		data, err := w.once(ctx, w.address(tlog.CheckpointFile), largestLogFile) // Run is the patient one
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return address // Run says why
		}
		if _, no := tlog.ParseCheckpoint(data); err == nil && no == nil {
			return above.String()
		}
		if at == "" {
			return address
		}
	}
}
