package sim

import (
	"context"
	"fmt"

	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/loan"
)

// repayEarly asks what an early repayment comes to, has it transferred and books it. n is the person. Who is told that
// it cannot be goes home; so does everybody when it was done already, for a month allows no second one.
func repayEarly(ctx context.Context, l *life, e event) error {
	p := l.city.People[e.n]
	id, err := l.loanOf(ctx, p)
	if err != nil || id == 0 {
		return err
	}
	r := loan.Prepayment{Loan: id, Way: p.Prepays.Way, Principal: p.Prepays.Amount,
		Serial: fmt.Sprintf("TQ%s%07d", e.day, e.n)}
	if r.Received, err = l.quoted(ctx, r, e); err != nil || r.Received == 0 {
		return err
	}
	key := e.key()
	by := staff(l.city.Employers[p.Employer].Office, cashier, e.day)
	return l.said(key, r, l.centre.Loan.Prepay(ctx, by, key, r))
}

// quoted is what an early repayment comes to on the day of an event, or zero when it cannot be.
func (l *life) quoted(ctx context.Context, r loan.Prepayment, e event) (total money.Fen, err error) {
	err = l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		q, err := l.centre.Loan.QuotePrepayment(tx, r, e.day)
		if refusal.Of(err) != nil {
			return nil
		}
		total = q.Total()
		return err
	})
	return total, err
}
