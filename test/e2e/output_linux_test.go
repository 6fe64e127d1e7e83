package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// An answer that cannot be written is no answer: whatever the command, it ends with 1 and says so, and what it is asked
// for does not matter. The device /dev/full refuses every write as a full disk does.
func TestAnAnswerThatCannotBeWrittenIsSaid(t *testing.T) {
	p := lite(t)
	demo(t, p, "--members", "100")
	runs := [][]string{
		{"help"}, {"version"}, {"routes"}, {"openapi"}, {"opening"}, {"evaluation"},
		{"evaluation", "check", published}, {"evaluation", "read", published},
	}
	for _, command := range []string{"verify", "verify --json", "audit verify", "keys status", "dump", "opening check",
		"opening report", "demo --no-serve", "evaluation compute --year 2024", "evaluation export --year 2024"} {
		runs = append(runs, append(strings.Fields(command), p.args...))
	}
	for line := range strings.Lines(must(t, "help").out) {
		if name, listed := strings.CutPrefix(line, "  "); listed {
			runs = append(runs, []string{strings.Fields(name)[0], "--help"})
		}
	}
	for _, args := range runs {
		a := intoFull(t, args...)
		if a.code != 1 || !strings.Contains(a.err, "结果没能完整输出：输出所在的磁盘空间不足。") ||
			strings.Contains(a.err, "/dev/") {
			t.Errorf("%v: exit code %d, %s", args, a.code, a.err)
		}
	}
	if a := intoFull(t, "version", "--verbose"); !strings.Contains(a.err, "系统原文：write /dev/stdout") {
		t.Errorf("--verbose: %s", a.err)
	}
	if a := intoFull(t, "nonsense"); a.code != 2 || strings.Contains(a.err, "输出") {
		t.Errorf("a command that writes nothing: exit code %d, %s", a.code, a.err)
	}
}

// intoFull runs the program with an output that takes nothing.
func intoFull(t *testing.T, args ...string) answer {
	t.Helper()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	p := &process{Cmd: exec.CommandContext(t.Context(), binary, args...), out: &bytes.Buffer{}, err: &bytes.Buffer{},
		args: args}
	p.Stdout, p.Stderr = full, p.err
	p.Env = append(os.Environ(), "GUANGSHA_DATA=", "GUANGSHA_DB=", "GUANGSHA_CENTRE=")
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	return finish(t, p)
}
