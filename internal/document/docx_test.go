package document

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// spanned draws a grid of cells that cover a rectangle without gaps.
func spanned(t *rapid.T) Grid {
	height, width := rapid.IntRange(1, 9).Draw(t, "rows"), rapid.IntRange(1, 9).Draw(t, "columns")
	text := rapid.StringOf(rapid.RuneFrom([]rune("缴存 12.5%=+-@\"'<&\n\t—")))
	g := Grid{Name: "示例"}
	taken := map[[2]int]bool{}
	for row := range height {
		for col := range width {
			if taken[[2]int{row, col}] {
				continue
			}
			across := 1
			for col+across < width && !taken[[2]int{row, col + across}] && rapid.IntRange(0, 2).Draw(t, "wider") == 0 {
				across++
			}
			c := Cell{Row: row, Col: col, ColSpan: across, Text: text.Draw(t, "text"),
				RowSpan: rapid.IntRange(1, min(3, height-row)).Draw(t, "down")}
			for r := row; r < row+c.RowSpan; r++ {
				for k := col; k < col+across; k++ {
					taken[[2]int{r, k}] = true
				}
			}
			g.Cells = append(g.Cells, c)
		}
	}
	return g
}

func TestADocumentIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := spanned(t)
		var out bytes.Buffer
		if err := WriteDOCX(&out, g, g); err != nil {
			t.Fatal(err)
		}
		got, err := ReadDOCX(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		want := append(textsOf(g.Rows()), textsOf(g.Rows())...)
		if !reflect.DeepEqual(textsOf(got.Rows()), want) {
			t.Fatalf("\ngot  %q\nwant %q", got.Rows(), g.Rows())
		}
	})
}

// textsOf are the cells that are not empty, row by row: a column that no cell begins is not read back.
func textsOf(rows [][]string) [][]string {
	var all [][]string
	for _, row := range rows {
		var texts []string
		for _, s := range row {
			if s != "" {
				texts = append(texts, s)
			}
		}
		all = append(all, texts)
	}
	return all
}

func TestTheSameGridsGiveTheSameBytes(t *testing.T) {
	g := Grid{Cells: []Cell{{Text: "标题", Plain: true}, {Row: 1, Text: "1", RowSpan: 2}, {Row: 1, Col: 1, Text: "2"}}}
	var first, second bytes.Buffer
	if err := WriteDOCX(&first, g); err != nil {
		t.Fatal(err)
	}
	if err := WriteDOCX(&second, g); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("the bytes differ (%v)", err)
	}
}

func TestAGridIsSetAsLargeAsItsPageAllows(t *testing.T) {
	rows := func(n int) Grid {
		g := Grid{Widths: []int{300, 300}}
		for i := range n {
			g.Cells = append(g.Cells, Cell{Row: i, Text: "12次"}, Cell{Row: i, Col: 1, Text: strings.Repeat("缴", 40)})
		}
		return g
	}
	short, long, endless := layout(rows(8)), layout(rows(29)), layout(rows(300))
	if short.half != 21 || long.half >= short.half || long.total() > longEdge-2*topMargin || endless.half != 19 {
		t.Errorf("set in %d, %d and %d half points", short.half, long.half, endless.half)
	}
}

func TestNothingWrittenIsALinkOrAMacro(t *testing.T) {
	var out bytes.Buffer
	g := Grid{Cells: []Cell{{Text: `</w:t><w:hyperlink r:id="x">`, Font: `"><w:x/>`}, {Row: 1, Text: "\x01\ufffe缴"}}}
	if err := WriteDOCX(&out, g); err != nil {
		t.Fatal(err)
	}
	got, err := ReadDOCX(out.Bytes())
	if err != nil || got.Cells[0].Text != g.Cells[0].Text || got.Cells[1].Text != "缴" {
		t.Errorf("%v: %+v", err, got.Cells)
	}
	if err := WriteDOCX(&out); err != nil {
		t.Error(err)
	}
}
