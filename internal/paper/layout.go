package paper

import (
	"fmt"
	"strings"

	"guangsha/internal/document"
)

// Widths of the columns in tenths of a digit, and sizes of the type in points.
const (
	nameWidth, textWidth, signWidth            = 200, 290, 320
	centreSize, titleSize, textSize, smallSize = 16, 22, 12, 9
	tallest                                    = 20  // lines of it
	longest                                    = 300 // runes of a value in one row: a row is never higher than a page
)

// Stamper puts the centre's stamp on a paper (电子印章). What stands behind it may be a stamp service; it is given the
// code, which stands for everything the paper says, and answers with what the stamp shows.
type Stamper interface {
	Stamp(p Paper, code Code) (document.Stamp, error)
}

// RoundStamp draws the round stamp of the centre with the words under its star. It is a picture: that a paper is
// genuine is what its code says.
type RoundStamp struct{ Foot string }

// Stamp implements Stamper.
func (s RoundStamp) Stamp(p Paper, _ Code) (document.Stamp, error) {
	return document.Stamp{Edge: p.Centre, Foot: s.Foot}, nil
}

// Filed is the number of the print that is kept in the file of a case.
const Filed = 0

// mark is what a print says of itself. The first one handed out is number 1 and says nothing; each later one is marked
// 补打 with how many there were before it, so that two prints of one receipt are not taken for two receipts.
func mark(print int) string {
	switch {
	case print == Filed:
		return "归档"
	case print > 1:
		return fmt.Sprintf("补打（第%d次）", print-1)
	}
	return ""
}

// Layout is the page of a paper, for any format of package document. A phone reads off it where the centre's site says
// whether it is genuine; without a site there is only the code in text.
func Layout(p Paper, code Code, stamper Stamper, site Site, print int) (document.Grid, error) {
	facts, err := p.Facts()
	if err != nil {
		return document.Grid{}, err
	}
	w, err := wordingOf(p.Kind, p.Wording)
	if err != nil {
		return document.Grid{}, err
	}
	stamp, err := stamper.Stamp(p, code)
	if err != nil {
		return document.Grid{}, fmt.Errorf("paper: stamp %s: %w", p.No, err)
	}
	s := sheet{document.Grid{Name: w.Title, Widths: []int{nameWidth, textWidth, signWidth}}}
	s.line(p.Centre, centreSize, document.Center)
	s.line(spaced(w.Title), titleSize, document.Center)
	s.line(strings.TrimSpace(mark(print)+"　编号："+string(p.No)), smallSize+1, document.Right)
	if w.Lead != "" {
		s.line("　　"+w.Lead, textSize, document.Left)
	}
	s.line("", smallSize, document.Left)
	for _, f := range facts {
		s.fact(f)
	}
	if w.Body != "" {
		s.line("", smallSize, document.Left)
		for paragraph := range strings.SplitSeq(w.Body, "\n") {
			s.line("　　"+paragraph, textSize, document.Left)
		}
	}
	s.sign(p, stamp)
	if err := s.lead(site, code); err != nil {
		return document.Grid{}, err
	}
	s.line("验证码："+code.String()+"　　凭验证码可以在本中心的文书查验页面查验真伪。", smallSize, document.Left)
	return s.Grid, nil
}

// spaced is a short title as official papers set it, a space between its characters.
func spaced(title string) string {
	if runes := []rune(title); len(runes) <= 7 {
		return strings.Join(strings.Split(title, ""), " ")
	}
	return title
}

// sheet is a page in the making.
type sheet struct{ document.Grid }

// row is the number of the next row.
func (s *sheet) row() int { return len(s.Rows()) }

// line adds a line across the page without borders.
func (s *sheet) line(text string, size int, align document.Align) {
	s.Cells = append(s.Cells, document.Cell{Row: s.row(), ColSpan: len(s.Widths), Text: text, Size: size, Align: align,
		Plain: true, Bold: size == titleSize})
}

// fact adds a field, a long one in several rows.
func (s *sheet) fact(f Fact) {
	name := f.Name
	for _, part := range rowsOf(f.Text) {
		row := s.row()
		s.Cells = append(s.Cells, document.Cell{Row: row, Text: name, Size: textSize},
			document.Cell{Row: row, Col: 1, ColSpan: 2, Text: part, Align: document.Left, Size: textSize})
		name = f.Name + "（续）"
	}
}

// rowsOf cuts a text into rows that are lower than a page.
func rowsOf(text string) (parts []string) {
	begin, runes, lines := 0, 0, 0
	for i, r := range text {
		if runes == longest || lines == tallest {
			parts = append(parts, text[begin:i])
			begin, runes, lines = i, 0, 0
		}
		if runes++; r == '\n' {
			lines++
		}
	}
	return append(parts, text[begin:])
}

// lead adds, beside the stamp, where a phone sees whether the paper is genuine.
func (s *sheet) lead(site Site, code Code) error {
	if site == "" {
		return nil
	}
	symbol, err := document.SymbolOf(site.Verify(code))
	if err != nil {
		return fmt.Errorf("paper: where it is verified: %w", err)
	}
	s.Cells = append(s.Cells, document.Cell{Row: s.row() - 2, Text: "手机扫码查验真伪", Size: smallSize, Plain: true,
		Symbol: symbol})
	return nil
}

// sign adds who gave the paper out, over the stamp, and the day, beneath it.
func (s *sheet) sign(p Paper, stamp document.Stamp) {
	row := s.row()
	s.Cells = append(s.Cells,
		document.Cell{Row: row, Col: 2, Text: p.Centre, Size: textSize, Plain: true, Stamp: stamp},
		document.Cell{Row: row + 1, Col: 2, Text: p.Issued.InFull(), Size: textSize, Plain: true})
}
