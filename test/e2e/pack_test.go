package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guangsha/internal/store/opentest"
)

// verdict is the answer of evidence verify.
type verdict struct {
	OK      bool   `json:"ok"`
	Digest  string `json:"digest"`
	Figures []struct {
		Title  string `json:"title"`
		Stated string `json:"stated"`
		Redone string `json:"redone"`
		Agrees bool   `json:"agrees"`
	} `json:"figures"`
	Cells int      `json:"cells"`
	Rows  int64    `json:"rows"`
	Wrong []string `json:"wrong"`
}

func verified(t *testing.T, folder string, code int) (v verdict) {
	t.Helper()
	a := guangsha(t, "evidence", "verify", folder, "--json")
	if err := json.Unmarshal([]byte(a.out), &v); err != nil || a.code != code {
		t.Fatalf("exit code %d, %v, %s", a.code, err, a.err)
	}
	return v
}

// TestTheEvidenceOfAYearIsRecomputedWithoutTheBooks lives a year, packs it, takes the books away and verifies.
func TestTheEvidenceOfAYearIsRecomputedWithoutTheBooks(t *testing.T) {
	data, folder := t.TempDir(), filepath.Join(t.TempDir(), "2024年度自评材料")
	must(t, "demo", "--data", data, "--members", "200", "--no-serve")
	said := must(t, "evaluation", "pack", "--data", data, "--year", "2024", "--out", folder).out
	if err := os.RemoveAll(data); err != nil {
		t.Fatal(err)
	}
	v := verified(t, folder, 0)
	if !v.OK || len(v.Figures) < 40 || v.Cells < 30 || v.Rows < 1000 || !strings.Contains(said, v.Digest) {
		t.Fatalf("%d figures, %d cells, %d rows, %q", len(v.Figures), v.Cells, v.Rows, v.Wrong)
	}
	for _, file := range []string{"2 自评情况汇总表.xlsx", "3 自评报告（草拟）.docx", "5 底稿/疑点清单.xlsx", "目录.txt", "6 系统填报页.xlsx",
		"4 佐证材料/00 佐证材料目录.xlsx"} {
		if _, err := os.Stat(filepath.Join(folder, filepath.FromSlash(file))); err != nil {
			t.Error(err)
		}
	}
	forms, err := filepath.Glob(filepath.Join(folder, "1 自评表", "*.docx"))
	if err != nil || len(forms) != 3 {
		t.Fatalf("%d forms, %v", len(forms), err)
	}
	must(t, "evaluation", "check", forms[0])
	rows, err := filepath.Glob(filepath.Join(folder, "4 佐证材料", "*提取额", "明细（示例）.csv"))
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d files of withdrawals, %v", len(rows), err)
	}
	src, err := os.ReadFile(rows[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(rows[0], []byte(strings.Replace(string(src), "00\n", "01\n", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if v := verified(t, folder, 1); v.OK || len(v.Wrong) != 2 {
		t.Errorf("a changed cent: %q", v.Wrong)
	}
}

func TestAPackageOfFilesHasFormsAndPlacesForEvidence(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "材料")
	must(t, "evaluation", "pack", published, "--out", folder)
	if v := verified(t, folder, 0); len(v.Figures) != 0 {
		t.Errorf("%d figures without books", len(v.Figures))
	}
	places, err := filepath.Glob(filepath.Join(folder, "4 佐证材料", "* 待补 *"))
	if err != nil || len(places) != 52 {
		t.Errorf("%d places, %v", len(places), err)
	}
	for _, args := range [][]string{
		{"evaluation", "pack", published, "--out", folder}, {"evaluation", "pack", "--out", folder + "2"},
		{"evaluation", "pack", published}, {"evaluation", "pack", published, "--year", "2024", "--out", folder + "2"},
		{"evidence", "verify"}, {"evidence", "verify", t.TempDir()}, {"evidence", "verify", folder + "3"},
	} {
		if a := guangsha(t, args...); a.code == 0 || !strings.Contains(a.err, "。") {
			t.Errorf("%v: exit code %d, %s", args, a.code, a.err)
		}
	}
	if _, err := os.Stat(folder + "2"); err == nil {
		t.Error("something was written")
	}
}

// A folder with tables of several units makes a package for each, which holds by itself, or none at all.
func TestAFolderOfSeveralUnitsMakesAPackageForEach(t *testing.T) {
	src, err := os.ReadFile(published)
	if err != nil {
		t.Fatal(err)
	}
	folder, out := t.TempDir(), filepath.Join(t.TempDir(), "各单位")
	other := strings.ReplaceAll(string(src), "中卫市", "示例县")
	for name, text := range map[string]string{"a.txt": string(src), "b.txt": other, "c.txt": other} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if a := must(t, "evaluation", "pack", folder, "--out", out); !strings.Contains(a.out, "2个单位或年度") {
		t.Errorf("it says %s", a.out)
	}
	for _, name := range []string{"01 中卫市住房公积金管理中心 2024年度", "02 示例县住房公积金管理中心 2024年度"} {
		if v := verified(t, filepath.Join(out, name), 0); !v.OK {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "d.txt"), []byte("不是表"), 0o600); err != nil {
		t.Fatal(err)
	}
	if a := guangsha(t, "evaluation", "pack", folder, "--out", out+"2"); a.code == 0 {
		t.Errorf("a file without a table: %s", a.out)
	}
	if a := guangsha(t, "evaluation", "pack", folder, "--out", out); a.code == 0 {
		t.Errorf("into a folder that is full: %s", a.out)
	}
	if _, err := os.Stat(out + "2"); err == nil {
		t.Error("something was written")
	}
}

// What was submitted is computed anew: the same, until a row behind a figure is another one.
func TestWhatWasSubmittedIsVerified(t *testing.T) {
	t.Parallel()
	p := lite(t)
	demo(t, p, "--members", "100")
	verify := append([]string{"evaluation", "verify", "--year", "2024"}, p.args...)
	type answer struct {
		OK      bool `json:"ok"`
		Figures []struct {
			Row     int
			Measure string
			Same    bool
			Changes []string
		}
	}
	asked := func(code int) (v answer) {
		t.Helper()
		a := guangsha(t, append(verify, "--json")...)
		if err := json.Unmarshal([]byte(a.out), &v); err != nil || a.code != code {
			t.Fatalf("exit code %d, %v, %s", a.code, err, a.err)
		}
		return v
	}
	if v := asked(0); !v.OK || len(v.Figures) < 8 {
		t.Errorf("%+v", v)
	}
	if text := must(t, verify...).out; !strings.Contains(text, "公积金贷款房屋抵押手续费项目：2025-01-01报送，留存取数") ||
		!strings.Contains(text, "公积金信息化服务外包项目：没有报送时留存的取数（现处“自评中”）") {
		t.Errorf("said is %s", text)
	}
	compute := append([]string{"evaluation", "compute", "--year", "2024"}, p.args...)
	if text := must(t, compute...).out; !strings.Contains(text, "报送时留存的取数") || !strings.Contains(text, "重算都一致") {
		t.Error("computed, the tables do not say that the figures are those that were submitted")
	}
	const table, set, where = "spending_survey", "satisfied = satisfied - 1", "topic = 21"
	if err := opentest.Alter(filepath.Join(p.folder, "shili.db"),
		"UPDATE "+table+" SET "+set+" WHERE "+where); err != nil {
		t.Fatal(err)
	}
	v := asked(1)
	for _, f := range v.Figures {
		if changed := f.Measure == "spending.survey.borrowers"; f.Same == changed || changed != (len(f.Changes) == 1) {
			t.Errorf("%+v", f)
		}
	}
	if text := must(t, compute...).out; !strings.Contains(text, "其中1项现在不同") {
		t.Error("computed, the tables do not say that a figure has changed")
	}
	if a := guangsha(t, verify...); a.code != 1 || !strings.Contains(a.out, "第9行（spending.survey.borrowers）：取数由") ||
		!strings.Contains(a.err, "报送以后有取数变了") {
		t.Errorf("exit code %d, %s%s", a.code, a.out, a.err)
	}
}
