package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
)

// sendAll brings the files of one phase. Those that stand there already with
// other bytes, and may not be replaced, are all named at its end.
func (s *Store) sendAll(w *work, files []publish.File) error {
	var mu sync.Mutex
	var taken []string
	err := s.each(w.ctx, len(files), func(ctx context.Context, i int) error {
		sent, err := s.send(ctx, w, files[i])
		if errors.Is(err, errTaken) {
			mu.Lock()
			defer mu.Unlock()
			taken = append(taken, files[i].Name)
			return nil
		}
		if err != nil {
			return err
		}
		w.mu.Lock()
		defer w.mu.Unlock()
		if sent {
			w.stats.Sent++
			w.stats.Bytes += files[i].Size
		}
		if w.done != nil {
			w.done()
		}
		return nil
	})
	if err == nil && len(taken) > 0 {
		slices.Sort(taken)
		return s.exists(taken)
	}
	return err
}

// errTaken says that other bytes stand where a file belongs that is written once.
var errTaken = errors.New("another file stands there")

// exists refuses to overwrite.
func (s *Store) exists(names []string) error {
	if s.begins() {
		return refuseNames(names,
			diag.Say("%s には、公開の記録（log/checkpoint）がないのに、別のファイルがすでにあります。上書きしていません。",
				"%s has no log (log/checkpoint), but other files stand there already; they have not been overwritten", s.client.place),
			diag.Words{
				Ja: "公開先をご確認ください。ほかのサイトと同じバケットに置くときは、接頭辞を分けてください。",
				En: "check that this is the right place; give the site a prefix of its own if it shares the bucket with another",
			})
	}
	return refuseNames(names,
		diag.Say("%s には、一度だけ書かれるべきファイルが、別の内容ですでにあります。上書きしていません。",
			"%s holds files that are written only once, with other content; they have not been overwritten", s.client.place),
		diag.Words{
			Ja: "公開の途中で止まったあとに報を書き換えると、こうなります。前の内容に戻して公開し、訂正は kohyo revise で次の報としてください。誰にも読まれていないと確かなら、そのファイルをストアから消して、もう一度実行してください。",
			En: "this happens when a report is edited after a publication was cut off. Bring its text back, publish, and correct it in a next report with kohyo revise; if you are sure that nobody has read it, remove the file from the store and run again",
		})
}

// send makes one file public, whatever an earlier try has left there.
func (s *Store) send(ctx context.Context, w *work, f publish.File) (sent bool, err error) {
	body, err := w.site.ReadFile(f.Name)
	if err != nil {
		return false, err
	}
	if int64(len(body)) != f.Size || sha256.Sum256(body) != f.SHA256 {
		return false, fmt.Errorf("%s has changed while it was being published", f.Name)
	}
	u := upload{f.Name, contentType(f.Name), cacheControl(f.Name, f.Class), body}
	if f.Class == publish.Checkpoint {
		return s.sendCheckpoint(ctx, u)
	}
	when := absent
	if f.Change == publish.Changed {
		when = condition{w.stored[f.Name].etag}
	}
	for range 5 {
		_, err := s.client.put(ctx, u, when)
		if !errors.Is(err, errCondition) {
			return err == nil, err
		}
		there, o, _, err := s.client.get(ctx, f.Name)
		switch {
		case errors.Is(err, errNothing): // a listing that was behind
			when = absent
			continue
		case err != nil:
			return false, err
		case sha256.Sum256(there) == f.SHA256:
			return false, nil
		case f.Change == publish.New && (s.begins() || w.once(f)):
			return false, errTaken
		}
		// Only we write here as long as the lock is ours.
		if _, err := s.lease.held(ctx); err != nil {
			return false, err
		}
		when = condition{o.etag}
	}
	return false, &publish.Busy{Who: s.client.place.String()}
}

// begins tells of the first publication to a place: what stands there, and not
// from a publisher before, is somebody else's.
func (s *Store) begins() bool { return s.base.etag == "" && s.before == nil }

// strangers refuses to begin where other files stand in the way. It looks
// before anything is written: later they could be our own.
func (s *Store) strangers(w *work) error {
	if !s.begins() {
		return nil
	}
	var files []publish.File
	for _, f := range w.all() {
		if _, there := w.stored[f.Name]; there {
			files = append(files, f)
		}
	}
	var mu sync.Mutex
	var names []string
	err := s.each(w.ctx, len(files), func(ctx context.Context, i int) error {
		there, _, _, err := s.client.get(ctx, files[i].Name)
		if errors.Is(err, errNothing) {
			return nil
		}
		if err == nil && files[i].Name == checkpointName { // it was not there before
			return &publish.Busy{Who: s.client.place.String()}
		}
		if err == nil && sha256.Sum256(there) != files[i].SHA256 {
			mu.Lock()
			defer mu.Unlock()
			names = append(names, files[i].Name)
		}
		return err
	})
	if err != nil || len(names) == 0 {
		return err
	}
	slices.Sort(names)
	return s.exists(names)
}

// once tells of a file that is written once. Pages of a report are not, as long
// as its data are public beside them and the same: then other words say the
// same facts, after a publication that was cut off.
func (w *work) once(f publish.File) bool {
	parts := strings.Split(f.Name, "/")
	switch {
	case f.Withdrawn:
		return false
	case f.Class == publish.Report && len(parts) > 3:
		return !w.wanted[parts[1]+"/"+parts[2]+".json"]
	}
	return f.Class <= publish.Report
}

// sendCheckpoint makes everything valid that was sent before, if the public
// checkpoint is still the one that was read.
func (s *Store) sendCheckpoint(ctx context.Context, u upload) (sent bool, err error) {
	for range 5 {
		_, err = s.client.put(ctx, u, condition{s.base.etag})
		if !errors.Is(err, errCondition) {
			return err == nil, err
		}
		there, o, _, err := s.client.get(ctx, u.name)
		switch {
		case errors.Is(err, errNothing):
			o = object{}
		case err != nil:
			return false, err
		case string(there) == string(u.body):
			return true, nil
		}
		if o.etag != s.base.etag {
			break
		}
	}
	return false, &publish.Busy{Who: s.client.place.String()}
}
