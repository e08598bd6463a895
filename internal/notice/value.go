package notice

import "kohyo/internal/diag"

// Place is where a value stands in its file. Every value that an author wrote
// embeds one.
type Place = diag.Place

// Passage is a text in one language.
type Passage struct {
	Place // of the first character of the text, after the opening quotes
	Text  string
	Turns []Turn // where escapes in the file part the text from what is written
}

// Turn says that a text goes on at a place in its file.
type Turn struct {
	Place
	At int // how many characters of the text stand before
}

// At gives the place in the file of a line and column of the text, both from
// 1 and in characters.
func (p Passage) At(line, column int) Place {
	offset := 0
	for _, r := range p.Text {
		if line == 1 {
			break
		}
		if offset++; r == '\n' {
			line--
		}
	}
	offset += column - 1
	at, from := p.Place, 0
	for _, t := range p.Turns {
		if t.At <= offset {
			at, from = t.Place, t.At
		}
	}
	n := 0
	for _, r := range p.Text {
		if n >= offset {
			break
		}
		if n++; n <= from {
			continue
		}
		if at.Column++; r == '\n' {
			at.Line, at.Column = at.Line+1, 1
		}
	}
	return at
}

// Text is a short text for readers: one line, no Markdown. It may quote facts
// ({counts.total}) and, by [^id], point to notes.
//
// It is written as { ja = "…", en = "…" }, or as a plain string that is the
// same in every language.
type Text struct {
	Place
	Same *Passage      // a plain string
	By   []Translation // in the order of their tags, each once
}

// Translation is a text in a language. A text has two or three: a map of them
// would take four times the room.
type Translation struct {
	Lang string // its tag
	Passage
}

// IsZero reports whether nothing was written.
func (t Text) IsZero() bool { return t.Same == nil && len(t.By) == 0 }

// In gives the passage of a language. It reports false when the text has none.
func (t Text) In(lang string) (Passage, bool) {
	if t.Same != nil {
		return *t.Same, true
	}
	for _, p := range t.By {
		if p.Lang == lang {
			return p.Passage, true
		}
	}
	return Passage{}, false
}

// Passages calls f for every passage; lang is "" for a plain string.
func (t Text) Passages(f func(lang string, p Passage)) {
	if t.Same != nil {
		f("", *t.Same)
	}
	for _, p := range t.By {
		f(p.Lang, p.Passage)
	}
}

// Prose is a longer text for readers, in Markdown. It is written like a Text.
type Prose struct{ Text }

// Word is a word of a vocabulary.
type Word struct {
	Place
	ID string
}

// Is reports whether the word is one of ids.
func (w Word) Is(ids ...string) bool {
	for _, id := range ids {
		if w.ID == id {
			return true
		}
	}
	return false
}

// Ref names something else in the same report by its id.
type Ref struct {
	Place
	ID string
}

// String is a string that is the same for everybody: an address, a number to
// call, a file name.
type String struct {
	Place
	V string
}

// Bool is a yes or no. Set tells a written false from nothing.
type Bool struct {
	Place
	Set, V bool
}

// Or is the value, or what holds where nothing is written.
func (b Bool) Or(unwritten bool) bool {
	if b.Set {
		return b.V
	}
	return unwritten
}

// Int is a whole number that is no figure about the incident.
type Int struct {
	Place
	Set bool
	V   int64
}
