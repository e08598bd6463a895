package diag

import "regexp"

// privateKey is a private key of a log, or what is left of one (C2SP
// signed-note): whatever follows its mark counts.
var privateKey = regexp.MustCompile(`PRIVATE\+KEY\+[^\s"'<>]+`)

// WithoutKeys is a text in which no private key can be read. Whatever is told
// to people goes through here: messages end up in logs that others read.
func WithoutKeys(s string) string {
	return privateKey.ReplaceAllLiteralString(s, "PRIVATE+KEY+***")
}

// longRun is what a key looks like that has lost its mark.
var longRun = regexp.MustCompile(`[A-Za-z0-9+/=_-]{16,}`)
