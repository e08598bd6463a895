//go:build !linux && !darwin

package output

func exchange(string, string) error { return errNoExchange }
