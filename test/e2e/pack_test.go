package e2e

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	rows, err := filepath.Glob(filepath.Join(folder, "4 佐证材料", "*提取额", "明细.csv"))
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
