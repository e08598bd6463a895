// Package serve is the preview: it shows a site from memory to those who write
// it, tells every open page when its bytes have changed, lays what is wrong
// over the last good page, and answers nobody else.
//
// It knows no content and no file: what there is to show comes as a State.
package serve

import (
	"io/fs"
	"net/http"
	"sync"
	"time"

	"kohyo/internal/desk"
	"kohyo/internal/diag"
)

// State is what there is to show at one time. It does not change.
type State struct {
	Findings diag.Findings            // of all files as they are now
	Drafts   fs.FS                    // every report; nil before there was anything to show
	Public   func(at time.Time) fs.FS // what the public sees; gives nil as Drafts does
	Has      func(name string) bool   // whether Drafts has a file; nil: it is not known
	Desk     *desk.Desk
}

// Broken is what a page cannot be made for: a mistake in a layout.
type Broken struct{ Finding diag.Finding }

func (b *Broken) Error() string { return b.Finding.Text.En }

// Options say how the server speaks and whom it answers.
type Options struct {
	Lang   string                                     // "ja" or "en": of the desk, and where a page has neither
	Hosts  []string                                   // the names and ports by which it may be asked
	Token  string                                     // to be shown by every visitor; "" asks for none
	Now    func() time.Time                           // the moment of the public's view
	Moment func(string) (time.Time, bool)             // reads a moment in the site's zone
	Source func(file string, line int) (string, bool) // a line of a file of the site
	Edit   func(diag.Place) string                    // an address that opens the editor; "" or nil: none
}

// Server answers the browsers. It is an http.Handler.
type Server struct {
	Options
	hosts  map[string]bool
	places chan struct{} // one for every open stream
	closed chan struct{}

	mu      sync.Mutex
	state   *State
	changed chan struct{} // closed when state is replaced
}

// New makes a server that has yet nothing to show.
func New(o Options) *Server {
	s := &Server{
		Options: o, hosts: map[string]bool{}, places: make(chan struct{}, mostStreams),
		closed: make(chan struct{}), changed: make(chan struct{}),
		state: &State{Desk: desk.New(desk.Input{}), Public: func(time.Time) fs.FS { return nil }},
	}
	for _, h := range o.Hosts {
		s.hosts[h] = true
	}
	return s
}

// Show puts a new state in the place of the one before, and tells every page
// that is open.
func (s *Server) Show(state *State) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state = state
	close(s.changed)
	s.changed = make(chan struct{})
}

// now is the state, and what is closed when there is a newer one.
func (s *Server) now() (*State, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.state, s.changed
}

// ServeHTTP answers a request, if the guard lets it in.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.headers(w.Header())
	if no := s.guard(r); no.status != 0 {
		s.refuse(w, r, no)
		return
	}
	if s.exchangesToken(w, r) {
		return
	}
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(answerTime))
	switch {
	case r.URL.Path == eventsPath:
		s.events(w, r)
		return
	case r.URL.Path == editPath:
		s.edit(w, r)
		return
	}
	if r.URL.Query().Has("now") {
		s.toMoment(w, r)
		return
	}
	state, _ := s.now()
	s.answer(w, r, s.find(state, r.URL.Path, local(r)))
}

// answer writes an answer that was found.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, a answer) {
	h := w.Header()
	if a.location != "" {
		h.Set("Location", a.location)
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	h.Set("Content-Type", a.kind)
	h.Set("Content-Security-Policy", a.policy(r.Host))
	body := a.body
	if a.live() {
		body = s.withPreview(a, r.URL.Path, local(r))
	}
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body)
	}
}
