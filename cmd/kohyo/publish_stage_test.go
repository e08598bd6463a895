package main

import (
	"context"
	"errors"
	"strings"
	"testing"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
	"kohyo/internal/store"
	"kohyo/internal/tlog"
)

// Whoever's publication fails is told what is public, wherever it has come to
// and whatever it publishes to, and how to go on.
func TestFaultSaysWhereThingsStand(t *testing.T) {
	nothing := "nothing has been published; what is public is as it was"
	for _, c := range []struct {
		stage  stage
		target publish.Target
		want   string
	}{
		{begun, &publish.Folder{}, nothing},
		{begun, &publish.Plain{}, nothing},
		{begun, &store.Store{}, nothing},
		{dueDone, &store.Store{}, "what was waited for has not been published"},
		{moving, &store.Store{}, "some of it may be public already"},
		{moved, &publish.Folder{}, "it is public, but it could not be read back"},
		{moved, &store.Store{}, "it is public, but it could not be read back"},
		{moved, &publish.Plain{}, "it is written, but it could not be read back"},
	} {
		for _, err := range []error{
			context.Canceled, errors.New("a disk fails"),
			&store.Fault{Kind: store.Failed, Text: diag.Words{Ja: "届きません。", En: "no answer"}},
		} {
			p := &publication{app: &app{}, target: c.target, stage: c.stage}
			f := asFault(p.fault(err))
			if f.code != exitMachine || !strings.Contains(f.text.En, c.want) ||
				strings.Contains(f.text.En, "output") || !strings.Contains(f.hint.En, "run the same command again") {
				t.Errorf("stage %d of %T, %v: exit code %d\n%s\n%s", c.stage, c.target, err, f.code, f.text.En, f.hint.En)
			}
			if strings.Count(f.text.Ja, "\n") != strings.Count(f.text.En, "\n") {
				t.Errorf("in Japanese: %s", f.text.Ja)
			}
		}
	}
}

// A refusal says it too, and only once: what was due before may be public.
func TestRefusalSaysWhereThingsStand(t *testing.T) {
	for _, err := range []error{publish.Unsigned(), &publish.Busy{Who: "host"}, &tlog.Fault{Kind: tlog.Missing, File: tlog.CheckpointFile}, &store.Fault{Kind: store.Refused}} {
		for _, at := range []stage{begun, dueDone} {
			p := &publication{app: &app{}, target: &publish.Folder{}, stage: at}
			f := asFault(p.fault(err))
			if f.code != exitRefused || !strings.HasSuffix(f.text.En, "\n"+standing[at].En) || !strings.HasSuffix(f.text.Ja, "\n"+standing[at].Ja) ||
				strings.Contains(f.hint.En, "nothing") || strings.Contains(f.hint.Ja, "何も公開") {
				t.Errorf("stage %d, %v: exit code %d\n%s\n%s", at, err, f.code, f.text.En, f.hint.En)
			}
		}
	}
}
