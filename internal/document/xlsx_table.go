package document

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Content says what the cells of a column hold.
type Content uint8

// The contents of columns.
const (
	Words  Content = iota // text, whatever it looks like
	Whole                 // whole numbers
	Amount                // plain decimals such as 1234.56, shown with separators and two decimals
)

// Column is a column of a Table.
type Column struct {
	Title string
	Holds Content
	Width int // in tenths of a digit, 140 when 0
}

// Table is a list for a spreadsheet: a head that stays in sight, and rows that people sort, filter and add up.
type Table struct {
	Name    string // of the sheet
	Title   string // line above the head, or empty for none
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
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	top := 1
	if t.Title != "" {
		top = 2
	}
	styles, err := tableHead(f, out, t, top)
	if err != nil {
		return err
	}
	cells := make([]any, len(t.Columns))
	for i, row := range t.Rows {
		for k, text := range row {
			cells[k] = tableCell(t.Columns[k].Holds, styles[k], text)
		}
		if err := out.SetRow(fmt.Sprintf("A%d", top+1+i), cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// tableCell is a text as a cell. The workbook knows binary numbers only; one of up to fifteen digits is written back as
// the decimal that it was, and longer ones as text.
func tableCell(holds Content, style int, text string) any {
	if number, ok := new(big.Rat).SetString(text); ok && holds != Words && plainNumber(text) {
		value, _ := number.Float64()
		return excelize.Cell{StyleID: style, Value: value}
	}
	return excelize.Cell{StyleID: style, Value: printable(text)}
}

// tableHead writes the title and below it, in the row at the top, the head, gives the columns their width, and makes
// the form of each.
func tableHead(f *excelize.File, out *excelize.StreamWriter, t Table, top int) (styles []int, err error) {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{
		Vertical: "center", WrapText: true}, Border: []excelize.Border{{Type: "bottom", Color: "000000", Style: 1}}})
	if err != nil {
		return nil, err
	}
	heads := make([]any, len(t.Columns))
	for k, c := range t.Columns {
		form := map[Content]string{Words: "@", Whole: "#,##0", Amount: "#,##0.00"}[c.Holds]
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &form})
		if err != nil {
			return nil, err
		}
		width, _ := big.NewRat(int64(cmp.Or(c.Width, 140)), 10).Float64()
		if err := out.SetColWidth(k+1, k+1, width); err != nil {
			return nil, err
		}
		heads[k] = excelize.Cell{StyleID: bold, Value: printable(c.Title)}
		styles = append(styles, style)
	}
	panes := excelize.Panes{Freeze: true, YSplit: top, TopLeftCell: fmt.Sprintf("A%d", top+1),
		ActivePane: "bottomLeft"}
	if err := out.SetPanes(&panes); err != nil {
		return nil, err
	}
	if t.Title != "" {
		if err := out.SetRow("A1", []any{excelize.Cell{Value: printable(t.Title)}}); err != nil {
			return nil, err
		}
	}
	return styles, out.SetRow(fmt.Sprintf("A%d", top), heads)
}

// mostDigits is how long a number may be and stay exact.
const mostDigits = 16

// plainNumber reports whether a text is digits with at most a sign before and one point within them.
func plainNumber(text string) bool {
	whole, part, point := strings.Cut(strings.TrimPrefix(text, "-"), ".")
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return digits(whole) && (!point || digits(part)) && len(text) <= mostDigits
}
