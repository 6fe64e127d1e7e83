package document

// Align is how a cell stands in its column.
type Align string

// The alignments of the forms.
const (
	Left   Align = "left"
	Center Align = "center"
	Right  Align = "right"
)

// Cell is one cell with what it spans. Row and Col count from 0; a span of 0 is 1.
type Cell struct {
	Row, Col         int
	RowSpan, ColSpan int
	Text             string
	Align            Align // Center when empty
	Bold             bool
	Size             int    // of the type in points, 10 when 0
	Plain            bool   // without borders, such as a title
	Marked           bool   // on a coloured ground, so that it stands out
	Font             string // that of the grid when empty
	Number           bool   // in a spreadsheet it is a number, when its text is one
	Stamp            Stamp  // beneath the text, none when empty
	Symbol           Symbol // above the text, none when empty
}

// markGround is the colour of a marked cell: light enough for a copier, and no line to whoever reads a page's picture.
const markGround = "FFE699"

// Grid is one sheet of paper.
type Grid struct {
	Name      string // of the sheet
	Hidden    bool   // the sheet is hidden, and nothing of it was read
	Widths    []int  // of the columns, in tenths of a digit
	Heights   []int  // of the rows, in points; a row without one has the height that its text needs
	Cells     []Cell
	Head      int // the row, counted from 1, that a spreadsheet prints again at the top of each further page
	Landscape bool
	FontName  string // 宋体 when empty
}

// Rows gives the texts as rows of cells; a spanning cell stands where it begins, and what it covers is empty.
func (g Grid) Rows() [][]string {
	height, width := g.extent()
	rows := make([][]string, height)
	for i := range rows {
		rows[i] = make([]string, width)
	}
	for _, c := range g.Cells {
		rows[c.Row][c.Col] = c.Text
	}
	return rows
}

// fontOf is the name of the font that a cell is set in.
func fontOf(g Grid, c Cell) string {
	for _, name := range []string{c.Font, g.FontName} {
		if name != "" {
			return name
		}
	}
	return "宋体"
}

// extent is the number of rows and columns that the cells cover.
func (g Grid) extent() (height, width int) {
	for _, c := range g.Cells {
		height = max(height, c.Row+max(1, c.RowSpan))
		width = max(width, c.Col+max(1, c.ColSpan))
	}
	return height, max(width, len(g.Widths))
}
