package spending

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// Staff is somebody who works for the centre, known here by staff number only (工号).
type Staff struct {
	Number   int64
	Contract bool       // 聘用人员, not on the establishment
	Joined   civil.Date // first day
	Left     civil.Date // last day, or zero
}

// EnterStaff enters staff numbers (人员台账).
func (s *Service) EnterStaff(ctx context.Context, by act.By, key string, list []Staff) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterSpending)
	if err != nil {
		return err
	}
	var bad checks
	bad.require(len(list) > 0, "请填写人员")
	for _, p := range list {
		bad.require(p.Number > 0 && p.Joined > 0 && (p.Left == 0 || p.Left >= p.Joined), "工号或任职日期不正确")
	}
	if err := bad.err(); err != nil {
		return err
	}
	_, err = s.register(ctx, by, entry{op: "spending.staff-entered", key: key, content: list},
		func(tx unit.Tx, _ int64, _ civil.Date) (money.Fen, error) { return 0, s.Store.AddStaff(tx, list) })
	return err
}

// StaffAmount is an amount for one of the staff.
type StaffAmount struct {
	Staff  int64
	Amount money.Fen
}

// PayRun is the pay of contract staff for a month (聘用人员工资).
type PayRun struct {
	Month civil.Month
	Lines []StaffAmount // what is due to each
}

// The keys of the pay day.
const (
	keyPayDay   policy.Count = "spending.pay_day"
	keyPayShift policy.Word  = "spending.pay_shift"
)

// PayDay is the day on which pay is due in a month. A day off moves it to the working day before
// (工资支付暂行规定第七条), or after where the parameter says so.
func PayDay(m civil.Month, day int, shift string) civil.Date {
	due := m.First().AddDays(min(day, m.Days()) - 1)
	calendar := civil.China()
	if shift == "after" && !calendar.IsWorkday(due) {
		return calendar.AddWorkdays(due, 1)
	}
	return calendar.OnOrBefore(due)
}

// OpenPayRun enters what is due to whom for a month, before it is paid.
func (s *Service) OpenPayRun(ctx context.Context, by act.By, key string, r PayRun) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.RegisterSpending)
	if err != nil {
		return 0, err
	}
	var bad checks
	bad.require(r.Month > 0 && len(r.Lines) > 0, "请填写工资月份和人员")
	seen := map[int64]bool{}
	for _, l := range r.Lines {
		bad.require(l.Staff > 0 && l.Amount > 0 && !seen[l.Staff], fmt.Sprintf("工号%d的应发金额不正确或重复", l.Staff))
		seen[l.Staff] = true
	}
	if err := bad.err(); err != nil {
		return 0, err
	}
	return s.register(ctx, by, entry{op: "spending.pay-run-opened", key: key, content: r},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			set, err := s.Policy.Policy(tx)
			if err != nil {
				return 0, err
			}
			day, err := keyPayDay.On(set, by.Branch, today)
			if err != nil {
				return 0, err
			}
			shift, err := keyPayShift.On(set, by.Branch, today)
			if err != nil {
				return 0, err
			}
			var total money.Fen
			for _, l := range r.Lines {
				total = money.Sum(total, l.Amount)
			}
			return total, s.Store.AddPayRun(tx, id, r, PayDay(r.Month, day, shift))
		})
}

// settlePayRun pays a run: everybody in full but those whom the payment names with less.
func (s *Service) settlePayRun(tx unit.Tx, id PaymentID, p Payment) error {
	lines, paid, found, err := s.Store.PayRun(tx, p.For)
	if err != nil {
		return err
	}
	if !found {
		return unknown("工资发放批次")
	}
	if paid > 0 {
		return paidTwice("该批工资")
	}
	short := map[int64]money.Fen{}
	for _, a := range p.Short {
		short[a.Staff] = a.Amount
	}
	var total money.Fen
	for i, l := range lines {
		if got, less := short[l.Staff]; less {
			if got < 0 || got >= l.Amount {
				return refusal.New(CodeAmount, fmt.Sprintf("工号%d未足额金额应低于应发金额", l.Staff), "", "请核对实发金额")
			}
			lines[i].Amount = got
			delete(short, l.Staff)
		}
		total = money.Sum(total, lines[i].Amount)
	}
	if len(short) > 0 {
		return unknown("未足额人员")
	}
	if total != p.Amount {
		return wrongAmount("工资发放表", total)
	}
	return s.Store.PayRunPaid(tx, p.For, id, p.Day, lines)
}
