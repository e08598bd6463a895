// Package pdf turns print pages into PDFs with a Chromium that is on the
// machine.
//
// One browser prints all pages, several at once. It is shown nothing but the
// bytes of the page: it may ask for nothing, neither from the network nor
// from the disk, and runs no scripts. What it makes is then given the
// report's own description and dates, so that the same report gives the same
// file whenever it is printed.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"sync"
	"time"
)

// Job is one page to print.
type Job struct {
	Page string // the page's file in the site: "ja/shop/1/print/index.html"
	URL  string // its address once it is public, from which its links lead
	Info Info

	// Before gives the file that was made before, or nil. It is kept if it is
	// what would be made now.
	Before func() []byte
}

// Options are what a caller may say besides.
type Options struct {
	Browser string        // the program; "" means the first that Find finds
	Workers int           // how many pages are printed at once; 0 means by processor
	Page    time.Duration // the longest that one page may take; 0 means a minute
}

const (
	pageLimit  = time.Minute
	startLimit = 30 * time.Second

	// maxWorkers is where more pages at once only take more memory.
	maxWorkers = 8
)

// PageError is a page that could not be printed. Others may have been.
type PageError struct {
	Page string
	Err  error
}

func (e *PageError) Error() string { return e.Page + ": " + e.Err.Error() }
func (e *PageError) Unwrap() error { return e.Err }

// NotSelfContained is a print page that asks for what is not in it.
type NotSelfContained struct{ Asked string }

func (e *NotSelfContained) Error() string { return "the page is not self-contained: " + e.Asked }

// Print prints the pages of a site. Each finished file is handed to done, one
// at a time, in the order in which they are finished. An error of done ends
// the run; pages that cannot be printed do not, and are named at the end.
//
// No browser is started when every file can be kept.
func Print(ctx context.Context, site fs.FS, jobs []Job, opt Options, done func(i int, made *Made) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	r := &run{site: site, jobs: jobs, opt: opt, done: done, cancel: cancel, next: make(chan int), failed: make([]error, len(jobs))}
	defer r.close()
	go func() {
		defer close(r.next)
		for i := range jobs {
			select {
			case r.next <- i:
			case <-ctx.Done():
				return
			}
		}
	}()
	var group sync.WaitGroup
	for range min(r.workers(), len(jobs)) {
		group.Go(func() { r.work(ctx) })
	}
	group.Wait()
	if r.fatal == nil {
		r.fatal = context.Cause(ctx)
	}
	return errors.Join(append([]error{r.fatal}, r.failed...)...)
}

// run is one call of Print.
type run struct {
	site   fs.FS
	jobs   []Job
	opt    Options
	done   func(int, *Made) error
	cancel context.CancelFunc
	next   chan int
	fonts  fonts

	mu     sync.Mutex // of what follows, and of done
	failed []error    // by job
	fatal  error

	starting sync.Mutex
	browser  *browser
	deaths   int
	retired  sync.WaitGroup // browsers that are being closed
}

func (r *run) workers() int {
	if r.opt.Workers > 0 {
		return r.opt.Workers
	}
	// The browser is several processes, and waits for each other's answers:
	// one page more than processors keeps them busy.
	return min(runtime.GOMAXPROCS(0)+1, maxWorkers)
}

func (r *run) work(ctx context.Context) {
	for i := range r.next {
		made, err := r.make(ctx, r.jobs[i])
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			err = r.hand(i, made)
		case !fatal(err):
			r.mu.Lock()
			r.failed[i] = &PageError{r.jobs[i].Page, err}
			r.mu.Unlock()
			continue
		}
		if err != nil {
			r.end(err)
			return
		}
	}
}

func (r *run) hand(i int, made *Made) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.done(i, made)
}

func (r *run) end(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fatal == nil {
		r.fatal = err
	}
	r.cancel()
}

// make gives the PDF of one page.
func (r *run) make(ctx context.Context, job Job) (*Made, error) {
	page, err := fs.ReadFile(r.site, job.Page)
	if err != nil {
		return nil, &diskError{err}
	}
	key := keyOf(page, job.URL, job.Info)
	if job.Before != nil {
		if made, ok := keep(job.Before(), key); ok {
			return made, nil
		}
	}
	for _, lang := range job.Info.Langs {
		if err := r.fonts.has(ctx, lang); err != nil {
			return nil, err
		}
	}
	data, err := r.print(ctx, page, job.URL)
	if err != nil {
		return nil, err
	}
	return finish(data, job.Info, key)
}

// print prints a page. A browser that dies takes the pages with it that are
// being printed: they are tried once more, in a new one.
func (r *run) print(ctx context.Context, page []byte, url string) ([]byte, error) {
	limit := r.opt.Page
	if limit <= 0 {
		limit = pageLimit
	}
	for try := 1; ; try++ {
		b, err := r.started(ctx)
		if err != nil {
			return nil, err
		}
		data, err := b.print(page, url, limit)
		if ctx.Err() == nil && errors.Is(err, context.Canceled) {
			b.lost.Store(true) // nobody has cancelled: the browser is gone
		}
		b.busy.Done()
		if err == nil || try == 2 || ctx.Err() != nil || !b.dead() {
			return data, err
		}
	}
}

// maxDeaths bounds how often a browser that keeps dying is started again.
const maxDeaths = 5

// maxShown is after how many pages a new browser takes over: one grows by a
// megabyte or two with each page, whatever is closed. Tests lower it.
var maxShown = 50

// started gives a browser for one page, and starts it when there is none that
// lives. Whoever gets it says when the page is done.
func (r *run) started(ctx context.Context) (*browser, error) {
	r.starting.Lock()
	defer r.starting.Unlock()
	if b := r.browser; b != nil && b.dead() {
		if r.deaths++; r.deaths > maxDeaths {
			return nil, &BrowserError{Path: b.path, Err: fmt.Errorf("it ended by itself %d times", r.deaths)}
		}
		r.retire()
	} else if b != nil && b.shown == maxShown {
		r.retire()
	}
	if r.browser == nil {
		b, err := start(ctx, r.opt.Browser)
		if err != nil {
			return nil, err
		}
		r.browser = b
	}
	r.browser.shown++
	r.browser.busy.Add(1)
	return r.browser, nil
}

// retire closes the browser once the pages are done that it has begun.
func (r *run) retire() {
	b := r.browser
	r.browser = nil
	r.retired.Go(func() {
		b.busy.Wait()
		b.close()
	})
}

func (r *run) close() {
	r.starting.Lock()
	defer r.starting.Unlock()
	if r.browser != nil {
		r.retire()
	}
	r.retired.Wait()
}

// diskError is an error of the site itself, or of the disk.
type diskError struct{ error }

func (e *diskError) Unwrap() error { return e.error }

// fatal tells what ends the run from what is wrong with one page.
func fatal(err error) bool {
	var site *diskError
	var browser *BrowserError
	var none *NoBrowser
	var font *NoFont
	return errors.As(err, &site) || errors.As(err, &browser) || errors.As(err, &none) || errors.As(err, &font)
}
