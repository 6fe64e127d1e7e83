package document

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// paperA4 is the number of the paper size in the workbook format.
const paperA4 = 9

// WriteXLSX writes one sheet per grid: borders, wrapped text, A4 fitted to its width. Every cell is text but those that
// are to be numbers and are one; these look as their text does.
func WriteXLSX(w io.Writer, grids ...Grid) error {
	f := excelize.NewFile()
	err := writeSheets(f, grids)
	if err == nil {
		err = f.Write(w)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("document: write workbook: %w", err)
	}
	return nil
}

func writeSheets(f *excelize.File, grids []Grid) error {
	const first = "Sheet1" // what a new workbook begins with
	for i, name := range sheetNames(grids) {
		var err error
		if i == 0 {
			err = f.SetSheetName(first, name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return err
		}
		s := sheetWriter{file: f, name: name, grid: grids[i], styles: map[styleKey]int{}}
		if err := s.write(); err != nil {
			return err
		}
	}
	return nil
}

// sheetNames makes names that Excel accepts: at most 31 characters, no marks of paths and formulas, none twice.
func sheetNames(grids []Grid) []string {
	names := make([]string, len(grids))
	taken := map[string]bool{}
	for i, g := range grids {
		base := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`:\/?*[]'`, r) || r < ' ' || r == utf8.RuneError {
				return -1
			}
			return r
		}, g.Name)
		base = cut(base, 26)
		if base == "" {
			base = "表"
		}
		name := base
		for n := 2; taken[strings.ToLower(name)]; n++ {
			name = fmt.Sprintf("%s(%d)", base, n)
		}
		taken[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

func cut(s string, runes int) string {
	for i := range s {
		if runes == 0 {
			return s[:i]
		}
		runes--
	}
	return s
}

type sheetWriter struct {
	file   *excelize.File
	name   string
	grid   Grid
	styles map[styleKey]int
}

func (s *sheetWriter) write() error {
	if err := s.page(); err != nil {
		return err
	}
	for i, tenths := range s.grid.Widths {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		width, _ := big.NewRat(int64(tenths), 10).Float64()
		if err := s.file.SetColWidth(s.name, col, col, width); err != nil {
			return err
		}
	}
	for i, points := range s.grid.heights() {
		height, _ := big.NewRat(int64(points), 1).Float64()
		if err := s.file.SetRowHeight(s.name, i+1, height); err != nil {
			return err
		}
	}
	for _, c := range s.grid.Cells {
		if err := s.cell(c); err != nil {
			return err
		}
	}
	return nil
}

// head has the head of a sheet that goes on over several pages printed again on each.
func (s *sheetWriter) head() error {
	if s.grid.Head == 0 {
		return nil
	}
	return s.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: s.name,
		RefersTo: fmt.Sprintf("'%s'!$%d:$%d", s.name, s.grid.Head, s.grid.Head)})
}

// page sets A4, all columns on one page across and, unless one holds all rows, as many pages down as needed.
func (s *sheetWriter) page() error {
	down := 0
	if g, fits := onOnePage(s.grid); fits {
		s.grid, down = g, 1
	} else if err := s.head(); err != nil {
		return err
	}
	orientation := "portrait"
	if s.grid.Landscape {
		orientation = "landscape"
	}
	size, one, yes := paperA4, 1, true
	err := s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &orientation, FitToWidth: &one, FitToHeight: &down,
	})
	if err != nil {
		return err
	}
	if err := s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}); err != nil {
		return err
	}
	return s.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Horizontally: &yes})
}

func (s *sheetWriter) cell(c Cell) error {
	from, err := excelize.CoordinatesToCellName(c.Col+1, c.Row+1)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(c.Col+max(1, c.ColSpan), c.Row+max(1, c.RowSpan))
	if err != nil {
		return err
	}
	if from != to {
		if err := s.file.MergeCell(s.name, from, to); err != nil {
			return err
		}
	}
	style, err := s.style(c)
	if err != nil {
		return err
	}
	if err := s.file.SetCellStyle(s.name, from, to, style); err != nil {
		return err
	}
	if c.Text == "" {
		return nil
	}
	if c.isNumber() {
		return s.file.SetCellDefault(s.name, from, c.Text) // the digits as they are
	}
	// The workbook format holds 32,767 characters in a cell.
	return s.file.SetCellStr(s.name, from, cut(printable(c.Text), excelize.TotalCellChars))
}

// isNumber reports whether a cell goes into a spreadsheet as a number. Digits that a number does not have, as 007 or a
// lone minus, stay text.
func (c Cell) isNumber() bool {
	digits := strings.TrimPrefix(c.Text, "-")
	return c.Number && plainNumber(c.Text) && (len(digits) == 1 || digits[0] != '0' || digits[1] == '.')
}

// numberForm is the format in which a number looks as it is written: with as many decimals.
func (c Cell) numberForm() string {
	if !c.isNumber() {
		return ""
	}
	_, part, point := strings.Cut(c.Text, ".")
	if !point {
		return "0"
	}
	return "0." + strings.Repeat("0", len(part))
}

// printable drops the characters that the formats cannot hold.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}

type styleKey struct {
	align  Align
	bold   bool
	size   int
	plain  bool
	marked bool
	font   string
	number string // its format, none of a text
}

func (s *sheetWriter) style(c Cell) (int, error) {
	key := styleKey{c.Align, c.Bold, c.Size, c.Plain, c.Marked, fontOf(s.grid, c), c.numberForm()}
	if id, ok := s.styles[key]; ok {
		return id, nil
	}
	size, _ := big.NewRat(int64(typeSize(c)), 1).Float64()
	align := c.Align
	if align == "" {
		align = Center
	}
	style := &excelize.Style{
		Font:      &excelize.Font{Family: key.font, Size: size, Bold: c.Bold},
		Alignment: &excelize.Alignment{Horizontal: string(align), Vertical: "center", WrapText: true},
		NumFmt:    49, // text
	}
	if key.number != "" {
		style.NumFmt, style.CustomNumFmt = 0, &key.number
	}
	if !c.Plain {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			style.Border = append(style.Border, excelize.Border{Type: side, Color: "000000", Style: 1})
		}
	}
	if c.Marked {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{markGround}}
	}
	id, err := s.file.NewStyle(style)
	s.styles[key] = id
	return id, err
}

func typeSize(c Cell) int {
	if c.Size == 0 {
		return 10
	}
	return c.Size
}
