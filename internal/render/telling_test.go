package render

import (
	"io/fs"
	"os"
	"reflect"
	"testing"

	"kohyo/internal/site"
)

// What paper takes over from screens is what would be made for it alone, without
// the marks that screens have.
func TestPaperAlike(t *testing.T) {
	for name, content := range map[string]fs.FS{"sample": os.DirFS("../.."), "full": everyField(t)} {
		r := opened(t, content)
		taken, other := 0, 0
		for p := range r.site.Pages() {
			if p.Kind != site.Print {
				continue
			}
			v := r.viewer(p)
			alone := *v
			alone.apart = new(bool)
			alone.facts = alone.quoting(v.w)
			if want := alone.content(nil).page; !reflect.DeepEqual(v.told().page, want) {
				t.Errorf("%s: %s is not what paper alone would say", name, p.Address)
			}
			for _, s := range v.onScreen().sections {
				if s.at >= 0 && s.alike {
					taken++
				} else if s.at >= 0 {
					other++
				}
			}
		}
		if taken < 5 || other < 5 {
			t.Errorf("%s: %d sections are taken over, %d are not", name, taken, other)
		}
	}
}
