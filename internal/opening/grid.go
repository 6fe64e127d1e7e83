package opening

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/document"
)

// Grids are the reconciliation sheet as a workbook: the sheet itself, and employer by employer.
func (s Sheet) Grids() []document.Grid {
	head := []string{"分组", "项目", "对象", "单位", "交来数", "暂存汇总数", "差额", "结果"}
	widths := []int{100, 300, 220, 70, 220, 220, 180, 80}
	result := "全部相符"
	if n := s.Different(); n > 0 {
		result = fmt.Sprintf("%d项不平", n)
	}
	var grids []document.Grid
	for _, part := range []struct {
		name  string
		lines []SheetLine
	}{{"数据迁移核对表", s.Lines}, {"分单位核对", s.Units}} {
		g := table(part.name, s.titled()+"  "+result, head, widths)
		for i, l := range part.lines {
			row(&g, i+2, []string{l.Group, l.Item, l.Object, l.Unit.String(), l.HandedText(), l.Unit.Text(l.Staged),
				l.Unit.Text(l.Difference()), l.Verdict()}, 4)
		}
		grids = append(grids, g)
	}
	return grids
}

// WorkRow is an entry of the work list as people read it (问题清单).
type WorkRow struct {
	Place  string     // file and row
	Table  string     // 表名
	Name   string     // what the row is called
	Why    string     // 原因
	Owner  string     // 经办部门
	Blocks bool       // must be put right before accepting
	Day    civil.Date // 发现日期
}

// Row gives a finding as an entry of the work list, which stands at a place.
func (f Finding) Row(place string) WorkRow {
	t, _ := tableByCode(f.Table)
	why, owner, blocks := f.Describe()
	return WorkRow{Place: place, Table: t.Name, Name: f.Name, Why: why, Owner: owner, Blocks: blocks, Day: f.Day}
}

// WorkGrid is the work list as a workbook.
func WorkGrid(rows []WorkRow) document.Grid {
	g := table("问题清单", fmt.Sprintf("期初数据问题清单  共%d条", len(rows)), []string{"位置", "表", "编号", "原因", "经办部门",
		"处理要求", "发现日期", "处理情况"}, []int{300, 160, 220, 420, 140, 120, 140, 200})
	for i, r := range rows {
		need := "核对"
		if r.Blocks {
			need = "必须处理"
		}
		row(&g, i+2, []string{r.Place, r.Table, r.Name, r.Why, r.Owner, need, r.Day.String(), ""}, 8)
	}
	return g
}

func table(name, title string, head []string, widths []int) document.Grid {
	g := document.Grid{Name: name, Landscape: true, Widths: widths}
	g.Cells = append(g.Cells, document.Cell{ColSpan: len(head), Text: title, Bold: true, Size: 14, Plain: true})
	for i, h := range head {
		g.Cells = append(g.Cells, document.Cell{Row: 1, Col: i, Text: h, Bold: true})
	}
	return g
}

// row adds a row; numbers begin at a column and stand to the right.
func row(g *document.Grid, at int, cells []string, numbers int) {
	for i, text := range cells {
		align := document.Left
		if i >= numbers && i < len(cells)-1 {
			align = document.Right
		}
		g.Cells = append(g.Cells, document.Cell{Row: at, Col: i, Text: text, Align: align})
	}
}
