package evaluation

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/measure"
)

var (
	yearMoney = regexp.MustCompile(`^spending\.cost\.|budget|\.executed$|\.amount$`)
	yearShare = regexp.MustCompile(`(on_time|on_day|in_full|coverage|participation|paid|in_month|covered|covered_of_all)$`)
)

// yearOfBooks answers the measures of the demonstration goals as some year might.
func yearOfBooks(name string) (measure.Value, error) {
	v := measure.Value{
		Measure: measure.Measure{Name: name, Definition: "示例口径", Grade: measure.Register, Unit: measure.Times},
		Period:  measure.Year(2024), N: 12, Rows: 12, Known: true,
	}
	switch {
	case yearMoney.MatchString(name):
		v.Measure.Unit, v.N = measure.Fen, 5_000_000
	case yearShare.MatchString(name):
		v.Measure.Unit, v.N = measure.Share, 9_167
	}
	if strings.HasPrefix(name, "fund.") {
		v.Measure.Grade = measure.Ledger
	}
	if name == "fund.loans.on_time" {
		v.Known = false
	}
	return v, nil
}

var planOfYear = map[string]string{"surplus": "4万元", "registrations": "12笔", "households": "10户"}

func computeDemonstration(t *testing.T) []FilledTable {
	t.Helper()
	goals, err := DemonstrationGoals()
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Compute(goals, Default(), Source{Plan: planOfYear, Measure: yearOfBooks})
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

func TestGoalsAreFilledFromTheBooks(t *testing.T) {
	tables := computeDemonstration(t)
	for i, n := range []int{18, 9, 16} {
		f := tables[i]
		if len(f.Indicators) != n || len(f.Rows) != n || f.Total != 10_000 || f.TotalScore != 10_000 {
			t.Errorf("table %d: %d rows, total %s/%s", i+1, len(f.Rows), f.TotalScore, f.Total)
		}
		if names := Bindings([]Table{f.Table}); names != nil || strings.Contains(fmt.Sprint(f.Table), "plan.") {
			t.Errorf("table %d keeps names in braces: %v", i+1, names)
		}
	}
	first := tables[0]
	if want := (Fund{"年度资金总额：", "5", "5", "5", "10", "100%", "10"}); first.Funds[0] != want {
		t.Errorf("funds %+v", first.Funds[0])
	}
	row := first.Rows[8] // 每月25日
	year := civil.DateOf(2024, 1, 1).String() + "至" + civil.DateOf(2024, 12, 31).String()
	if row.Reported != "每月25日" || row.Measured != "91.67%" || row.Measure != "spending.pay.on_day" ||
		row.Grade != measure.Register || row.Evidence.Rows != 12 || row.Period != year {
		t.Errorf("row 9: %+v", row)
	}
	if row := tables[1].Rows[3]; row.Measured != "" || row.Waiting == "" {
		t.Errorf("a measure without an answer: %+v", row)
	}
	if row := first.Rows[17]; row.Waiting != "职工问卷" || row.Reported != "≥90%" {
		t.Errorf("a row that waits: %+v", row)
	}
	s := ScoreFilled(first, Default())
	if s.Rows[8].FromBooks.String() != "3.67" || s.Books.RowsMeasured != 17 || s.Books.RowsComputed != 2 {
		t.Errorf("from the books: %s, %+v", s.Rows[8].FromBooks, s.Books)
	}
}

func TestADraftFootsAndFollowsTheFigures(t *testing.T) {
	sums := []string{"A01", "A04", "A05", "B01", "B02", "B03", "C01", "C02", "C03", "D01", "D02", "D06"}
	for i, f := range computeDemonstration(t) {
		draft := Draft(f, Default())
		for _, found := range Check([]Table{draft}, Context{}) {
			if slices.Contains(sums, found.ID) {
				t.Errorf("table %d, row %d: %s %s", i+1, found.Row, found.ID, found.Message)
			}
		}
	}
}

func TestAnUnknownNameIsAFailureAndNotAZero(t *testing.T) {
	goals, err := DemonstrationGoals()
	if err != nil {
		t.Fatal(err)
	}
	_, err = Compute(goals, Default(), Source{Measure: yearOfBooks})
	if err == nil || !strings.Contains(err.Error(), "plan") {
		t.Errorf("without a plan: %v", err)
	}
	broken := errors.New("no such measure")
	for _, name := range Bindings(goals) {
		without := func(asked string) (measure.Value, error) {
			if asked == name {
				return measure.Value{}, broken
			}
			return yearOfBooks(asked)
		}
		_, err := Compute(goals, Default(), Source{Plan: planOfYear, Measure: without})
		if !errors.Is(err, broken) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheDemonstrationCityHasGoodGoals(t *testing.T) {
	tables := computeDemonstration(t)
	var reported []Table
	for _, f := range tables {
		reported = append(reported, f.Table)
	}
	design := []string{"A05", "A06", "A07", "C01", "C02", "C03", "C04", "E06", "E07", "E11", "F01", "F02", "F03"}
	for _, f := range Check(reported, Context{}) {
		if slices.Contains(design, f.ID) {
			t.Errorf("table %d row %d: %s %s", f.Table+1, f.Row, f.ID, f.Message)
		}
	}
}
