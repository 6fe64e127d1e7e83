// Package e2e runs the real binary as people do, against real databases, and breaks in on it: kill, interruption, a
// second process, a full disk. Whatever happens must end with a sentence, and with books that verify.
package e2e

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"guangsha/internal/store/pgcluster"
)

// binary is the program under test, built once.
var binary string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "guangsha-e2e-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "guangsha")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "guangsha/cmd/guangsha")
	if text, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "build: %v\n%s", err, text)
		return 1
	}
	code := m.Run()
	if cluster != nil {
		if err := cluster.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	return code
}

// answer is what a run of the program came to.
type answer struct {
	out, err string
	code     int
}

// guangsha runs the program to its end, which must come within five minutes.
func guangsha(t *testing.T, args ...string) answer {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	return finish(t, start(ctx, t, args...))
}

// process is a run of the program under way.
type process struct {
	*exec.Cmd
	out, err *bytes.Buffer
	args     []string
}

func start(ctx context.Context, t *testing.T, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(ctx, binary, args...), args: args}
	p.out, p.err = &bytes.Buffer{}, &bytes.Buffer{}
	p.Stdout, p.Stderr = p.out, p.err
	p.Env = append(os.Environ(), "GUANGSHA_DATA=", "GUANGSHA_DB=", "GUANGSHA_CENTRE=")
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return p
}

// finish waits for a run and checks what holds for all of them: no stack trace, and a failure says so in Chinese.
func finish(t *testing.T, p *process) answer {
	t.Helper()
	a := answer{}
	var exit *exec.ExitError
	if err := p.Wait(); errors.As(err, &exit) {
		a.code = exit.ExitCode()
	} else if err != nil {
		t.Fatalf("%v: %v", p.args, err)
	}
	a.out, a.err = p.out.String(), p.err.String()
	for _, trace := range []string{"goroutine ", "panic:", "runtime error", ".go:"} {
		if strings.Contains(a.out, trace) || strings.Contains(a.err, trace) {
			t.Fatalf("%v: a stack trace:\n%s", p.args, a.err)
		}
	}
	if a.code > 0 && !strings.Contains(a.err, "。") && a.out == "" {
		t.Errorf("%v: exit code %d without a sentence: %q", p.args, a.code, a.err)
	}
	return a
}

// must runs the program and expects it to do what it says.
func must(t *testing.T, args ...string) answer {
	t.Helper()
	a := guangsha(t, args...)
	if a.code != 0 {
		t.Fatalf("%v: exit code %d\n%s%s", args, a.code, a.out, a.err)
	}
	return a
}

// One server serves all tests; every test has a schema of its own, the centre's code.
var (
	once    sync.Once
	cluster *pgcluster.Cluster
	failed  error
)

// place is where a centre lives: the options that name it.
type place struct {
	folder string
	args   []string
}

// engines runs a test on SQLite and on PostgreSQL, both at once. Where PostgreSQL is missing its half is skipped, and
// said so.
func engines(t *testing.T, test func(t *testing.T, p place)) {
	for engine, at := range map[string]func(*testing.T) place{"sqlite": lite, "postgres": big} {
		t.Run(engine, func(t *testing.T) {
			t.Parallel()
			test(t, at(t))
		})
	}
}

func lite(t *testing.T) place {
	folder := t.TempDir()
	return place{folder: folder, args: []string{"--data", folder}}
}

func big(t *testing.T) place {
	once.Do(func() { cluster, failed = pgcluster.Start(context.Background()) })
	if failed != nil {
		if os.Getenv("GUANGSHA_TEST_PG") == "required" {
			t.Fatalf("PostgreSQL is required: %v", failed)
		}
		t.Skipf("SKIP-REQUIRED PostgreSQL tests did not run: %v", failed)
	}
	folder := t.TempDir()
	return place{folder: folder, args: []string{"--data", folder, "--db", cluster.DSN(),
		"--centre", fmt.Sprintf("e2e_%d", schemas.Add(1))}}
}

var schemas atomic.Int32

// with is a command line for a place.
func (p place) with(command string, more ...string) []string {
	return append(append([]string{command}, p.args...), more...)
}
