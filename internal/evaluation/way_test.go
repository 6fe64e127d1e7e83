package evaluation

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/base/civil"
)

// goalTable is the clean table as it was approved: nothing done yet.
func goalTable(t *testing.T) Table {
	t.Helper()
	tables, _ := edited(t, nil)
	g := tables[0]
	g.GoalActual, g.TotalText[1], g.TotalScore = "", "", NoPoints
	g.Indicators = slices.Clone(g.Indicators)
	for i := range g.Indicators {
		g.Indicators[i].Actual, g.Indicators[i].ScoreText, g.Indicators[i].Score = "", "", NoPoints
	}
	return g
}

func changed(t *testing.T, edits ...string) *Table {
	t.Helper()
	tables, _ := edited(t, edits)
	return &tables[0]
}

func step(to Stage, by, on string) Step { return Step{To: to, By: by, On: on} }

func take(t *testing.T, w *Way, s Step, table *Table) {
	t.Helper()
	if err := w.Take(s, table, nil); err != nil {
		t.Fatalf("%s: %v", s.To, err)
	}
}

func TestAProjectGoesItsYearsWayAndEveryVersionStays(t *testing.T) {
	var w Way
	goal := goalTable(t)
	take(t, &w, Step{To: StageGoal, By: "王五", On: "2024-02-01", Document: "示例财预〔2024〕3号"}, &goal)
	take(t, &w, step(StageMonitored, "王五", "2024-07-10"), changed(t, "第1行.完成值 = 3场"))
	take(t, &w, Step{To: StageGoal, By: "王五", On: "2024-09-01", Document: "示例财预〔2024〕31号",
		Text: "年中压减预算，少办一场"},
		changed(t, "第1行.指标值 = 5场"))
	if w.Stage() != StageMonitored {
		t.Errorf("adjusted, the project stands at %s", w.Stage())
	}
	take(t, &w, step(StageSelf, "王五", "2025-01-10"), changed(t, "第1行.指标值 = 5场", "第1行.完成值 = 5场"))
	take(t, &w, step(StageReviewed, "李四", "2025-01-15"), nil)
	take(t, &w, step(StageSubmitted, "李四", "2025-01-20"), nil)
	take(t, &w, Step{To: StageReturned, By: "财政局", On: "2025-02-10", Text: "第3行合格率请附质检报告。"}, nil)
	take(t, &w, step(StageSelf, "王五", "2025-02-12"), changed(t, "第1行.指标值 = 5场", "第1行.完成值 = 5场", "第3行.完成值 = 99.1%"))
	take(t, &w, step(StageReviewed, "李四", "2025-02-13"), nil)
	take(t, &w, step(StageSubmitted, "李四", "2025-02-14"), nil)
	take(t, &w, Step{To: StageRechecked, By: "财政局", On: "2025-03-10", Document: "示例财绩〔2025〕2号"}, nil)
	take(t, &w, step(StagePublished, "李四", "2025-04-01"), nil)
	take(t, &w, Step{To: StageUsed, By: "李四", On: "2025-08-01", Text: "2026年度预算按执行情况核减5万元。"}, nil)

	text, err := json.Marshal(w)
	if err != nil || !strings.Contains(string(text), "示例财绩") || w.Stage().Label() != "结果已应用" {
		t.Fatalf("%s, %v", w.Stage(), err)
	}
	if len(w.Versions) != 5 || w.Goal != 3 || w.Steps[12].Version != 5 {
		t.Errorf("%d versions, the goal is %d", len(w.Versions), w.Goal)
	}
	var said []string
	for _, c := range Compare(w.Versions[3], w.Versions[4]) {
		said = append(said, c.Say())
	}
	if want := []string{"第3行“手册印刷合格率”实际完成值由“99.2%”改为“99.1%”"}; !slices.Equal(said, want) {
		t.Errorf("compared: %v", said)
	}
}

func TestAStepThatMayNotBeTakenIsRefusedAndChangesNothing(t *testing.T) {
	approved := func() Way {
		var w Way
		goal := goalTable(t)
		take(t, &w, Step{To: StageGoal, By: "王五", On: "2024-02-01", Document: "示例财预〔2024〕3号"}, &goal)
		return w
	}
	written := func() Way {
		w := approved()
		take(t, &w, step(StageSelf, "王五", "2025-01-10"), changed(t))
		return w
	}
	submitted := func() Way {
		w := written()
		take(t, &w, step(StageReviewed, "李四", "2025-01-15"), nil)
		take(t, &w, step(StageSubmitted, "李四", "2025-01-20"), nil)
		return w
	}
	open := []Finding{{ID: "C04", Severity: Error, Row: 7, Message: "不适用却占分。"}}
	for _, tc := range []struct {
		why   string
		from  func() Way
		step  Step
		table *Table
		found []Finding
		said  string
	}{
		{"nothing approved", func() Way { return Way{} }, step(StageSelf, "王五", "2025-01-10"), changed(t), nil,
			"不能直接转为“自评中”"},
		{"no paper", func() Way { return Way{} }, step(StageGoal, "王五", "2025-01-10"), changed(t), nil, "须有文号"},
		{"another target", approved, step(StageSelf, "王五", "2025-01-10"), changed(t, "第2行.指标值 = 1800册"), nil,
			"第2行“政策手册印制数量”年度指标值由“2000册”改为“1800册”"},
		{"another weight", approved, step(StageSelf, "王五", "2025-01-10"), changed(t, "第2行.分值 = 5"), nil,
			"分值由“10”改为“5”"},
		{"a row less", approved, step(StageSelf, "王五", "2025-01-10"), changed(t, "删除第2行"), nil, "“政策手册印制数量”被删去"},
		{"another name", approved, step(StageSelf, "王五", "2025-01-10"), changed(t, "第2行.名称 = 指标：手册"), nil,
			"“手册”是新增的"},
		{"nobody signed", approved, step(StageSelf, "", "2025-01-10"), changed(t), nil, "没有写明经办人"},
		{"no day", approved, step(StageSelf, "王五", "一月"), changed(t), nil, "日期“一月”不正确"},
		{"before the last step", approved, step(StageSelf, "王五", "2024-01-01"), changed(t), nil, "早于上一步"},
		{"reviewed by its writer", written, step(StageReviewed, "王五", "2025-01-15"), nil, nil, "不能是同一人"},
		{"an error is open", written, step(StageReviewed, "李四", "2025-01-15"), nil, open, "第7行C04未处理也未说明"},
		{"changed while reviewed", written, step(StageReviewed, "李四", "2025-01-15"), changed(t), nil, "不改表"},
		{"not reviewed", written, step(StageSubmitted, "李四", "2025-01-15"), nil, nil, "现处“自评中”，不能直接"},
		{"returned without a word", submitted, Step{To: StageReturned, By: "财政局", On: "2025-02-10", Text: "加强管理"}, nil,
			nil, "具体意见"},
		{"rechecked without a paper", submitted, step(StageRechecked, "财政局", "2025-02-10"), nil, nil, "复核须有文号"},
	} {
		w := tc.from()
		steps, versions := len(w.Steps), len(w.Versions)
		err := w.Take(tc.step, tc.table, tc.found)
		same := len(w.Steps) == steps && len(w.Versions) == versions
		if err == nil || !strings.Contains(err.Error(), tc.said) || !same {
			t.Errorf("%s: %v", tc.why, err)
		}
	}
	w := written()
	kept := []Finding{{ID: "C04", Severity: Error, Row: 7, Explained: &Explanation{Said: signed}}}
	if err := w.Take(step(StageReviewed, "李四", "2025-01-15"), nil, kept); err != nil {
		t.Errorf("an error that was explained and kept: %v", err)
	}
}

func TestMoneyAndIndicatorsThatLieBehindTheYearAreWarnedOf(t *testing.T) {
	table := *changed(t, "第1行.完成值 = 1场", "第2行.完成值 = 800册", "第3行.完成值 = 10%", "第5行.完成值 = 150万元",
		"年度资金总额.全年执行数 = 24")
	var got []string
	for _, l := range Monitor(table, Default(), civil.DateOf(2024, 6, 30)) {
		got = append(got, l.Text)
	}
	want := []string{
		"全年已过49.7%，预算执行20%，资金执行滞后。请查明原因并调整用款计划",
		"全年已过49.7%，“业务培训场次”目标6场、已完成1场（16.7%），进度滞后。请查明原因并提出措施",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if early := Monitor(table, Default(), civil.DateOf(2024, 1, 31)); len(early) != 0 {
		t.Errorf("in January: %v", early)
	}
}
