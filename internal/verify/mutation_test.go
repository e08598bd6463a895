package verify_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"

	"kohyo/internal/tlog"
	"kohyo/internal/verify"
)

// mutant is a site that somebody has tampered with, and the files of which
// one must be named.
type mutant struct {
	files
	names []string
	since []byte // what the reader kept
}

// tampering makes mutants of a site with a history.
type tampering struct {
	*rand.Rand
	p      *publisher
	states []files
	forks  []files // by somebody with the publisher's key
	forged []files // by somebody without it
}

func newTampering(t *testing.T, seed uint64, many int) *tampering {
	x := &tampering{Rand: rand.New(rand.NewPCG(seed, 1))}
	x.p, x.states = historyOf(t, many)
	for i, state := range x.states[:len(x.states)-1] {
		// The publisher itself goes back to a state and publishes otherwise.
		other := *x.p
		other.files = maps.Clone(state)
		other.reports = nil
		for _, r := range x.p.reports {
			if _, public := state[fmt.Sprintf("%s/%d.json", r.Slug, r.Number)]; public {
				other.reports = append(other.reports, r)
			}
		}
		other.reports[1].Texts = textsOf(state)
		for n := range i + many + 3 {
			other.report("other", n+1, fmt.Sprint("別", n))
		}
		other.publish()
		x.forks = append(x.forks, other.files)
	}
	for range 3 {
		// Somebody else writes the whole site anew, with a key of their own.
		other := newPublisher(t)
		other.now, other.reports = x.p.now, slices.Clone(x.p.reports)
		other.reports[0].Data = made("shop", 1, other.now, "偽").Data
		other.publish()
		x.forged = append(x.forged, other.files)
	}
	return x
}

// textsOf are the texts of bank/1 in a state.
func textsOf(state files) []tlog.Text {
	return []tlog.Text{{Lang: "en", Bytes: state["en/bank/1/notice.txt"]}, {Lang: "ja", Bytes: state["ja/bank/1/notice.txt"]}}
}

func (x *tampering) pick(f files) string {
	names := slices.Sorted(maps.Keys(f))
	if x.IntN(3) == 0 { // the log more often than its share
		names = slices.DeleteFunc(names, func(n string) bool { return len(n) < 4 || n[:4] != "log/" })
	}
	return names[x.IntN(len(names))]
}

// changed changes some bytes.
func (x *tampering) changed(data []byte) []byte {
	was, data := data, bytes.Clone(data)
	for bytes.Equal(was, data) {
		switch at := x.IntN(len(data) + 1); {
		case len(data) == 0 || x.IntN(8) == 0:
			data = slices.Insert(data, at, byte(x.IntN(256)))
		case x.IntN(8) == 0:
			data = slices.Delete(data, min(at, len(data)-1), len(data[:min(at, len(data)-1)])+1)
		default:
			data[min(at, len(data)-1)] ^= 1 << x.IntN(8)
		}
	}
	return data
}

// kinds are the ways of tampering.
var kinds = []struct {
	name string
	do   func(*tampering, files) mutant
}{
	{"byte", func(x *tampering, f files) mutant {
		name := x.pick(f)
		f[name] = x.changed(f[name])
		return mutant{f, []string{name}, nil}
	}},
	{"deletion", func(x *tampering, f files) mutant {
		name := x.pick(f)
		delete(f, name)
		return mutant{f, []string{name}, nil}
	}},
	{"truncation", func(x *tampering, f files) mutant {
		name := x.pick(f)
		f[name] = f[name][:x.IntN(len(f[name]))]
		return mutant{f, []string{name}, nil}
	}},
	{"extension", func(x *tampering, f files) mutant {
		name := x.pick(f)
		f[name] = append(bytes.Clone(f[name]), f[name]...)
		return mutant{f, []string{name}, nil}
	}},
	{"addition", func(x *tampering, f files) mutant {
		name := []string{"ja/shop/9/index.html", "evil.html", "log/tile/0/000.p/3", "log/tile/entries/000.p/2", "log/checkpoints/99", ".well-known/security.txt", "log/reports/shop/9.json"}[x.IntN(7)] + strconv.Itoa(x.IntN(100))
		f[name] = []byte("added")
		return mutant{f, []string{name}, nil}
	}},
	{"swap", func(x *tampering, f files) mutant {
		a, b := x.pick(f), x.pick(f)
		for bytes.Equal(f[a], f[b]) {
			b = x.pick(f)
		}
		f[a], f[b] = f[b], f[a]
		return mutant{f, []string{a, b}, nil}
	}},
	{"renaming", func(x *tampering, f files) mutant {
		name := x.pick(f)
		f[name+"x"] = f[name]
		delete(f, name)
		return mutant{f, []string{name, name + "x"}, nil}
	}},
	{"rollback", func(x *tampering, _ files) mutant {
		return mutant{maps.Clone(x.states[x.IntN(len(x.states)-1)]), []string{tlog.CheckpointFile}, x.p.files[tlog.CheckpointFile]}
	}},
	{"partial rollback", func(x *tampering, f files) mutant {
		old := x.states[x.IntN(len(x.states)-1)]
		for {
			if name := x.pick(old); !bytes.Equal(old[name], f[name]) {
				f[name] = old[name]
				return mutant{f, []string{name}, nil}
			}
		}
	}},
	{"old head and list", func(x *tampering, f files) mutant {
		old := x.states[x.IntN(len(x.states)-1)]
		f[tlog.CheckpointFile], f[tlog.ManifestFile] = old[tlog.CheckpointFile], old[tlog.ManifestFile]
		return mutant{f, []string{tlog.CheckpointFile}, nil}
	}},
	{"fork", func(x *tampering, _ files) mutant {
		at := x.IntN(len(x.forks))
		kept := x.states[at+1+x.IntN(len(x.states)-at-1)]
		return mutant{maps.Clone(x.forks[at]), []string{tlog.CheckpointFile}, kept[tlog.CheckpointFile]}
	}},
	{"forged log", func(x *tampering, _ files) mutant {
		return mutant{maps.Clone(x.forged[x.IntN(len(x.forged))]), []string{tlog.CheckpointFile}, nil}
	}},
	{"forged tile", func(x *tampering, f files) mutant {
		name := x.pickTile(f)
		f[name] = x.changed(f[name])
		x.relist(f)
		return mutant{f, []string{name, tlog.ManifestFile}, nil}
	}},
	{"forged page and list", func(x *tampering, f files) mutant {
		name := x.pick(f)
		for name == tlog.ManifestFile {
			name = x.pick(f)
		}
		f[name] = x.changed(f[name])
		x.relist(f)
		return mutant{f, []string{name, tlog.ManifestFile}, nil}
	}},
	{"forged page, list and head", func(x *tampering, f files) mutant {
		f["index.html"] = x.changed(f["index.html"])
		x.relist(f)
		c, _ := tlog.ParseCheckpoint(f[tlog.CheckpointFile])
		old := fmt.Sprintf("files %s", encoded(c.Files))
		c.Files = tlog.FileOf("", f[tlog.ManifestFile]).SHA256
		f[tlog.CheckpointFile] = bytes.Replace(f[tlog.CheckpointFile], []byte(old), []byte("files "+encoded(c.Files)), 1)
		if at := bytes.Index(f[tlog.CheckpointFile], []byte("\n\n")); x.IntN(2) == 0 {
			f[tlog.CheckpointFile] = f[tlog.CheckpointFile][:at+1] // and its signature is taken away
		}
		return mutant{f, []string{tlog.CheckpointFile}, nil}
	}},
}

func (x *tampering) pickTile(f files) string {
	names := slices.Sorted(maps.Keys(f))
	names = slices.DeleteFunc(names, func(n string) bool { return len(n) < 9 || n[:9] != "log/tile/" })
	return names[x.IntN(len(names))]
}

// relist writes the manifest anew.
func (x *tampering) relist(f files) {
	var list []tlog.File
	for name, data := range f {
		if name != tlog.ManifestFile && name != tlog.CheckpointFile {
			list = append(list, tlog.FileOf(name, data))
		}
	}
	f[tlog.ManifestFile] = tlog.Manifest(list)
}

// TestMutations changes a public site in many ways; every change must be
// refused, with the name of a file that it touched. KOHYO_MUTATIONS says how
// many; the default is short.
func TestMutations(t *testing.T) {
	count := 450
	if n, err := strconv.Atoi(os.Getenv("KOHYO_MUTATIONS")); err == nil {
		count = n
	}
	sites := []*tampering{newTampering(t, 1, 9), newTampering(t, 2, 30), newTampering(t, 3, 260)}
	tried, passed, unnamed := map[string]int{}, 0, 0
	for i := range count {
		x := sites[0]
		if i%10 >= 7 {
			x = sites[1+i/10%2]
		}
		kind := kinds[i%len(kinds)]
		m := kind.do(x, maps.Clone(x.p.files))
		o := x.p.options()
		o.Since = m.since
		r := run(t, m.files, o)
		tried[kind.name]++
		switch {
		case len(r.False) == 0:
			passed++
			t.Errorf("mutation %d, %s of %v: not refused; unknown %v", i, kind.name, m.names, r.Unknown)
		case !slices.ContainsFunc(m.names, func(n string) bool { return named(r, n) }):
			unnamed++
			t.Errorf("mutation %d, %s of %v: named are %v", i, kind.name, m.names, r.False[0])
		}
		if passed+unnamed > 10 {
			t.FailNow()
		}
	}
	t.Logf("%d changes to a published site: %d refused, %d let pass, %d without the file's name; by kind: %v",
		count, count-passed, passed, unnamed, tried)
}

// A reader without the key, who kept a checkpoint, finds the forgeries too.
func TestForgeriesWithoutKey(t *testing.T) {
	x := newTampering(t, 4, 9)
	for _, f := range x.forged {
		if r := run(t, f, verify.Options{Since: x.p.files[tlog.CheckpointFile]}); !named(r, tlog.CheckpointFile) {
			t.Errorf("false %v, unknown %v", r.False, r.Unknown)
		}
	}
}
