package document

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Kind says what the cells of a column hold.
type Kind uint8

// The kinds of columns.
const (
	Words  Kind = iota // text, whatever it looks like
	Whole              // whole numbers
	Amount             // plain decimals such as 1234.56, shown with separators and two decimals
)

// Column is a column of a Table.
type Column struct {
	Title string
	Kind  Kind
	Width int // in tenths of a digit, 140 when 0
}

// Table is a list for a spreadsheet: a head that stays in sight, and rows that people sort, filter and add up.
type Table struct {
	Name    string // of the sheet
	Columns []Column
	Rows    [][]string // a cell for each column
}

// WriteTable writes a workbook with one table. A number stays exact, since its digits are written as they are; what is
// no number in a column of numbers is written as text.
func WriteTable(w io.Writer, t Table) error {
	f := excelize.NewFile()
	err := writeTable(f, t)
	if err == nil {
		err = f.Write(w)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("document: write table: %w", err)
	}
	return nil
}

func writeTable(f *excelize.File, t Table) error {
	sheet := sheetNames([]Grid{{Name: t.Name}})[0]
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	if err := tableHead(f, sheet, t.Columns); err != nil {
		return err
	}
	for i, row := range t.Rows {
		for k, text := range row {
			cell, err := excelize.CoordinatesToCellName(k+1, i+2)
			if err != nil {
				return err
			}
			if t.Columns[k].Kind != Words && plainNumber(text) {
				err = f.SetCellDefault(sheet, cell, text)
			} else if text != "" {
				err = f.SetCellStr(sheet, cell, printable(text))
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// tableHead writes the head, and gives the columns their width and form.
func tableHead(f *excelize.File, sheet string, columns []Column) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{
		Vertical: "center", WrapText: true}, Border: []excelize.Border{{Type: "bottom", Color: "000000", Style: 1}}})
	if err != nil {
		return err
	}
	for k, c := range columns {
		name, err := excelize.ColumnNumberToName(k + 1)
		if err != nil {
			return err
		}
		form := map[Kind]string{Words: "@", Whole: "#,##0", Amount: "#,##0.00"}[c.Kind]
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &form})
		width := c.Width
		if width == 0 {
			width = 140
		}
		err = errors.Join(err, f.SetColStyle(sheet, name, style), setWidth(f, sheet, name, width),
			f.SetCellStr(sheet, name+"1", printable(c.Title)), f.SetCellStyle(sheet, name+"1", name+"1", bold))
		if err != nil {
			return err
		}
	}
	return f.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}

// plainNumber reports whether a text is digits with at most a sign before and one point within them.
func plainNumber(text string) bool {
	whole, part, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!point || digits(part)) && len(text) <= 20
}

// setWidth gives a column its width in tenths of a digit.
func setWidth(f *excelize.File, sheet, column string, tenths int) error {
	width, _ := big.NewRat(int64(tenths), 10).Float64()
	return f.SetColWidth(sheet, column, column, width)
}
