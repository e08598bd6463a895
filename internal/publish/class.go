package publish

import (
	"slices"
	"strings"

	"kohyo/internal/tlog"
)

// Class is what a file is to the others. Where files become public one by one,
// they do so class by class: whatever a page names is there before the page.
type Class uint8

// The classes, in their order.
const (
	Asset      Class = iota // of the theme, with a hash in its name: never changes
	Attachment              // of a report
	Report                  // a numbered report, as page, text and data
	Tile                    // of the log, and whatever of it is written once
	Notice                  // the page of an incident, and what goes with it
	Index                   // lists, feeds, the list of files
	Checkpoint              // of the log: signs all the others
)

// ClassOf tells the class of a file of a site in these languages.
func ClassOf(name string, languages []string) Class {
	parts := strings.Split(name, "/")
	switch {
	case name == tlog.CheckpointFile:
		return Checkpoint
	case parts[0] == "log" && (len(parts) == 2 && parts[1] != "key" || parts[len(parts)-1] == "index" || strings.HasSuffix(name, "index.html")):
		return Index
	case parts[0] == "log":
		return Tile
	case parts[0] == "assets":
		return Asset
	case len(parts) == 1 || slices.Contains(shared, parts[0]):
		return Index
	case slices.Contains(languages, parts[0]):
		return pageClass(parts[1:])
	case len(parts) > 2 && parts[1] == "files":
		return Attachment
	case isNumber(strings.SplitN(parts[1], ".", 2)[0]):
		return Report
	}
	return Notice
}

// shared are the folders of a site that belong to no incident and no language.
var shared = []string{".well-known", "schema", "search"}

// lists are the folders of a language that belong to no incident.
var lists = []string{"kind", "state", "overview", "search", "verify"}

// pageClass is that of a page of one language.
func pageClass(parts []string) Class {
	switch {
	case len(parts) < 2, isNumber(parts[0]), slices.Contains(lists, parts[0]):
		return Index
	case isNumber(parts[1]):
		return Report
	}
	return Notice
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
