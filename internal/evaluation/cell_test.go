package evaluation

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// cellCases are spellings that occur in published tables.
var cellCases = []struct {
	cell string
	kind Kind
	read string
}{
	{"≥95%", KindQuantity, "≥ 95%"},
	{"≧９５％", KindQuantity, "≥ 95%"},
	{">=95%", KindQuantity, "≥ 95%"},
	{"不少于12种", KindQuantity, "≥ 12种"},
	{"不低于百分之95", KindQuantity, "≥ 95%"},
	{"95%以上", KindQuantity, "≥ 95%"},
	{"≤90万元", KindQuantity, "≤ 90万元"},
	{"小于0.9‰", KindQuantity, "≤ 0.9‰"},
	{"不超过3个工作日", KindQuantity, "≤ 3个工作日"},
	{"90万元以内", KindQuantity, "≤ 90万元"},
	{"=42人", KindQuantity, "= 42人"},
	{"12次", KindQuantity, "= 12次"},
	{"6", KindQuantity, "= 6"},
	{"0起", KindQuantity, "= 0起"},
	{"100%覆盖", KindQuantity, "= 100%"},
	{"25TB", KindQuantity, "= 25TB"},
	{"1000元/生.年", KindQuantity, "= 1000元/生.年"},
	{"1,234.50元", KindQuantity, "= 1234.50元"},
	{"207.50", KindQuantity, "= 207.50"},
	{"约95万元", KindQuantity, "= 95万元 约"},
	{"95万元左右", KindQuantity, "= 95万元 约"},
	{"指标1：12次", KindQuantity, "= 12次"},
	{"每月25日", KindMonthlyDay, "25"},
	{"2021年12月完成", KindDate, "2021-12-0"},
	{"2021年12月31日", KindDate, "2021-12-31"},
	{"2024-06-30", KindDate, "2024-6-30"},
	{"2024年6月底前", KindDate, "2024-6-0"},
	{"2019年", KindSpan, "2019-0-0"},
	{"2024年1月-12月", KindSpan, "2024-12-0"},
	{"2024年1月1日-2024年12月31日", KindSpan, "2024-12-31"},
	{"1年", KindSpan, "0-0-0"},
	{"全年", KindSpan, "0-0-0"},
	{"长期", KindQualitative, ""},
	{"显著提升", KindQualitative, ""},
	{"100% 1000件", KindQualitative, ""},
	{"好坏", KindOptions, ""},
	{"优/良/中/低/差", KindOptions, ""},
	{"达成预期指标", KindGrade, ""},
	{"完成", KindGrade, ""},
	{"无", KindNone, ""},
	{"/", KindNone, ""},
	{"—", KindNone, ""},
	{"", KindEmpty, ""},
	{" \u3000", KindEmpty, ""},
	{"12345678901234567890", KindQualitative, ""},
}

func TestACellIsReadAsItIsMeant(t *testing.T) {
	for _, tc := range cellCases {
		c := ReadCell(tc.cell)
		read := ""
		switch c.Kind {
		case KindQuantity:
			read = fmt.Sprintf("%s %s", c.Op, c.Amount)
			if c.Approx {
				read += " 约"
			}
		case KindMonthlyDay:
			read = fmt.Sprint(c.Day)
		case KindDate, KindSpan:
			read = fmt.Sprintf("%d-%d-%d", c.Date.Year, c.Date.Month, c.Date.Day)
		}
		if c.Kind != tc.kind || read != tc.read {
			t.Errorf("%q is read as %s %q, want %s %q", tc.cell, c.Kind, read, tc.kind, tc.read)
		}
	}
}

func TestARowIsScoredByItsCompletion(t *testing.T) {
	for _, tc := range []struct {
		second, target, actual, printed string
		want                            string
		how                             How
	}{
		{"数量指标", "≥6架", "6架", "10", "10.00", HowComputed},
		{"数量指标", "≥928小时", "909.93小时", "10", "9.81", HowComputed},
		{"数量指标", "12次", "9次", "10", "7.50", HowComputed},
		{"数量指标", "6", "5场", "10", "8.33", HowComputed},
		{"数量指标", "1000户", "1500户", "10", "10.00", HowComputed},
		{"数量指标", "1000人", "1500人次", "10", "10.00", HowClaimed},
		{"成本指标", "7.29万元", "72890元", "10", "10.00", HowComputed},
		{"成本指标", "20万元", "25万元", "10", "8.00", HowComputed},
		{"成本指标", "≤90万元", "100万元", "10", "9.00", HowComputed},
		{"社会效益指标", "0起", "0起", "10", "10.00", HowComputed},
		{"社会效益指标", "0起", "2起", "10", "0.00", HowComputed},
		{"社会效益指标", "小于0.9‰", "0.1%", "10", "9.00", HowComputed},
		{"质量指标", "≥98%", "≥98%", "7", "7.00", HowClaimed},
		{"质量指标", "≥98%", "≥98%", "12", "10.00", HowClaimed},
		{"质量指标", "合规", "合规", "9", "9.00", HowGraded},
		{"质量指标", "≥98%", "", "10", "0.00", HowMissing},
		{"时效指标", "全年", "全年", "10", "10.00", HowUntestable},
		{"时效指标", "2024年6月30日", "2024年6月", "8", "10.00", HowComputed},
		{"时效指标", "2024年6月30日", "2024年7月", "8", "8.00", HowGraded},
		{"生态效益指标", "无", "无", "10", "0.00", HowNone},
	} {
		ind := Indicator{Second: tc.second, Name: "指标", Target: tc.target, Actual: tc.actual, Weight: 1000,
			Score: ReadPoints(tc.printed)}
		r := scoreRow(ind)
		if r.ByRule.String() != tc.want || r.How != tc.how {
			t.Errorf("%s %s → %s: %s (%s), want %s (%s)", tc.second, tc.target, tc.actual, r.ByRule, r.How,
				tc.want, tc.how)
		}
	}
}

func TestPointsRoundHalfUpAndFallBackToNothing(t *testing.T) {
	for text, want := range map[string]string{
		"10": "10.00", "9.9": "9.90", "7.925": "7.93", "7.9249": "7.92", "４分": "4.00", "-1": "-1.00",
		"—": "—", "": "—", "优": "—", "1e3": "—", "1.": "—", "99999999999999999999": "—",
	} {
		if got := ReadPoints(text).String(); got != want {
			t.Errorf("%q is %s, want %s", text, got, want)
		}
	}
}

func TestAScoreNeverLeavesItsRange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("≥≤=约-0123456789.,%‰万亿元次户无年月日每 ")), 0, 12, -1)
		classes := []string{"数量指标", "成本指标", "时效指标", "经济效益指标", "服务对象满意度指标", ""}
		ind := Indicator{
			Second: rapid.SampledFrom(classes).Draw(t, "class"),
			Name:   "指标", Target: text.Draw(t, "target"), Actual: text.Draw(t, "actual"),
			Weight: Points(rapid.IntRange(-100, 5000).Draw(t, "weight")),
			Score:  Points(rapid.IntRange(-9000, 9000).Draw(t, "score")),
		}
		if r := scoreRow(ind); r.ByRule < 0 || r.ByRule > max(0, ind.Weight) {
			t.Fatalf("%+v earns %s", ind, r.ByRule)
		}
	})
}

func TestEveryProfileIsWhole(t *testing.T) {
	profiles, err := Profiles()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, p := range profiles {
		if seen[p.ID] || p.Name == "" || p.Basis == "" || p.Execution.Weight <= 0 || p.OverNote <= 0 ||
			p.OverAsk < p.OverNote || p.GradeFor(0) == "" || p.GradeFor(10_000) != "优" || len(p.Bands) != 3 {
			t.Errorf("profile %q is not complete", p.ID)
		}
		seen[p.ID] = true
		sum := p.Execution.Weight
		for _, g := range p.Groups {
			sum += g.Weight
		}
		if sum != 10_000 && p.ID != "hubei" {
			t.Errorf("profile %s adds up to %s", p.ID, sum)
		}
	}
}
