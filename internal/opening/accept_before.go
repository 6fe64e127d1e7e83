package opening

import (
	"fmt"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/withdrawal"
)

// bans brings in who may neither withdraw nor borrow.
func (a *accepting) bans() error {
	for after := int64(0); ; {
		list, err := read(a, func(tx unit.Tx) ([]StagedBan, error) { return a.s.Store.Bans(tx, after, page) })
		if err != nil || len(list) == 0 {
			return err
		}
		for _, b := range list {
			if err := a.ban(b); err != nil {
				return inRow("限制名单"+b.Account, err)
			}
			after = b.Ref
		}
		a.done.Bans += int64(len(list))
		a.step(banTable.Name, int64(len(list)))
	}
}

// ban brings one ban in: on the account that its person has, or on somebody who has none any more, so that it holds
// when there is one again.
func (a *accepting) ban(b StagedBan) error {
	taken := b.taken()
	if b.Member == "" {
		p, err := a.s.banned(b)
		if err != nil {
			return err
		}
		if taken.Person, err = a.s.Members.TakePerson(a.ctx, a.by, p); err != nil {
			return err
		}
	}
	return a.s.Withdrawal.TakeBan(a.ctx, a.by, fmt.Sprintf("opening/ban/%d", b.Ref), taken)
}

// freezes brings in what courts and other authorities have frozen.
func (a *accepting) freezes() error {
	for after := int64(0); ; {
		list, err := read(a, func(tx unit.Tx) ([]StagedFreeze, error) { return a.s.Store.Freezes(tx, after, page) })
		if err != nil || len(list) == 0 {
			return err
		}
		for _, f := range list {
			key := fmt.Sprintf("opening/freeze/%d", f.Ref)
			if _, err := a.s.Withdrawal.TakeFreeze(a.ctx, a.by, key, f.FreezeOrder); err != nil {
				return inRow("冻结登记"+f.Account, err)
			}
			after = f.Ref
		}
		a.done.Freezes += int64(len(list))
		a.step(freezeTable.Name, int64(len(list)))
	}
}

// drawn brings in what was withdrawn before, page by page.
func (a *accepting) drawn() error {
	take := func(list []StagedDrawn) error {
		earlier := make([]withdrawal.Earlier, len(list))
		for i, d := range list {
			earlier[i] = d.Earlier
		}
		return a.s.Withdrawal.TakeEarlier(a.ctx, a.by, fmt.Sprintf("opening/drawn/%d", list[0].Ref), earlier)
	}
	for after := int64(0); ; {
		list, err := read(a, func(tx unit.Tx) ([]StagedDrawn, error) {
			return a.s.Store.Drawn(tx, after, withdrawal.MostEarlier)
		})
		if err != nil || len(list) == 0 {
			return err
		}
		if err := take(list); err != nil {
			return blamed(a, list, err, func(d StagedDrawn) string { return "购房提取记录" + d.Account }, take)
		}
		after = list[len(list)-1].Ref
		a.done.Drawn += int64(len(list))
		a.step(drawnTable.Name, int64(len(list)))
	}
}

// complete refuses an opening that has passed over a row of a register: what was handed in is in the books, or on the
// work list.
func (a *accepting) complete() error {
	files, err := read(a, a.s.Store.Files)
	if err != nil {
		return err
	}
	handed := map[string]int64{}
	for _, f := range files {
		handed[f.Table] += f.Rows
	}
	for _, of := range []struct {
		table Table
		taken int64
	}{{loanTable, a.done.Loans}, {depositTable, a.done.Deposits}, {suspenseTable, a.done.Receipts},
		{banTable, a.done.Bans}, {freezeTable, a.done.Freezes}, {drawnTable, a.done.Drawn}} {
		if rows := handed[of.table.Code]; rows != of.taken {
			return refusal.New(CodeUnbalanced, fmt.Sprintf("%s交来%d条，能够入账%d条", of.table.Name, rows, of.taken), "",
				"请核对该表中的编号")
		}
	}
	return nil
}

// blamed says which row of a list is to blame for an error. On passing books it takes the rows one by one until one
// fails; on live books it names the list by its first row, because nothing may be tried there.
func blamed[T any](a *accepting, list []T, err error, name func(T) string, take func([]T) error) error {
	if a.passing && a.ctx.Err() == nil {
		for _, one := range list {
			if alone := take([]T{one}); alone != nil {
				return inRow(name(one), alone)
			}
		}
	}
	return inRow(fmt.Sprintf("%s等%d条", name(list[0]), len(list)), err)
}

// inRow says which row an error is about.
func inRow(what string, err error) error {
	if r := refusal.Of(err); r != nil {
		return refusal.New(r.Code, what+"："+r.Error(), r.Basis, r.Next)
	}
	return fmt.Errorf("%s: %w", what, err)
}
