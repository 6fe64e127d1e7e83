package evaluation

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

var signed = Said{By: "李四", On: "2025-02-14", Text: "市级项目不产生生态影响，已向财政局绩效科书面报告，保留3分不得分。"}

func seedSet(t *testing.T, change func([]Table)) Set {
	t.Helper()
	tables := readSeed(t)
	change(tables)
	set, err := EvaluateReported(tables)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func findingOf(t *testing.T, s Set, table int, id string, row int) Finding {
	t.Helper()
	for _, f := range s.Found {
		if f.Table == table && f.ID == id && f.Row == row {
			return f
		}
	}
	t.Fatalf("no %s on row %d of table %d", id, row, table+1)
	return Finding{}
}

func none([]Table) {}

func TestAFindingThatWasExplainedIsKeptWhenTheTablesAreReadAgain(t *testing.T) {
	var paper Paper
	set := seedSet(t, none)
	if err := paper.Explain(set, findingOf(t, set, 0, "C04", 15), signed); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(paper)
	if err != nil {
		t.Fatal(err)
	}
	if paper, err = ReadPaper(text, "底稿.json"); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		why            string
		change         func([]Table)
		kept, gone     bool
		said, unwanted string
	}{
		{"nothing changed", none, true, false, "说明后保留：市级项目不产生生态影响", "数值已变"},
		{"the file writes its names with spaces", func(ts []Table) { ts[0].Project = "公积金管理 业务费用项目" }, true, false,
			"说明后保留", "数值已变"},
		{"the weight is another", func(ts []Table) { ts[0].Indicators[14].Weight = 200 }, false, false,
			"说明后数值已变（3→2），请重新说明。原说明：市级项目", "说明后保留："},
		{"the row has an indicator now", func(ts []Table) {
			ts[0].Indicators[14].Name, ts[0].Indicators[14].Target = "指标：节约用纸", "100包"
		}, false, true, "", "说明后"},
		{"it is another year's table", func(ts []Table) { ts[0].Year = 2025 }, false, true, "", "说明后"},
	} {
		set := seedSet(t, tc.change)
		gone, err := set.WithPaper(paper)
		if err != nil {
			t.Fatal(err)
		}
		kept := slices.ContainsFunc(set.Found, Finding.Kept)
		if kept != tc.kept || (len(gone) == 1) != tc.gone {
			t.Errorf("%s: kept %v, gone %v", tc.why, kept, gone)
		}
		var out bytes.Buffer
		if err := Text(&out, set.Tables, set.Scored, set.Found); err != nil {
			t.Fatal(err)
		}
		said := strings.Join(strings.Fields(out.String()), "")
		if !strings.Contains(said, tc.said) || strings.Contains(said, tc.unwanted) {
			t.Errorf("%s: the text must say %q and not %q", tc.why, tc.said, tc.unwanted)
		}
		if tc.kept && !strings.Contains(out.String(), "疑点 27 条：必须核实 5，建议核实 19，提示 3；另有说明后保留 1 条") {
			t.Errorf("%s: the kept finding is counted as open:\n%s", tc.why, out.String())
		}
	}
}

func TestWhatIsExplainedStandsBehindWhatIsOpen(t *testing.T) {
	set := seedSet(t, none)
	first := set.FindingsOf(0)[0]
	var paper Paper
	if err := paper.Explain(set, first, signed); err != nil {
		t.Fatal(err)
	}
	set.Keep(paper)
	found := set.FindingsOf(0)
	if last := found[len(found)-1]; found[0].Kept() || !last.Kept() || last.ID != first.ID || last.Row != first.Row {
		t.Errorf("%s on row %d was explained; first stands %+v, last %+v", first.ID, first.Row, found[0], last)
	}
}

func TestEachOfSeveralFindingsAcrossTablesIsExplainedAlone(t *testing.T) {
	var paper Paper
	set := seedSet(t, none)
	var explained []string
	for _, f := range set.FindingsOf(WholeSet)[1:3] {
		explained = append(explained, f.Message)
		if err := paper.Explain(set, f, signed); err != nil {
			t.Fatal(err)
		}
	}
	if err := paper.Explain(set, set.FindingsOf(WholeSet)[1], signed); err != nil || len(paper.Explained) != 2 {
		t.Errorf("explained anew there are %d explanations, %v", len(paper.Explained), err)
	}
	again := seedSet(t, none)
	again.Keep(paper)
	var kept []bool
	var last []string
	for _, f := range again.FindingsOf(WholeSet) {
		kept, last = append(kept, f.Kept()), append(last, f.Message)
	}
	if !slices.Equal(kept, []bool{false, false, true, true}) || !slices.Equal(last[2:], explained) {
		t.Errorf("kept are %v, the last are %q", kept, last[2:])
	}
}

func TestAnExplanationNeedsANameADayAndMoreThanStockPhrases(t *testing.T) {
	set := seedSet(t, none)
	f := findingOf(t, set, 0, "C04", 15)
	for _, tc := range []struct {
		said Said
		want string
	}{
		{Said{"", signed.On, signed.Text}, "由谁说明"},
		{Said{"李四", "昨天", signed.Text}, "日期“昨天”不正确"},
		{Said{"李四", signed.On, ""}, "套话或为空"},
		{Said{"李四", signed.On, "加强管理，进一步提高工作效率。"}, "套话或为空"},
		{Said{"李四", signed.On, "情况良好"}, "套话或为空"},
	} {
		var paper Paper
		err := paper.Explain(set, f, tc.said)
		if err == nil || !strings.Contains(err.Error(), tc.want) || len(paper.Explained) != 0 {
			t.Errorf("%+v: %v, %d explanations", tc.said, err, len(paper.Explained))
		}
		text, err := json.Marshal(Paper{Explained: []Explained{{Check: "C04", Said: tc.said}}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ReadPaper(text, "底稿.json"); err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("read from a file, %+v: %v", tc.said, err)
		}
	}
	if _, err := ReadPaper([]byte(`{"explained": [{"chek": "C04"}]}`), "底稿.json"); err == nil ||
		!strings.Contains(err.Error(), "格式不正确") {
		t.Errorf("malformed: %v", err)
	}
}

func judged(row int, kind JudgementKind, value string) Judgement {
	place := Place{Unit: "中卫市住房公积金管理中心", Year: 2024, Project: "公积金管理业务费用项目", Row: row}
	return Judgement{Place: place, Kind: kind, Value: value, Said: signed}
}

func TestAPersonsScoreStandsBesideThePrintedAndTheComputedOne(t *testing.T) {
	set := seedSet(t, none)
	if set.Scored[0].Accepted.Printed() {
		t.Error("there is an accepted total before anybody judged")
	}
	paper := Paper{Judgements: []Judgement{judged(13, JudgedTooLow, ""), judged(17, JudgedScore, "3.5")}}
	if _, err := set.WithPaper(paper); err != nil {
		t.Fatal(err)
	}
	s := set.Scored[0]
	// 9 points, 114.1 % of the target: 14.1 % of 9 are 1.269.
	if low := s.Rows[12]; low.Published != 900 || low.ByRule != 900 || low.Accepted.Score.Short() != "7.73" ||
		low.Accepted.By != "李四" {
		t.Errorf("row 13: %+v", low)
	}
	if s.Published.Short() != "97" || s.ByRule.Short() != "97" || s.Accepted.Short() != "95.23" {
		t.Errorf("totals %s, %s, %s", s.Published, s.ByRule, s.Accepted)
	}
	if set.Scored[1].Accepted.Printed() {
		t.Error("a judgement on one table gives another an accepted total")
	}
}

func TestAJudgementThatFitsNothingChangesNothing(t *testing.T) {
	for _, tc := range []struct {
		j    Judgement
		want string
	}{
		{judged(99, JudgedScore, "1"), "第99行不在自评表中"},
		{judged(13, JudgedScore, "9.01"), "应在0与9之间"},
		{judged(13, JudgedScore, "-1"), "应在0与9之间"},
		{judged(13, JudgedScore, "优"), "应在0与9之间"},
		{judged(16, JudgedGrade, "很好"), "不在“财政部2020年办法”的档位中"},
		{judged(1, JudgedTooLow, ""), "没有超额完成"},
		{judged(1, "随便", ""), "不是grade"},
	} {
		set := seedSet(t, none)
		_, err := set.WithPaper(Paper{Judgements: []Judgement{judged(17, JudgedScore, "3"), tc.j}})
		if err == nil || !strings.Contains(err.Error(), tc.want) || set.Scored[0].Rows[16].Accepted != nil {
			t.Errorf("%+v: %v", tc.j, err)
		}
	}
}

func TestAGradeOfThePaperIsHeldAgainstTheScore(t *testing.T) {
	var filled []FilledTable
	for _, table := range readSeed(t) {
		filled = append(filled, Reported(table))
	}
	paper := Paper{Judgements: []Judgement{judged(16, JudgedGrade, "部分达成预期指标并具有一定效果")}}
	set, err := EvaluateBy(filled, Context{Paper: paper})
	if err != nil {
		t.Fatal(err)
	}
	findingOf(t, set, 0, "D08", 16)
}
