package load

import (
	"io/fs"

	"kohyo/internal/diag"
)

// isLink reports whether a name is that of a link, wherever it leads.
func isLink(fsys fs.FS, name string) bool {
	info, err := fs.Lstat(fsys, name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// leadsAway says that a link cannot be followed: what is outside of the site
// is never read, so that nothing from there can be published.
func leadsAway(name string) diag.Finding {
	return finding(name, diag.Error, "link-outside",
		diag.Say("サイトのフォルダの外へ出るか、行き先のないリンクです。", "this is a link that leads out of the site's folder, or nowhere"),
		diag.Say("リンクではなく、ファイルそのものを置いてください。", "put the file itself there instead of a link"))
}

// unused says that nothing is made of a file or folder.
func unused(fsys fs.FS, dir string, e fs.DirEntry) diag.Finding {
	name := dir + "/" + e.Name()
	if _, err := fs.Stat(fsys, name); err != nil && isLink(fsys, name) {
		return leadsAway(name)
	}
	return stray(name, e.Name())
}
