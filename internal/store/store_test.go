package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"kohyo/internal/publish"
)

// TestOrder holds the requests of a publication to the order in which nothing
// public ever names what is missing.
func TestOrder(t *testing.T) {
	m := newMemory(t)
	for _, p := range []pages{first(), second()} {
		m.restart()
		if _, err := publishTo(t, m.open(t, quick()), p); err != nil {
			t.Fatal(err)
		}
		at := func(request string) int {
			for i, l := range m.said() {
				if strings.HasPrefix(l, request) {
					return i
				}
			}
			t.Fatalf("no request %s", request)
			return 0
		}
		put := "PUT /bucket/site/"
		for name := range p.Addresses() {
			if strings.Contains(strings.Join(m.said(), "\n"), put+name+" ") && name != checkpointName && at(put+name+" ") > at(put+checkpointName+" ") {
				t.Errorf("%s was sent after the checkpoint", name)
			}
		}
		if p["delta/1.json"] == "" {
			continue
		}
		order := []string{"PUT /bucket/site/.kohyo/journal", put + "assets/site.bbbb.css", put + "delta/files/fig.png", put + "delta/1.json",
			put + "ja/delta/1/index.html", put + "log/tile/0/000.p/6", put + "ja/delta/index.html", put + "ja/2025/index.html", put + "ja/alpha/index.html",
			put + "ja/feed.xml", put + "index.html", put + "log/files", put + "log/checkpoint ", "DELETE /bucket/site/ja/2024/index.html",
			"DELETE /bucket/site/beta/files/list.pdf", "DELETE /bucket/site/assets/site.aaaa.css"}
		for i := range order[1:] {
			if at(order[i]) > at(order[i+1]) {
				t.Errorf("%s came after %s", order[i], order[i+1])
			}
		}
	}
}

// TestIdle runs twice: the second time nothing is written but the lock.
func TestIdle(t *testing.T) {
	m := newMemory(t)
	if stats, err := publishTo(t, m.open(t, quick()), first()); err != nil || stats.Sent != len(first()) {
		t.Fatal(stats, err)
	}
	m.idle(t, "the second time", first())
}

// TestMends sends again what has gone from the store, or has another size.
func TestMends(t *testing.T) {
	m := newMemory(t)
	publishTo(t, m.open(t, quick()), first())
	want := m.state()
	m.mu.Lock()
	delete(m.objects, "site/ja/alpha/index.html")
	delete(m.objects, "site/assets/site.aaaa.css")
	o := m.objects["site/alpha/1.json"]
	o.body = []byte("forged")
	m.objects["site/alpha/1.json"] = o
	m.mu.Unlock()
	if stats, err := publishTo(t, m.open(t, quick()), first()); err != nil || stats.Sent != 3 {
		t.Fatal(stats, err)
	}
	sameState(t, "mended", m.state(), want, nothing)
}

// wantFault asks for a fault of a kind that names a file.
func wantFault(t *testing.T, err error, kind Kind, name string) {
	t.Helper()
	f, ok := errors.AsType[*Fault](err)
	if !ok || f.Kind != kind || !strings.Contains(f.Text.En, name) || !strings.Contains(f.Text.Ja, name) || f.Hint.IsZero() {
		t.Fatalf("want a fault of kind %d about %q, got %v", kind, name, err)
	}
}

// after is a store with the first site, in which somebody has put more.
func after(t *testing.T, more map[string]stored) *memory {
	m := newMemory(t)
	if _, err := publishTo(t, m.open(t, quick()), first()); err != nil {
		t.Fatal(err)
	}
	all := m.state()
	maps.Copy(all, more)
	m.set(all)
	return m
}

// TestWrittenOnce keeps what was written once: reports and attachments that
// the log does not know of are never overwritten, equal ones are no trouble.
func TestWrittenOnce(t *testing.T) {
	for _, name := range []string{"delta/1.json", "delta/files/fig.png", "assets/site.bbbb.css"} {
		m := after(t, map[string]stored{name: {body: []byte("somebody else's")}, "ja/2025/index.html": {body: []byte("of a list")}, "alpha/2.json": {body: []byte(second()["alpha/2.json"])}})
		_, err := publishTo(t, m.open(t, quick()), second())
		wantFault(t, err, Refused, name)
		if got := string(m.state()[name].body); got != "somebody else's" {
			t.Errorf("%s was overwritten with %q", name, got)
		}
		if m.state()[checkpointName].etag() != (stored{body: []byte(first()[checkpointName])}).etag() {
			t.Error("the publication went on to the checkpoint")
		}
	}
}

// TestWithdrawn lets the files of a report be replaced that was taken down,
// where a publication was cut off before the log knew of them.
func TestWithdrawn(t *testing.T) {
	m := after(t, map[string]stored{"beta/2.json": {body: []byte("told too much")}})
	p := second()
	p["beta/2.json"] = `{"state":"withdrawn"}`
	if _, err := publishTo(t, m.open(t, quick()), p.sealed()); err != nil {
		t.Fatal(err)
	}
}

// TestReworded lets the pages of a report say the same facts in other words,
// after a publication that was cut off.
func TestReworded(t *testing.T) {
	m := after(t, map[string]stored{"ja/delta/1/index.html": {body: []byte("other words")}})
	if _, err := publishTo(t, m.open(t, quick()), second()); err != nil {
		t.Fatal(err)
	}
}

// TestSomebodyElses overwrites nothing in a place that has no log, and takes
// no notice of what is beside its own files.
func TestSomebodyElses(t *testing.T) {
	m := newMemory(t)
	m.set(map[string]stored{"index.html": {body: []byte("another site")}, "shop/index.html": {body: []byte("another page")}})
	for range 2 { // it does not wear off
		_, err := publishTo(t, m.open(t, quick()), first())
		wantFault(t, err, Refused, "index.html")
		if string(m.state()["index.html"].body) != "another site" || len(m.state()) != 2 {
			t.Fatal("the place of another site was changed")
		}
	}
	m.set(map[string]stored{"shop/index.html": {body: []byte("another page")}})
	if _, err := publishTo(t, m.open(t, quick()), first()); err != nil {
		t.Fatal(err)
	}
	if _, there := m.state()["shop/index.html"]; !there {
		t.Error("a file that is not of this site was removed")
	}
}

// movePlan moves a plan that is made by hand.
func movePlan(t *testing.T, m *memory, files ...publish.File) error {
	t.Helper()
	s := m.open(t, quick())
	if _, err := s.Begin(context.Background()); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	site := pages{}
	for i, f := range files {
		site[f.Name] = "new bytes"
		files[i].Size, files[i].SHA256 = 9, sha256.Sum256([]byte("new bytes"))
	}
	_, err := s.Move(context.Background(), &publish.Plan{Files: files}, site, nil)
	return err
}

// TestRefuses refuses plans that no store may carry out, before it does anything.
func TestRefuses(t *testing.T) {
	for _, f := range []publish.File{
		{Name: "ja/alpha/1/index.html", Change: publish.Gone, Class: publish.Report},
		{Name: "alpha/files/list.pdf", Change: publish.Gone, Class: publish.Attachment},
		{Name: "alpha/files/list.pdf", Change: publish.Changed, Class: publish.Attachment},
		{Name: "assets/site.aaaa.css", Change: publish.Changed, Class: publish.Asset},
	} {
		m := newMemory(t)
		m.set(map[string]stored{f.Name: {body: []byte("as it was")}, checkpointName: {body: []byte("a log")}})
		wantFault(t, movePlan(t, m, f), Refused, f.Name)
		if len(m.state()) != 2 || string(m.state()[f.Name].body) != "as it was" {
			t.Errorf("%s: the store was changed", f.Name)
		}
		f.Withdrawn = true
		if err := movePlan(t, m, f); err != nil && f.Class != publish.Asset {
			t.Errorf("%s, of a report that was taken down: %v", f.Name, err)
		}
	}
}

// TestTwoPublishers lets several publish at once: one does, the others say so.
func TestTwoPublishers(t *testing.T) {
	m := newMemory(t)
	o := quick()
	o.timing = timing{20 * time.Millisecond, 20 * time.Second}
	var wg sync.WaitGroup
	results := make([]error, 4)
	lost := make(chan struct{}, len(results))
	ctx := context.Background()
	for i := range results {
		wg.Go(func() {
			s := m.open(t, o)
			read, err := s.Begin(ctx)
			if results[i] = err; err != nil {
				lost <- struct{}{}
				return
			}
			for range len(results) - 1 {
				<-lost
			}
			plan, err := planFor(t, read, first())
			if err == nil {
				_, err = s.Move(ctx, plan, first(), nil)
			}
			results[i] = errors.Join(err, s.Close())
		})
	}
	wg.Wait()
	won := 0
	for _, err := range results {
		if _, busy := errors.AsType[*publish.Busy](err); err == nil {
			won++
		} else if !busy {
			t.Errorf("want that another publication is at work, got %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d of %d publishers won: %v", won, len(results), results)
	}
}

// TestOvertaken has the checkpoint change under a publisher whose lock was
// taken away: it stops and says so.
func TestOvertaken(t *testing.T) {
	m := newMemory(t)
	s := m.open(t, quick())
	read, err := s.Begin(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planFor(t, read, first())
	if err != nil {
		t.Fatal(err)
	}
	m.mu.Lock()
	m.objects["site/"+checkpointName] = stored{body: []byte("another's")}
	m.mu.Unlock()
	_, err = s.Move(context.Background(), plan, first(), nil)
	if _, busy := errors.AsType[*publish.Busy](err); !busy {
		t.Errorf("want that another publication is at work, got %v", err)
	}
	if got := string(m.state()[checkpointName].body); got != "another's" {
		t.Errorf("the checkpoint of the other was replaced with %q", got)
	}
}

// TestLostLock ends a publication whose lock somebody else holds.
func TestLostLock(t *testing.T) {
	m := newMemory(t)
	o := quick()
	o.timing = timing{time.Millisecond, time.Hour}
	s := m.open(t, o)
	if _, err := s.Begin(context.Background()); err != nil {
		t.Fatal(err)
	}
	m.mu.Lock()
	m.objects["site/"+lockName] = stored{body: []byte(`{"publisher":"another"}`)}
	m.mu.Unlock()
	<-s.lost
	_, err := s.Move(context.Background(), &publish.Plan{}, first(), nil)
	if _, busy := errors.AsType[*publish.Busy](err); !busy {
		t.Errorf("want that another publication is at work, got %v", err)
	}
	s.Close()
	if _, there := m.state()[lockName]; !there {
		t.Error("the lock of the other was removed")
	}
}

// TestCareless refuses a store that does not heed conditions.
func TestCareless(t *testing.T) {
	m := newMemory(t)
	m.careless = true
	_, err := m.open(t, quick()).Begin(context.Background())
	wantFault(t, err, Refused, "s3://bucket/site")
}

// TestLook changes nothing, not even a lock.
func TestLook(t *testing.T) {
	m := newMemory(t)
	publishTo(t, m.open(t, quick()), first())
	m.restart()
	read, err := m.open(t, quick()).Look(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := planFor(t, read, second()); err != nil {
		t.Fatal(err)
	}
	for _, l := range m.said() {
		if !strings.HasPrefix(l, "GET ") {
			t.Errorf("to look, the request %s was made", l)
		}
	}
}

// TestSecrets keeps the key out of everything that is told and stored.
func TestSecrets(t *testing.T) {
	m := newMemory(t)
	for _, answer := range []fault{"403", "401", "500", "301", dropBefore, "400", "501"} {
		m.setFail(func(int, *http.Request) fault { return answer })
		_, err := m.open(t, quick()).Begin(context.Background())
		if err == nil {
			t.Fatalf("%s: no error", answer)
		}
		f, ok := errors.AsType[*Fault](err)
		if !ok || f.Hint.IsZero() {
			t.Errorf("%s: %v is not explained", answer, err)
			continue
		}
		for _, text := range []string{f.Text.Ja, f.Text.En, f.Hint.Ja, f.Hint.En, fmt.Sprintf("%+v %v", err, errors.Unwrap(f))} {
			if strings.Contains(text, "never-shown") {
				t.Errorf("%s: the secret is told: %s", answer, text)
			}
		}
	}
}
