package evaluation

import (
	"slices"
	"strings"
)

// The fields of a fund row and of an indicator row.
const (
	fieldName     = "name"
	fieldInitial  = "initial"
	fieldBudget   = "budget"
	fieldExecuted = "executed"
	fieldWeight   = "weight"
	fieldRate     = "rate"
	fieldScore    = "score"
	fieldFirst    = "first"
	fieldSecond   = "second"
	fieldTarget   = "target"
	fieldActual   = "actual"
	fieldReason   = "reason"
	fieldSign     = "sign" // 指标性质, the sign of a target in a column of its own
	fieldUnit     = "unit" // 度量单位 of target and actual
	fieldMore     = "more" // a column that is kept and that nothing is read from
)

// officialColumns and officialFunds are the heads of the form of 财预〔2020〕10号.
var (
	officialColumns = []string{"一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"}
	officialFunds   = []string{"年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"}
)

// headWord tells a column by words of its head; the first that fits counts.
type headWord struct{ word, field string }

// indicatorHeads stand from the narrow to the wide: 评分标准 is no score, and 指标值设置依据 no target.
var indicatorHeads = []headWord{
	{"一级指标", fieldFirst}, {"二级指标", fieldSecond}, {"三级指标", fieldName}, {"指标名称", fieldName}, {"指标内容", fieldName},
	{"标准分", fieldWeight}, {"依据", fieldMore}, {"解释", fieldMore}, {"指标说明", fieldMore}, {"标准", fieldMore},
	{"计算方法", fieldMore}, {"规则", fieldMore}, {"上年", fieldMore}, {"佐证", fieldMore}, {"来源", fieldMore},
	{"偏差率", fieldMore}, {"偏差度", fieldMore}, {"偏离", fieldMore}, {"完成率", fieldMore}, {"系数", fieldMore},
	{"序号", fieldMore}, {"核心指标", fieldMore}, {"复核", fieldMore}, {"审核", fieldMore}, {"备注", fieldMore},
	{"得分(单项", fieldScore}, {"单项得分", fieldMore}, {"得分(", fieldScore},
	{"原因", fieldReason}, {"改进措施", fieldReason}, {"偏差", fieldReason},
	{"指标性质", fieldSign}, {"运算符", fieldSign}, {"度量单位", fieldUnit}, {"计量单位", fieldUnit},
	{"计划完成", fieldTarget}, {"完成值", fieldActual}, {"完成情况", fieldActual}, {"完成指标", fieldActual},
	{"实际值", fieldActual}, {"完成数", fieldActual}, {"完成结果", fieldActual},
	{"指标值", fieldTarget}, {"目标值", fieldTarget}, {"预期值", fieldTarget}, {"年初值", fieldTarget}, {"调整值", fieldTarget},
	{"分值", fieldWeight}, {"权重", fieldWeight},
	{"得分", fieldScore}, {"自评分", fieldScore}, {"说明", fieldReason},
}

var fundHeads = []headWord{
	{"备注", fieldMore}, {"原因", fieldMore}, {"到位", fieldMore}, {"分值", fieldWeight}, {"权重", fieldWeight},
	{"得分", fieldScore}, {"执行率", fieldRate}, {"B/A", fieldRate}, {"C/B", fieldRate}, {"年初", fieldInitial},
	{"执行", fieldExecuted}, {"决算数", fieldExecuted}, {"实际支出", fieldExecuted}, {"全年预算", fieldBudget},
	{"调整", fieldBudget}, {"预算数", fieldBudget}, {"预算总额", fieldBudget}, {"资金总额", fieldBudget},
	{"总预算", fieldBudget},
}

// column is one column of a form: its field, its head as printed, and where it stands.
type column struct {
	field, head string
	at          int
}

// columns are those of a form from left to right.
type columns []column

// at is where a field stands, -1 when nowhere.
func (c columns) at(field string) int {
	for _, col := range c {
		if col.field == field {
			return col.at
		}
	}
	return -1
}

func (c columns) has(field string) bool { return c.at(field) >= 0 }

// heads are the heads as printed; none when they are those of the official form.
func (c columns) heads(official []string) []string {
	var heads []string
	for _, col := range c {
		if col.head != "" {
			heads = append(heads, col.head)
		}
	}
	if slices.EqualFunc(heads, official, func(a, b string) bool { return compact(a) == b }) {
		return nil
	}
	return heads
}

// columnsOf reads heads by their words. Of several heads of one field the first counts and the others are kept; a
// target or budget that was adjusted counts before the first one.
func columnsOf(heads []string, words []headWord) columns {
	var cols columns
	for i, head := range heads {
		field := fieldOf(compact(head), words)
		if field == "" {
			continue
		}
		for k := range cols {
			switch {
			case cols[k].field != field || field == fieldMore:
			case !strings.Contains(compact(head), "调整"):
				field = fieldMore
			case field == fieldBudget && !cols.has(fieldInitial):
				cols[k].field = fieldInitial
			default:
				cols[k].field = fieldMore
			}
		}
		cols = append(cols, column{field, head, i})
	}
	if !cols.has(fieldScore) {
		for i := range cols {
			if strings.Contains(compact(cols[i].head), "单项得分") {
				cols[i].field = fieldScore // the only one
				break
			}
		}
	}
	return cols
}

// fieldOf is the field of a head, empty when it is none.
func fieldOf(label string, words []headWord) string {
	switch {
	case label == "":
		return ""
	case label == "内容" || label == "目标":
		return fieldTarget
	case label == "单位":
		return fieldUnit
	}
	for _, h := range words {
		if strings.Contains(label, h.word) {
			return h.field
		}
	}
	return ""
}

// formColumns are the columns of a form that is written, by their heads.
func formColumns(heads, official []string, words []headWord) columns {
	if len(heads) == 0 {
		heads = official
	}
	cols := columnsOf(heads, words)
	return cols.withUnknown(heads)
}

// withUnknown are the columns with those between and behind them of whose heads no word is known.
func (c columns) withUnknown(heads []string) columns {
	var all columns
	for i, head := range heads {
		switch at := slices.IndexFunc(c, func(col column) bool { return col.at == i }); {
		case at >= 0:
			all = append(all, c[at])
		case compact(head) != "":
			all = append(all, column{fieldMore, head, i})
		}
	}
	return all
}
