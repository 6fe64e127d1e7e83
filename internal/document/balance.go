package document

import "slices"

// fits finds the largest type and rows at which all rows stand on one page, and reports whether there are any.
func (l *pageLayout) fits() bool {
	const largest, smallest = 21, 15 // half points: 五号 to 六号
	for l.half = largest; l.half >= smallest; l.half-- {
		for _, l.lowest = range []int{560, 480, 400, 320, 260} {
			if l.total() <= l.height-2*topMargin && !l.breaksNumbers() {
				return true
			}
		}
	}
	l.half = smallest
	return false
}

// Of a grid that is too long for one page, columns give room to the column whose text makes the tallest row: at most
// half of their own each, and a narrow one nothing. First all give the same part of what they have to spare, then
// single ones in steps of about a character and a half. A grid of several pages stays as it is.
const (
	balanced  = 3   // pages that a grid may have beforehand
	givesMost = 2   // a half
	narrow    = 600 // twips: four characters
	shares    = 16
	step      = 240 // twips
	steps     = 24
)

// balance lowers the rows at the smallest type, and reports whether the grid is one that a page could hold.
func (l *pageLayout) balance() bool {
	if l.total() > balanced*(l.height-2*topMargin) {
		return false
	}
	least := slices.Clone(l.columns)
	for i, own := range least {
		if own > narrow {
			least[i] = max(narrow, own/givesMost)
		}
	}
	l.widen(least)
	l.columns = slices.Clone(l.columns)
	for range steps {
		to, from, height := l.tallest(), -1, l.total()
		for i := range l.columns {
			if i == to || l.columns[i]-step < least[i] {
				continue
			}
			l.move(i, to, step)
			if n := l.total(); n < height && !l.breaksNumbers() {
				from, height = i, n
			}
			l.move(to, i, step)
		}
		if from < 0 {
			return true
		}
		l.move(from, to, step)
	}
	return true
}

// widen gives the column of the tallest row the part of what the others have to spare at which all rows together are
// lowest.
func (l *pageLayout) widen(least []int) {
	own, to, height := l.columns, l.tallest(), l.total()
	best := own
	for part := 1; part <= shares; part++ {
		l.columns = slices.Clone(own)
		for i := range own {
			if i != to {
				l.move(i, to, (own[i]-least[i])*part/shares)
			}
		}
		if n := l.total(); n < height && !l.breaksNumbers() {
			best, height = l.columns, n
		}
	}
	l.columns = best
}

func (l *pageLayout) move(from, to, width int) {
	l.columns[from] -= width
	l.columns[to] += width
}

// tallest is the first column of the cell of one row that needs most height.
func (l *pageLayout) tallest() int {
	column, most := 0, -1
	for _, c := range l.grid.Cells {
		if n := l.need(c); c.RowSpan <= 1 && n > most {
			column, most = c.Col, n
		}
	}
	return column
}

// onOnePage gives a grid with the widths at which it stands on one page, and reports whether it does.
func onOnePage(g Grid) (Grid, bool) {
	l := layout(g)
	if l.total() > l.height-2*topMargin {
		return g, false
	}
	own := pageLayout{grid: g, width: l.width}
	if own.setColumns(); slices.Equal(own.columns, l.columns) {
		return g, true
	}
	shares, room := 0, 0
	for i, w := range g.Widths {
		shares += w
		if i < len(l.columns) {
			room += l.columns[i]
		}
	}
	g.Widths = slices.Clone(g.Widths)
	for i := range g.Widths {
		if i < len(l.columns) && room > 0 {
			g.Widths[i] = l.columns[i] * shares / room
		}
	}
	return g, true
}
