package tlog

// Since gives the entries from a number on, in their order: what has entered
// the log after a checkpoint of that size. What is no entry is left out.
func (l *Log) Since(size int64) []*Entry {
	var list []*Entry
	for _, text := range l.entries[min(max(size, 0), int64(len(l.entries))):] {
		if e, err := ParseEntry(text); err == nil {
			list = append(list, e)
		}
	}
	return list
}
