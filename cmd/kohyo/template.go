package main

import (
	"embed"
	"regexp"
	"slices"
	"strings"

	"kohyo/internal/notice"
)

// templates are what init and new write, in Japanese and English. They are
// TOML as an author would write it, but for two things: a word list stands as
// @kinds, so that it is always the program's own, and new adapts the
// languages of the texts to those of the site.
//
//go:embed templates
var templates embed.FS

func template(name string) string {
	text, err := templates.ReadFile("templates/" + name)
	if err != nil {
		panic(err) // embedded: it cannot be missing
	}
	return string(text)
}

var listLine = regexp.MustCompile(`(?m)^## @([a-z-]+)$`)
var listWord = regexp.MustCompile(`@([a-z-]+)`)

// withWords puts the words of the vocabularies in place of their names.
func withWords(text string) string {
	text = listLine.ReplaceAllStringFunc(text, func(line string) string {
		words := vocabulary(strings.TrimPrefix(line, "## @"))
		return strings.Join(wrap(words, "##   ", 100), "\n")
	})
	return listWord.ReplaceAllStringFunc(text, func(name string) string {
		if words := vocabulary(name[1:]); words != nil {
			return strings.Join(words, ", ")
		}
		return name
	})
}

func vocabulary(name string) []string {
	if name == "day-parts" {
		return notice.DayParts
	}
	return notice.Vocabularies[name]
}

func wrap(words []string, before string, width int) []string {
	var lines []string
	line := before
	for i, word := range words {
		if i < len(words)-1 {
			word += ","
		}
		if line != before && len(line)+1+len(word) > width {
			lines = append(lines, line)
			line = before
		}
		if line != before {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// A text for readers: one line per language, or more between triple quotes.
var textLine = regexp.MustCompile(`^((?:# )?(?:[a-z_]+\.)*)(ja|en) = `)

// inLanguages gives each text of a report in the languages of a site: what
// the template does not have stands in English, to be translated.
func inLanguages(text string, languages []string) string {
	var out strings.Builder
	lines := strings.SplitAfter(text, "\n")
	for at := 0; at < len(lines); {
		m := textLine.FindStringSubmatch(lines[at])
		if m == nil {
			out.WriteString(lines[at])
			at++
			continue
		}
		by := map[string]string{} // language → the rest of its lines
		for at < len(lines) {
			next := textLine.FindStringSubmatch(lines[at])
			if next == nil || next[1] != m[1] || by[next[2]] != "" {
				break
			}
			end := endOfText(lines, at)
			by[next[2]] = strings.TrimPrefix(strings.Join(lines[at:end], ""), next[1]+next[2])
			at = end
		}
		for _, lang := range languages {
			rest, ok := by[lang]
			if !ok {
				rest = by["en"]
			}
			out.WriteString(m[1] + lang + rest)
		}
	}
	return out.String()
}

// endOfText gives the line after the text that begins at a line.
func endOfText(lines []string, at int) int {
	if strings.HasSuffix(strings.TrimSpace(lines[at]), `= """`) {
		for at++; at < len(lines) && strings.TrimSpace(lines[at]) != `"""`; at++ {
		}
	}
	return at + 1
}

// firstReport is what new writes for an incident of a site.
func firstReport(slug string, languages []string) string {
	text := template("report.toml")
	if len(languages) == 1 {
		// Nothing can wait for a translation.
		text = withoutParagraph(text, "@last")
	}
	text = inLanguages(withWords(text), languages)
	return strings.NewReplacer("@slug", slug, "@last", languages[len(languages)-1]).Replace(text)
}

func withoutParagraph(text, mark string) string {
	paragraphs := strings.Split(text, "\n\n")
	paragraphs = slices.DeleteFunc(paragraphs, func(p string) bool { return strings.Contains(p, mark) })
	return strings.Join(paragraphs, "\n\n")
}
