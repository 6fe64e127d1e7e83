package document

import (
	"fmt"
	"unicode/utf8"
)

// Stamp is a round stamp (印章) beneath the text of a cell: words along its edge, a star, and words under it. The text
// crosses its lower edge. Only a PDF shows it; a grid with one is printed in no other way.
type Stamp struct {
	Edge string // along the edge, usually the name of whoever stamps; empty for a cell without a stamp
	Foot string // under the star
}

// Lengths of a stamp in twips. It has the 40 millimetres of the stamps of public bodies.
const (
	stampRadius = 1134
	stampRoom   = 2*stampRadius + 240 // height of a cell with one
	stampLine   = 46                  // its edge
	starRadius  = 330
	edgeType    = 270 // largest type of the words along the edge
	edgeArc     = 250 // degrees that these words may take
	footType    = 180
	footBelow   = 620 // of the centre
	textBelow   = 880 // of the centre: where the text of the cell crosses the edge, clear of all words of the stamp
)

// stamped reports whether a stamp or a symbol stands somewhere on grids.
func stamped(grids []Grid) bool {
	for _, g := range grids {
		for _, c := range g.Cells {
			if c.Stamp.Edge != "" || c.Symbol.side > 0 {
				return true
			}
		}
	}
	return false
}

// stamp draws a stamp around a point, in red. Text that is drawn later stands over it and stays black.
func (p *pdfWriter) stamp(page *printedPage, s Stamp, x, y int) {
	fmt.Fprintf(&page.content, "q 0.80 0.10 0.10 RG 0.80 0.10 0.10 rg %s w\n", pt(stampLine))
	circle(page, x, y, stampRadius-stampLine/2)
	star(page, x, y, starRadius)
	p.edge(page, s.Edge, x, y)
	wide := widthOf(s.Foot, p.advance)
	em := min(footType, 2*stampRadius*1000*7/10/max(wide, 1))
	p.text(page, s.Foot, x-wide*em/2000, y-footBelow, em, false)
	page.content.WriteString("Q\n")
}

// edge sets words along the inner side of the edge, upright for whoever stands in the middle, as wide as they may be.
func (p *pdfWriter) edge(page *printedPage, words string, x, y int) {
	n := utf8.RuneCountInString(words)
	if n == 0 {
		return
	}
	const upper = stampRadius - stampLine - 60 // where the heads of the words are
	// The arc beneath the words is 3.14 × 2 × radius × degrees / 360 long.
	em := min(edgeType, (upper-edgeType)*edgeArc*628/36_000/n)
	foot := upper - em
	step := min(edgeArc*100/n, 24_00)
	for i, r := range []rune(words) {
		turn := (2*i - n + 1) * step / 2 // hundredths of a degree from the top, clockwise
		font, number := p.pick(r)
		half := p.subsets[font].widths[number] * em / 2000
		sin, cos := sine(turn), sine(turn+90_00)
		fmt.Fprintf(&page.content, "BT /F%d %s Tf %s %s %s %s %s %s Tm <%04X> Tj ET\n", font, pt(em),
			parts(cos), parts(-sin), parts(sin), parts(cos),
			pt(x+(foot*sin-half*cos)/10_000), pt(y+(foot*cos+half*sin)/10_000), number)
	}
}

// circle draws the edge of a disc as four curves.
func circle(page *printedPage, x, y, radius int) {
	k := radius * 5523 / 10_000 // of a quarter as a Bézier curve
	fmt.Fprintf(&page.content, "%s %s m\n", pt(x+radius), pt(y))
	for _, q := range [][6]int{
		{radius, k, k, radius, 0, radius}, {-k, radius, -radius, k, -radius, 0},
		{-radius, -k, -k, -radius, 0, -radius}, {k, -radius, radius, -k, radius, 0},
	} {
		fmt.Fprintf(&page.content, "%s %s %s %s %s %s c\n", pt(x+q[0]), pt(y+q[1]), pt(x+q[2]), pt(y+q[3]),
			pt(x+q[4]), pt(y+q[5]))
	}
	page.content.WriteString("S\n")
}

// star fills a star of five points.
func star(page *printedPage, x, y, radius int) {
	for i := range 10 {
		r, operator := radius, "l"
		if i%2 == 1 {
			r = radius * 382 / 1000
		}
		if i == 0 {
			operator = "m"
		}
		turn := i * 36_00
		fmt.Fprintf(&page.content, "%s %s %s\n", pt(x+r*sine(turn)/10_000), pt(y+r*sine(turn+90_00)/10_000), operator)
	}
	page.content.WriteString("f\n")
}

// sine is the sine in ten-thousandths of an angle in hundredths of a degree, by the rule of Bhaskara I, which is off by
// at most 0.0017: a twip or two on a stamp.
func sine(turn int) int {
	turn %= 360_00
	if turn < 0 {
		turn += 360_00
	}
	sign := 1
	if turn > 180_00 {
		turn, sign = turn-180_00, -1
	}
	part := turn * (180_00 - turn) / 10_000 // of square degrees
	return sign * 4 * part * 10_000 / (40_500 - part)
}

// parts is a number in ten-thousandths as PDF writes it.
func parts(n int) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	return fmt.Sprintf("%s%d.%04d", sign, n/10_000, n%10_000)
}
