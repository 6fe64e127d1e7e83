package evaluation

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/base/refusal"
)

// The columns that the approval of the budget has frozen. Only a recorded adjustment changes them.
const (
	ColumnName   Column = "name"   // 三级指标
	ColumnTarget Column = "target" // 年度指标值
	ColumnWeight Column = "weight" // 分值
)

// Adjusted is the table with names, targets and weights changed by an adjustment (调整绩效目标). The sum of the weights
// stays as it was approved: what one row gains others lose (财预〔2020〕10号, 总分100分). Whatever was reported stays. It
// refuses by row, and nothing is changed.
func (t Table) Adjusted(edits []Edit) (Table, error) {
	approved := sumOfWeights(t)
	t.Indicators = slices.Clone(t.Indicators)
	var wrong []*refusal.Refused
	refuse := func(code, format string, args ...any) {
		wrong = append(wrong, refusal.Bad("evaluation.adjust."+code, fmt.Sprintf(format, args...)))
	}
	if len(edits) == 0 {
		refuse("nothing", "没有要调整的指标、指标值或分值")
	}
	for _, e := range edits {
		i := slices.IndexFunc(t.Indicators, func(ind Indicator) bool { return ind.Row == e.Row })
		text := strings.TrimSpace(e.Text)
		switch {
		case i < 0:
			refuse("row", "表中没有第%d行", e.Row)
		case utf8.RuneCountInString(text) > maxCell:
			refuse("long", "第%d行的内容超过%d字", e.Row, maxCell)
		case text == "":
			refuse("empty", "第%d行调整后的内容是空的，请写明", e.Row)
		case e.Column == ColumnName:
			t.Indicators[i].Name = text
		case e.Column == ColumnTarget:
			t.Indicators[i].Target = text
		case e.Column == ColumnWeight:
			w := ReadPoints(text)
			if !w.Printed() || w < 0 {
				refuse("weight", "第%d行的分值“%s”不是分数，请写成 10 或 7.5", e.Row, text)
				continue
			}
			t.Indicators[i].Weight, t.Indicators[i].WeightText = w, text
		default:
			refuse("column", "第%d行的“%s”不是批复的内容，请在填报时改", e.Row, e.Column)
		}
	}
	if now := sumOfWeights(t); len(wrong) == 0 && now != approved {
		refuse("sum", "调整后分值合计为%s，批复的合计是%s，请一并调整其他行的分值", now.Short(), approved.Short())
	}
	if err := refusal.Join(wrong...); err != nil {
		return Table{}, err
	}
	return t, nil
}
