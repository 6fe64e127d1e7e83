package pack

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
	"guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// invented are measures of every fold with rows that nobody lived.
func invented() map[string][]Row {
	day := civil.DateOf(2024, 3, 1)
	row := func(n, of int64) Row {
		return Row{Row: measure.Row{Source: "voucher", Ref: 7, Day: day, N: n, Of: of}, Label: "2024-0301-0001"}
	}
	return map[string][]Row{
		"a.months": {row(1, 0), row(1, 0), row(1, 0), row(1, 0), row(1, 0), row(1, 0), row(1, 0), row(1, 0), row(1, 0),
			row(1, 0), row(1, 0), row(1, 0)},
		"a.amount": {row(96_300_000_012, 0), row(-12, 0)},
		"a.share":  {row(1, 0), row(0, 0), row(1, 0), row(1, 0)},
		"a.survey": {row(46, 48)},
		"a.last":   {row(int64(civil.DateOf(2024, 12, 25)), 0), row(int64(civil.DateOf(2024, 2, 23)), 0)},
		"a.median": {row(3, 0), row(4, 0)},
	}
}

var catalogue = []measure.Measure{
	{Name: "a.months", Title: "工资发放次数", Definition: "已发放的月份", Unit: measure.Times, Fold: measure.RowsN, Grade: "A"},
	{Name: "a.amount", Title: "支出", Definition: "付款之和", Unit: measure.Fen, Fold: measure.SumN, Grade: "C"},
	{Name: "a.share", Title: "按时率", Definition: "按时的占比", Unit: measure.Share, Fold: measure.ShareOf, Grade: "C"},
	{Name: "a.survey", Title: "满意度", Definition: "满意的占比", Unit: measure.Share, Fold: measure.RatioOf, Grade: "D"},
	{Name: "a.last", Title: "最后一次", Definition: "最后的日期", Unit: measure.Date, Fold: measure.MaxN, Grade: "C"},
	{Name: "a.median", Title: "办理天数", Definition: "中位数", Unit: measure.Days, Fold: measure.MedianN, Grade: "C"},
}

// stated is what an invented paper from outside says of one of them, which that makes a figure of grade B.
var stated = []evaluation.Outside{{Paper: "部门决算", Number: "示例财决〔2025〕1号", Dated: "2025-02-28", Item: "支出",
	Measure: "a.amount", Amount: "9.63亿元", Fen: 96_300_000_000, Page: "12", By: "lead", On: "2025-03-01"}}

// written is a copy of the package of the published tables with invented figures behind six rows.
func written(t testing.TB) (folder string, w Written) {
	t.Helper()
	once.Do(func() {
		n, books := noticeOf(t)
		above, err := os.MkdirTemp("", "guangsha-pack-")
		if err == nil {
			first, err = Write(t.Context(), filepath.Join(above, "2024年度自评材料"), n, books, nil)
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	folder = t.TempDir()
	if err := os.CopyFS(folder, os.DirFS(first.Folder)); err != nil {
		t.Fatal(err)
	}
	return folder, first
}

// The package that all tests copy, written once.
var (
	once  sync.Once
	first Written
)

func TestMain(m *testing.M) {
	code := m.Run()
	if first.Folder != "" {
		if err := os.RemoveAll(filepath.Dir(first.Folder)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func noticeOf(t testing.TB) (evaluation.Notice, Books) {
	t.Helper()
	tables, err := evaluation.Read(evaluation.Example, evaluation.ExampleName)
	if err != nil {
		t.Fatal(err)
	}
	rows := invented()
	books := Books{Outside: stated, Values: map[string]measure.Value{}}
	books.Rows = func(name string, each func(Row) error) error {
		for _, r := range rows[name] {
			if err := each(r); err != nil {
				return err
			}
		}
		return nil
	}
	filled := []evaluation.FilledTable{}
	for _, table := range tables {
		filled = append(filled, evaluation.Reported(table))
	}
	for i, m := range catalogue {
		v := measure.Value{Measure: m, Period: measure.Year(2024), Rows: int64(len(rows[m.Name]))}
		tally := measure.Tally{Fold: m.Fold}
		for _, r := range rows[m.Name] {
			tally.Add(r.Row)
		}
		v.N, v.Known = tally.Figure()
		v.Of = tally.Of
		books.Values[m.Name] = v
		row := &filled[0].Rows[i]
		row.Measured = evaluation.MeasuredText(v.N, m.Unit, tables[0].Indicators[i].Target)
		row.Evidence = evaluation.Evidence{Grade: m.Grade, Rows: v.Rows, Of: v.Of, Measure: m.Name,
			Definition: m.Definition}
		row.Outside = evaluation.Against(v, stated)
		row.Grade = evaluation.GradeBeside(m.Grade, row.Outside)
		row.Accepted = row.Measured
	}
	filled[0].Rows[1].Accepted = "5次"
	set, err := evaluation.Evaluate(filled)
	if err != nil {
		t.Fatal(err)
	}
	n, err := evaluation.NewNotice(set, evaluation.Paper{})
	if err != nil {
		t.Fatal(err)
	}
	return n, books
}

func TestAPackageVerifiesWithoutTheBooks(t *testing.T) {
	folder, w := written(t)
	v, err := Verify(folder, inCatalogue)
	if err != nil || !v.OK || v.Digest != w.Digest || len(v.Figures) != 6 || v.Cells != 6 || v.Rows != 23 {
		t.Fatalf("%+v, %v", v, err)
	}
	if len(v.Differs) != 1 || !strings.Contains(v.Differs[0], "表上是5次，系统取数96300万元") {
		t.Errorf("differs: %q", v.Differs)
	}
	for i, want := range []string{"12次", "96300万元", "75%", "95.83%", "2024-12-25", "4天"} {
		if f := v.Figures[i]; f.Redone != want || f.Stated != want || !f.Agrees {
			t.Errorf("figure %d is %+v, want %s", i, f, want)
		}
	}
}

func TestWhatLeavesTheHouseIsMasked(t *testing.T) {
	folder, _ := written(t)
	err := filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(path)
		if bytes.Contains(src, []byte("2024-0301-0001")) {
			t.Errorf("%s shows a whole number", filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(filepath.Join(folder, "4 佐证材料", "02 支出", "明细.csv"))
	if err != nil || !strings.Contains(string(src), "1,2024-03-01,凭证,2024******0001,963000000.12\n") {
		t.Errorf("%s, %v", src, err)
	}
}

// change edits a file of a package.
func change(t *testing.T, folder, name, old, new string) {
	t.Helper()
	path := filepath.Join(folder, filepath.FromSlash(name))
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(src), old) {
		t.Fatalf("%s lacks %q", name, old)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(src), old, new, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// relist writes the digest of a changed file into the manifest, as somebody does who changes both.
func relist(t *testing.T, folder, name string) {
	t.Helper()
	path := filepath.Join(folder, ManifestName)
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var m Manifest
	if err := json.Unmarshal(src, &m); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	v := verifier{root: root}
	i := slices.IndexFunc(m.Files, func(f File) bool { return f.Path == name })
	if m.Files[i].SHA256, m.Files[i].Bytes, err = v.digestOf(name); err != nil {
		t.Fatal(err)
	}
	if src, err = json.MarshalIndent(m, "", "  "); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, src, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Files of the package that edits change.
const (
	months  = "4 佐证材料/01 工资发放次数/明细.csv"
	amounts = "4 佐证材料/02 支出/明细.csv"
	form    = "1 自评表/01 公积金管理业务费用项目.xlsx"
)

// edits are ways to change a package, with what is said of each.
var edits = map[string]struct {
	change func(t *testing.T, folder string)
	says   string
}{
	"a figure in the rows": {func(t *testing.T, f string) {
		change(t, f, amounts, "963000000.12", "963000000.13")
	}, "被改动过"},
	"a figure in the rows and its digest": {func(t *testing.T, f string) {
		change(t, f, amounts, "963000000.12", "964000000.12")
		relist(t, f, amounts)
	}, "由明细复算为96400万元，清单写96300万元"},
	"a row that is gone": {func(t *testing.T, f string) {
		change(t, f, months, "12,2024-03-01,凭证,2024******0001,1\n", "")
		relist(t, f, months)
	}, "由明细复算为11次，清单写12次"},
	"a row in the middle that is gone": {func(t *testing.T, f string) {
		change(t, f, months, "5,2024-03-01,凭证,2024******0001,1\n", "")
		relist(t, f, months)
	}, "序号不连续"},
	"a word for a number": {func(t *testing.T, f string) {
		change(t, f, amounts, "963000000.12", "很多")
		relist(t, f, amounts)
	}, "不是数"},
	"the figure in the manifest": {func(t *testing.T, f string) {
		change(t, f, ManifestName, `"n": 12,`, `"n": 13,`)
	}, "清单写13次"},
	"the number of rows in the manifest": {func(t *testing.T, f string) {
		change(t, f, ManifestName, `"rows": 2,`, `"rows": 3,`)
	}, "明细有2行，清单写3行"},
	"the cell in the manifest": {func(t *testing.T, f string) {
		change(t, f, ManifestName, `"measured": "12次"`, `"measured": "13次"`)
	}, "系统取数值应为12次，清单写13次"},
	"the form": {func(t *testing.T, f string) {
		other, _ := written(t)
		src, err := os.ReadFile(filepath.Join(other, "1 自评表", "02 公积金贷款房屋抵押手续费项目.xlsx"))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(f, filepath.FromSlash(form)), src, 0o600); err != nil {
			t.Fatal(err)
		}
		relist(t, f, form)
	}, "清单写“公积金管理业务费用项目”"},
	"an actual on the form": {func(t *testing.T, f string) {
		tables, err := evaluation.Read(evaluation.Example, evaluation.ExampleName)
		if err != nil {
			t.Fatal(err)
		}
		tables[0].Indicators[0].Actual = "13次"
		var out bytes.Buffer
		if err := document.WriteXLSX(&out, evaluation.Form(tables[0])); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(f, filepath.FromSlash(form)), out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		relist(t, f, form)
	}, "第1行表上是“13次”，清单写“12次”"},
	"a file that is gone": {func(t *testing.T, f string) {
		if err := os.Remove(filepath.Join(f, "目录.txt")); err != nil {
			t.Fatal(err)
		}
	}, "缺少文件“目录.txt”"},
	"a file too many": {func(t *testing.T, f string) {
		if err := os.WriteFile(filepath.Join(f, "1 自评表", "04.xlsx"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}, "不在清单中"},
	"a link out of the folder": {func(t *testing.T, f string) {
		path := filepath.Join(f, "目录.txt")
		if err := errors.Join(os.Remove(path), os.Symlink("/etc/hostname", path)); err != nil {
			t.Fatal(err)
		}
	}, "缺少文件“目录.txt”"},
}

func TestEveryChangeOfAPackageIsFound(t *testing.T) {
	for name, tc := range edits {
		t.Run(name, func(t *testing.T) {
			folder, w := written(t)
			before, err := os.ReadFile(filepath.Join(folder, ManifestName))
			if err != nil {
				t.Fatal(err)
			}
			tc.change(t, folder)
			v, err := Verify(folder, inCatalogue)
			if err != nil || v.OK || !strings.Contains(strings.Join(v.Wrong, "\n"), tc.says) {
				t.Errorf("%v, %q", err, v.Wrong)
			}
			touched, err := os.ReadFile(filepath.Join(folder, ManifestName))
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Equal(touched, before) != (v.Digest == w.Digest) {
				t.Errorf("the digest does not follow the manifest")
			}
		})
	}
}

func TestPapersThatPeopleAddAreWelcomeInTheirPlaces(t *testing.T) {
	folder, _ := written(t)
	places, err := filepath.Glob(filepath.Join(folder, "4 佐证材料", "* 待补 *"))
	if err != nil || len(places) < 40 {
		t.Fatalf("%d places, %v", len(places), err)
	}
	if err := os.WriteFile(filepath.Join(places[0], "签到表.pdf"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if v, err := Verify(folder, inCatalogue); err != nil || !v.OK {
		t.Errorf("%q, %v", v.Wrong, err)
	}
}

func TestAPackageAppearsWholeOrNotAtAll(t *testing.T) {
	n, books := noticeOf(t)
	above := t.TempDir()
	folder := filepath.Join(above, "材料")
	broken := books
	broken.Rows = func(name string, each func(Row) error) error { return errors.New("the books are gone") }
	if _, err := Write(t.Context(), folder, n, broken, nil); err == nil {
		t.Error("written without the books")
	}
	fewer := books
	fewer.Rows = func(name string, each func(Row) error) error { return nil }
	if _, err := Write(t.Context(), folder, n, fewer, nil); err == nil {
		t.Error("written with fewer rows than the figures are folded from")
	}
	if left, err := os.ReadDir(above); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := os.MkdirAll(filepath.Join(folder, "别的"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(t.Context(), folder, n, books, nil); !refusal.Is(err, "pack.folder") {
		t.Errorf("into a folder that is not empty: %v", err)
	}
	file := filepath.Join(t.TempDir(), "一份文件")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(t.Context(), file, n, books, nil); !refusal.Is(err, "pack.folder") {
		t.Errorf("in place of a file: %v", err)
	}
	if left, err := os.ReadFile(file); err != nil || string(left) != "x" {
		t.Errorf("the file is %q, %v", left, err)
	}
}

func TestAFolderThatIsNoPackageIsRefused(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{"no manifest": "", "no json": "{", "another format": `{"format":"x"}`,
		"more than a manifest": `{"format":"guangsha-evidence-2","more":1}`} {
		if text != "" {
			if err := os.WriteFile(filepath.Join(folder, ManifestName), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Verify(folder, inCatalogue); !refusal.Is(err, "pack.manifest") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Verify(filepath.Join(folder, "none"), inCatalogue); !refusal.Is(err, "pack.folder") {
		t.Errorf("no folder: %v", err)
	}
}

// TestAManifestThatLiesAboutPathsReadsNothingOutside: a path out of the folder is a file that is missing.
func TestAManifestThatLiesAboutPathsReadsNothingOutside(t *testing.T) {
	for _, path := range []string{"../secret", "/etc/hostname", "..", "", "\x00"} {
		folder := t.TempDir()
		m := Manifest{Format: formatName, Files: []File{{Path: path}}, Tables: []Form{{Path: path}},
			Figures: []Figure{{No: "1", Fold: "sum", Path: path}}, Cells: []Cell{{Table: -1, Row: -1, Figure: "1"}}}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, ManifestName), text, 0o600); err != nil {
			t.Fatal(err)
		}
		if v, err := Verify(folder, inCatalogue); err != nil || len(v.Wrong) != 8 {
			t.Errorf("%q: %q, %v", path, v.Wrong, err)
		}
	}
}

func TestRowsAreReadBackAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := rapid.SampledFrom(catalogue).Draw(t, "measure")
		n := rapid.Int64Range(-1<<40, 1<<40)
		if m.Unit == measure.Date || m.Fold == measure.ShareOf || m.Fold == measure.RatioOf {
			n = rapid.Int64Range(0, 40_000)
		}
		row := rapid.Custom(func(t *rapid.T) Row {
			return Row{Row: measure.Row{Source: "loan", Day: civil.DateOf(2024, 1, 2), N: n.Draw(t, "n"),
				Of: rapid.Int64Range(0, 1000).Draw(t, "of")}, Label: rapid.String().Draw(t, "label")}
		})
		rows := rapid.SliceOfN(row, 0, 20).Draw(t, "rows")
		want := measure.Tally{Fold: m.Fold}
		var out bytes.Buffer
		if err := writeRows(&out, m, func(each func(Row) error) error {
			for _, r := range rows {
				want.Add(r.Row)
				if err := each(r); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		got, err := tally(&out, figureOf(m))
		if err != nil {
			t.Fatal(err)
		}
		a, known := want.Figure()
		if b, also := got.Figure(); a != b || known != also || got.Rows != want.Rows || got.Of != want.Of {
			t.Fatalf("%d %v and %d %v", a, known, b, also)
		}
	})
}

func FuzzTally(f *testing.F) {
	for i, m := range catalogue {
		var out bytes.Buffer
		row := invented()[m.Name][0]
		if err := writeRows(&out, m, func(each func(Row) error) error { return each(row) }); err != nil {
			f.Fatal(err)
		}
		f.Add(out.Bytes(), uint8(i))
	}
	f.Fuzz(func(t *testing.T, src []byte, which uint8) {
		m := catalogue[int(which)%len(catalogue)]
		got, err := tally(bytes.NewReader(src), figureOf(m))
		if err != nil {
			if refusal.Of(err) == nil {
				t.Fatalf("not an answer: %v", err)
			}
			return
		}
		got.Figure()
	})
}

func FuzzReadManifest(f *testing.F) {
	f.Add([]byte(fmt.Sprintf(`{"format":%q,"figures":[{"no":"1"}]}`, formatName)))
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := readManifest(bytes.NewReader(src)); err != nil && refusal.Of(err) == nil {
			t.Fatalf("not an answer: %v", err)
		}
	})
}

func TestAnAmountMayBePrintedWithFewerDecimals(t *testing.T) {
	for _, c := range []struct {
		printed, measured string
		same              bool
	}{
		{"4894.31", "4894.310491万元", true}, {"4894.31万元", "4894.310491万元", true}, {"4895", "4894.5万元", true},
		{"4894.32万元", "4894.310491万元", false}, {"5次", "96300万元", false}, {"95%", "95%", true},
		{"95.8%", "95.83%", false},
	} {
		if got := sameValue(c.printed, c.measured); got != c.same {
			t.Errorf("%s for %s: %v", c.printed, c.measured, got)
		}
	}
}
