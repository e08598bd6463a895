package build_test

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

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
			if !strings.HasSuffix(file, ".json") || strings.HasPrefix(file, "schema/") {
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
