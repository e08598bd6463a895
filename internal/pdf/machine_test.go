package pdf

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFolders(t *testing.T) {
	base := temporary(t)
	living, err := NewFolder()
	if err != nil {
		t.Fatal(err)
	}
	// A run that was killed: its lock is gone with it.
	killed := filepath.Join(base, folderMark+"00112233")
	for _, name := range []string{filepath.Join(killed, "profile", "Default", "Cookies"), filepath.Join(killed, lockName)} {
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// What is not ours, or what somebody prepared for us to fall over.
	secret := filepath.Join(base, "secret")
	foreign := []string{folderMark + "notes", folderMark + "0011223344", "other"}
	for _, name := range foreign {
		if err := os.MkdirAll(filepath.Join(base, name, "x"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	trap := filepath.Join(base, folderMark+"aabbccdd")
	if err := errors.Join(os.Mkdir(trap, 0o700), os.WriteFile(secret, []byte("secret"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(trap, lockName)); err != nil && runtime.GOOS != "windows" {
		t.Fatal(err)
	}
	next, err := NewFolder()
	if err != nil {
		t.Fatal(err)
	}
	exists := func(name string) bool { _, err := os.Lstat(name); return err == nil }
	if exists(killed) {
		t.Error("what a killed run left is still there")
	}
	if !exists(living.Path) || !exists(next.Path) {
		t.Error("the folder of a living run is gone")
	}
	for _, name := range foreign {
		if !exists(filepath.Join(base, name, "x")) {
			t.Errorf("%s is gone", name)
		}
	}
	if data, err := os.ReadFile(secret); err != nil || string(data) != "secret" {
		t.Errorf("a link was followed: %q, %v", data, err)
	}
	next.Remove()
	living.Remove()
	if exists(living.Path) || exists(next.Path) {
		t.Error("a finished run leaves its folder")
	}
}

func TestFind(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := Find("no-such-browser")
	if none, ok := errors.AsType[*NoBrowser](err); !ok || none.Path != "no-such-browser" || !errors.Is(err, fs.ErrNotExist) && !strings.Contains(err.Error(), "not found") {
		t.Errorf("a browser that is not there: %v", err)
	}
	if _, err := os.Stat("/snap/bin/chromium"); runtime.GOOS == "linux" && err != nil {
		if path, err := Find(""); err == nil {
			t.Errorf("found %s on a machine without any", path)
		}
	}
	env := func(name string) string {
		return map[string]string{"HOME": "/Users/x", "ProgramFiles": `C:\Program Files`, "LocalAppData": `C:\Users\x\AppData\Local`}[name]
	}
	for system, want := range map[string]string{
		"linux":   "chromium",
		"darwin":  filepath.Join("/Users/x", "Applications", "Chromium.app", "Contents", "MacOS", "Chromium"),
		"windows": filepath.Join(`C:\Program Files`, `Microsoft\Edge`, "Application", "msedge.exe"),
	} {
		if got := places(system, env); !slices.Contains(got, want) {
			t.Errorf("%s: %q does not have %q", system, got, want)
		}
	}
}

// Without a font for its language, a page of empty boxes would be printed.
func TestNoFont(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no fontconfig")
	}
	site := fstest.MapFS{"p": {Data: []byte(head)}}
	print := func(langs ...string) error {
		j := job("p")
		j.Info.Langs = langs
		return Print(t.Context(), site, []Job{j}, Options{Browser: "no-such-browser"}, func(int, *Made) error { return nil })
	}
	folder := t.TempDir()
	t.Setenv("PATH", folder)
	list := func(script string) {
		if err := os.WriteFile(filepath.Join(folder, "fc-list"), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	list(`[ "$1" = :lang=ja ] || echo font`)
	if font, ok := errors.AsType[*NoFont](print("en", "ja")); !ok || font.Lang != "ja" {
		t.Error("a machine without Japanese letters is not told of")
	}
	for _, langs := range [][]string{{"en"}, {"ko-KR"}, {"zh-Hans"}, {"x-unknown"}, nil} {
		if _, ok := errors.AsType[*NoBrowser](print(langs...)); !ok {
			t.Errorf("%v: stopped before the browser was looked for", langs)
		}
	}
	list("exit 1") // it cannot tell: then nobody is stopped
	if _, ok := errors.AsType[*NoBrowser](print("ja")); !ok {
		t.Error("stopped by a list of fonts that does not work")
	}
}
