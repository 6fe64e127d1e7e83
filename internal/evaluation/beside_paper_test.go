package evaluation

import (
	"slices"
	"testing"

	"guangsha/internal/measure"
)

// TestARowOfTwoThingsIsScoredByNeither puts figures beside the published tables, whose rows of trainings and printings,
// and of coverage and participation, count two things each.
func TestARowOfTwoThingsIsScoredByNeither(t *testing.T) {
	filled, _, err := BesidePaper(seedSet(t, none).Tables[0].Table, nil, func(name string) (measure.Value, error) {
		unit := measure.Share
		switch name {
		case "spending.training.held", "spending.printing.accepted", "spending.pay.months":
			unit = "次"
		case "spending.cost.training_printing":
			unit = measure.Fen
		}
		return measure.Value{Measure: measure.Measure{Name: name, Unit: unit}, Known: true, N: 300, Rows: 3}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	set, err := Evaluate([]FilledTable{filled})
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range map[int]bool{1: true, 2: false, 5: false} {
		for i, ind := range set.Tables[0].Indicators {
			if ind.Row != row {
				continue
			}
			if set.Tables[0].Rows[i].Measured == "" {
				t.Errorf("row %d, %s, has no figure", row, ind.Name)
			}
			if got := set.Scored[0].Rows[i].FromBooks.Printed(); got != want {
				t.Errorf("row %d, %s, is scored from the books: %v", row, ind.Name, got)
			}
			doubted := slices.ContainsFunc(set.Found, func(f Finding) bool { return f.ID == "G04" && f.Row == row })
			if doubted != want {
				t.Errorf("row %d, %s, is doubted for what the books say: %v", row, ind.Name, doubted)
			}
		}
	}
}
