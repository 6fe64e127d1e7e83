//go:build linux

package faults

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
)

// posting is the task of a process that posts until it is broken off, or has made its requests and closes the books.
type posting struct {
	Round   int
	Callers int
	Limit   int // requests of each caller
}

// The phases of such a process. It says each one and waits for a line before it goes on, so that a fault can be put
// into the middle of one.
const (
	opening = "opening"
	working = "posting"
	closing = "closing"
	atRest  = "rest" // after the books were closed
)

var phases = []string{opening, working, closing, atRest}

func post(p place, t posting, in *bufio.Reader) error {
	ctx := context.Background()
	phase := func(name string) error {
		fmt.Println(name)
		_, err := in.ReadString('\n')
		return err
	}
	c, err := open(ctx, p)
	if err != nil {
		return err
	}
	if err := phase(working); err != nil {
		return err
	}
	errs := make([]error, t.Callers)
	var wg sync.WaitGroup
	for caller := range t.Callers {
		wg.Go(func() {
			for i := 0; i < t.Limit && errs[caller] == nil; i++ {
				var answer string
				if answer, errs[caller] = ask(ctx, c, requestOf(t.Round, caller, i)); errs[caller] == nil {
					// One write each, so that no line is cut in two.
					_, errs[caller] = fmt.Fprintf(os.Stdout, "ack %d %d %s\n", caller, i, answer)
				}
			}
		})
	}
	wg.Wait()
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if err := phase(closing); err != nil {
		return err
	}
	if err := c.Close(); err != nil {
		return err
	}
	return phase(atRest)
}
