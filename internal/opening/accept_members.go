package opening

import (
	"fmt"
	"slices"

	"guangsha/internal/base/unit"
	"guangsha/internal/member"
)

// employers takes the employers over, some in a unit of work, and then their accounts.
func (a *accepting) employers() error {
	for after := int64(0); ; {
		list, err := read(a, func(tx unit.Tx) ([]StagedEmployer, error) { return a.s.Store.Employers(tx, after, page) })
		if err != nil || len(list) == 0 {
			return err
		}
		after = list[len(list)-1].Ref
		for some := range slices.Chunk(list, member.MostEmployers) {
			if err := a.someEmployers(some); err != nil {
				return err
			}
		}
		if err := a.noteGiven(); err != nil {
			return err
		}
	}
}

func (a *accepting) someEmployers(list []StagedEmployer) error {
	take := func(list []StagedEmployer) error {
		taken := make([]member.TakenEmployer, len(list))
		for i, e := range list {
			form, err := a.s.employer(e)
			if err != nil {
				return err
			}
			form.Key = fmt.Sprintf("opening/employer/%d", e.Ref)
			taken[i] = form
		}
		ids, err := a.s.Members.TakeEmployers(a.ctx, a.by, taken)
		if err != nil {
			return err
		}
		for i, e := range list {
			if e.Given != ids[i] {
				a.given.employers[e.Ref] = ids[i]
			}
			list[i].Given = ids[i]
		}
		return nil
	}
	if err := take(list); err != nil {
		return blamed(a, list, err, func(e StagedEmployer) string { return "单位" + e.No }, take)
	}
	a.done.Employers += int64(len(list))
	a.step(employerTable.Name, int64(len(list)))
	return a.accountsOf(list)
}

// staff are accounts of one employer.
type staff struct {
	employer StagedEmployer
	rows     []StagedAccount
}

// accountsOf takes the accounts of employers over, as many in a unit of work as one may take.
func (a *accepting) accountsOf(list []StagedEmployer) error {
	var group []staff
	rows := 0
	for _, e := range list {
		for after := int64(0); ; {
			accounts, err := read(a, func(tx unit.Tx) ([]StagedAccount, error) {
				return a.s.Store.Accounts(tx, e.No, after, batchMembers)
			})
			if err != nil {
				return err
			}
			if len(accounts) == 0 {
				break
			}
			after = accounts[len(accounts)-1].Ref
			if rows+len(accounts) > batchMembers {
				if err := a.accounts(group); err != nil {
					return err
				}
				group, rows = nil, 0
			}
			group, rows = append(group, staff{e, accounts}), rows+len(accounts)
		}
	}
	return a.accounts(group)
}

// accounts takes the accounts of some employers over.
func (a *accepting) accounts(group []staff) error {
	if len(group) == 0 {
		return nil
	}
	if err := a.takeAccounts(group); err != nil {
		return a.blamedAccount(group, err)
	}
	for _, of := range group {
		a.done.Members += int64(len(of.rows))
		a.step(accountTable.Name, int64(len(of.rows)))
	}
	if len(a.given.accounts) < mostGiven {
		return nil
	}
	return a.noteGiven()
}

func (a *accepting) takeAccounts(group []staff) error {
	list := make([]member.Takeover, len(group))
	for i, of := range group {
		list[i] = member.Takeover{Key: fmt.Sprintf("opening/accounts/%d", of.rows[0].Ref), Employer: of.employer.Given,
			BankAccount: a.s.FundBank, Rows: make([]member.TakenMember, len(of.rows))}
		for n, staged := range of.rows {
			m, err := a.s.account(staged, a.done.Day.Month())
			if err != nil {
				return err
			}
			list[i].Rows[n] = m
		}
	}
	numbers, err := a.s.Members.TakeOver(a.ctx, a.by, list)
	if err != nil {
		return err
	}
	for i, of := range group {
		if len(numbers[i]) != len(of.rows) {
			return fmt.Errorf("%d numbers for %d accounts", len(numbers[i]), len(of.rows))
		}
		for n, staged := range of.rows {
			a.given.accounts[staged.Ref] = numbers[i][n]
		}
	}
	return nil
}

// blamedAccount says which account of a group is to blame for an error, as blamed does.
func (a *accepting) blamedAccount(group []staff, err error) error {
	var list []StagedAccount
	of := map[int64]StagedEmployer{}
	for _, one := range group {
		for _, staged := range one.rows {
			list, of[staged.Ref] = append(list, staged), one.employer
		}
	}
	return blamed(a, list, err, func(s StagedAccount) string { return "个人账户" + s.No }, func(one []StagedAccount) error {
		return a.takeAccounts([]staff{{of[one[0].Ref], one}})
	})
}
