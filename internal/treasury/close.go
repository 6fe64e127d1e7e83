package treasury

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// CloseStep is work that belongs to the close of certain days (日终步骤). Run may be called again after it failed or
// after a crash, and must then go on where it was; request keys make sure of it.
type CloseStep struct {
	Name string // names the step in request keys and progress
	Due  func(day civil.Date) bool
	Run  func(ctx context.Context, by act.By, day civil.Date) error
}

// Closed says what the close of a day did.
type Closed struct {
	Day      civil.Date
	Steps    []string // names of the steps that were due, in order
	Vouchers int64    // vouchers of the day that were numbered
}

// closing is a close in progress.
type closing struct {
	by  act.By
	day civil.Date
}

// Steps are the treasury's own steps in the order in which they run: first what the month earned and cost, then what
// members earned, then the carrying of income and expense to the surplus.
func (s *Service) Steps() []CloseStep {
	return []CloseStep{
		s.once("time-deposit-interest", monthEnd, s.accrueDeposits),
		s.once("bank-interest", quarterDay, s.bankInterest),
		s.once("bank-fees", monthEnd, s.accrueFees),
		s.once("bank-fees-paid", quarterEnd, s.payFees),
		s.once("interest-payable", monthEnd, s.accrue),
		{Name: "credit-interest", Due: june30, Run: func(ctx context.Context, by act.By, day civil.Date) error {
			_, err := s.CreditInterest(ctx, by, day.Year())
			return err
		}},
		s.once("interest-payable-rest", june30, s.clearPayable),
		s.once("carry-income", monthEnd, s.carryIncome),
		s.once("carry-expense", monthEnd, s.carryExpense),
		s.once("carry-surplus", yearEnd, s.carrySurplus),
	}
}

// The days on which steps are due.
func monthEnd(day civil.Date) bool   { return day == day.Month().Last() }
func quarterDay(day civil.Date) bool { return day.Day() == 20 && day.Month().Number()%3 == 0 } // 银行季度结息日
func quarterEnd(day civil.Date) bool { return monthEnd(day) && day.Month().Number()%3 == 0 }
func june30(day civil.Date) bool     { return day == creditingDay(day.Year()) }
func yearEnd(day civil.Date) bool    { return monthEnd(day) && day.Month().Number() == 12 }

// once makes a step of one unit of work with one request key.
func (s *Service) once(name string, due func(civil.Date) bool, f func(unit.Tx, closing) error) CloseStep {
	run := func(ctx context.Context, by act.By, day civil.Date) error {
		return s.Work.Do(ctx, by, "treasury."+name, func(tx unit.Tx) error {
			key := "close/" + day.String() + "/" + name
			_, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, day), int64(day))
			if err != nil || !first {
				return err
			}
			s.Audit.Record(tx, audit.Entry{Kind: "day.step", ID: int64(day),
				Fields: []audit.Field{{Name: "step", Value: name}}})
			return f(tx, closing{by: by, day: day})
		})
	}
	return CloseStep{Name: name, Due: due, Run: run}
}

// CloseDay closes a book day (日终): it lets the next day open, runs the steps that are due, and numbers and sums up
// what the day holds. After a failure or a crash it goes on where it was; a day that is closed already is left alone.
// It refuses a day that is not the open one and not the one in closing.
func (s *Service) CloseDay(ctx context.Context, by act.By, day civil.Date) (Closed, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.CloseDays)
	if err != nil {
		return Closed{}, err
	}
	done := Closed{Day: day}
	var state ledger.DayState
	if err := s.Work.Read(ctx, func(tx unit.Tx) error {
		var err error
		state, err = s.Books.DayState(tx, day)
		return err
	}); err != nil || state == ledger.DayClosed {
		return done, err
	}
	// The fence keeps every posting out, so this unit does nothing else.
	if err := s.Work.Do(ctx, by, "treasury.start-close", func(tx unit.Tx) error {
		return s.Books.StartClose(tx, day)
	}); err != nil {
		return done, err
	}
	for _, step := range append(s.Before[:len(s.Before):len(s.Before)], s.Steps()...) {
		if !step.Due(day) {
			continue
		}
		if err := step.Run(ctx, by, day); err != nil {
			return done, fmt.Errorf("close %s: %s: %w", day, step.Name, err)
		}
		done.Steps = append(done.Steps, step.Name)
	}
	err = s.Work.Do(ctx, by, "treasury.finish-close", func(tx unit.Tx) error {
		var err error
		done.Vouchers, err = s.Books.FinishClose(tx, day)
		return err
	})
	return done, err
}

// post writes a voucher of the close. One whose amounts are zero is not written.
func (s *Service) post(tx unit.Tx, c closing, kind ledger.VoucherKind, summary string, lines []ledger.Line,
	holders []ledger.HolderRow) error {
	p := ledger.Posting{Kind: kind, Branch: c.by.Branch, Summary: summary, Day: c.day, Holders: holders}
	for _, l := range lines {
		if l.Amount != 0 {
			p.Lines = append(p.Lines, l)
		}
	}
	if len(p.Lines) == 0 {
		return nil
	}
	_, err := s.Books.Post(tx, p)
	return err
}

// balances gives the balances other than zero of an account and its details at the end of a day, by branch.
func (s *Service) balances(tx unit.Tx, day civil.Date, account ledger.Account) ([]ledger.Balance, error) {
	list, _, err := s.Books.Balances(tx, day)
	if err != nil {
		return nil, err
	}
	var under []ledger.Balance
	for _, b := range list {
		if b.Account.Under(account) && b.Balance != 0 {
			under = append(under, b)
		}
	}
	return under, nil
}
