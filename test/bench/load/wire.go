package main

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// wire is a connection that one caller holds for one request and its answer. net/http's client hands each request
// through two goroutines of the connection, which costs whoever measures on the same machine as much as the answer.
type wire struct {
	net.Conn
	in  *bufio.Reader
	out *bufio.Writer
}

// patience is how long an answer may take before the run ends.
const patience = time.Minute

// ask sends a request over a wire that nobody holds, and gives the answer with its body.
func (s *server) ask(r *http.Request) (*http.Response, []byte, error) {
	w, err := s.lend(r)
	if err != nil {
		return nil, nil, err
	}
	answer, said, err := w.ask(r)
	if err != nil || answer.Close {
		return answer, said, errors.Join(err, w.Close())
	}
	select {
	case s.wires <- w:
		return answer, said, nil
	default:
		return answer, said, w.Close()
	}
}

func (s *server) lend(r *http.Request) (*wire, error) {
	select {
	case w := <-s.wires:
		return w, nil
	default:
	}
	c, err := (&net.Dialer{}).DialContext(r.Context(), "tcp", r.URL.Host)
	if err != nil {
		return nil, err
	}
	return &wire{c, bufio.NewReader(c), bufio.NewWriter(c)}, nil
}

func (w *wire) ask(r *http.Request) (*http.Response, []byte, error) {
	err := errors.Join(w.SetDeadline(time.Now().Add(patience)), r.Write(w.out), w.out.Flush())
	if err != nil {
		return nil, nil, err
	}
	answer, err := http.ReadResponse(w.in, r)
	if err != nil {
		return nil, nil, err
	}
	said, err := io.ReadAll(answer.Body)
	return answer, said, errors.Join(err, answer.Body.Close())
}

func (s *server) hangUp() {
	for {
		select {
		case w := <-s.wires:
			_ = w.Close()
		default:
			return
		}
	}
}

// processor is the processor time that the server has taken until now, or 0 where the system does not say.
func (s *server) processor() time.Duration {
	const tick = 10 * time.Millisecond
	text, err := os.ReadFile("/proc/" + strconv.Itoa(s.process.Process.Pid) + "/stat")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 13 {
		return 0
	}
	own, _ := strconv.ParseInt(fields[11], 10, 64)
	system, _ := strconv.ParseInt(fields[12], 10, 64)
	return time.Duration(own+system) * tick
}
