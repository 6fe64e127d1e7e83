package loan

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
)

// Prepayment is money received ahead of the schedule (提前还款).
type Prepayment struct {
	Loan      ID
	Way       PrepayWay
	Principal money.Fen // 提前归还本金; zero for PayOff, which gives all of it back
	Received  money.Fen // what came to the bank, interest and overdue instalments included (实收金额)
	Serial    string    // 银行流水号
}

// PrepayQuote is what an early repayment comes to on a day (提前还款试算).
type PrepayQuote struct {
	Principal money.Fen // that is not due yet
	Interest  money.Fen // on it, in actual days over 360 since the last due date, half-up
	Overdue   money.Fen // overdue instalments with their penalty, which only a payoff includes
	Before    Running
	After     Running

	loan    Loan
	today   civil.Date
	arrears []Arrear
	shares  []Share // of the overdue instalments
}

// Total is what the borrower pays.
func (q PrepayQuote) Total() money.Fen { return money.Sum(q.Principal, q.Interest, q.Overdue) }

// Prepay books an early repayment once its money is there: principal, interest for the days since the last due date,
// and for a payoff (提前结清) whatever is overdue. The instalments that are left follow the new plan from the next one
// on; after a payoff the loan is 已结清 and its mortgage may be released. It refuses, with every reason at once, what
// QuotePrepayment refuses, and an amount other than the one that it quotes.
//
// What is posted is not undone here: a wrong one is taken back in the ledger by a reversing voucher (冲账), and no other
// way.
func (s *Service) Prepay(ctx context.Context, by act.By, key string, p Prepayment) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.CollectLoans)
	if err != nil {
		return err
	}
	if p.Received <= 0 || p.Serial == "" {
		return refusal.Bad(CodeInput, "请填写还款金额和银行流水号")
	}
	_, err = s.do(ctx, by, request{"loan.prepay", key, p, stepID}, func(tx unit.Tx, _ int64) error {
		l, err := s.mustLoan(tx, p.Loan)
		if err != nil {
			return err
		}
		_, err = s.prepay(ctx, tx, l, l.Branch, p)
		return err
	})
	return err
}

// prepay books an early repayment as part of the caller's unit of work, by people whose posts reach an office.
func (s *Service) prepay(ctx context.Context, tx unit.Tx, l Loan, office string, p Prepayment) (
	q PrepayQuote, err error) {
	if err := access.Reach(ctx, access.Object{Branch: office, Amount: p.Received}); err != nil {
		return q, err
	}
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return q, err
	}
	if q, err = s.quote(tx, l, p, today); err != nil {
		return q, err
	}
	if q.Total() != p.Received {
		return q, refusal.New(CodePrepayAmount, fmt.Sprintf("实收金额%s元与应收金额%s元（本金%s元，利息%s元，逾期%s元）不符",
			p.Received.Grouped(), q.Total().Grouped(), q.Principal.Grouped(), q.Interest.Grouped(),
			q.Overdue.Grouped()), basisPrepayInterest, "请按当日应收金额还款")
	}
	return q, s.bookPrepayment(tx, p, q)
}

// QuotePrepayment is what an early repayment on a day would cost and leave. It refuses one that the parameters of that
// day do not allow.
func (s *Service) QuotePrepayment(tx unit.Tx, p Prepayment, on civil.Date) (PrepayQuote, error) {
	l, err := s.mustLoan(tx, p.Loan)
	if err != nil {
		return PrepayQuote{}, err
	}
	return s.quote(tx, l, p, on)
}

func (s *Service) quote(tx unit.Tx, l Loan, p Prepayment, on civil.Date) (q PrepayQuote, err error) {
	q = PrepayQuote{loan: l, today: on}
	if q.Before, _, err = s.Store.Running(tx, p.Loan); err != nil {
		return q, err
	}
	if err := checkPrepayment(p, q.loan, q.Before); err != nil {
		return q, err
	}
	if err := s.mayPrepay(tx, p, q); err != nil {
		return q, err
	}
	q.Principal = p.Principal
	if p.Way == PayOff {
		q.Principal = q.Before.Balance
		if err := s.quoteOverdue(tx, &q); err != nil {
			return q, err
		}
	}
	q.Interest = q.Before.daysInterest(q.Principal, on)
	q.After = q.Before.prepaid(q.Principal, p.Way)
	if p.Way == PayOff {
		q.After.Unpaid = 0
	}
	return q, nil
}

// quoteOverdue adds what is overdue to a payoff.
func (s *Service) quoteOverdue(tx unit.Tx, q *PrepayQuote) error {
	terms, _, err := s.overdueTerms(tx, q.loan.Branch, q.Before.Rate, q.today)
	if err != nil {
		return err
	}
	if q.arrears, err = s.Store.Arrears(tx, q.loan.ID); err != nil {
		return err
	}
	for _, a := range q.arrears {
		q.Overdue = money.Sum(q.Overdue, a.AccruedTo(q.today, terms).Owed())
	}
	q.shares, _ = Allocate(q.arrears, q.Overdue, q.today, terms)
	return nil
}

// bookPrepayment posts the money and writes the plan that follows from it, in one unit: after a crash there are both or
// neither.
func (s *Service) bookPrepayment(tx unit.Tx, p Prepayment, q PrepayQuote) error {
	v := voucher{kind: ledger.KindPrepayment, branch: q.loan.Branch, summary: p.Way.String()}
	if p.Way == PayOff {
		v.kind = ledger.KindPayoff
	}
	v.holder(ledger.PersonalLoans, int64(p.Loan), q.Principal, "")
	overdue := v.giveBack(p.Loan, q.shares)
	s.receive(&v, repaid{money.Sum(q.Principal, overdue.principal), money.Sum(q.Interest, overdue.interest),
		overdue.penalty}, p.Serial)
	id, err := s.Books.Post(tx, v.posting())
	if err != nil {
		return err
	}
	repayments, _ := settle(p.Loan, q.arrears, q.shares, q.today, id)
	repayments = append(repayments, Repayment{Loan: p.Loan, Due: q.today, Day: q.today, Principal: q.Principal,
		Interest: q.Interest, Voucher: id})
	if err := s.Store.AddRepayments(tx, repayments); err != nil {
		return err
	}
	if err := s.Store.SaveArrears(tx, p.Loan, q.shares, q.today); err != nil {
		return err
	}
	if err := s.Store.Replan(tx, []Running{q.After}); err != nil {
		return err
	}
	s.Events.Announce(tx, event.Event{Kind: event.LoanPrepaid, Ref: int64(p.Loan), Part: int64(id)})
	s.record(tx, "loan.prepaid", p.Loan, "voucher", fmt.Sprint(id), "way", p.Way.String(),
		"principal", q.Principal.String(), "received", p.Received.String(),
		"payment", q.Before.Payment.String()+" → "+q.After.Payment.String(),
		"months", fmt.Sprintf("%d → %d", q.Before.Months, q.After.Months))
	if p.Way != PayOff {
		return nil
	}
	return s.Store.SetState(tx, []ID{p.Loan}, Settled)
}
