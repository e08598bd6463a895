package check

import (
	"os"
	"testing"

	"kohyo/internal/load"
)

// The sample archive leaves nothing to say.
func TestSampleArchive(t *testing.T) {
	loaded, err := load.Load(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	found := Run(Input{Site: loaded.Site, Incidents: loaded.Incidents, Files: loaded.Listed})
	if len(loaded.Incidents) == 0 || len(found) > 0 {
		t.Errorf("%d incidents\n%s", len(loaded.Incidents), listing(found))
	}
}
