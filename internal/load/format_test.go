package load

import (
	_ "embed"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"kohyo/internal/notice"
)

//go:embed format_head.md
var formatHead string

const formatFile = "../../docs/format.md"

// TestFormat: docs/format.md describes every field, and nothing else.
func TestFormat(t *testing.T) {
	report, site, shared, err := Format()
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]any{}
	if _, err := toml.Decode(formatTOML, &texts); err != nil {
		t.Fatal(err)
	}
	var walk func(*Table)
	walk = func(tab *Table) {
		for _, f := range tab.Fields {
			delete(texts, f.Path)
			if f.Meaning.Ja == "" || f.Meaning.En == "" || f.Shown.Ja == "" || f.Shown.En == "" || f.Example == "" {
				t.Errorf("format.toml does not describe %s", f.Path)
			}
			if f.Table != nil {
				walk(f.Table)
			}
		}
	}
	for _, tab := range append(shared, report, site) {
		walk(tab)
	}
	for path := range texts {
		t.Errorf("format.toml describes %s, which is no field", path)
	}
	got := formatPage(report, site, shared)
	if *update {
		if err := os.WriteFile(formatFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(formatFile)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error("docs/format.md is not up to date: go test ./internal/load -update")
	}
}

// TestExamples: every example of the format is read without a finding about it.
func TestExamples(t *testing.T) {
	report, site, shared, err := Format()
	if err != nil {
		t.Fatal(err)
	}
	headers := map[string]string{} // path of a table → its header
	var walk func(tab *Table)
	try := func(f Field) {
		doc := context(f.Path, headers) + strings.TrimSpace(f.Example)
		if strings.HasPrefix(f.Example, "{") { // a value alone
			doc = "[scope]\nexposure = " + f.Example
			if strings.HasPrefix(f.Path, "counts.") {
				doc = "[[counts]]\nmeasures = " + f.Example
			}
		}
		fsys := fstest.MapFS{"site.toml": {Data: []byte(plainSite)}}
		name := "content/x/1.toml"
		if strings.HasPrefix(f.Path, "site.") || strings.HasPrefix(f.Path, "link.") {
			name = "site.toml"
		}
		fsys[name] = &fstest.MapFile{Data: []byte(doc + "\n")}
		r, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range r.Findings {
			if x.File == name && !slices.Contains([]string{"missing-field", "unknown-id"}, x.Rule) {
				t.Errorf("%s: %s %s\n%s", f.Path, x.Place, x.Text.En, doc)
			}
		}
	}
	walk = func(tab *Table) {
		for _, f := range tab.Fields {
			if f.Table != nil {
				headers[f.Path] = header(f)
			}
			try(f)
			if f.Table != nil {
				walk(f.Table)
			}
		}
	}
	headers["link"] = "[[organization.header]]"
	for _, tab := range append(shared, report, site) {
		walk(tab)
	}
}

func header(f Field) string {
	name := strings.TrimPrefix(f.Path, "site.")
	if f.List {
		return "[[" + name + "]]"
	}
	return "[" + name + "]"
}

// context gives the headers of the tables around a field.
func context(path string, headers map[string]string) string {
	var b strings.Builder
	parts := strings.Split(path, ".")
	for i := 1; i < len(parts); i++ {
		if h := headers[strings.Join(parts[:i], ".")]; h != "" {
			b.WriteString(h + "\n")
		}
	}
	return b.String()
}

func formatPage(report, site *Table, shared []*Table) string {
	var b strings.Builder
	b.WriteString(strings.ReplaceAll(formatHead, "{{dayparts}}", "`"+strings.Join(notice.DayParts, "`, `")+"`"))
	b.WriteString("\n## A report / 報: `content/<slug>/<n>.toml`\n\nFields that must always be written are marked **always** (必須); those a report needs once its status is `ready`, **ready**.\n")
	fieldTable(&b, report)
	subTables(&b, report)
	b.WriteString("\n## The site / サイト: `site.toml`\n")
	fieldTable(&b, site)
	subTables(&b, site)
	b.WriteString("\n## Tables that stand at several places / 共通の表\n")
	for _, tab := range shared {
		names := map[string]string{"span": "A span / 期間", "link": "A link / リンク"}
		fmt.Fprintf(&b, "\n### %s\n", names[tab.Path])
		fieldTable(&b, tab)
	}
	vocabularies(&b)
	return b.String()
}

func subTables(b *strings.Builder, tab *Table) {
	for _, f := range tab.Fields {
		if f.Table == nil {
			continue
		}
		fmt.Fprintf(b, "\n### `%s`\n\n%s %s\n\n", header(f), f.Meaning.En, f.Meaning.Ja)
		if f.Table.Short != "" {
			fmt.Fprintf(b, "Short form: a text alone stands for `%s`. 短い形：文だけで `%[1]s` を表します。\n\n", f.Table.Short)
		}
		fmt.Fprintf(b, "```toml\n%s\n```\n", strings.TrimSpace(f.Example))
		fieldTable(b, f.Table)
		subTables(b, f.Table)
	}
}

func fieldTable(b *strings.Builder, tab *Table) {
	b.WriteString("\n| field / 項目 | type / 型 | meaning / 意味 | example / 例 | what readers see / 読者に見えるもの |\n|---|---|---|---|---|\n")
	for _, f := range tab.Fields {
		example := "see below / 下記"
		if f.Table == nil {
			example = "`" + strings.ReplaceAll(strings.TrimSpace(f.Example), "|", `\|`) + "`"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s<br>%s | %s | %s<br>%s |\n", f.Key, typeText(f), cell(f.Meaning.En), cell(f.Meaning.Ja), example, cell(f.Shown.En), cell(f.Shown.Ja))
	}
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

var typeWords = map[string]string{
	"text": "text / 文", "prose": "prose / 文章", "string": "string / 文字列", "bool": "`true`, `false`", "number": "whole number / 整数",
	"moment": "moment / 日時", "when": "moment or span / 日時か期間", "clock": "time of day / 時刻", "forecast": "moment or text / 日時か文",
	"titles": "texts by section / 節ごとの文", "span": "[span](#a-span--期間) / 期間", "link": "[link](#a-link--リンク) / リンク", "table": "table / 表",
}

func typeText(f Field) string {
	s := typeWords[f.Type]
	switch f.Type {
	case "word":
		s = fmt.Sprintf("word of [%s](#%[1]s) / 語", f.Word)
	case "ref":
		list, everyone := strings.CutSuffix(f.Ref, "+everyone")
		s = "id of one of `" + strings.TrimSuffix(refLists[list], ".id") + "`"
		if everyone {
			s += " or `everyone`"
		}
	}
	switch {
	case f.List && f.One:
		s += "; one or several / 1つか複数"
	case f.List:
		s += "; several / 複数"
	}
	switch f.Need {
	case "always":
		s += "; **always** / **必須**"
	case "ready":
		s += "; **ready** / **公開時必須**"
	}
	return s
}

func vocabularies(b *strings.Builder) {
	b.WriteString("\n## Vocabularies / 語彙\n\nTheir labels in every language stand in `layouts/lang/`. `site.toml` can add words, except to the closed vocabularies, whose words the program acts upon. A name with a dot stands between quotes. A language with plural forms gives one label a form; `other` serves all remaining numbers.\n\n語の表示は `layouts/lang/` にあります。「closed」以外の語彙には site.toml で語を足せます。\n\n" +
		"```toml\n[vocabulary.units]\nparcel = { ja = \"個\", en = { one = \"parcel\", other = \"parcels\" } }\n\n[vocabulary.items]\n\"card.pin\" = { ja = \"暗証番号\", en = \"PIN\" }\n```\n")
	var names []string
	for name := range notice.Vocabularies {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(b, "\n### %s\n\n", name)
		if slices.Contains(notice.Closed, name) {
			b.WriteString("Closed. 足せません。\n\n")
		}
		fmt.Fprintf(b, "`%s`\n", strings.Join(notice.Vocabularies[name], "`, `"))
	}
}
