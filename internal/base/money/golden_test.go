package money

import (
	"encoding/json"
	"testing"
	"time"

	"guangsha/internal/base/goldentest"
)

type goldenCase struct {
	ID            string
	Input, Expect map[string]json.RawMessage
}

func golden(t *testing.T, id string) goldenCase {
	t.Helper()
	c := goldenCase{ID: id}
	goldentest.Case(t, id, &c.Input, &c.Expect)
	return c
}

func get[T any](t *testing.T, values map[string]json.RawMessage, name string) T {
	t.Helper()
	var v T
	raw, found := values[name]
	if !found {
		t.Fatalf("no %s", name)
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return v
}

func yuan(t testing.TB, s string) Fen {
	t.Helper()
	f, err := ParseYuan(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return f
}

func rate(t testing.TB, s string) Rate {
	t.Helper()
	r, err := ParseRate(s)
	if err != nil {
		t.Fatalf("%s: %v", s, err)
	}
	return r
}

func (c goldenCase) in(t *testing.T, name string) Fen { return yuan(t, get[string](t, c.Input, name)) }
func (c goldenCase) inRate(t *testing.T, name string) Rate {
	return rate(t, get[string](t, c.Input, name))
}
func (c goldenCase) want(t *testing.T, name string) Fen {
	return yuan(t, get[string](t, c.Expect, name))
}

func (c goldenCase) agree(t *testing.T, what string, got, want Fen) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %s is %s, want %s", c.ID, what, got, want)
	}
}

func TestMonthlyContributionsAgreeUnderEachRounding(t *testing.T) {
	ways := map[string]struct {
		unit     Fen
		rounding Rounding
	}{"fen_half_up": {1, HalfUp}, "yuan_half_up": {Yuan, HalfUp}, "yuan_truncate": {Yuan, Truncate}}
	for _, id := range []string{"C01", "C02", "C03", "C04", "C05"} {
		c := golden(t, id)
		base := max(min(c.in(t, "wage"), c.in(t, "upper")), c.in(t, "lower"))
		c.agree(t, "base", base, c.want(t, "base"))
		for name, way := range ways {
			want := get[map[string]string](t, c.Expect, name)
			employer := base.AtRateTo(c.inRate(t, "unit_ratio"), way.unit, way.rounding)
			personal := base.AtRateTo(c.inRate(t, "personal_ratio"), way.unit, way.rounding)
			c.agree(t, name, personal, yuan(t, want["each"]))
			c.agree(t, name, Sum(employer, personal), yuan(t, want["total"]))
		}
	}
}

func TestOtherContributionsAgree(t *testing.T) {
	c := golden(t, "C06")
	c.agree(t, "max", c.in(t, "upper").AtRateTo(c.inRate(t, "ratio_max"), Yuan, Truncate), c.want(t, "max_monthly"))
	c.agree(t, "min", c.in(t, "lower").AtRateTo(c.inRate(t, "ratio_min"), Yuan, Truncate), c.want(t, "min_monthly"))

	c = golden(t, "C07")
	limit := 3 * c.in(t, "city_avg_monthly")
	paid := c.in(t, "wage_base").AtRate(c.inRate(t, "unit_ratio"), HalfUp)
	free := min(c.in(t, "wage_base"), limit).AtRate(1_200_000, HalfUp)
	c.agree(t, "cap", limit, c.want(t, "cap_base"))
	c.agree(t, "deductible", free, c.want(t, "deductible_each"))
	c.agree(t, "excess", paid-free, c.want(t, "taxable_excess_unit"))

	c = golden(t, "C08")
	var due Fen
	for _, line := range get[[]struct{ Emp, Base, Unit, Total string }](t, c.Expect, "lines") {
		each := yuan(t, line.Base).AtRateTo(c.inRate(t, "ratio_each"), Yuan, HalfUp)
		c.agree(t, line.Emp, each, yuan(t, line.Unit))
		due = Sum(due, each, each)
	}
	c.agree(t, "due", due, c.want(t, "amount_due"))

	c = golden(t, "C09")
	month := 2 * c.in(t, "base").AtRateTo(c.inRate(t, "unit_ratio"), Yuan, HalfUp)
	c.agree(t, "month", month, c.want(t, "per_month"))

	c = golden(t, "C10")
	base := MulDiv(c.in(t, "salary_total_2025"), 1, int64(get[int](t, c.Input, "months_worked")), HalfUp)
	c.agree(t, "base", base, c.want(t, "base"))
	c.agree(t, "each", base.AtRateTo(c.inRate(t, "ratio"), Yuan, HalfUp), c.want(t, "each"))
}

func day(t *testing.T, s string) int {
	t.Helper()
	at, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return int(at.Unix() / 86400)
}

func TestInterestOnDayProductsAgrees(t *testing.T) {
	for _, id := range []string{"I01", "I02", "I03", "I04", "I05", "I06", "I07", "I08"} {
		c := golden(t, id)
		end := day(t, get[string](t, c.Input, "to_exclusive"))
		var balance Fen
		var product DayProduct
		for _, e := range get[[]struct{ Date, Delta string }](t, c.Input, "events") {
			balance += yuan(t, e.Delta)
			product += Days(yuan(t, e.Delta), end-day(t, e.Date))
		}
		interest := product.Interest(c.inRate(t, "rate"))
		c.agree(t, "product", Fen(product), c.want(t, "jishu"))
		c.agree(t, "principal", balance, c.want(t, "principal"))
		c.agree(t, "interest", interest, c.want(t, "interest"))
		c.agree(t, "total", balance+interest, c.want(t, "total"))
	}
}

func TestInterestInSegmentsAgrees(t *testing.T) {
	c := golden(t, "I09")
	first, turn, end := day(t, "2015-07-01"), day(t, get[string](t, c.Input, "segment_change")), day(t, "2016-07-01")
	carried := c.in(t, "carried_forward")
	var before DayProduct
	after := Days(carried, end-turn)
	for _, e := range get[[]struct{ Date, Delta string }](t, c.Input, "current_year") {
		from, amount := day(t, e.Date), yuan(t, e.Delta)
		before += Days(amount, max(turn-from, 0))
		after += Days(amount, end-max(from, turn))
	}
	goldentest.Agree(t, "I09", goldentest.Got{"days_old": turn - first, "days_new": end - turn,
		"jishu_carried_old": Fen(Days(carried, turn-first)), "jishu_current_old": Fen(before),
		"jishu_all_new": Fen(after),
		"interest": SegmentInterest(Segment{Days(carried, turn-first), 110_000}, Segment{before, 35_000},
			Segment{after, 150_000})})
	c = golden(t, "I10")
	goldentest.Agree(t, "I10", goldentest.Got{"interest": SegmentInterest(
		Segment{Days(c.in(t, "carried_forward"), get[int](t, c.Input, "days")), c.inRate(t, "rate_3m")},
		Segment{DayProduct(c.in(t, "current_year_jishu")), c.inRate(t, "rate_demand")})})
}

type row struct {
	K                                 int
	Pay, Principal, Interest, Balance string
}

// walk pays a loan off and compares the rows that an example shows. principal gives the part of month k.
func (c goldenCase) walk(t *testing.T, balance Fen, annual Rate, months int, principal func(interest Fen) Fen) {
	t.Helper()
	shown := map[int]row{}
	for _, r := range get[[]row](t, c.Expect, "rows") {
		shown[r.K] = r
	}
	var total Fen
	for k := 1; k <= months; k++ {
		interest := balance.MonthInterest(annual)
		part := principal(interest)
		if k == months {
			part = balance
		}
		balance -= part
		total = Sum(total, interest)
		if r, found := shown[k]; found {
			delete(shown, k)
			c.agree(t, "principal", part, yuan(t, r.Principal))
			c.agree(t, "interest", interest, yuan(t, r.Interest))
			c.agree(t, "payment", part+interest, yuan(t, r.Pay))
			c.agree(t, "balance", balance, yuan(t, r.Balance))
		}
	}
	c.agree(t, "total interest", total, c.want(t, "total_interest"))
	if len(shown) > 0 {
		t.Errorf("%s: rows not reached: %v", c.ID, shown)
	}
}

func TestLoanSchedulesAgreeToTheLastFen(t *testing.T) {
	for _, id := range []string{"L01", "L02", "L03", "L04", "L05", "L06"} {
		c := golden(t, id)
		principal, annual, months := c.in(t, "principal"), c.inRate(t, "annual_rate"), get[int](t, c.Input, "months")
		monthly := Annuity(principal, annual, months)
		c.agree(t, "monthly", monthly, c.want(t, "monthly"))
		c.walk(t, principal, annual, months, func(interest Fen) Fen { return monthly - interest })
	}
	for _, id := range []string{"L07", "L08"} {
		c := golden(t, id)
		principal, months := c.in(t, "principal"), get[int](t, c.Input, "months")
		part := MulDiv(principal, 1, int64(months), HalfUp)
		c.walk(t, principal, c.inRate(t, "annual_rate"), months, func(Fen) Fen { return part })
	}
	c := golden(t, "L15")
	days := day(t, get[string](t, c.Input, "first_due")) - day(t, get[string](t, c.Input, "disbursed"))
	goldentest.Agree(t, "L15", goldentest.Got{"days": days,
		"first_interest": c.in(t, "principal").DayInterest(c.inRate(t, "annual_rate"), days)})
}

func TestAnAverageIsRoundedHalfUp(t *testing.T) {
	c := golden(t, "A08")
	goldentest.Agree(t, "A08", goldentest.Got{
		"average": MulDiv(c.in(t, "issued"), 1, get[int64](t, c.Input, "count"), HalfUp)})
}
