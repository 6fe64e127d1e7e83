package opening

import (
	"fmt"

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
			if err := a.s.Withdrawal.TakeBan(a.ctx, a.by, fmt.Sprintf("opening/ban/%d", b.Ref), withdrawal.TakenBan{
				Member: b.Member, Decided: b.Decided, Until: b.Until, Decision: b.Document}); err != nil {
				return inRow("限制名单"+b.Document, err)
			}
			after = b.Ref
		}
		a.done.Bans += int64(len(list))
		a.step(banTable.Name, int64(len(list)))
	}
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
				return inRow("冻结登记"+f.Document, err)
			}
			after = f.Ref
		}
		a.done.Freezes += int64(len(list))
		a.step(freezeTable.Name, int64(len(list)))
	}
}

// drawn brings in what was withdrawn before, page by page.
func (a *accepting) drawn() error {
	for after := int64(0); ; {
		list, err := read(a, func(tx unit.Tx) ([]StagedDrawn, error) {
			return a.s.Store.Drawn(tx, after, withdrawal.MostEarlier)
		})
		if err != nil || len(list) == 0 {
			return err
		}
		earlier := make([]withdrawal.Earlier, len(list))
		for i, d := range list {
			earlier[i] = d.Earlier
		}
		key := fmt.Sprintf("opening/drawn/%d", list[0].Ref)
		if err := a.s.Withdrawal.TakeEarlier(a.ctx, a.by, key, earlier); err != nil {
			return inRow("购房提取记录", err)
		}
		after = list[len(list)-1].Ref
		a.done.Drawn += int64(len(list))
		a.step(drawnTable.Name, int64(len(list)))
	}
}
