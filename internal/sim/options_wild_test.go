package sim

import (
	"encoding/json"

	"guangsha/internal/base/money"
)

// wild are options as no city has them: a seed draws each of them anew between bounds within which a city can still
// be built, so that what is rare at the usual rates is common in some year.
func wild(seed uint64, members int) (Options, error) {
	o, err := Expand(seed, members)
	if err != nil {
		return o, err
	}
	d := o.dice("wild")
	for _, rate := range []struct {
		to       *int
		low, top int64
	}{
		{&o.PerEmployer, 8, 90}, {&o.RunningLoans, 0, 4500}, {&o.NewLoans, 0, 600}, {&o.Renters, 0, 10_000},
		{&o.Retiring, 0, 1500}, {&o.LatePayers, 0, 6000}, {&o.ShortPayers, 0, 5000}, {&o.MissedDue, 0, 2500},
		{&o.DisbursedSecond, 0, 10_000}, {&o.Leaving, 0, 4000}, {&o.Dying, 0, 400}, {&o.Joining, 0, 1500},
		{&o.Founding, 0, 3000}, {&o.Prepaying, 0, 2500}, {&o.PayingOff, 0, 2000},
		{&o.EqualPrincipal, 0, 7000},
		{&o.SinceJuly, 0, 1}, {&o.Owing, 0, 3000}, {&o.Frozen, 0, 800}, {&o.Banned, 0, 800}, {&o.Drawn, 0, 3000},
		{&o.Unplaced, 0, 4000}, {&o.Waiting, 0, 4000}, {&o.Deposited, 0, 9000},
		{&o.Freezing, 0, 400}, {&o.Defrauding, 0, 150}, {&o.TurningDown, 0, 400}, {&o.TakingBack, 0, 400},
		{&o.Vain, 0, 600}, {&o.Returning, 0, 4000},
	} {
		*rate.to = int(d.between(rate.low, rate.top))
	}
	return o, nil
}

// line is a whole option set on one line, as it is printed and kept.
func (o Options) line() string {
	text, err := json.Marshal(o)
	if err != nil {
		panic(err) // numbers always have a form
	}
	return string(text)
}

// buildWild invents the city of a set of options with people at its edges: wages beyond the bounds of the base, people
// who began lately, and borrowers who ask for more than they may have or for a few years only.
func buildWild(o Options) *City {
	c := Build(o)
	d := o.dice("edges")
	for i := range c.People {
		p := &c.People[i]
		if p.Borrows == nil && d.chance(200) {
			p.Base = pick(d, []money.Fen{120_000, 184_000, 195_000, 2_910_000, 4_500_000})
		}
		if p.Borrows == nil && d.chance(300) {
			p.Months = int(d.between(1, 5))
		}
		if p.Borrows != nil && d.chance(800) {
			p.Borrows.Amount *= money.Fen(d.between(2, 4))
		} else if p.Borrows != nil && d.chance(1500) {
			p.Borrows.Months = int(12 * d.between(2, 6))
			carried := p.Base / 2 * money.Fen(p.Borrows.Months) * 9 / 10
			p.Borrows.Amount = min(p.Borrows.Amount, max(carried.RoundTo(money.Wan, money.Truncate), money.Wan))
		}
	}
	return c
}
