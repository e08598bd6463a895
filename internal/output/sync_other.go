//go:build !linux

package output

func syncAll(string) error { return errNoSyncAll }
