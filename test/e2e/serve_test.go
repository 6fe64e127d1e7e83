package e2e

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
	"time"
)

// server is a served centre.
type server struct {
	*exec.Cmd
	at   string // its address
	said string // up to how it is ended, where somebody signs in
	err  *bytes.Buffer
	now  time.Time // what it said last of the time
}

var address = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)

// serving starts a server on a free port and waits until it says where it is.
func serving(t *testing.T, p place) *server {
	t.Helper()
	s := &server{Cmd: exec.Command(binary, p.with("serve", "--demo", "--listen", "127.0.0.1:0")...),
		err: &bytes.Buffer{}}
	s.Stderr = s.err
	s.Env = append(os.Environ(), "GUANGSHA_DATA=", "GUANGSHA_DB=", "GUANGSHA_CENTRE=")
	out, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if s.at = address.FindString(line); err != nil || s.at == "" {
		t.Fatalf("the server said %q: %v", line, err)
	}
	return s
}

// get reads an address of the server.
func (s *server) get(t *testing.T, target string) (code int, body string) {
	t.Helper()
	client := http.Client{Timeout: time.Minute}
	r, err := client.Get(s.at + target)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(text)
}

// TestACentreIsServedBesideItsWriter serves a city while another process writes to it, and ends when it is told to.
func TestACentreIsServedBesideItsWriter(t *testing.T) {
	t.Parallel()
	engines(t, func(t *testing.T, p place) {
		must(t, p.with("demo", "--members", "200", "--no-serve")...)
		s := serving(t, p)
		must(t, p.with("demo", "--no-serve")...)
		must(t, p.with("verify")...)
		for _, target := range []string{"/api/centre", "/api/evaluation/2024/tables", "/api/year/2024/dashboard"} {
			if code, body := s.get(t, target); code != http.StatusOK || !json.Valid([]byte(body)) {
				t.Errorf("%s: %d %s", target, code, body)
			}
		}
		if code, body := s.get(t, "/"); code != http.StatusOK || !strings.Contains(body, "<html") {
			t.Errorf("/: %d %s", code, body)
		}
		if err := s.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- s.Wait() }()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("told to end: %v\n%s", err, s.err)
			}
		case <-time.After(20 * time.Second):
			t.Fatal("the server does not end")
		}
		for line := range strings.Lines(s.err.String()) {
			if !json.Valid([]byte(line)) {
				t.Errorf("a line of the log is no JSON: %q", line)
			}
		}
	})
}

// TestNobodyElseIsServed asks for addresses that others could reach, and for what is no address.
func TestNobodyElseIsServed(t *testing.T) {
	t.Parallel()
	p := lite(t)
	must(t, p.with("demo", "--members", "200", "--no-serve")...)
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for listen, says := range map[string]string{
		"0.0.0.0:8640": "本机", ":8640": "本机", "192.168.1.1:80": "本机", "[::]:80": "本机", "example.com:80": "本机",
		"8640": "不是地址", "": "值是空的", "127.0.0.1": "不是地址", taken.Addr().String(): "占用", "127.0.0.1:99999": "不是地址",
	} {
		a := guangsha(t, p.with("serve", "--demo", "--listen", listen)...)
		if a.code == 0 || !strings.Contains(a.err, says) {
			t.Errorf("--listen %q: exit code %d, %s", listen, a.code, a.err)
		}
	}
	if a := guangsha(t, "serve", "--demo", "--data", t.TempDir()); a.code != 1 || !strings.Contains(a.err, "没有中心") {
		t.Errorf("without books: exit code %d, %s", a.code, a.err)
	}
}

// TestTheRoutesAreDescribedWithoutACentre writes the document that the pages are built from.
func TestTheRoutesAreDescribedWithoutACentre(t *testing.T) {
	t.Parallel()
	if a := must(t, "openapi"); !json.Valid([]byte(a.out)) || !strings.Contains(a.out, "/api/evaluation/check") {
		t.Errorf("%.200s", a.out)
	}
	if a := guangsha(t, "openapi", "x"); a.code != 2 {
		t.Errorf("with an operand: exit code %d", a.code)
	}
}
