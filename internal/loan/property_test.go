package loan

import (
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"pgregory.net/rapid"
)

func drawTerms(t *rapid.T) Terms {
	return Terms{
		Principal: money.Fen(rapid.Int64Range(1, 200*int64(money.Wan)).Draw(t, "principal")),
		Rate:      money.Rate(rapid.Int64Range(0, 600_000).Draw(t, "rate")),
		Months:    rapid.IntRange(1, 360).Draw(t, "months"),
	}
}

func drawMethod(t *rapid.T) Method {
	return rapid.SampledFrom([]Method{Annuity, EqualPrincipal}).Draw(t, "method")
}

func TestAScheduleReturnsThePrincipalAndNothingIsNegative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := drawTerms(t)
		var principal money.Fen
		for _, i := range drawMethod(t).Schedule(terms) {
			if i.Principal < 0 || i.Interest < 0 || i.Balance < 0 {
				t.Fatalf("instalment %d has a negative part: %+v", i.Number, i)
			}
			principal += i.Principal
		}
		if principal != terms.Principal {
			t.Fatalf("the schedule returns %s of %s", principal, terms.Principal)
		}
	})
}

func TestAllocationSpendsEveryFenOnceAndNeverPaysAYoungerInstalmentFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := PenaltyTerms{Rate: money.Rate(rapid.Int64Range(1, 600_000).Draw(t, "rate")), Factor: 15_000_000}
		var arrears []Arrear
		first := civil.DateOf(2024, 1, 31)
		for k := range rapid.IntRange(1, 6).Draw(t, "arrears") {
			due := DueDate(first, 31, k+1)
			arrears = append(arrears, Arrear{Number: k + 1, Due: due, Since: due,
				Principal: money.Fen(rapid.Int64Range(0, 500_000).Draw(t, "principal")),
				Interest:  money.Fen(rapid.Int64Range(0, 300_000).Draw(t, "interest"))})
		}
		on := first.AddDays(rapid.IntRange(200, 900).Draw(t, "days"))
		paid := money.Fen(rapid.Int64Range(1, 6_000_000).Draw(t, "paid"))
		shares, rest := Allocate(arrears, paid, on, terms)
		spent := rest
		for n, s := range shares {
			spent += s.Paid()
			if n < len(shares)-1 && s.Left.Owed() != 0 {
				t.Fatalf("instalment %d still owes %s and a younger one was paid", s.Number, s.Left.Owed())
			}
			if owed := arrears[n].AccruedTo(on, terms).Owed(); s.Paid()+s.Left.Owed() != owed {
				t.Fatalf("instalment %d owed %s, got %s, keeps %s", s.Number, owed, s.Paid(), s.Left.Owed())
			}
		}
		if spent != paid {
			t.Fatalf("%s of %s is accounted for", spent, paid)
		}
	})
}

func TestWhateverIsPrepaidTheInstalmentsReturnTheRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms, method := drawTerms(t), drawMethod(t)
		r := Running{Rate: terms.Rate, Months: terms.Months, Balance: terms.Principal, Next: 1, DueDay: 31,
			Method: method, Payment: method.Equal(terms.Principal, terms.Rate, terms.Months),
			NextDue: civil.DateOf(2024, 1, 31)}
		left := terms.Principal
		for r.NextDue != 0 {
			if r.Balance > 1 && rapid.IntRange(0, 9).Draw(t, "prepays") == 0 {
				part := money.Fen(rapid.Int64Range(1, int64(r.Balance-1)).Draw(t, "part"))
				months := r.Months
				r = r.prepaid(part, rapid.SampledFrom([]PrepayWay{ReducePayment, ShortenTerm}).Draw(t, "way"))
				left -= part
				if r.Months > months || r.Balance != left {
					t.Fatalf("prepaying %s leaves %+v, want a balance of %s", part, r, left)
				}
			}
			i := r.instalment()
			if i.Principal < 0 || i.Interest < 0 || i.Balance < 0 {
				t.Fatalf("instalment %d has a negative part: %+v", i.Number, i)
			}
			left -= i.Principal
			r = r.after(i)
		}
		if left != 0 || r.Balance != 0 {
			t.Fatalf("%s is never returned, and the balance ends at %s", left, r.Balance)
		}
	})
}
