package publish

import (
	"context"
	"crypto/sha256"
	"fmt"
	"iter"

	"kohyo/internal/output"
)

// planned is the source of exactly what a plan lists.
type planned struct {
	plan *Plan
	Source
	done func()
}

// Addresses gives the files that are to be public.
func (p planned) Addresses() iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, f := range p.plan.Files {
			if f.Change != Gone && !yield(f.Name) {
				return
			}
		}
	}
}

// ReadFile gives a file and counts it.
func (p planned) ReadFile(name string) ([]byte, error) {
	defer p.done()
	return p.Source.ReadFile(name)
}

// ReadBack reads from a target what was brought over and compares it with the
// plan, all of it that changed.
func ReadBack(ctx context.Context, read ReadFile, plan *Plan) error {
	var files []File
	for _, f := range plan.Files {
		if f.Change == New || f.Change == Changed {
			files = append(files, f)
		}
	}
	return output.Each(ctx, len(files), func(i int) error {
		data, err := read(files[i].Name)
		if err != nil {
			return fmt.Errorf("read back: %w", err)
		}
		if sha256.Sum256(data) != files[i].SHA256 {
			return fmt.Errorf("read back: %s is not what was published", files[i].Name)
		}
		return nil
	})
}
