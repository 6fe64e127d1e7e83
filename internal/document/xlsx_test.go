package document

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"guangsha/internal/base/refusal"
)

func TestAGridIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, cols := rapid.IntRange(1, 12).Draw(t, "rows"), rapid.IntRange(1, 9).Draw(t, "cols")
		text := rapid.StringOf(rapid.RuneFrom([]rune("缴存 12.5%=+-@\"'<&\n\t—")))
		g := Grid{Name: "示例"}
		for r := range rows {
			for c := range cols {
				if s := text.Draw(t, "text"); s != "" {
					g.Cells = append(g.Cells, Cell{Row: r, Col: c, Text: s})
				}
			}
		}
		if len(g.Cells) == 0 {
			return
		}
		var out bytes.Buffer
		if err := WriteXLSX(&out, g); err != nil {
			t.Fatal(err)
		}
		got, err := ReadXLSX(out.Bytes())
		if err != nil || len(got) != 1 || !reflect.DeepEqual(got[0].Rows(), g.Rows()) {
			t.Fatalf("%v\ngot  %+v\nwant %q", err, got, g.Rows())
		}
	})
}

func TestNothingThatWasTypedBecomesAFormula(t *testing.T) {
	var out bytes.Buffer
	typed := []string{`=1+1`, `+cmd|' /C calc'!A0`, `-2+3`, `@SUM(A1)`, "\t=1", `=HYPERLINK("http://example.invalid")`}
	g := Grid{Name: "a"}
	for i, s := range typed {
		g.Cells = append(g.Cells, Cell{Row: i, Text: s})
	}
	if err := WriteXLSX(&out, g); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for i := range typed {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		formula, err1 := f.GetCellFormula("a", cell)
		kind, err2 := f.GetCellType("a", cell)
		if formula != "" || kind != excelize.CellTypeSharedString || err1 != nil || err2 != nil {
			t.Errorf("%q became formula %q of type %v (%v, %v)", typed[i], formula, kind, err1, err2)
		}
	}
}

func TestNamesOfSheetsAreMadeAcceptable(t *testing.T) {
	var grids []Grid
	long := strings.Repeat("公积金信息化服务外包项目", 4)
	for _, name := range []string{"", "a/b:c*[d]?", long, long, "'", "Sheet1", "sheet1", "业务\x01费用"} {
		grids = append(grids, Grid{Name: name, Cells: []Cell{{Text: name}}})
	}
	var out bytes.Buffer
	if err := WriteXLSX(&out, grids...); err != nil {
		t.Fatal(err)
	}
	got, err := ReadXLSX(out.Bytes())
	if err != nil || len(got) != len(grids) {
		t.Fatalf("%d sheets, %v", len(got), err)
	}
	if got[2].Name == got[3].Name || got[1].Name != "abcd" {
		t.Errorf("names: %q, %q, %q", got[1].Name, got[2].Name, got[3].Name)
	}
}

func TestAWorkbookThatIsTooLargeIsRefused(t *testing.T) {
	f := excelize.NewFile()
	if err := f.SetCellStr("Sheet1", "A9000", "x"); err != nil {
		t.Fatal(err)
	}
	deep, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadXLSX(deep.Bytes()); !refusal.Is(err, "document.xlsx.too-large") {
		t.Errorf("a cell in row 9000: %v", err)
	}
	f = excelize.NewFile()
	if err := f.SetCellStr("Sheet1", "XFD1", "x"); err != nil {
		t.Fatal(err)
	}
	wide, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ReadXLSX(wide.Bytes()); !refusal.Is(err, "document.xlsx.too-large") {
		t.Errorf("a cell in column XFD: %v", err)
	}
	long := append([]byte("PK\x03\x04"), make([]byte, maxPacked)...)
	if _, err := ReadXLSX(long); !refusal.Is(err, "document.xlsx.too-large") {
		t.Errorf("a file over the limit: %v", err)
	}
}

func TestABombIsRefusedBeforeItIsUnpacked(t *testing.T) {
	var packed bytes.Buffer
	bomb(t, &packed, maxUnzipped+1<<20)
	if _, err := ReadXLSX(packed.Bytes()); !refusal.Is(err, "document.xlsx.too-large") {
		t.Errorf("%d bytes that unpack to more than the limit: %v", packed.Len(), err)
	}
}

func TestAnEncryptedWorkbookSaysSo(t *testing.T) {
	var out bytes.Buffer
	f := excelize.NewFile()
	if err := f.Write(&out, excelize.Options{Password: "示例"}); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadXLSX(out.Bytes()); !refusal.Is(err, "document.xlsx.encrypted") {
		t.Errorf("encrypted: %v", err)
	}
}

func FuzzReadXLSX(f *testing.F) {
	var out bytes.Buffer
	g := Grid{Name: "a", Cells: []Cell{{Text: "缴存", ColSpan: 3}, {Row: 2, Text: "1"}}}
	if err := WriteXLSX(&out, g); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Fuzz(func(t *testing.T, src []byte) {
		if _, err := ReadXLSX(src); err != nil && refusal.Of(err) == nil {
			t.Fatalf("not an answer: %v", err)
		}
	})
}

func TestNumbersAreReadAsTheWorkbookShowsThem(t *testing.T) {
	f := excelize.NewFile()
	share, err1 := f.NewStyle(&excelize.Style{NumFmt: 9}) // 0%
	money, err2 := f.NewStyle(&excelize.Style{NumFmt: 4}) // #,##0.00
	errs := []error{err1, err2,
		f.SetCellInt("Sheet1", "A1", 1), f.SetCellStyle("Sheet1", "A1", "A1", share),
		f.SetCellInt("Sheet1", "B1", 1234), f.SetCellStyle("Sheet1", "B1", "B1", money),
		f.SetCellInt("Sheet1", "C1", 625), f.SetCellStr("Sheet1", "D1", "≥95%"),
	}
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	got, err := ReadXLSX(out.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if row := strings.Join(got[0].Rows()[0], "|"); row != "100%|1,234.00|625|≥95%" {
		t.Errorf("shown as %s", row)
	}
}
