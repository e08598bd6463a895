package change

// Named reports whether a field has a name for readers.
func Named(kind string) bool { _, ok := labels[kind]; return ok }
