package evaluation

import (
	"slices"
	"testing"

	"guangsha/internal/measure"
)

// TestAFigureThatAPaperFromOutsideContradictsIsDoubtedInItsOwnTableAndRow puts papers beside the execution of the
// budget of one table, beside a figure of a row of another and beside one that only supports a row.
func TestAFigureThatAPaperFromOutsideContradictsIsDoubtedInItsOwnTableAndRow(t *testing.T) {
	values := map[string]measure.Value{}
	var list []Outside
	for _, name := range []string{"a.execution", "a.row", "a.also"} {
		m := measure.Measure{Name: name, Title: name, Unit: measure.Fen, Grade: measure.Register}
		values[name] = measure.Value{Measure: m, N: 100_00, Known: true}
		list = append(list, Outside{Paper: "部门决算", Number: "1号", Dated: "2025-01-01", Item: "支出", Measure: name,
			Amount: "90元", Fen: 90_00})
	}
	var filled []FilledTable
	for _, table := range readSeed(t)[:2] {
		filled = append(filled, Reported(table))
	}
	filled[0].Execution.Measure = "a.execution"
	filled[1].Rows[0].Measure = "a.row"
	filled[1].Rows[2].Also = append(filled[1].Rows[2].Also, Supporting{Evidence: Evidence{Measure: "a.also"}})
	for i := range filled {
		filled[i].Against(values, list)
	}
	set, err := Evaluate(filled)
	if err != nil {
		t.Fatal(err)
	}
	var doubted [][2]int
	for _, f := range set.Found {
		if f.ID == "G05" {
			doubted = append(doubted, [2]int{f.Table, f.Row})
		}
	}
	slices.SortFunc(doubted, func(a, b [2]int) int { return slices.Compare(a[:], b[:]) })
	if !slices.Equal(doubted, [][2]int{{0, 0}, {1, 1}, {1, 3}}) {
		t.Errorf("doubted are the tables and rows %v", doubted)
	}
}
