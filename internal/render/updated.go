package render

import (
	"encoding/json"
	"reflect"
)

// markUpdated puts the word "updated" on the passages of a page that the page
// of the report before did not have. A passage is a struct with a field
// Updated; what it says is its other fields, but for those that JSON leaves
// out, with the words of the tables it stands in.
func markUpdated(before map[string]bool, now *NoticePage, word string) {
	eachPassage(now, func(key string, updated reflect.Value) {
		if !before[key] {
			updated.SetString(word)
		}
	})
}

// eachPassage calls do for every passage of a page, with what it says.
func eachPassage(n *NoticePage, do func(key string, updated reflect.Value)) {
	passages(reflect.ValueOf(n.Facts), "at a glance", do)
	passages(reflect.ValueOf(n.Sections), "", do)
}

// passages calls do for every passage in a value, with what it says.
func passages(v reflect.Value, in string, do func(key string, updated reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			passages(v.Elem(), in, do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			passages(v.Index(i), in, do)
		}
	case reflect.Struct:
		if updated := v.FieldByName("Updated"); updated.IsValid() {
			key, err := json.Marshal(v.Interface())
			if err == nil {
				do(in+string(key), updated)
			}
			return
		}
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; v.Field(i).Kind() == reflect.String && (name == "ID" || name == "Day" || name == "State") {
				in += name + v.Field(i).String()
			}
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				passages(v.Field(i), in, do)
			}
		}
	}
}
