package opening

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// capabilities are asked, in this order, what they would refuse of the staged rows. Each has its own rules: what
// accepting meets there, the work list says beforehand.
var capabilities = []struct {
	name  string
	check func(*ruling) error
}{
	{employerTable.Name, (*ruling).employers}, {accountTable.Name, (*ruling).products},
	{loanTable.Name, (*ruling).loans}, {bankTable.Name, (*ruling).banks}, {depositTable.Name, (*ruling).deposits},
	{suspenseTable.Name, (*ruling).suspense}, {ledgerTable.Name, (*ruling).ledger}, {banTable.Name, (*ruling).bans},
	{freezeTable.Name, (*ruling).freezes}, {drawnTable.Name, (*ruling).drawn}, {controlTable.Name, (*ruling).control},
}

// ruling asks one capability about the staged rows.
type ruling struct {
	s     *Service
	ctx   context.Context
	day   civil.Date
	found []Finding
}

// note puts what a rule says of a row on the list.
func (r *ruling) note(reason string, t Table, ref int64, name, detail string) {
	if len(r.found) < mostFindings {
		r.found = append(r.found, Finding{Reason: reason, Table: t.Code, Ref: ref, Name: name, Detail: detail})
	}
}

// ruled puts a refusal of a row on the list, and gives any other error.
func (r *ruling) ruled(t Table, ref int64, name string, err error) error {
	if why := refusal.Of(err); why != nil {
		r.note(reasonRule, t, ref, name, why.Error())
		return nil
	}
	return err
}

func (r *ruling) read(f func(unit.Tx) error) error { return r.s.Work.Read(r.ctx, f) }

// pages reads a table page by page, each on a state of its own, and asks about every row of it.
func pages[T any](r *ruling, next func(unit.Tx, int64) ([]T, error), ref func(T) int64,
	ask func(unit.Tx, T) error) error {
	for after := int64(0); ; {
		var list []T
		found := len(r.found)
		err := r.read(func(tx unit.Tx) (err error) {
			r.found = r.found[:found]
			if list, err = next(tx, after); err != nil {
				return err
			}
			for _, one := range list {
				if err := ask(tx, one); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil || len(list) == 0 {
			return err
		}
		after = ref(list[len(list)-1])
	}
}

// employers asks the members' register about employers and their accounts.
func (r *ruling) employers() error {
	type row struct {
		StagedEmployer
		form  member.TakenEmployer
		terms member.Terms
	}
	var list []row
	err := pages(r, func(tx unit.Tx, after int64) ([]StagedEmployer, error) {
		return r.s.Store.Employers(tx, after, page)
	}, func(e StagedEmployer) int64 { return e.Ref }, func(tx unit.Tx, e StagedEmployer) error {
		form, err := r.employer(tx, e)
		if err != nil {
			return err
		}
		terms, err := r.s.Members.Terms(tx, form.Office, r.day)
		list = append(list, row{e, form, terms})
		return err
	})
	if err != nil {
		return err
	}
	for _, e := range list {
		if err := r.accounts(e.No, e.form, e.terms); err != nil {
			return err
		}
	}
	return nil
}

func (r *ruling) employer(tx unit.Tx, e StagedEmployer) (member.TakenEmployer, error) {
	form, err := r.s.employer(e)
	if err != nil {
		return form, err
	}
	if !slices.ContainsFunc(r.s.Offices, func(o member.Office) bool { return o.Code == e.Office }) {
		r.note(reasonOffice, employerTable, e.Ref, e.No, e.Office)
		return form, nil
	}
	return form, r.ruled(employerTable, e.Ref, e.No, r.s.Members.CheckEmployer(tx, form, r.day))
}

func (r *ruling) accounts(employer string, form member.TakenEmployer, terms member.Terms) error {
	return pages(r, func(tx unit.Tx, after int64) ([]StagedAccount, error) {
		return r.s.Store.Accounts(tx, employer, after, page)
	}, func(a StagedAccount) int64 { return a.Ref }, func(_ unit.Tx, a StagedAccount) error {
		m, err := r.s.account(a, r.day.Month())
		if err != nil {
			return err
		}
		if a.Base > 0 && terms.Base(a.Base) != a.Base && a.SealedFrom == 0 {
			r.note(reasonBase, accountTable, a.Ref, a.No, "")
		}
		return r.ruled(accountTable, a.Ref, a.No, r.s.Members.CheckMember(form, m, r.day))
	})
}

// products asks about day-products of nothing: all accounts have none on a 1 July, and on no other day.
func (r *ruling) products() error {
	return r.read(func(tx unit.Tx) error {
		r.found = nil
		sums := map[string]money.Fen{}
		for _, id := range []string{"deposits", "products"} {
			list, err := r.s.Store.Sums(tx, id)
			if err != nil {
				return err
			}
			for _, s := range list {
				sums[id] = money.Sum(sums[id], money.Fen(s.Value))
			}
		}
		july := r.day == civil.DateOf(r.day.Year(), 7, 1)
		if sums["deposits"] > 0 && sums["products"] == 0 && !july {
			r.note(reasonProduct, accountTable, 0, "", "全部账户")
		}
		return nil
	})
}

// loans asks lending.
func (r *ruling) loans() error {
	for _, o := range r.s.Offices {
		err := pages(r, func(tx unit.Tx, after int64) ([]takenLoan, error) {
			return r.s.loans(tx, o.Code, after)
		}, func(l takenLoan) int64 { return l.Ref }, func(_ unit.Tx, l takenLoan) error {
			return r.ruled(loanTable, l.Ref, l.No, loan.CheckOpening(l.OpeningLoan))
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// banks asks the treasury about bank accounts, and looks for those that the centre works with.
func (r *ruling) banks() error {
	return r.read(func(tx unit.Tx) error {
		r.found = nil
		list, err := r.s.Store.Banks(tx)
		if err != nil {
			return err
		}
		for _, b := range list {
			if err := r.ruled(bankTable, b.Ref, b.Number, treasury.CheckBank(b.account())); err != nil {
				return err
			}
		}
		for _, main := range []struct {
			id     int64
			nature string
		}{{r.s.FundBank, fundNature}, {r.s.SurplusBank, surplusNature}} {
			is := func(b StagedBank) bool { return b.ID == main.id && b.Nature == main.nature }
			if !slices.ContainsFunc(list, is) {
				r.note(reasonBank, bankTable, 0, "", fmt.Sprintf("专户序号%d，专户性质%s", main.id, main.nature))
			}
		}
		return nil
	})
}

// deposits asks the treasury about time deposits.
func (r *ruling) deposits() error {
	return r.read(func(tx unit.Tx) error {
		r.found = nil
		list, err := r.s.Store.Deposits(tx)
		for _, d := range list {
			if err := r.ruled(depositTable, d.Ref, d.No, treasury.CheckDeposit(d.taken())); err != nil {
				return err
			}
		}
		return err
	})
}

// ledger holds the accounts against the chart.
func (r *ruling) ledger() error {
	return r.read(func(tx unit.Tx) error {
		r.found = nil
		lines, err := r.s.Store.Ledger(tx)
		for _, l := range lines {
			if info, ok := ledger.Info(l.Account); !ok || !info.Posted {
				r.note(reasonChart, ledgerTable, l.Ref, fmt.Sprint(l.Account), "")
			}
		}
		return err
	})
}

// suspense asks the collection of contributions about money that waits.
func (r *ruling) suspense() error {
	return pages(r, func(tx unit.Tx, after int64) ([]StagedSuspense, error) {
		return r.s.Store.Suspense(tx, after, page)
	}, func(p StagedSuspense) int64 { return p.Ref }, func(_ unit.Tx, p StagedSuspense) error {
		return r.ruled(suspenseTable, p.Ref, p.Serial, contribution.CheckTaken(p.taken(), r.day))
	})
}

// bans, freezes and drawn ask the withdrawals.
func (r *ruling) bans() error {
	return pages(r, func(tx unit.Tx, after int64) ([]StagedBan, error) {
		return r.s.Store.Bans(tx, after, page)
	}, func(b StagedBan) int64 { return b.Ref }, func(_ unit.Tx, b StagedBan) error {
		if b.Closed {
			p, err := r.s.banned(b)
			if err == nil {
				err = r.ruled(banTable, b.Ref, b.Account, member.CheckPerson(p, r.day))
			}
			if err != nil {
				return err
			}
		}
		return r.ruled(banTable, b.Ref, b.Account, withdrawal.CheckBan(b.taken()))
	})
}

func (r *ruling) freezes() error {
	return pages(r, func(tx unit.Tx, after int64) ([]StagedFreeze, error) {
		return r.s.Store.Freezes(tx, after, page)
	}, func(f StagedFreeze) int64 { return f.Ref }, func(_ unit.Tx, f StagedFreeze) error {
		return r.ruled(freezeTable, f.Ref, f.Account, withdrawal.CheckFreeze(f.FreezeOrder, r.day))
	})
}

func (r *ruling) drawn() error {
	return pages(r, func(tx unit.Tx, after int64) ([]StagedDrawn, error) {
		return r.s.Store.Drawn(tx, after, page)
	}, func(d StagedDrawn) int64 { return d.Ref }, func(_ unit.Tx, d StagedDrawn) error {
		return r.ruled(drawnTable, d.Ref, d.Account, withdrawal.CheckEarlier(d.Earlier, r.day))
	})
}

// control looks for control totals that nothing can be held against: two for one line of the sheet, and a count that is
// no whole number.
func (r *ruling) control() error {
	return r.read(func(tx unit.Tx) error {
		r.found = nil
		list, err := r.s.Store.Control(tx)
		first := map[string]ControlTotal{}
		for _, c := range list {
			item, ok := itemNamed(c.Item)
			if !ok {
				continue // a line of the sheet that does not balance
			}
			line := item.Title + " " + item.handed(c.Object)
			if old, twice := first[line]; twice {
				r.note(reasonControl, controlTable, c.Ref, c.Item, fmt.Sprintf("对象“%s”与“%s”是同一项，请只留一行", c.Object,
					old.Object))
			} else {
				first[line] = c
			}
			if item.Unit == InCount && c.Value%100 != 0 {
				r.note(reasonControl, controlTable, c.Ref, c.Item, "户数、笔数应为整数："+money.Fen(c.Value).String())
			}
		}
		return err
	})
}
