package evaluation

import (
	"fmt"
	"io"
	"strings"

	"guangsha/internal/document"
)

// ThreeValues writes what stands behind the forms (三值对照表), one sheet per table: the three values and the three scores
// of each row, the evidence with its definition, and the doubts. It is the centre's own paper and has no official form.
func ThreeValues(w io.Writer, s Set) error {
	grids := make([]document.Grid, len(s.Tables))
	for i := range s.Tables {
		grids[i] = s.valueSheet(i)
	}
	return document.WriteXLSX(w, grids...)
}

// valueColumns are its columns with their widths in tenths of a digit.
var valueColumns = []struct {
	title string
	width int
}{
	{"行次", 50}, {"二级指标", 120}, {"三级指标", 240}, {"年度指标值", 120}, {"填报值", 120}, {"系统取数值", 150}, {"认定值", 90},
	{"分值", 60}, {"填报得分", 60}, {"按规则", 60}, {"按取数", 60}, {"证据", 60}, {"依据（条）", 70}, {"取数口径和期间", 420}, {"疑点", 360},
}

func (s Set) valueSheet(at int) document.Grid {
	t, scored := s.Tables[at], s.Scored[at]
	g := document.Grid{Name: t.Project, Landscape: true}
	for _, c := range valueColumns {
		g.Widths = append(g.Widths, c.width)
	}
	g.Cells = append(g.Cells, document.Cell{ColSpan: len(valueColumns), Bold: true, Size: 14, Plain: true,
		Text: t.Project + t.YearText + "绩效自评三值对照表"})
	row := 1
	line := func(bold bool, texts []string) {
		for col, text := range texts {
			g.Cells = append(g.Cells, document.Cell{Row: row, Col: col, Text: text, Bold: bold, Align: document.Left})
		}
		row++
	}
	var heads []string
	for _, c := range valueColumns {
		heads = append(heads, c.title)
	}
	line(true, heads)
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
	} else if row.Waiting != "" {
		basis = "待补：" + row.Waiting
	}
	for _, a := range row.Also {
		basis += fmt.Sprintf("佐证：%s %s。", a.Title, dash(a.Text))
	}
	var doubts []string
	for _, f := range s.FindingsOf(at) {
		if f.Row == ind.Row && ind.Row > 0 {
			doubts = append(doubts, f.ID+" "+f.Message)
		}
	}
	return []string{number, ind.Second, PlainName(ind.Name), ind.Target, row.Reported, row.Measured, row.Accepted,
		score.Weight.Short(), score.Published.Short(), score.ByRule.Short(), score.FromBooks.Short(), string(row.Grade),
		rows, basis, strings.Join(doubts, "\n")}
}
