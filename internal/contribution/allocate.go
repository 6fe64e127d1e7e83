package contribution

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// Codes of refusals about receipts and allocation.
const (
	CodeReceiptUnknown = "contribution.receipt.unknown"
	CodeReceiptState   = "contribution.receipt.state"
	CodeShort          = "contribution.short"
)

// Allocate posts a confirmed list from what its employer has waiting (单位暂存分摊). It refuses with CodeShort when
// that is not enough for the whole list.
func (s *Service) Allocate(ctx context.Context, by act.By, key string, list ListID) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.AssignArrivals)
	if err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "contribution.allocate", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(0, key, list), "change", func(int64) error {
			l, err := s.list(tx, list)
			if err != nil {
				return err
			}
			e, err := s.Members.Employer(tx, l.Employer)
			if err != nil {
				return err
			}
			if err := access.Reach(ctx, access.Object{Branch: e.Office, Unit: int64(e.ID), Amount: l.Due}); err != nil {
				return err
			}
			if l.State != Confirmed || l.Month != e.PaidThrough.Add(1) {
				return refusal.New(CodeListState, "清册未确认或已入账，不能分摊", "", "请先确认清册")
			}
			return s.allocate(tx, e, l)
		})
		return err
	})
}

func (s *Service) allocate(tx unit.Tx, e member.Employer, l List) error {
	waiting, err := s.Books.HolderBalance(tx, ledger.EmployerUnallocated, int64(e.ID))
	if err != nil {
		return err
	}
	if waiting < l.Due {
		return refusal.New(CodeShort, "单位暂存余额不足清册应缴金额，不能分摊", "住房公积金管理条例第二十条",
			"请足额汇款后再分摊")
	}
	if closed, err := s.Store.ClosedSince(tx, l.ID); err != nil {
		return err
	} else if closed > 0 {
		return refusal.New(CodeListStale, "清册中有职工已销户，不能分摊", "", "请撤回确认并重新生成清册")
	}
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	_, err = s.postList(tx, e, l, ledger.HolderRow{Account: ledger.EmployerUnallocated}, day)
	return err
}

// Assign gives a suspended receipt to an employer (暂收认领). The money goes to the employer's confirmed list when it
// is enough, else it waits for the employer.
func (s *Service) Assign(
	ctx context.Context, by act.By, key string, receipt ReceiptID, employer member.EmployerID,
) (Receipt, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.AssignArrivals)
	if err != nil {
		return Receipt{}, err
	}
	type content struct {
		Receipt  ReceiptID
		Employer member.EmployerID
	}
	var r Receipt
	err = s.Work.Do(ctx, by, "contribution.assign", func(tx unit.Tx) error {
		request := ledger.NewRequest(0, key, content{receipt, employer})
		_, err := s.Books.Once(tx, request, "change", func(int64) error {
			r, err := s.receipt(tx, receipt)
			if err != nil {
				return err
			}
			if r.State != Suspended {
				return refusal.New(CodeReceiptState, "该笔到账不在暂收中，不能认领", "", "请查看到账记录")
			}
			from := r.Voucher
			r.Employer = employer
			if r, err = s.pay(tx, r, suspense(r.ID, -r.Amount)); err != nil {
				return err
			}
			return s.moveReceipt(tx, r, from, "receipt.assigned")
		})
		if err != nil {
			return err
		}
		r, err = s.receipt(tx, receipt)
		return err
	})
	return r, err
}
