package loan

import (
	"slices"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
)

func yuan(t *testing.T, s string) money.Fen {
	t.Helper()
	f, err := money.ParseYuan(s)
	if err != nil {
		t.Fatalf("amount %q: %v", s, err)
	}
	return f
}

func rate(t *testing.T, s string) money.Rate {
	t.Helper()
	r, err := money.ParseRate(s)
	if err != nil {
		t.Fatalf("rate %q: %v", s, err)
	}
	return r
}

func date(t *testing.T, s string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(s)
	if err != nil {
		t.Fatalf("date %q: %v", s, err)
	}
	return d
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

type goldenLoan struct {
	Principal  string
	AnnualRate string `json:"annual_rate"`
	Months     int
}

func (g goldenLoan) terms(t *testing.T) Terms {
	return Terms{Principal: yuan(t, g.Principal), Rate: rate(t, g.AnnualRate), Months: g.Months}
}

func TestSchedulesAgreeWithTheWorkedExamples(t *testing.T) {
	for _, id := range []string{"L01", "L02", "L03", "L04", "L05", "L06", "L07", "L08"} {
		t.Run(id, func(t *testing.T) {
			var in goldenLoan
			var want struct {
				Monthly string
				Rows    []struct {
					K                                 int
					Pay, Principal, Interest, Balance string
				}
				Total string `json:"total_interest"`
			}
			goldentest.Case(t, id, &in, &want)
			method := Annuity
			if id == "L07" || id == "L08" {
				method = EqualPrincipal
			}
			plan := method.Schedule(in.terms(t))
			if want.Monthly != "" {
				equal(t, "first payment", plan[0].Amount(), yuan(t, want.Monthly))
			}
			for _, row := range want.Rows {
				i := plan[row.K-1]
				equal(t, "number", i.Number, row.K)
				equal(t, "payment", i.Amount(), yuan(t, row.Pay))
				equal(t, "principal", i.Principal, yuan(t, row.Principal))
				equal(t, "interest", i.Interest, yuan(t, row.Interest))
				equal(t, "balance", i.Balance, yuan(t, row.Balance))
			}
			var interest money.Fen
			for _, i := range plan {
				interest += i.Interest
			}
			equal(t, "total interest", interest, yuan(t, want.Total))
		})
	}
}

// example is the loan of L01 after its 24th instalment, on which L12 to L14 and L22 are worked.
func example(t *testing.T) (Terms, []Instalment) {
	var in goldenLoan
	goldentest.Case(t, "L01", &in, nil)
	return in.terms(t), Annuity.Schedule(in.terms(t))
}

// arrearsOf makes unpaid instalments of the example from the 25th on, as many as asked.
func arrearsOf(t *testing.T, plan []Instalment, n int) []Arrear {
	var list []Arrear
	for i := range n {
		due := DueDate(date(t, "2025-06-10"), 10, 25+i)
		p := plan[24+i]
		list = append(list, Arrear{Number: p.Number, Due: due, Since: due,
			Principal: p.Principal, Interest: p.Interest})
	}
	return list
}

func TestPenaltyCountsActualDaysOnPrincipalAndInterest(t *testing.T) {
	terms, plan := example(t)
	penalty := PenaltyTerms{Rate: terms.Rate, Factor: rate(t, "1.5")}
	var one struct{ Paid string }
	var wantOne struct {
		Penalty string `json:"penalty_on_principal_and_interest"`
		Total   string `json:"total_due"`
	}
	goldentest.Case(t, "L13", &one, &wantOne)
	a := arrearsOf(t, plan, 1)[0].AccruedTo(date(t, one.Paid), penalty)
	equal(t, "penalty", a.Penalty, yuan(t, wantOne.Penalty))
	equal(t, "total", a.Owed(), yuan(t, wantOne.Total))

	var many struct{ Paid string }
	var wantMany struct {
		Rows  []struct{ Due, Principal, Interest, Penalty string }
		Total string
	}
	goldentest.Case(t, "L14", &many, &wantMany)
	var total money.Fen
	for i, a := range arrearsOf(t, plan, 3) {
		a = a.AccruedTo(date(t, many.Paid), penalty)
		row := wantMany.Rows[i]
		equal(t, "due", a.Due, date(t, row.Due))
		equal(t, "principal", a.Principal, yuan(t, row.Principal))
		equal(t, "interest", a.Interest, yuan(t, row.Interest))
		equal(t, "penalty", a.Penalty, yuan(t, row.Penalty))
		total += a.Owed()
	}
	equal(t, "total", total, yuan(t, wantMany.Total))
}

func TestAPartialPaymentGoesToPenaltyThenInterestThenPrincipal(t *testing.T) {
	var in struct {
		Paid string `json:"paid_amount"`
	}
	var want struct {
		Penalty   string `json:"to_penalty"`
		Interest  string `json:"to_interest"`
		Principal string `json:"to_principal"`
		Left      string `json:"overdue_principal_left"`
	}
	goldentest.Case(t, "L22", &in, &want)
	terms, plan := example(t)
	shares, rest := Allocate(arrearsOf(t, plan, 2), yuan(t, in.Paid), date(t, "2027-08-26"),
		PenaltyTerms{Rate: terms.Rate, Factor: rate(t, "1.5")})
	if len(shares) != 1 || rest != 0 {
		t.Fatalf("%d shares and a rest of %s, want the oldest instalment to take all", len(shares), rest)
	}
	equal(t, "penalty", shares[0].Penalty, yuan(t, want.Penalty))
	equal(t, "interest", shares[0].Interest, yuan(t, want.Interest))
	equal(t, "principal", shares[0].Principal, yuan(t, want.Principal))
	equal(t, "left", shares[0].Left.Owed(), yuan(t, want.Left))
	equal(t, "next penalty counts from", shares[0].Left.Since, date(t, "2027-08-26"))
}

func TestDueDatesKeepTheirDayOfTheMonth(t *testing.T) {
	var in struct {
		Disbursed string
		First     int
	}
	var want struct{ Due []string }
	goldentest.Case(t, "L16", &in, &want)
	var got []string
	day := date(t, in.Disbursed)
	for k := 1; k <= in.First; k++ {
		got = append(got, DueDate(day, day.Day(), k).String())
	}
	if !slices.Equal(got, want.Due) {
		t.Errorf("due dates are %v, want %v", got, want.Due)
	}
}

func TestTheCeilingIsTheLeastOfFourTests(t *testing.T) {
	var in struct {
		Cap      string `json:"policy_cap"`
		Balances []string
		Multiple int
		Price    string
		LTV      string `json:"max_ltv"`
		Income   string `json:"family_income"`
		Share    string `json:"income_ratio"`
		Other    string `json:"other_monthly_debt"`
		Months   int
		Rate     string
		Unit     int64 `json:"round_down_to"`
	}
	var want struct {
		Balance       string `json:"by_balance"`
		LTV           string `json:"by_ltv"`
		Affordability string `json:"by_affordability"`
		Limit         string `json:"loan_limit"`
	}
	goldentest.Case(t, "L17", &in, &want)
	terms := LimitTerms{Cap: yuan(t, in.Cap), Multiple: in.Multiple, Value: yuan(t, in.Price), LTV: rate(t, in.LTV),
		Income: yuan(t, in.Income), IncomeShare: rate(t, in.Share), OtherDebt: yuan(t, in.Other),
		Rate: rate(t, in.Rate), Months: in.Months}
	for _, b := range in.Balances {
		terms.Balances = append(terms.Balances, yuan(t, b))
	}
	c := CeilingOf(terms)
	equal(t, "by balance", c.ByBalance, yuan(t, want.Balance))
	equal(t, "by value", c.ByLTV, yuan(t, want.LTV))
	equal(t, "by affordability", c.ByAffordability, yuan(t, want.Affordability))
	equal(t, "limit", c.Limit(money.Fen(in.Unit)*money.Yuan), yuan(t, want.Limit))
}

func TestTheRiskClassFollowsTheNumberOfUnpaidInstalments(t *testing.T) {
	var in struct {
		Unpaid []int `json:"overdue_periods"`
	}
	var want struct{ DKFXDJ []string }
	goldentest.Case(t, "L23", &in, &want)
	for i, n := range in.Unpaid {
		equal(t, "class", "0"+string('0'+rune(RiskBands{0, 3, 6, 12}.Class(n))), want.DKFXDJ[i])
	}
}
