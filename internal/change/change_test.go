package change_test

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo/internal/change"
	"kohyo/internal/lang"
	"kohyo/internal/load"
	"kohyo/internal/notice"
)

func language(t testing.TB, tag string) *lang.Language {
	t.Helper()
	l, problems, err := lang.Open(os.DirFS("../../layouts"), tag)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return l
}

// told shows a comparison as the golden files have it.
func told(c *change.Comparison) string {
	var b strings.Builder
	for _, d := range c.Differences {
		b.WriteString(c.Line(d) + "\n")
		if d.Words != nil {
			b.WriteString("\t")
			for _, r := range d.Words {
				text := strings.ReplaceAll(r.Text, "\n", "¶")
				b.WriteString([]string{text, "[-" + text + "-]", "{+" + text + "+}"}[r.Mark])
			}
			b.WriteString("\n")
		}
		for _, p := range notice.Names(d.Reason.Text) {
			b.WriteString("\t" + p + "\n")
		}
	}
	for _, s := range c.Stated {
		b.WriteString("stated: " + strings.Join(notice.Names(s.What), " / ") + "\n")
	}
	return b.String()
}

var update = flag.Bool("update", false, "write golden files anew")

// The reports of the sample archive, and a series in which facts change as
// they do in real notices, are compared in both languages.
func TestSeries(t *testing.T) {
	sample, err := load.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range append(sample.Incidents, series(t)) {
		for _, tag := range []string{"ja", "en"} {
			var got strings.Builder
			for i := 1; i < len(in.Reports); i++ {
				c := change.Compare(language(t, tag), sample.Site, in.Reports[i-1], in.Reports[i])
				fmt.Fprintf(&got, "%d → %d\n\n%s\nforemost:\n", i, i+1, told(c))
				first, others := c.Foremost(5)
				for _, d := range first {
					got.WriteString(c.Line(d) + "\n")
				}
				fmt.Fprintf(&got, "and %d more\n\n", others)
			}
			if got.Len() == 0 {
				continue
			}
			file := "testdata/" + in.Slug + "." + tag + ".txt"
			if *update {
				if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("%s: not what %s expects; if it is right, run go test -update:\n%s", in.Slug, file, got.String())
			}
		}
	}
}

// series is an incident with three reports.
func series(t testing.TB) *notice.Incident {
	t.Helper()
	files := fstest.MapFS{}
	for to, from := range map[string]string{
		"site.toml": "site.toml", "content/series/1.toml": "1.toml", "content/series/2.toml": "2.toml", "content/series/3.toml": "3.toml",
	} {
		data, err := os.ReadFile("testdata/series/" + from)
		if err != nil {
			t.Fatal(err)
		}
		files[to] = &fstest.MapFile{Data: data}
	}
	content, err := load.Load(files)
	if err != nil || content.Findings.Errors() > 0 {
		t.Fatal(err, content.Findings)
	}
	return content.Incidents[0]
}

// What real notices have changed, in the words of their readers.
func TestChangesOfRealNotices(t *testing.T) {
	in, site := series(t), sampleSite(t)
	said := func(tag string, from int) string {
		return told(change.Compare(language(t, tag), site, in.Reports[from-1], in.Reports[from]))
	}
	for _, c := range []struct {
		tag  string
		from int
		want string
	}{
		{"en", 1, "Customers who paid by card in the period: up to about 120,000 cards → up to 92,822 cards (27,178 cards fewer)\n"},
		{"ja", 1, "期間中にカードで購入されたお客さま：最大約120,000件 → 最大92,822件（27,178件減）\n"},
		{"en", 1, "security code (Customers who paid by card in the period): Likely → Not affected\n"},
		{"ja", 1, "セキュリティコード（期間中にカードで購入されたお客さま）：可能性が高い → 対象外\n"},
		{"en", 1, "Exposure period: 8 March 2025 to 22 January 2026 → 8 March 2025 to 25 January 2026 (3 days longer)\n"},
		{"ja", 1, "（3日延長）\n"},
		{"en", 1, "Fraudulent emails: 89 cases → 89 cases (111 people)\n"},
		{"ja", 1, "89件 → 89件（111名）\n"},
		{"en", 1, "The [-breach concerns-]{+leak may concern+}"},
		{"ja", 1, "カード情報が[-漏えいしました-]{+漏えいしたおそれがあります+}。"},
		{"en", 1, "New: Authority: Police, Report of damage: "},
		{"en", 2, "No longer stated: Group: Members: Possible: name, address and email address\n"},
		{"en", 2, "Online shop: Stopped → Restored\n"},
		{"en", 2, "Saturday, 24 January 2026, Investigation started (When): Sunday, 25 January 2026 → Saturday, 24 January 2026\n"},
		{"en", 2, "card number and expiry date (Customers who paid by card in the period, Protection): stored encrypted"},
	} {
		if got := said(c.tag, c.from); !strings.Contains(got, c.want) {
			t.Errorf("%s, report %d: does not say %q:\n%s", c.tag, c.from+1, c.want, got)
		}
	}
}

func sampleSite(t testing.TB) *notice.Site {
	t.Helper()
	content, err := load.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	return content.Site
}

// Every field of the format has a name for readers.
func TestEveryFieldHasAName(t *testing.T) {
	for _, kind := range kinds("", reflect.TypeFor[notice.Report]()) {
		top := kind
		if strings.HasPrefix(kind, "scope.") {
			top = strings.TrimPrefix(kind, "scope.")
		}
		inside := strings.HasPrefix(kind, "counts.measures.") || strings.HasPrefix(kind, "contacts.hours.") // said as a whole
		if !change.Named(kind) && !inside && !strings.Contains(top, ".from") && !strings.Contains(top, ".to") && !strings.HasSuffix(top, ".label") {
			t.Errorf("%s has no name", kind)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	in, site, l := series(b), sampleSite(b), language(b, "ja")
	for b.Loop() {
		change.Compare(l, site, in.Reports[0], in.Reports[1])
	}
}

// Long lists are compared in a moment too.
func TestLongLists(t *testing.T) {
	site, before := fullReport(t)
	_, after := fullReport(t)
	for i := range 1000 {
		text := func(s string) notice.Prose {
			return notice.Prose{Text: notice.Text{Same: &notice.Passage{Text: fmt.Sprint(s, i*i)}}}
		}
		before.Questions = append(before.Questions, notice.Question{Answer: text("before ")})
		after.Questions = append(after.Questions, notice.Question{Answer: text("entirely else ")})
	}
	begun := time.Now()
	change.Compare(language(t, "en"), site, before, after)
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("took %s", took)
	}
}
