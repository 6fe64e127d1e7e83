package evaluation

import (
	"cmp"
	"slices"
)

// Severity says how much a finding asks of the officer (疑点等级).
type Severity string

// The severities.
const (
	Error   Severity = "error"   // 必须核实
	Warning Severity = "warning" // 建议核实
	Note    Severity = "note"    // 提示
)

// Label is the severity in the officer's words.
func (s Severity) Label() string {
	switch s {
	case Error:
		return "必须核实"
	case Warning:
		return "建议核实"
	}
	return "提示"
}

func (s Severity) rank() int { return slices.Index([]Severity{Error, Warning, Note}, s) }

// WholeSet is the Table of a finding that concerns several tables together.
const WholeSet = -1

// Finding is a doubt about a table (疑点). It says what stands where, what to do, and what may still be changed.
type Finding struct {
	ID        string   `json:"id"`
	Severity  Severity `json:"severity"`
	Table     int      `json:"table"`            // index into the checked tables, or WholeSet
	Row       int      `json:"row"`              // of the indicator, 0 when the table as a whole is meant
	Rows      []int    `json:"rows,omitempty"`   // all rows, when one finding concerns several
	Tables    []int    `json:"tables,omitempty"` // of WholeSet: the tables that it concerns
	Message   string   `json:"message"`          // what stands there and what to do
	Saw       []string `json:"saw,omitempty"`    // the values that it rests on, to tell whether they change
	Basis     string   `json:"basis,omitempty"`  // instrument, when the rule has one
	MayChange string   `json:"may_change"`       // what may still be changed after the year

	Explained *Explanation `json:"explained,omitempty"` // 说明后保留
}

// sortFindings puts the findings of each table together, the open ones worst first and then those that are explained;
// those on the whole set come last.
func sortFindings(found []Finding) {
	slices.SortStableFunc(found, func(a, b Finding) int {
		return cmp.Or(later(a.Table == WholeSet, b.Table == WholeSet), cmp.Compare(a.Table, b.Table),
			later(a.Kept(), b.Kept()),
			cmp.Compare(a.Severity.rank(), b.Severity.rank()), cmp.Compare(a.Row, b.Row), cmp.Compare(a.ID, b.ID))
	})
}

// later compares two of which the one that is so comes later.
func later(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// What may still be changed once the year is over: actual, score, reason and text. Names, targets and weights were
// fixed with the approved budget.
const (
	changeActual = "可更正实际完成值、得分和偏差原因；指标名称、指标值、分值已随预算批复，不得自行改动"
	changeScore  = "可更正得分和偏差原因；分值已随预算批复，不得自行改动"
	changeReason = "可补写偏差原因分析及改进措施；指标值和分值不得自行改动"
	changeText   = "可修改文字说明"
	changeFunds  = "可按财务账更正预算数、执行数、执行率和得分"
	changeHead   = "可补填表头各栏"
	changeNext   = "指标名称、指标值、分值已随预算批复，本年不得自行改动；可在偏差原因栏说明，下年度申报绩效目标时改正"
	changePermit = "年后不得自行改动分值；凭财政部门批复文号方可调整，否则保留得分并书面说明原因"
)

// The instruments that the checks rest on.
const (
	basis2020  = "《项目支出绩效评价管理办法》（财预〔2020〕10号）"
	basis2021  = "《中央部门项目支出核心绩效目标和指标设置及取值指引（试行）》（财预〔2021〕101号）"
	basisLogic = "表内、表间数据的逻辑关系（没有专门条文）"
	basisFoots = "自评表的勾稽关系（总分100＝绩效指标90分＋资金执行情况10分）"
)
