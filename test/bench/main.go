// Command bench answers how long the server takes for a page of a city, at rest, as the first after the books have
// changed, and by a server that has prepared what it prepares at its start and was never asked. It asks the handler
// itself, without a network. Beside each time stands how many times it is that of reading the state of the books alone,
// measured in the same run: shares compare, milliseconds of two machines do not.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/console"
	"guangsha/internal/sim"
	"guangsha/internal/spending"
)

func main() {
	data := flag.String("data", "", "folder of a city that has lived its year; a new one is made without it")
	db := flag.String("db", "", "PostgreSQL, unless the books lie in the folder")
	members := flag.Int("members", 300, "members of a new city")
	runs := flag.Int("runs", 15, "how often each page is asked for")
	most := flag.Int("most", 0, "milliseconds that a page may take, at rest, first after a change and never asked before; 0 for any")
	flag.Parse()
	b := bench{config: app.Config{Data: *data, DB: *db, Centre: app.DefaultCentre}, members: *members, runs: *runs,
		most:   time.Duration(*most) * time.Millisecond,
		tokens: map[string]string{}}
	if err := b.run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type bench struct {
	config  app.Config
	members int
	runs    int
	most    time.Duration // that a page may take; 0 for any
	handler http.Handler
	staff   http.Handler // for those who sign in, and leave an entry for what they look at
	tokens  map[string]string
	pages   func() *console.Console // of a server that has just started
	writer  *app.Centre
	changes int
}

// year is the one that the cities live, and open the day after it.
const year = 2024

func (b *bench) run(ctx context.Context, out io.Writer) (err error) {
	if b.config.Data == "" {
		if b.config.Data, err = os.MkdirTemp("", "guangsha-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(b.config.Data)) }()
		if err := b.live(ctx); err != nil {
			return err
		}
	}
	clock := civil.NewManual(civil.At(civil.DateOf(year+1, 1, 1), 9, 0))
	if b.writer, err = app.Open(ctx, b.config, clock, rand.Reader, app.Outside{}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.writer.Close()) }()
	reading := b.config
	reading.ReadOnly = true
	centre, err := app.Open(ctx, reading, clock, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	b.pages = func() *console.Console { return centre.Console(rand.Reader, slog.New(slog.DiscardHandler), true) }
	pages := b.pages()
	b.handler = pages.Handler()
	b.staff = b.writer.Console(rand.Reader, slog.New(slog.DiscardHandler), false).Handler()
	watch := elapsed.Start()
	if err := pages.Warm(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "first figures after the start: %d ms\n", watch.Elapsed().Milliseconds())
	if err := pages.WarmRest(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "all that is prepared after the start: %d ms\n", watch.Elapsed().Milliseconds())
	return b.table(ctx, out)
}

// live lives the year of a new city.
func (b *bench) live(ctx context.Context) (err error) {
	options, err := sim.Expand(1, b.members)
	if err != nil {
		return err
	}
	city := sim.Build(options)
	clock, bank := civil.NewManual(civil.At(civil.DateOf(year, 1, 1), 9, 0)), sim.NewBank(city)
	centre, err := app.Open(ctx, b.config, clock, rand.Reader, app.Outside{Bank: bank})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	return sim.Live(ctx, city, centre, bank, clock, func(sim.Progress) {})
}

// table measures every page and writes a row for each, the slowest after a change first.
func (b *bench) table(ctx context.Context, out io.Writer) error {
	targets, err := b.targets(ctx)
	if err != nil {
		return err
	}
	if missing := unseen(targets); len(missing) > 0 {
		return fmt.Errorf("no figure of %s: each route has one, or a reason in targets.go", strings.Join(missing, ", "))
	}
	cold, err := b.neverAsked(ctx, targets)
	if err != nil {
		return err
	}
	var rows []row
	base := time.Duration(0)
	for _, target := range targets {
		for old := true; old; { // what the change before this page set going must be over
			if _, old, err = b.ask(b.handler, target); err != nil {
				return err
			}
		}
		times := make([]time.Duration, b.runs)
		for i := range times {
			if times[i], _, err = b.ask(b.handler, target); err != nil {
				return err
			}
		}
		slices.Sort(times)
		r := row{target: target, rest: times[len(times)/2], worst: times[len(times)-1]}
		if target == targets[0] {
			base = max(r.rest, 1)
		}
		if r.changed, r.anew, err = b.afterChange(ctx, target); err != nil {
			return err
		}
		r.cold = cold[target]
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return int(b.anew - a.anew) })
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "at rest, ms\tworst\tfirst after a change\tas the books are, after\tnever asked before\ttimes the state\t  page")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t  %s\n", ms(r.rest), ms(r.worst), ms(r.changed), ms(r.anew),
			ms(r.cold), r.rest/base, r.target.path)
	}
	return errors.Join(w.Flush(), slower(rows, b.most))
}

// neverAsked asks for each page once, of a server that has prepared what it prepares at its start and was never asked,
// in the order in which somebody meets them: what a page before has made for both is there.
func (b *bench) neverAsked(ctx context.Context, targets []target) (map[target]time.Duration, error) {
	pages := b.pages()
	if err := errors.Join(pages.Warm(ctx), pages.WarmRest(ctx)); err != nil {
		return nil, err
	}
	handler, took := pages.Handler(), map[target]time.Duration{}
	for _, t := range targets {
		once, _, err := b.ask(handler, t)
		if err != nil {
			return nil, err
		}
		took[t] = once
	}
	return took, nil
}

// row is how long a page takes: at rest, half the time and at the worst; as the first after a change, and until the
// answer is of the books as they are; and from a server that was never asked.
type row struct {
	target                           target
	rest, worst, changed, anew, cold time.Duration
}

// slower names the pages for which somebody waits longer than they should.
func slower(rows []row, most time.Duration) error {
	var slow []error
	for _, r := range rows {
		if took := max(r.rest, r.changed, r.cold); most > 0 && took > most {
			slow = append(slow, fmt.Errorf("%s takes %s ms", r.target.path, ms(took)))
		}
	}
	return errors.Join(slow...)
}

func ms(d time.Duration) string {
	return fmt.Sprintf("%d.%d", d.Milliseconds(), d.Microseconds()/100%10)
}

// afterChange changes the books and asks for a page: how long the first answer takes, and how long it is until one is
// of the books as they are.
func (b *bench) afterChange(ctx context.Context, t target) (first, fresh time.Duration, err error) {
	b.changes++
	start, end := civil.DateOf(year, 1, 1), civil.DateOf(year, 12, 31)
	var salt [6]byte
	if _, err := rand.Read(salt[:]); err != nil {
		return 0, 0, err
	}
	name := fmt.Sprintf("bench/%x/%d", salt, b.changes)
	by := act.By{Actor: "clerk01", Door: act.Counter, Branch: app.Demonstration.Offices[0].Code, Trace: "bench"}
	if _, err = b.writer.Spending.RecordSurvey(ctx, by, name, spending.Survey{Topic: spending.SurveyBorrowers,
		From: start, To: end, Held: end, Sent: 10, Valid: 10, Satisfied: 10, Document: name}); err != nil {
		return 0, 0, err
	}
	watch := elapsed.Start()
	took, old, err := b.ask(b.handler, t)
	for first = took; old && err == nil; {
		_, old, err = b.ask(b.handler, t)
	}
	return first, watch.Elapsed(), err
}

// ask asks for a page; old says that the answer is of the books a moment ago. What visitors may not see is asked for by
// somebody of the staff, always of the same server.
func (b *bench) ask(handler http.Handler, t target) (took time.Duration, old bool, err error) {
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+t.path, nil)
	if t.who != "" {
		handler = b.staff
		r.Header.Set("Cookie", b.tokens[t.who])
	}
	w := httptest.NewRecorder()
	watch := elapsed.Start()
	handler.ServeHTTP(w, r)
	took = watch.Elapsed()
	if w.Code != http.StatusOK {
		err = fmt.Errorf("GET %s: %d %s", t.path, w.Code, w.Body)
	}
	return took, w.Header().Get("Guangsha-Books") == "old", err
}
