package contribution

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// Codes of refusals about reversal.
const (
	CodeLaterPosted = "contribution.reverse.later-posted"
	CodeCredited    = "contribution.reverse.credited"
	CodeUsed        = "contribution.reverse.used"
)

// Reverse takes back what a receipt was wrongly booked to (冲账) and leaves its money in suspense, to be assigned to
// whose it is. A list that it had paid waits for its money again. The bank's side stays as the bank has it: the
// voucher is reversed and the money booked to suspense in the same unit.
//
// It refuses when a later month of the employer is posted, when the money has had its yearly interest or the members
// have spent it, and when what the receipt left waiting has been used since.
func (s *Service) Reverse(ctx context.Context, by act.By, key string, receipt ReceiptID) (Receipt, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ReverseArrivals)
	if err != nil {
		return Receipt{}, err
	}
	var r Receipt
	err = s.Work.Do(ctx, by, "contribution.reverse", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(0, key, receipt), "change", func(int64) error {
			return s.reverse(tx, receipt)
		})
		if err != nil {
			return err
		}
		r, err = s.receipt(tx, receipt)
		return err
	})
	return r, err
}

func (s *Service) reverse(tx unit.Tx, id ReceiptID) error {
	r, err := s.receipt(tx, id)
	if err != nil {
		return err
	}
	if r.State == Suspended {
		return refusal.New(CodeReceiptState, "该笔到账尚在暂收中，不需冲账", "", "请办理暂收认领")
	}
	e, err := s.Members.Employer(tx, r.Employer)
	if err != nil {
		return err
	}
	var through civil.Month // zero when the receipt paid for no month
	if r.State == Allocated {
		if through, err = s.unpost(tx, e, r.List); err != nil {
			return err
		}
	}
	wrong, ok, err := s.Books.Voucher(tx, r.Voucher)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("receipt %d has no voucher %d", id, r.Voucher)
	}
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	if through != 0 && ledger.InterestYear(wrong.Day) != ledger.InterestYear(day) {
		return refusal.New(CodeCredited, "该月汇缴已在6月30日结息，不能冲账", "住房公积金管理条例第二十一条", "请与职工核实后办理错缴更正")
	}
	back, err := s.Books.ReverseMonth(tx, r.Voucher, "冲账 单位"+string(e.No), through)
	if err != nil {
		return err
	}
	waiting, err := s.Books.HolderBalance(tx, ledger.EmployerUnallocated, int64(e.ID))
	if err != nil {
		return err
	}
	if waiting < 0 {
		return refusal.New(CodeUsed, "该笔到账转入的单位暂存已用于其他清册，不能冲账", "", "请先冲销使用暂存的清册")
	}
	from := r.Voucher
	if wrong.Kind == ledger.KindAllocation { // the reversal itself has put the money back into suspense
		r.State, r.Employer, r.List, r.Voucher = Suspended, 0, 0, back
	} else if r, err = s.suspend(tx, r, ledger.HolderRow{Account: ledger.FundDemand, Holder: r.BankAccount,
		Amount: -r.Amount}, wrong.Branch); err != nil {
		return err
	}
	return s.moveReceipt(tx, r, from, "receipt.reversed")
}

// unpost puts a posted list back to waiting for its money, and its employer to the month before, which it gives.
func (s *Service) unpost(tx unit.Tx, e member.Employer, list ListID) (civil.Month, error) {
	l, err := s.list(tx, list)
	if err != nil {
		return 0, err
	}
	before := l.Month.Add(-1)
	if e.PaidThrough != l.Month {
		return 0, refusal.New(CodeLaterPosted, "该单位以后月份已汇缴入账，不能冲销较早的月份", "", "请从最后一个月份起依次冲销")
	}
	if err := s.Members.MovePaidThrough(tx, e, before); err != nil {
		return 0, err
	}
	l.State, l.Voucher, l.PaidOn = Confirmed, 0, 0
	return before, s.moveList(tx, l, Posted, "list.reversed")
}
