// Package kohyo carries the shipped theme. It stands at the root because a
// Go file can only embed what lies beside or below it, and a theme's author
// looks for layouts/ and static/ at the root.
package kohyo

import "embed"

// Theme holds layouts/ and static/ as they were when the program was built.
//
//go:embed all:layouts all:static
var Theme embed.FS
