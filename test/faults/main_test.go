//go:build linux

// Package faults breaks in on the product while it works: its process is killed, the database's server is killed, the
// power of its disk is cut in the middle of a write. A judge then opens what is left and asks everything again. Nothing
// that was acknowledged may be lost, nothing posted twice, and every open outcome is settled by its request key.
//
// The product is the real one, opened through app, in a process of its own. It runs on the file system that is there,
// or on a disk of the package torn; the test process mounts that disk and therefore never opens books itself.
package faults

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"testing"

	"guangsha/internal/store/opentest"
	"guangsha/test/faults/torn"
)

var (
	full = flag.Bool("full", false, "the whole programme instead of the short one")
	seed = flag.Uint64("seed", 1, "what all chance comes from")
	only = flag.Int("book", -1, "live this set of books alone, to see a failure again")
)

// taskEnv says that this process was started to post or to judge; the task comes by its standard input.
const taskEnv = "GUANGSHA_TEST_FAULTS"

func TestMain(m *testing.M) {
	if os.Getenv(taskEnv) == "" {
		if err := torn.Sweep(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		opentest.Main(m)
	}
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// place is where a set of books lies and how it is opened.
type place struct {
	Data string // folder of the centre
	DB   string // PostgreSQL, or empty
	Weak string // what synchronous is set to in a control, or empty
}

// task is what a process is started for.
type task struct {
	place
	Post  *posting
	Judge *question
}

func serve() error {
	in := bufio.NewReader(os.Stdin)
	line, err := in.ReadBytes('\n')
	if err != nil {
		return err
	}
	var t task
	if err := json.Unmarshal(line, &t); err != nil {
		return err
	}
	if t.Weak != "" {
		opentest.Weaken(t.Weak)
	}
	if t.Post != nil {
		return post(t.place, *t.Post, in)
	}
	v, err := judge(t.place, *t.Judge)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(v)
}
