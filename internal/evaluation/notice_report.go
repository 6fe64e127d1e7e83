package evaluation

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"guangsha/internal/document"
)

// Report drafts the report on self-evaluation (自评报告) in the layout of official papers. It states what the tables state
// and leaves to people what only they know; the mark of a draft stands above it.
func (n Notice) Report() document.Grid {
	r := &essay{page{Grid: document.Grid{Name: "自评报告", Widths: []int{1000}}}}
	r.put(fmt.Sprintf("%s\n%d年度项目支出绩效自评报告", n.Unit, n.Year), "方正小标宋简体", 22, document.Center)
	r.put(draftMark+"“（请填写）”处由人补写，定稿后删去本行。", reportFont, 12, document.Center)
	for _, s := range []string{n.Invented, n.Unfinished} {
		if s != "" {
			r.say(s)
		}
	}
	r.heading("一、基本情况")
	r.say(n.overview())
	r.heading("二、绩效目标完成情况")
	for i := range n.Printed {
		r.say(n.project(i))
	}
	r.heading("三、偏离绩效目标的原因和下一步改进措施")
	for i := range n.Printed {
		for _, text := range n.reasons(i) {
			r.say(text)
		}
	}
	r.heading("四、自评中发现的问题")
	r.say(n.problems())
	r.heading("五、自评结果应用和公开情况")
	r.say("自评结果用于：（请填写）。拟于（请填写）在（请填写）公开。")
	r.heading("六、其他需要说明的问题")
	r.say("佐证材料见随附目录；系统取数的数值可由 guangsha evidence verify 在不接触数据库的机器上逐项复算。（请填写其他说明）")
	r.put("", reportFont, 16, document.Right)
	r.put(n.Unit, reportFont, 16, document.Right)
	r.put("年　　月　　日", reportFont, 16, document.Right)
	return r.Grid
}

const reportFont = "仿宋_GB2312"

// essay is a page of paragraphs.
type essay struct{ page }

func (r *essay) put(text, font string, size int, align document.Align) {
	r.Cells = append(r.Cells, document.Cell{
		Row: r.row, Text: text, Font: font, Size: size, Align: align, Plain: true})
	r.row++
}

func (r *essay) heading(text string) { r.put("　　"+text, "黑体", 16, document.Left) }

func (r *essay) say(text string) { r.put("　　"+text, reportFont, 16, document.Left) }

// overview states number, money and scores of all projects.
func (n Notice) overview() string {
	budget, executed, scores := new(big.Rat), new(big.Rat), Points(0)
	grades := map[string]int{}
	for i, t := range n.Printed {
		if f := t.TotalFund(); f != nil {
			inWan(f.Budget, t.MoneyUnit, budget)
			inWan(f.Executed, t.MoneyUnit, executed)
		}
		if s := Published(t); s.Printed() {
			scores += s
			grades[n.Set.Choices[i].Profile.GradeFor(s)]++
		}
	}
	rate := ""
	if budget.Sign() > 0 {
		rate = "，执行率" + percent(new(big.Rat).Quo(executed, budget), 2) + "%"
	}
	return fmt.Sprintf("%d年度纳入自评的项目%d个，全年预算%s万元，执行%s万元%s。自评平均得分%s分，其中%s。", n.Year, len(n.Printed),
		plainDecimal(budget, 6), plainDecimal(executed, 6), rate, n.mean(scores), gradesText(n.Set.Profile, grades))
}

// project states what one project was to do and what it did.
func (n Notice) project(i int) string {
	t := n.Printed[i]
	text := fmt.Sprintf("（%s）%s。", chinese(i+1), t.Project)
	if f := t.TotalFund(); f != nil {
		text += fmt.Sprintf("全年预算%s%s，执行%s%s，执行率%s。", dash(f.Budget), t.MoneyUnit, dash(f.Executed), t.MoneyUnit,
			dash(f.Rate))
	}
	text += fmt.Sprintf("自评得分%s分。", Published(t).Short())
	if done := strings.TrimPrefix(DraftCompletion(n.asPrinted(i)), draftMark); done != "" {
		return text + done
	}
	return text + "完成情况：" + strings.TrimRight(dash(t.GoalActual), "。") + "。"
}

// asPrinted is a filled table whose measured rows have the value that the form prints.
func (n Notice) asPrinted(i int) FilledTable {
	t := n.Set.Tables[i]
	t.Rows = slices.Clone(t.Rows)
	for k, ind := range n.Printed[i].Indicators {
		if k < len(t.Rows) && t.Rows[k].Measured != "" {
			t.Rows[k].Accepted = ind.Actual
		}
	}
	return t
}

// reasons are the deviations of one project, each once and with the values that the form prints: what a person wrote,
// else a draft. Where the books have another value, that is said beside.
func (n Notice) reasons(i int) []string {
	t, profile := n.Printed[i], n.Set.Choices[i].Profile
	var all []string
	add := func(row int, text string) {
		where := "预算执行"
		if row > 0 {
			where = fmt.Sprintf("第%d行", row)
		}
		differs := ""
		for _, f := range n.Checks.FindingsOf(i) {
			if f.ID == ruleG04.ID && f.Row == row {
				reported, measured := f.Saw[1], f.Saw[2]
				differs = fmt.Sprintf("表上填%s，系统取数%s，两者不一致。差异原因：（请填写）。", reported, measured)
			}
		}
		if text = strings.TrimPrefix(text, draftMark) + differs; text != "" {
			all = append(all, fmt.Sprintf("%s，%s：%s", t.Project, where, text))
		}
	}
	add(0, draftExecution(Reported(t), n.Checks.Scored[i].Execution))
	for _, ind := range t.Indicators {
		text := ind.Reason
		if blank(text) || stock(text) {
			row := FilledRow{Actual: Actual{Reported: ind.Actual}}
			text = draftReason(ind, row, RowScore{Weight: ind.Weight}, t.Year, profile)
		}
		add(ind.Row, text)
	}
	if len(all) == 0 {
		return []string{t.Project + "：各项指标均达到指标值，没有偏差需要说明。"}
	}
	return all
}

// problems counts the findings that are still open.
func (n Notice) problems() string {
	counts := map[Severity]int{}
	for _, f := range n.Checks.Found {
		if !f.Kept() {
			counts[f.Severity]++
		}
	}
	return fmt.Sprintf("对照自评规则检查，须核实%d条，建议核实%d条，提示%d条，逐条列于随附的疑点清单（底稿），处理结果：（请填写）。",
		counts[Error], counts[Warning], counts[Note])
}

// chinese is a number below a hundred in Chinese.
func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n <= 0 || n >= 100:
		return fmt.Sprint(n)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}
