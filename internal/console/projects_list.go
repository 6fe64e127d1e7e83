package console

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	eval "guangsha/internal/evaluation"
)

// never is after every day.
const never = "9999-99-99"

// projectOrder compares projects of a list by what it is ordered by; what is equal stands as it was registered.
func projectOrder(sort string) func(a, b projectItem) int {
	by, down := strings.CutPrefix(cmp.Or(sort, "due"), "-")
	// A part of a whole is compared by its product with the other whole.
	ratio := func(a, ofA, b, ofB int64) int { return cmp.Compare(a*max(ofB, 1), b*max(ofA, 1)) }
	points := func(m mark) int64 { return int64(eval.Points(m).OrZero()) }
	first := map[string]func(a, b projectItem) int{
		"due": func(a, b projectItem) int { // who owes nothing comes last
			return cmp.Compare(cmp.Or(a.Due, never), cmp.Or(b.Due, never))
		},
		"name": func(a, b projectItem) int { return cmp.Compare(a.Name, b.Name) },
		"done": func(a, b projectItem) int {
			return ratio(int64(a.Done), int64(a.Rows), int64(b.Done), int64(b.Rows))
		},
		"evidenced": func(a, b projectItem) int {
			return ratio(points(a.Evidenced), points(a.Weight), points(b.Evidenced), points(b.Weight))
		},
		"doubts": func(a, b projectItem) int {
			x, y := a.Findings, b.Findings
			return cmp.Or(cmp.Compare(x.Error, y.Error), cmp.Compare(x.Warning, y.Warning), cmp.Compare(x.Note, y.Note))
		},
	}[by]
	return func(a, b projectItem) int {
		n := first(a, b)
		if down {
			n = -n
		}
		return cmp.Or(n, cmp.Compare(a.ID, b.ID))
	}
}

// projectBook is the projects of a year as a workbook, narrowed and ordered as the list is.
func (c *Console) projectBook(ctx context.Context, in *projectsOf) (*download, error) {
	out, err := c.projects(exact(ctx), in)
	if err != nil {
		return nil, err
	}
	return wholeBook(ctx, fmt.Sprintf("%d年度绩效项目", out.Body.Year), projectColumns, out.Body.Items)
}

var projectColumns = []exportColumn[projectItem]{
	words("项目", 320, func(p projectItem) string { return p.Name }),
	words("表种", 110, func(p projectItem) string { return p.Kind }),
	words("环节", 110, func(p projectItem) string { return p.StageText }),
	whole("版次", func(p projectItem) int64 { return int64(p.Version) }),
	words("下一个截止日", 120, func(p projectItem) string { return p.Due }),
	words("责任科室", 140, func(p projectItem) string { return p.Office }),
	whole("已填行数", func(p projectItem) int64 { return int64(p.Done) }),
	whole("应填行数", func(p projectItem) int64 { return int64(p.Rows) }),
	scored("有佐证的分值", func(p projectItem) mark { return p.Evidenced }),
	scored("指标分值", func(p projectItem) mark { return p.Weight }),
	words("执行率", 90, func(p projectItem) string { return p.Executed }),
	scored("填报得分", func(p projectItem) mark { return p.Reported }),
	scored("按规则", func(p projectItem) mark { return p.ByRule }),
	whole("必须核实", func(p projectItem) int64 { return int64(p.Findings.Error) }),
	whole("建议核实", func(p projectItem) int64 { return int64(p.Findings.Warning) }),
	whole("提示", func(p projectItem) int64 { return int64(p.Findings.Note) }),
	whole("已说明", func(p projectItem) int64 { return int64(p.Findings.Kept) }),
	words("进度提醒", 320, func(p projectItem) string { return strings.Join(p.Lags, "；") }),
}
