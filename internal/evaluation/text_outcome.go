package evaluation

import (
	"fmt"
	"io"
	"strings"
)

// Difference is a row whose score by the rules is not the printed one, with the reason.
type Difference struct {
	Row       int    `json:"row"` // 0 for the execution of the budget
	Published Points `json:"published"`
	ByRule    Points `json:"by_rule"`
	Because   string `json:"because"`
}

// Differences are the rows in which the printed score and the one by the rules differ. They add up to the difference of
// the totals, unless the printed total is not the sum of its rows; D06 says that.
func Differences(t Table, s Scored) []Difference {
	var all []Difference
	add := func(r RowScore, because string) {
		if r.Published.OrZero() != r.ByRule.OrZero() {
			all = append(all, Difference{Row: r.Row, Published: r.Published, ByRule: r.ByRule, Because: because})
		}
	}
	if s.Execution.Weight.Printed() {
		add(s.Execution, executionBecause(s.Execution))
	}
	for i, r := range s.Rows {
		if r.How != HowUnweighted {
			add(r, rowBecause(t.Indicators[i], r))
		}
	}
	return all
}

func executionBecause(r RowScore) string {
	switch r.How {
	case HowComputed:
		return "执行率" + percent(r.Ratio, 2) + "%，按口径计分"
	case HowNone:
		return "全年预算数、执行数均为0，执行率不适用"
	}
	return "预算数或执行数未填，无法计算"
}

func rowBecause(ind Indicator, r RowScore) string {
	switch r.How {
	case HowComputed:
		return fmt.Sprintf("指标值%s、完成值%s，完成率%s%%", ind.Target, ind.Actual, percent(r.Ratio, 2))
	case HowMissing:
		return "完成值未填，按规则不给分"
	case HowNone:
		return "没有设指标，按规则不给分"
	}
	return "得分超出0至分值的范围" // a claim, a grade and an untestable target stand as printed within their range
}

// textOutcomes says where the total by the rules differs from the printed one, what the other way to treat rows marked
// 无 would give, and where actuals can come from that nothing has measured.
func textOutcomes(out io.Writer, t FilledTable, s Scored) {
	for _, d := range Differences(t.Table, s) {
		where := "预算执行率"
		if d.Row > 0 {
			where = fmt.Sprintf("第%d行", d.Row)
		}
		fmt.Fprintf(out, "    原表与规则不同：%s 原表%s，按规则%s，%s\n", where, d.Published.Short(), d.ByRule.Short(), d.Because)
	}
	profile, err := ProfileOf(s.Profile)
	if err != nil {
		profile = Default() // one from a file of its own; weights are given out alike by all
	}
	if sim, ok := Simulate(t.Table, profile); ok {
		fmt.Fprintf(out, "    模拟（不改表）：第%s行为“无”仍占分；保留则按规则%s分，把分值调给同一一级指标的其他指标则为%s分，后者须凭财政部门批复文号\n",
			joinRows(sim.Rows), sim.KeptTotal.Short(), sim.Total.Short())
	}
	if s.Books.RowsMeasured == 0 {
		textStanding(out, Standings(t.Table))
	}
	textDrafts(out, t, s, profile)
}

// textDrafts shows what was drafted for the reasons and, from measured values, for the completion.
func textDrafts(out io.Writer, t FilledTable, s Scored, p Profile) {
	const indent = 30
	show := func(where, text string) {
		head := pad("    "+where, textColumn{width: indent})
		for _, line := range wrapText(text, 130-indent) {
			fmt.Fprintln(out, head+line)
			head = strings.Repeat(" ", indent)
		}
	}
	for _, d := range DraftReasons(t, s, p) {
		where := "执行率偏低的说明"
		if d.Row > 0 {
			where = fmt.Sprintf("第%d行偏差原因", d.Row)
		}
		show(where, d.Text)
	}
	if text := DraftCompletion(t); text != "" {
		show("实际完成情况", text)
	}
}

func textStanding(out io.Writer, all []Standing) {
	rows := map[StandingKind][]int{}
	for _, s := range all {
		rows[s.Kind] = append(rows[s.Kind], s.Row)
	}
	var parts []string
	for _, k := range []struct {
		kind StandingKind
		text string
	}{{StandingComputed, "可由账簿和台账算出"}, {StandingWaiting, "等待其他系统"}, {StandingPerson, "须由人认定"}} {
		if n := rows[k.kind]; len(n) > 0 {
			parts = append(parts, fmt.Sprintf("%s%d行（第%s行）", k.text, len(n), joinRows(n)))
		}
	}
	if len(parts) > 0 {
		fmt.Fprintf(out, "    完成值：%s\n", strings.Join(parts, "，"))
	}
}
