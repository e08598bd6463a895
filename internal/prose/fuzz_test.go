package prose

import "testing"

func FuzzProse(f *testing.F) {
	for _, shape := range hostileShapes(f) {
		f.Add(shape.text)
	}
	for _, c := range contexts {
		f.Add(c.around)
	}
	for _, c := range costly {
		f.Add(c.before + c.unit + c.unit + c.after)
	}
	f.Fuzz(func(t *testing.T, src string) {
		proveMarkdown(t, src)
		proveText(t, src)
	})
}
