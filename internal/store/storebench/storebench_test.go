package storebench

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"guangsha/internal/base/refusal"
	"guangsha/internal/ledger"
	"guangsha/internal/store/pgcluster"
	"guangsha/internal/store/sqlstore"
)

func TestEveryMeasurementRunsOnBothEngines(t *testing.T) {
	for _, engine := range []string{"sqlite", "postgres"} {
		for _, what := range []string{"remittance", "single", "interest"} {
			t.Run(engine+" "+what, func(t *testing.T) {
				heard := 0
				r, err := Run(context.Background(), Options{What: what, Engine: engine, Members: 300, List: 50,
					For: 60 * time.Millisecond}, func(string) { heard++ })
				if errors.Is(err, pgcluster.ErrNone) && os.Getenv("GUANGSHA_TEST_PG") != "required" {
					t.Skipf("SKIP-REQUIRED PostgreSQL measurements did not run: %v", err)
				}
				if err != nil {
					t.Fatal(err)
				}
				if (r.Unsealed == 0) != (what == "interest") {
					t.Errorf("without the sealer: %d", r.Unsealed)
				}
				if r.Entries == 0 || r.PerSecond == 0 || r.Bare == 0 || r.Log == 0 || r.P99 == "0.000" || heard == 0 {
					t.Errorf("something was not measured: %+v", r)
				}
			})
		}
	}
}

func TestOptionsThatCannotBeMeasuredAreRefused(t *testing.T) {
	for _, o := range []Options{
		{What: "all", Engine: "sqlite", Members: 10, List: 1},
		{What: "single", Engine: "oracle", Members: 10, List: 1},
		{What: "single", Engine: "sqlite", Members: 10, List: 0},
		{What: "remittance", Engine: "sqlite", Members: 10, List: 20},
		{What: "single", Engine: "sqlite", Members: 10, List: 1, DSN: "postgres://localhost/none"},
		{What: "single", Engine: "sqlite", Members: 10, List: 1, Clients: 257},
	} {
		if _, err := Run(context.Background(), o, func(string) {}); refusal.Of(err) == nil {
			t.Errorf("%+v gives %v, want a refusal", o, err)
		}
	}
}

// Two callers who wait for each other's row measure the row, not the books.
func TestCallersDoNotMeetUnlessThereAreTooFewAccounts(t *testing.T) {
	for _, o := range []Options{
		{What: "single", Members: 16, List: 16, Clients: 16}, {What: "single", Members: 17, List: 1, Clients: 16},
		{What: "single", Members: 1000, List: 43, Clients: 5}, {What: "remittance", Members: 500, List: 50, Clients: 4},
	} {
		b := &bench{Options: o}
		for first := 0; first < o.Members; first += o.List {
			b.homes = append(b.homes, make([]ledger.AccountID, min(o.List, o.Members-first)))
		}
		owner := map[[2]int]int{}
		for c := range o.Clients {
			for k := range 3 * o.Members {
				home, first, rows := b.target(c, k)
				if home >= len(b.homes) || first+rows > len(b.homes[home]) {
					t.Fatalf("%+v: home %d from %d, %d rows", o, home, first, rows)
				}
				if was, taken := owner[[2]int{home, first}]; taken && was != c {
					t.Fatalf("%+v: clients %d and %d meet at home %d, account %d", o, was, c, home, first)
				}
				owner[[2]int{home, first}] = c
			}
		}
	}
}

func TestBooksOfACentreAreNeverThrownAway(t *testing.T) {
	centre := sqlstore.Config{DSN: "postgres://127.0.0.1:1/none", Schema: "shili"}
	err := sqlstore.DropPassing(context.Background(), centre)
	if err == nil || !strings.Contains(err.Error(), "not a passing one") {
		t.Errorf("the schema of a centre: %v", err)
	}
}
