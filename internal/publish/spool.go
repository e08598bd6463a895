package publish

import (
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// Spool keeps rendered files until they are sent, so that nothing is rendered
// twice, and nothing need be rendered at the minute of publication. It is one
// file without a name, which is gone with the process, however that ends.
type Spool struct {
	file *os.File
	name string // where a file cannot be used without a name

	mu   sync.Mutex
	end  int64
	held map[string]span
}

type span struct{ at, size int64 }

// NewSpool makes an empty spool.
func NewSpool() (*Spool, error) {
	f, err := os.CreateTemp("", "kohyo-publish-*")
	if err != nil {
		return nil, err
	}
	s := &Spool{file: f, held: map[string]span{}}
	if os.Remove(f.Name()) != nil {
		s.name = f.Name()
	}
	return s, nil
}

// Close forgets everything.
func (s *Spool) Close() error {
	err := s.file.Close()
	if s.name != "" {
		_ = os.Remove(s.name)
	}
	return err
}

// reset forgets the files, for they are to be rendered anew.
func (s *Spool) reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end, s.held = 0, map[string]span{}
}

// put keeps a file.
func (s *Spool) put(name string, data []byte) error {
	s.mu.Lock()
	at := span{s.end, int64(len(data))}
	s.end += at.size
	s.mu.Unlock()
	if _, err := s.file.WriteAt(data, at.at); err != nil {
		return fmt.Errorf("keep %s until it is sent: %w", name, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held[name] = at
	return nil
}

// ReadFile gives a file that was kept.
func (s *Spool) ReadFile(name string) ([]byte, error) {
	s.mu.Lock()
	at, ok := s.held[name]
	s.mu.Unlock()
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	data := make([]byte, at.size)
	_, err := s.file.ReadAt(data, at.at)
	return data, err
}
