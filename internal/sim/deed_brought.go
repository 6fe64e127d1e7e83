package sim

import (
	"context"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// identifyPayer gives money that was in suspense on 1 January to the employer that it came from. n is the money.
func identifyPayer(ctx context.Context, l *life, e event) error {
	m := l.city.Waiting[e.n]
	a := assignment{employer: l.employers[m.Employer]}
	if err := l.centre.Work.Read(ctx, func(tx unit.Tx) (err error) {
		a.receipt, err = l.centre.Contribution.Arrived(tx, app.Demonstration.Fund, m.Arrived, m.Serial)
		return err
	}); err != nil {
		return err
	}
	by := staff(l.city.Employers[m.Employer].Office, reviewer, e.day)
	_, err := heard[contribution.Receipt](l, e.key(), a)(
		l.centre.Contribution.Assign(ctx, by, e.key(), a.receipt, a.employer))
	return err
}

// drawDue draws a time deposit that was placed before the year, and places the money again. n is the deposit.
func drawDue(ctx context.Context, l *life, e event) error {
	old := l.city.Deposits[e.n]
	id, err := l.depositOf(ctx, old)
	if err != nil {
		return err
	}
	r := treasury.Drawing{Deposit: id, Serial: "ZQ" + e.day.String()}
	by, key := staff(0, approver, e.day), e.key("draw")
	if err := l.said(key, r, l.centre.Treasury.DrawDeposit(ctx, by, key, r)); err != nil {
		return err
	}
	p := treasury.Placement{Bank: app.Demonstration.Fund, Amount: old.Amount, Months: 36, Rate: placedRate,
		Serial: "XC" + e.day.String()}
	key = e.key("again")
	_, err = heard[treasury.DepositID](l, key, p)(l.centre.Treasury.PlaceDeposit(ctx, by, key, p))
	return err
}

// depositOf is the id of a time deposit that the books brought along.
func (l *life) depositOf(ctx context.Context, old OldDeposit) (treasury.DepositID, error) {
	return once(l, "sim/deposit/"+old.No, func(string) (id treasury.DepositID, err error) {
		err = l.centre.Work.Read(ctx, func(tx unit.Tx) error {
			id = 0
			list, err := l.centre.Treasury.Register(tx)
			for _, d := range list {
				if d.Placed == old.Placed && d.Due == old.Due && d.Amount == old.Amount {
					id = d.ID
				}
			}
			return err
		})
		return id, err
	})
}

// askWhileFrozen asks for the money of an account that a court has frozen, and is sent home. Who is not is a defect.
func askWhileFrozen(ctx context.Context, l *life, e event) error {
	_, err := l.withdraws(ctx, e, fmt.Sprintf("sim/held/%d", e.n), l.pensionRequest(e.n))
	switch {
	case err == nil:
		return fmt.Errorf("%s was taken in", e.key())
	case refusal.Is(err, withdrawal.CodeFrozen):
		return nil
	}
	return err
}
