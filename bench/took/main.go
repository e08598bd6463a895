//go:build unix

// Command took runs a command and writes what it took: wall seconds, processor
// seconds and the most memory it held, in MB.
//
//	took FILE COMMAND …
//
// The line is appended to FILE; what the command writes goes where it is sent.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

func main() {
	if len(os.Args) < 3 {
		stop("usage: took FILE COMMAND …")
	}
	cmd := exec.Command(os.Args[2], os.Args[3:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	begun := time.Now()
	err := cmd.Run()
	wall := time.Since(begun)
	if err != nil {
		stop(err)
	}
	cpu := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	most := float64(cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) / 1e3
	if runtime.GOOS == "darwin" {
		most /= 1e3 // bytes there, kilobytes elsewhere
	}
	f, err := os.OpenFile(os.Args[1], os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		stop(err)
	}
	_, err = fmt.Fprintf(f, "%.3f %.3f %.0f\n", wall.Seconds(), cpu.Seconds(), most)
	if err := f.Close(); err != nil {
		stop(err)
	}
	if err != nil {
		stop(err)
	}
}

func stop(why any) {
	fmt.Fprintln(os.Stderr, why)
	os.Exit(2)
}
