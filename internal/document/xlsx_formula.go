package document

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

// NoResult stands in a cell whose formula has no result in the file: a program wrote it that does not calculate. Such a
// cell is not empty, and what it would say nobody knows before it is opened in a spreadsheet and saved.
const NoResult = "（公式没有计算结果）"

// openFormula is a cell whose formula has no result, its row and column from zero.
type openFormula struct{ row, col int }

// mostOpen is how many of them are kept of a sheet; who has more learns of the rest the next time.
const mostOpen = 10_000

// sheetPart is what a workbook says of a sheet: its name and the relation that leads to its part.
type sheetPart struct {
	Name string `xml:"name,attr"`
	ID   string `xml:"id,attr"` // the relation; its namespace differs between the variants of the format
}

// openFormulas finds the formulas without a result of every sheet of a workbook.
func openFormulas(file io.ReaderAt, size int64) (map[string][]openFormula, error) {
	book, err := zip.NewReader(file, size)
	if err != nil {
		return nil, fmt.Errorf("open workbook: %w", err)
	}
	var sheets struct {
		Sheets []sheetPart `xml:"sheets>sheet"`
	}
	var relations struct {
		Relations []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		} `xml:"Relationship"`
	}
	if err := errors.Join(readPart(book, "xl/workbook.xml", &sheets),
		readPart(book, "xl/_rels/workbook.xml.rels", &relations)); err != nil {
		return nil, err
	}
	open := map[string][]openFormula{}
	for _, s := range sheets.Sheets {
		for _, r := range relations.Relations {
			if r.ID != s.ID {
				continue
			}
			name := path.Join("xl", r.Target)
			if strings.HasPrefix(r.Target, "/") {
				name = strings.TrimPrefix(r.Target, "/")
			}
			part, err := book.Open(name)
			if err != nil {
				return nil, fmt.Errorf("open sheet: %w", err)
			}
			open[s.Name], err = formulasOf(part)
			if err = errors.Join(err, part.Close()); err != nil {
				return nil, err
			}
		}
	}
	return open, nil
}

func readPart(book *zip.Reader, name string, into any) error {
	part, err := book.Open(name)
	if err != nil {
		return fmt.Errorf("open part: %w", err)
	}
	defer func() { _ = part.Close() }() // it is only read
	return xml.NewDecoder(io.LimitReader(part, maxTablePart)).Decode(into)
}

// formulasOf reads the cells of a sheet in their order, without keeping them.
func formulasOf(sheet io.Reader) (open []openFormula, err error) {
	d := xml.NewDecoder(io.LimitReader(sheet, maxTablePart))
	var at, inside string
	var text, formula, value bool
	for {
		token, err := d.RawToken()
		if err == io.EOF {
			return open, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read sheet: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			inside = t.Name.Local
			if inside == "c" {
				at, text, formula, value = attribute(t, "r"), attribute(t, "t") == "str", false, false
			}
			formula = formula || inside == "f"
		case xml.CharData:
			value = value || inside == "v" && len(t) > 0
		case xml.EndElement:
			inside = ""
			if t.Name.Local != "c" || !formula || value || text {
				continue // a text that a formula gives may be empty
			}
			col, row, err := excelize.CellNameToCoordinates(at)
			if err == nil && len(open) < mostOpen {
				open = append(open, openFormula{row - 1, col - 1})
			}
		}
	}
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// marked writes NoResult into the cells of a row, from 0, whose formula has no result, and gives the formulas of later
// rows.
func marked(cells []string, row int, open []openFormula) ([]string, []openFormula) {
	for len(open) > 0 && open[0].row <= row {
		if f := open[0]; f.row == row && f.col < maxCols {
			for len(cells) <= f.col {
				cells = append(cells, "")
			}
			cells[f.col] = NoResult
		}
		open = open[1:]
	}
	return cells, open
}
