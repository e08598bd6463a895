package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"kohyo/internal/build"
	"kohyo/internal/diag"
)

// The exit codes. They are a promise: README.md lists them.
const (
	exitDone    = 0
	exitContent = 1 // the content has errors
	exitUsage   = 2 // wrong usage
	exitMachine = 3 // the machine or the network failed
	exitRefused = 4 // refused to protect what is there
)

// fault is why a command ended early: what to tell, how to go on, and the
// exit code. A fault without words has already been told.
type fault struct {
	code int
	text diag.Words
	hint diag.Words
}

func (f *fault) Error() string { return f.text.En }

func usage(text, hint diag.Words) error   { return &fault{exitUsage, text, hint} }
func refused(text, hint diag.Words) error { return &fault{exitRefused, text, hint} }

// asFault makes a fault of any error: what nobody foresaw is the machine's.
func asFault(err error) *fault {
	if f, ok := errors.AsType[*fault](err); ok {
		return f
	}
	if errors.Is(err, context.Canceled) {
		return &fault{code: exitMachine, text: diag.Words{
			Ja: "中断しました。前回の出力はそのまま残っています。",
			En: "interrupted; the previous output is left as it was",
		}}
	}
	if changed, ok := errors.AsType[*build.ChangedError](err); ok {
		return &fault{exitMachine,
			diag.Say("content/%s が、処理の途中で変更されました。何も書き出していません。", "content/%s was changed in the meantime; nothing has been written", changed.Slug),
			diag.Words{Ja: "編集を終えてから、もう一度実行してください。", En: "run the command again once nobody edits it"}}
	}
	reason := err.Error()
	f := &fault{code: exitMachine, text: diag.Say("処理を続けられませんでした: %s", "could not go on: %s", reason)}
	switch {
	case errors.Is(err, fs.ErrPermission):
		f.hint = diag.Words{
			Ja: "ファイルやフォルダーの読み書きの権限をご確認ください。",
			En: "check who may read and write the file or folder",
		}
	case errors.Is(err, syscall.ENOSPC):
		f.hint = diag.Words{
			Ja: "ディスクの空き容量が足りません。空きを作ってから、もう一度実行してください。",
			En: "the disk is full; make room and run the command again",
		}
	}
	return f
}

// tell prints a fault. Every line begins with the program's name, so that
// it can be told from other output in the log of a build server.
func (a *app) tell(f *fault) {
	if f.text.IsZero() {
		return
	}
	a.note("%s", a.in(f.text))
	if !f.hint.IsZero() {
		a.note("%s", a.in(f.hint))
	}
}

// note prints a message to stderr, without any private key that it may quote.
func (a *app) note(format string, args ...any) {
	for line := range strings.Lines(diag.WithoutKeys(fmt.Sprintf(format, args...))) {
		fmt.Fprintf(a.stderr, "kohyo: %s\n", strings.TrimRight(line, "\r\n"))
	}
}

// pipe is an output whose reader may stop listening (kohyo check | head):
// that is the reader's right, and no error.
type pipe struct{ io.Writer }

func (p pipe) Write(b []byte) (int, error) {
	n, err := p.Writer.Write(b)
	if errors.Is(err, syscall.EPIPE) {
		return len(b), nil
	}
	return n, err
}
