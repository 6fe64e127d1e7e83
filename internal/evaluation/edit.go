package evaluation

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/base/refusal"
)

// Column names a cell that may still be changed once the goal is approved: actual, score, reason and text. There is
// none for names, targets and weights.
type Column string

// The columns. Row 0 stands for the table as a whole, with ColumnGoalActual, and for 年度资金总额; below it, -1 is the
// first of its sources of money.
const (
	ColumnActual     Column = "actual"      // 实际完成值; of row 0 全年执行数
	ColumnScore      Column = "score"       // 得分
	ColumnReason     Column = "reason"      // 偏差原因分析及改进措施
	ColumnGoalActual Column = "goal-actual" // 年度总体目标的实际完成情况
)

// Edit is a cell as somebody wants it.
type Edit struct {
	Row    int    `json:"row"`
	Column Column `json:"column"`
	Text   string `json:"text"`
}

// maxCell is how many characters a cell may hold: what a printed form has room for, many times over.
const maxCell = 2000

// Edited is the table with cells changed, the sums of its scores and the execution rate of its funds drawn anew so that
// the printed table foots. Whatever is not open to a change is refused by row and column, and nothing is changed.
func (t Table) Edited(edits []Edit, p Profile) (Table, error) {
	t.Indicators, t.Funds = slices.Clone(t.Indicators), slices.Clone(t.Funds)
	var wrong []*refusal.Refused
	for _, e := range edits {
		if err := t.edit(e); err != nil {
			wrong = append(wrong, err)
		}
	}
	if err := refusal.Join(wrong...); err != nil {
		return Table{}, err
	}
	if f := t.TotalFund(); f != nil {
		if rate := executionRate(t, p); rate != nil {
			f.Rate = percent(rate, 2) + "%"
		}
	}
	t.TotalScore, t.TotalText[1] = NoPoints, ""
	if t.scored() {
		t.TotalScore = sumOfScores(t)
		t.TotalText[1] = t.TotalScore.Short()
	}
	return t, nil
}

// scored reports whether anybody has given a score yet.
func (t Table) scored() bool {
	f := t.TotalFund()
	return f != nil && ReadPoints(f.Score).Printed() ||
		slices.ContainsFunc(t.Indicators, func(ind Indicator) bool { return ind.Score.Printed() })
}

// edit changes one cell of a table whose rows are its own.
func (t *Table) edit(e Edit) *refusal.Refused {
	refuse := func(code, format string, args ...any) *refusal.Refused {
		return refusal.Bad("evaluation.edit."+code, fmt.Sprintf(format, args...))
	}
	if utf8.RuneCountInString(e.Text) > maxCell {
		return refuse("long", "第%d行的内容超过%d字", e.Row, maxCell)
	}
	text := strings.TrimSpace(e.Text)
	score := ReadPoints(text)
	if e.Column == ColumnScore && text != "" && (!score.Printed() || score < 0) {
		return refuse("score", "第%d行的得分“%s”不是分数，请写成 4 或 3.5", e.Row, text)
	}
	if e.Row < 0 {
		if -e.Row >= len(t.Funds) || e.Column != ColumnActual {
			return refuse("row", "项目资金没有第%d个来源，或该栏不能改", -e.Row)
		}
		t.Funds[-e.Row].Executed = text
		return nil
	}
	if e.Row == 0 {
		return t.editHead(e.Column, text, score, refuse)
	}
	i := slices.IndexFunc(t.Indicators, func(ind Indicator) bool { return ind.Row == e.Row })
	if i < 0 {
		return refuse("row", "表中没有第%d行", e.Row)
	}
	ind := &t.Indicators[i]
	switch e.Column {
	case ColumnActual:
		ind.Actual = text
	case ColumnScore:
		if score.OrZero() > ind.Weight.OrZero() {
			return refuse("score", "第%d行的得分%s超过分值%s", e.Row, score.Short(), ind.Weight.OrZero().Short())
		}
		ind.Score, ind.ScoreText = score, text
	case ColumnReason:
		ind.Reason = text
	default:
		return refuse("column", "第%d行的“%s”不能改：指标名称、指标值和分值已随预算批复，调整须有文号", e.Row, e.Column)
	}
	return nil
}

func (t *Table) editHead(column Column, text string, score Points,
	refuse func(code, format string, args ...any) *refusal.Refused) *refusal.Refused {
	f := t.TotalFund()
	switch {
	case column == ColumnGoalActual:
		t.GoalActual = text
	case f == nil:
		return refuse("row", "表中没有年度资金总额")
	case column == ColumnActual:
		f.Executed = text
	case column == ColumnScore && score.OrZero() > ReadPoints(f.Weight).OrZero():
		return refuse("score", "资金执行的得分%s超过分值%s", score.Short(), f.Weight)
	case column == ColumnScore:
		f.Score = text
	default:
		return refuse("column", "表头的“%s”不能改，调整须有文号", column)
	}
	return nil
}

// Unreported is the table with nothing reported yet: as its goal was approved.
func (t Table) Unreported() Table {
	t.Indicators, t.Funds = slices.Clone(t.Indicators), slices.Clone(t.Funds)
	for i := range t.Indicators {
		ind := &t.Indicators[i]
		ind.Actual, ind.Score, ind.ScoreText, ind.Reason = "", NoPoints, "", ""
	}
	for i := range t.Funds {
		f := &t.Funds[i]
		f.Executed, f.Rate = "", ""
		if ReadPoints(f.Score).Printed() {
			f.Score = ""
		}
	}
	t.GoalActual, t.Grade, t.TotalScore = "", "", NoPoints
	t.TotalText[1] = ""
	return t
}
