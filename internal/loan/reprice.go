package loan

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// keyRepriceMode says how the instalment around 1 January bears interest: split by days, or whole at the new rate.
const keyRepriceMode policy.Word = "loan.reprice_mode"

const repriceSplit = "split"

// RepriceResult is what a change of rates came to.
type RepriceResult struct {
	Changed int // 已调整
	Kept    int // at the rate of the table already, or at one of their own, which the contract gives
}

// Reprice gives running loans the rate that holds on 1 January, which must be the open day (贷款利率调整): a change of
// the year before reaches loans lent before it on that day and not earlier. It works in units of at most MostAtOnce
// loans and looks at each loan once a year, so that after a failure it is simply run again and goes on. It refuses
// while an instalment that is due is not debited, since that one is at the old rate. A loan whose rate was not that of
// the table keeps its own.
func (s *Service) Reprice(ctx context.Context, by act.By, since civil.Date) (RepriceResult, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.DebitLoans)
	if err != nil {
		return RepriceResult{}, err
	}
	var total RepriceResult
	if since != civil.DateOf(since.Year(), 1, 1) {
		return total, refusal.Bad(CodeInput, "贷款利率只在1月1日调整")
	}
	for {
		var list []RepricedLoan
		err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
			list, err = s.Store.ToReprice(tx, since, 1)
			return err
		})
		if err != nil || len(list) == 0 {
			return total, err
		}
		key := fmt.Sprintf("reprice-%s-%d", since, list[0].Loan)
		var one RepriceResult
		r := request{"loan.reprice", key, since, stepID}
		if _, err := s.do(ctx, by, r, func(tx unit.Tx, _ int64) (err error) {
			one, err = s.repriceSome(ctx, tx, since)
			return err
		}); err != nil {
			return total, err
		}
		total.Changed += one.Changed
		total.Kept += one.Kept
	}
}

// repriceSome writes the new plans of the next loans that were not looked at. No money moves.
func (s *Service) repriceSome(ctx context.Context, tx unit.Tx, since civil.Date) (done RepriceResult, err error) {
	if open, err := s.Books.OpenDay(tx); err != nil {
		return done, err
	} else if open != since {
		return done, refusal.New(CodeDay, "1月1日不是当前营业日", "", "请在1月1日批量扣款后调整利率")
	}
	if due, err := s.Store.Due(tx, since, 0, 1); err != nil {
		return done, err
	} else if len(due) > 0 {
		return done, refusal.New(CodeRepriceDue, "当日到期的贷款尚未扣款", "", "请在批量扣款入账后调整利率")
	}
	list, err := s.Store.ToReprice(tx, since, MostAtOnce)
	if err != nil {
		return done, err
	}
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return done, err
	}
	plans := make([]Running, 0, len(list))
	for _, l := range list {
		if err := access.Reach(ctx, access.Object{Branch: l.Branch}); err != nil {
			return done, err
		}
		next, err := l.repricedBy(set, since)
		if err != nil {
			return done, err
		}
		if next.Rate == l.Rate {
			done.Kept++
		} else {
			done.Changed++
		}
		plans = append(plans, next)
	}
	s.record(tx, "loan.repriced", list[0].Loan, "since", since.String(), "last", fmt.Sprint(list[len(list)-1].Loan),
		"changed", fmt.Sprint(done.Changed), "kept", fmt.Sprint(done.Kept))
	return done, s.Store.Replan(tx, plans)
}

// repricedBy is the plan of a loan from a 1 January on. Its rate is that of the table when it was so on the last 1
// January, or on the day on which it was disbursed since.
func (l RepricedLoan) repricedBy(set *policy.Set, since civil.Date) (Running, error) {
	kept := l.Running
	kept.Repriced = Repriced{Before: l.Rate, Since: since}
	last, err := RateOn(set, l.Branch, l.Home, l.Contract, max(l.Disbursed, civil.DateOf(since.Year()-1, 1, 1)))
	if err != nil || last != l.Rate {
		return kept, err
	}
	rate, err := RateOn(set, l.Branch, l.Home, l.Contract, since)
	if err != nil || rate == l.Rate {
		return kept, err
	}
	mode, err := keyRepriceMode.On(set, l.Branch, since)
	return l.repriced(rate, since, mode == repriceSplit), err
}
