package spending

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// ProjectID identifies a budget project of a year.
type ProjectID int64

// Project is a budget project (预算项目) with its lines as the budget was approved (年初预算).
type Project struct {
	Year     int
	Code     string // 项目代码
	Name     string // 项目名称
	Family   Family
	Document string // 预算批复文号
	Lines    []BudgetLine
}

// BudgetLine is what a project may spend on one cost.
type BudgetLine struct {
	Cost   Cost
	Amount money.Fen
}

func (p Project) check() error {
	var bad checks
	bad.require(p.Year > 0 && p.Code != "" && p.Name != "", "请填写年度、项目代码和项目名称")
	bad.require(p.Family >= Operations && p.Family <= ITServices, "请选择项目类别")
	bad.require(p.Document != "", "请填写预算批复文号")
	bad.require(len(p.Lines) > 0, "预算项目至少有一项费用")
	seen := map[Cost]bool{}
	for _, l := range p.Lines {
		bad.require(l.Cost.Known() && l.Cost.Family() == p.Family, "费用类别不属于该项目")
		bad.require(!seen[l.Cost], "同一费用类别重复")
		bad.require(l.Amount > 0, "预算金额应大于零")
		seen[l.Cost] = true
	}
	return bad.err()
}

// OpenProject enters the approved budget of a project (年初预算). A year has one project of a family.
func (s *Service) OpenProject(ctx context.Context, by act.By, key string, p Project) (ProjectID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ManageBudgets)
	if err != nil {
		return 0, err
	}
	if err := p.check(); err != nil {
		return 0, err
	}
	id, err := s.register(ctx, by, entry{op: "spending.project-opened", key: key, content: p},
		func(tx unit.Tx, id int64, _ civil.Date) (money.Fen, error) {
			taken, err := s.Store.HasProject(tx, p.Year, p.Family)
			if err != nil {
				return 0, err
			}
			if taken {
				return 0, refusal.New(CodeProjectTaken, fmt.Sprintf("%d年度已有该类预算项目", p.Year), "", "请在原项目上调整预算")
			}
			var total money.Fen
			for _, l := range p.Lines {
				total = money.Sum(total, l.Amount)
			}
			return total, s.Store.AddProject(tx, ProjectID(id), p)
		})
	return ProjectID(id), err
}

// Adjustment changes the budget of a cost within the year (预算调整).
type Adjustment struct {
	Year     int
	Cost     Cost
	Amount   money.Fen // added to the budget, or taken from it when negative
	Day      civil.Date
	Document string // 调整批复文号
}

// AdjustBudget changes the budget of a cost. It refuses to leave less than what is spent.
func (s *Service) AdjustBudget(ctx context.Context, by act.By, key string, a Adjustment) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ManageBudgets)
	if err != nil {
		return err
	}
	var bad checks
	bad.require(a.Cost.Known() && a.Amount != 0 && a.Document != "", "请填写费用类别、调整金额和批复文号")
	bad.require(a.Day.Year() == a.Year, "调整日期不在预算年度内")
	if err := bad.err(); err != nil {
		return err
	}
	_, err = s.register(ctx, by, entry{op: "spending.budget-adjusted", key: key, content: a},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(a.Day, today, "调整日期"); err != nil {
				return 0, err
			}
			l, err := s.line(tx, a.Year, a.Cost)
			if err != nil {
				return 0, err
			}
			if l.Budget+a.Amount < l.Paid {
				return 0, refusal.New(CodeOverBudget, "调整后的预算低于已执行数"+l.Paid.Grouped()+"元", "", "请核对调整金额")
			}
			return a.Amount, s.Store.AddAdjustment(tx, id, l.Project, a)
		})
	return err
}

// Line is a cost of a year's project as it stands (预算执行).
type Line struct {
	Project ProjectID
	Cost    Cost
	Initial money.Fen // 年初预算数
	Budget  money.Fen // 全年预算数
	Paid    money.Fen // 执行数
}

// Lines are the costs of a year's projects, in the order of the costs.
func (s *Service) Lines(tx unit.Tx, year int) ([]Line, error) { return s.Store.Lines(tx, year) }

func (s *Service) line(tx unit.Tx, year int, c Cost) (Line, error) {
	lines, err := s.Store.Lines(tx, year)
	if err != nil {
		return Line{}, err
	}
	for _, l := range lines {
		if l.Cost == c {
			return l, nil
		}
	}
	return Line{}, refusal.New(CodeNoBudget, fmt.Sprintf("%d年度没有“%s”预算", year, c),
		"《中华人民共和国预算法》第十三条", "请先取得预算批复")
}
