package document

// The paper of documents in twips, a twentieth of a point: A4 with margins that leave room for a stapled edge.
const (
	shortEdge  = 11906
	longEdge   = 16838
	sideMargin = 964
	topMargin  = 680
	cellMargin = 57
	plainSpace = 60 // below a line outside the table
)

// pageLayout is how a grid stands on paper. Lines have an exact height, so that a page breaks where it is computed to
// and not where the fonts of a machine let it.
type pageLayout struct {
	grid          Grid
	width, height int   // of the paper in twips
	columns       []int // in twips
	half          int   // size of type in half points, where a cell names none
	lowest        int   // height of a row in twips
	of            advance
}

// layout fits a grid on a page: the widest columns that the paper has, and the largest type at which all rows stand on
// one page. Where even the smallest that people read is too large, columns give room to the one that makes the rows
// tall; a grid that is too long all the same goes over several pages in a larger type and its own columns.
func layout(g Grid) pageLayout { return layoutIn(g, nil) }

// layoutIn is layout with the widths of a font's characters, so that every line is known and no number is broken.
func layoutIn(g Grid, of advance) pageLayout {
	const smallest, overPages = 15, 19 // half points
	l := pageLayout{grid: g, width: shortEdge, height: longEdge, of: of}
	if g.Landscape {
		l.width, l.height = l.height, l.width
	}
	l.setColumns()
	if l.fits() {
		return l
	}
	if other := l; other.balance() && other.fits() {
		return other
	}
	l.lowest = 400
	for l.half = overPages; l.half > smallest && l.breaksNumbers(); {
		l.half--
	}
	return l
}

// setColumns shares the width of the text among the columns; a column without a width counts as nine digits.
func (l *pageLayout) setColumns() {
	_, n := l.grid.extent()
	shares, sum := make([]int, n), 0
	for i := range shares {
		shares[i] = 90
		if i < len(l.grid.Widths) && l.grid.Widths[i] > 0 {
			shares[i] = l.grid.Widths[i]
		}
		sum += shares[i]
	}
	room := l.width - 2*sideMargin
	for _, share := range shares {
		l.columns = append(l.columns, max(1, room*share/sum))
	}
}

// total is the height of all rows in twips.
func (l *pageLayout) total() int {
	n := 0
	for _, h := range l.rows() {
		n += h
	}
	return n
}

// rows gives the heights of the rows: what their text needs, and a text over several rows raises the last of them, as
// word processors do.
func (l *pageLayout) rows() []int {
	n, _ := l.grid.extent()
	heights := make([]int, n)
	for i := range heights {
		heights[i] = l.lowest
	}
	for _, several := range []bool{false, true} {
		for _, c := range l.grid.Cells {
			span := max(1, c.RowSpan)
			if several != (span > 1) {
				continue
			}
			have := 0
			for _, h := range heights[c.Row : c.Row+span] {
				have += h
			}
			heights[c.Row+span-1] += max(0, l.need(c)-have)
		}
	}
	return heights
}

// need is the height of a cell's wrapped text in twips.
func (l *pageLayout) need(c Cell) int {
	if l.of != nil {
		lines := len(l.lines(c))*l.line(c) + plainSpace
		if c.Stamp.Edge != "" {
			return max(lines, stampRoom)
		}
		if c.Symbol.side > 0 {
			return max(lines, symbolRoom)
		}
		return lines
	}
	room := l.across(c) - 2*cellMargin
	digit := l.halfPoints(c) * 5 // half an em
	// A line ends up to one character early, so that no mark begins the next.
	fit := max(2, room/digit-1)
	lines := 0
	for _, line := range linesOf(c.Text) {
		lines += max(1, (Wide(line)+fit-1)/fit)
	}
	return lines*l.line(c) + plainSpace
}

// across is the width of a cell in twips.
func (l *pageLayout) across(c Cell) int {
	n := 0
	for i := c.Col; i < c.Col+max(1, c.ColSpan); i++ {
		n += l.columns[i]
	}
	return n
}

// line is the height of a line in twips: five quarters of the type.
func (l *pageLayout) line(c Cell) int { return l.halfPoints(c) * 10 * 5 / 4 }

func (l *pageLayout) halfPoints(c Cell) int {
	if c.Size == 0 {
		return l.half
	}
	return 2 * c.Size
}
