package evaluation

import (
	"regexp"
	"strconv"
	"strings"
)

// Table is one self-evaluation table (绩效自评表) with every cell as printed.
type Table struct {
	Title      string // 表名
	YearText   string // as printed, for example (2024年度)
	Year       int    // 年度; 0 when the table states none
	Project    string // 项目名称
	Department string // 主管部门
	Unit       string // 实施单位
	MoneyUnit  string // 金额单位 of the fund rows, 万元 when the table states none
	Layout     Layout
	Funds      []Fund // 项目资金, the row 年度资金总额 first
	Goal       string // 预期目标
	GoalActual string // 实际完成情况
	Indicators []Indicator
	TotalText  [2]string // 总分 row as printed: 分值, 得分
	Total      Points    // printed sum of the weights
	TotalScore Points    // printed sum of the scores
	Grade      string    // 等级, when the layout has one
	Note       string    // 注意事项
	Partial    bool      // the source says that it is an excerpt: what is missing in it is no fault of the table
}

// Layout names the grid of the official form.
type Layout string

// The two grids of the published form: with eleven columns and with nine.
const (
	G11 Layout = "G11"
	G9  Layout = "G9"
)

// Fund is one row of 项目资金 as printed; money in the unit of the table.
type Fund struct {
	Name     string // 年度资金总额, 其中:当年财政拨款, 上年结转资金, 其他资金
	Initial  string // 年初预算数
	Budget   string // 全年预算数
	Executed string // 全年执行数
	Weight   string // 分值
	Rate     string // 执行率
	Score    string // 得分
}

// Indicator is one row of 绩效指标 as printed. Labels that the form prints once for several rows stand in each.
type Indicator struct {
	Row        int    // 1-based, counted over the indicator rows of the table
	First      string // 一级指标, for example 产出 指标 (50分)
	Second     string // 二级指标
	Name       string // 三级指标
	Target     string // 年度指标值
	Actual     string // 实际完成值
	WeightText string // 分值 as printed
	ScoreText  string // 得分 as printed
	Weight     Points
	Score      Points
	Reason     string // 偏差原因分析及改进措施
}

// NotApplicable reports whether the row says that there is no such indicator (无).
func (i Indicator) NotApplicable() bool {
	name := PlainName(i.Name)
	if blank(name) {
		return blank(i.Target)
	}
	return i.Target != "" && blank(i.Target)
}

// Filler reports whether the row is a remainder of the template: no number in it and no target.
func (i Indicator) Filler() bool {
	return !i.Weight.Printed() && !i.Score.Printed() && compact(i.Target) == "" && compact(i.Actual) == ""
}

// TotalFund is the row 年度资金总额, or nil.
func (t Table) TotalFund() *Fund {
	for i := range t.Funds {
		if fundIsTotal(t.Funds[i].Name) {
			return &t.Funds[i]
		}
	}
	return nil
}

func fundIsTotal(name string) bool {
	name = compact(name)
	return strings.Contains(name, "资金总额") || strings.HasPrefix(name, "合计") || strings.HasPrefix(name, "总计") ||
		strings.HasPrefix(name, "预算执行情况")
}

var declaredPoints = regexp.MustCompile(`\((\d+(?:\.\d+)?)分\)`)

// Declared is the number of points that the head of a first level states, for example 50 in 产出指标(50分).
func Declared(first string) Points {
	m := declaredPoints.FindStringSubmatch(compact(first))
	if m == nil {
		return NoPoints
	}
	return ReadPoints(m[1])
}

var yearOf = regexp.MustCompile(`((?:19|20)\d{2})年度?`)

// readYear finds the year in a heading; 0 when there is none.
func readYear(text string) int {
	m := yearOf.FindStringSubmatch(compact(text))
	if m == nil {
		return 0
	}
	year, _ := strconv.Atoi(m[1])
	return year
}
