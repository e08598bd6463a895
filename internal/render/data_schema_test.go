package render

import (
	"bytes"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// schemaOf compiles a schema as it is served, or closed: without room for
// members that are not named.
func schemaOf(t *testing.T, s *site.Site, name string, closed bool) *jsonschema.Schema {
	t.Helper()
	data, err := DataSchema(s, mustFind(t, s, "schema/"+name))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if closed {
		closeAll(v)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(name, v); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func closeAll(v any) {
	switch v := v.(type) {
	case []any:
		for _, one := range v {
			closeAll(one)
		}
	case map[string]any:
		if v["properties"] != nil && v["type"] == "object" {
			v["additionalProperties"] = false
		}
		for _, one := range v {
			closeAll(one)
		}
	}
}

func fullData(t *testing.T) (*site.Site, map[string]any, map[string]any) {
	t.Helper()
	r := full("shop", 1, "canary")
	r.Kind.ID, r.Stage.ID, r.Published = "other", "first", day(2019, 4, 12)
	s := siteOf(r)
	return s, object(t, reportOrIndex(t, s, mustFind(t, s, "shop/1.json"))), object(t, reportOrIndex(t, s, mustFind(t, s, "index.json")))
}

// What is written is what the schemas describe, no more and no less.
func TestDataMatchTheirSchemas(t *testing.T) {
	s, report, index := fullData(t)
	plain := siteOf(report1())
	for _, c := range []struct {
		schema string
		data   map[string]any
	}{
		{site.ReportSchema, report}, {site.IndexSchema, index},
		{site.ReportSchema, object(t, reportOrIndex(t, plain, mustFind(t, plain, "a/1.json")))},
		{site.IndexSchema, object(t, reportOrIndex(t, s, mustFind(t, s, "index-2019.json")))},
		{site.IndexSchema, object(t, reportOrIndex(t, siteOf(), mustFind(t, siteOf(), "index.json")))},
	} {
		if err := schemaOf(t, s, c.schema, true).Validate(c.data); err != nil {
			t.Errorf("%v", err)
		}
		if got, want := c.data["$schema"], s.Absolute("schema/"+c.schema); got != want {
			t.Errorf("names the schema %v, want %s", got, want)
		}
	}
}

func report1() *notice.Report { return report("a", 1, day(2019, 4, 12)) }

// Data that say anything else do not validate: values of another kind, members
// under another name, or gone where they are needed. Of the thousands of
// changes to a report, some are tried.
func TestSchemasRefuse(t *testing.T) {
	s, report, index := fullData(t)
	for name, data := range map[string]map[string]any{site.ReportSchema: report, site.IndexSchema: index} {
		open, closed := schemaOf(t, s, name, false), schemaOf(t, s, name, true)
		changes := 0
		spoil(data, func(what string, renamed bool) {
			changes++
			if name == site.ReportSchema && changes%41 > 0 {
				return
			}
			if !renamed && open.Validate(data) == nil {
				t.Errorf("%s: accepts %s", name, what)
			}
			if closed.Validate(data) == nil {
				t.Errorf("%s: accepts %s when it is closed", name, what)
			}
		}, name)
		if name == site.ReportSchema && changes < 3000 || changes < 20 {
			t.Errorf("%s: only %d changes", name, changes)
		}
		if err := closed.Validate(data); err != nil {
			t.Fatalf("the data were not put back: %v", err)
		}
	}
}

// labelled are the objects whose keys are data: any name will do.
func labelled(path string) bool {
	return strings.HasSuffix(path, "/words") || strings.HasSuffix(path, "/source") || strings.HasSuffix(path, "/title") && !strings.Contains(path, "report/") ||
		strings.HasSuffix(path, "/files") || strings.HasSuffix(path, "/pages") || strings.Contains(path, "/vocabulary")
}

// spoil changes everything in the data, one after another, and puts it back.
func spoil(v any, try func(what string, renamed bool), path string) {
	switch v := v.(type) {
	case []any:
		for i := range v {
			was := v[i]
			v[i] = nil
			try(fmt.Sprintf("null at %s/%d", path, i), false)
			v[i] = was
			spoil(was, try, fmt.Sprintf("%s/%d", path, i))
		}
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			was, at := v[key], path+"/"+key
			for _, other := range []any{nil, other(was), []any{}, map[string]any{"unknown": 1.5}} {
				if reflect.TypeOf(other) == reflect.TypeOf(was) && !isText(was) {
					if key == "reports" || key == "years" {
						continue // an empty site has none
					}
				}
				v[key] = other
				try(fmt.Sprintf("%v at %s", other, at), false)
			}
			if !labelled(path) {
				delete(v, key)
				v["x-"+key] = was
				try("another name for "+at, true)
				delete(v, "x-"+key)
			}
			v[key] = was
			spoil(was, try, at)
		}
	}
}

func isText(v any) bool { _, ok := v.(string); return ok }

// other is a value of another kind.
func other(v any) any {
	if isText(v) {
		return 1.5
	}
	return "text"
}
