package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestATableThatCannotBeMeantIsSaidAndNothingIsWritten gives two totals and a year far ahead to what would pass them
// on.
func TestATableThatCannotBeMeantIsSaidAndNothingIsWritten(t *testing.T) {
	src, err := os.ReadFile("../../internal/evaluation/testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	total := "	总 分					100	99.9	\n"
	folder := t.TempDir()
	for name, tc := range map[string]struct{ old, new, says string }{
		"两行总分.txt": {total, total + total, "表中又有一行总分"},
		"年度.txt":   {"(2024年度)", "(2099年度)", "年度2099还没有到"},
	} {
		file := filepath.Join(folder, name)
		if err := os.WriteFile(file, []byte(strings.Replace(string(src), tc.old, tc.new, 1)), 0o600); err != nil {
			t.Fatal(err)
		}
		out := filepath.Join(t.TempDir(), "出.xlsx")
		for _, command := range []string{"write", "pack"} {
			args := []string{"evaluation", command, file, "--out", out}
			if a := guangsha(t, args...); a.code != 2 || !strings.Contains(a.err, tc.says) {
				t.Errorf("%v: exit code %d, %s", args, a.code, a.err)
			}
			if _, err := os.Stat(out); !os.IsNotExist(err) {
				t.Errorf("%v wrote something", args)
			}
		}
	}
	if said := must(t, "evaluation", "batch", folder).out; !strings.Contains(said, "读入存疑 两行总分.txt") {
		t.Errorf("the batch tells no doubts: %s", said)
	}
	if said := must(t, "evaluation", "check", filepath.Join(folder, "年度.txt")).out; !strings.Contains(said, "A01") {
		t.Errorf("no finding of the year: %s", said)
	}
}

func TestAFormSaysWhatItHasNoPlaceFor(t *testing.T) {
	a := guangsha(t, "evaluation", "write", "../../internal/evaluation/testdata/foreign/09-explained.txt", "--profile",
		"hubei", "--out", filepath.Join(t.TempDir(), "表.xlsx"))
	if a.code != 0 || !strings.Contains(a.err, "没有写出的：年初预算数1格、偏差原因1格") {
		t.Errorf("exit code %d, %s", a.code, a.err)
	}
}

// A year that is not given and one that nobody evaluates are answered each in its own words.
func TestAYearOfEvaluationIsOneThatThereCanBe(t *testing.T) {
	t.Parallel()
	for year, says := range map[string]string{"0": "请用 --year 给出年度", "1999": "--year 应在2000至2100之间",
		"2101": "--year 应在2000至2100之间"} {
		out := filepath.Join(t.TempDir(), "p")
		for _, args := range [][]string{{"compute"}, {"export"}, {"verify"}, {"pack", "--out", out}} {
			args = append(append([]string{"evaluation"}, args...), "--year", year, "--data", t.TempDir())
			if a := guangsha(t, args...); a.code != 2 || !strings.Contains(a.err, says) {
				t.Errorf("%v: %d %s, want %s", args, a.code, a.err, says)
			}
		}
	}
}
