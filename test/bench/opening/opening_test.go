// Package opening measures from outside what the program itself has no command for.
package opening

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"guangsha/internal/store/pgcluster"
)

var (
	members  = flag.Int("opening", 300, "how many members move in")
	postgres = flag.Bool("postgres", false, "into PostgreSQL, on a server of its own")
)

// TestAnOpeningIsLoadedInTime writes the tables of an invented city and measures how long they take into the staging
// area and out of it, and how much memory:
//
//	go test ./test/bench/opening -run Opening -v -timeout 0 -args -opening 1000000
func TestAnOpeningIsLoadedInTime(t *testing.T) {
	dir := t.TempDir()
	binary, tables, data := filepath.Join(dir, "guangsha"), filepath.Join(dir, "tables"), filepath.Join(dir, "data")
	run := func(name string, args ...string) (time.Duration, string) {
		command := exec.Command(name, args...)
		command.Env = append(os.Environ(), "GUANGSHA_DATA=", "GUANGSHA_DB=", "GUANGSHA_CENTRE=")
		start := time.Now()
		text, err := command.CombinedOutput()
		took := time.Since(start)
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, text)
		}
		return took, string(text)
	}
	run("go", "build", "-buildvcs=false", "-o", binary, "guangsha/cmd/guangsha")
	run(binary, "opening", "example", tables, "--members", strconv.Itoa(*members))
	place := []string{"--data", data}
	if *postgres {
		cluster, err := pgcluster.Start(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = cluster.Stop() }() // what it measured is said by then
		place = append(place, "--db", cluster.DSN())
	}
	for _, step := range []struct {
		name string
		args []string
		most time.Duration // for 65,000 members, and for a million
	}{
		{"load", []string{"opening", "load", tables}, limit(*members)},
		{"check", []string{"opening", "check"}, 0},
		{"report", []string{"opening", "report"}, 0},
		{"accept", []string{"opening", "accept"}, 0},
	} {
		took, said := run(binary, append(step.args, place...)...)
		t.Logf("%s of %d members: %s", step.name, *members, took.Round(time.Millisecond))
		if step.most > 0 && took > step.most {
			t.Errorf("%s took %s; %s is the most", step.name, took, step.most)
		}
		rows := step.name == "load" || step.name == "accept"
		if rows && (!strings.Contains(said, " 行/秒 ") || !strings.Contains(said, "约剩")) {
			t.Errorf("%s does not say how far it is, how fast and what is left: %s", step.name, said)
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
