package pdf

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// NoFont is a machine without a font for a language: instead of its letters
// there would be empty boxes.
type NoFont struct{ Lang string }

func (e *NoFont) Error() string {
	return fmt.Sprintf("no font on this machine has the letters of %q", e.Lang)
}

// scripts are the languages that a machine may have no font for, under the
// names that fontconfig gives them.
var scripts = map[string]string{"ja": "ja", "ko": "ko", "zh-Hans": "zh-cn", "zh-Hant": "zh-tw", "th": "th"}

// fonts looks once for each language.
type fonts struct {
	mu    sync.Mutex
	known map[string]error
}

// has asks fontconfig, which Chromium asks too. Where there is none, as on
// macOS and Windows, the system brings fonts for every language.
func (f *fonts) has(ctx context.Context, lang string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err, known := f.known[lang]; known {
		return err
	}
	if f.known == nil {
		f.known = map[string]error{}
	}
	f.known[lang] = nil
	name, asked := scripts[lang]
	if primary, _, _ := strings.Cut(lang, "-"); !asked {
		name, asked = scripts[primary]
	}
	if !asked {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	out, err := exec.CommandContext(ctx, "fc-list", ":lang="+name, "family").Output()
	if err == nil && len(bytes.TrimSpace(out)) == 0 {
		f.known[lang] = &NoFont{lang}
	}
	return f.known[lang]
}
