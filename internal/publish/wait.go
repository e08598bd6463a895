package publish

import (
	"context"
	"time"
)

// Clock is the time of the day, and a way to let some pass.
type Clock struct {
	Now   func() time.Time
	Sleep func(ctx context.Context, d time.Duration) error
}

// Wait lets time pass until the clock says that the moment has come: never
// before, however it was set meanwhile. The clock is asked often, for while a
// machine sleeps, or its clock is put right, a time once worked out is wrong.
func (c Clock) Wait(ctx context.Context, until time.Time) error {
	const often = time.Second
	for {
		// The wall clock alone: the moment is one of the calendar.
		left := until.Round(0).Sub(c.Now().Round(0))
		if left <= 0 {
			return ctx.Err()
		}
		if err := c.Sleep(ctx, min(left, often)); err != nil {
			return err
		}
	}
}

// Sleep lets time pass.
func Sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
