package document

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// tall is a grid of rows whose last column is narrow and holds a long text in every third of them.
func tall(rows int) Grid {
	g := Grid{Name: "窄栏", Widths: []int{120, 300, 300, 100}}
	for r := range rows {
		text := ""
		if r%3 == 0 {
			text = strings.Repeat("写明原因和改进措施", 6)
		}
		for col, t := range []string{"数量指标", "培训场次", "12次", text} {
			g.Cells = append(g.Cells, Cell{Row: r, Col: col, Text: t})
		}
	}
	return g
}

// A grid that one narrow column makes too long gives that column room and stands on one page; one that is short, or far
// too long, keeps its own columns.
func TestAColumnThatMakesAPageTooLongIsGivenRoom(t *testing.T) {
	own := func(g Grid) []int {
		l := pageLayout{grid: g, width: shortEdge}
		l.setColumns()
		return l.columns
	}
	for _, tc := range []struct {
		rows           int
		wider, onePage bool
	}{{6, false, true}, {21, true, true}, {200, false, false}} {
		g := tall(tc.rows)
		l, before := layout(g), own(g)
		if got := l.columns[3] > before[3]; got != tc.wider || !tc.wider && !slices.Equal(l.columns, before) {
			t.Errorf("%d rows: the columns were %v and are %v", tc.rows, before, l.columns)
		}
		if got := l.total() <= l.height-2*topMargin; got != tc.onePage || l.half < 16 {
			t.Errorf("%d rows: on one page %v, in type of %d half points", tc.rows, got, l.half)
		}
		if sum(l.columns) > sum(before) {
			t.Errorf("%d rows: the columns are wider than the paper", tc.rows)
		}
		for i, w := range l.columns {
			if w < before[i]-before[i]/givesMost {
				t.Errorf("%d rows: column %d has given more than a third: %d of %d", tc.rows, i, w, before[i])
			}
		}
		var book bytes.Buffer
		if err := WriteXLSX(&book, g); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&book)
		if err != nil {
			t.Fatal(err)
		}
		page, err := f.GetPageLayout("窄栏")
		if err != nil || page.FitToHeight == nil || (*page.FitToHeight == 1) != tc.onePage {
			t.Errorf("%d rows: the sheet is fitted to %v pages, %v", tc.rows, page.FitToHeight, err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}
