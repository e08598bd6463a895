package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

const (
	mostStreams = 128
	answerTime  = 30 * time.Second // for an answer to be taken by the browser
	beatTime    = 15 * time.Second // between signs of life, and looks at the clock
	goneTime    = 400 * time.Millisecond
)

// events keeps a stream open to one page and sends it what has changed: its
// own new text, or what is laid over it. A page that comes back, to this
// server or to one started anew, says what it shows and gets what it missed.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	page := q.Get("page")
	if !strings.HasPrefix(page, "/") {
		s.refuse(w, r, notOurPath)
		return
	}
	select {
	case s.places <- struct{}{}:
		defer func() { <-s.places }()
	default:
		w.Header().Set("Retry-After", "2")
		s.refuse(w, r, no{http.StatusServiceUnavailable, tooMany})
		return
	}
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	w.Header().Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	if r.Method == http.MethodHead {
		return
	}
	t := &stream{w: w, control: http.NewResponseController(w), page: page, local: local(r), shown: q.Get("hash"), bar: q.Get("bar")}
	beat := time.NewTicker(beatTime)
	defer beat.Stop()
	t.send("beat", nil)
	for {
		state, changed := s.now()
		again := s.tell(t, state)
		if t.err != nil {
			return
		}
		select {
		case <-changed:
		case <-again:
		case <-beat.C: // a moment may have come since
			t.send("beat", nil)
		case <-r.Context().Done():
			return
		case <-s.closed:
			return
		}
	}
}

// stream is one open page.
type stream struct {
	w          http.ResponseWriter
	control    *http.ResponseController
	page       string
	local      bool
	shown, bar string    // hashes of what the page has
	there      bool      // the page was there when it was last looked for
	gone       time.Time // since when it is not
	err        error
}

// tell sends a page what it does not have yet. A page that has just gone is
// left as it is for a moment, and looked for again: some editors save a file by
// removing it first.
func (s *Server) tell(t *stream, state *State) (again <-chan time.Time) {
	a := s.find(state, t.page, t.local)
	if a.location != "" || !a.html() {
		a = s.missing(state, t.page, t.local)
	}
	if a.status == http.StatusNotFound && t.there {
		if t.gone.IsZero() {
			t.gone = time.Now()
		}
		if rest := goneTime - time.Since(t.gone); rest > 0 {
			return time.After(rest)
		}
	}
	t.there, t.gone = a.status != http.StatusNotFound, time.Time{}
	if hash := a.hash(); hash != t.shown {
		t.shown = hash
		t.send("page", map[string]any{"hash": hash, "html": string(a.body)})
	}
	bar := s.barOf(state, a, t.local).html()
	if hash := digest(bar); hash != t.bar {
		t.bar = hash
		t.send("bar", map[string]any{"hash": hash, "html": string(bar)})
	}
	return nil
}

func (t *stream) send(event string, data any) {
	if t.err != nil {
		return
	}
	text, err := json.Marshal(data)
	if err == nil {
		_ = t.control.SetWriteDeadline(time.Now().Add(answerTime))
		_, err = fmt.Fprintf(t.w, "event: %s\ndata: %s\n\n", event, text)
	}
	if err == nil {
		err = t.control.Flush()
	}
	t.err = err
}
