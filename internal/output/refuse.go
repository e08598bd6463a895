package output

import (
	"fmt"
	"strings"
)

// Refused says why a folder was not replaced. Nothing was written.
type Refused struct {
	Dir   string   // as the caller named it
	Names []string // the files or addresses in question, where there are some

	// Where a link should lead to another publication than it does: the link,
	// and what it should say.
	Link, LinkTo string

	ja, en string
}

func refuse(dir string, names []string, ja, en string) *Refused {
	return &Refused{Dir: dir, Names: names, ja: ja, en: en}
}

// Error is the refusal in English.
func (r *Refused) Error() string { return r.In("en") }

// In is the refusal in a message language, English unless it is "ja".
func (r *Refused) In(lang string) string {
	if lang == "ja" {
		return fmt.Sprintf("%s には書き出しません。%s%s", r.Dir, r.ja, r.list("ほか %d 件"))
	}
	return fmt.Sprintf("not writing to %s: %s%s", r.Dir, r.en, r.list("and %d more"))
}

// withWay adds how to go on where files are in the way of a publication.
func withWay(err error) error {
	r, ok := err.(*Refused)
	if !ok || len(r.Names) == 0 {
		return err
	}
	with := *r
	with.ja += "次のファイルを取り除くか、元に戻してから、もう一度実行してください。取り除いたもののうち、サイトのものは書き直します。サイトに加えたいファイルは static/ に置きます。"
	with.en += " Take these away, or put them back as they were, and run the command again: what belongs to the site is written anew. A file that is to be part of the site goes into static/."
	return &with
}

// shown is how many names a message lists: enough to recognise what they are.
const shown = 10

func (r *Refused) list(more string) string {
	var b strings.Builder
	for i, name := range r.Names {
		if i == shown {
			fmt.Fprintf(&b, "\n  "+more, len(r.Names)-shown)
			break
		}
		fmt.Fprintf(&b, "\n  %q", name)
	}
	return b.String()
}
