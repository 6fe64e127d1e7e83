// Command bench answers how long the server takes for a page of a city, at rest, as the first after the books have
// changed, and by a server that was never asked before. It asks the handler itself, without a network. Beside each time
// stands how many times it is that of reading the state of the books alone, measured in the same run: shares compare,
// milliseconds of two machines do not.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/catalogue"
	"guangsha/internal/sim"
	"guangsha/internal/spending"
)

func main() {
	data := flag.String("data", "", "folder of a city that has lived its year; a new one is made without it")
	db := flag.String("db", "", "PostgreSQL, unless the books lie in the folder")
	members := flag.Int("members", 300, "members of a new city")
	runs := flag.Int("runs", 15, "how often each page is asked for")
	flag.Parse()
	b := bench{config: app.Config{Data: *data, DB: *db, Centre: app.DefaultCentre}, members: *members, runs: *runs}
	if err := b.run(context.Background(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

type bench struct {
	config  app.Config
	members int
	runs    int
	handler http.Handler
	anew    func() http.Handler // of a server that was just started and has made nothing ahead
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
	pages := centre.Console(rand.Reader, slog.New(slog.DiscardHandler), true)
	b.handler = pages.Handler()
	b.anew = func() http.Handler { return centre.Console(rand.Reader, slog.New(slog.DiscardHandler), true).Handler() }
	watch := elapsed.Start()
	if err := pages.Warm(ctx); err != nil {
		return err
	}
	fmt.Fprintf(out, "first figures after the start: %d ms\n", watch.Elapsed().Milliseconds())
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
	targets, err := b.targets()
	if err != nil {
		return err
	}
	type row struct {
		target                           string
		rest, worst, changed, anew, cold time.Duration
	}
	var rows []row
	base := time.Duration(0)
	for _, target := range targets {
		for old := true; old; { // what the change before this page set going must be over
			if _, old, err = ask(b.handler, target); err != nil {
				return err
			}
		}
		times := make([]time.Duration, b.runs)
		for i := range times {
			if times[i], _, err = ask(b.handler, target); err != nil {
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
		if r.cold, _, err = ask(b.anew(), target); err != nil {
			return err
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b row) int { return int(b.anew - a.anew) })
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "at rest, ms\tworst\tfirst after a change\tas the books are, after\tnever asked before\ttimes the state\t  page")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\t  %s\n", ms(r.rest), ms(r.worst), ms(r.changed), ms(r.anew),
			ms(r.cold), r.rest/base, r.target)
	}
	return w.Flush()
}

func ms(d time.Duration) string {
	return fmt.Sprintf("%d.%d", d.Milliseconds(), d.Microseconds()/100%10)
}

// afterChange changes the books and asks for a page: how long the first answer takes, and how long it is until one is
// of the books as they are.
func (b *bench) afterChange(ctx context.Context, target string) (first, fresh time.Duration, err error) {
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
	took, old, err := ask(b.handler, target)
	for first = took; old && err == nil; {
		_, old, err = ask(b.handler, target)
	}
	return first, watch.Elapsed(), err
}

// ask asks for a page; old says that the answer is of the books a moment ago.
func ask(handler http.Handler, target string) (took time.Duration, old bool, err error) {
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+target, nil)
	w := httptest.NewRecorder()
	watch := elapsed.Start()
	handler.ServeHTTP(w, r)
	took = watch.Elapsed()
	if w.Code != http.StatusOK {
		err = fmt.Errorf("GET %s: %d %s", target, w.Code, w.Body)
	}
	return took, w.Header().Get("Guangsha-Books") == "old", err
}

// targets are what the pages ask for: the state of the books first, then every page with its lists in their orders.
func (b *bench) targets() ([]string, error) {
	list := []string{"/api/state", "/api/centre", "/api/evaluation/2024/tables", "/api/evaluation/2024/tables/1",
		"/api/evaluation/published", "/api/year/2024/dashboard", "/api/late?year=2024&sort=-days",
		"/api/measures?year=2024", "/api/measures/fund.contributions.amount/rows?year=2024",
		"/api/measures/fund.members.contributing/rows?year=2024",
		"/api/measures/fund.withdrawals.amount/rows?year=2024", "/api/loans/fee-gaps?year=2024", "/api/trial-balance",
		"/api/days?year=2024", "/api/members", "/api/members?sort=-balance", "/api/members?sort=paid", "/api/employers",
		"/api/employers?sort=-members", "/api/loans", "/api/loans?sort=-balance&overdue=true", "/api/withdrawals",
		"/api/withdrawals?sort=-paid&month=2024-06", "/api/vouchers", "/api/vouchers?sort=-amount",
		"/api/vouchers?month=2024-06&kind=1,37", "/api/vouchers?number=202406", "/api/vouchers?year=2024&account=41103",
		"/api/late?year=2024&day=2024-02-15", "/api/measures/fund.loans.count/rows?year=2024"}
	for _, m := range catalogue.Measures {
		list = append(list, "/api/measures/"+m.Name+"?year=2024")
	}
	for _, of := range []struct{ list, key, path string }{
		{"/api/members", "no", "/api/members/%s"}, {"/api/members", "no", "/api/members/%s/statement?limit=200"},
		{"/api/employers", "no", "/api/employers/%s"}, {"/api/employers", "no", "/api/employers/%s/months"},
		{"/api/loans?overdue=true", "ref", "/api/loans/%s"},
		{"/api/vouchers?kind=18&sort=-amount", "ref", "/api/vouchers/%s"},
	} {
		w := httptest.NewRecorder()
		b.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+of.list, nil))
		var page struct{ Items []map[string]any }
		if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || len(page.Items) == 0 {
			return nil, fmt.Errorf("nothing on %s: %w", of.list, err)
		}
		list = append(list, fmt.Sprintf(of.path, url.PathEscape(fmt.Sprint(page.Items[0][of.key]))))
	}
	return list, nil
}
