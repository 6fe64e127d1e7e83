package sim

import "strconv"

func (c *City) arrearRow(n int, yield yields) error {
	o := c.People[n].Loan
	if o == nil {
		return nil
	}
	for _, a := range o.arrears(c.start()) {
		if err := yield(oldLoan(n), strconv.Itoa(a.Number), a.Due.String(), a.Principal.String(), a.Interest.String(),
			a.Penalty.String(), a.Since.String()); err != nil {
			return err
		}
	}
	return nil
}

func (c *City) moneyRow(n int, yield yields) error {
	m := c.Waiting[n]
	kind, employer := "02", ""
	if m.Known {
		kind, employer = "01", oldEmployer(m.Employer)
	}
	return yield(kind, employer, m.Account, m.Payer, m.Amount.String(), m.Arrived.String(), m.Serial, fundNumber)
}

func (c *City) depositRow(n int, yield yields) error {
	o := c.Deposits[n]
	return yield(o.No, fundNumber, o.Rate.Percent(), o.Amount.String(), o.Placed.String(), o.Due.String(),
		strconv.Itoa(o.Months), o.accrued(c.start()).String())
}

func (c *City) freezeRow(n int, yield yields) error {
	f := c.People[n].Frozen
	if f == nil {
		return nil
	}
	return yield(oldMember(n), f.Amount.String(), f.Since.String(), f.Until.String(), "示例市人民法院", f.Document)
}

func (c *City) banRow(n int, yield yields) error {
	b := c.People[n].Banned
	if b == nil {
		return nil
	}
	return yield(oldMember(n), b.Decided.String(), b.Until.String(), b.Document)
}

func (c *City) drawingRow(n int, yield yields) error {
	w := c.Drawings[n]
	return yield(oldMember(w.Person), "01", w.On.String(), w.Amount.String(), w.House, w.Family)
}
