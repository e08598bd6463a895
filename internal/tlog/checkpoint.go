package tlog

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is the head of a log at a moment (C2SP tlog-checkpoint). Two
// extension lines bind the manifest of all files to it, and the moment.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
	Files  [sha256.Size]byte // of the bytes of log/files
	Time   time.Time
	Signed bool // it bears signatures; whose, and whether they are right, is another question
}

// text is what is signed.
func (c *Checkpoint) text() string {
	return fmt.Sprintf("%s\n%d\n%s\nfiles %s\ntime %s\n", c.Origin, c.Size, c.Root,
		base64.StdEncoding.EncodeToString(c.Files[:]), c.Time.UTC().Format(time.RFC3339))
}

const largestCheckpoint = 64 << 10

// ParseCheckpoint reads a checkpoint and checks no signature. Lines that it
// does not know, after those that it does, are let pass: a later version may
// say more.
func ParseCheckpoint(data []byte) (*Checkpoint, error) {
	text, signatures, signed := strings.Cut(string(data), "\n\n")
	if len(data) > largestCheckpoint {
		return nil, errors.New("no checkpoint: it is too long")
	}
	if signed {
		text += "\n"
		if !strings.HasPrefix(signatures, "— ") {
			return nil, errors.New("no checkpoint: there is an empty line, and no signature after it")
		}
		if !canonical(signatures) {
			return nil, errors.New("no checkpoint: a signature is not written as signatures are")
		}
	}
	c := &Checkpoint{Signed: signed}
	lines := strings.Split(text, "\n")
	if len(lines) < 6 || lines[len(lines)-1] != "" || !plainOrigin(lines[0]) {
		return nil, errors.New("no checkpoint: it needs five lines, the first of which is the log's name")
	}
	c.Origin = lines[0]
	var err error
	if c.Size, err = strconv.ParseInt(lines[1], 10, 64); err != nil || c.Size < 0 || strconv.FormatInt(c.Size, 10) != lines[1] {
		return nil, fmt.Errorf("no checkpoint: %q is no size", lines[1])
	}
	if c.Root, err = tlog.ParseHash(lines[2]); err != nil || c.Root.String() != lines[2] {
		return nil, errors.New("no checkpoint: its third line is no hash")
	}
	files, err := tlog.ParseHash(strings.TrimPrefix(lines[3], "files "))
	if err != nil || lines[3] != "files "+files.String() {
		return nil, errors.New(`no checkpoint: its fourth line is not "files" and a hash`)
	}
	c.Files = files
	if c.Time, err = time.Parse("time "+time.RFC3339, lines[4]); err != nil || !strings.HasSuffix(lines[4], "Z") {
		return nil, errors.New(`no checkpoint: its fifth line is not "time" and a moment`)
	}
	if slices.Contains(lines[:len(lines)-1], "") {
		return nil, errors.New("no checkpoint: it has an empty line")
	}
	return c, nil
}

// canonical reports whether lines are signatures in the one form that they have
// (C2SP signed-note). A decoder of base64 takes others for the same, and a
// changed checkpoint must not pass for the one that was published.
func canonical(signatures string) bool {
	for line := range strings.Lines(signatures) {
		parts := strings.Split(strings.TrimSuffix(line, "\n"), " ")
		if len(parts) != 3 || !strings.HasSuffix(line, "\n") {
			return false
		}
		raw, err := base64.StdEncoding.Strict().DecodeString(parts[2])
		if err != nil || base64.StdEncoding.EncodeToString(raw) != parts[2] {
			return false
		}
	}
	return true
}

func plainOrigin(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == '+' || r == 0x7f || r == 0xfffd })
}

// verifiers makes verifiers of public keys. What is none may be a private one,
// so the error does not repeat it.
func verifiers(keys []string) ([]note.Verifier, error) {
	var list []note.Verifier
	for _, key := range keys {
		v, err := note.NewVerifier(key)
		if err != nil {
			return nil, errors.New("what should be the public key is none")
		}
		list = append(list, v)
	}
	return list, nil
}

// errNotSigned and errOtherKey say why a signature does not count.
var (
	errNotSigned = errors.New("not signed")
	errOtherKey  = errors.New("signed with another key")
)

// signedBy checks the signatures of a checkpoint by keys that are believed.
func signedBy(data []byte, believed []note.Verifier) error {
	if !strings.Contains(string(data), "\n\n") {
		return errNotSigned
	}
	// Keys may be named twice; a list of verifiers takes that for a clash.
	var once []note.Verifier
	for _, v := range believed {
		if !slices.ContainsFunc(once, func(o note.Verifier) bool { return o.Name() == v.Name() && o.KeyHash() == v.KeyHash() }) {
			once = append(once, v)
		}
	}
	_, err := note.Open(data, note.VerifierList(once...))
	if _, unknown := errors.AsType[*note.UnverifiedNoteError](err); unknown {
		return errOtherKey
	}
	return err
}

// Key is a key of the log that came with the environment.
type Key struct {
	Public string
	signer note.Signer // nil for a key that is believed, and signs nothing
}

// ParseKeys reads the keys of KOHYO_LOG_KEY: private keys, and public ones
// that are to be believed while a lost key is replaced, with spaces or lines
// between them. No error repeats a key.
func ParseKeys(text string) ([]Key, error) {
	var keys []Key
	for i, field := range strings.Fields(text) {
		k := Key{Public: field}
		if strings.HasPrefix(field, "PRIVATE+KEY+") {
			var err error
			if k.signer, err = note.NewSigner(field); err != nil {
				return nil, fmt.Errorf("key %d is no private key", i+1)
			}
			if k.Public, err = publicOf(field); err != nil {
				return nil, fmt.Errorf("key %d is no private key", i+1)
			}
		} else if _, err := note.NewVerifier(field); err != nil {
			return nil, fmt.Errorf("key %d is neither a private nor a public key", i+1)
		}
		keys = append(keys, k)
	}
	return keys, nil
}

// Signs reports whether the key is a private one.
func (k Key) Signs() bool { return k.signer != nil }

// NewKeys makes a pair of keys for the log of a name.
func NewKeys(random interface{ Read([]byte) (int, error) }, origin string) (private, public string, err error) {
	if !plainOrigin(origin) {
		return "", "", fmt.Errorf("%q cannot be the name of a log", origin)
	}
	return note.GenerateKey(random, origin)
}

// OriginOf is the name of a site's log where site.toml gives none: its
// address without the scheme.
func OriginOf(baseURL string) string {
	_, rest, found := strings.Cut(baseURL, "://")
	if !found {
		rest = baseURL
	}
	return strings.TrimSuffix(rest, "/")
}
