package serve

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"kohyo/internal/diag"
)

const editPath = "/-/edit"

// shell is what every page of ours has around it.
type shell struct {
	speaker
	Title     string
	Text      string
	Name      string // of the publisher
	Home      string // of the desk in this language
	Languages []link
}

// Names are what the desk's languages call themselves.
func (shell) Names() map[string]string { return map[string]string{"ja": "日本語", "en": "English"} }

// own answers an address of our own.
func (s *Server) own(state *State, at string, local bool) answer {
	if name, ok := strings.CutPrefix(at, ownPath); ok && path.Ext(name) != ".html" && !strings.Contains(name, "/") {
		if data, err := fs.ReadFile(files, "files/"+name); err == nil {
			return answer{status: http.StatusOK, kind: kindOf(name), body: data, noPreview: true}
		}
	}
	if a, ok := s.desk(state, at, local); ok {
		return a
	}
	return s.missing(state, at, local)
}

// page makes a page of ours.
func (s *Server) page(status int, name string, data any) answer {
	var b bytes.Buffer
	if err := pages().ExecuteTemplate(&b, name, data); err != nil {
		return answer{status: http.StatusInternalServerError, kind: kindOf(".txt"), body: []byte(err.Error()), noPreview: true}
	}
	return answer{status: status, kind: kindOf(".html"), body: b.Bytes(), desk: true}
}

func (s *Server) shell(lang, title, text string, args ...any) shell {
	sp := speaker{lang}
	sh := shell{speaker: sp, Title: sp.say(title, args...), Home: "/"}
	if text != "" {
		sh.Text = sp.say(text)
	}
	return sh
}

// langOf is the language of an address, where it names one that we speak.
func (s *Server) langOf(at string) string {
	if rest, ok := strings.CutPrefix(at, publicPath); ok {
		_, at, _ = strings.Cut(rest, "/")
	}
	at = strings.TrimPrefix(strings.TrimPrefix(at, "/"), ownPath[1:])
	if first, _, _ := strings.Cut(at, "/"); first == "ja" || first == "en" {
		return first
	}
	return s.Lang
}

// missing answers where there is nothing. The page stays open, and shows what
// appears there.
func (s *Server) missing(_ *State, at string, _ bool) answer {
	p, title, text := place{name: strings.TrimPrefix(at, "/")}, "missing.title", "missing.text"
	if rest, ok := strings.CutPrefix(at, publicPath); ok {
		moment, name, _ := strings.Cut(rest, "/")
		if when, known := s.moment(moment); known {
			p, title, text = place{name: name, public: moment, at: when}, "hidden.title", "hidden.text"
		}
	}
	a := s.page(http.StatusNotFound, "message", s.shell(s.langOf(at), title, text))
	a.place = p
	return a
}

// nothingYet answers before there was anything to show.
func (s *Server) nothingYet(at string) answer {
	a := s.page(http.StatusServiceUnavailable, "message", s.shell(s.langOf(at), "nothing.title", "nothing.text"))
	a.place.name = strings.TrimPrefix(at, "/")
	return a
}

// unmade answers for a page whose layout is wrong.
func (s *Server) unmade(f diag.Finding, p place) answer {
	a := s.page(http.StatusInternalServerError, "message", s.shell(s.langOf(p.name), "unmade.title", "unmade.text"))
	a.place, a.broken = p, &f
	return a
}

// editAddress leads to the editor by way of this server: pages need not know
// where the files lie.
func editAddress(p diag.Place) string {
	q := url.Values{"file": {p.File}, "line": {strconv.Itoa(max(p.Line, 1))}, "column": {strconv.Itoa(max(p.Column, 1))}}
	return editPath + "?" + q.Encode()
}

// edit opens the editor at a place of the site, for who sits at this machine.
func (s *Server) edit(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	line, err1 := strconv.Atoi(q.Get("line"))
	column, err2 := strconv.Atoi(q.Get("column"))
	file := q.Get("file")
	if err1 != nil || err2 != nil || !fs.ValidPath(file) || strings.ContainsAny(file, "\\:") || !local(r) || s.Edit == nil {
		s.refuse(w, r, notOurPath)
		return
	}
	w.Header().Set("Location", s.Edit(diag.Place{File: file, Line: line, Column: column}))
	w.WriteHeader(http.StatusSeeOther)
}

// trimIndex is the address of a file: that of a page is its folder.
func trimIndex(name string) string { return strings.TrimSuffix(name, "index.html") }
