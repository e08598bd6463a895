package output

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
)

// each calls do for 0 … n-1 from several goroutines and stops at an error. Of
// several errors it gives the one with the lowest number: numbers are handed
// out in order, so the same mistake is reported on every machine.
func each(ctx context.Context, workers, n int, do func(i int) error) error {
	var (
		next   atomic.Int64
		failed atomic.Bool
		mu     sync.Mutex
		first  = n
		result error
		group  sync.WaitGroup
	)
	for range min(workers, n) {
		group.Go(func() {
			for !failed.Load() && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := do(i); err != nil {
					mu.Lock()
					if i < first {
						first, result = i, err
					}
					mu.Unlock()
					failed.Store(true)
				}
			}
		})
	}
	group.Wait()
	if result != nil {
		return result
	}
	return ctx.Err()
}

// Each calls do for 0 … n-1 on all processors and stops at an error.
func Each(ctx context.Context, n int, do func(i int) error) error {
	return each(ctx, runtime.GOMAXPROCS(0), n, do)
}
