package sim

import (
	"context"
	"maps"
	"slices"

	"guangsha/internal/base/money"
	"guangsha/internal/loan"
)

// prepayAny repays a loan early, beside one of the limits: a third of the times each one that was repaid early before,
// one that owes something, and one that is about to be due or just was; a little, a lot or no round amount; every
// eighth time with a fen too much. Half of what is done is asked for again.
func (o *opinion) prepayAny(ctx context.Context, l *life, e event) error {
	r := loan.Prepayment{Loan: o.prepayable(e), Way: loan.PrepayWay(1 + e.m%3), Serial: e.key()}
	if r.Loan == 0 {
		return nil
	}
	if r.Way != loan.PayOff {
		left := money.Wan
		if one, runs := o.model.RunningLoans()[int64(r.Loan)]; runs {
			left = money.Fen(one.Left.Int64())
		}
		const step = 1_000 * money.Yuan
		r.Principal = []money.Fen{10 * step, 9 * step, 10*step + 50_000, 20 * step, 11 * step, 50 * step, 15 * step,
			max(left.RoundTo(step, money.Truncate), step), left.RoundTo(step, money.Up)}[e.n/3%9]
	}
	var err error
	if r.Received, err = l.quoted(ctx, r, e); err != nil {
		return err
	}
	if r.Received == 0 {
		r.Received = max(r.Principal, money.Yuan)
	} else if e.m%8 == 0 {
		r.Received++
	}
	office, err := l.lentBy(ctx, r.Loan)
	if err != nil {
		return err
	}
	for range 1 + e.n%2 {
		key, by := e.key(), staff(office, cashier, e.day)
		if err := l.said(key, r, l.centre.Loan.Prepay(ctx, by, key, r)); err != nil {
			return err
		}
	}
	return nil
}

// prepayable is a loan that runs, or one that was repaid early the last time; none for zero.
func (o *opinion) prepayable(e event) loan.ID {
	if n := len(o.done.prepaid); n > 0 && e.n%3 == 0 {
		return o.done.prepaid[n-1-e.m%min(n, 3)].request.(loan.Prepayment).Loan
	}
	const near, far = 3, 27 // days to the next due date
	loans := o.model.RunningLoans()
	ids, some := slices.Sorted(maps.Keys(loans)), []int64(nil)
	for _, id := range ids {
		r := loans[id]
		to := r.Due - modelDate(e.day)
		if e.n%3 == 1 && len(r.Arrears) > 0 || e.n%3 == 2 && (to <= near || to >= far) {
			some = append(some, id)
		}
	}
	if len(some) > 0 {
		ids = some
	}
	if len(ids) == 0 {
		return 0
	}
	return loan.ID(ids[e.n/3%len(ids)])
}
