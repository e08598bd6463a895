package tlog_test

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	sum "golang.org/x/mod/sumdb/tlog"

	"kohyo/internal/tlog"
)

// sampleEntry is an entry of each kind.
func sampleEntries() []string {
	hash := fmt.Sprintf("%x", sha256.Sum256(nil))
	return []string{
		"kohyo.report.v1\nslug shop\nnumber 2\npublished 2026-11-01T09:00:00Z\nstate published\ndata " + hash + "\nfiles " + hash + "\ntext en " + hash + "\ntext ja " + hash + "\n",
		"kohyo.report.v1\nslug shop\nnumber 2\npublished 2026-11-01T09:00:00Z\nwithdrawn 2026-11-02T09:00:00Z\nstate withdrawn\ndata " + hash + "\n",
		"kohyo.key.v1\nkey example+6acc1eca+ASrpMPo7bIJ6/yprNSMIcjOVYC2yYp/L/vJa4UM7s0Ug\n",
	}
}

func TestEntriesAreWrittenOneWay(t *testing.T) {
	good := sampleEntries()[0]
	if _, err := tlog.ParseEntry([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{"v1", "v2"}, {"number 2", "number 02"}, {"number 2", "number 0"}, {"slug shop", "slug ../x"}, {"slug shop", "slug a b"},
		{"2026-11-01T09:00:00Z", "2026-11-01T18:00:00+09:00"}, {"2026-11-01T09:00:00Z", "2026-11-01T09:00:00.5Z"},
		{"state published", "state gone"}, {"state published", "state withdrawn"}, {"data ", "data  "}, {"data e", "data E"},
		{"text en", "text zh"}, {"number 2\n", "number 2\nnumber 2\n"}, {"\ndata", "\nmore 1\ndata"}, {"published\n", "published\r\n"},
	} {
		if bad := strings.Replace(good, change[0], change[1], 1); bad != good {
			if _, err := tlog.ParseEntry([]byte(bad)); err == nil {
				t.Errorf("accepted: %q for %q", change[1], change[0])
			}
		}
	}
}

func FuzzEntry(f *testing.F) {
	for _, e := range sampleEntries() {
		f.Add([]byte(e))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, err := tlog.ParseEntry(data); err == nil && !bytes.Equal(e.Bytes(), data) {
			t.Errorf("%q is written as %q", data, e.Bytes())
		}
	})
}

func FuzzCheckpoint(f *testing.F) {
	p := newPublic(&testing.T{}, true)
	p.report("shop", 1, "一")
	p.publish()
	signed := p.files["log/checkpoint"]
	f.Add(signed)
	f.Add(signed[:bytes.Index(signed, []byte("\n\n"))+1])
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := tlog.ParseCheckpoint(data)
		if err == nil && (c.Size < 0 || c.Origin == "" || strings.ContainsAny(c.Origin, " \n+")) {
			t.Errorf("%q gives %v", data, c)
		}
		if bytes.Equal(data, signed) {
			return
		}
		read := func(name string) ([]byte, error) {
			if name == "log/checkpoint" {
				return data, nil
			}
			return p.read(name)
		}
		_, faults, err := tlog.Examine(read, tlog.Options{Origin: origin, Keys: p.keys, Old: true, Openings: true})
		if err != nil || len(faults) == 0 {
			t.Errorf("%q is believed: %v", data, err)
		}
	})
}

func FuzzOpening(f *testing.F) {
	p := newPublic(&testing.T{}, true)
	p.report("shop", 1, "一")
	p.publish()
	good := p.files[tlog.OpeningName("shop", 1)]
	f.Add(good, p.reports[0].Data, p.reports[0].Texts[0].Bytes)
	f.Fuzz(func(t *testing.T, opening, data, text []byte) {
		o, err := tlog.ParseOpening(opening)
		if err != nil {
			return
		}
		differ, err := o.Differences(tlog.Report{Data: data, Texts: []tlog.Text{{Lang: "ja", Bytes: text}}})
		if err == nil && len(differ) == 0 && bytes.Equal(opening, good) {
			want, _ := tlog.Facts(p.reports[0].Data)
			if got, _ := tlog.Facts(data); !bytes.Equal(got, want) {
				t.Errorf("%q opens the leaf", data)
			}
		}
	})
}

// FuzzProof tries to prove entries into a tree that does not hold them.
func FuzzProof(f *testing.F) {
	var hashes []sum.Hash
	read := sum.HashReaderFunc(func(at []int64) ([]sum.Hash, error) {
		var out []sum.Hash
		for _, i := range at {
			out = append(out, hashes[i])
		}
		return out, nil
	})
	const size = 11
	for n := range int64(size) {
		more, err := sum.StoredHashes(n, fmt.Append(nil, "entry ", n), read)
		if err != nil {
			f.Fatal(err)
		}
		hashes = append(hashes, more...)
	}
	root, err := sum.TreeHash(size, read)
	if err != nil {
		f.Fatal(err)
	}
	proof, err := sum.ProveRecord(size, 4, read)
	if err != nil {
		f.Fatal(err)
	}
	var flat []byte
	for _, h := range proof {
		flat = append(flat, h[:]...)
	}
	f.Add(flat, int64(4), []byte("entry 4"))
	f.Fuzz(func(t *testing.T, flat []byte, index int64, entry []byte) {
		var p sum.RecordProof
		for ; len(flat) >= sum.HashSize; flat = flat[sum.HashSize:] {
			p = append(p, sum.Hash(flat[:sum.HashSize]))
		}
		if sum.CheckRecord(p, size, root, index, sum.RecordHash(entry)) == nil && string(entry) != fmt.Sprint("entry ", index) {
			t.Errorf("entry %d is proven to be %q", index, entry)
		}
	})
}

// FuzzFacts: whatever is no data and no text is refused, and what is accepted
// is canonical already when it is read again.
func FuzzFacts(f *testing.F) {
	f.Add(dataOf("shop", 1, "一"), textsOf("shop", "一")[0].Bytes)
	f.Fuzz(func(t *testing.T, data, text []byte) {
		if facts, err := tlog.Facts(data); err == nil {
			if again, err := tlog.Facts(facts); err != nil || !bytes.Equal(facts, again) {
				t.Errorf("%q is read again as %q: %v", facts, again, err)
			}
		}
		if own, err := tlog.OwnText(text); err == nil && !bytes.Contains(text, own) {
			t.Errorf("%q is no part of %q", own, text)
		}
	})
}

func TestOwnText(t *testing.T) {
	rule := strings.Repeat("-", 70)
	own := "題\n題二\n====\n\n本文\n" + strings.Repeat("題", 35) + "\n" + rule + "\n\n以上\n\n"
	text := "【見本】\n新しい報\n\n第1報\n\n" + own + rule + "\n\nお知らせの履歴\n---\n・第2報\n"
	if got, err := tlog.OwnText([]byte(text)); err != nil || string(got) != own {
		t.Errorf("got %q, %v", got, err)
	}
	for _, bad := range []string{"", "題\n===\n", rule + "\n", "\n" + rule + "\n題\n===\n"} {
		if got, err := tlog.OwnText([]byte(bad)); err == nil {
			t.Errorf("%q gives %q", bad, got)
		}
	}
}

// The facts of a report do not change with a later version of the program:
// where they did, every log would take every report for altered.
func TestFactsStay(t *testing.T) {
	data := `{"$schema":"x","languages":["ja"],"number":2,"report":{"counts":[{"measures":[{"unit":"person","value":7,"words":{"ja":"7名"}}],"name":{"source":{"ja":"会員\u2028\n\"<&\u0001"},"words":{"ja":"会員"}}}],"at":{"raw":"~2019-03","words":{"ja":"3月頃"}}},"slug":"shop","time_zone":"Asia/Tokyo","urls":{"data":"x"},"version":1,"vocabulary":{}}`
	want := `{"number":2,"report":{"at":{"raw":"~2019-03"},"counts":[{"measures":[{"unit":"person","value":7}],"name":{"source":{"ja":"会員` + "\u2028" + `\n\"<&\u0001"}}}]},"slug":"shop","time_zone":"Asia/Tokyo"}`
	if got, err := tlog.Facts([]byte(data)); err != nil || string(got) != want {
		t.Errorf("got  %s\nwant %s\n%v", got, want, err)
	}
	for _, bad := range []string{"", "[]", "{}", "null", data + "{}", strings.Replace(data, `"slug"`, `"slag"`, 1)} {
		if got, err := tlog.Facts([]byte(bad)); err == nil {
			t.Errorf("%q gives %q", bad, got)
		}
	}
}

func TestKeys(t *testing.T) {
	private, public, err := tlog.NewKeys(rand.Reader, origin)
	if err != nil {
		t.Fatal(err)
	}
	keys, err := tlog.ParseKeys(private + "\n" + public)
	if err != nil || len(keys) != 2 || keys[0].Public != public || keys[1].Public != public || !keys[0].Signs() || keys[1].Signs() {
		t.Errorf("%v, %v", keys, err)
	}
	for _, bad := range []string{private[:len(private)-4], "PRIVATE+KEY+x", "x", public + "x"} {
		if _, err := tlog.ParseKeys(bad); err == nil || strings.Contains(err.Error(), bad) {
			t.Errorf("a wrong key: %v", err)
		}
	}
	for _, name := range []string{"", "a b", "a+b", "a\nb"} {
		if _, _, err := tlog.NewKeys(rand.Reader, name); err == nil {
			t.Errorf("%q is a name", name)
		}
	}
	for url, want := range map[string]string{"https://www.example.co.jp/disclosure/": "www.example.co.jp/disclosure", "https://example.jp": "example.jp", "": ""} {
		if got := tlog.OriginOf(url); got != want {
			t.Errorf("%s gives %s, want %s", url, got, want)
		}
	}
}
