package evaluation

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestACellIsReadAsItIsMeant reads the case files of notations: the cell, its class and perhaps its name, what is
// understood of it, and whether it would be a measured value.
func TestACellIsReadAsItIsMeant(t *testing.T) {
	files, err := filepath.Glob("testdata/cells/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files of notations: %v", err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(src), "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			parts := strings.Split(line, " | ")
			if len(parts) != 4 {
				t.Fatalf("%s:%d: a case has four parts", file, i+1)
			}
			class, name, _ := strings.Cut(parts[1], "：")
			c := ReadCell(parts[0])
			measured := c.NotMeasured()
			if measured == "" {
				measured = "是实测数"
			}
			said := c.Say(ClassOf(Indicator{Second: class}), name)
			if said != parts[2] || measured != parts[3] || c.Measured() != (measured == "是实测数") {
				t.Errorf("%s:%d: %q is read as %s | %s", file, i+1, parts[0], said, measured)
			}
		}
	}
}

func TestARowIsScoredByItsCompletion(t *testing.T) {
	scoresAs(t, []rowCase{
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
		{"时效指标", "2024年6月30日", "2024年7月", "8", "8.00", HowLate},
		{"生态效益指标", "无", "无", "10", "0.00", HowNone},
		{"数量指标", "每月2次", "24次", "10", "10.00", HowComputed},
		{"数量指标", "每月2次", "18次", "10", "7.50", HowComputed},
		{"数量指标", "每月2次", "2次", "10", "10.00", HowClaimed},
		{"数量指标", "每月2次", "每季度6次", "10", "10.00", HowComputed},
		{"时效指标", "每季度末", "3次", "9", "7.50", HowComputed},
		{"时效指标", "每季度末", "每季度末", "9", "9.00", HowClaimed},
		{"时效指标", "3个工作日内", "4个工作日", "10", "7.50", HowComputed},
		{"时效指标", "5天", "4天", "10", "10.00", HowComputed},
		{"时效指标", "6月30日前", "2024年7月1日", "10", "10.00", HowLate},
		{"时效指标", "6月30日前", "2024年6月28日", "9", "10.00", HowComputed},
		{"数量指标", "3-5次", "4次", "10", "10.00", HowComputed},
		{"数量指标", "4-5次", "3次", "10", "7.50", HowComputed},
		{"数量指标", "3-5次", "6次", "10", "10.00", HowUnclear},
		{"数量指标", "100万元", "90万元", "10", "10.00", HowUnclear},
		{"数量指标", "100万元", "1000000元", "9", "10.00", HowComputed},
		{"经济效益指标", "1.5亿元", "1.2亿", "10", "8.00", HowComputed},
		{"数量指标", "100% 1000件", "100% 1000件", "10", "10.00", HowUntestable},
		{"质量指标", "2024年13月", "1次", "10", "10.00", HowUntestable},
		{"数量指标", "12次", "预计12次", "10", "10.00", HowClaimed},
	})
}

// TestAContradictionIsNotAFullMark scores rows whose actual is worse than the target, in another notation or
// in words.
func TestAContradictionIsNotAFullMark(t *testing.T) {
	scoresAs(t, []rowCase{
		{"数量指标", "不得少于5次", "4次", "10", "8.00", HowComputed},
		{"质量指标", "百分百", "50%", "10", "5.00", HowComputed},
		{"质量指标", "≤千分之三", "6‰", "10", "5.00", HowComputed},
		{"质量指标", "全覆盖", "60%", "10", "6.00", HowComputed},
		{"质量指标", "全覆盖", "全覆盖", "10", "10.00", HowGraded},
		{"质量指标", "零事故", "3起", "10", "0.00", HowComputed},
		{"质量指标", "0起", "未发生安全事故", "9", "10.00", HowComputed},
		{"社会效益指标", "1/3", "1/4", "10", "7.50", HowComputed},
		{"社会效益指标", "三分之一以上", "25%", "10", "7.50", HowComputed},
		{"社会效益指标", "-5%", "-5%", "9", "10.00", HowComputed},
		{"质量指标", "≥95%", "0.96", "10", "10.00", HowClaimed},
		{"时效指标", "12月底前", "2025年1月5日", "10", "10.00", HowLate},
		{"时效指标", "年底前", "2025年1月5日", "10", "10.00", HowLate},
		{"时效指标", "6月30日", "7月15日", "10", "10.00", HowLate},
		{"时效指标", "四季度", "2025年1月", "10", "10.00", HowLate},
		{"时效指标", "2024年上半年", "2024年6月", "9", "10.00", HowComputed},
		{"时效指标", "每月25日", "每月20日", "9", "10.00", HowComputed},
		{"时效指标", "每月25日", "每月28日", "10", "0.00", HowComputed},
		{"时效指标", "每月25日", "11次按时，1次逾期", "10", "9.17", HowComputed},
		{"时效指标", "3-5天", "10天", "10", "5.00", HowComputed},
		{"时效指标", "3-5天", "2天", "9", "10.00", HowComputed},
	})
}

// rowCase is a row of ten points: target, actual and printed score, and what it gets by the rules.
type rowCase struct {
	second, target, actual, printed string
	want                            string
	how                             How
}

func scoresAs(t *testing.T, cases []rowCase) {
	t.Helper()
	for _, tc := range cases {
		ind := Indicator{Second: tc.second, Name: "指标", Target: tc.target, Actual: tc.actual, Weight: 1000,
			Score: ReadPoints(tc.printed)}
		r := scoreRow(ind, 2024, Default())
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
		if r := scoreRow(ind, 2024, Default()); r.ByRule < 0 || r.ByRule > max(0, ind.Weight) {
			t.Fatalf("%+v earns %s", ind, r.ByRule)
		}
	})
}

// FuzzCell reads whatever stands in a cell, alone and as target and actual of a row: something is said of it, a
// measured value is a figure, and the score keeps its range.
func FuzzCell(f *testing.F) {
	files, err := filepath.Glob("testdata/cells/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(src)) {
			cell, _, _ := strings.Cut(line, " | ")
			f.Add(cell, "12次", "数量指标")
			f.Add("≥95%", cell, "时效指标")
		}
	}
	f.Fuzz(func(t *testing.T, target, actual, second string) {
		for _, text := range []string{target, actual} {
			c := ReadCell(text)
			if c.Say(ClassOf(Indicator{Second: second}), text) == "" || c.Measured() != (c.NotMeasured() == "") {
				t.Fatalf("%q is read as %+v", text, c)
			}
			if c.Measured() && c.Amount.Number.rat == nil {
				t.Fatalf("%q is measured and no figure", text)
			}
		}
		ind := Indicator{Second: second, Name: target, Target: target, Actual: actual, Weight: 1000, Score: 1200}
		if r := scoreRow(ind, 2024, Default()); r.ByRule < 0 || r.ByRule > 1000 {
			t.Fatalf("%q and %q earn %s", target, actual, r.ByRule)
		}
	})
}
