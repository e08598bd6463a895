package build

import (
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// atOnce is how many incidents are checked before a state is shown.
var atOnce = 16

const (
	batch = 8                      // incidents that are checked between two looks around
	often = 500 * time.Millisecond // between two states of the background
	calm  = 100 * time.Millisecond // after a change, before the background goes on
)

// inParallel does something n times.
func inParallel(n, workers int, do func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(workers, n) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
				do(int(i))
			}
		})
	}
	wg.Wait()
}

// checkNew checks what has changed, unless that is much; and what depends on
// it, unless that makes it much: somebody waits for what has been saved.
func (l *Live) checkNew(next *content) {
	var places, depending []int
	for _, i := range next.unchecked() {
		e := next.entries[i]
		switch at, ok := l.content.at(e.slug); {
		case !ok || !l.content.entries[at].now.same(e.now):
			places = append(places, i)
		case l.content.entries[at].now != e.now:
			depending = append(depending, i)
		}
	}
	if len(places) > atOnce || next.using == nil {
		return
	}
	if len(places)+len(depending) <= atOnce {
		places = append(places, depending...)
	}
	for i, v := range l.check(next, places, runtime.GOMAXPROCS(0)) {
		if v != nil {
			next.entries[places[i]].now = v
			next.entries[places[i]] = next.entries[places[i]].choose()
		}
	}
}

// background checks what Update has left, bit by bit, so that an Update never
// waits for long. After each it leaves the machine to whoever shows the change.
func (l *Live) background() {
	defer close(l.ended)
	for {
		select {
		case <-l.closing:
			return
		case <-l.work:
		}
		shown := time.Now()
		for l.some(&shown) {
			select {
			case <-l.closing:
				return
			case <-time.After(calm - time.Since(time.Unix(0, l.changed.Load()))):
			}
		}
	}
}

// some does a part of the work. It reports whether there is more.
func (l *Live) some(shown *time.Time) bool {
	l.updating.Lock()
	c := l.content
	l.updating.Unlock()
	if c.using == nil {
		return false
	}
	places := c.unchecked()
	if len(places) == 0 {
		return l.tryBehind(c)
	}
	places = places[:min(batch, len(places))]
	checked := l.check(c, places, max(1, runtime.GOMAXPROCS(0)-1))
	var others []string // have changed, and nobody has said so
	for i, v := range checked {
		if v == nil {
			others = append(others, "content/"+c.entries[places[i]].slug)
		}
	}
	if len(others) > 0 {
		return l.Update(others) == nil
	}

	l.updating.Lock()
	defer l.updating.Unlock()
	next := *l.content
	next.entries = slices.Clone(next.entries)
	for i, place := range places {
		was := c.entries[place]
		at, ok := next.at(was.slug)
		switch {
		case !ok || next.entries[at].now != was.now:
			continue // has changed meanwhile
		case l.content != c && len(checked[i].part.Links) > 0:
			continue // what it links to may have
		}
		next.entries[at].now = checked[i]
		next.entries[at] = next.entries[at].choose()
	}
	l.content = &next
	more := len(next.unchecked()) > 0
	if !more || time.Since(*shown) > often {
		l.publish()
		*shown = time.Now()
	}
	return more || next.try
}

// tryBehind shows a page of each kind to the site's own layouts, once the
// content is right.
func (l *Live) tryBehind(c *content) bool {
	if !c.try {
		return false
	}
	err := l.tryLayouts(c, c.using)
	l.updating.Lock()
	defer l.updating.Unlock()
	if l.content != c {
		return true
	}
	next := *c
	next.try, next.layouts = false, nil
	if broken, ok := layoutError(err); ok {
		next.layouts = append(next.layouts, broken.Finding)
	}
	l.content = &next
	l.publish()
	return false
}
