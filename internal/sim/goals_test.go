package sim

import (
	"slices"
	"strings"
	"testing"

	"guangsha/internal/catalogue"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// filled are the city's tables with every measure answered alike: 12 of what it counts, or nothing at all.
func filled(t *testing.T, known bool) []evaluation.FilledTable {
	t.Helper()
	g, err := build(t, 1, 3000).Goals()
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]measure.Value{}
	for _, name := range g.Measures() {
		m, found := catalogue.Named(name)
		if !found {
			t.Fatalf("no measure %q", name)
		}
		values[name] = measure.Value{Measure: m, Period: measure.Year(2024), N: 12, Rows: 12, Known: known}
	}
	return evaluation.Fill(g, evaluation.Default(), values)
}

func TestEveryBindingOfTheGoalsIsAMeasureThatTheProgramHas(t *testing.T) {
	for i, rows := range []int{23, 9, 27} {
		f := filled(t, true)[i]
		if len(f.Indicators) != rows || len(f.Rows) != rows {
			t.Errorf("%s: %d rows", f.Project, len(f.Rows))
		}
		for k, row := range f.Rows {
			if row.Measure != "" && (row.Measured == "" || row.Definition == "" || row.Grade == "") {
				t.Errorf("%s row %d: %+v", f.Project, k+1, row)
			}
		}
		if f.Execution.Measured == "" {
			t.Errorf("%s: nothing measures the execution", f.Project)
		}
	}
}

func TestEveryRowWithoutAMeasuredValueSaysWhatItWaitsFor(t *testing.T) {
	for _, known := range []bool{true, false} {
		for _, f := range filled(t, known) {
			for k, row := range f.Rows {
				waits := row.Measured == "" && !f.Indicators[k].NotApplicable()
				if waits != (row.Waiting != "") {
					t.Errorf("%s row %d waits for %q beside %q", f.Project, k+1, row.Waiting, row.Measured)
				}
			}
		}
	}
}

func TestTheWeightsOfTheGoalsAddUp(t *testing.T) {
	for _, f := range filled(t, true) {
		sums := map[evaluation.Group]evaluation.Points{}
		for _, ind := range f.Indicators {
			sums[evaluation.GroupOf(ind)] += ind.Weight
			if declared := evaluation.Declared(ind.First); !declared.Printed() {
				t.Errorf("%s row %d stands under %q", f.Project, ind.Row, ind.First)
			}
		}
		if f.Total != 100_00 || sums[evaluation.GroupOutput] != 50_00 || sums[evaluation.GroupBenefit] != 30_00 ||
			sums[evaluation.GroupSatisfaction] != 10_00 {
			t.Errorf("%s: %s in all, by group %v", f.Project, f.Total, sums)
		}
	}
}

func TestTheGoalsFindFaultOnlyWhereItIsPlanted(t *testing.T) {
	var tables []evaluation.Table
	for _, f := range filled(t, true) {
		tables = append(tables, f.Table)
	}
	never := []string{"A01", "A02", "A05", "A06", "A07", "B01", "B02", "B03", "C01", "C02", "C03", "D06",
		"E06", "E07", "E08", "E11", "E12", "F01", "F03"}
	for _, found := range evaluation.Check(tables, evaluation.Context{Profile: evaluation.Default()}) {
		if slices.Contains(never, found.ID) {
			t.Errorf("table %d row %d: %s %s", found.Table+1, found.Row, found.ID, found.Message)
		}
		planted := found.ID == "C04" || found.ID == "D04"
		if planted && !strings.Contains(found.Message, "生态效益") {
			t.Errorf("table %d row %d: %s %s", found.Table+1, found.Row, found.ID, found.Message)
		}
	}
}

func TestTheGoalsAreThoseOfACityOfItsSize(t *testing.T) {
	for _, tc := range []struct {
		members int
		want    string
	}{
		{65_000, "≥4000.00万元"}, {6_500, "≥400.00万元"}, {200, "≥12.31万元"},
	} {
		g, err := build(t, 1, tc.members).Goals()
		if err != nil {
			t.Fatal(err)
		}
		if got := g.Projects[0].Indicators[14].Target; got != tc.want {
			t.Errorf("%d members: %s, want %s", tc.members, got, tc.want)
		}
	}
}
