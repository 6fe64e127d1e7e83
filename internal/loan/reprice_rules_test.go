package loan

import (
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"pgregory.net/rapid"
)

// paidSoFar is a loan by its schedule, after so many instalments.
func paidSoFar(terms Terms, plan []Instalment, disbursed civil.Date, paid int) Running {
	r := Running{Loan: 1, Rate: terms.Rate, Months: terms.Months, Disbursed: disbursed, Next: paid + 1,
		Payment: money.Annuity(terms.Principal, terms.Rate, terms.Months), Balance: terms.Principal,
		NextDue: DueDate(disbursed, disbursed.Day(), paid+1)}
	if paid > 0 {
		r.Balance = plan[paid-1].Balance
	}
	return r
}

func TestDaysBeforeANewRateBearTheOldOne(t *testing.T) {
	r := Running{Rate: 285_000, Balance: 36_000_000, Next: 20, Months: 240, Disbursed: civil.DateOf(2023, 5, 15),
		NextDue: civil.DateOf(2025, 1, 15), Repriced: Repriced{Before: 310_000, Since: civil.DateOf(2025, 1, 1)}}
	for on, want := range map[civil.Date]money.Fen{
		civil.DateOf(2024, 12, 31): 36_000_000 * 31 * 16 / 360 / 1000,
		civil.DateOf(2025, 1, 1):   36_000_000 * 31 * 17 / 360 / 1000,
		civil.DateOf(2025, 1, 9):   36_000_000 * (310*17 + 285*8) / 360 / 10_000,
	} {
		equal(t, "interest up to "+on.String(), r.daysInterest(r.Balance, on), want)
	}
}

// Whatever is repaid early and whatever becomes of the rate, the principal comes back once, nothing is negative and
// the last instalment leaves nothing.
func TestALoanRepaidEarlyAndRepricedReturnsItsPrincipal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := drawTerms(t)
		disbursed := civil.DateOf(2023, 1, 1).AddDays(rapid.IntRange(0, 700).Draw(t, "day"))
		r := paidSoFar(terms, nil, disbursed, 0)
		r.Method = drawMethod(t)
		r.Payment = r.Method.Equal(terms.Principal, terms.Rate, terms.Months)
		returned := money.Fen(0)
		for r.NextDue != 0 {
			last := r.lastDue()
			if next := civil.DateOf(last.Year()+1, 1, 1); next < r.NextDue && next > last &&
				rapid.Bool().Draw(t, "repriced") {
				rate := money.Rate(rapid.Int64Range(0, 600_000).Draw(t, "rate"))
				r = r.repriced(rate, next, rapid.Bool().Draw(t, "split"))
			}
			if r.Balance > 1 && rapid.IntRange(0, 19).Draw(t, "early") == 0 {
				way := rapid.SampledFrom([]PrepayWay{ReducePayment, ShortenTerm}).Draw(t, "way")
				amount := money.Fen(rapid.Int64Range(1, int64(r.Balance)-1).Draw(t, "amount"))
				on := last.AddDays(rapid.IntRange(0, int(r.NextDue-last)-1).Draw(t, "on"))
				interest, left := r.daysInterest(amount, on), r.Months
				r = r.prepaid(amount, way)
				returned += amount
				if interest < 0 || r.Payment < 0 || r.Months > left {
					t.Fatalf("%s of %s: interest %s, then %+v", way, amount, interest, r)
				}
			}
			i := r.instalment()
			if i.Principal < 0 || i.Interest < 0 || i.Balance < 0 || i.Balance != r.Balance-i.Principal {
				t.Fatalf("instalment %+v of %+v", i, r)
			}
			returned += i.Principal
			r = r.after(i)
		}
		if returned != terms.Principal || r.Balance != 0 {
			t.Fatalf("%s of %s came back, %s is left", returned, terms.Principal, r.Balance)
		}
	})
}
