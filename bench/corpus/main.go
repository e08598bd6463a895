// Command corpus writes a site with N reports into a folder, for measuring:
//
//	go run ./bench/corpus N DIR
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"kohyo/bench"
)

func main() {
	if len(os.Args) != 3 {
		stop("usage: corpus N DIR")
	}
	n, err := strconv.Atoi(os.Args[1])
	if err != nil || n < 0 {
		stop("N is not a number of reports")
	}
	if err := write(n, os.Args[2]); err != nil {
		stop(err)
	}
}

func write(n int, dir string) error {
	for name, data := range bench.Files(n) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func stop(why any) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(2)
}
