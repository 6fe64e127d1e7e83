package storebench

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"guangsha/internal/base/refusal"
	"guangsha/internal/store/pgcluster"
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
		{What: "single", Engine: "sqlite", Members: 10, List: 20},
		{What: "single", Engine: "sqlite", Members: 10, List: 1, Clients: 257},
	} {
		if _, err := Run(context.Background(), o, func(string) {}); refusal.Of(err) == nil {
			t.Errorf("%+v gives %v, want a refusal", o, err)
		}
	}
}
