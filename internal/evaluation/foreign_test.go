package evaluation

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFormsOfOtherPlacesAreReadAsTheyAreMeant reads tables in the forms of several places, with columns, rows and
// labels that the official form has not, and compares what is understood, doubted and found with the list beside each.
// The bodies are invented.
func TestFormsOfOtherPlacesAreReadAsTheyAreMeant(t *testing.T) {
	files, err := filepath.Glob("testdata/foreign/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d forms, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		beside := filepath.Join("testdata/foreign/expected", name)
		want, err := os.ReadFile(beside)
		if err != nil {
			t.Fatalf("%s has no list of what is expected: %v", name, err)
		}
		got := understood(t, src, name)
		if path := os.Getenv("GUANGSHA_KEEP_EXPECTED"); path != "" {
			if err := os.WriteFile(filepath.Join(path, name), []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got != string(want) {
			t.Errorf("%s:\ngot\n%swant\n%s", name, got, want)
		}
	}
}

// understood writes what a file is read as: heads, funds, indicators, sums, doubts and findings, a line for each.
func understood(t *testing.T, src []byte, name string) string {
	t.Helper()
	reading, err := Reader{}.Read(t.Context(), src, name)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, table := range reading.Tables {
		fmt.Fprintf(&b, "表 %d|%s|%s|%s|%s\n", table.Year, table.Project, table.Department, table.Unit, table.MoneyUnit)
		for _, f := range table.Funds {
			cells := []string{f.Name, f.Initial, f.Budget, f.Executed, f.Weight, f.Rate, f.Score}
			fmt.Fprintf(&b, "资金 %s\n", strings.Join(append(cells, f.More...), "|"))
		}
		fmt.Fprintf(&b, "目标 %s=>%s\n", table.Goal, table.GoalActual)
		for _, i := range table.Indicators {
			cells := []string{i.First, i.Second, i.Name, i.Target, i.Actual, i.WeightText, i.ScoreText, i.Reason}
			fmt.Fprintf(&b, "指标 %s\n", strings.Join(append(cells, i.More...), "|"))
		}
		fmt.Fprintf(&b, "总分 %s|%s|%s\n", table.TotalText[0], table.TotalText[1], table.Grade)
		for _, o := range table.Others {
			fmt.Fprintf(&b, "其他 %s %s\n", o.Part, strings.Join(o.Cells, "|"))
		}
	}
	for _, d := range reading.Doubts {
		fmt.Fprintf(&b, "存疑 %s\n", d)
	}
	for _, line := range found(t, src, name) {
		b.WriteString(line + "\n")
	}
	return b.String()
}
