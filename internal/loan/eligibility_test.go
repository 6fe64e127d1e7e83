package loan

import (
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
)

func TestEachReasonAgainstACandidateIsFoundAloneAndAtItsBorder(t *testing.T) {
	p := parameters{minMonths: 6, maxYears: 30, ageYears: 5, multiple: 30, cap: 60 * money.Wan, unit: 1000 * money.Yuan,
		ltv: 8_000_000, share: 5_000_000, rate: 285_000}
	on := civil.DateOf(2024, 10, 20)
	good := func() candidate {
		return candidate{Application: Application{Price: 100 * money.Wan, Amount: 60 * money.Wan, Months: 264},
			people: []Borrower{{Normal: true, MonthsInFull: 6, Base: 1_500_000, Balance: 2_000_000,
				Retires: civil.DateOf(2042, 3, 15), BannedUntil: on}}, lifetime: 1}
	}
	if no := p.judge(good(), on); no != nil {
		t.Fatalf("a candidate at every border is refused: %v", no)
	}
	for _, c := range []struct {
		change func(*candidate)
		code   string
	}{
		{func(c *candidate) { c.people[0].Normal = false }, CodeNotNormal},
		{func(c *candidate) { c.people[0].MonthsInFull = 5 }, CodeMonths},
		{func(c *candidate) { c.people[0].BannedUntil = on + 1 }, CodeBanned},
		{func(c *candidate) { c.people = append(c.people, Borrower{BannedUntil: on + 1}) }, CodeBanned},
		{func(c *candidate) { c.running = 1 }, CodeRunningLoan},
		{func(c *candidate) { c.lifetime = 2 }, CodeTwoLoans},
		{func(c *candidate) { c.Months = 265 }, CodeTerm},
		{func(c *candidate) { c.Amount += 1 }, CodeOverLimit},
		{func(c *candidate) { c.people[0].Balance = 1_999_999 }, CodeOverLimit},
		{func(c *candidate) { c.Appraisal = 70 * money.Wan }, CodeOverLimit},
		{func(c *candidate) { c.OtherDebt = 600_000 }, CodeOverLimit},
		{func(c *candidate) { c.people[0].Retires = on; c.Months = 61 }, CodeTerm},
	} {
		bad := good()
		c.change(&bad)
		no := refusal.Of(p.judge(bad, on))
		if no == nil || no.Code != c.code || len(no.Also) > 1 {
			t.Errorf("got %v, want %s first and no more than the amount besides", no, c.code)
		}
	}
}
