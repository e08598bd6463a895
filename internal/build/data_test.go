package build_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kohyo"
	"kohyo/internal/build"
)

// Every file of data that names a schema is what that schema says, as it is
// served beside the data.
func TestDataAreValid(t *testing.T) {
	for name, content := range map[string]fs.FS{"sample": os.DirFS("../.."), "full": fullContent(t)} {
		site := open(t, content, afterAll)
		schemas := map[string]*jsonschema.Schema{}
		valid := 0
		for file := range site.Addresses() {
			if !strings.HasSuffix(file, ".json") || strings.HasPrefix(file, "schema/") || strings.HasPrefix(file, "search/") {
				continue
			}
			data, err := jsonschema.UnmarshalJSON(bytes.NewReader(readForm(t, site, file)))
			if err != nil {
				t.Fatalf("%s, %s: %v", name, file, err)
			}
			id, ok := data.(map[string]any)["$schema"].(string)
			if !ok {
				continue // a feed
			}
			if schemas[id] == nil {
				schemas[id] = served(t, site, id)
			}
			if err := schemas[id].Validate(data); err != nil {
				t.Errorf("%s, %s: %v", name, file, err)
			}
			valid++
		}
		if valid < 4 || len(schemas) != 2 {
			t.Errorf("%s: only %d files, of %d schemas", name, valid, len(schemas))
		}
	}
}

// served compiles a schema of the site by its address.
func served(t *testing.T, site *build.Site, id string) *jsonschema.Schema {
	t.Helper()
	_, file, _ := strings.Cut(id, "/schema/")
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(readForm(t, site, "schema/"+file)))
	if err != nil {
		t.Fatal(err)
	}
	if got := v.(map[string]any)["$id"]; got != id {
		t.Errorf("the schema at %s calls itself %v", id, got)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(id, v); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// A draft or an embargoed report that says something in every field leaves no
// byte in any file, whatever forms of data a site has.
func TestHiddenFieldsLeaveNothing(t *testing.T) {
	settings := "data.jsonld = true\ndata.csaf = { category = \"vendor\", namespace = \"https://www.example.co.jp/\" }\n" + string(mustRead(t, "testdata/full/site.toml"))
	with := fullContent(t)
	with["site.toml"] = file(settings)
	said := string(with["content/full/2.toml"].Data)
	without := maps.Clone(with)
	delete(without, "content/full/2.toml")
	delete(without, "content/full/files/list.pdf") // which only that report attaches
	want := files(t, open(t, without, afterAll))
	if want[".well-known/csaf/provider-metadata.json"] == nil {
		t.Fatal("the site has no CSAF documents")
	}
	for name, hidden := range map[string]string{
		"draft":   strings.Replace(said, `= "ready"`, `= "draft"`, 1),
		"embargo": strings.Replace(said, "2026-05-06T", "2026-12-06T", 1),
		"public":  said,
	} {
		with["content/full/2.toml"] = file(hidden)
		got, findings, err := build.Open(with, kohyo.Theme, build.Options{Now: afterAll})
		if err != nil || got == nil {
			t.Fatal(err, findings)
		}
		different := false
		for file, data := range files(t, got) {
			different = different || !bytes.Equal(data, want[file])
		}
		if shown := name == "public"; different != shown || (len(files(t, got)) != len(want)) != shown {
			t.Errorf("%s: the files differ: %v", name, different)
		}
	}
}
