package load

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/rogpeppe/go-internal/txtar"

	"kohyo/internal/diag"
)

// seeds gives the reports of the fixtures.
func seeds(f *testing.F) {
	names, _ := filepath.Glob("testdata/findings/*.txtar")
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range a.Files {
			if strings.HasSuffix(file.Name, ".toml") && len(file.Data) < 4000 {
				f.Add(file.Data)
			}
		}
	}
	trees, _ := filepath.Glob("testdata/tree/*.toml")
	for _, name := range trees {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

// FuzzLoad: whatever the bytes, loading neither fails nor panics, says
// something sound, and says the same again.
func FuzzLoad(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := siteWith(string(data))
		r, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Findings {
			sound(t, fsys, x)
		}
		if len(r.Findings) == 0 {
			again := readFolderOf(t, fsys, (*Settings).Again)
			if in := readFolderOf(t, fsys, (*Settings).Incident); !reflect.DeepEqual(in, again) {
				t.Fatalf("read again, it says something else:\n%+v\n%+v", in, again)
			}
		}
		again, err := Load(fsys)
		if err != nil || !slices.Equal(r.Findings, again.Findings) {
			t.Fatalf("two runs differ: %v\n%v\n%v", err, r.Findings, again.Findings)
		}
		fsys["site.toml"].Data = data
		if r, err = Load(fsys); err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Findings {
			sound(t, fsys, x)
		}
	})
}

func readFolderOf(t *testing.T, fsys fs.FS, read func(*Settings, Folder) (Incident, error)) Incident {
	t.Helper()
	settings, err := ReadSettings(fsys)
	if err != nil {
		t.Fatal(err)
	}
	folder, err := ReadFolder(fsys, "x")
	if err != nil {
		t.Fatal(err)
	}
	in, err := read(settings, folder)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// FuzzSlips: mending keeps lines and order, and leaves alone what is valid
// but for what is valid by accident.
func FuzzSlips(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		var log diag.Findings
		s, ok := read("f.toml", data, &log)
		if !ok || len(data) > 4000 {
			return
		}
		holdMend(t, s)
		var m map[string]any
		if !valid(string(s.orig), &m) {
			return
		}
		for _, x := range log {
			if !slices.Contains([]string{"backslash", "curly-quote", "thousands-separator", "control-character"}, x.Rule) {
				t.Fatalf("%s in a file that is valid:\n%s", x.Rule, data)
			}
		}
	})
}

func valid(s string, m *map[string]any) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	_, err := toml.Decode(s, m)
	return err == nil
}

// FuzzMeasure: a figure is accepted exactly when it has one of the shapes of
// the format.
func FuzzMeasure(f *testing.F) {
	f.Add(int64(5), int64(0), int64(0), uint8(1))
	f.Add(int64(0), int64(3), int64(9), uint8(6))
	f.Add(int64(0), int64(9), int64(3), uint8(6))
	f.Add(int64(0), int64(0), int64(0), uint8(8))
	f.Add(int64(-1), int64(0), int64(0), uint8(17))
	f.Fuzz(func(t *testing.T, value, low, high int64, has uint8) {
		part := func(bit uint8, key string, v any) string {
			if has&bit == 0 {
				return ""
			}
			return fmt.Sprintf("%s = %v, ", key, v)
		}
		m := part(1, "value", value) + part(2, "min", low) + part(4, "max", high) + part(8, "figure", `"unknown"`) +
			part(16, "approx", true) + part(32, "gross", true)
		fs := loadReport(t, plainReport+"[[counts]]\nmeasures = { "+m+"unit = \"person\" }\n")

		good := false
		switch has & 15 {
		case 1:
			good = value >= 0
		case 2:
			good = low >= 0
		case 4:
			good = high >= 0
		case 6:
			good = low >= 0 && high >= low
		case 8:
			good = has&48 == 0
		}
		if good != (len(fs) == 0) {
			t.Fatalf("{ %s}: %v", m, fs)
		}
	})
}
