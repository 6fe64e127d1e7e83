package evaluation

import (
	"slices"
	"strings"
	"testing"

	"guangsha/internal/measure"
)

func TestAReasonIsDraftedFromTheMeasuresAndLeavesTheCauseToPeople(t *testing.T) {
	f := fill(t, map[int]FilledRow{
		1: from("5场", measure.Register),
		2: from("3000册", measure.Register),
		3: from("97.02%", measure.Register),
		5: from("29.7万元", measure.Ledger),
		6: from("90万元", measure.Ledger),
		8: from("90%", measure.Ledger),
		9: from("健全", measure.Statement),
	})
	f.Rows[2].Period = "2024-01-01至2024-12-31"
	f.Rows[7].Of, f.Rows[7].Grade = 312, measure.Survey
	f.Indicators[3].Target, f.Indicators[3].Actual = "无", "无"
	f.Funds[0].Executed = "100"
	drafts := DraftReasons(f, ScoreFilled(f, Default()), Default())
	var got []string
	for _, d := range drafts {
		got = append(got, text(d.Row)+" "+d.Text)
	}
	want := []string{
		"0 【草拟】全年预算120.00万元，执行100万元，执行率83.33%，未执行20万元。未执行的原因和预计支付时间：（请填写）。",
		"1 【草拟】年度指标值6场，实际完成5场（系统取数，依据12条记录），完成率83.33%，按评分规则得8.33分，少得1.67分；填报得分10分，请核对。部门填报6场，与系统取数不一致，差异原因：（请填写）。" +
			"原因：（请填写）。改进措施：（请填写）。",
		"2 【草拟】年度指标值2000册，实际完成3000册（系统取数，依据12条记录），为指标值的150%。部门填报2000册，与系统取数不一致，差异原因：（请填写）。" +
			"超额原因：（请填写）。指标值是否偏低：（请填写）。",
		"3 【草拟】年度指标值≥98%，实际完成97.02%（系统取数，2024-01-01至2024-12-31，依据12条记录），完成率99%，按评分规则得9.9分，少得0.1分；填报得分10分，请核对。" +
			"部门填报99.2%，与系统取数不一致，差异原因：（请填写）。原因：（请填写）。改进措施：（请填写）。",
		"4 【草拟】批复的绩效目标中时效指标没有设指标，10分未得分。没有设指标的原因：（请填写）。分值的处理：（请填写，调整须有财政部门批复文号）。",
		"6 【草拟】年度指标值90万元，实际完成90万元（系统取数，依据12条记录）。部门填报89.1万元，与系统取数不一致，差异原因：（请填写）。",
		"8 【草拟】年度指标值≥85%，实际完成90%（系统取数，有效问卷312份）。部门填报88.4%，与系统取数不一致，差异原因：（请填写）。",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

// A form that has the score of the rule says what was lost and no more.
func TestALossAgreesWithTheScoreThatIsPrinted(t *testing.T) {
	for text, want := range map[string]string{"8.33": "，少得1.67分。", "": "，少得1.67分。",
		"10": "，按评分规则得8.33分，少得1.67分；填报得分10分，请核对。"} {
		f := fill(t, map[int]FilledRow{1: from("5场", measure.Register)})
		f.Indicators = slices.Clone(f.Indicators)
		f.Indicators[0].Score = ReadPoints(text)
		draft := DraftReasons(f, ScoreFilled(f, Default()), Default())[0]
		if !strings.Contains(draft.Text, "%"+want) {
			t.Errorf("printed %q: %s, want %s", text, draft.Text, want)
		}
	}
}

func TestADraftThatIsLeftOnATableIsFound(t *testing.T) {
	f := fill(t, map[int]FilledRow{1: from("5场", measure.Register)})
	draft := DraftReasons(f, ScoreFilled(f, Default()), Default())[0]
	for why, reason := range map[string]string{
		"as drafted": draft.Text, "the mark is left": draftMark + "一名讲师请假，少办一场。",
		"a cause is left open": "少办一场。改进措施：（请填写）。",
	} {
		table := f.Table
		table.Indicators = slices.Clone(table.Indicators)
		table.Indicators[0].Reason = reason
		found := slices.ContainsFunc(Check([]Table{table}, Context{}), func(f Finding) bool {
			return f.ID == "A05" && f.Row == 1
		})
		if !found {
			t.Errorf("%s: A05 is silent about %q", why, reason)
		}
	}
}

func TestAWrittenReasonIsNotDraftedAnew(t *testing.T) {
	f := fill(t, map[int]FilledRow{1: from("5场", measure.Register)})
	f.Indicators[0].Reason = "一名讲师请假，少办一场，次年1月补办。"
	if drafts := DraftReasons(f, ScoreFilled(f, Default()), Default()); len(drafts) != 0 {
		t.Errorf("drafted %+v", drafts)
	}
	f.Indicators[0].Reason = "加强管理。"
	if drafts := DraftReasons(f, ScoreFilled(f, Default()), Default()); len(drafts) != 1 {
		t.Errorf("beside a stock phrase there are %d drafts", len(drafts))
	}
}

func TestTheCompletionIsDraftedFromWhatIsMeasured(t *testing.T) {
	f := fill(t, map[int]FilledRow{1: from("6场", measure.Register), 3: from("99.2%", measure.Register)})
	want := "【草拟】业务培训场次6场（指标值6场）；手册印刷合格率99.2%（指标值≥98%）。第2、4至10行没有取数（请补写完成情况）。"
	if got := DraftCompletion(f); got != want {
		t.Errorf("got %s", got)
	}
	if got := DraftCompletion(fill(t, nil)); got != "" {
		t.Errorf("from nothing: %s", got)
	}
}
