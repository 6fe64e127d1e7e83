package document

import (
	"bytes"
	"testing"
)

func TestATextHasALineForEachRowAndATabForEachCell(t *testing.T) {
	g := Grid{Widths: []int{1, 1, 1}, Cells: []Cell{
		{Text: "标题", ColSpan: 3, Plain: true}, {Row: 2, Text: "年度\n总体\n目标", RowSpan: 2},
		{Row: 2, Col: 1, Text: "a\tb", ColSpan: 2}, {Row: 3, Col: 2, Text: "c"},
	}}
	var out bytes.Buffer
	if err := WriteText(&out, g, g); err != nil {
		t.Fatal(err)
	}
	one := "标题\n\n年度 总体 目标\ta b\t\n\t\tc\n"
	if got, want := out.String(), one+"\n"+one; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
