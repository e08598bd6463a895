package pdf

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

// NoBrowser is a machine without a browser, or with none at the path that was
// named.
type NoBrowser struct {
	Path string // what was named, "" when nothing was
	Err  error
}

func (e *NoBrowser) Error() string {
	if e.Path == "" {
		return "there is no Chromium or Chrome on this machine"
	}
	return fmt.Sprintf("%s cannot be run: %v", e.Path, e.Err)
}

func (e *NoBrowser) Unwrap() error { return e.Err }

// BrowserError is a browser that does not do its work.
type BrowserError struct {
	Path string
	Old  int    // its version, when that is too old
	Said string // what it printed, if anything
	Err  error
}

func (e *BrowserError) Error() string { return fmt.Sprintf("the browser %s: %v", e.Path, e.Err) }
func (e *BrowserError) Unwrap() error { return e.Err }

// Find gives the program of a browser: the named one, or else the first that
// is found in the usual places.
func Find(named string) (string, error) {
	if named != "" {
		path, err := exec.LookPath(named)
		if err != nil {
			return "", &NoBrowser{named, err}
		}
		return filepath.Abs(path)
	}
	for _, name := range places(runtime.GOOS, os.Getenv) {
		if path, err := exec.LookPath(name); err == nil {
			return filepath.Abs(path)
		}
	}
	return "", &NoBrowser{}
}

// places are where browsers are, in the order in which they are tried.
func places(system string, env func(string) string) []string {
	switch system {
	case "darwin":
		var all []string
		for _, folder := range []string{"/Applications", filepath.Join(env("HOME"), "Applications")} {
			for _, app := range []string{"Google Chrome", "Chromium", "Microsoft Edge"} {
				all = append(all, filepath.Join(folder, app+".app", "Contents", "MacOS", app))
			}
		}
		return append(all, "chromium")
	case "windows":
		var all []string
		for _, folder := range []string{"ProgramFiles", "ProgramFiles(x86)", "LocalAppData"} {
			if env(folder) == "" {
				continue
			}
			for _, program := range []string{`Google\Chrome`, `Chromium`, `Microsoft\Edge`} {
				exe := "chrome.exe"
				if program == `Microsoft\Edge` {
					exe = "msedge.exe"
				}
				all = append(all, filepath.Join(env(folder), program, "Application", exe))
			}
		}
		return append(all, "chrome.exe", "msedge.exe")
	}
	return []string{
		// Before Chromium, which on Ubuntu lives in a box of its own (snap).
		"google-chrome-stable", "google-chrome", "chromium", "chromium-browser", "chrome",
		"headless-shell", "chrome-headless-shell", "microsoft-edge-stable", "microsoft-edge", "/snap/bin/chromium",
	}
}
