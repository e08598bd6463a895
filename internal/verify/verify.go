// Package verify holds what is public to its record: every file to the
// manifest, the manifest to the signed checkpoint, the log to itself and to
// what somebody has seen of it before. It needs nothing but the public files
// and, for signatures, the publisher's public key.
package verify
