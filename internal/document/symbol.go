package document

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// Symbol is a two-dimensional code (二维码) above the text of a cell, for whoever points a phone at the paper. As with a
// stamp, only a PDF shows it.
type Symbol struct {
	side  int    // modules
	black string // one character per module, row by row: 1 is black
}

// Lengths of a symbol in twips. The white around it is more than the four modules that readers ask for.
const (
	symbolSide  = 1701 // thirty millimetres
	symbolAbove = 280
	symbolRoom  = symbolAbove + symbolSide + 480 // height of a cell with one, and with a line of text beneath
)

// SymbolOf is the QR code of a text, of which a fold or a stain may hide an eighth.
func SymbolOf(text string) (Symbol, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Symbol{}, fmt.Errorf("document: a two-dimensional code of %d bytes: %w", len(text), err)
	}
	var black strings.Builder
	side := code.Bounds().Dx()
	for y := range side {
		for x := range side {
			if color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y == 0 {
				black.WriteByte('1')
			} else {
				black.WriteByte('0')
			}
		}
	}
	return Symbol{side, black.String()}, nil
}

// symbol draws a symbol whose upper edge is above its middle at x, all of it as one path: a seam between two modules
// would be a white line to a reader.
func (p *pdfWriter) symbol(page *printedPage, s Symbol, x, upper int) {
	module := symbolSide / s.side
	left := x - module*s.side/2
	page.content.WriteString("q 0 g\n")
	for row := range s.side {
		line := s.black[row*s.side : (row+1)*s.side]
		for from := 0; from < s.side; {
			run := len(line[from:]) - len(strings.TrimLeft(line[from:], "1"))
			if run > 0 {
				fmt.Fprintf(&page.content, "%s %s %s %s re\n", pt(left+from*module), pt(upper-(row+1)*module),
					pt(run*module), pt(module))
			}
			from += run + 1
		}
	}
	page.content.WriteString("f Q\n")
}
