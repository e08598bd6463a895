package verify

import "time"

func init() { firstWait = time.Millisecond }
