package build

// CheckBehind has all checks of a Live go on in the background.
func CheckBehind() (undo func()) {
	atOnce = 0
	return func() { atOnce = 16 }
}
