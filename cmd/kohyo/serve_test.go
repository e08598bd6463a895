//go:build unix

package main

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"rsc.io/qr"

	"kohyo/internal/diag"
)

var printedAddress = regexp.MustCompile(`http://\S+`)

// serving starts kohyo serve and gives the address it prints first.
func startServing(t *testing.T, dir string, args ...string) (cmd *exec.Cmd, address string, stderr *bytes.Buffer) {
	t.Helper()
	cmd = inFolder(dir, append([]string{"serve"}, args...)...)
	stderr = &bytes.Buffer{}
	cmd.Stderr = stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	in := bufio.NewReader(out)
	for {
		line, err := in.ReadString('\n')
		if address = printedAddress.FindString(line); address != "" {
			go func() { _, _ = io.Copy(io.Discard, in) }()
			return cmd, address, stderr
		}
		if err != nil {
			_ = cmd.Wait()
			t.Fatalf("it ended: %v\n%s", err, stderr)
		}
	}
}

// ends sends a signal, and expects the exit code 0 soon.
func ends(t *testing.T, cmd *exec.Cmd, stderr *bytes.Buffer, signal os.Signal) {
	t.Helper()
	_ = cmd.Process.Signal(signal)
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil || !strings.Contains(stderr.String(), "kohyo: ended\n") {
			t.Errorf("after %s: %v\n%s", signal, err, stderr)
		}
	case <-time.After(10 * time.Second):
		t.Errorf("does not end after %s", signal)
	}
}

// A port that is taken is left to its owner: the next one serves. An open
// stream keeps nobody from ending.
func TestServeTakesTheNextPort(t *testing.T) {
	dir := largeSite(t, 1)
	first, address, err1 := startServing(t, dir, "--addr", "127.0.0.1:0")
	addr := strings.Trim(strings.TrimPrefix(address, "http://"), "/")
	second, other, err2 := startServing(t, dir, "--addr", addr)
	_, port, _ := strings.Cut(addr, ":")
	if other == address {
		t.Errorf("both have %s", address)
	}
	stream, err := http.Get(other + "-/events?page=/&hash=&bar=")
	if err != nil {
		t.Fatal(err)
	}
	defer stream.Body.Close()
	ends(t, first, err1, os.Interrupt)
	ends(t, second, err2, syscall.SIGTERM)
	if !strings.Contains(err2.String(), "kohyo: port "+port+" is taken by another program; trying the next") {
		t.Errorf("stderr %s", err2)
	}
}

// Whoever is let in from elsewhere has a token, and is named.
func TestServeToOthersAsksForAToken(t *testing.T) {
	cmd, address, stderr := startServing(t, largeSite(t, 1), "--addr", "0.0.0.0:0")
	plain, token, ok := strings.Cut(address, "?token=")
	if !ok || len(token) != 22 {
		t.Fatalf("address %s", address)
	}
	for url, want := range map[string]int{plain: 401, address: 200, plain + "?token=x": 401} {
		jar := &keeper{}
		client := http.Client{Jar: jar}
		answer, err := client.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("%s: %s, want %d", url, answer.Status, want)
		}
	}
	ends(t, cmd, stderr, os.Interrupt)
	if !strings.Contains(stderr.String(), "kohyo: whoever has this address and reaches this machine sees everything") {
		t.Errorf("stderr %s", stderr)
	}
}

func TestEditors(t *testing.T) {
	a := &app{dir: "/sites/公表 1", lang: "en"}
	at := diag.Place{File: "content/x/1.toml", Line: 12, Column: 9}
	for name, want := range map[string]string{
		"vscode":                         "vscode://file/sites/%E5%85%AC%E8%A1%A8%201/content/x/1.toml:12:9",
		"idea":                           "idea://open?file=/sites/%E5%85%AC%E8%A1%A8%201/content/x/1.toml&line=12&column=9",
		"emacs://open?f={file}&l={line}": "emacs://open?f=/sites/%E5%85%AC%E8%A1%A8%201/content/x/1.toml&l=12",
	} {
		open, err := a.editor(name)
		if err != nil || open(at) != want {
			t.Errorf("%s: %v, %q", name, err, open(at))
		}
	}
	if open, err := a.editor("none"); open != nil || err != nil {
		t.Error(err)
	}
}

// What is drawn is the code, square for square, with light all around it.
func TestQuickCode(t *testing.T) {
	const address = "http://192.168.1.5:1313/?token=abcdefghijklmnopqrstuv"
	code, err := qr.Encode(address, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(quickCode(address), "\n"), "\n")
	if want := (code.Size + 5) / 2; len(lines) != want {
		t.Fatalf("%d lines, want %d", len(lines), want)
	}
	for row, line := range lines {
		line = strings.TrimSuffix(strings.TrimPrefix(line, "  \x1b[30;107m"), "\x1b[0m")
		for column, r := range []rune(line) {
			x, y := column-2, 2*row-2
			if upper, lower := r == '█' || r == '▀', r == '█' || r == '▄'; upper != code.Black(x, y) || lower != code.Black(x, y+1) {
				t.Fatalf("the square at %d, %d is %q", x, y, r)
			}
		}
	}
}

// keeper keeps cookies as a browser does for one host.
type keeper struct{ cookies []*http.Cookie }

func (k *keeper) SetCookies(_ *url.URL, c []*http.Cookie) { k.cookies = append(k.cookies, c...) }
func (k *keeper) Cookies(*url.URL) []*http.Cookie         { return k.cookies }
