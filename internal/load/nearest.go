package load

import "strings"

// Nearest gives the word of the list that is most like a mistyped one, or ""
// when none is like it.
func Nearest(word string, words []string) string { return nearest(word, words) }

// nearest gives the word of the list that is most like a mistyped one, or ""
// when none is like it.
func nearest(word string, words []string) string {
	if len(word) > 64 {
		return ""
	}
	w := normal(word)
	best, least := "", len([]rune(w))/3+1
	if least > 3 {
		least = 3
	}
	for _, c := range words {
		n := normal(c)
		if n == w {
			return c
		}
		if d := distance([]rune(w), []rune(n)); d <= least && (best == "" || d < least) {
			best, least = c, d
		}
	}
	if best != "" || len(w) < 4 {
		return best
	}
	for _, c := range words {
		if n := normal(c); strings.HasPrefix(n, w) || (len(n) >= 4 && strings.HasPrefix(w, n)) {
			return c
		}
	}
	return ""
}

// normal makes light of case and of the sign between two words.
func normal(s string) string {
	return strings.NewReplacer("_", "-", " ", "-", ".", "-").Replace(strings.ToLower(s))
}

// distance counts the letters to insert, remove, change or swap.
func distance(a, b []rune) int {
	if d := len(a) - len(b); d > 3 || d < -3 {
		return 99
	}
	prev2 := make([]int, len(b)+1)
	prev := make([]int, len(b)+1)
	cur := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
