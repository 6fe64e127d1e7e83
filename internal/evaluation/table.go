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

	// FundColumns and Columns are the heads of the form (栏目) as printed, from left to right; none for those of the
	// official form.
	FundColumns []string `json:",omitempty"`
	Columns     []string `json:",omitempty"`
	// Others are the rows of the form that have no field above.
	Others []OtherRow `json:",omitempty"`
}

// OtherRow is a row of a form that is kept with its cells and that nothing is read from, such as 项目负责人 or 评价结论.
type OtherRow struct {
	Part  Part
	Cells []string // that are not empty
}

// Part is where a row stands in a form.
type Part string

// The parts of a form that have further rows.
const (
	PartHead  Part = "head"  // above 项目资金
	PartFunds Part = "funds" // below 项目资金
	PartFoot  Part = "foot"  // below 绩效指标
)

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

	// More are the cells under the columns of the form that have no field above, in their order.
	More []string `json:",omitempty"`
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

	// More are the cells under the columns of the form that have no field above, in their order.
	More []string `json:",omitempty"`
	// TargetCell and ActualCell are the cells as printed, where the form prints sign and unit in columns of their own.
	TargetCell string `json:",omitempty"`
	ActualCell string `json:",omitempty"`
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

// fragment reports whether what was read is a piece of a table and does not say so: it has no total of its own, and its
// weights do not come to what a whole table has. Nobody can tell what the rest has earned.
func (t Table) fragment() bool {
	return !t.Partial && !t.Total.Printed() && !t.TotalScore.Printed() && sumOfWeights(t) != wholeTable
}

// wholeTable is what the weights of a table come to (总分).
const wholeTable Points = 100_00

// wholeBody reports whether a table evaluates all spending of a body (部门整体支出) and not one project.
func (t Table) wholeBody() bool {
	return containsAny(compact(t.Title), "整体支出", "整体绩效", "部门整体", "单位整体", "单位)整体") != ""
}

// TotalFund is the row 年度资金总额, or nil. A single row is the total, whatever its name.
func (t Table) TotalFund() *Fund {
	if len(t.Funds) == 1 {
		return &t.Funds[0]
	}
	for i := range t.Funds {
		if fundIsTotal(t.Funds[i].Name) {
			return &t.Funds[i]
		}
	}
	return nil
}

func fundIsTotal(name string) bool {
	name = compact(name)
	return containsAny(name, "总额", "总金额") != "" || strings.HasPrefix(name, "合计") || strings.HasPrefix(name, "总计") ||
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

var (
	yearOf = regexp.MustCompile(`((?:19|20)\d{2})年度?`)
	// yearBehind is a year behind its label, for example 年度:2024.
	yearBehind = regexp.MustCompile(`年度:((?:19|20)\d{2})\)?$`)
	// yearInWords writes a year digit by digit, for example 二〇二三年.
	yearInWords = regexp.MustCompile(`二[〇零○Oo0][〇零○Oo0一二三四五六七八九]{2}年`)
	digitWords  = strings.NewReplacer("〇", "0", "零", "0", "○", "0", "O", "0", "o", "0", "一", "1", "二", "2", "三", "3",
		"四", "4", "五", "5", "六", "6", "七", "7", "八", "8", "九", "9")
)

// readYear finds the year in a heading; 0 when there is none.
func readYear(text string) int {
	text = yearInWords.ReplaceAllStringFunc(compact(text), digitWords.Replace)
	m := yearOf.FindStringSubmatch(text)
	if m == nil {
		m = yearBehind.FindStringSubmatch(text)
	}
	if m == nil {
		return 0
	}
	year, _ := strconv.Atoi(m[1])
	return year
}
