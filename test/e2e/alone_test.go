package e2e

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	eval "guangsha/internal/evaluation"
)

// TestTheTablesAloneKeepNothing starts the single executable in an empty folder and hands it the published tables.
func TestTheTablesAloneKeepNothing(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	tables := filepath.Join(t.TempDir(), "guangsha-tables")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", tables, "guangsha/cmd/guangsha-tables")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, text)
	}
	s := &server{Cmd: exec.Command(tables, "--no-open", "--listen", "127.0.0.1:0"), err: &bytes.Buffer{}}
	s.Dir, s.Stderr, s.Env = home, s.err, append(os.Environ(), "HOME="+home)
	out, err := s.StdoutPipe()
	if err == nil {
		err = s.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	if s.at = address.FindString(line); err != nil || s.at == "" {
		t.Fatalf("it said %q: %v", line, err)
	}
	target := s.at + "/api/evaluation/check?name=a.txt"
	r, err := http.Post(target, "application/octet-stream", bytes.NewReader(eval.Example))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	var set struct{ Tables []json.RawMessage }
	if err := json.NewDecoder(r.Body).Decode(&set); err != nil || len(set.Tables) != 3 {
		t.Errorf("%d: %d tables, %v", r.StatusCode, len(set.Tables), err)
	}
	if code, body := s.get(t, "/check"); code != http.StatusOK || !strings.Contains(body, "<html") {
		t.Errorf("/check: %d %s", code, body)
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
	soon, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	outside := exec.CommandContext(soon, tables, "--no-open", "--listen", "0.0.0.0:0")
	if text, err := outside.CombinedOutput(); err == nil || !strings.Contains(string(text), "只能在本机") {
		t.Errorf("an address that others reach: %v %s", err, text)
	}
}
