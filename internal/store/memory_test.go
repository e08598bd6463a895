package store

import (
	"bytes"
	"crypto/md5"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
)

// The client waits after a failure even where it does not try again.
func init() { minio.DefaultRetryUnit = time.Millisecond }

// stored is an object of the store for tests.
type stored struct {
	body        []byte
	kind, cache string
	at          time.Time
}

func (o stored) etag() string { return fmt.Sprintf(`"%x"`, md5.Sum(o.body)) }

// fault is what the store for tests does instead of answering.
type fault string

const (
	fine       fault = ""
	dropBefore fault = "drop before"     // the connection ends, nothing was done
	dropAfter  fault = "drop after"      // it was done, and the connection ends
	storedSlow fault = "stored but slow" // it was done, and no answer comes
	halfBody   fault = "half a body"     // the answer ends early
)

// memory is a store that keeps everything in memory, and can be told to fail.
type memory struct {
	*httptest.Server
	mu      sync.Mutex
	objects map[string]stored
	count   int // of requests
	log     []string

	page     int                                // keys of one listing
	fail     func(n int, r *http.Request) fault // of the n-th request, from 1; a number is a status
	after    func(n int, r *http.Request)       // when the n-th request has been done, with the lock held
	list     func(keys []string) []string       // what is listed
	careless bool                               // conditions are not heeded
}

func newMemory(t testing.TB) *memory {
	m := &memory{objects: map[string]stored{}, page: 40}
	m.Server = httptest.NewServer(m)
	t.Cleanup(m.Close)
	return m
}

func (m *memory) setFail(f func(int, *http.Request) fault) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = f
}

func (m *memory) setAfter(f func(int, *http.Request)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.after = f
}

func (m *memory) setList(f func([]string) []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.list = f
}

// restart counts requests anew, and gives how many there were.
func (m *memory) restart() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	n := m.count
	m.count, m.log = 0, nil
	return n
}

// said are the requests since restart.
func (m *memory) said() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.log)
}

func (m *memory) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	m.mu.Lock()
	m.count++
	n, what := m.count, fine
	if m.fail != nil {
		what = m.fail(n, r)
	}
	rec := httptest.NewRecorder()
	switch code, err := strconv.Atoi(string(what)); {
	case err == nil:
		rec.WriteHeader(code)
		fmt.Fprintf(rec, "<Error><Code>Injected</Code></Error>")
	case what != dropBefore:
		m.answer(rec, r, body)
		m.log = append(m.log, r.Method+" "+r.URL.Path+" "+strconv.Itoa(rec.Code))
		if m.after != nil {
			m.after(n, r)
		}
	}
	m.mu.Unlock()
	switch what {
	case dropBefore, dropAfter:
		panic(http.ErrAbortHandler)
	case storedSlow:
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), rec.Header())
	w.Header().Set("Content-Length", strconv.Itoa(rec.Body.Len()))
	w.WriteHeader(rec.Code)
	if what == halfBody && rec.Body.Len() > 1 {
		w.Write(rec.Body.Bytes()[:rec.Body.Len()/2])
		panic(http.ErrAbortHandler)
	}
	w.Write(rec.Body.Bytes())
}

// answer is the store itself, with the lock held.
func (m *memory) answer(w http.ResponseWriter, r *http.Request, body []byte) {
	key, _ := strings.CutPrefix(r.URL.Path, "/bucket")
	key = strings.TrimPrefix(key, "/")
	o, there := m.objects[key]
	switch {
	case !strings.HasPrefix(r.URL.Path, "/bucket"):
		problem(w, 404, "NoSuchBucket")
	case r.Method == "GET" && key == "":
		m.listing(w, r)
	case r.Method == "GET" && !there:
		problem(w, 404, "NoSuchKey")
	case r.Method == "GET":
		w.Header().Set("ETag", o.etag())
		w.Header().Set("Content-Type", o.kind)
		w.Header().Set("Last-Modified", o.at.UTC().Format(http.TimeFormat))
		w.Header().Set("Date", time.Now().UTC().Format(http.TimeFormat))
		w.Write(o.body)
	case r.Method == "PUT":
		wanted := r.Header.Get("If-Match")
		switch {
		case m.careless:
		case wanted == "" && r.Header.Get("If-None-Match") == "*" && there, wanted != "" && there && wanted != o.etag():
			problem(w, 412, "PreconditionFailed")
			return
		case wanted != "" && !there:
			problem(w, 404, "NoSuchKey")
			return
		}
		o = stored{bytes.Clone(body), r.Header.Get("Content-Type"), r.Header.Get("Cache-Control"), time.Now()}
		m.objects[key] = o
		w.Header().Set("ETag", o.etag())
	case r.Method == "DELETE":
		delete(m.objects, key)
		w.WriteHeader(204)
	default:
		problem(w, 405, "MethodNotAllowed")
	}
}

func problem(w http.ResponseWriter, status int, code string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<Error><Code>%s</Code><Message>no</Message></Error>", code)
}

func (m *memory) listing(w http.ResponseWriter, r *http.Request) {
	type content struct {
		Key, ETag string
		Size      int
	}
	var result struct {
		XMLName               xml.Name `xml:"ListBucketResult"`
		IsTruncated           bool
		NextContinuationToken string
		Contents              []content
	}
	q := r.URL.Query()
	keys := slices.Sorted(maps.Keys(m.objects))
	if m.list != nil {
		keys = m.list(keys)
	}
	for _, k := range keys {
		if !strings.HasPrefix(k, q.Get("prefix")) || k <= q.Get("continuation-token") {
			continue
		}
		if len(result.Contents) == m.page {
			result.IsTruncated, result.NextContinuationToken = true, result.Contents[m.page-1].Key
			break
		}
		o := m.objects[k]
		result.Contents = append(result.Contents, content{k, o.etag(), len(o.body)})
	}
	text, _ := xml.Marshal(result)
	w.Header().Set("Content-Type", "application/xml")
	w.Write(text)
}

// state is all that readers can get, by name in the site.
func (m *memory) state() map[string]stored {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.stateLocked()
}

func (m *memory) stateLocked() map[string]stored {
	all := map[string]stored{}
	for k, o := range m.objects {
		o.at = time.Time{}
		all[strings.TrimPrefix(k, "site/")] = o
	}
	return all
}

// set makes the store hold exactly this.
func (m *memory) set(all map[string]stored) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.objects = map[string]stored{}
	for name, o := range all {
		o.at = time.Now()
		m.objects["site/"+name] = o
	}
	m.count, m.log = 0, nil
}

// quick is as patient as a test can be.
func quick() Options {
	return Options{
		Parallel: 1, pace: pace{6, time.Millisecond, 4 * time.Millisecond},
		timing: timing{time.Hour, 10 * time.Millisecond}, timeout: 10 * time.Second,
	}
}

func env(endpoint string) func(string) string {
	return func(name string) string {
		return map[string]string{
			"AWS_ACCESS_KEY_ID": "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret-never-shown",
			"AWS_SESSION_TOKEN": "token-never-shown", "AWS_ENDPOINT_URL": endpoint,
		}[name]
	}
}

func (m *memory) open(t testing.TB, o Options) *Store {
	t.Helper()
	s, err := Open("s3://bucket/site", env(m.URL), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
