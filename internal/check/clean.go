package check

// Clean reports whether nothing was found in the incident, nothing had to be
// accepted, and no other incident has a say in it: the part of the same files
// under the same settings is empty as long as they are.
func (p Part) Clean() bool {
	for _, u := range p.uses {
		if u != noFinding {
			return false
		}
	}
	return len(p.Findings) == 0 && len(p.Links) == 0
}
