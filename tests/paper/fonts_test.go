package paper

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kohyo/internal/fixture"
)

// only lets a run see the fonts of some families, and no others.
func only(t *testing.T, families ...string) {
	t.Helper()
	fixture.Need(t, "fc-list")
	fonts := t.TempDir()
	for _, family := range families {
		out, err := exec.Command("fc-list", "--format", "%{file}\n", family).Output()
		if err != nil {
			t.Fatal(err)
		}
		if len(out) == 0 {
			t.Skipf("the font %s is missing: scripts/setup-tests installs it", family)
		}
		for _, file := range strings.Fields(string(out)) {
			if err := os.Symlink(file, filepath.Join(fonts, filepath.Base(file))); err != nil && !errors.Is(err, os.ErrExist) {
				t.Fatal(err)
			}
		}
	}
	conf := filepath.Join(t.TempDir(), "fonts.conf")
	text := fmt.Sprintf("<?xml version=\"1.0\"?>\n<!DOCTYPE fontconfig SYSTEM \"fonts.dtd\">\n<fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>\n", fonts, t.TempDir())
	if err := os.WriteFile(conf, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FONTCONFIG_FILE", conf)
}

// Without any Japanese font nothing is printed: the page would be of boxes.
func TestNoJapaneseFont(t *testing.T) {
	path := fixture.Chromium(t)
	dir := site(t, map[string]string{"content/shop/1.toml": first})
	only(t, "Liberation Sans")
	out, err := kohyo(dir, "pdf", "--now", now, "--browser", path).CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 || !strings.Contains(string(out), `there is no font with the letters of "ja"`) || !strings.Contains(string(out), "apt install fonts-") {
		t.Errorf("%v: %s", err, out)
	}
	// English needs none.
	if said := printSite(t, dir, filepath.Join(dir, "pdf"), "--now", now, "--lang-of-page", "en"); strings.Contains(said, "font") {
		t.Errorf("complains of a font: %s", said)
	}
}

// A font that can be embedded only as drawings makes PDFs, and a word of what
// would make better ones; with a better font they are printed again.
func TestDrawnLetters(t *testing.T) {
	fixture.Need(t, "pdffonts")
	fixture.Chromium(t)
	fonts(t)
	dir := site(t, map[string]string{"content/shop/1.toml": first})
	out := filepath.Join(dir, "pdf")
	t.Run("drawn", func(t *testing.T) {
		only(t, "Liberation Sans", "Noto Sans CJK JP")
		said := printSite(t, dir, out, "--now", now)
		if !strings.Contains(said, "only as drawings of its letters (Type 3)") || !strings.Contains(said, "run the command again") {
			t.Errorf("no word of the font: %s", said)
		}
	})
	said := printSite(t, dir, out, "--now", now)
	if strings.Contains(said, "Type 3") || !strings.Contains(said, "2 PDFs, 0 of them unchanged") && !strings.Contains(said, "2 PDFs, 1 of them unchanged") {
		t.Errorf("not made anew with the better font: %s", said)
	}
	embedded(t, filepath.Join(out, "shop-1-ja.pdf"))
}
