package evaluation

import (
	"fmt"
	"math/big"
	"strings"

	"guangsha/internal/document"
)

// Notice is what a notice on self-evaluation asks of a unit (自评通知要求的材料): the forms and what goes with them, all from
// the tables as they are printed.
type Notice struct {
	Unit    string
	Year    int
	Set     Set     // as filled: with what was reported and measured beside each other
	Printed []Table // one for each table of the set
	Checks  Set     // the printed tables, scored and checked as whoever receives them will

	// Unfinished says in a sentence how far the books of the year are, empty when they hold all of it: the papers of a
	// part of a year say so themselves.
	Unfinished string
	// Invented says in a sentence that people, units and figures are invented (示例), empty where they are not: every
	// paper that may go its own way says it, but for the forms, which have no place for it.
	Invented string
}

// NewNotice prints the tables of a set, each by its own profile, and checks what is printed; what a working paper says
// of it stands beside.
func NewNotice(s Set, p Paper) (Notice, error) {
	n := Notice{Set: s}
	for i, t := range s.Tables {
		n.Printed = append(n.Printed, t.Form(s.Choices[i].Profile))
		if n.Unit == "" {
			n.Unit = t.Unit
		}
		n.Year = max(n.Year, t.Year)
	}
	var filled []FilledTable
	for _, t := range n.Printed {
		filled = append(filled, Reported(t))
	}
	var err error
	if n.Checks, err = EvaluateBy(filled, Context{Paper: p, Measured: measuredIn(s.Tables),
		Outside: outsideIn(s.Tables)}); err != nil {
		return n, err
	}
	_, err = n.Checks.WithPaper(p)
	return n, err
}

// page is a grid that is filled line by line.
type page struct {
	document.Grid
	row int
}

// line adds a row of cells with borders; a column whose head has no share of the width stands in the middle.
func (p *page) line(bold bool, cells ...string) {
	for i, text := range cells {
		align := document.Left
		if bold || i < len(p.Widths) && p.Widths[i] < wideColumn {
			align = document.Center
		}
		p.Cells = append(p.Cells, document.Cell{Row: p.row, Col: i, Text: text, Align: align, Bold: bold})
	}
	p.row++
}

// wideColumn is from where on a column holds sentences and not words, in tenths of a digit.
const wideColumn = 160

// title adds a line over the whole width.
func (p *page) title(text string, size int, align document.Align) {
	p.Cells = append(p.Cells, document.Cell{
		Row: p.row, ColSpan: len(p.Widths), Text: text, Size: size, Align: align, Plain: true})
	p.row++
}

// notes adds a line for each sentence that there is.
func (p *page) notes(sentences ...string) {
	for _, s := range sentences {
		if s != "" {
			p.title(s, 11, document.Left)
		}
	}
}

// Summary is the summary of a unit's self-evaluation (自评情况汇总表): a line for each project, and their sum.
func (n Notice) Summary() document.Grid {
	p := &page{Grid: document.Grid{Name: "自评情况汇总表", Landscape: true,
		Widths: []int{50, 270, 220, 130, 130, 130, 90, 110, 60, 240}}}
	p.title(fmt.Sprintf("%d年度项目支出绩效自评情况汇总表", n.Year), 16, document.Center)
	p.notes(n.Invented)
	p.title("填报单位："+n.Unit+"　　金额单位：万元", 11, document.Left)
	p.line(true, "序号", "项目名称", "实施单位", "年初预算数", "全年预算数", "全年执行数", "执行率", "自评得分", "等级", "备注")
	initial, budget, executed, scores := new(big.Rat), new(big.Rat), new(big.Rat), Points(0)
	grades := map[string]int{}
	for i, t := range n.Printed {
		profile := n.Set.Choices[i].Profile
		f := Fund{}
		if total := t.TotalFund(); total != nil {
			f = *total
		}
		cells := []string{inWan(f.Initial, t.MoneyUnit, initial), inWan(f.Budget, t.MoneyUnit, budget),
			inWan(f.Executed, t.MoneyUnit, executed)}
		score, grade := Published(t), ""
		if score.Printed() {
			scores += score
			grade = profile.GradeFor(score)
			grades[grade]++
		}
		p.line(false, fmt.Sprint(i+1), t.Project, t.Unit, cells[0], cells[1], cells[2], f.Rate, score.Short(), grade,
			lostIn(t))
	}
	rate := ""
	if budget.Sign() > 0 {
		rate = percent(new(big.Rat).Quo(executed, budget), 2) + "%"
	}
	p.line(false, "", fmt.Sprintf("合计（%d个项目）", len(n.Printed)), "", plainDecimal(initial, 6), plainDecimal(budget, 6),
		plainDecimal(executed, 6), rate, "平均"+n.mean(scores), "", gradesText(n.Set.Profile, grades))
	return p.Grid
}

// mean is the mean score with two decimals.
func (n Notice) mean(sum Points) string {
	if len(n.Printed) == 0 {
		return NoPoints.String()
	}
	return pointsOf(new(big.Rat).Quo(sum.rat(), big.NewRat(int64(len(n.Printed)), 1))).String()
}

// inWan is a cell of money in 万元, added to a sum. A cell that is no amount stays as it is.
func inWan(cell, unit string, sum *big.Rat) string {
	number, ok := money(cell)
	if !ok {
		return cell
	}
	amount := Amount{Number: number, Unit: unit}.in(moneyUnit)
	sum.Add(sum, amount.rat)
	return amount.String()
}

// InWan is a cell of money in a unit as people read it in 万元, and its amount, which is 0 for a cell that is none.
func InWan(cell, unit string) (string, *big.Rat) {
	amount := new(big.Rat)
	return inWan(cell, unit, amount), amount
}

// lostIn names the rows of a table that lost points.
func lostIn(t Table) string {
	var rows []int
	for _, ind := range t.Indicators {
		if ind.Weight.Printed() && ind.Score.Printed() && ind.Score < ind.Weight {
			rows = append(rows, ind.Row)
		}
	}
	if len(rows) == 0 {
		return ""
	}
	return "第" + joinRows(rows) + "行未得满分"
}

func gradesText(p Profile, grades map[string]int) string {
	var parts []string
	for _, g := range p.Grades {
		parts = append(parts, fmt.Sprintf("%s%d个", g.Name, grades[g.Name]))
	}
	return strings.Join(parts, "，")
}

// Doubts is the list of findings of the working paper (疑点清单): all that a reviewer will find on the printed forms,
// with what people said to it.
func (n Notice) Doubts() document.Grid {
	p := &page{Grid: document.Grid{Name: "疑点清单", Landscape: true,
		Widths: []int{50, 200, 60, 95, 60, 420, 200, 250, 250}}}
	p.title(fmt.Sprintf("%d年度项目支出绩效自评 疑点清单（底稿）", n.Year), 16, document.Center)
	p.notes(n.Invented)
	p.line(true, "序号", "项目名称", "行", "等级", "规则", "疑点", "依据", "可改动的内容", "说明")
	for i, f := range n.Checks.Found {
		project, row, said := "各表之间", "", ""
		if f.Table != WholeSet {
			project = n.Printed[f.Table].Project
		}
		switch {
		case len(f.Rows) > 0:
			row = joinRows(f.Rows)
		case f.Row > 0:
			row = fmt.Sprint(f.Row)
		}
		if f.Explained != nil {
			said = f.Explained.Say(f)
		}
		p.line(false, fmt.Sprint(i+1), project, row, f.Severity.Label(), f.ID, f.Message, f.Basis, f.MayChange, said)
	}
	return p.Grid
}

// Fields is the form in the order in which a budget system asks for it (系统填报页), a line for each indicator, so that it
// can be copied or imported: the sign, the number and the unit of a target stand apart.
func (n Notice) Fields() document.Grid {
	p := &page{Grid: document.Grid{Name: "系统填报页", Landscape: true,
		Widths: []int{200, 50, 90, 110, 300, 60, 90, 80, 110, 60, 60, 200}}}
	p.notes(n.Invented)
	p.line(true, "项目名称", "序号", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "实际完成值", "分值", "得分",
		"偏差原因分析及改进措施")
	for _, t := range n.Printed {
		for _, ind := range t.Indicators {
			sign, value, unit := "定性", ind.Target, ""
			if c := ReadCell(ind.Target); c.Kind == KindQuantity {
				sign, value, unit = string(c.Op), c.Amount.Number.String(), c.Amount.Unit
			}
			first, _, _ := strings.Cut(compact(ind.First), "(")
			p.line(false, t.Project, fmt.Sprint(ind.Row), first, compact(ind.Second), PlainName(ind.Name), sign, value,
				unit, ind.Actual, ind.WeightText, ind.ScoreText, ind.Reason)
		}
	}
	return p.Grid
}
