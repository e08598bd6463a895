package output

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// syncAll waits until the disk has everything of the file system that holds a
// folder. Before Linux 5.8 the call hides that something could not be written:
// there, files are synced one by one.
func syncAll(path string) error {
	var system unix.Utsname
	var major, minor int
	if err := unix.Uname(&system); err != nil {
		return errNoSyncAll
	}
	if _, err := fmt.Sscanf(unix.ByteSliceToString(system.Release[:]), "%d.%d", &major, &minor); err != nil || major < 5 || major == 5 && minor < 8 {
		return errNoSyncAll
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = unix.Syncfs(int(f.Fd()))
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) {
		err = errNoSyncAll
	} else if err != nil {
		err = &os.PathError{Op: "syncfs", Path: path, Err: err}
	}
	return errors.Join(err, f.Close())
}
