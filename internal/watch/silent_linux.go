package watch

import "golang.org/x/sys/unix"

// File systems on which a change made elsewhere is not told of: network
// drives, folders of a host that are shared with a container or a virtual
// machine. An overlay, of which containers are made, does tell.
var silent = map[int64]string{
	unix.NFS_SUPER_MAGIC: "NFS", unix.SMB_SUPER_MAGIC: "SMB", unix.SMB2_SUPER_MAGIC: "SMB", unix.CIFS_SUPER_MAGIC: "SMB",
	unix.V9FS_MAGIC: "9P", unix.FUSE_SUPER_MAGIC: "FUSE", unix.AFS_SUPER_MAGIC: "AFS", unix.CODA_SUPER_MAGIC: "Coda",
	unix.CEPH_SUPER_MAGIC: "Ceph", unix.NCP_SUPER_MAGIC: "NCP", 0x786f4256: "vboxsf", 0x7c7c6673: "prl_fs",
}

func silentFileSystem(dir string) (Words, bool) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return Words{}, false
	}
	name, ok := silent[int64(s.Type)]
	return notTold(name), ok
}
