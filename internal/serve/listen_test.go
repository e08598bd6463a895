package serve

import (
	"context"
	"errors"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestListenRefusesWhatIsNoAddress(t *testing.T) {
	for _, addr := range []string{"", "1313", "127.0.0.1", ":x", "127.0.0.1:-1", "127.0.0.1:65536", "example.com:1313", "[::1%eth0]:1313", "[::1]", "127.0.0.1:1313:1", "::1:1313"} {
		if p, err := Listen(addr); !errors.Is(err, ErrAddress) {
			t.Errorf("%q: %v, %v", addr, p, err)
		}
	}
}

// A loopback address is known by its three names, and by no other; nobody
// else can take one of them beside us.
func TestListenOnLoopback(t *testing.T) {
	p, err := Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer p.close()
	_, port, _ := net.SplitHostPort(p.Hosts[0])
	if want := []string{"127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port}; p.Public || !slices.Equal(p.Hosts, want) {
		t.Errorf("%+v", p)
	}
	n, _ := strconv.Atoi(port)
	second, err := Listen("127.0.0.1:" + port)
	if err != nil {
		t.Fatal(err)
	}
	defer second.close()
	if len(second.Taken) == 0 || second.Taken[0] != n || second.Hosts[0] == p.Hosts[0] {
		t.Errorf("%+v", second)
	}
}

// An address that others can reach is one, and is known by the numbers of
// this machine alone.
func TestListenForOthers(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0"} {
		p, err := Listen(addr)
		if err != nil {
			t.Skipf("%s: %v", addr, err)
		}
		p.close()
		if !p.Public || !slices.ContainsFunc(p.Hosts, func(h string) bool { return strings.HasPrefix(h, "127.0.0.1:") }) {
			t.Errorf("%s: %+v", addr, p)
		}
		for _, h := range p.Hosts {
			if strings.HasPrefix(h, "0.0.0.0") || strings.HasPrefix(h, "[::]") {
				t.Errorf("%s answers to %s", addr, h)
			}
		}
	}
}

func (p *Place) close() {
	for _, l := range p.listen {
		l.Close()
	}
}

// A stream that is open does not keep the server from ending; a head that
// never ends does not keep a place.
func TestRunEnds(t *testing.T) {
	p, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	o := options(p.Hosts[0])
	s := New(o)
	s.Show(stateOf(page))
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Run(ctx, p) }()
	answer, err := http.Get("http://" + p.Hosts[0] + "/-/events?page=/ja/x/&hash=&bar=")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(timeToEnd + 3*time.Second):
		t.Error("the server does not end")
	}
}
