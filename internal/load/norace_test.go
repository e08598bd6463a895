//go:build !race

package load

import "time"

// What takes longer than this grows faster than its input.
const patience = 10 * time.Second
