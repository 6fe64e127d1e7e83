package evaluation

import (
	"fmt"
	"io"
	"strings"

	"guangsha/internal/document"
)

// ThreeValues writes what stands behind the forms (三值对照表), one sheet per table: the three values and the three scores
// of each row, the evidence with its definition, and the doubts. It is the centre's own paper and has no official form;
// whose it is stands in the first line.
func ThreeValues(w io.Writer, s Set, whose string) error {
	grids := make([]document.Grid, len(s.Tables))
	for i := range s.Tables {
		grids[i] = s.valueSheet(i, whose)
	}
	return document.WriteXLSX(w, grids...)
}

// valueColumns are its columns with their widths in tenths of a digit; those of numbers stand to the right.
var valueColumns = []struct {
	title  string
	width  int
	number bool
}{
	{"行次", 50, true}, {"二级指标", 120, false}, {"三级指标", 240, false}, {"年度指标值", 120, false}, {"填报值", 120, false},
	{"系统取数值", 150, true}, {"认定值", 90, false}, {"分值", 60, true}, {"填报得分", 80, true}, {"按规则", 60, true},
	{"按取数", 60, true}, {"证据", 60, false}, {"依据（条）", 100, true}, {"取数口径和期间", 420, false}, {"外部文件所列数", 300, false},
	{"疑点", 360, false},
}

func (s Set) valueSheet(at int, whose string) document.Grid {
	t, scored := s.Tables[at], s.Scored[at]
	g := document.Grid{Name: t.Project, Landscape: true}
	for _, c := range valueColumns {
		g.Widths = append(g.Widths, c.width)
	}
	g.Cells = append(g.Cells,
		document.Cell{ColSpan: len(valueColumns), Plain: true, Align: document.Left, Text: whose},
		document.Cell{Row: 1, ColSpan: len(valueColumns), Bold: true, Size: 14, Plain: true,
			Text: t.Project + t.YearText + "绩效自评三值对照表"})
	row := 2
	line := func(bold bool, texts []string) {
		for col, text := range texts {
			c := document.Cell{Row: row, Col: col, Text: text, Bold: bold, Align: document.Left}
			if valueColumns[col].number {
				c.Align, c.Number = document.Right, true
			}
			g.Cells = append(g.Cells, c)
		}
		row++
	}
	var heads []string
	for _, c := range valueColumns {
		heads = append(heads, c.title)
	}
	line(true, heads)
	g.Head = row
	spent := Indicator{Second: "预算执行", Name: "全年执行数"}
	if f := t.TotalFund(); f != nil {
		spent.Target = f.Budget + t.MoneyUnit
		line(false, s.valueLine(at, spent, t.Execution, scored.Execution))
	}
	for i, ind := range t.Indicators {
		line(false, s.valueLine(at, ind, t.Rows[i], scored.Rows[i]))
	}
	return g
}

func (s Set) valueLine(at int, ind Indicator, row FilledRow, score RowScore) []string {
	number, rows, basis := "", "", row.Definition
	if ind.Row > 0 {
		number = fmt.Sprint(ind.Row)
	}
	if row.Measured != "" {
		rows, basis = fmt.Sprint(row.Evidence.Rows), basis+"期间："+row.Period+"。"
		if exact := Exact(row.Measured); exact != "" {
			basis += "精确值：" + exact + "。"
		}
	} else if row.Waiting != "" {
		basis = "待补：" + row.Waiting
	}
	for _, a := range row.Also {
		basis += fmt.Sprintf("佐证：%s %s。", a.Title, dash(Shown(a.Text)))
	}
	var doubts []string
	for _, f := range s.FindingsOf(at) {
		if f.Row == ind.Row && ind.Row > 0 {
			doubts = append(doubts, f.ID+" "+f.Message)
		}
	}
	return []string{number, ind.Second, PlainName(ind.Name), ind.Target, row.Reported, Shown(row.Measured),
		row.Accepted, score.Weight.Short(), score.Published.Short(), score.ByRule.Short(), score.FromBooks.Short(),
		string(row.Grade), rows, basis, SayOutside(row.Outside), strings.Join(doubts, "\n")}
}
