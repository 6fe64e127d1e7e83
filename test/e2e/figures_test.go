package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// explainsFigures expects what stands behind each figure of a table, one row alone, and a sentence for what is missing.
func explainsFigures(t *testing.T, p place) {
	t.Helper()
	whole := must(t, append([]string{"evaluation", "explain", "--year", "2024"}, p.args...)...).out
	for _, said := range []string{"全年执行数", "口径", "证据"} {
		if !strings.Contains(whole, said) {
			t.Errorf("the explanation of all figures does not say %s:\n%s", said, whole)
		}
	}
	one := must(t, append([]string{"evaluation", "explain", "--year", "2024", "--row", "1"}, p.args...)...).out
	if !strings.Contains(one, "口径") || len(one) >= len(whole) {
		t.Errorf("the explanation of one row:\n%s", one)
	}
	for said, args := range map[string][]string{"没有第9张表": {"--year", "2024", "--table", "9"},
		"没有取数": {"--year", "2024", "--row", "99"}} {
		a := guangsha(t, append(append([]string{"evaluation", "explain"}, args...), p.args...)...)
		if a.code != 2 || !strings.Contains(a.err, said) {
			t.Errorf("%v: exit code %d, %s", args, a.code, a.err)
		}
	}
}

// holdsAgainst expects a list of figures from outside beside what is measured, without registering it.
func holdsAgainst(t *testing.T, p place) {
	t.Helper()
	outside := func(more ...string) answer {
		return guangsha(t, append(append([]string{"evaluation", "outside", "--year", "2024"}, more...), p.args...)...)
	}
	list := filepath.Join(t.TempDir(), "清单.csv")
	write := func(lines string) {
		t.Helper()
		text := "文件,文号或编号,文件日期,事项,取数项,金额,单位,页码\n" + lines
		if err := os.WriteFile(list, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("部门决算,1号,2025-02-28,业务费支出,spending.operations.executed,1.00,元,12\n")
	if a := outside(list); a.code != 0 || !strings.Contains(a.out, "共1项，尚未登记") ||
		!strings.Contains(a.out, "与取数不一致的1项") {
		t.Errorf("exit code %d\n%s%s", a.code, a.out, a.err)
	}
	var y struct {
		Year    int
		Figures []struct {
			Number               string
			Measured, Difference int64
			Agrees, Known        bool
		}
	}
	a := outside(list, "--json")
	if err := json.Unmarshal([]byte(a.out), &y); err != nil || y.Year != 2024 || len(y.Figures) != 1 ||
		!y.Figures[0].Known || y.Figures[0].Agrees || y.Figures[0].Difference != y.Figures[0].Measured-100 {
		t.Errorf("%v\n%s", err, a.out)
	}
	a = outside()
	if a.code != 0 || !strings.Contains(a.out, "登记的外部文件所列数") || strings.Contains(a.out, "部门决算（1号") {
		t.Errorf("what the year has registered, without the list: exit code %d\n%s", a.code, a.out)
	}
	write("账本,1号,昨天,支出,,约1,元,\n")
	for _, bad := range [][]string{{list}, {list, list}, {filepath.Join(t.TempDir(), "没有.csv")}} {
		if a := outside(bad...); a.code != 2 || a.err == "" || a.out != "" {
			t.Errorf("%v: exit code %d\n%s%s", bad, a.code, a.out, a.err)
		}
	}
}
