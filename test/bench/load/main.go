// Command load answers how many enquiries a second a served centre answers, with audit and encryption on, while
// whoever asks is on the same machine. It makes a centre of its own, moves invented members in, sets up its people and
// asks over the loopback as browsers do. Beside each figure stands that of the state of the books, asked in the same
// run and recorded nowhere: shares compare, rates of two machines do not.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"text/tabwriter"
	"time"
)

func main() {
	var b bench
	flag.StringVar(&b.binary, "binary", "bin/guangsha", "the program")
	flag.StringVar(&b.db, "db", "", "PostgreSQL; SQLite without it")
	flag.IntVar(&b.members, "members", 3000, "members who move in")
	flag.IntVar(&b.callers, "callers", 32, "how many ask at once")
	flag.IntVar(&b.people, "people", 12, "people who are signed in")
	flag.IntVar(&b.withdrawals, "withdrawals", 2000, "how many withdrawals are taken in, to be paid at once")
	flag.IntVar(&b.arrivals, "arrivals", 20_000, "how many arrivals a bank has signed, to be reported at once")
	flag.StringVar(&b.only, "only", "", "measure what has this in its name, and the state of the books, and nothing else")
	flag.DurationVar(&b.span, "for", 10*time.Second, "how long each is measured")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := b.run(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type bench struct {
	binary      string
	db          string
	members     int
	callers     int
	people      int
	withdrawals int
	arrivals    int
	span        time.Duration
	only        string
}

// row is one line of what was measured.
type row struct {
	name string
	tally
}

func (b *bench) run(ctx context.Context, out io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "guangsha-load-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := b.serve(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	staff, err := s.hire(ctx, b.people)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d members, %d people signed in, %d callers\n", b.members, len(staff), b.callers)
	members, err := s.listed(ctx, staff[0], max(2000, b.withdrawals))
	if err != nil {
		return err
	}
	var rows []row
	measure := func(name string, f call) error {
		if len(rows) > 0 && !strings.Contains(name, b.only) {
			return nil
		}
		fmt.Fprintln(os.Stderr, name)
		before := s.processor()
		t, err := b.many(ctx, f)
		t.processor = s.processor() - before
		rows = append(rows, row{name, t})
		return err
	}
	for _, one := range []struct {
		name string
		call call
	}{
		{"the state of the books", s.get(staff, members, func(holder) string { return "/api/state" })},
		{"a member's account, each on record", s.get(staff, members, account)},
		{"a member's statement, each on record", s.get(staff, members, statement)},
	} {
		if err := measure(one.name, one.call); err != nil {
			return err
		}
	}
	flood := s.flood(ctx)
	err = measure("a member's account, beside a flood of wrong passwords", s.get(staff, members, account))
	if flood(); err != nil {
		return err
	}
	if err := b.reports(ctx, s, staff[0], measure); err != nil {
		return err
	}
	if err := b.pays(ctx, s, staff, members, measure); err != nil {
		return err
	}
	return print(out, rows)
}

// reports measures arrivals that a bank reports and that are booked.
func (b *bench) reports(ctx context.Context, s *server, p person, measure func(string, call) error) error {
	var centre struct{ OpenDay string }
	if _, err := s.send(ctx, http.MethodGet, "/api/centre", p.cookie, nil, &centre); err != nil {
		return err
	}
	list, err := s.arrivals(ctx, centre.OpenDay, b.arrivals)
	if err != nil {
		return err
	}
	return measure("an arrival, signed by the bank, booked", s.report(list))
}

// pays measures withdrawals that are decided and paid.
func (b *bench) pays(ctx context.Context, s *server, staff []person, members []holder,
	measure func(string, call) error) error {
	var clerks, approvers []person
	for i, p := range staff {
		if i%2 == 0 {
			clerks = append(clerks, p)
		} else {
			approvers = append(approvers, p)
		}
	}
	taken, err := b.waiting(ctx, s, clerks, members)
	if err != nil {
		return err
	}
	return measure("a withdrawal decided and paid", s.pay(approvers, taken))
}

func account(m holder) string   { return "/api/members/" + m.No }
func statement(m holder) string { return "/api/members/" + m.No + "/statement" }

// print writes the rows with their share of the first.
func print(out io.Writer, rows []row) error {
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "a second\tp50, ms\tp99, ms\tworst, ms\tof the state, %\tserver's µs\trefused\t  asked for")
	for _, r := range rows {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%d\t%d\t%d\t  %s\n", r.rate(), ms(r.quantile(50)), ms(r.quantile(99)),
			ms(r.quantile(100)), 100*r.rate()/max(1, rows[0].rate()), r.each().Microseconds(), r.refused, r.name)
	}
	return w.Flush()
}

func ms(d time.Duration) string {
	return fmt.Sprintf("%d.%d", d.Milliseconds(), d.Microseconds()/100%10)
}
