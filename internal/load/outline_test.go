package load

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOutline(t *testing.T) {
	out, ok := ReadOutline([]byte("\ufeff# 題\r\nkind = 'other' # why\r\n" + `
[title] # of the page
ja = """
一
二"""   # done
en = "x"

 [[ scope . groups ]]
 id = "a"
 data = [ # several
   { status = "possible",
     items = ["name"] },
 ]
name.ja = "人"
`))
	if !ok {
		t.Fatal("not read")
	}
	var got []string
	for _, s := range out.Statements {
		value := ""
		if !s.Header {
			value = out.Lines[s.First-1][s.Value:]
		}
		got = append(got, fmt.Sprint(strings.Join(s.Path, "."), " ", s.First, "-", s.Last, " ", s.Header, " [", value, "] [", out.Lines[s.Last-1][:s.End], "]"))
	}
	want := []string{
		"kind 2-2 false ['other' # why] [kind = 'other']",
		"title 4-4 true [] [[title] # of the page]",
		`title.ja 5-7 false ["""] [二"""]`,
		`title.en 8-8 false ["x"] [en = "x"]`,
		"scope.groups 10-10 true [] [ [[ scope . groups ]]]",
		`scope.groups.id 11-11 false ["a"] [ id = "a"]`,
		"scope.groups.data 12-15 false [[ # several] [ ]]",
		`scope.groups.name.ja 16-16 false ["人"] [name.ja = "人"]`,
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, bad := range []string{"a = \n", "a = 1 b = 2", "[x", "\xff\xfea\x00"} {
		if _, ok := ReadOutline([]byte(bad)); ok {
			t.Errorf("%q is read", bad)
		}
	}
}

// Every line of a report that is not empty and no remark belongs to one
// statement.
func TestOutlineIsWhole(t *testing.T) {
	files, err := filepath.Glob("../../content/*/*.toml")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range append(files, "../build/testdata/full/1.toml") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out, ok := ReadOutline(data)
		if !ok {
			t.Fatal(file)
		}
		at := 0
		for n, line := range out.Lines {
			for at < len(out.Statements) && out.Statements[at].Last < n+1 {
				at++
			}
			inside := at < len(out.Statements) && out.Statements[at].First <= n+1
			if trimmed := strings.TrimSpace(line); !inside && trimmed != "" && trimmed[0] != '#' {
				t.Errorf("%s:%d belongs to no statement: %s", file, n+1, line)
			}
		}
		for i := 1; i < len(out.Statements); i++ {
			if out.Statements[i].First <= out.Statements[i-1].Last {
				t.Errorf("%s: %v overlaps the statement before", file, out.Statements[i])
			}
		}
	}
}
