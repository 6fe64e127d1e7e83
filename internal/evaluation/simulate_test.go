package evaluation

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestThePointsOnARowMarkedNoneAreRedistributedInsideTheirFirstLevel(t *testing.T) {
	for i, want := range []string{
		"[15] 13:9→10 14:9→10 16:9→10 total 100 kept 97",
		"[7] 5:9→10 6:9→10 8:9→10 total 100 kept 97",
		"[21] 17:4→4.5 18:4→4.5 19:4→4.5 20:4→4.5 22:4→4 23:4→4 24:4→4 total 100 kept 98",
	} {
		sim, ok := Simulate(readSeed(t)[i], Default())
		got := fmt.Sprint(sim.Rows)
		for _, r := range sim.Redistributed {
			got += fmt.Sprintf(" %d:%s→%s", r.Row, r.From.Short(), r.To.Short())
		}
		got += fmt.Sprintf(" total %s kept %s", sim.Total.Short(), sim.KeptTotal.Short())
		if !ok || got != want {
			t.Errorf("table %d:\ngot  %s\nwant %s", i+1, got, want)
		}
	}
}

func TestATableWithoutARowMarkedNoneHasNothingToSimulate(t *testing.T) {
	tables, _ := edited(t, nil)
	if sim, ok := Simulate(tables[0], Default()); ok {
		t.Errorf("simulated %+v", sim)
	}
}

func TestRedistributionKeepsTheWeightOfTheGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []line
		var sum Points
		for range rapid.IntRange(1, 12).Draw(t, "rows") {
			w := Points(rapid.IntRange(1, 3000).Draw(t, "weight"))
			rows = append(rows, line{Indicator: Indicator{Weight: w}})
			sum += w
		}
		free := Points(rapid.IntRange(0, 3000).Draw(t, "free"))
		var after Points
		for i, w := range redistribute(rows, free) {
			after += w
			exact := rows[i].Weight * (sum + free) / sum
			if w < exact-halfPoint || w > exact+halfPoint {
				t.Fatalf("row %d gets %s, its share is %s", i, w, exact)
			}
		}
		if after != sum+free {
			t.Fatalf("%s given out of %s", after, sum+free)
		}
	})
}
