package member

import (
	"encoding/json"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
)

// given is what goes into a worked example, by name.
func given(t *testing.T, id string) (in map[string]json.RawMessage) {
	t.Helper()
	goldentest.Case(t, id, &in, nil)
	return in
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

func TestMonthlyAmountsAgreeWithTheWorkedExamples(t *testing.T) {
	for _, id := range []string{"C01", "C02", "C03", "C04", "C05"} {
		t.Run(id, func(t *testing.T) {
			in := given(t, id)
			terms := Terms{Lower: yuan(t, in, "lower"), Upper: yuan(t, in, "upper")}
			base := terms.Base(yuan(t, in, "wage"))
			got := goldentest.Got{"base": base}
			for name, r := range roundings {
				each := r.Part(base, rate(t, in, "unit_ratio"))
				got[name] = goldentest.Got{"each": each, "total": each + r.Part(base, rate(t, in, "personal_ratio"))}
			}
			goldentest.Agree(t, id, got)
		})
	}
}

func TestAFlexibleMemberPaysBetweenTheBounds(t *testing.T) {
	in := given(t, "C06")
	r := roundings[text(t, in, "round")]
	goldentest.Agree(t, "C06", goldentest.Got{"max_monthly": r.Part(yuan(t, in, "upper"), rate(t, in, "ratio_max")),
		"min_monthly": r.Part(yuan(t, in, "lower"), rate(t, in, "ratio_min"))})
}

func TestWhatExceedsTheTaxFreeBaseIsTheExcess(t *testing.T) {
	in := given(t, "C07")
	exact := roundings["fen_half_up"]
	wage := yuan(t, in, "wage_base")
	free := Terms{Upper: 3 * yuan(t, in, "city_avg_monthly")}.Base(wage)
	employer, personal := rate(t, in, "unit_ratio"), rate(t, in, "personal_ratio")
	goldentest.Agree(t, "C07", goldentest.Got{"cap_base": free, "deductible_each": exact.Part(free, personal),
		"paid_each":               exact.Part(wage, personal),
		"taxable_excess_unit":     exact.Part(wage, employer) - exact.Part(free, employer),
		"non_deductible_personal": exact.Part(wage, personal) - exact.Part(free, personal)})
}

func TestANewBaseIsTheAverageWageOfTheYearBefore(t *testing.T) {
	in := given(t, "C10")
	months, err := strconv.Atoi(text(t, in, "months_worked"))
	if err != nil {
		t.Fatal(err)
	}
	base := AverageWage(yuan(t, in, "salary_total_2025"), months)
	goldentest.Agree(t, "C10", goldentest.Got{"base": base,
		"each": roundings[text(t, in, "round")].Part(base, rate(t, in, "ratio"))})
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
