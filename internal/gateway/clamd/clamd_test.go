package clamd_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"io"
	"net"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"guangsha/internal/base/refusal"
	"guangsha/internal/gateway/clamd"
	"guangsha/internal/material"
)

// peer is a daemon that speaks the protocol as it is written down: it reads a command, pieces behind their lengths up
// to an empty one, and answers what say makes of the whole.
type peer struct {
	listener net.Listener
	say      func(content []byte) string
	wait     sync.WaitGroup
}

func listen(t *testing.T, network, address string, say func([]byte) string) *peer {
	t.Helper()
	l, err := net.Listen(network, address)
	if err != nil {
		t.Fatal(err)
	}
	p := &peer{listener: l, say: say}
	p.wait.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			p.wait.Go(func() { p.serve(conn) })
		}
	})
	t.Cleanup(func() { l.Close(); p.wait.Wait() })
	return p
}

func (p *peer) serve(conn net.Conn) {
	defer conn.Close()
	command := make([]byte, len("zINSTREAM\x00"))
	if _, err := io.ReadFull(conn, command); err != nil || string(command) != "zINSTREAM\x00" {
		_, _ = conn.Write([]byte("UNKNOWN COMMAND\x00"))
		return
	}
	var whole bytes.Buffer
	for {
		var n uint32
		if binary.Read(conn, binary.BigEndian, &n) != nil {
			return
		}
		if n == 0 {
			break
		}
		if whole.Len()+int(n) > 20<<20 {
			_, _ = conn.Write([]byte("INSTREAM size limit exceeded. ERROR\x00"))
			return
		}
		if _, err := io.CopyN(&whole, conn, int64(n)); err != nil {
			return
		}
	}
	_, _ = conn.Write([]byte(p.say(whole.Bytes())))
}

// eicar is the file that every scanner takes for malicious, made of parts so that none takes this one for it.
var eicar = []byte(`X5O!P%@AP[4\PZX54(P^)7CC)7}$` + `EICAR-STANDARD-ANTIVIRUS-TEST-FILE!` + `$H+H*`)

func judge(content []byte) string {
	if bytes.Contains(content, eicar) {
		return "stream: Eicar-Test-Signature FOUND\x00"
	}
	return "stream: OK\x00"
}

// What the daemon finds anywhere in a file is said, over both kinds of addresses, and what it takes for clean is clean.
func TestWhatTheDaemonFindsIsSaid(t *testing.T) {
	tcp := listen(t, "tcp", "127.0.0.1:0", judge).listener.Addr().String()
	socket := filepath.Join(t.TempDir(), "clamd.ctl")
	listen(t, "unix", socket, judge)
	large := bytes.Repeat([]byte("0123456789abcdef"), 10<<20/16)
	for _, address := range []string{tcp, socket} {
		c, err := clamd.New(address)
		if err != nil {
			t.Fatal(err)
		}
		for name, content := range map[string][]byte{"nothing": {}, "a word": []byte("示例"), "ten megabytes": large} {
			if found, err := c.Scan(t.Context(), content); found != "" || err != nil {
				t.Errorf("%s is %q, %v", name, found, err)
			}
			bad := append(bytes.Clone(content), eicar...)
			if found, err := c.Scan(t.Context(), bad); found != "Eicar-Test-Signature" || err != nil {
				t.Errorf("%s with a virus behind it is %q, %v", name, found, err)
			}
		}
		if _, err := c.Scan(t.Context(), append(large, append(large, large...)...)); err == nil {
			t.Error("what is too large for the daemon is clean")
		}
	}
}

// Whatever is no answer of a daemon is an error and never clean: silence, a slip, half a word, somebody else's answer.
func TestWhatIsNoAnswerIsNotClean(t *testing.T) {
	for _, answer := range []string{"", "OK", "stream: ", "stream: FOUND", "stream:  FOUND", "stream: ok",
		"stream: OK FOUND?", "fd[10]: OK", "stream: Can't allocate memory ERROR", strings.Repeat("stream: OK ", 500),
		"stream: OK\x00stream: X"} {
		p := listen(t, "tcp", "127.0.0.1:0", func([]byte) string { return answer })
		c, err := clamd.New(p.listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if found, err := c.Scan(t.Context(), []byte("示例")); err == nil && strings.TrimSpace(found) == "" {
			t.Errorf("%.30q is taken for clean", answer)
		}
		if err := material.Scanned(t.Context(), c, []byte("示例")); !refusal.Is(err, material.CodeUnscanned) &&
			!refusal.Is(err, material.CodeInfected) {
			t.Errorf("%.30q: %v", answer, err)
		}
	}
}

// A daemon that is off, or that never answers, refuses the file in a sentence; whoever goes away is not kept waiting.
func TestADaemonThatIsOffTakesNothingIn(t *testing.T) {
	p := listen(t, "tcp", "127.0.0.1:0", judge)
	address := p.listener.Addr().String()
	p.listener.Close()
	c, err := clamd.New(address)
	if err != nil {
		t.Fatal(err)
	}
	if err := material.Scanned(t.Context(), c, []byte("示例")); !refusal.Is(err, material.CodeUnscanned) {
		t.Errorf("off: %v", err)
	}
	block := make(chan struct{})
	silent := listen(t, "tcp", "127.0.0.1:0", func([]byte) string { <-block; return "" })
	if c, err = clamd.New(silent.listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error)
	go func() { done <- material.Scanned(ctx, c, []byte("示例")) }()
	cancel()
	if err := <-done; err == nil {
		t.Error("silence is clean")
	}
	close(block)
	for _, bad := range []string{"", "localhost", ":3310", "host:", "http://x/y"} {
		if _, err := clamd.New(bad); !refusal.Is(err, clamd.CodeAddress) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
