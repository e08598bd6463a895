package watch

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

func silentFileSystem(dir string) (Words, bool) {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	if err != nil {
		return Words{}, false
	}
	return notTold(filepath.VolumeName(dir)), windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
