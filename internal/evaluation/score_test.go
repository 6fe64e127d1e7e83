package evaluation

import (
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestAScoreNeverFallsWhenMoreIsDone scores one row with two actuals: more where more is better, less where less is.
func TestAScoreNeverFallsWhenMoreIsDone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weight := Points(rapid.IntRange(1, 5000).Draw(t, "weight"))
		target := rapid.IntRange(0, 1000).Draw(t, "target")
		worse := rapid.IntRange(0, 2000).Draw(t, "worse")
		better := rapid.IntRange(worse, 2000).Draw(t, "better")
		sign, second := "≥", "数量指标"
		if rapid.Bool().Draw(t, "less is better") {
			sign, second, worse, better = "≤", "成本指标", better, worse
		}
		unit := rapid.SampledFrom([]string{"次", "%", "万元", "元", ""}).Draw(t, "unit")
		score := func(actual int) Points {
			return scoreRow(Indicator{Second: second, Name: "指标", Target: sign + text(target) + unit,
				Actual: text(actual) + unit, Weight: weight}, 2024, Default()).ByRule
		}
		if score(worse) > score(better) {
			t.Fatalf("%s%d%s of %s: %d gives %s, %d gives %s", sign, target, unit, weight, worse, score(worse), better,
				score(better))
		}
	})
}

func text(n int) string { return plainDecimal(big64(int64(n)), 0) }

func TestAnExecutionEarnsNeverLessForMore(t *testing.T) {
	profiles, err := Profiles()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(profiles).Draw(t, "profile")
		a := rapid.Int64Range(0, 20_000).Draw(t, "a")
		b := rapid.Int64Range(a, 20_000).Draw(t, "b")
		low, high := p.ExecutionScore(big.NewRat(a, 10_000)), p.ExecutionScore(big.NewRat(b, 10_000))
		if low > high || low < 0 || high > p.Execution.Weight {
			t.Fatalf("%s: %d earns %s, %d earns %s", p.ID, a, low, b, high)
		}
	})
}

// TestThePrintedTableFoots scores changed tables: each row is rounded first, the total is their sum, and the
// differences of the rows explain that of the totals.
func TestThePrintedTableFoots(t *testing.T) {
	seed := readSeed(t)
	rapid.Check(t, func(t *rapid.T) {
		table := rapid.SampledFrom(seed).Draw(t, "table")
		table.Indicators = slices.Clone(table.Indicators)
		for range rapid.IntRange(0, 6).Draw(t, "changes") {
			ind := &table.Indicators[rapid.IntRange(0, len(table.Indicators)-1).Draw(t, "row")]
			actuals := []string{"", "无", "7次", "88.88%", "3333.33万元", "≥95%", "完成"}
			ind.Actual = rapid.SampledFrom(actuals).Draw(t, "actual")
			ind.Score = Points(rapid.IntRange(0, int(ind.Weight.OrZero())).Draw(t, "score"))
		}
		table.TotalScore = sumOfScores(table)
		s := Score(table, Default())
		sum, explained := s.Execution.ByRule, s.Published
		for _, r := range s.Rows {
			sum += r.ByRule
		}
		for _, d := range Differences(table, s) {
			explained += d.ByRule.OrZero() - d.Published.OrZero()
			if d.Because == "" || strings.Contains(d.Because, "超出") {
				t.Fatalf("row %d: %s", d.Row, d.Because)
			}
		}
		if sum != s.ByRule || explained != s.ByRule {
			t.Fatalf("rows %s, explained %s, total %s", sum, explained, s.ByRule)
		}
	})
}

func TestEveryDifferenceHasItsReason(t *testing.T) {
	tables, _ := edited(t, []string{
		"第1行.完成值 = 5场", "第2行.完成值 =", "第3行.完成值 = ≥98%", "第3行.得分 = 12", "第4行.指标值 = 无",
		"年度资金总额.全年执行数 = 60",
	})
	var got []string
	for _, d := range Differences(tables[0], Score(tables[0], Default())) {
		got = append(got, text(d.Row)+" "+d.Published.Short()+"→"+d.ByRule.Short()+" "+d.Because)
	}
	want := []string{
		"0 9.9→5 执行率50%，按口径计分", "1 10→8.33 指标值6场、完成值5场，完成率83.33%", "2 10→0 完成值未填，按规则不给分",
		"3 12→10 得分超出0至分值的范围", "4 10→0 没有设指标，按规则不给分",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}
