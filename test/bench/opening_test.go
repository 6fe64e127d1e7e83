// Package bench measures from outside what the program itself has no command for.
package bench

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

var members = flag.Int("opening", 0, "how many members move in; 0 measures nothing")

// TestAnOpeningIsLoadedInTime writes the tables of an invented city and measures how long they take into the staging
// area and out of it, and how much memory:
//
//	go test ./test/bench -run Opening -v -timeout 0 -args -opening 1000000
func TestAnOpeningIsLoadedInTime(t *testing.T) {
	if *members == 0 {
		t.Skip("no members were asked for")
	}
	dir := t.TempDir()
	binary, tables, data := filepath.Join(dir, "guangsha"), filepath.Join(dir, "tables"), filepath.Join(dir, "data")
	run := func(name string, args ...string) time.Duration {
		command := exec.Command(name, args...)
		command.Env = append(os.Environ(), "GUANGSHA_DATA=", "GUANGSHA_DB=", "GUANGSHA_CENTRE=")
		start := time.Now()
		text, err := command.CombinedOutput()
		took := time.Since(start)
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, text)
		}
		return took
	}
	run("go", "build", "-buildvcs=false", "-o", binary, "guangsha/cmd/guangsha")
	run(binary, "opening", "example", tables, "--members", strconv.Itoa(*members))
	for _, step := range []struct {
		name string
		args []string
		most time.Duration // for 65,000 members, and for a million
	}{
		{"load", []string{"opening", "load", tables, "--data", data}, limit(*members)},
		{"check", []string{"opening", "check", "--data", data}, 0},
		{"report", []string{"opening", "report", "--data", data}, 0},
	} {
		took := run(binary, step.args...)
		t.Logf("%s of %d members: %s", step.name, *members, took.Round(time.Millisecond))
		if step.most > 0 && took > step.most {
			t.Errorf("%s took %s; %s is the most", step.name, took, step.most)
		}
	}
}

// limit is how long a load may take: ten seconds for 65,000 members, three minutes for a million.
func limit(members int) time.Duration {
	if members <= 65_000 {
		return 10 * time.Second
	}
	return 3 * time.Minute * time.Duration(members) / 1_000_000
}
