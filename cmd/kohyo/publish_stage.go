package main

import (
	"context"
	"errors"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
)

// stage is how far a run has come, and so what is public if it ends there.
type stage uint8

const (
	begun   stage = iota // nothing of this run is public
	dueDone              // what was due when it began is; what it waits for is not
	moving               // some of it may be: the target shows one file after the other
	moved                // it is, and has not been read back
)

// standing is what is public at each stage.
var standing = map[stage]diag.Words{
	begun: {
		Ja: "何も公開していません。公開中のものは前のままです。",
		En: "nothing has been published; what is public is as it was",
	},
	dueDone: {
		Ja: "すでに公表日時を過ぎていたものは反映しましたが、待っていたものは公開していません。",
		En: "what was due before is done, what was waited for has not been published",
	},
	moving: {
		Ja: "一部はすでに公開されている可能性があります。",
		En: "some of it may be public already",
	},
	moved: {
		Ja: "公開はしましたが、読み直して確かめることができませんでした。",
		En: "it is public, but it could not be read back",
	},
}

// stands says what is public where a run fails.
func (p *publication) stands() diag.Words {
	if p.stage == moved && p.copied() {
		return diag.Words{
			Ja: "書き出しはしましたが、読み直して確かめることができませんでした。",
			En: "it is written, but it could not be read back",
		}
	}
	return standing[p.stage]
}

// fault says of an error why the run ends, where things stand, and how to go on.
func (p *publication) fault(err error) error {
	if err == nil {
		return nil
	}
	f := *asFault(p.inWords(err))
	if f.code == exitMachine || f.code == exitRefused {
		stands := p.stands()
		f.text.Ja += "\n" + stands.Ja
		f.text.En += "\n" + stands.En
	}
	if f.code == exitMachine && f.hint.IsZero() {
		f.hint = diag.Words{
			Ja: "続けるには、同じコマンドをもう一度実行してください。",
			En: "to go on, run the same command again",
		}
	}
	return &f
}

// machineFault says what failed of the machine or the network.
func (p *publication) machineFault(err error) error {
	if errors.Is(err, context.Canceled) {
		return &fault{code: exitMachine, text: diag.Words{Ja: "中断しました。", En: "interrupted"}}
	}
	if u, ok := errors.AsType[*publish.Unreadable](err); ok {
		return &fault{exitMachine,
			diag.Say("%[1]s から、公開中のものを読み取れません: %[2]s", "what is public cannot be read from %[1]s: %[2]s", u.Address, u),
			diag.Words{
				Ja: "--previous のアドレスとネットワークをご確認のうえ、もう一度実行してください。",
				En: "check the address of --previous and the network, and run the same command again",
			}}
	}
	return err
}
