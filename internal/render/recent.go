package render

import "sync"

// recent keeps what was made last: the files of an incident, which are mostly
// rendered one after another, say the same things in several forms. Each thing
// is made once, however many ask for it at the same time.
type recent[K comparable, V any] struct {
	most int // how many are kept at least

	mu        sync.Mutex
	made, old map[K]*making[V] // old is forgotten when made is full
}

type making[V any] struct {
	once sync.Once
	v    V
}

func newRecent[K comparable, V any](most int) *recent[K, V] { return &recent[K, V]{most: most} }

// get gives what belongs to a key.
func (r *recent[K, V]) get(key K, make func() V) V {
	m := r.find(key)
	m.once.Do(func() { m.v = make() })
	return m.v
}

func (r *recent[K, V]) find(key K) *making[V] {
	r.mu.Lock()
	defer r.mu.Unlock()
	m, ok := r.made[key]
	if ok {
		return m
	}
	if m, ok = r.old[key]; !ok {
		m = &making[V]{}
	}
	if r.made == nil || len(r.made) >= r.most {
		r.made, r.old = map[K]*making[V]{}, r.made
	}
	r.made[key] = m
	return m
}
