package document

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestATableKeepsNumbersAsNumbersAndTextAsText(t *testing.T) {
	var book bytes.Buffer
	if err := WriteTable(&book, Table{Name: "贷款/名单", Columns: []Column{{Title: "合同"}, {Title: "金额（元）", Holds: Amount},
		{Title: "期数", Holds: Whole}}, Rows: [][]string{
		{"=1+1", "1234567890123.45", "360"}, {"0012", "-0.05", ""}, {"", "=A1", "1e3"},
		{"", "0.1", "123456789012345678"}}}); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct{ cell, raw, shown string }{
		{"A1", "合同", "合同"}, {"A2", "=1+1", "=1+1"}, {"B2", "1234567890123.45", "1,234,567,890,123.45"},
		{"C2", "360", "360"}, {"A3", "0012", "0012"}, {"B3", "-0.05", "-0.05"}, {"C3", "", ""}, {"B4", "=A1", "=A1"},
		{"C4", "1e3", "1e3"}, {"B5", "0.1", "0.10"}, {"C5", "123456789012345678", "123456789012345678"},
	} {
		raw, err1 := f.GetCellValue("贷款名单", want.cell, excelize.Options{RawCellValue: true})
		shown, err2 := f.GetCellValue("贷款名单", want.cell)
		formula, err3 := f.GetCellFormula("贷款名单", want.cell)
		if err1 != nil || err2 != nil || err3 != nil || raw != want.raw || shown != want.shown || formula != "" {
			t.Errorf("%s: %q shown %q, formula %q; %v %v %v", want.cell, raw, shown, formula, err1, err2, err3)
		}
	}
	for cell, number := range map[string]bool{"A2": false, "B2": true, "C2": true, "A3": false, "B4": false} {
		kind, err := f.GetCellType("贷款名单", cell)
		if err != nil || (kind == excelize.CellTypeUnset || kind == excelize.CellTypeNumber) != number {
			t.Errorf("%s is of type %v: %v", cell, kind, err)
		}
	}
}
