package member

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
)

// golden is a worked example with its values by name.
type golden struct {
	Input  map[string]json.RawMessage
	Expect map[string]json.RawMessage
}

func goldenCase(t *testing.T, id string) (c golden) {
	t.Helper()
	goldentest.Case(t, id, &c.Input, &c.Expect)
	return c
}

// text reads a value of a case, written as text or as a bare number.
func text(t *testing.T, m map[string]json.RawMessage, key string) string {
	t.Helper()
	raw, ok := m[key]
	if !ok {
		t.Fatalf("no %q", key)
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

func yuan(t *testing.T, m map[string]json.RawMessage, key string) money.Fen {
	t.Helper()
	f, err := money.ParseYuan(text(t, m, key))
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return f
}

func rate(t *testing.T, m map[string]json.RawMessage, key string) money.Rate {
	t.Helper()
	r, err := money.ParseRate(text(t, m, key))
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	return r
}

var roundings = map[string]Terms{
	"fen_half_up":   {Unit: 1, Rounding: money.HalfUp},
	"yuan_half_up":  {Unit: money.Yuan, Rounding: money.HalfUp},
	"yuan_truncate": {Unit: money.Yuan, Rounding: money.Truncate},
}

func same(t *testing.T, what string, got, want money.Fen) {
	t.Helper()
	if got != want {
		t.Errorf("%s: got %s, want %s", what, got, want)
	}
}

func TestMonthlyAmountsAgreeWithTheWorkedExamples(t *testing.T) {
	for _, id := range []string{"C01", "C02", "C03", "C04", "C05"} {
		t.Run(id, func(t *testing.T) {
			c := goldenCase(t, id)
			terms := Terms{Lower: yuan(t, c.Input, "lower"), Upper: yuan(t, c.Input, "upper")}
			base := terms.Base(yuan(t, c.Input, "wage"))
			same(t, "base", base, yuan(t, c.Expect, "base"))
			for name, r := range roundings {
				var want map[string]json.RawMessage
				if err := json.Unmarshal(c.Expect[name], &want); err != nil {
					t.Fatal(err)
				}
				each := r.Part(base, rate(t, c.Input, "unit_ratio"))
				same(t, name, each, yuan(t, want, "each"))
				both := each + r.Part(base, rate(t, c.Input, "personal_ratio"))
				same(t, name+" total", both, yuan(t, want, "total"))
			}
		})
	}
}

func TestAFlexibleMemberPaysBetweenTheBounds(t *testing.T) {
	c := goldenCase(t, "C06")
	r := roundings[text(t, c.Input, "round")]
	same(t, "most", r.Part(yuan(t, c.Input, "upper"), rate(t, c.Input, "ratio_max")), yuan(t, c.Expect, "max_monthly"))
	same(t, "least", r.Part(yuan(t, c.Input, "lower"), rate(t, c.Input, "ratio_min")), yuan(t, c.Expect, "min_monthly"))
}

func TestWhatExceedsTheTaxFreeBaseIsTheExcess(t *testing.T) {
	c := goldenCase(t, "C07")
	exact := roundings["fen_half_up"]
	limit := Terms{Upper: 3 * yuan(t, c.Input, "city_avg_monthly")}
	wage, r := yuan(t, c.Input, "wage_base"), rate(t, c.Input, "unit_ratio")
	same(t, "cap", limit.Base(wage), yuan(t, c.Expect, "cap_base"))
	same(t, "deductible", exact.Part(limit.Base(wage), r), yuan(t, c.Expect, "deductible_each"))
	same(t, "excess", exact.Part(wage, r)-exact.Part(limit.Base(wage), r), yuan(t, c.Expect, "taxable_excess_unit"))
}

func TestAMonthPaidLateCostsWhatAMonthCosts(t *testing.T) {
	c := goldenCase(t, "C09")
	r := roundings[text(t, c.Input, "round")]
	base := yuan(t, c.Input, "base")
	month := r.Part(base, rate(t, c.Input, "unit_ratio")) + r.Part(base, rate(t, c.Input, "personal_ratio"))
	same(t, "a month", month, yuan(t, c.Expect, "per_month"))
}

func TestANewBaseIsTheAverageWageOfTheYearBefore(t *testing.T) {
	c := goldenCase(t, "C10")
	base := AverageWage(yuan(t, c.Input, "salary_total_2025"), 12)
	same(t, "base", base, yuan(t, c.Expect, "base"))
	same(t, "each", roundings[text(t, c.Input, "round")].Part(base, rate(t, c.Input, "ratio")),
		yuan(t, c.Expect, "each"))
}

func TestAPartIsAMultipleOfTheUnitAndLessThanAUnitFromTheProduct(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := Terms{Unit: rapid.SampledFrom([]money.Fen{1, money.Jiao, money.Yuan}).Draw(t, "unit"),
			Rounding: rapid.SampledFrom([]money.Rounding{money.HalfUp, money.Truncate, money.Up}).Draw(t, "rounding")}
		base := money.Fen(rapid.Int64Range(0, 1e9).Draw(t, "base"))
		ratio := money.Rate(rapid.Int64Range(5, 12).Draw(t, "percent")) * money.RateOne / 100
		part := terms.Part(base, ratio)
		if part%terms.Unit != 0 {
			t.Fatalf("%s is no multiple of %s", part, terms.Unit)
		}
		// Both sides times 100: no division that could round.
		diff := int64(part)*100 - int64(base)*int64(ratio*100/money.RateOne)
		if unit := int64(terms.Unit) * 100; diff >= unit || diff <= -unit {
			t.Fatalf("base %s at %s gives %s", base, ratio, part)
		}
	})
}

func TestARatioIsAWholePercentFromFiveToTwelve(t *testing.T) {
	terms := Terms{RatioMin: 500_000, RatioMax: 1_200_000, RatioStep: 100_000}
	for text, want := range map[string]bool{"0.05": true, "0.12": true, "0.08": true,
		"0.04": false, "0.13": false, "0.075": false, "0": false, "-0.05": false} {
		r, err := money.ParseRate(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := terms.AllowsRatio(r); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}

func TestAContributionIsDueFiveDaysAfterThePayday(t *testing.T) {
	terms := Terms{RemitDays: 5}
	for _, c := range []struct {
		month  civil.Month
		payDay int
		want   string
	}{
		{civil.MonthOf(2024, 1), 10, "2024-01-15"}, {civil.MonthOf(2024, 1), 28, "2024-02-02"},
		{civil.MonthOf(2024, 2), 31, "2024-03-05"}, {civil.MonthOf(2024, 12), 31, "2025-01-05"},
	} {
		if got := terms.Deadline(c.month, c.payDay).String(); got != c.want {
			t.Errorf("%s, payday %d: got %s, want %s", c.month, c.payDay, got, c.want)
		}
	}
}
