package serve

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/net/netutil"
)

const (
	portsToTry    = 20
	mostConns     = 512
	largestHeader = 16 << 10
	headerTime    = 5 * time.Second
	timeToEnd     = 2 * time.Second
	tokenBytes    = 16 // 128 bits
	idleTime      = 60 * time.Second
)

// Place is where a server listens.
type Place struct {
	Hosts  []string // the names and ports by which it may be asked, the best first
	Taken  []int    // ports that another program had
	Public bool     // others than this machine can reach it
	listen []net.Listener
}

// ErrAddress is an address that cannot be listened at.
var ErrAddress = errors.New("not an address")

// Listen takes the address, or that with the next free port. A loopback
// address is taken in both families, so that "localhost" can mean nobody
// else.
func Listen(addr string) (*Place, error) {
	host, portText, err := net.SplitHostPort(addr)
	port, numErr := strconv.Atoi(portText)
	if err != nil || numErr != nil || port < 0 || port > 65535 {
		return nil, ErrAddress
	}
	ip := netip.IPv6Unspecified()
	switch {
	case host == "localhost":
		ip = netip.MustParseAddr("127.0.0.1")
	case host != "":
		if ip, err = netip.ParseAddr(host); err != nil || ip.Zone() != "" {
			return nil, ErrAddress
		}
	}
	p := &Place{Public: !ip.IsLoopback()}
	for try := range portsToTry {
		at := port
		if port != 0 {
			at += try
		}
		if at > 65535 {
			break
		}
		err = p.take(ip, host == "", at)
		if err == nil {
			return p, nil
		}
		if !taken(err) {
			return nil, err
		}
		p.Taken = append(p.Taken, at)
	}
	return nil, err
}

// taken reports whether another program has the port. Windows has a number of
// its own for that.
func taken(err error) bool {
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, syscall.Errno(10048))
}

// take listens at one port of all addresses that are meant.
func (p *Place) take(ip netip.Addr, all bool, port int) error {
	first, err := listenTo(ip, all, port)
	if err != nil {
		return err
	}
	port = first.Addr().(*net.TCPAddr).Port
	p.listen = []net.Listener{first}
	other := map[string]string{"127.0.0.1": "::1", "::1": "127.0.0.1"}[ip.String()]
	if other != "" {
		second, err := listenTo(netip.MustParseAddr(other), false, port)
		switch {
		case taken(err):
			first.Close()
			return err
		case err == nil: // a machine may have only one of the families
			p.listen = append(p.listen, second)
		}
	}
	p.name(ip, port)
	return nil
}

func listenTo(ip netip.Addr, all bool, port int) (net.Listener, error) {
	network := "tcp4"
	if ip.Is6() {
		network = "tcp6"
	}
	if all {
		return net.Listen("tcp", ":"+strconv.Itoa(port))
	}
	return net.Listen(network, netip.AddrPortFrom(ip, uint16(port)).String())
}

// name lists the names by which the server may be asked.
func (p *Place) name(ip netip.Addr, port int) {
	add := func(host string) {
		p.Hosts = append(p.Hosts, host+":"+strconv.Itoa(port))
		if port == 80 {
			p.Hosts = append(p.Hosts, host)
		}
	}
	bracketed := func(ip netip.Addr) string {
		if ip.Is6() {
			return "[" + ip.String() + "]"
		}
		return ip.String()
	}
	switch {
	case ip.IsUnspecified():
		for _, own := range ownAddresses() {
			add(bracketed(own))
		}
	case !ip.IsLoopback() || ip.String() != "127.0.0.1" && ip.String() != "::1":
		add(bracketed(ip))
	}
	if ip.IsLoopback() || ip.IsUnspecified() {
		add("127.0.0.1")
		add("localhost")
		add("[::1]")
	}
}

// ownAddresses are the addresses of this machine that others can reach, the
// older family first: it is shorter to type.
func ownAddresses() (all []netip.Addr) {
	list, _ := net.InterfaceAddrs()
	for _, six := range []bool{false, true} {
		for _, a := range list {
			p, err := netip.ParsePrefix(a.String())
			if err != nil {
				continue
			}
			if ip := p.Addr().Unmap(); ip.Is6() == six && ip.IsGlobalUnicast() {
				all = append(all, ip)
			}
		}
	}
	return all
}

// NewToken makes a token that nobody can guess.
func NewToken() string {
	b := make([]byte, tokenBytes)
	_, _ = rand.Read(b) // never fails
	return tokenText(b)
}

func tokenText(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// URL is the address to open, with the token where there is one.
func URL(host, token string) string {
	u := "http://" + host + "/"
	if token != "" {
		u += "?token=" + token
	}
	return u
}

// web is the server with its limits. A request has no body, so the time for
// its head is all the time it gets; a limit for the whole would end streams.
func (s *Server) web() *http.Server {
	return &http.Server{
		Handler: s, MaxHeaderBytes: largestHeader, ReadHeaderTimeout: headerTime, IdleTimeout: idleTime,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(io.Discard, "", 0), // what strangers send is no news
	}
}

// Run answers at a place until the context ends.
func (s *Server) Run(ctx context.Context, p *Place) error {
	web := s.web()
	failed := make(chan error, len(p.listen))
	for _, l := range p.listen {
		go func() { failed <- web.Serve(netutil.LimitListener(l, mostConns)) }()
	}
	var err error
	select {
	case <-ctx.Done():
	case err = <-failed:
		err = fmt.Errorf("the server ended: %w", err)
	}
	close(s.closed)
	ending, cancel := context.WithTimeout(context.Background(), timeToEnd)
	defer cancel()
	if web.Shutdown(ending) != nil {
		_ = web.Close()
	}
	return err
}
