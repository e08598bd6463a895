package output

import (
	"os"
	"path/filepath"
)

// Made reports whether a folder is one that Write has written.
func Made(dir string) bool {
	info, err := os.Lstat(filepath.Join(dir, manifestName))
	return err == nil && info.Mode().IsRegular()
}
