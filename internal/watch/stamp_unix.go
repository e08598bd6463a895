//go:build linux || darwin

package watch

import (
	"io/fs"
	"syscall"
)

func stampOf(info fs.FileInfo) stamp {
	s := stamp{size: info.Size(), changed: info.ModTime().UnixNano(), folder: info.IsDir()}
	if sys, ok := info.Sys().(*syscall.Stat_t); ok {
		s.inode, s.moved = sys.Ino, changeTime(sys)
	}
	return s
}
