package treasury

import (
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Period is an interest year (结息年度), or the part that has gone by of the one that runs. Both days are in it.
type Period struct {
	First, Last civil.Date
	Runs        bool // 尚未结息: only who has closed an account in it has had interest
}

// Earned is what a member account earned in an interest period by its movements, and what it was given.
type Earned struct {
	Account ledger.AccountID
	Period  int              // of those asked for
	Product money.DayProduct // 积数, computed from the movements
	Paid    money.Fen
	Closed  civil.Date // 销户日; zero for an account that is open
}

// Proof is the invariant that every account was given the interest that its movements earned (结息重算): the yearly
// crediting at the rate of 30 June, the closing of an account at the rate of its day, each rounded once. What is wrong
// in the running day-product when interest is credited is right again in the next moment, for it begins anew; only the
// movements still tell.
func (s *Service) Proof() ledger.Proof {
	return ledger.Proof{
		Invariant: ledger.Invariant{ID: "I-07", Title: "年度结息和销户结息逐户等于按明细重算的积数乘利率"},
		Check:     s.checkInterest,
	}
}

func (s *Service) checkInterest(tx unit.Tx) (rows, violations int64, samples []int64, err error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return 0, 0, nil, err
	}
	periods, err := s.periods(tx)
	if err != nil || len(periods) == 0 {
		return 0, 0, nil, err
	}
	err = s.Store.EachEarned(tx, periods, func(e Earned) error {
		day := periods[e.Period].Last
		if e.Closed > 0 && e.Closed <= day {
			day = e.Closed
		}
		rows++
		if rate, err := DepositRate.On(set, "", day); err != nil || e.Product.Interest(rate) != e.Paid {
			violations++ // as is whatever was given in a year that has no rate
			samples = append(samples, e.Account.ID)
		}
		return nil
	})
	slices.Sort(samples)
	return rows, violations, samples[:min(len(samples), 10)], err
}

// periods are the interest years that are credited, and after them what has gone by since.
func (s *Service) periods(tx unit.Tx) (list []Period, err error) {
	years, err := s.Store.CreditedYears(tx)
	if err != nil {
		return nil, err
	}
	var next civil.Date
	for _, year := range years {
		day := creditingDay(year)
		if state, err := s.Books.DayState(tx, day); err != nil {
			return nil, err
		} else if state != ledger.DayClosed {
			return list, nil // some have their interest of that year, some have not
		}
		list = append(list, Period{First: next, Last: day})
		next = day.AddDays(1)
	}
	today, err := s.Books.OpenDay(tx)
	return append(list, Period{First: next, Last: max(today, next), Runs: true}), err
}
