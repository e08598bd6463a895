//go:build !linux && !darwin

package watch

import "io/fs"

func stampOf(info fs.FileInfo) stamp {
	return stamp{size: info.Size(), changed: info.ModTime().UnixNano(), folder: info.IsDir()}
}
