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

const (
	repriceSplit = "split"
	repriceWhole = "whole"
)

// fixedTerm is the longest contract in months whose rate stays what it was (一年期以内不调整).
const fixedTerm = 12

const basisReprice = "《个人住房贷款管理办法》（银发〔1998〕190号）第十四条"

// RepriceResult is what a change of rates came to.
type RepriceResult struct {
	Changed int // 已调整
	Kept    int // at the rate of the table already, or at one of their own, which the contract gives
}

// Reprice gives running loans of more than a year the rate that holds on 1 January, which must be the open day
// (贷款利率调整): a change of the year before reaches loans lent before it on that day and not earlier. It works in units
// of at most MostAtOnce loans and looks at each loan once a year, so that after a failure it is simply run again and
// goes on. It refuses while an instalment that is due is not debited, since that one is at the old rate. A second
// home's loan above the table keeps its distance from it; any other loan whose rate was not that of the table keeps its
// own. Penalty on what is overdue is counted up to this day at the old rate, rounded, and goes on at the new one.
func (s *Service) Reprice(ctx context.Context, by act.By, since civil.Date) (RepriceResult, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.DebitLoans)
	if err != nil {
		return RepriceResult{}, err
	}
	var total RepriceResult
	if since != civil.DateOf(since.Year(), 1, 1) {
		return total, refusal.New(CodeInput, "贷款利率只在1月1日调整", basisReprice, "请在1月1日办理")
	}
	for {
		var list []RepricedLoan
		err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
			list, err = s.Store.ToReprice(tx, fixedTerm, since, 1)
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
		return done, refusal.New(CodeDay, "1月1日不是当前营业日", basisReprice, "请在1月1日批量扣款后调整利率")
	}
	if due, err := s.Store.Due(tx, since, 0, 1); err != nil {
		return done, err
	} else if len(due) > 0 {
		return done, refusal.New(CodeRepriceDue, "当日到期的贷款尚未扣款", "", "请在批量扣款入账后调整利率")
	}
	list, err := s.Store.ToReprice(tx, fixedTerm, since, MostAtOnce)
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
			if err := s.accruePenalty(tx, l, since); err != nil {
				return done, err
			}
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
	if err != nil {
		return kept, err
	}
	above := l.Rate - last
	if above < 0 || above > 0 && l.Home != SecondHome {
		return kept, nil
	}
	rate, err := RateOn(set, l.Branch, l.Home, l.Contract, since)
	if err != nil || rate+above == l.Rate {
		return kept, err
	}
	mode, err := keyRepriceMode.On(set, l.Branch, since)
	if err == nil && mode != repriceSplit && mode != repriceWhole {
		err = fmt.Errorf("policy %s is %q, neither %s nor %s", keyRepriceMode, mode, repriceSplit, repriceWhole)
	}
	return l.repriced(rate+above, since, mode == repriceSplit), err
}

// accruePenalty counts the penalty on a loan's arrears up to a day, at the rate that it had until then.
func (s *Service) accruePenalty(tx unit.Tx, l RepricedLoan, day civil.Date) error {
	if l.Unpaid == 0 {
		return nil
	}
	arrears, err := s.accrued(tx, l.Loan, l.Branch, l.Rate, day)
	if err != nil {
		return err
	}
	shares := make([]Share, len(arrears))
	for i, a := range arrears {
		shares[i] = Share{Number: a.Number, Left: a}
	}
	return s.Store.SaveArrears(tx, l.Loan, shares, day)
}
