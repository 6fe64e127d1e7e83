package document

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestANumberInAFormIsOneAndLooksAsItIsWritten writes texts into cells that are to be numbers.
func TestANumberInAFormIsOneAndLooksAsItIsWritten(t *testing.T) {
	texts := map[string]bool{"10": true, "9.5": true, "9.50": true, "97.00": true, "0": true, "0.30": true, "-4": true,
		"—": false, "007": false, "-": false, "1,234": false, "10分": false, "100%": false, "1.": false, ".5": false,
		"12345678901234567": false}
	for text, number := range texts {
		var b bytes.Buffer
		if err := WriteXLSX(&b, Grid{Cells: []Cell{{Text: text, Number: true}, {Row: 1, Text: text}}}); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		kind, err := f.GetCellType(f.GetSheetName(0), "A1")
		if is := kind != excelize.CellTypeSharedString; err != nil || is != number {
			t.Errorf("%q is a number: %v, want %v; %v", text, is, number, err)
		}
		if kind, err := f.GetCellType(f.GetSheetName(0), "A2"); err != nil || kind != excelize.CellTypeSharedString {
			t.Errorf("%q is no text where none is to be a number: %v", text, err)
		}
		grids, err := ReadXLSX(b.Bytes())
		if err != nil || grids[0].Rows()[0][0] != text {
			t.Errorf("%q is read back as %v: %v", text, grids, err)
		}
	}
}
