//go:build !unix

package search

import "time"

func processor() time.Duration { return 0 }
