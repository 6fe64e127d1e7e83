package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync"
	"time"

	"guangsha/internal/base/civil"
)

// server is the program as it serves a centre, in a process of its own.
type server struct {
	process *exec.Cmd
	wires   chan *wire // those that nobody holds
	at      string
	code    string // 初始设置码
	tables  string // folder of the tables that the members moved in with

	security, systems person // its administrators
}

var (
	address   = regexp.MustCompile(`http://127\.0\.0\.1:\d+`)
	setUpCode = regexp.MustCompile(`：([0-9a-f]{40})`)
)

// serve moves members into a new centre and serves it.
func (b *bench) serve(ctx context.Context, dir string) (*server, error) {
	tables, books := filepath.Join(dir, "tables"), []string{"--data", filepath.Join(dir, "books")}
	if b.db != "" {
		books = append(books, "--db", b.db)
	}
	for _, args := range [][]string{
		{"opening", "example", tables, "--members", strconv.Itoa(b.members)},
		append([]string{"opening", "load", tables}, books...),
		append([]string{"opening", "accept"}, books...),
	} {
		if out, err := exec.CommandContext(ctx, b.binary, args...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%v: %w: %s", args, err, out)
		}
	}
	s := &server{tables: tables, wires: make(chan *wire, b.callers+8)}
	s.process = exec.Command(b.binary, append([]string{"serve", "--listen", "127.0.0.1:0"}, books...)...)
	out, err := s.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(out)
	for (s.at == "" || s.code == "") && lines.Scan() {
		s.at += address.FindString(lines.Text())
		if m := setUpCode.FindStringSubmatch(lines.Text()); m != nil {
			s.code = m[1]
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	if s.at == "" || s.code == "" {
		return nil, errors.Join(errors.New("the server says neither where it is nor a set-up code"), s.stop())
	}
	return s, nil
}

// stop ends the server as Ctrl+C does.
func (s *server) stop() error {
	s.hangUp()
	if err := s.process.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	return s.process.Wait()
}

// send asks once. Where it is told to come more slowly it gives no answer and no error.
func (s *server) send(ctx context.Context, method, target, cookie string, body, into any) (*http.Response, error) {
	text, err := json.Marshal(body)
	if err != nil {
		return nil, err
	}
	return s.sendBytes(ctx, method, target, cookie, "application/json", text, into)
}

// sendBytes is send for a body that is no form.
func (s *server) sendBytes(ctx context.Context, method, target, cookie, kind string, body []byte, into any) (
	*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, s.at+target, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if r.Header.Set("Cookie", cookie); method == http.MethodPost {
		r.Header.Set("Content-Type", kind)
		var key [12]byte
		if _, err := rand.Read(key[:]); err != nil {
			return nil, err
		}
		r.Header.Set("Idempotency-Key", hex.EncodeToString(key[:]))
	}
	answer, said, err := s.ask(r)
	switch {
	case err != nil:
		return nil, err
	case answer.StatusCode == http.StatusTooManyRequests:
		return answer, nil
	case answer.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("%s %s: %s %s", method, target, answer.Status, said)
	case into == nil:
		return answer, nil
	}
	return answer, json.Unmarshal(said, into)
}

// post changes something, however often it is told to come more slowly.
func (s *server) post(ctx context.Context, target, cookie string, body, into any) error {
	return insist(ctx, func() (*http.Response, error) {
		return s.send(ctx, http.MethodPost, target, cookie, body, into)
	})
}

// insist asks again for as long as it is told to come more slowly.
func insist(ctx context.Context, ask func() (*http.Response, error)) error {
	for {
		answer, err := ask()
		if err != nil || answer.StatusCode == http.StatusOK {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// now is the time of the server.
func (s *server) now(ctx context.Context) (civil.Instant, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodHead, s.at, nil)
	if err != nil {
		return 0, err
	}
	answer, _, err := s.ask(r)
	if err != nil {
		return 0, err
	}
	at, err := http.ParseTime(answer.Header.Get("Date"))
	return civil.InstantOf(at), err
}

// listed are the members of the first pages of the list.
func (s *server) listed(ctx context.Context, p person, most int) (people []holder, err error) {
	of, err := s.numbers()
	if err != nil {
		return nil, err
	}
	for after := ""; len(people) < most; {
		var page struct {
			Items []holder
			Next  string
		}
		if _, err := s.send(ctx, http.MethodGet, "/api/members?limit=200&cursor="+url.QueryEscape(after), p.cookie, nil,
			&page); err != nil {
			return nil, err
		}
		for _, one := range page.Items {
			one.idNo = of[surname(one.Name)+strconv.FormatInt(one.Balance, 10)]
			people = append(people, one)
		}
		if after = page.Next; after == "" {
			break
		}
	}
	return people, nil
}

// get asks for one target after the other, each caller as somebody else.
func (s *server) get(staff []person, of []holder, target func(holder) string) call {
	return func(ctx context.Context, caller, turn int) (bool, error) {
		answer, err := s.send(ctx, http.MethodGet, target(of[(caller*7919+turn)%len(of)]),
			staff[(caller+turn)%len(staff)].cookie, nil, nil)
		return err == nil && answer.StatusCode == http.StatusOK, err
	}
}

// flood signs in with wrong passwords from eight callers at once until it is ended.
func (s *server) flood(ctx context.Context) (end func()) {
	ctx, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	for c := range 8 {
		wg.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				form := map[string]string{"password": password, "factor": "000000"}
				form["code"] = fmt.Sprintf("nobody-%d-%d", c, n)
				_, _ = s.send(ctx, http.MethodPost, "/api/sign-in", "", form, nil)
			}
		})
	}
	return func() { stop(); wg.Wait() }
}
