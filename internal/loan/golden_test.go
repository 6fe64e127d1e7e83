package loan

import (
	"fmt"
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
			var shown struct{ Rows []struct{ K int } }
			goldentest.Case(t, id, &in, &shown)
			method := Annuity
			if id == "L07" || id == "L08" {
				method = EqualPrincipal
			}
			plan := method.Schedule(in.terms(t))
			var rows []goldentest.Got
			var paid, interest money.Fen
			for _, i := range plan {
				paid, interest = paid+i.Amount(), interest+i.Interest
				if slices.ContainsFunc(shown.Rows, func(row struct{ K int }) bool { return row.K == i.Number }) {
					rows = append(rows, told(i))
				}
			}
			goldentest.Agree(t, id, goldentest.Got{"monthly": plan[0].Amount(), "rows": rows, "total_paid": paid,
				"total_interest": interest})
		})
	}
}

// told is an instalment by the names of the worked examples.
func told(i Instalment) goldentest.Got {
	return goldentest.Got{"k": i.Number, "pay": i.Amount(), "principal": i.Principal, "interest": i.Interest,
		"balance": i.Balance}
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
	var in struct{ Paid string }
	goldentest.Case(t, "L13", &in, nil)
	a := arrearsOf(t, plan, 1)[0].AccruedTo(date(t, in.Paid), penalty)
	days := int(a.Since - a.Due)
	goldentest.Agree(t, "L13", goldentest.Got{"overdue_principal": a.Principal, "overdue_interest": a.Interest,
		"days": days, "penalty_on_principal_and_interest": a.Penalty,
		"penalty_on_principal_only": penalty.Penalty(a.Principal, days), "total_due": a.Owed()})
}

func TestAPartialPaymentGoesToPenaltyThenInterestThenPrincipal(t *testing.T) {
	var in struct {
		Paid string `json:"paid_amount"`
	}
	goldentest.Case(t, "L22", &in, nil)
	terms, plan := example(t)
	penalty := PenaltyTerms{Rate: terms.Rate, Factor: rate(t, "1.5")}
	shares, rest := Allocate(arrearsOf(t, plan, 2), yuan(t, in.Paid), date(t, "2027-08-26"), penalty)
	if len(shares) != 1 || rest != 0 {
		t.Fatalf("%d shares and a rest of %s, want the oldest instalment to take all", len(shares), rest)
	}
	left := shares[0].Left
	equal(t, "next penalty counts from", left.Since, date(t, "2027-08-26"))
	base := left.Principal + left.Interest
	equal(t, "penalty of a year more", left.AccruedTo(left.Since.AddDays(dayBase), penalty).Penalty,
		penalty.Penalty(base, dayBase))
	goldentest.Agree(t, "L22", goldentest.Got{"to_penalty": shares[0].Penalty, "to_interest": shares[0].Interest,
		"to_principal": shares[0].Principal, "overdue_principal_left": left.Owed(),
		"next_penalty_base": base})
}

func TestDueDatesKeepTheirDayOfTheMonth(t *testing.T) {
	var in struct {
		Disbursed string
		First     int
	}
	goldentest.Case(t, "L16", &in, nil)
	var got []string
	day := date(t, in.Disbursed)
	for k := 1; k <= in.First; k++ {
		got = append(got, DueDate(day, day.Day(), k).String())
	}
	goldentest.Agree(t, "L16", goldentest.Got{"due": got})
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
	goldentest.Case(t, "L17", &in, nil)
	terms := LimitTerms{Cap: yuan(t, in.Cap), Multiple: in.Multiple, Value: yuan(t, in.Price), LTV: rate(t, in.LTV),
		Income: yuan(t, in.Income), IncomeShare: rate(t, in.Share), OtherDebt: yuan(t, in.Other),
		Rate: rate(t, in.Rate), Months: in.Months}
	for _, b := range in.Balances {
		terms.Balances = append(terms.Balances, yuan(t, b))
	}
	c := CeilingOf(terms)
	got := goldentest.Got{"by_balance": c.ByBalance, "by_ltv": c.ByLTV, "by_affordability": c.ByAffordability,
		"loan_limit": c.Limit(money.Fen(in.Unit) * money.Yuan)}
	// What binds is the test whose amount is the limit before it is cut down.
	for name, amount := range map[string]money.Fen{"policy_cap": c.ByCap, "balance": c.ByBalance, "ltv": c.ByLTV,
		"affordability": c.ByAffordability} {
		if amount == c.Limit(1) {
			got["binding"] = name
		}
	}
	goldentest.Agree(t, "L17", got)
}

func TestTheLongestTermEndsAtRetirementAndSomeYears(t *testing.T) {
	var in struct {
		Birth, Apply string
		Retires      int `json:"retire_age_months"`
		Extension    int `json:"extension_years"`
		Most         int `json:"policy_max_years"`
	}
	goldentest.Case(t, "L18", &in, nil)
	p := parameters{maxYears: in.Most, ageYears: in.Extension}
	b, apply := Borrower{Retires: date(t, in.Birth).AddMonths(in.Retires)}, date(t, in.Apply)
	end := p.latest(b)
	goldentest.Agree(t, "L18", goldentest.Got{"limit_date": end, "whole_months_left": wholeMonths(apply, end),
		"max_years": p.longest(b, apply) / 12})
}

func TestTheRiskClassFollowsTheNumberOfUnpaidInstalments(t *testing.T) {
	var in struct {
		Unpaid []int `json:"overdue_periods"`
	}
	goldentest.Case(t, "L23", &in, nil)
	var classes []string
	for _, n := range in.Unpaid {
		classes = append(classes, fmt.Sprintf("%02d", RiskBands{0, 3, 6, 12}.Class(n)))
	}
	goldentest.Agree(t, "L23", goldentest.Got{"DKFXDJ": classes})
}
