package evaluation

import (
	"fmt"
	"math/big"
	"strings"
)

// draftMark stands before every text that the program drafted (草拟). A table on which it is left has a template's hint
// on it, and A05 says so: a draft is for a person to finish.
const draftMark = "【草拟】"

// Draft is a text for a person to edit. Row 0 is the execution of the budget.
type Draft struct {
	Row  int    `json:"row"`
	Text string `json:"text"`
}

// DraftReasons drafts 偏差原因分析及改进措施 for the rows that lost points, exceeded their target clearly or have another
// figure in the books, where nobody has written a reason. It states figures and leaves causes open: those only people
// know.
func DraftReasons(t FilledTable, s Scored, p Profile) []Draft {
	var drafts []Draft
	if text := draftExecution(t, s.Execution); text != "" {
		drafts = append(drafts, Draft{Text: draftMark + text})
	}
	for i, ind := range t.Indicators {
		if i >= len(t.Rows) || !blank(ind.Reason) && !stock(ind.Reason) {
			continue
		}
		if text := draftReason(ind, t.Rows[i], s.Rows[i], t.Year, p); text != "" {
			drafts = append(drafts, Draft{Row: ind.Row, Text: draftMark + text})
		}
	}
	return drafts
}

const openCause = "原因：（请填写）。改进措施：（请填写）。"

func draftReason(ind Indicator, row FilledRow, r RowScore, year int, p Profile) string {
	if ind.NotApplicable() {
		if r.Weight.OrZero() <= 0 {
			return ""
		}
		return fmt.Sprintf("批复的绩效目标中%s没有设指标，%s分未得分。没有设指标的原因：（请填写）。分值的处理：（请填写，调整须有财政部门批复文号）。",
			secondLabel(line{Indicator: ind}), r.Weight.Short())
	}
	actual := row.Best()
	if actual == "" {
		actual = ind.Actual
	}
	how, ratio := howScored(ind, ReadCell(ind.Target).in(year), ReadCell(actual).in(year), p)
	if how != HowComputed {
		return ""
	}
	facts := fmt.Sprintf("年度指标值%s，实际完成%s", ind.Target, actual) + behind(row) + "，"
	differs := ""
	if unequal(row.Reported, row.Measured) {
		differs = fmt.Sprintf("部门填报%s，与系统取数不一致，差异原因：（请填写）。", row.Reported)
	}
	over := new(big.Rat).Sub(ratio, big.NewRat(1, 1))
	target := ReadCell(ind.Target)
	direction := target.Direction(ClassOf(ind), PlainName(ind.Name))
	switch clear := over.Cmp(big.NewRat(p.OverNote, 100)) >= 0; {
	case over.Sign() < 0:
		return fmt.Sprintf("%s完成率%s%%，%s。", facts, percent(ratio, 2), lost(ind, completionScore(ind.Weight, ratio))) +
			differs + openCause
	case clear && direction == DirectionUp && target.Amount.dimension() != Share:
		return fmt.Sprintf("%s为指标值的%s%%。", facts, percent(ratio, 1)) + differs +
			"超额原因：（请填写）。指标值是否偏低：（请填写）。"
	case differs != "":
		return strings.TrimSuffix(facts, "，") + "。" + differs
	}
	return ""
}

// lost says what a row lost. A form whose score is another than the rule gives must not say in one line that it has all
// points and that it lost some.
func lost(ind Indicator, byRule Points) string {
	short := (ind.Weight.OrZero() - byRule).Short()
	if !ind.Score.Printed() || ind.Score == byRule {
		return "少得" + short + "分"
	}
	return fmt.Sprintf("按评分规则得%s分，少得%s分；填报得分%s分，请核对", byRule.Short(), short, ind.Score.Short())
}

// behind says what stands behind a measured value.
func behind(row FilledRow) string {
	if row.Measured == "" || row.Best() != row.Measured {
		return ""
	}
	parts := []string{"系统取数"}
	if row.Period != "" {
		parts = append(parts, row.Period)
	}
	if row.Of > 0 {
		parts = append(parts, fmt.Sprintf("有效问卷%d份", row.Of))
	} else {
		parts = append(parts, fmt.Sprintf("依据%d条记录", row.Evidence.Rows))
	}
	return "（" + strings.Join(parts, "，") + "）"
}

// draftExecution drafts the reason of an execution below nine tenths, which B07 asks for.
func draftExecution(t FilledTable, r RowScore) string {
	total := t.TotalFund()
	if total == nil || r.Ratio == nil || r.Ratio.Cmp(big.NewRat(90, 100)) >= 0 {
		return ""
	}
	budget, ok1 := money(total.Budget)
	executed, ok2 := money(total.Executed)
	if !ok1 || !ok2 {
		return ""
	}
	left := new(big.Rat).Sub(budget.rat, executed.rat)
	return fmt.Sprintf("全年预算%s%s，执行%s%s，执行率%s%%，未执行%s%s。未执行的原因和预计支付时间：（请填写）。", budget, t.MoneyUnit, executed,
		t.MoneyUnit, percent(r.Ratio, 2), plainDecimal(left, 6), t.MoneyUnit)
}

// DraftCompletion drafts 实际完成情况 from the rows that have a measured value, and names those that have none: a person
// writes what they are and what it meant. Empty when nothing is measured.
func DraftCompletion(t FilledTable) string {
	var done []string
	var open []int
	for i, ind := range t.Indicators {
		if i >= len(t.Rows) || ind.NotApplicable() {
			continue
		}
		if t.Rows[i].Measured == "" {
			open = append(open, ind.Row)
			continue
		}
		done = append(done, fmt.Sprintf("%s%s（指标值%s）", strings.TrimRight(PlainName(ind.Name), "。.,，;；"),
			t.Rows[i].Best(), ind.Target))
	}
	if len(done) == 0 {
		return ""
	}
	text := draftMark + strings.Join(done, "；") + "。"
	if len(open) > 0 {
		text += fmt.Sprintf("第%s行没有取数（请补写完成情况）。", joinRows(open))
	}
	return text
}
