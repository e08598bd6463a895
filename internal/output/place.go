package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// sources are the site's folders that people write in.
var sources = []string{"content", "layouts", "static"}

// locate gives the target's real path, or refuses a place where no output
// belongs, whatever is in it.
func locate(dir, site string) (string, error) {
	if dir == "" {
		return "", refuse("\"\"", nil, "書き出し先のフォルダーの名前が空です。", "it is no name of a folder.")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if abs == filepath.Dir(abs) {
		return "", refuse(dir, nil, "ファイルシステムの最上位です。", "it is the root of the file system.")
	}
	if err := refuseKind(abs, dir); err != nil {
		return "", err
	}
	target, err := resolve(abs)
	if err != nil {
		return "", err
	}
	if home, err := os.UserHomeDir(); err == nil && holds(target, home) {
		return "", refuse(dir, nil, "ホームフォルダー、またはそれを含むフォルダーです。", "it is the home folder, or holds it.")
	}
	if _, err := os.Lstat(filepath.Join(target, "site.toml")); err == nil {
		return "", refuse(dir, nil, "site.toml があり、サイトの元のフォルダーです。", "it holds a site: there is a site.toml in it.")
	}
	if site == "" {
		return target, nil
	}
	return target, refuseSite(abs, target, dir, site)
}

// refuseKind refuses a target that is there and is no folder.
func refuseKind(path, dir string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return refuse(dir, nil, "シンボリックリンクです。リンク先のフォルダーを直接指定してください。",
			"it is a symbolic link. Name the folder that it leads to.")
	case !info.IsDir():
		return refuse(dir, nil, "フォルダーではなくファイルです。", "it is a file, not a folder.")
	}
	return nil
}

// refusePublication refuses a folder in which somebody publishes: a site that
// has no log would take the log away, and show what was not approved for all
// to see. A place whose served folder was lost is one too.
func refusePublication(target, dir string, opt Options) error {
	if opt.Log {
		return nil
	}
	folder, base := filepath.Split(target)
	for _, path := range []string{
		filepath.Join(target, "log", "checkpoint"), filepath.Join(target, storeName, treesName), filepath.Join(folder, "."+base+storeName, treesName),
	} {
		if _, err := os.Lstat(path); err == nil {
			return refuse(dir, nil, "公開先のフォルダーで、公開の記録（ログ）があります。公開するには kohyo publish を使ってください。手元で確かめるだけなら、別のフォルダーに書き出してください。",
				"it is a publication with its log. To publish, use kohyo publish; to look at the pages, build into another folder.")
		}
	}
	return nil
}

// refuseSite refuses a target that would take the site's own files with it,
// or that a link inside the site puts somewhere else.
func refuseSite(abs, target, dir, site string) error {
	absSite, err := filepath.Abs(site)
	if err != nil {
		return err
	}
	realSite, err := filepath.EvalSymlinks(absSite)
	if err != nil {
		return err
	}
	if holds(target, realSite) {
		return refuse(dir, nil, "サイトの元のフォルダーそのもの、またはそれを含むフォルダーです。", "it is the site's own folder, or holds it.")
	}
	if inside(absSite, abs) && !inside(realSite, target) {
		return refuse(dir, nil, "サイトの外へ出るリンクの先にあります。", "it is reached through a link that leads out of the site.")
	}
	for _, name := range sources {
		source := filepath.Join(realSite, name)
		if real, err := filepath.EvalSymlinks(source); err == nil {
			source = real
		}
		if inside(source, target) || holds(source, target) || holds(target, source) {
			return refuse(dir, []string{name}, "サイトの元のフォルダーと重なっています。", "it overlaps a folder that the site is written in.")
		}
	}
	return nil
}

// resolve follows the links above the path; what does not exist yet stays as
// it is written.
func resolve(abs string) (string, error) {
	parent, base := filepath.Dir(abs), filepath.Base(abs)
	real, err := filepath.EvalSymlinks(parent)
	if errors.Is(err, fs.ErrNotExist) && parent != filepath.Dir(parent) {
		real, err = resolve(parent)
	}
	return filepath.Join(real, base), err
}

// inside reports whether path is root or below it, by name.
func inside(root, path string) bool {
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// holds reports whether path is folder or below it. It asks the file system
// rather than comparing names: "Content" and "content" can be one folder.
func holds(folder, path string) bool {
	want, err := os.Stat(folder)
	if err != nil {
		return false
	}
	for p := path; ; p = filepath.Dir(p) {
		if info, err := os.Stat(p); err == nil && os.SameFile(info, want) {
			return true
		}
		if p == filepath.Dir(p) {
			return false
		}
	}
}
