package build_test

import (
	"context"
	"testing"
	"testing/fstest"
	"time"

	"kohyo"
	"kohyo/internal/build"
)

func openLive(t *testing.T, content fstest.MapFS) *build.Live {
	t.Helper()
	live, err := build.OpenLive(content, kohyo.Theme)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(live.Close)
	return live
}

// A save that breaks a file shows what was there before, and says why.
func TestLastGoodPagesStay(t *testing.T) {
	site := content(nil)
	live := openLive(t, site)
	first := live.State()
	good, err := first.Public(moment).ReadFile("ja/outage/index.html")
	if err != nil || !first.Good() {
		t.Fatal(err, rules(first.Findings))
	}
	site["content/outage/1.toml"] = file("title = ")
	if err := live.Update([]string{"content/outage/1.toml"}); err != nil {
		t.Fatal(err)
	}
	broken, err := live.Next(context.Background(), first.Seq)
	if err != nil || broken.Good() || !broken.Held("outage") {
		t.Fatal(err, rules(broken.Findings))
	}
	for _, s := range []*build.Site{broken.Public(moment), broken.Drafts(moment)} {
		if page, err := s.ReadFile("ja/outage/index.html"); err != nil || string(page) != string(good) {
			t.Errorf("the last good page is gone: %v", err)
		}
	}
	site["content/outage/1.toml"] = file(report)
	if err := live.Update([]string{"content/outage/1.toml"}); err != nil {
		t.Fatal(err)
	}
	if s := live.State(); !s.Good() || s.Seq <= broken.Seq || s.Held("outage") {
		t.Errorf("after mending: %s", rules(s.Findings))
	}
}

func TestNothingGoodYet(t *testing.T) {
	s := openLive(t, fstest.MapFS{"site.toml": file("base_url =")}).State()
	if s.Good() || s.Drafts(moment) != nil || s.Public(moment) != nil || s.Incident("outage") != nil {
		t.Errorf("%s", rules(s.Findings))
	}
}

func TestNextEndsWithItsContext(t *testing.T) {
	live := openLive(t, content(nil))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if s, err := live.Next(ctx, live.State().Seq); err == nil {
		t.Errorf("state %d came from nowhere", s.Seq)
	}
}
