package e2e

import (
	"bufio"
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/store/pgcluster"
)

// The server dies under a year that is being lived. What was answered is in the books, nothing else is, and the year
// goes on when the server is there again.
func TestAYearWhoseServerDiesSaysSoAndGoesOn(t *testing.T) {
	t.Parallel()
	big(t) // says so where PostgreSQL is missing
	ctx := context.Background()
	server, err := pgcluster.Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	p := place{folder: t.TempDir()}
	p.args = []string{"--data", p.folder, "--db", server.DSN()}
	run := exec.CommandContext(ctx, binary, p.with("demo", "--members", "300", "--no-serve")...)
	run.Env = append(os.Environ(), "GUANGSHA_DATA=", "GUANGSHA_DB=", "GUANGSHA_CENTRE=")
	out, err := run.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	last, killed := "", false
	for lines := bufio.NewScanner(out); lines.Scan(); {
		last = lines.Text()
		if !killed && strings.HasPrefix(last, "2024-02") {
			if err := server.Kill(); err != nil {
				t.Fatal(err)
			}
			killed = true
		}
	}
	if err := run.Wait(); err == nil || !killed {
		t.Errorf("the year ended with %v, the server was killed: %v", err, killed)
	}
	// A kill in the middle of a commit leaves its outcome open; the next connection meets one between two units.
	told := slices.ContainsFunc([]string{"与数据库的连接中断", "是否完成尚不确定", "连接不上数据库"},
		func(text string) bool { return strings.Contains(last, text) })
	if !told || strings.Contains(last, "系统原文") {
		t.Errorf("without its server the year says %s", last)
	}
	if err := server.Restart(ctx); err != nil {
		t.Fatal(err)
	}
	if y := demo(t, p); !y.BooksOK {
		t.Error("the books are broken")
	}
}
