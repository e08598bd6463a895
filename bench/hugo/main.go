// Command hugo writes the made reports as a project of the general site
// generator Hugo, to compare with: the same texts, a notice and a print page of
// each report in each language, lists by year, feeds and a sitemap.
//
//	go run ./bench/hugo N DIR
//
// What Hugo would have to work out about the facts that texts quote is worked
// out here, so it has less to do.
package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"kohyo/bench"
)

//go:embed all:site
var project embed.FS

var languages = []string{"ja", "en"}

func main() {
	if len(os.Args) != 3 {
		stop("usage: hugo N DIR")
	}
	n, err := strconv.Atoi(os.Args[1])
	if err != nil || n < 0 {
		stop("N is not a number of reports")
	}
	if err := write(n, os.Args[2]); err != nil {
		stop(err)
	}
}

func write(n int, dir string) error {
	site, err := fs.Sub(project, "site")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, site); err != nil {
		return err
	}
	for name, data := range bench.Files(n) {
		slug, file, ok := strings.Cut(strings.TrimPrefix(name, "content/"), "/")
		if !ok {
			continue // site.toml
		}
		var report map[string]any
		if err := toml.Unmarshal(data, &report); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, lang := range languages {
			page, err := page(report, lang)
			if err != nil {
				return err
			}
			to := filepath.Join(dir, "content", lang, slug[:4], slug+"-"+strings.TrimSuffix(file, ".toml")+".md")
			if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
				return err
			}
			if err := os.WriteFile(to, page, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// page is a report in a language, as the front matter of a page.
func page(report map[string]any, lang string) ([]byte, error) {
	said := in(report, lang).(map[string]any)
	title := strings.ReplaceAll(said["title"].(string), "|", "")
	return json.MarshalIndent(map[string]any{"title": title, "date": report["published"], "params": map[string]any{"report": said}}, "", " ")
}

// in is a value in a language: tables by language give way to their text, and
// facts that texts quote to their names.
func in(v any, lang string) any {
	switch v := v.(type) {
	case map[string]any:
		if text, ok := v[lang]; ok {
			return in(text, lang)
		}
		out := map[string]any{}
		for key, value := range v {
			out[key] = in(value, lang)
		}
		return out
	case []map[string]any:
		out := make([]any, len(v))
		for i, value := range v {
			out[i] = in(value, lang)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, value := range v {
			out[i] = in(value, lang)
		}
		return out
	case time.Time:
		return v.Format(time.DateOnly)
	case string:
		return strings.NewReplacer("{timeline.detected}", "2019-03-11", "{counts.total}", "7,996", "{counts.a}", "1,234").Replace(v)
	}
	return v
}

func stop(why any) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(2)
}
