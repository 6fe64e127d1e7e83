package sim

import (
	"context"

	"guangsha/internal/app"
	"guangsha/internal/base/unit"
	"guangsha/internal/loan"
	"guangsha/internal/sim/model"
)

// bring tells the model what the books bring along beside balances and loans, all but the kind that is kept from it.
func (o *opinion) bring(ctx context.Context, l *life) error {
	c := l.city
	if c.Options.SinceJuly != 0 && o.kept != "payable" {
		o.model.BringPayable("payable", fen(c.totals().payable()))
	}
	var freezes []model.Freeze
	var bans []model.Ban
	var earlier []model.Earlier
	for i, p := range c.began() {
		id := l.members[i].ID.ID
		if f := p.Frozen; f != nil {
			one := model.Freeze{Member: id, Since: modelDate(f.Since), Until: modelDate(f.Until)}
			if f.Amount > 0 {
				one.Amount = fen(f.Amount)
			}
			freezes = append(freezes, one)
		}
		if b := p.Banned; b != nil {
			bans = append(bans, model.Ban{Member: id, Until: modelDate(b.Until)})
		}
	}
	for _, w := range c.Drawings {
		earlier = append(earlier, model.Earlier{Member: l.members[w.Person].ID.ID, On: modelDate(w.On),
			Amount: fen(w.Amount), House: w.House, Family: w.Family})
	}
	if o.kept != "freezes" {
		o.model.BringFreezes(freezes)
	}
	if o.kept != "bans" {
		o.model.BringBans(bans)
	}
	if o.kept != "withdrawals" {
		o.model.BringWithdrawals(earlier)
	}
	return o.bringMoney(ctx, l)
}

// bringMoney tells it of suspense and time deposits, by the ids that the books gave them.
func (o *opinion) bringMoney(ctx context.Context, l *life) error {
	var placed []model.Placed
	for _, d := range l.city.Deposits {
		id, err := l.depositOf(ctx, d)
		if err != nil {
			return err
		}
		placed = append(placed, model.Placed{ID: int64(id), Amount: fen(d.Amount), Rate: model.Rate(d.Rate.String()),
			Accrued: fen(d.accrued(l.city.start())), Months: d.Months, On: modelDate(d.Placed)})
	}
	if o.kept != "deposits" {
		o.model.BringDeposits("deposits", placed)
	}
	var waiting []model.Waiting
	err := l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		waiting = nil
		for _, m := range l.city.Waiting {
			id, err := l.centre.Contribution.Arrived(tx, app.Demonstration.Fund, m.Arrived, m.Serial)
			if err != nil {
				return err
			}
			one := model.Waiting{Receipt: int64(id), Amount: fen(m.Amount)}
			if m.Known {
				one.Employer = int64(l.employers[m.Employer])
			}
			waiting = append(waiting, one)
		}
		return nil
	})
	if o.kept != "money" {
		o.model.BringMoney("money", waiting)
	}
	return err
}

// bringArrears tells it what running loans owe already.
func (o *opinion) bringArrears(l *life, p Person, id loan.ID) (list []model.Owed) {
	for _, a := range p.Loan.arrears(l.city.start()) {
		list = append(list, model.Owed{Loan: int64(id), Number: a.Number, Principal: fen(a.Principal),
			Interest: fen(a.Interest), Penalty: fen(a.Penalty)})
	}
	return list
}
