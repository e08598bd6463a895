package notice

// Packed gives an incident at rest as bytes, for Unpacked of the same program.
func (in *Incident) Packed() string { return in.AtRest().rest }

// Unpacked is the incident at rest whose bytes Packed has given. Other bytes
// may panic when it is opened.
func Unpacked(slug, packed string) *Incident { return &Incident{Slug: slug, rest: packed} }
