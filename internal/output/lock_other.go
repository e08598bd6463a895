//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package output

import "os"

func flock(*os.File) error { return errNoLocks }

// openForSync opens a file for writing, without which Windows syncs nothing,
// and gives no file for a folder, which it cannot sync at all.
func openForSync(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return nil, err
	}
	return os.OpenFile(path, os.O_WRONLY, 0)
}

func cannotSync(error) bool { return false }

func isBusy(error) bool { return false }
