package load

// Rules lists the identifiers of everything that loading can find. They are
// stable: a site may name them when it accepts a finding.
var Rules = []string{
	"after-value", "backslash", "bad-escape", "bad-header", "bad-key", "bare-clock", "bare-value", "base-url",
	"clock-form", "closed-vocabulary", "colon-for-equals", "colour-form", "control-character", "corner-quote", "curly-quote",
	"duplicate-id", "duplicate-key", "empty-list", "empty-text", "extra-comma", "file-too-large",
	"fullwidth-bracket", "fullwidth-comma", "fullwidth-digit", "fullwidth-equals", "fullwidth-hash", "fullwidth-letter", "fullwidth-sign",
	"id-form", "ideographic-space", "impossible-date", "invalid-utf8", "kanji-date", "language-tag", "line-break", "link-outside", "list-wanted",
	"measure-shape", "missing-comma", "missing-equals", "missing-field", "missing-language", "missing-value", "moment-form",
	"negative-figure", "no-report", "no-site", "number-form", "number-range", "number-too-large", "odd-space", "ongoing", "opening-quote",
	"pending-source", "published-form", "quote-in-text", "report-gap", "reserved-id", "single-wanted", "slash-date", "slug-form", "slug-reserved",
	"stray-file", "syntax", "thousands-separator", "time-zone", "too-deep", "too-many-entries", "too-many-mistakes",
	"unclosed-bracket", "unclosed-text", "unknown-id", "unknown-key", "unknown-language", "unknown-word", "unopened-bracket", "unpadded-date",
	"unquoted-word", "withdrawn-form", "withdrawn-text", "word-exists", "wrong-encoding", "wrong-type",
}
