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

// buildTables builds the single executable.
func buildTables(t *testing.T) string {
	t.Helper()
	tables := filepath.Join(t.TempDir(), "guangsha-tables")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", tables, "guangsha/cmd/guangsha-tables")
	if text, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, text)
	}
	return tables
}

// The single executable says of a package what the program says that wrote it, on a machine without any books.
func TestTheTablesAloneVerifyEvidence(t *testing.T) {
	t.Parallel()
	tables, p, folder := buildTables(t), lite(t), filepath.Join(t.TempDir(), "2024年度自评材料")
	demo(t, p, "--members", "100")
	must(t, append([]string{"evaluation", "pack", "--year", "2024", "--out", folder}, p.args...)...)
	ask := func(args ...string) (out, errs string, code int) {
		t.Helper()
		var said, wrong bytes.Buffer
		run := exec.Command(tables, args...)
		run.Dir, run.Stdout, run.Stderr = t.TempDir(), &said, &wrong
		_ = run.Run()
		return said.String(), wrong.String(), run.ProcessState.ExitCode()
	}
	for _, args := range [][]string{{"evidence", "verify", folder}, {"evidence", "verify", "--json", folder}} {
		theirs := guangsha(t, args...)
		if out, errs, code := ask(args...); code != 0 || out != theirs.out || errs != "" || theirs.code != 0 {
			t.Errorf("%v: exit code %d, %s, at byte %d", args, code, errs, differ(out, theirs.out))
		}
	}
	rows, err := filepath.Glob(filepath.Join(folder, "4 佐证材料", "*提取额", "明细（示例）.csv"))
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	if err := os.WriteFile(rows[0], nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, errs, code := ask("evidence", "verify", folder); code != 1 || !strings.Contains(out, "不符：") ||
		!strings.Contains(errs, "材料包有不符之处") {
		t.Errorf("with rows gone: exit code %d, %s", code, errs)
	}
	for _, args := range [][]string{{"evidence"}, {"evidence", "check", folder}, {"evidence", "verify"},
		{"evidence", "verify", filepath.Join(folder, "none")}, {"evidence", "verify", "--nonsense", folder}} {
		if _, errs, code := ask(args...); code != 2 || errs == "" {
			t.Errorf("%v: exit code %d, %q", args, code, errs)
		}
	}
}

// TestTheTablesAloneKeepNothing starts the single executable in an empty folder and hands it the published tables.
func TestTheTablesAloneKeepNothing(t *testing.T) {
	t.Parallel()
	home, tables := t.TempDir(), buildTables(t)
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
