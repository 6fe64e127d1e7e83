package pack

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/document"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

func figureOf(m measure.Measure) Figure {
	return Figure{Unit: m.Unit, Fold: folds[m.Fold], From: "2024-01-01", To: "2024-12-31"}
}

func inCatalogue(name string) (measure.Measure, bool) {
	i := slices.IndexFunc(catalogue, func(m measure.Measure) bool { return m.Name == name })
	if i < 0 {
		return measure.Measure{}, false
	}
	return catalogue[i], true
}

// forge changes the manifest of a package, and then takes every file as it is into it: what somebody does who knows how
// a package is made.
func forge(t *testing.T, folder string, change func(m *Manifest)) {
	t.Helper()
	list := filepath.Join(folder, ManifestName)
	src, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(src, &m); err != nil {
		t.Fatal(err)
	}
	change(&m)
	for i, f := range m.Files {
		src, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		digest := sha256.Sum256(src)
		m.Files[i].SHA256, m.Files[i].Bytes = hex.EncodeToString(digest[:]), int64(len(src))
	}
	if src, err = json.MarshalIndent(m, "", "  "); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(list, src, 0o600); err != nil {
		t.Fatal(err)
	}
}

// explainAnew writes the words of a figure so that they fit the manifest.
func explainAnew(t *testing.T, folder string, m *Manifest, i int) {
	t.Helper()
	f := m.Figures[i]
	name := filepath.Join(folder, filepath.FromSlash(f.explanation()))
	if err := os.WriteFile(name, []byte(f.explain(*m)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestWhatAForgerChangesConsistentlyIsFound changes a package together with its digests.
func TestWhatAForgerChangesConsistentlyIsFound(t *testing.T) {
	const words = "4 佐证材料/01 工资发放次数/取数说明.txt"
	for name, tc := range map[string]struct {
		change func(t *testing.T, folder string, m *Manifest)
		says   string
	}{
		"a row of the year before": {func(t *testing.T, f string, _ *Manifest) {
			change(t, f, months, "1,2024-03-01", "1,2023-07-04")
		}, "第2行的日期2023-07-04不在期间2024-01-01至2024-12-31之内"},
		"a row that comes after, called a balance": {func(t *testing.T, f string, m *Manifest) {
			change(t, f, months, "12,2024-03-01", "12,2025-01-04")
			m.Figures[0].Balance = true
			explainAnew(t, f, m, 0)
		}, "不在期间"},
		"another period": {func(t *testing.T, f string, m *Manifest) {
			m.Figures[0].From = "2023-01-01"
			explainAnew(t, f, m, 0)
		}, "的期间是2023-01-01至2024-12-31，不是2024年度"},
		"another year": {func(_ *testing.T, _ string, m *Manifest) { m.Year = 2023 }, "是2024年度的，清单写2023年度"},
		"the words": {func(t *testing.T, f string, _ *Manifest) {
			change(t, f, words, "取数值：12次", "取数值：999万元")
		}, "取数说明与清单不符"},
		"a better grade": {func(t *testing.T, f string, m *Manifest) {
			m.Figures[2].Grade = "A"
			explainAnew(t, f, m, 2)
		}, "证据等级与本程序的取数项a.share不符"},
		"a figure of a paper from outside": {func(t *testing.T, f string, m *Manifest) {
			m.Figures[1].Outside[0].Amount, m.Figures[1].Outside[0].Fen = "9.65亿元", 96_500_000_000
			explainAnew(t, f, m, 1)
		}, "与外部文件的对照算错了"},
		"a paper that agrees, taken away": {func(t *testing.T, f string, m *Manifest) {
			m.Figures[1].Outside = nil
			explainAnew(t, f, m, 1)
		}, "证据等级与本程序的取数项a.amount不符"},
		"who registered a paper": {func(t *testing.T, f string, m *Manifest) {
			m.Figures[1].Outside[0].By = "writer"
			explainAnew(t, f, m, 1)
		}, "外部文件与清单的佐证02不符"},
		"no figures and no cells": {func(_ *testing.T, _ string, m *Manifest) {
			m.Figures, m.Cells = []Figure{}, []Cell{}
		}, "不属于清单中的任何取数项"},
		"no figures, cells and files of theirs": {func(t *testing.T, f string, m *Manifest) {
			for _, g := range m.Figures {
				folder := path.Dir(g.Path)
				if err := os.RemoveAll(filepath.Join(f, filepath.FromSlash(folder))); err != nil {
					t.Fatal(err)
				}
				m.Files = slices.DeleteFunc(m.Files, func(l File) bool { return strings.HasPrefix(l.Path, folder+"/") })
			}
			m.Figures, m.Cells = []Figure{}, []Cell{}
		}, "佐证材料目录第4行的“01 工资发放次数”不在清单的取数项中"},
		"a cell that is gone": {func(_ *testing.T, _ string, m *Manifest) { m.Cells = m.Cells[1:] },
			"佐证材料目录有6格有取数，清单有5格"},
		"a form as a text document": {rewrite, "docx”与同名的工作簿不一致"},
		"another unit": {func(_ *testing.T, _ string, m *Manifest) { m.Unit = "别的单位" },
			"清单的单位“别的单位”不在任何自评表上"},
		"a year that is over": {func(_ *testing.T, _ string, m *Manifest) { m.Unfinished = "年度已结束" },
			"取数说明与清单不符"},
	} {
		t.Run(name, func(t *testing.T) {
			folder, w := written(t)
			forge(t, folder, func(m *Manifest) { tc.change(t, folder, m) })
			v, err := Verify(folder, inCatalogue)
			if err != nil || v.OK || !strings.Contains(strings.Join(v.Wrong, "\n"), tc.says) || v.Digest == w.Digest {
				t.Errorf("%v, %q", err, v.Wrong)
			}
		})
	}
}

// TestAPackageMadeAnewAsAWholeIsToldByItsDigest: a row of another day of the same year contradicts nothing. Only the
// digest that the unit published tells.
func TestAPackageMadeAnewAsAWholeIsToldByItsDigest(t *testing.T) {
	folder, w := written(t)
	change(t, folder, months, "12,2024-03-01", "12,2024-04-01")
	forge(t, folder, func(*Manifest) {})
	v, err := Verify(folder, inCatalogue)
	if err != nil || !v.OK || v.Digest == w.Digest {
		t.Errorf("%v, %q", err, v.Wrong)
	}
}

// rewrite writes the text document beside a form with another actual in its first row.
func rewrite(t *testing.T, folder string, m *Manifest) {
	t.Helper()
	form := m.Tables[0].Path
	src, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(form)))
	if err != nil {
		t.Fatal(err)
	}
	tables, err := evaluation.Read(src, path.Base(form))
	if err != nil {
		t.Fatal(err)
	}
	tables[0].Indicators[0].Actual = "999次"
	var out bytes.Buffer
	i := slices.IndexFunc(document.Formats, func(f document.Format) bool { return f.Name == "docx" })
	if err := document.Formats[i].Write(t.Context(), nil, &out, evaluation.Form(tables[0])); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(folder, filepath.FromSlash(strings.TrimSuffix(form, ".xlsx")+".docx"))
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestThePackageOfAnInventedCitySaysSoInEveryFile: a folder of it may go its own way.
func TestThePackageOfAnInventedCitySaysSoInEveryFile(t *testing.T) {
	n, books := noticeOf(t)
	n.Invented = "示例：人、单位和数字均为虚构"
	folder := filepath.Join(t.TempDir(), "材料")
	if _, err := Write(t.Context(), folder, n, books, nil); err != nil {
		t.Fatal(err)
	}
	if v, err := Verify(folder, inCatalogue); err != nil || !v.OK || v.Invented != n.Invented {
		t.Errorf("%v, %+v", err, v)
	}
	seen := 0
	err := filepath.WalkDir(folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(name, formsFolder) || strings.Contains(d.Name(), "示例") {
			return err
		}
		src, err := os.ReadFile(name)
		if kind := document.KindOf(src); err == nil && (kind == document.KindXLSX || kind == document.KindDOCX) {
			src = unpacked(t, src)
		}
		if seen++; !bytes.Contains(src, []byte("示例：人")) {
			t.Errorf("%s does not say that it is invented", name)
		}
		return err
	})
	if err != nil || seen < 10 {
		t.Errorf("%d files, %v", seen, err)
	}
}

// unpacked is what lies in a workbook or a text document.
func unpacked(t *testing.T, src []byte) (all []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, part...)
	}
	return all
}

func TestThePackageOfAYearThatIsNotOverSaysSo(t *testing.T) {
	n, books := noticeOf(t)
	n.Unfinished = "注意：2024年度还没有结束，账只到2024-06-30（此日已日结）。"
	folder := filepath.Join(t.TempDir(), "材料")
	if _, err := Write(t.Context(), folder, n, books, nil); err != nil {
		t.Fatal(err)
	}
	v, err := Verify(folder, inCatalogue)
	if err != nil || !v.OK || v.Unfinished != n.Unfinished {
		t.Errorf("%v, %+v", err, v)
	}
	for _, name := range []string{"目录.txt", "4 佐证材料/01 工资发放次数/取数说明.txt"} {
		src, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name)))
		if err != nil || !strings.Contains(string(src), n.Unfinished) {
			t.Errorf("%s: %v, %s", name, err, src)
		}
	}
	if index := n.Index(func(int, int, string) string { return "" }); index.Cells[1].Text != n.Unfinished {
		t.Errorf("the index begins with %q", index.Cells[1].Text)
	}
}
