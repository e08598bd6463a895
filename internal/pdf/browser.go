package pdf

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/chromedp"

	"kohyo/internal/pattern"
)

// oldest is the first version that prints the margins of a page as the style
// sheet says: company, report and page number stand there.
const oldest = 131

// browser is a running Chromium.
type browser struct {
	path   string
	ctx    context.Context // of the protocol; ends with the browser
	stop   context.CancelFunc
	folder *Folder
	output *tail
	cmd    *exec.Cmd
	lost   atomic.Bool    // the connection broke
	shown  int            // pages so far
	busy   sync.WaitGroup // pages that are being printed
}

// start starts a browser with a profile of its own, which goes with it.
func start(ctx context.Context, named string) (*browser, error) {
	path, err := Find(named)
	if err != nil {
		return nil, err
	}
	folder, err := NewFolder()
	if err == nil {
		err = os.Mkdir(filepath.Join(folder.Path, "tmp"), 0o700)
	}
	if err != nil {
		return nil, &diskError{err}
	}
	b := &browser{path: path, folder: folder, output: &tail{}}
	// The browser lives as long as the context of its first call: that is
	// not one with a limit.
	ctx, stop := context.WithCancel(ctx)
	ctx, wait := chromedp.NewExecAllocator(ctx, b.options()...)
	ctx, _ = chromedp.NewContext(ctx, chromedp.WithErrorf(func(string, ...any) {}), chromedp.WithLogf(func(string, ...any) {}))
	b.ctx = ctx
	b.stop = sync.OnceFunc(func() {
		stop()
		wait() // until the process has ended
		killGroup(b.cmd)
		b.folder.Remove()
	})
	late := time.AfterFunc(startLimit, stop)
	version, err := b.greet()
	inTime := late.Stop()
	if err == nil && version < oldest {
		err = &BrowserError{Path: path, Old: version, Err: fmt.Errorf("version %d is older than %d", version, oldest)}
	}
	if err == nil && inTime {
		return b, nil
	}
	cancelled := !inTime
	b.stop()
	if old, ok := errors.AsType[*BrowserError](err); ok {
		return nil, old
	}
	if cancelled {
		err = fmt.Errorf("it did not start within %v", startLimit)
	}
	return nil, &BrowserError{Path: path, Said: b.output.String(), Err: err}
}

var product = pattern.New(`^[A-Za-z]+/(\d{1,5})\.`)

// greet asks for the version. It is the first call, which starts the browser.
func (b *browser) greet() (int, error) {
	if err := chromedp.Do(b.ctx); err != nil {
		return 0, err
	}
	v, err := chromedp.CallBrowser(b.ctx, cdpbrowser.GetVersion, cdp.Empty{})
	if err != nil {
		return 0, err
	}
	m := product().FindStringSubmatch(v.Product)
	if m == nil {
		return 0, fmt.Errorf("it calls itself %q", v.Product)
	}
	return number([]byte(m[1])), nil
}

// dead reports whether the browser has ended.
func (b *browser) dead() bool { return b.lost.Load() || b.ctx.Err() != nil }

func (b *browser) close() { b.stop() }

// options start the browser so that it asks for nothing by itself, reaches
// nothing, and is the same for every user of the machine.
func (b *browser) options() []chromedp.ExecAllocatorOption {
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(b.path),
		chromedp.UserDataDir(filepath.Join(b.folder.Path, "profile")),
		chromedp.CombinedOutput(b.output),
		// No name leads anywhere, and no connection leads out.
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND"),
		chromedp.Flag("disable-features", "Translate,HttpsUpgrades,MediaRouter,OptimizationHints"),
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("disable-gpu", true),
		// The language and the clock of the machine must not show.
		chromedp.Flag("lang", "en-US"),
		chromedp.Env("LC_ALL=C.UTF-8", "LANGUAGE=en", "TZ=UTC"),
		chromedp.Flag("font-render-hinting", "none"),
		chromedp.ModifyCmdFunc(b.own),
		// Chromium refuses its sandbox to root, and root is who runs things in
		// a container. It sees nothing but a page that we have made, without
		// scripts. For everybody else the sandbox stays.
		chromedp.Flag("no-sandbox", os.Geteuid() == 0),
	)
	if temporary := filepath.Join(b.folder.Path, "tmp"); runtime.GOOS == "linux" && len(temporary) < maxSocketFolder {
		options = append(options, chromedp.Env("TMPDIR="+temporary))
	}
	return options
}

// own makes the browser a group of processes, which ends as one: with the
// context, and where the system can, with this program. An interrupt from the
// keyboard reaches this program alone, which then ends the browser in order.
func (b *browser) own(cmd *exec.Cmd) {
	b.cmd = cmd
	ownGroup(cmd)
	cmd.Cancel = func() error { return killGroup(cmd) }
}

// maxSocketFolder leaves room for the socket that Chromium keeps in the
// temporary folder: the name of a socket has at most 107 bytes.
const maxSocketFolder = 60

// tail keeps the beginning of what the browser prints, for an error message.
type tail struct {
	mu   sync.Mutex
	text strings.Builder
}

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if room := 4096 - t.text.Len(); room > 0 {
		t.text.Write(p[:min(room, len(p))])
	}
	return len(p), nil
}

// String is the first line that says anything.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	for line := range strings.Lines(t.text.String()) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}
