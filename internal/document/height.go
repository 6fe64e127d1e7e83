package document

import (
	"strings"

	"golang.org/x/text/width"
)

// Wide is the width of a text in digits: a Chinese character or a full-width mark takes two.
func Wide(text string) int {
	n := 0
	for _, r := range text {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

// heights gives each row the height that its text needs, since Excel does not fit rows with merged cells. A text over
// several rows raises the last of them by what is missing.
func (g Grid) heights() []int {
	const lowest = 22 // points, so that rows of one line are easy to read on paper
	rows, _ := g.extent()
	heights := make([]int, rows)
	for i := range heights {
		heights[i] = lowest
	}
	for _, several := range []bool{false, true} {
		for _, c := range g.Cells {
			span := max(1, c.RowSpan)
			if several != (span > 1) {
				continue
			}
			have := 0
			for _, h := range heights[c.Row : c.Row+span] {
				have += h
			}
			if need := g.need(c); need > have {
				heights[c.Row+span-1] += need - have
			}
		}
	}
	for i, h := range g.Heights {
		if h > 0 && i < rows {
			heights[i] = h
		}
	}
	const highest = 409 // points, the most that Excel allows
	for i := range heights {
		heights[i] = min(heights[i], highest)
	}
	return heights
}

// need is the height of a cell's wrapped text in points.
func (g Grid) need(c Cell) int {
	tenths := 0
	for i := c.Col; i < c.Col+max(1, c.ColSpan); i++ {
		if i < len(g.Widths) {
			tenths += g.Widths[i]
		} else {
			tenths += 90
		}
	}
	size := typeSize(c)
	// The unit of width is a digit of 11 points, so that a digit of 10 points leaves room for the borders.
	fit := max(2, tenths/size)
	lines := 0
	for line := range strings.SplitSeq(c.Text, "\n") {
		lines += max(1, (Wide(line)+fit-1)/fit)
	}
	return lines*(size*13/10+1) + 4
}
