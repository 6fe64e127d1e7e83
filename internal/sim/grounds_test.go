package sim

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/store/pgcluster"
)

// One server serves all years; every year has a schema of its own, the centre's code.
var (
	cluster = sync.OnceValues(func() (c *pgcluster.Cluster, err error) {
		started, err = pgcluster.Start(context.Background())
		return started, err
	})
	started *pgcluster.Cluster
	schemas atomic.Int32
)

func TestMain(m *testing.M) {
	code := m.Run()
	if started != nil {
		if err := started.Stop(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// ground is where years are lived.
type ground struct {
	fresh    func() app.Config // new books each time
	restarts bool              // the centre is closed on some evenings and opened again in the morning
}

// onSQLite is SQLite.
func onSQLite(t *testing.T) ground {
	return ground{fresh: func() app.Config { return app.Config{Data: t.TempDir(), Centre: app.DefaultCentre} }}
}

// onPostgres is PostgreSQL, where the machine has it: a test that requires it fails otherwise.
func onPostgres(t *testing.T) (ground, error) {
	t.Helper()
	c, err := cluster()
	if err != nil {
		if os.Getenv("GUANGSHA_TEST_PG") == "required" || !errors.Is(err, pgcluster.ErrNone) {
			t.Fatal(err)
		}
		return ground{}, err
	}
	return ground{fresh: func() app.Config {
		return app.Config{Data: t.TempDir(), DB: c.DSN(), Centre: fmt.Sprintf("year_%d", schemas.Add(1))}
	}}, nil
}

// evenings are the days after whose close the centre is closed, the same for one city always.
func (g ground) evenings(c *City) (days []civil.Date) {
	if !g.restarts {
		return nil
	}
	d := c.Options.dice("restarts")
	for range 3 {
		days = append(days, c.start().AddDays(int(d.between(0, 364))))
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// watched lives the year of a city in new books, and gives what they say at its end.
func (g ground) watched(c *City) (string, error) {
	config := g.fresh()
	for _, evening := range g.evenings(c) {
		if _, err := sitting(config, c, evening); !errors.Is(err, errEvening) {
			return "", err
		}
	}
	return sitting(config, c, 0)
}

// errEvening ends a sitting, and nothing else of the year.
var errEvening = errors.New("closed for the night")

// sitting opens a centre and lives the year from where its books stand, up to the close of an evening or to its end;
// then it gives what the books say.
func sitting(config app.Config, c *City, evening civil.Date) (_ string, err error) {
	ctx, leave := context.WithCancelCause(context.Background())
	defer leave(nil)
	clock := civil.NewManual(civil.At(c.start(), 9, 0))
	bank := NewBank(c)
	centre, err := app.Open(ctx, config, clock, rand.Reader, app.Outside{Bank: bank})
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	err = Live(ctx, c, centre, bank, clock, func(p Progress) {
		if p.Day == evening {
			leave(errEvening)
		}
	})
	switch {
	case context.Cause(ctx) != nil:
		return "", context.Cause(ctx)
	case err != nil:
		return "", err
	}
	var books strings.Builder
	err = centre.Dump(ctx, &books)
	return books.String(), err
}

// onBoth gives what lives a year twice: on SQLite and on PostgreSQL, or on SQLite again where the machine has no other,
// the first with restarts when the seed is odd and the second when it is even. Both are watched, and their books must
// say the same, byte for byte.
func onBoth(t *testing.T) func(Options) year {
	t.Helper()
	other, err := onPostgres(t)
	if err != nil {
		fmt.Fprintf(os.Stderr, "\n*** 未在 PostgreSQL 上对账，只用 SQLite：%v ***\n\n", err)
		other = onSQLite(t)
	}
	return func(o Options) year {
		one, other := onSQLite(t), other
		one.restarts = o.Seed%2 == 1
		other.restarts = !one.restarts
		return lived(one, other, o)
	}
}

func lived(one, other ground, o Options) year {
	first := liveWild(one, o, nil, nil)
	if first.err != nil {
		return first
	}
	second := liveWild(other, o, nil, nil)
	if second.err == nil && first.books != second.books {
		second.err = fmt.Errorf("the books differ: %s", firstDifference(first.books, second.books))
	}
	return second
}

// firstDifference is the first line that two texts do not share.
func firstDifference(a, b string) string {
	one, other := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(one), len(other)) {
		if one[i] != other[i] {
			return fmt.Sprintf("line %d is %q and %q", i+1, one[i], other[i])
		}
	}
	return fmt.Sprintf("they have %d and %d lines", len(one), len(other))
}

func TestAYearIsTheSameOnBothEnginesAndAcrossRestarts(t *testing.T) {
	t.Parallel()
	postgres, err := onPostgres(t)
	if err != nil {
		t.Skipf("SKIP-REQUIRED PostgreSQL tests did not run: %v", err)
	}
	o, err := wild(tenYears+1, yearMembers)
	if err != nil {
		t.Fatal(err)
	}
	t.Log("options: " + o.line())
	postgres.restarts = true
	y := lived(onSQLite(t), postgres, o)
	y.judge(t)
	if len(y.books) < 100_000 {
		t.Errorf("the books say %d bytes", len(y.books))
	}
}
