package store

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/minio/minio-go/v7"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
)

// Kind is what sort of trouble a fault is.
type Kind uint8

// The kinds of faults.
const (
	Wrong   Kind = iota // how the store was named
	Failed              // the store or the way to it
	Refused             // to protect what is public
)

// Fault is why nothing more was done, in words for the one who publishes.
// Neither the words nor the cause ever hold a secret.
type Fault struct {
	Kind  Kind
	Text  diag.Words
	Hint  diag.Words
	Names []string // the files in question, where there are some
	cause error
}

func (f *Fault) Error() string { return f.Text.En }

// Unwrap gives the cause.
func (f *Fault) Unwrap() error { return f.cause }

func wrong(text, hint diag.Words) error { return &Fault{Kind: Wrong, Text: text, Hint: hint} }

// listed is the first of some names, for a message.
func listed(names []string) diag.Words {
	const shown = 10
	few := names[:min(shown, len(names))]
	text := "\n  " + strings.Join(few, "\n  ")
	if more := len(names) - len(few); more > 0 {
		return diag.Say("%[1]s\n  ほか%[2]d件", "%[1]s\n  and %[2]d more", text, more)
	}
	return diag.Words{Ja: text, En: text}
}

// refuseNames refuses for the sake of files, which are named behind the text.
func refuseNames(names []string, text, hint diag.Words) error {
	l := listed(names)
	return &Fault{Kind: Refused, Text: diag.Words{Ja: text.Ja + l.Ja, En: text.En + l.En}, Hint: hint, Names: names}
}

// status is the status of an answer, 0 where there was none.
func status(err error) int {
	r, _ := errors.AsType[minio.ErrorResponse](err)
	return r.StatusCode
}

// code is the store's word for what went wrong.
func code(err error) string {
	r, _ := errors.AsType[minio.ErrorResponse](err)
	return r.Code
}

// explain makes a fault of a request that failed for good. Only the status and
// the store's word are told: the rest of an answer may repeat the key's name.
func (c *client) explain(verb, key string, err error) error {
	if isTold(err) {
		return err
	}
	var hint diag.Words
	switch n, word := status(err), code(err); {
	case word == "RequestTimeTooSkewed":
		hint = diag.Words{Ja: "このマシンの時計が合っていません。", En: "the clock of this machine is wrong"}
	case word == "NoSuchBucket":
		hint = diag.Words{Ja: "バケットがありません。名前、リージョン、エンドポイントをご確認ください。", En: "there is no such bucket; check its name, the region and the endpoint"}
	case n == http.StatusUnauthorized || n == http.StatusForbidden:
		hint = diag.Words{
			Ja: "鍵が誤っているか、権限が足りません。公開には s3:GetObject、s3:PutObject、s3:DeleteObject、s3:ListBucket が要ります。",
			En: "the key is wrong or may not do this; publishing needs s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket",
		}
	case n == http.StatusMovedPermanently || n == http.StatusTemporaryRedirect:
		hint = diag.Words{Ja: "バケットは別のリージョンにあります。AWS_REGION をご確認ください。", En: "the bucket is in another region; check AWS_REGION"}
	case n == 0:
		hint = diag.Words{
			Ja: "ストアに届きません。ネットワークと AWS_ENDPOINT_URL をご確認のうえ、もう一度実行してください。途中からでも同じ結果になります。",
			En: "the store cannot be reached; check the network and AWS_ENDPOINT_URL and run again: it comes to the same end from wherever it stopped",
		}
	default:
		hint = diag.Words{
			Ja: "もう一度実行してください。途中からでも同じ結果になります。",
			En: "run again: it comes to the same end from wherever it stopped",
		}
	}
	what := strings.TrimSpace(fmt.Sprintf("%d %s", status(err), code(err)))
	if status(err) == 0 {
		what = reason(err)
	}
	return &Fault{Kind: Failed, Hint: hint, cause: err, Text: diag.Say(
		"%[1]s の処理（%[2]s %[3]s）に失敗しました: %[4]s", "%[1]s: %[2]s %[3]s failed: %[4]s", c.place, verb, key, what)}
}

// isTold tells of an error that needs no more words.
func isTold(err error) bool {
	_, fault := errors.AsType[*Fault](err)
	_, busy := errors.AsType[*publish.Busy](err)
	return fault || busy || errors.Is(err, context.Canceled)
}

// reason is the innermost cause: outer ones repeat the whole request.
func reason(err error) string {
	if errors.Is(err, context.DeadlineExceeded) {
		return "no answer in time"
	}
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err.Error()
		}
		err = next
	}
}
