package evaluation

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/base/refusal"
)

// TestThePublishedTablesOfOthersHaveExactlyTheFindingsThatAnOfficerExpects reads the tables of other public bodies and
// compares the profile, both totals and every finding with the list beside each: a line for a finding, its remark
// behind it.
func TestThePublishedTablesOfOthersHaveExactlyTheFindingsThatAnOfficerExpects(t *testing.T) {
	files, err := filepath.Glob("testdata/samples/*.txt")
	if err != nil || len(files) != 10 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(file)
		expected, err := os.ReadFile(filepath.Join("testdata/samples/expected", name))
		if err != nil {
			t.Fatalf("%s has no list of what is expected: %v", name, err)
		}
		var want []string
		for line := range strings.Lines(string(expected)) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
			if line = strings.TrimSpace(line); line != "" {
				want = append(want, line)
			}
		}
		if got := strings.Join(found(t, src, name), "\n"); got != strings.Join(want, "\n") {
			t.Errorf("%s:\ngot\n%s\nwant\n%s", name, got, strings.Join(want, "\n"))
		}
	}
}

// found writes what the program says of a file as the lists of expected findings do.
func found(t *testing.T, src []byte, name string) []string {
	t.Helper()
	tables, err := Read(src, name)
	var refused *refusal.Refused
	if err != nil && !errors.As(err, &refused) {
		t.Fatal(err)
	}
	set, err := EvaluateReported(tables)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	if summary := ReadSummary(string(src)); summary != nil {
		lines = append(lines, fmt.Sprintf("汇总 %d个 %s万元 平均%s", summary.Count, summary.Amount, summary.Mean))
		set.Found = Check(tables, Context{Summary: summary})
	}
	for i, s := range set.Scored {
		c := set.Choices[i]
		sure := map[bool]string{true: "确定", false: "待核对"}[c.Sure]
		lines = append(lines, fmt.Sprintf("口径 %s %s", c.Profile.ID, sure),
			fmt.Sprintf("原表 %s 按规则 %s", s.Published.Short(), s.ByRule))
	}
	for _, f := range set.Found {
		where := "全表"
		if len(f.Rows) > 0 {
			where = "第" + joinRows(f.Rows) + "行"
		} else if f.Row > 0 {
			where = fmt.Sprintf("第%d行", f.Row)
		}
		lines = append(lines, fmt.Sprintf("%s %s %s", f.ID, f.Severity.Label(), where))
	}
	if len(lines) == 0 {
		lines = append(lines, "没有表")
	}
	return lines
}
