package evaluation

import (
	"slices"
	"strings"
	"testing"

	"guangsha/internal/measure"
)

// books answer the measures of goals: money, counts and shares, and none without records.
func books(names ...string) map[string]measure.Value {
	of := func(u measure.Unit, g measure.Grade, n, rows int64) measure.Value {
		return measure.Value{Measure: measure.Measure{Unit: u, Grade: g}, N: n, Rows: rows}
	}
	known := map[string]measure.Value{
		"year.spent":  of(measure.Fen, measure.Register, 119_907_140, 131),
		"year.money":  of(measure.Fen, measure.Ledger, 4_564_740_000, 313),
		"year.loans":  of(measure.Loans, measure.Ledger, 730, 730),
		"year.fees":   of(measure.Loans, measure.Register, 625, 625),
		"year.on_day": of(measure.Share, measure.Register, 9167, 12),
	}
	values := map[string]measure.Value{}
	for _, name := range names {
		v, ok := known[name]
		v.Measure.Name, v.Measure.Definition = name, name+"的口径"
		v.Period, v.Known = measure.Year(2024), ok
		values[name] = v
	}
	return values
}

// goalsOf is a year with one project of the given rows, its budget and what was spent.
func goalsOf(budget string, spent Source, rows ...GoalIndicator) Goals {
	return Goals{Year: 2024, Unit: "示例市住房公积金管理中心", Projects: []Project{{
		Name: "业务费用项目", Layout: "G9", Initial: budget, Budget: budget, Spent: spent, Indicators: rows,
	}}}
}

func fillOne(t *testing.T, p Profile, g Goals) FilledTable {
	t.Helper()
	tables := Fill(g, p, books(g.Measures()...))
	if len(tables) != 1 {
		t.Fatalf("%d tables", len(tables))
	}
	return tables[0]
}

func TestARowHasItsReportedValueAndBesideItTheMeasuredOne(t *testing.T) {
	for _, tc := range []struct {
		why                         string
		source                      Source
		target                      string
		reported, measured, waiting string
	}{
		{"typed", Source{Reported: "每月25日", Measure: "year.on_day"}, "每月25日", "每月25日", "91.67%", ""},
		{"taken over", Source{Reported: "=", Measure: "year.money"}, "≥4000万元", "4564.74万元", "4564.74万元", ""},
		{"cut off", Source{Reported: "≈", Measure: "year.money"}, "≥4000万元", "4564万元", "4564.74万元", ""},
		{"cut off a whole number", Source{Reported: "≈", Measure: "year.fees"}, "625笔", "625笔", "625笔", ""},
		{"taken from another", Source{Reported: "=year.loans", Measure: "year.fees"}, "625笔", "730笔", "625笔", ""},
		{"nothing measures it", Source{Reported: "≥95%", Waiting: "问卷调查结果"}, "≥95%", "≥95%", "", "问卷调查结果"},
		{"no answer", Source{Reported: "100%", Measure: "year.none"}, "100%", "100%", "", "期内发生可计的业务"},
		{"no answer to take over", Source{Reported: "=", Measure: "year.none"}, "100%", "", "", "期内发生可计的业务"},
		{"nobody bound it", Source{Reported: "100%"}, "100%", "100%", "", "由人认定，没有可用的取数项，须由业务科室提供台账"},
		{"无", Source{Reported: "无"}, "无", "无", "", ""},
	} {
		f := fillOne(t, Default(), goalsOf("5", Source{Reported: "5"},
			GoalIndicator{Class: "质量指标", Name: "指标", Target: tc.target, Weight: "10", Source: tc.source}))
		row := f.Rows[0]
		if row.Reported != tc.reported || row.Measured != tc.measured || row.Waiting != tc.waiting ||
			f.Indicators[0].Actual != tc.reported {
			t.Errorf("%s: %+v, the cell %q", tc.why, row, f.Indicators[0].Actual)
		}
		if row.Measure != tc.source.Measure {
			t.Errorf("%s: bound to %q", tc.why, row.Measure)
		}
	}
}

// Rows of one name are told apart by their order, and a row keeps its measure however it is called.
func TestRowsOfOneNameAreBoundEachToItsOwn(t *testing.T) {
	row := func(name, measure string) GoalIndicator {
		return GoalIndicator{Class: "数量指标", Name: name, Target: "1笔", Weight: "10", Source: Source{Measure: measure}}
	}
	g := goalsOf("5", Source{}, row("支付笔数", "year.loans"), row("支付 笔数", "year.fees"), row("其他", ""))
	f := fillOne(t, Default(), g)
	if f.Rows[0].Measured != "730笔" || f.Rows[1].Measured != "625笔" || f.Rows[2].Measured != "" {
		t.Errorf("measured %q, %q, %q", f.Rows[0].Measured, f.Rows[1].Measured, f.Rows[2].Measured)
	}
	none := Beside(f.Table, nil, nil)
	if none.Rows[0].Measured != "" || !strings.HasPrefix(none.Rows[0].Waiting, "由人认定") {
		t.Errorf("bound to nothing: %+v", none.Rows[0])
	}
}

// What is bound holds nothing that somebody reports.
func TestAProjectUnreportedHasOnlyWhatWasApprovedAndIsBound(t *testing.T) {
	p := goalsOf("5", Source{Reported: "5", Measure: "year.spent"}, GoalIndicator{Class: "数量指标", Name: "笔数",
		Target: "1笔", Weight: "10", Score: "9", Reason: "原因",
		Source: Source{Reported: "=", Measure: "year.fees"}}).Projects[0]
	p.GoalActual = "已完成"
	got := p.Unreported()
	ind := got.Indicators[0]
	if got.GoalActual+got.Spent.Reported+ind.Reported+ind.Score+ind.Reason != "" || ind.Measure != "year.fees" ||
		got.Spent.Measure != "year.spent" {
		t.Errorf("left is %+v", got)
	}
	if p.Indicators[0].Reported != "=" {
		t.Error("the project itself was changed")
	}
}

func TestAMeasuredRowSaysWhatStandsBehindIt(t *testing.T) {
	f := fillOne(t, Default(), goalsOf("123", Source{Reported: "123", Measure: "year.spent"},
		GoalIndicator{Class: "时效指标", Target: "100%", Weight: "4",
			Source: Source{Reported: "100%", Measure: "year.on_day"}}))
	want := Evidence{Grade: measure.Register, Rows: 12, Measure: "year.on_day", Definition: "year.on_day的口径",
		Period: "2024-01-01至2024-12-31"}
	if f.Rows[0].Evidence != want {
		t.Errorf("%+v", f.Rows[0].Evidence)
	}
	if e := f.Execution; e.Measured != "119.90714万元" || e.Evidence.Rows != 131 || e.Reported != "123" {
		t.Errorf("execution %+v", e)
	}
}

func TestTheExecutionIsPrintedWithItsRateAndScore(t *testing.T) {
	for _, tc := range []struct{ profile, budget, spent, executed, rate, score string }{
		{"P2020", "5", "5", "5", "100%", "10"},
		{"P2020", "121.60", "96.40", "96.40", "79.28%", "7.93"},
		{"P2020", "121.60", "=", "119.91", "98.61%", "9.86"},
		{"P2020", "100", "=", "119.91", "119.91%", "10"},
		{"P2020", "0.05", "0.008", "0.008", "16%", "1.6"},
		{"P2020", "3", "2", "2", "66.67%", "6.67"},
		{"P2020", "3", "", "", "", "—"},
		{"P2020", "0", "5", "5", "", "—"},
		{"P2020", "", "5", "5", "", "—"},
		{"P2020", "1e3", "5", "5", "", "—"},
		{"P2020", "5", "约5", "约5", "", "—"},
		{"P2021-cost", "10", "7.5", "7.5", "75%", "5"},
	} {
		p, err := ProfileOf(tc.profile)
		if err != nil {
			t.Fatal(err)
		}
		f := fillOne(t, p, goalsOf(tc.budget, Source{Reported: tc.spent, Measure: "year.spent"}))
		total, source := f.Funds[0], f.Funds[1]
		if total.Executed != tc.executed || total.Rate != tc.rate || total.Score != tc.score || total.Weight != "10" {
			t.Errorf("%s of %s: %+v", tc.spent, tc.budget, total)
		}
		if source.Executed != tc.executed || source.Rate != tc.rate || source.Weight != "—" || source.Score != "—" {
			t.Errorf("%s of %s: %+v", tc.spent, tc.budget, source)
		}
		if f.TotalText != [2]string{"10", ReadPoints(tc.score).OrZero().Short()} {
			t.Errorf("%s of %s: total %q", tc.spent, tc.budget, f.TotalText)
		}
	}
}

func TestWhatPeopleCopyByHandLosesItsDecimals(t *testing.T) {
	for from, want := range map[string]string{"168.40595万元": "168万元", "12次": "12次", "": "", "0.5%": "0%"} {
		if got := wholePart(from); got != want {
			t.Errorf("the whole part of %s is %s, want %s", from, got, want)
		}
	}
}

func TestAClassStandsUnderTheFirstLevelOfTheProfile(t *testing.T) {
	for _, tc := range []struct{ profile, class, want string }{
		{"P2020", "数量指标", "产出指标\n（50分）"},
		{"P2020", "成本指标", "产出指标\n（50分）"},
		{"P2020", "经济效益指标", "效益指标\n（30分）"},
		{"P2020", "可持续影响指标", "效益指标\n（30分）"},
		{"P2020", "服务对象满意度指标", "满意度指标\n（10分）"},
		{"P2020", "决策指标", "决策指标"},
		{"P2021-cost", "经济成本指标", "成本指标\n（20分）"},
		{"P2021-cost", "数量指标", "产出指标\n（40分）"},
		{"hubei", "社会效益指标", "效益指标"},
	} {
		p, err := ProfileOf(tc.profile)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.firstLevel(tc.class); got != tc.want {
			t.Errorf("%s, %s: %s, want %s", tc.profile, tc.class, got, tc.want)
		}
	}
}

func TestEachMeasureIsNamedOnce(t *testing.T) {
	g := goalsOf("5", Source{Reported: "=", Measure: "year.spent"},
		GoalIndicator{Target: "5", Weight: "5", Source: Source{Reported: "=year.loans", Measure: "year.fees"}},
		GoalIndicator{Target: "5", Weight: "5", Source: Source{Reported: "≈", Measure: "year.spent"},
			Also: []string{"year.money"}})
	g.Projects = append(g.Projects, g.Projects[0])
	want := []string{"year.fees", "year.loans", "year.money", "year.spent"}
	if got := g.Measures(); !slices.Equal(got, want) {
		t.Errorf("the goals name %v, want %v", got, want)
	}
	// What a reported value was looked up in is nothing that a row is bound to.
	want = slices.Delete(want, 1, 2)
	if got := BoundTo(g.Projects...); !slices.Equal(got, want) {
		t.Errorf("bound to %v, want %v", got, want)
	}
}

// A table made from goals prints the sum of its own weights as its total, and heads that the profile gives it: neither
// may hide that the weights are not those of a table.
func TestGoalsWhoseWeightsAreNotThoseOfATableAreFound(t *testing.T) {
	row := func(class, weight string) GoalIndicator {
		return GoalIndicator{Class: class, Name: class + "示例", Target: "1次", Weight: weight,
			Source: Source{Reported: "1次"}}
	}
	for _, tc := range []struct{ output, found, because string }{
		{"50", "", "一级指标权重50/30/10，与“财政部2020年办法”相符"},
		{"145", "分值合计和总分都是195，应为100", "表头所列一级指标权重50/30/10，与“财政部2020年办法”相符，但各行分值合计为145/30/10"},
		{"49", "分值合计和总分都是99，应为100", "、表头所列一级指标权重50/30/10，与“财政部2020年办法”相符，但各行分值合计为49/30/10"},
	} {
		table := fillOne(t, Default(), goalsOf("5", Source{Reported: "5"}, row("数量指标", tc.output),
			row("社会效益指标", "30"), row("服务对象满意度指标", "10")))
		set, err := Evaluate([]FilledTable{table})
		if err != nil {
			t.Fatal(err)
		}
		var found string
		for _, f := range set.Found {
			if f.ID == "C01" {
				found += f.Message
			}
		}
		if (tc.found == "") != (found == "") || !strings.Contains(found, tc.found) {
			t.Errorf("%s: C01 says %q, want %q", tc.output, found, tc.found)
		}
		if !strings.Contains(set.Scored[0].Because, tc.because) {
			t.Errorf("%s: %s, want %s", tc.output, set.Scored[0].Because, tc.because)
		}
	}
}
