package schema

// forms are the fields that have a form beyond that of their type, by their
// path in the format, as the loader holds them to it.
var forms = map[string]func(*writer) object{
	"published":    exactly,
	"withdrawn.at": exactly,
	"translation_pending": func(w *writer) object {
		switch len(w.languages) {
		case 0:
			return pattern("^" + tag + "$")
		case 1:
			return object{{"not", object{}}} // nothing can be translated
		}
		return object{{"type", "string"}, {"enum", w.languages[1:]}}
	},
	"scope.groups.id": func(*writer) object {
		return append(pattern("^"+id+ending), member{"not", object{{"const", "everyone"}}})
	},
	"contacts.languages": func(*writer) object { return pattern("^" + anyTag + ending) },

	"counts.measures.value": figure,
	"counts.measures.min":   figure,
	"counts.measures.max":   figure,

	"site.base_url": func(*writer) object {
		return pattern(`^[Hh][Tt][Tt][Pp][Ss]?://[^/?#][^?#]*/` + ending)
	},
	"site.languages":          func(*writer) object { return pattern("^" + tag + "$") },
	"site.security.languages": func(*writer) object { return pattern("^" + anyTag + ending) },
	"site.theme.accent":       colour,
	"site.theme.accent_dark":  colour,
	"site.archive.per_page": func(*writer) object {
		return object{{"type", "integer"}, {"minimum", 1}, {"maximum", 1000}}
	},
}

func exactly(*writer) object { return either(append(dates(), pattern("^"+exact+"$"))...) }

func figure(*writer) object { return object{{"type", "integer"}, {"minimum", 0}} }

func colour(*writer) object { return pattern("^#[0-9a-fA-F]{6}$") }

// shapes are the tables whose fields depend on each other, by their path. A
// figure is a value, or limits, or the reason why there is none.
var shapes = map[string]object{
	"counts.measures": {{"oneOf", []object{
		{{"required", []string{"value"}}},
		either(
			object{{"required", []string{"min"}}},
			object{{"required", []string{"max"}}}),
		{
			{"required", []string{"figure"}},
			{"properties", object{{"approx", object{{"const", false}}}, {"gross", object{{"const", false}}}}},
			{"additionalProperties", true},
		},
	}}},
}
