package check

// nearest gives the word of the list that is most like a mistyped one, or ""
// when none is like it.
func nearest(word string, words []string) string {
	w := []rune(word)
	if len(w) > 80 {
		return ""
	}
	best, least := "", min(3, len(w)/3)+1
	for _, c := range words {
		if d := distance(w, []rune(c)); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the letters to insert, remove or change.
func distance(a, b []rune) int {
	if d := len(a) - len(b); d > 3 || d < -3 {
		return 99
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
