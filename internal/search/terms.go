package search

import (
	"iter"
	"unicode/utf8"
)

const (
	longestWord = 40 // characters; what is longer is no word
	prefix      = 4  // the beginning of a word that decides its shard: shorter ones are not completed
)

// terms gives what a folded text is found by: its words, and where a script
// parts no words each two characters that stand side by side, and each single
// Chinese character.
func terms(folded string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for folded != "" {
			r, size := utf8.DecodeRuneInString(folded)
			switch {
			case r == ' ':
				folded = folded[size:]
			case isWide(r):
				run := wideRun(folded)
				if !wideTerms(run, yield) {
					return
				}
				folded = folded[len(run):]
			default:
				run := wordRun(folded)
				if word := stem(run); utf8.RuneCountInString(word) > 1 && !yield(word) {
					return
				}
				folded = folded[len(run):]
			}
		}
	}
}

func wideRun(s string) string {
	for i, r := range s {
		if !isWide(r) {
			return s[:i]
		}
	}
	return s
}

func wordRun(s string) string {
	for i, r := range s {
		if r == ' ' || isWide(r) {
			return s[:i]
		}
	}
	return s
}

func wideTerms(run string, yield func(string) bool) bool {
	for i, r := range run {
		size := utf8.RuneLen(r)
		next := i + size
		alone := i == 0 && next == len(run)
		if (alone || isHan(r)) && !yield(run[i:next]) {
			return false
		}
		if next < len(run) {
			_, second := utf8.DecodeRuneInString(run[next:])
			if !yield(run[i : next+second]) {
				return false
			}
		}
	}
	return true
}

// stem takes the s of a plural away, and cuts what is too long.
func stem(word string) string {
	n := len(word)
	if n >= 4 && word[n-1] == 's' && word[n-2] != 's' && word[n-2] != 'u' && word[n-2] != 'i' {
		word = word[:n-1]
	}
	return first(word, longestWord)
}

func first(s string, most int) string {
	for i := range s {
		if most == 0 {
			return s[:i]
		}
		most--
	}
	return s
}

// isWide reports whether a character belongs to a script that parts no words.
func isWide(r rune) bool {
	return r >= 0x3005 && r <= 0x3007 || r >= 0x3041 && r <= 0x3096 || r >= 0x30F7 && r <= 0x30FF ||
		isHan(r) || r >= 0xAC00 && r <= 0xD7A3 || r >= 0x0E00 && r <= 0x0E7F
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x323AF
}

// shardOf tells in which of so many files a term stands. Words that begin
// alike stand together, so that one file completes a word.
func shardOf(term string, shards int) int {
	h := uint32(2166136261)
	for _, r := range first(term, prefix) {
		h = (h ^ uint32(r)) * 16777619
	}
	h ^= h >> 15
	return int(h % uint32(shards))
}
