package main

import (
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
)

// openStore opens an object store, if the name is that of one.
func (p *publication) openStore(name string) (t publish.Target, ok bool, err error) {
	if !strings.HasPrefix(strings.ToLower(name), "s3:") {
		return nil, false, nil
	}
	return nil, true, usage(diag.Words{Ja: "s3:// にはまだ公開できません。", En: "there is no publishing to s3:// yet"}, diag.Words{})
}
