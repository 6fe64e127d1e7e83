package document

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
)

// maxNested is how deep tables may stand in cells of tables.
const maxNested = 8

// docxTable is a table while it is read. A table in a cell of another stands below the row that holds it.
type docxTable struct {
	widths  []int // of the grid columns in twips
	cells   []Cell
	row     int
	col     int
	removed bool        // a revision deleted the row
	merges  map[int]int // by column, the cell of the row above that a cell here may continue
	next    map[int]int
	cell    docxCell
	pending []section // tables in cells of the row
	done    []section
}

// docxCell is a cell while it is read.
type docxCell struct {
	span      int
	continues bool // of the cell above
	follows   bool // of the cell before it, as old programs merge
	starts    bool // what cells below may continue
	lines     []string
}

// section is rows of one table with their own columns.
type section struct {
	cells []Cell
	rows  int
}

func (r *docxReader) startTable(x xml.StartElement) error {
	if x.Name.Local == "tbl" {
		if len(r.tables) == maxNested {
			return docxTooLarge()
		}
		r.tables = append(r.tables, &docxTable{merges: map[int]int{}, next: map[int]int{}})
		return nil
	}
	t := r.innermost()
	if t == nil {
		return nil
	}
	switch x.Name.Local {
	case "gridCol":
		width, _ := strconv.Atoi(attr(x, "w"))
		if len(t.widths) < maxCols {
			t.widths = append(t.widths, max(0, width))
		}
	case "tc":
		t.cell = docxCell{span: 1}
	case "trPr":
		return r.rowProperties(t, x)
	case "tcPr":
		return r.cellProperties(t, x)
	}
	return nil
}

func (r *docxReader) rowProperties(t *docxTable, x xml.StartElement) error {
	var p struct {
		Before *value    `xml:"gridBefore"`
		Del    *struct{} `xml:"del"`
	}
	if err := r.dec.DecodeElement(&p, &x); err != nil {
		return err
	}
	t.removed = p.Del != nil
	if p.Before != nil {
		n, _ := strconv.Atoi(p.Before.Val)
		t.col = min(max(0, n), maxCols)
	}
	return nil
}

func (r *docxReader) cellProperties(t *docxTable, x xml.StartElement) error {
	var p struct {
		Span       *value `xml:"gridSpan"`
		Vertical   *value `xml:"vMerge"`
		Horizontal *value `xml:"hMerge"`
	}
	if err := r.dec.DecodeElement(&p, &x); err != nil {
		return err
	}
	if p.Span != nil {
		n, _ := strconv.Atoi(p.Span.Val)
		t.cell.span = min(max(1, n), maxCols)
	}
	if p.Vertical != nil {
		t.cell.starts = p.Vertical.Val == "restart"
		t.cell.continues = !t.cell.starts
	}
	t.cell.follows = p.Horizontal != nil && p.Horizontal.Val != "restart"
	return nil
}

// line adds a paragraph to the open cell.
func (t *docxTable) line(text string) { t.cell.lines = append(t.cell.lines, text) }

func (r *docxReader) endCell() error {
	t := r.innermost()
	if t == nil || t.removed {
		return nil
	}
	c := t.cell
	t.cell = docxCell{}
	if t.col+c.span > maxCols {
		return docxTooLarge()
	}
	last := len(t.cells) - 1
	above, open := t.merges[t.col]
	switch {
	case c.follows && last >= 0 && t.cells[last].Row == t.row:
		t.cells[last].ColSpan += c.span
	case c.continues && open:
		t.cells[above].RowSpan++
		t.next[t.col] = above
	default:
		for n := len(c.lines); n > 0 && c.lines[n-1] == ""; n-- { // an empty paragraph ends many cells
			c.lines = c.lines[:n-1]
		}
		t.cells = append(t.cells, Cell{Row: t.row, Col: t.col, RowSpan: 1, ColSpan: c.span,
			Text: strings.Join(c.lines, "\n")})
		if c.starts {
			t.next[t.col] = last + 1
		}
	}
	t.col += c.span
	return r.count(0, 1)
}

func (r *docxReader) endRow() error {
	t := r.innermost()
	if t == nil {
		return nil
	}
	if !t.removed {
		t.row++
		t.merges, t.next = t.next, map[int]int{}
	}
	t.col, t.removed = 0, false
	if len(t.pending) > 0 {
		t.done = append(append(t.done, t.section()), t.pending...)
		t.pending = nil
	}
	if t.row > maxBlocks {
		return docxTooLarge()
	}
	return nil
}

func (r *docxReader) endTable() error {
	t := r.innermost()
	if t == nil {
		return nil
	}
	r.tables = r.tables[:len(r.tables)-1]
	done := append(t.done, t.section())
	if outer := r.innermost(); outer != nil {
		outer.pending = append(outer.pending, done...)
		return nil
	}
	for _, s := range done {
		for _, c := range s.cells {
			c.Row += r.row
			r.grid.Cells = append(r.grid.Cells, c)
		}
		if err := r.count(s.rows, 0); err != nil {
			return err
		}
	}
	return nil
}

// section ends the rows so far. Columns in which no cell begins are dropped, and borders that a hand drew almost in one
// line become one, so that the same column of two tables has the same number.
func (t *docxTable) section() section {
	s := section{cells: t.cells, rows: t.row}
	starts := t.starts()
	for i := range s.cells {
		c := &s.cells[i]
		from, to := columnOf(starts, c.Col), columnOf(starts, c.Col+c.ColSpan)
		c.Col, c.ColSpan = from, max(1, to-from)
	}
	t.cells, t.row = nil, 0
	t.merges, t.next = map[int]int{}, map[int]int{}
	return s
}

// edge is a grid column in which cells begin, and the column that it counts as.
type edge struct{ at, column int }

// starts lists the edges from left to right.
func (t *docxTable) starts() []edge {
	const almost = 90 // twips, 1.6 mm
	begins := map[int]bool{}
	narrow := map[int]bool{} // columns that some cell has alone
	for _, c := range t.cells {
		begins[c.Col] = true
		for i := c.Col + 1; i <= c.Col+c.ColSpan; i++ {
			if t.between(c.Col, i) < almost {
				narrow[i] = narrow[i] || i == c.Col+c.ColSpan
			}
		}
	}
	var edges []edge
	for at := range maxCols {
		if !begins[at] {
			continue
		}
		column := len(edges)
		if n := len(edges); n > 0 {
			column = edges[n-1].column + 1
			if distance := t.between(edges[n-1].at, at); distance > 0 && distance < almost && !narrow[at] {
				column--
			}
		}
		edges = append(edges, edge{at, column})
	}
	return edges
}

// between is the distance of two edges in twips.
func (t *docxTable) between(from, to int) int {
	n := 0
	for i := from; i < to && i < len(t.widths); i++ {
		n += t.widths[i]
	}
	return n
}

// columnOf is the column that an edge counts as; behind the last it is one more.
func columnOf(edges []edge, at int) int {
	i, found := slices.BinarySearchFunc(edges, at, func(e edge, at int) int { return e.at - at })
	switch {
	case found:
		return edges[i].column
	case i < len(edges):
		return edges[i].column
	case len(edges) > 0:
		return edges[len(edges)-1].column + 1
	}
	return 0
}
