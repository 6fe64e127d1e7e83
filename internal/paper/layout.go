package paper

import (
	"fmt"

	"guangsha/internal/document"
)

// Widths of the columns in tenths of a digit, and sizes of the type in points.
const (
	nameWidth, textWidth = 220, 560
	titleSize, smallSize = 18, 9
)

// Stamper puts the centre's seal on a paper (电子印章). What stands behind it may be a seal service; it is given the
// code, which stands for everything the paper says, and answers with the words that the seal shows.
type Stamper interface {
	Stamp(p Paper, code Code) (words string, err error)
}

// SampleStamp is the seal of demonstrations: it says itself that it is none.
type SampleStamp struct{}

// Stamp implements Stamper.
func (SampleStamp) Stamp(p Paper, _ Code) (string, error) {
	return p.Centre + "\n（示例印章，无效）", nil
}

// Layout is the page of a paper, for any format of package document. The first print is number 1; each later one is
// marked 补打 with how many there were before it, so that two prints of one receipt are not taken for two receipts.
func Layout(p Paper, code Code, stamp Stamper, print int) (document.Grid, error) {
	facts, err := p.Facts()
	if err != nil {
		return document.Grid{}, err
	}
	k, err := KindOf(p.Kind)
	if err != nil {
		return document.Grid{}, err
	}
	words, err := stamp.Stamp(p, code)
	if err != nil {
		return document.Grid{}, fmt.Errorf("paper: stamp %s: %w", p.No, err)
	}
	g := document.Grid{Name: k.Title, Widths: []int{nameWidth, textWidth}}
	line := func(text string, size int, align document.Align) {
		g.Cells = append(g.Cells, document.Cell{Row: rows(g), ColSpan: 2, Text: text, Size: size, Align: align,
			Plain: true, Bold: size == titleSize})
	}
	line(k.Title, titleSize, document.Center)
	if print > 1 {
		line(fmt.Sprintf("补打（第%d次）", print-1), 0, document.Right)
	}
	line("编号："+string(p.No), 0, document.Right)
	for _, f := range facts {
		row := rows(g)
		g.Cells = append(g.Cells, document.Cell{Row: row, Text: f.Name},
			document.Cell{Row: row, Col: 1, Text: f.Text, Align: document.Left})
	}
	if k.Body != "" {
		line(k.Body, 0, document.Left)
	}
	line(fmt.Sprintf("%s\n%d年%s", words, p.Issued.Year(), p.Issued.Chinese()), 0, document.Right)
	line("验证码："+code.String(), smallSize, document.Left)
	return g, nil
}

// rows is how many rows a grid has.
func rows(g document.Grid) int { return len(g.Rows()) }
