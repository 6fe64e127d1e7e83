package evaluation

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

const seedFile = "testdata/zhongwei-2024-self-evaluation.txt"

func readSeed(t testing.TB) []Table {
	t.Helper()
	src, err := os.ReadFile(seedFile)
	if err != nil {
		t.Fatal(err)
	}
	tables, err := Read(src, "zhongwei-2024-self-evaluation.txt")
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// seedFindings is what fires on the published tables: the check and the rows, 0 for the table as a whole. E03 speaks
// once per table and lists its rows.
var seedFindings = []string{
	"A03:0 C04:15 D04:15 D05:13 E01:14,17,18,19 E02:0 E05:13 E06:14 E07:8,9 E08:10,11,12 E09:13 E11:2,5,11 " +
		"F01:17,18,19 F02:4,6 F03:1,2,12",
	"A03:0 C04:7 D04:7 D05:5 E01:6,9 E02:0 E03:5 E04:1 E05:5 E06:6 E07:3 F01:9 F02:2 H05:5",
	"A03:0 C04:21 D04:21 D05:17 E01:18,19,20,25,26,27 E02:0 E03:1 E05:17 E06:18,19,20 E07:11 E09:17 E10:7 " +
		"F01:25,26,27 F02:7 F04:2,3,4,5",
}

func TestThePublishedTablesHaveExactlyTheKnownFindings(t *testing.T) {
	tables := readSeed(t)
	found := Check(tables, Context{})
	for i, want := range seedFindings {
		if got := byRule(found, i); got != want {
			t.Errorf("table %d:\ngot  %s\nwant %s", i+1, got, want)
		}
	}
	if got, want := byRule(found, WholeSet), "H02:0,0,0 H03:0"; got != want {
		t.Errorf("over all tables: got %s, want %s", got, want)
	}
}

func TestThePublishedTablesHaveTheKnownNumberOfFindings(t *testing.T) {
	tables := readSeed(t)
	for i, want := range []struct{ all, errors int }{{28, 6}, {15, 5}, {27, 9}} {
		all, errors := 0, 0
		for _, f := range Check(tables, Context{}) {
			if f.Table == i {
				all++
				if f.Severity == Error {
					errors++
				}
			}
		}
		if all != want.all || errors != want.errors {
			t.Errorf("table %d: %d findings (%d errors), want %d (%d)", i+1, all, errors, want.all, want.errors)
		}
	}
}

func TestTheMissingUnitsOfTheThirdTableAreListedOnce(t *testing.T) {
	for _, f := range Check(readSeed(t), Context{}) {
		if f.ID == "E03" && f.Table == 2 && len(f.Rows) != 17 {
			t.Errorf("E03 lists %d rows, want 17: %v", len(f.Rows), f.Rows)
		}
	}
}

// byRule writes findings as "A03:0 C04:15 …", in the order of the catalogue.
func byRule(found []Finding, table int) string {
	rows := map[string][]string{}
	for _, f := range found {
		if f.Table == table {
			rows[f.ID] = append(rows[f.ID], fmt.Sprint(f.Row))
		}
	}
	var parts []string
	for _, c := range Checks {
		if len(rows[c.ID]) > 0 {
			parts = append(parts, c.ID+":"+strings.Join(rows[c.ID], ","))
		}
	}
	return strings.Join(parts, " ")
}

func TestFindingsComeWorstFirst(t *testing.T) {
	found := Check(readSeed(t), Context{})
	sorted := slices.IsSortedFunc(found, func(a, b Finding) int {
		if a.Table != b.Table {
			return 0
		}
		return a.Severity.rank() - b.Severity.rank()
	})
	if !sorted {
		t.Error("an error stands behind a lesser finding")
	}
}

func TestThePublishedTotalsFollowFromTheRules(t *testing.T) {
	for i, tc := range []struct {
		published, byRule string
		claimed           []int
		weight            string
	}{
		{"97", "97.00", []int{14, 17, 18, 19}, "19"},
		{"97", "97.00", []int{6, 9}, "19"},
		{"98", "98.00", []int{18, 19, 20, 25, 26, 27}, "22"},
	} {
		table := readSeed(t)[i]
		s := Score(table, Default())
		if got := Published(table).Short(); got != tc.published {
			t.Errorf("table %d: published %s, want %s", i+1, got, tc.published)
		}
		if got := s.ByRule.String(); got != tc.byRule {
			t.Errorf("table %d: by rule %s, want %s", i+1, got, tc.byRule)
		}
		var claimed []int
		for _, r := range s.Rows {
			if r.Claimed() {
				claimed = append(claimed, r.Row)
			}
		}
		if !slices.Equal(claimed, tc.claimed) || s.ClaimedWeight.Short() != tc.weight {
			t.Errorf("table %d: claimed %v with %s points, want %v with %s", i+1, claimed, s.ClaimedWeight.Short(),
				tc.claimed, tc.weight)
		}
	}
}
