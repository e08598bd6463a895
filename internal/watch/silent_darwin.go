package watch

import "golang.org/x/sys/unix"

// File systems on which a change made elsewhere is not told of.
var silent = map[string]string{
	"nfs": "NFS", "smbfs": "SMB", "afpfs": "AFP", "webdav": "WebDAV", "macfuse": "FUSE", "osxfuse": "FUSE",
}

func silentFileSystem(dir string) (Words, bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return Words{}, false
	}
	name, ok := silent[unix.ByteSliceToString(s.Fstypename[:])]
	return notTold(name), ok
}
