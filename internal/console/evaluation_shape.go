package console

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	eval "guangsha/internal/evaluation"
	"guangsha/internal/measure"
)

// setOf is whole tables as a page shows them, with what the books say beside each.
func setOf(source string, set eval.Set, beside []booksBeside) tableSet {
	out := tableSet{Source: source, Tables: []table{}, Across: findingsOf(set, eval.WholeSet)}
	for i := range set.Tables {
		one := tableOf(set, i, beside[i].values)
		one.Foreign, one.Unbooked = beside[i].foreign, beside[i].unbooked
		out.Tables = append(out.Tables, one)
	}
	return out
}

func summaryOf(set eval.Set, i int) tableSummary {
	t, s := set.Tables[i], set.Scored[i]
	b := s.Books
	return tableSummary{ID: i + 1, Project: t.Project, Department: t.Department,
		Reported: mark(s.Published), ByRule: mark(s.ByRule), Grade: s.Grade, Claimed: score(s.ClaimedWeight),
		Measured: measuredTotal{score(b.Score), score(b.Weight), b.RowsComputed, b.RowsMeasured, b.Rows},
		Grades: evidenceGrades{score(b.ByGrade[measure.Ledger]), score(b.ByGrade[measure.Imported]),
			score(b.ByGrade[measure.Register]), score(b.ByGrade[measure.Survey]), score(b.ByGrade[measure.Statement])},
		Findings: countsOf(set, i)}
}

// countsOf counts the findings on a table.
func countsOf(set eval.Set, i int) (n findingCounts) {
	for _, f := range set.FindingsOf(i) {
		switch {
		case f.Kept():
			n.Kept++
		case f.Severity == eval.Error:
			n.Error++
		case f.Severity == eval.Warning:
			n.Warning++
		default:
			n.Note++
		}
	}
	return n
}

func tableOf(set eval.Set, i int, values map[string]measure.Value) table {
	t, s := set.Tables[i], set.Scored[i]
	out := table{Summary: summaryOf(set, i), Year: t.Year, Title: t.Title, YearText: t.YearText, Unit: t.Unit,
		MoneyUnit: t.MoneyUnit, Layout: string(t.Layout), Funds: []fundRow{}, Goal: t.Goal, GoalActual: t.GoalActual,
		Rows:  []row{},
		Total: tableTotal{Weight: mark(t.Total), Score: mark(t.TotalScore), Grade: t.Grade, Cap: mark(s.Cap)},
		Note:  t.Note, Findings: findingsOf(set, i)}
	for _, f := range t.Funds {
		out.Funds = append(out.Funds, fundRow{f.Name, f.Initial, f.Budget, f.Executed, f.Weight, f.Rate, f.Score,
			append([]string{}, f.More...)})
	}
	funds, heads := t.MoreHeads()
	out.FundHeads, out.MoreHeads = append([]string{}, funds...), append([]string{}, heads...)
	out.Others = [][]string{}
	for _, other := range t.Others {
		out.Others = append(out.Others, other.Cells)
	}
	out.Execution = rowOf(executionOf(t), t.Execution, s.Execution, values)
	out.Execution.Key = "budget"
	for k, ind := range t.Indicators {
		out.Rows = append(out.Rows, rowOf(ind, t.Rows[k], s.Rows[k], values))
	}
	return out
}

// executionOf is the execution of the budget in the form of an indicator.
func executionOf(t eval.FilledTable) eval.Indicator {
	ind := eval.Indicator{First: "项目资金", Name: "全年执行数", Weight: eval.NoPoints, Score: eval.NoPoints}
	if f := t.TotalFund(); f != nil {
		ind.Target, ind.Actual = f.Budget, f.Executed
	}
	return ind
}

var howNames = map[eval.How]string{
	eval.HowComputed: "按完成比例计算", eval.HowClaimed: "完成值不是实测数，照填报计", eval.HowGraded: "定性指标，照所选档位",
	eval.HowUntestable: "指标值不可检验，照填报计", eval.HowUnclear: "指标方向不明，照填报计", eval.HowMissing: "未填完成值", eval.HowNone: "指标值为无",
	eval.HowUnweighted: "无分值", eval.HowLate: "逾期，照填报计，扣多少由人评定",
}

func rowOf(ind eval.Indicator, f eval.FilledRow, s eval.RowScore, values map[string]measure.Value) row {
	out := row{Key: fmt.Sprintf("r%d", ind.Row), No: ind.Row, Level1: ind.First, Level2: ind.Second, Level3: ind.Name,
		Target: ind.Target, Actual: f.Reported, Weight: mark(s.Weight), Score: mark(s.Published),
		ByRule: mark(s.ByRule),
		How:    string(s.How), HowText: howNames[s.How], MeasuredScore: mark(s.FromBooks), Also: []supporting{},
		Remark: ind.Reason, More: append([]string{}, ind.More...)}
	if f.Measured != "" {
		out.Measured = measuredOf(f, values[f.Measure])
	}
	for _, a := range f.Also {
		out.Also = append(out.Also, supporting{a.Title, eval.Shown(a.Text), eval.Exact(a.Text), a.Measure, a.Definition,
			a.Evidence.Rows, string(a.Grade), gradeNames[a.Grade],
			outsidesOf(a.Outside, values[a.Measure], a.Grade), nil})
	}
	if a := s.Accepted; a != nil {
		out.Accepted = &accepted{mark(a.Score), a.By, a.On, a.Text}
	}
	if f.Waiting != "" {
		out.Waiting = &waiting{"等待：" + f.Waiting}
	}
	return out
}

func measuredOf(f eval.FilledRow, v measure.Value) *measured {
	out := &measured{Text: f.Measured, Shown: eval.Shown(f.Measured), Exact: eval.Exact(f.Measured), Value: v.N,
		Unit: string(v.Measure.Unit), Measure: f.Measure,
		Title: v.Measure.Title, Definition: f.Definition, RowCount: f.Evidence.Rows, Of: f.Of, Period: f.Period,
		Grade: string(f.Grade), GradeText: gradeNames[f.Grade], Outside: outsidesOf(f.Outside, v, f.Grade)}
	if v.Measure.Unit == measure.Fen {
		out.Amount = &v.N
	}
	return out
}

var gradeNames = map[measure.Grade]string{measure.Ledger: "业务账", measure.Imported: "银行、国库、财务系统导入",
	measure.Register: "台账登记并附凭据", measure.Survey: "问卷调查", measure.Statement: "情况说明"}

// findingsOf are the findings on a table as a page shows them, the worst first.
func findingsOf(set eval.Set, table int) []finding {
	out := []finding{}
	for _, f := range set.FindingsOf(table) {
		one := finding{ID: f.ID, Title: ruleTitle(f.ID), Severity: string(f.Severity), Label: f.Severity.Label(),
			RowKeys: []string{}, Message: f.Message, Next: f.MayChange, Basis: f.Basis, Row: f.Row,
			Kept: f.Kept(), Tables: concernedBy(set, f)}
		if f.Explained != nil {
			one.Said = f.Explained.Say(f)
		}
		if f.Row > 0 {
			one.RowKey = fmt.Sprintf("r%d", f.Row)
			one.RowKeys = append(one.RowKeys, one.RowKey)
		}
		if len(f.Rows) > 0 {
			one.RowKeys = one.RowKeys[:0]
			for _, r := range f.Rows {
				one.RowKeys = append(one.RowKeys, fmt.Sprintf("r%d", r))
			}
		}
		out = append(out, one)
	}
	return out
}

// concernedBy names the tables that a finding on several is about, by what tells a table from others of its project.
func concernedBy(set eval.Set, f eval.Finding) []concerned {
	out := []concerned{}
	for _, at := range f.Tables {
		t := set.Tables[at]
		var years, units bool
		for _, o := range set.Tables {
			years = years || o.Project == t.Project && o.Year != t.Year
			units = units || o.Project == t.Project && o.Unit != t.Unit
		}
		var which []string
		if years && t.Year != 0 {
			which = append(which, fmt.Sprintf("%d年度", t.Year))
		}
		if units && t.Unit != "" {
			which = append(which, t.Unit)
		}
		out = append(out, concerned{at, cmp.Or(t.Project, "没有项目名称的表"), strings.Join(which, "，")})
	}
	return out
}

func ruleTitle(id string) string {
	i := slices.IndexFunc(eval.Checks, func(r eval.Rule) bool { return r.ID == id })
	if i < 0 {
		return ""
	}
	return eval.Checks[i].Title
}
