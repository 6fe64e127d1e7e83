package evaluation

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"guangsha/internal/document"
	"guangsha/internal/measure"
)

// noticeOf is what a notice asks of the published tables, the first row of each measured.
func noticeOf(t testing.TB) Notice {
	t.Helper()
	var filled []FilledTable
	for _, table := range readSeed(t) {
		f := Reported(table)
		actual := table.Indicators[0].Actual
		f.Rows[0] = FilledRow{Actual: Actual{Reported: actual, Measured: actual},
			Evidence: Evidence{Grade: measure.Ledger, Rows: 12, Measure: "spending.pay.months", Definition: "发放的月份"}}
		filled = append(filled, f)
	}
	set, err := Evaluate(filled)
	if err != nil {
		t.Fatal(err)
	}
	n, err := NewNotice(set, Paper{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func linesOf(g document.Grid) []string {
	var lines []string
	for _, row := range g.Rows() {
		lines = append(lines, strings.Join(row, "|"))
	}
	return lines
}

func TestTheSummaryAddsUpToItsTables(t *testing.T) {
	lines := linesOf(noticeOf(t).Summary())
	want := []string{
		"2024年度项目支出绩效自评情况汇总表|||||||||",
		"填报单位：中卫市住房公积金管理中心　　金额单位：万元|||||||||",
		"序号|项目名称|实施单位|年初预算数|全年预算数|全年执行数|执行率|自评得分|等级|备注",
		"1|公积金管理业务费用项目|中卫市住房公积金管理中心|123|123|123|100%|97|优|第15行未得满分",
		"2|公积金贷款房屋抵押手续费项目|中卫市住房公积金管理中心|5|5|5|100%|97|优|第7行未得满分",
		"3|公积金信息化服务外包项目|中卫市住房公积金管理中心|207.50|207.50|207.50|100%|98|优|第21行未得满分",
		"|合计（3个项目）||335.5|335.5|335.5|100%|平均97.33||优3个，良0个，中0个，差0个",
	}
	if !reflect.DeepEqual(lines, want) {
		t.Errorf("got\n%s", strings.Join(lines, "\n"))
	}
}

func TestMoneyInYuanIsSummedInWan(t *testing.T) {
	n := noticeOf(t)
	n.Printed[1].MoneyUnit = "元"
	lines := linesOf(n.Summary())
	if !strings.Contains(lines[4], "|0.0005|0.0005|0.0005|") || !strings.Contains(lines[6], "|330.5005|") {
		t.Errorf("got\n%s", strings.Join(lines, "\n"))
	}
}

func TestTheReportStatesFiguresAndLeavesTheRestToPeople(t *testing.T) {
	n := noticeOf(t)
	text := strings.Join(linesOf(n.Report()), "\n")
	for _, want := range []string{
		"【草拟】", "全年预算335.5万元，执行335.5万元，执行率100%。自评平均得分97.33分，其中优3个", "（一）公积金管理业务费用项目。全年预算123万元",
		"公积金信息化服务外包项目，第17行：年度指标值4000，实际完成4564，为指标值的114.1%。", "须核实20条，建议核实", "（请填写）",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
}

func TestTheIndexNamesWhatEachRowRestsOnOrLacks(t *testing.T) {
	n := noticeOf(t)
	lines := linesOf(n.Index(func(table, row int, measure string) string {
		if measure != "" {
			return "01"
		}
		return ""
	}))
	if len(lines) != 2+3+55 {
		t.Fatalf("%d lines", len(lines))
	}
	if want := "公积金管理业务费用项目|1|发放内部聘用人员工资|12次|12次|12次|12次|A|12|发放的月份|01|"; lines[3] != want {
		t.Errorf("got %s, want %s", lines[3], want)
	}
	for _, line := range lines[2:] {
		if cells := strings.Split(line, "|"); cells[7] == "待补" && cells[9] == "" && cells[10] == "" {
			t.Errorf("a row says neither what it rests on nor what it lacks: %s", line)
		}
	}
}

func TestTheListsOfANoticeHaveALineForEachThing(t *testing.T) {
	n := noticeOf(t)
	lines := linesOf(n.Doubts())
	if len(lines) != 2+len(n.Checks.Found) || !strings.Contains(lines[2], "|14|必须核实|E01|") {
		t.Errorf("%d lines of %d findings: %s", len(lines), len(n.Checks.Found), lines[2])
	}
	lines = linesOf(n.Fields())
	if want := "公积金管理业务费用项目|12|产出指标|成本指标|缴纳水、电、物业等费用|=|20|万元|约20万元|4|4|"; len(lines) != 1+55 || lines[12] != want {
		t.Errorf("%d lines, %s", len(lines), lines[12])
	}
	var out bytes.Buffer
	if err := document.WriteXLSX(&out, n.Summary(), n.Doubts(), n.Fields()); err != nil {
		t.Error(err)
	}
}

// TestADeviationIsSaidOnceWithTheValueOfTheForm: what the form prints leads, and what was measured stands beside it, in
// the report and in the list of doubts.
func TestADeviationIsSaidOnceWithTheValueOfTheForm(t *testing.T) {
	tables, _ := edited(t, []string{"第1行.完成值 = 10场"})
	f := Reported(tables[0])
	f.Drafted = true
	f.Rows[0].Measured = "6场"
	f.Execution.Measured = "119.907万元"
	set, err := Evaluate([]FilledTable{f})
	if err != nil {
		t.Fatal(err)
	}
	n, err := NewNotice(set, Paper{})
	if err != nil {
		t.Fatal(err)
	}
	report := strings.Join(linesOf(n.Report()), "\n")
	for _, want := range []string{
		"预算执行：表上填118.80万元，系统取数119.91万元，两者不一致。差异原因：（请填写）。",
		"第1行：年度指标值6场，实际完成10场，为指标值的166.7%。超额原因：（请填写）。指标值是否偏低：（请填写）。表上填10场，系统取数6场，两者不一致。",
	} {
		if !strings.Contains(report, want) {
			t.Errorf("the report lacks %q:\n%s", want, report)
		}
	}
	if n := strings.Count(report, "，第1行："); n != 1 {
		t.Errorf("row 1 is told %d times:\n%s", n, report)
	}
	doubts := linesOf(n.Doubts())
	last := doubts[len(doubts)-1]
	if len(doubts) != 2+len(n.Checks.Found) || !strings.Contains(last, "|1|建议核实|G04|“业务培训场次”填报10场，系统取数6场") {
		t.Errorf("the doubts end with %s", last)
	}
}
