//go:build linux

package faults

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

// longest is how long one process may live: what takes longer hangs.
const longest = 2 * time.Minute

// ground is what a set of books stands on, and how it is broken.
type ground interface {
	// arm prepares a fault, now that the process is in the phase meant. struck is closed when the fault happens; the
	// process may be dead then or not.
	arm(rng *rand.Rand, phase string, process *os.Process) (struck <-chan struct{}, err error)
	// rest is the fault that a process meets that has closed its books, or nil when there is none.
	rest() error
	// repair brings the ground back. The process is gone by then.
	repair(rng *rand.Rand) error
}

// book is a set of books that lives through faults.
type book struct {
	t      *testing.T
	name   string // of the programme and the number in it
	number int
	rng    *rand.Rand
	place  place
	ground ground
	forget bool
	limit  int // requests of each caller in a round

	rounds  []round
	settled int // rounds that a judge has seen
	count   count
}

// count is what happened, added up.
type count struct {
	Faults  int
	Phase   map[string]int
	Acked   int
	There   int64 // open outcomes that had been booked
	Absent  int64 // open outcomes that had not
	Twice   int   // faults that struck before a judge had seen the last one
	Guilty  int   // judges that found something
	Lost    int64
	Doubled int64
	First   string // what the first of them found
	Book    int    // the set of books in which it did
}

func (c *count) add(o count) {
	c.Faults += o.Faults
	if c.Phase == nil {
		c.Phase = map[string]int{}
	}
	for phase, n := range o.Phase {
		c.Phase[phase] += n
	}
	c.Acked += o.Acked
	c.There += o.There
	c.Absent += o.Absent
	c.Twice += o.Twice
	c.Guilty += o.Guilty
	c.Lost += o.Lost
	c.Doubled += o.Doubled
	if c.First == "" {
		c.First, c.Book = o.First, o.Book
	}
}

func (c count) String() string {
	var at []string
	for _, phase := range phases {
		at = append(at, fmt.Sprint(phase, " ", c.Phase[phase]))
	}
	return fmt.Sprintf("%d faults (%s; %d before the last was judged), %d requests acknowledged; "+
		"open outcomes settled by key: %d were booked, %d were not; lost %d, doubled %d, judges that object %d",
		c.Faults, strings.Join(at, ", "), c.Twice, c.Acked, c.There, c.Absent, c.Lost, c.Doubled, c.Guilty)
}

// chance is the source of all chance in one set of books.
func chance(name string, number int) *rand.Rand {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return rand.New(rand.NewPCG(*seed, h.Sum64()+uint64(number)))
}

// live lets the books live through a number of faults and their judges, and through a few more while nothing was
// acknowledged that could have been lost. It ends at the first objection.
func (b *book) live(faults int) {
	const more = 20
	over := func() bool {
		return b.count.Faults >= faults && (b.count.Acked > 0 || b.count.Faults >= faults+more)
	}
	for !over() && b.count.Guilty == 0 && !b.t.Failed() {
		if err := b.round(); err != nil {
			b.t.Errorf("%s: %v", b.name, err)
			return
		}
		if b.count.Guilty > 0 {
			return
		}
		// A fault may strike again while the last one is being repaired.
		if !over() && b.rng.IntN(5) == 0 {
			b.count.Twice++
			continue
		}
		if err := b.judged(over()); err != nil {
			b.t.Errorf("%s: %v", b.name, err)
			return
		}
	}
}

// round lets a process post, and breaks in on it.
func (b *book) round() error {
	number := len(b.rounds)
	r := round{Number: number, Limit: b.limit/4 + b.rng.IntN(b.limit)}
	n := 1 + b.rng.IntN(callers)
	if b.rng.IntN(3) == 0 {
		n = 1 // a single caller's writes come in one order, so that a seed gives the same again
	}
	r.Acked = make([][]string, n)
	p := &process{task: task{place: b.place, Post: &posting{Round: number, Callers: n, Limit: r.Limit}}}
	p.aim = phases[b.rng.IntN(3)]
	if number > 0 && b.rng.IntN(2) == 0 {
		p.aim = working
	}
	err := p.run(b.ground, b.rng, r.Acked)
	b.rounds = append(b.rounds, r)
	b.count.Acked += r.acked()
	if p.struckAt != "" {
		b.count.Faults++
		b.count.add(count{Phase: map[string]int{p.struckAt: 1}})
	}
	if errors.Is(err, errEnded) && b.count.Faults > 0 { // what the last fault left cannot be worked with
		b.objects(err.Error())
		return nil
	}
	rerr := b.ground.repair(b.rng)
	if errors.Is(rerr, errUnusable) {
		b.objects(rerr.Error())
		rerr = nil
	}
	return errors.Join(err, rerr)
}

// objects notes an objection.
func (b *book) objects(what string) {
	b.count.Guilty++
	b.count.Book = b.number
	b.count.First = fmt.Sprintf("%s, after %d faults: %s", b.name, b.count.Faults, what)
}

// errEnded says that a process ended by itself before its fault.
var errEnded = errors.New("the process ended without a fault")

// errUnusable says that nothing can be opened any more on a ground.
var errUnusable = errors.New("the database does not start")

// process is a process that posts.
type process struct {
	task
	aim      string // phase that the fault is meant for
	phase    string
	struckAt string // phase that it struck in, or empty
	cmd      *exec.Cmd
	errors   bytes.Buffer
}

// start starts a process of this program with a task.
func start(ctx context.Context, t task, errs io.Writer) (cmd *exec.Cmd, in io.WriteCloser, out io.Reader, err error) {
	text, err := json.Marshal(t)
	if err != nil {
		return nil, nil, nil, err
	}
	cmd = exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), taskEnv+"=1")
	cmd.Stderr = errs
	if in, err = cmd.StdinPipe(); err != nil {
		return nil, nil, nil, err
	}
	if out, err = cmd.StdoutPipe(); err != nil {
		return nil, nil, nil, err
	}
	if err = cmd.Start(); err != nil {
		return nil, nil, nil, err
	}
	_, err = in.Write(append(text, '\n'))
	return cmd, in, out, err
}

// run runs the process until it ends by itself or by the fault, and hears what it acknowledged.
func (p *process) run(g ground, rng *rand.Rand, acked [][]string) error {
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	cmd, in, out, err := start(ctx, p.task, &p.errors)
	if err != nil {
		return err
	}
	p.cmd, p.phase = cmd, opening
	struck := make(<-chan struct{})
	if p.aim == opening {
		if struck, err = g.arm(rng, opening, cmd.Process); err != nil {
			return errors.Join(err, cmd.Process.Kill(), cmd.Wait())
		}
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			lines <- s.Text()
		}
	}()
	var failed error
	for open := true; open; {
		select {
		case <-struck:
			struck = nil
			p.struckAt = p.phase
			if _, spared := g.(*serverKill); !spared {
				_ = cmd.Process.Kill() // what it acknowledged before is still in the pipe
			}
		case line, more := <-lines:
			if open = more; !more {
				break
			}
			next, err := p.hear(line, acked)
			if err == nil && next {
				if p.phase == p.aim {
					struck, err = g.arm(rng, p.phase, cmd.Process)
				}
				_, _ = in.Write([]byte("\n")) // nobody reads when it is dead
			}
			if err != nil && failed == nil {
				failed = err
				_ = cmd.Process.Kill()
			}
		}
	}
	if failed != nil {
		return errors.Join(failed, cmd.Wait())
	}
	return p.end(ctx, g, struck)
}

// end waits for the process. One that ended by itself had a reason to, or has closed its books and meets the fault now.
func (p *process) end(ctx context.Context, g ground, struck <-chan struct{}) error {
	err := p.cmd.Wait()
	if status, ok := p.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() && p.struckAt == "" {
		select { // who killed it is about to say so
		case <-struck:
		case <-ctx.Done():
		}
		p.struckAt = p.phase
	}
	if p.struckAt == "" {
		select {
		case <-struck:
			p.struckAt = p.phase
		default:
		}
	}
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("the process hangs in %s", p.phase)
	case p.struckAt != "" && p.struckAt != atRest:
		return nil
	case err != nil && p.struckAt == "":
		return fmt.Errorf("%w: %w: %s", errEnded, err, p.errors.String())
	}
	p.struckAt = atRest
	err = g.rest()
	if errors.Is(err, errNoFault) {
		p.struckAt, err = "", nil
	}
	return err
}

// errNoFault says that a ground has no fault for a process that has ended.
var errNoFault = errors.New("no fault")

// hear takes one line: an acknowledgement, or a phase that begins.
func (p *process) hear(line string, acked [][]string) (next bool, err error) {
	word, rest, _ := strings.Cut(line, " ")
	if word != "ack" {
		p.phase = word
		return true, nil
	}
	var caller, i int
	var answer string
	if _, err := fmt.Sscan(rest, &caller, &i, &answer); err != nil || caller >= len(acked) || i != len(acked[caller]) {
		return false, fmt.Errorf("the process said %q", line)
	}
	acked[caller] = append(acked[caller], answer)
	return false, nil
}

// judged lets a judge look. The last judge of a set of books asks for everything that was ever acknowledged.
func (b *book) judged(last bool) error {
	q := question{Rounds: b.rounds, From: b.settled, Forget: b.forget, Leave: !last && b.rng.IntN(4) == 0}
	if last {
		q.From = 0
	}
	ctx, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	var errs bytes.Buffer
	cmd, _, out, err := start(ctx, task{place: b.place, Judge: &q}, &errs)
	if err != nil {
		return err
	}
	var v verdict
	said, rerr := io.ReadAll(out)
	if err := cmd.Wait(); err != nil {
		v.Wrong = append(v.Wrong, strings.TrimSpace(errs.String()))
	} else if err := errors.Join(rerr, json.Unmarshal(said, &v)); err != nil {
		return fmt.Errorf("the judge said %q: %w", said, err)
	}
	b.settled = len(b.rounds)
	b.count.There += v.There
	b.count.Absent += v.Absent
	b.count.Lost += v.Lost
	b.count.Doubled += max(0, v.Doubled)
	if v.guilty() {
		b.objects(fmt.Sprintf("%+v", v))
	}
	return nil
}
