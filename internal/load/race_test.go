//go:build race

package load

import "time"

// The race detector makes everything many times slower.
const patience = 2 * time.Minute
