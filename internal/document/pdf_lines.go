package document

import (
	"bytes"
	"fmt"
	"slices"
)

// ruled is the lines of a page: where they stand, and which pixels belong to long dark runs.
type ruled struct {
	width, height int
	across, down  []bool // pixels of horizontal and of vertical lines
	xs, ys        []int  // places of vertical and of horizontal lines
}

// The shortest runs of dark pixels that are lines and not strokes of characters: a column of 18 points, a row of 14.
const (
	shortestAcross = 36
	shortestDown   = 28
	thickest       = 5 // pixels between runs of one line
	mostLines      = 400
)

// ruledLines finds the lines in a grey picture of a page, as pdftoppm writes it.
func ruledLines(pgm []byte) (ruled, error) {
	var r ruled
	var most int
	n, err := fmt.Sscanf(string(pgm[:min(len(pgm), 40)]), "P5\n%d %d\n%d", &r.width, &r.height, &most)
	if err != nil || n != 3 || most != 255 || r.width < 1 || r.height < 1 || r.width*r.height > maxPagePGM ||
		len(pgm) < r.width*r.height {
		return ruled{}, pdfFailed()
	}
	picture := pgm[len(pgm)-r.width*r.height:]
	dark := func(x, y int) bool { return picture[y*r.width+x] < 160 }
	r.across, r.down = make([]bool, len(picture)), make([]bool, len(picture))
	rows, columns := make([]bool, r.height), make([]bool, r.width)
	for y := range r.height {
		eachRun(r.width, shortestAcross, func(x int) bool { return dark(x, y) }, func(x int) {
			r.across[y*r.width+x], rows[y] = true, true
		})
	}
	for x := range r.width {
		eachRun(r.height, shortestDown, func(y int) bool { return dark(x, y) }, func(y int) {
			r.down[y*r.width+x], columns[x] = true, true
		})
	}
	r.xs, r.ys = places(columns), places(rows)
	if len(r.xs) > mostLines || len(r.ys) > mostLines {
		return ruled{}, docxTooLarge()
	}
	return r, nil
}

// eachRun calls f for every place in runs of at least so many.
func eachRun(n, shortest int, is func(int) bool, f func(int)) {
	for i := 0; i < n; i++ {
		from := i
		for i < n && is(i) {
			i++
		}
		if i-from >= shortest {
			for k := from; k < i; k++ {
				f(k)
			}
		}
	}
}

// places gives the middles of groups of neighbours.
func places(set []bool) []int {
	var middles []int
	first, last := -1, -1
	for i := range set {
		if !set[i] {
			continue
		}
		if first >= 0 && i-last > thickest {
			middles = append(middles, (first+last)/2)
			first = i
		}
		if first < 0 {
			first = i
		}
		last = i
	}
	if first >= 0 {
		middles = append(middles, (first+last)/2)
	}
	return middles
}

// walled says that a line stands at x between two heights, over most of the way.
func (r ruled) walled(x, from, to int) bool {
	return most(from, to, func(y int) bool {
		return near(x, r.width, func(x int) bool { return r.down[y*r.width+x] })
	})
}

// floored says that a line lies at y between two places.
func (r ruled) floored(y, from, to int) bool {
	return most(from, to, func(x int) bool {
		return near(y, r.height, func(y int) bool { return r.across[y*r.width+x] })
	})
}

func most(from, to int, is func(int) bool) bool {
	n := 0
	for i := from; i < to; i++ {
		if is(i) {
			n++
		}
	}
	return 2*n > to-from
}

func near(at, end int, is func(int) bool) bool {
	for i := max(0, at-thickest); i <= min(end-1, at+thickest); i++ {
		if is(i) {
			return true
		}
	}
	return false
}

// cells gives the cells of a page and its number of rows: what lines enclose, and lines of text above and below.
func (p pdfPage) cells(r ruled) ([]Cell, int) {
	r.ys = slices.DeleteFunc(r.ys, func(y int) bool { return p.writes(r, y) })
	owner, cells := r.enclosed()
	inside := make([][]pdfWord, len(cells))
	var outside []pdfWord
	for _, w := range p.words {
		x := (w.left + w.right) / 2 * r.width / max(1, p.width)
		y := (w.top + w.bottom) / 2 * r.height / max(1, p.height)
		col, row := slot(r.xs, x), slot(r.ys, y)
		if row < 0 || col < 0 {
			outside = append(outside, w)
			continue
		}
		k := owner[row][col]
		inside[k] = append(inside[k], w)
	}
	first := 0 // a point of the page where the table begins
	if len(r.ys) > 0 {
		first = r.ys[0] * p.height / r.height
	}
	var all []Cell
	row := 0
	below := func(w pdfWord) bool { return len(cells) > 0 && w.top > first }
	for _, line := range linesOfWords(slices.DeleteFunc(slices.Clone(outside), below)) {
		all = append(all, Cell{Row: row, Text: joined(line), Plain: true})
		row++
	}
	for k, c := range (&docxTable{cells: cells}).section().cells { // without columns that no cell begins
		c.Row += row
		for _, line := range linesOfWords(inside[k]) {
			c.Text = glue(c.Text, joined(line))
		}
		all = append(all, c)
	}
	row += max(0, len(r.ys)-1)
	for _, line := range linesOfWords(slices.DeleteFunc(outside, func(w pdfWord) bool { return !below(w) })) {
		all = append(all, Cell{Row: row, Text: joined(line), Plain: true})
		row++
	}
	return all, row
}

// writes reports whether the dark runs at a height are strokes of words: those of a large bold title touch each other,
// and are as long as a line.
func (p pdfPage) writes(r ruled, y int) bool {
	dark := slices.Clone(r.across[y*r.width : (y+1)*r.width])
	all, left := 0, 0
	for _, is := range dark {
		if is {
			all++
		}
	}
	at := y * p.height / r.height
	for _, w := range p.words {
		if w.top < at && at < w.bottom {
			from, to := w.left*r.width/max(1, p.width), w.right*r.width/max(1, p.width)
			clear(dark[max(0, min(from, r.width)):max(0, min(to+1, r.width))])
		}
	}
	for _, is := range dark {
		if is {
			left++
		}
	}
	return left*5 < all // under a fifth
}

// slot is the number of the gap between places in which one stands, or -1.
func slot(places []int, at int) int {
	i, _ := slices.BinarySearch(places, at)
	if i == 0 || i == len(places) {
		return -1
	}
	return i - 1
}

// enclosed joins the gaps of the lattice that no line divides into cells. owner gives the cell of each gap.
func (r ruled) enclosed() (owner [][]int, cells []Cell) {
	height, width := len(r.ys)-1, len(r.xs)-1
	if height < 1 || width < 1 {
		r.xs, r.ys = nil, nil
		return nil, nil
	}
	owner = make([][]int, height)
	for i := range owner {
		owner[i] = slices.Repeat([]int{-1}, width)
	}
	for row := range height {
		for col := range width {
			if owner[row][col] >= 0 {
				continue
			}
			c := Cell{Row: row, Col: col, RowSpan: 1, ColSpan: 1}
			for col+c.ColSpan < width && owner[row][col+c.ColSpan] < 0 &&
				!r.walled(r.xs[col+c.ColSpan], r.ys[row], r.ys[row+1]) {
				c.ColSpan++
			}
			right := r.xs[col+c.ColSpan]
			for row+c.RowSpan < height && !r.floored(r.ys[row+c.RowSpan], r.xs[col], right) {
				c.RowSpan++
			}
			for i := row; i < row+c.RowSpan; i++ {
				for k := col; k < col+c.ColSpan; k++ {
					owner[i][k] = len(cells)
				}
			}
			cells = append(cells, c)
		}
	}
	return owner, cells
}

// linesOfWords sorts words into lines from top to bottom, each from left to right.
func linesOfWords(words []pdfWord) [][]pdfWord {
	slices.SortStableFunc(words, func(a, b pdfWord) int { return a.top + a.bottom - b.top - b.bottom })
	var lines [][]pdfWord
	for _, w := range words {
		if n := len(lines); n > 0 && (w.top+w.bottom)/2 < lines[n-1][0].bottom {
			lines[n-1] = append(lines[n-1], w)
			continue
		}
		lines = append(lines, []pdfWord{w})
	}
	for _, line := range lines {
		slices.SortStableFunc(line, func(a, b pdfWord) int { return a.left - b.left })
	}
	return lines
}

// joined writes a line of words. Chinese and figures have no space between them, unless there is a gap.
func joined(line []pdfWord) string {
	text, end := "", 0
	for _, w := range line {
		gap := w.left - end
		if text != "" && gap > (w.bottom-w.top)/2 {
			text += " "
		}
		text, end = glue(text, w.text), w.right
	}
	return text
}

// glue joins two pieces, with a space between Latin words.
func glue(a, b string) string {
	if latin(bytes.TrimRight([]byte(a), " "), true) && latin([]byte(b), false) && a[len(a)-1] != ' ' {
		return a + " " + b
	}
	return a + b
}

func latin(text []byte, last bool) bool {
	if len(text) == 0 {
		return false
	}
	c := text[0]
	if last {
		c = text[len(text)-1]
	}
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
