package tlog

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// The first lines of entries say what they are.
const (
	reportEntry = "kohyo.report.v1"
	keyEntry    = "kohyo.key.v1"
	largest     = 1<<16 - 1 // bytes of an entry
)

// Entry is what a leaf says. It holds salted hashes, never a word of a report.
type Entry struct {
	Key string // of an entry that names a key: the public key that signs from here on

	Slug      string
	Number    int
	Published time.Time
	Withdrawn time.Time
	State     State
	Data      string // salted hashes, in hexadecimal digits
	Files     string // "" where the report has no attachments
	Texts     []Hashed
}

// Hashed is the salted hash of the text in a language.
type Hashed struct{ Lang, Hash string }

// Bytes is the entry as it stands in the log.
func (e *Entry) Bytes() []byte {
	if e.Key != "" {
		return []byte(keyEntry + "\nkey " + e.Key + "\n")
	}
	var b strings.Builder
	line := func(name, value string) { fmt.Fprintf(&b, "%s %s\n", name, value) }
	b.WriteString(reportEntry + "\n")
	line("slug", e.Slug)
	line("number", strconv.Itoa(e.Number))
	line("published", e.Published.UTC().Format(time.RFC3339))
	if !e.Withdrawn.IsZero() {
		line("withdrawn", e.Withdrawn.UTC().Format(time.RFC3339))
	}
	line("state", string(e.State))
	line("data", e.Data)
	if e.Files != "" {
		line("files", e.Files)
	}
	for _, t := range e.Texts {
		line("text", t.Lang+" "+t.Hash)
	}
	return []byte(b.String())
}

// ParseEntry reads an entry. There is one way to write it: what would be
// written another way is refused.
func ParseEntry(text []byte) (*Entry, error) {
	lines := strings.Split(string(text), "\n")
	if len(text) > largest || len(lines) < 3 || lines[len(lines)-1] != "" {
		return nil, errors.New("no entry: it is too long, or not made of lines")
	}
	e := &Entry{}
	for _, line := range lines[1 : len(lines)-1] {
		name, value, _ := strings.Cut(line, " ")
		if err := e.set(name, value); err != nil {
			return nil, err
		}
	}
	if err := e.sound(); err != nil {
		return nil, err
	}
	if string(e.Bytes()) != string(text) {
		return nil, errors.New("no entry: it is not written in the one way it should be")
	}
	return e, nil
}

func (e *Entry) set(name, value string) (err error) {
	switch name {
	case "key":
		e.Key = value
	case "slug":
		e.Slug = value
	case "number":
		e.Number, err = strconv.Atoi(value)
	case "published":
		e.Published, err = time.Parse(time.RFC3339, value)
	case "withdrawn":
		e.Withdrawn, err = time.Parse(time.RFC3339, value)
	case "state":
		e.State = State(value)
	case "data":
		e.Data = value
	case "files":
		e.Files = value
	case "text":
		lang, hash, _ := strings.Cut(value, " ")
		e.Texts = append(e.Texts, Hashed{lang, hash})
	default:
		return fmt.Errorf("no entry: it has a line %q", name)
	}
	if err != nil {
		return fmt.Errorf("no entry: its line %q cannot be read: %w", name, err)
	}
	return nil
}

// sound holds the values to what they may be.
func (e *Entry) sound() error {
	if e.Key != "" {
		_, err := note.NewVerifier(e.Key)
		return err
	}
	hashes := []string{e.Data}
	if e.Files != "" {
		hashes = append(hashes, e.Files)
	}
	for _, t := range e.Texts {
		if !plainName(t.Lang) {
			return fmt.Errorf("no entry: %q is no language", t.Lang)
		}
		hashes = append(hashes, t.Hash)
	}
	switch {
	case !plainName(e.Slug) || e.Number < 1 || e.Published.IsZero():
		return errors.New("no entry: it names no report")
	case e.State == Withdrawn == e.Withdrawn.IsZero() || !slices.Contains([]State{Published, Restated, Withdrawn}, e.State):
		return fmt.Errorf("no entry: %q is no state", e.State)
	case slices.ContainsFunc(hashes, func(h string) bool { return !isHex(h, sha256.Size) }):
		return errors.New("no entry: a hash has not 64 digits")
	case !slices.IsSortedFunc(e.Texts, func(a, b Hashed) int { return strings.Compare(a.Lang, b.Lang) }):
		return errors.New("no entry: its languages are not sorted")
	}
	return nil
}

// plainName reports whether a name can stand in a line and in the name of a file.
func plainName(s string) bool {
	return s != "" && s != "." && s != ".." && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == '/' || r == '\\' || r == 0x7f || r == 0xfffd })
}

func isHex(s string, bytes int) bool {
	_, err := hex.DecodeString(s)
	return err == nil && len(s) == 2*bytes && strings.ToLower(s) == s
}

// salted is the hash of a secret and some bytes: whoever knows the salt can
// check the bytes, and who does not cannot guess them.
func salted(salt string, data []byte) string {
	h := sha256.New()
	h.Write([]byte(salt + "\n"))
	h.Write(data)
	return hex.EncodeToString(h.Sum(nil))
}

// facts are the bytes of a report that an entry tells the hashes of.
type facts struct {
	data, files []byte
	texts       []Text
}

func factsOf(r Report) (f facts, err error) {
	if f.data, err = Facts(r.Data); err != nil {
		return f, fmt.Errorf("%s/%d: %w", r.Slug, r.Number, err)
	}
	for _, t := range r.Texts {
		own, err := OwnText(t.Bytes)
		if err != nil {
			return f, fmt.Errorf("%s/%d, %s: %w", r.Slug, r.Number, t.Lang, err)
		}
		f.texts = append(f.texts, Text{t.Lang, own})
	}
	slices.SortFunc(f.texts, func(a, b Text) int { return strings.Compare(a.Lang, b.Lang) })
	f.files = fileList(r.Files)
	return f, nil
}

// fileList is the list of attachments as sha256sum writes it, sorted by name.
func fileList(files []File) []byte {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	var b []byte
	for _, f := range files {
		b = fmt.Appendf(b, "%x  %s\n", f.SHA256, f.Name)
	}
	return b
}

// entry makes the entry of a report.
func (f facts) entry(r Report, state State, salt string) *Entry {
	e := &Entry{Slug: r.Slug, Number: r.Number, Published: r.Published.UTC().Truncate(time.Second), State: state, Data: salted(salt, f.data)}
	if !r.Withdrawn.IsZero() {
		e.Withdrawn = r.Withdrawn.UTC().Truncate(time.Second)
	}
	if len(f.files) > 0 {
		e.Files = salted(salt, f.files)
	}
	for _, t := range f.texts {
		e.Texts = append(e.Texts, Hashed{t.Lang, salted(salt, t.Bytes)})
	}
	return e
}

// moment is that of what the entry tells.
func (e *Entry) moment() time.Time {
	if e.Withdrawn.After(e.Published) {
		return e.Withdrawn
	}
	return e.Published
}
