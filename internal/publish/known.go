package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"kohyo/internal/tlog"
)

// Known is what a publication remembers on its own machine, so that the next
// one need not render a site of which nothing has changed. It is never
// believed without a look at what is public.
type Known struct {
	Inputs string    `json:"inputs"` // all that the pages are made of, as a hash
	Public string    `json:"public"` // what they became, as a hash
	From   time.Time `json:"from"`   // from this moment
	Until  time.Time `json:"until"`  // to this one nothing else becomes public
	Wrong  bool      `json:"wrong"`  // there are errors in what is not public
}

// Holds reports whether nothing has changed: the same inputs, the same public
// files, and no moment has passed that changes what is public.
func (k Known) Holds(inputs string, read ReadFile, at time.Time) (files []File, ok bool) {
	if k.Inputs == "" || k.Inputs != inputs || at.Before(k.From) || !at.Before(k.Until) {
		return nil, false
	}
	now, err := stateOf(read)
	if err != nil || now.checkpoint == nil || now.hash() != k.Public {
		return nil, false
	}
	listed, err := tlog.ParseManifest(now.files)
	if err != nil {
		return nil, false
	}
	w := &work{read: read}
	w.readPublic(listed, true)
	return w.nothing(now).Files, true
}

func (s state) hash() string {
	h := sha256.New()
	h.Write(s.checkpoint)
	h.Write([]byte{0})
	h.Write(s.files)
	return hex.EncodeToString(h.Sum(nil))
}

// Tree is the hash by which output.Remembering knows what is public now.
func Tree(read ReadFile) (tree [sha256.Size]byte, err error) {
	s, err := stateOf(read)
	return sha256.Sum256(s.files), err
}

// Hash is the hash of what is public now, for Known.
func Hash(read ReadFile) (string, error) {
	s, err := stateOf(read)
	return s.hash(), err
}
