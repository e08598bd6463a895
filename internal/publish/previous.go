package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The bounds of what is read from another machine.
const (
	largest    = 64 << 20 // bytes of one file
	mostHops   = 5        // redirects
	slowest    = 60 * time.Second
	triesAtAll = 3
)

// Previous reads public files over HTTP from below an address.
type Previous struct {
	base   *url.URL
	client *http.Client
	pause  time.Duration // before the second try; the third waits twice as long
}

// NewPrevious takes the address of the site's root, such as
// "https://example.com/notices/".
func NewPrevious(address string) (*Previous, error) {
	base, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, err
	case base.Scheme != "https" && base.Scheme != "http" || base.Host == "":
		return nil, errors.New("it does not begin with https:// or http://")
	case base.User != nil || base.RawQuery != "" || base.Fragment != "":
		return nil, errors.New("it has a user, a query or a fragment")
	}
	base.Path = strings.TrimSuffix(base.Path, "/") + "/"
	p := &Previous{base: base, pause: time.Second}
	p.client = &http.Client{Timeout: slowest, CheckRedirect: func(next *http.Request, via []*http.Request) error {
		switch {
		case next.URL.Host != base.Host || next.URL.Scheme != base.Scheme:
			return fmt.Errorf("it leads to another site, %s://%s", next.URL.Scheme, next.URL.Host)
		case len(via) >= mostHops:
			return errors.New("it is redirected too often")
		}
		return nil
	}}
	return p, nil
}

// Files gives the public files, for as long as the context lives.
func (p *Previous) Files(ctx context.Context) ReadFile {
	return func(name string) ([]byte, error) {
		var err error
		for try := range triesAtAll {
			if try > 0 {
				select {
				case <-ctx.Done():
					return nil, ctx.Err()
				case <-time.After(p.pause * time.Duration(try)):
				}
			}
			var data []byte
			var again bool
			if data, again, err = p.get(ctx, name); err == nil || errors.Is(err, fs.ErrNotExist) {
				return data, err
			}
			if !again {
				break
			}
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &Unreadable{p.base.String(), err}
	}
}

// Unreadable says that what is public cannot be read at its address.
type Unreadable struct {
	Address string
	err     error
}

func (u *Unreadable) Error() string {
	if request, ok := errors.AsType[*url.Error](u.err); ok {
		return request.Err.Error() // without the address once more
	}
	return u.err.Error()
}

// Unwrap gives the cause.
func (u *Unreadable) Unwrap() error { return u.err }

// get asks once, and says whether asking again may help.
func (p *Previous) get(ctx context.Context, name string) (data []byte, again bool, err error) {
	if !fs.ValidPath(name) {
		return nil, false, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file := *p.base
	file.Path, file.RawPath = file.Path+name, ""
	address := file.String()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, false, err
	}
	req.Header.Set("Cache-Control", "no-cache") // the origin's word, not that of a cache before it
	req.Header.Set("User-Agent", "kohyo")
	res, err := p.client.Do(req)
	if err != nil {
		return nil, ctx.Err() == nil, err
	}
	defer res.Body.Close()
	switch {
	case res.StatusCode == http.StatusNotFound || res.StatusCode == http.StatusGone:
		return nil, false, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case res.StatusCode != http.StatusOK:
		busy := res.StatusCode >= 500 || res.StatusCode == http.StatusTooManyRequests
		return nil, busy, fmt.Errorf("%s: %s", address, res.Status)
	}
	data, err = io.ReadAll(io.LimitReader(res.Body, largest+1))
	if err != nil {
		return nil, true, fmt.Errorf("%s: %w", address, err)
	}
	if len(data) > largest {
		return nil, false, fmt.Errorf("%s: larger than %d MiB", address, largest>>20)
	}
	return data, false, nil
}
