package contribution

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// MostTaken is how many receipts one unit of work takes over at most.
const MostTaken = 500

// TakenReceipt is money that arrived before these books began and has not found its place (期初暂收、单位暂存): of an
// employer, or of nobody known.
type TakenReceipt struct {
	Arrival
	Employer member.EmployerID // zero when nobody knows whose it is
}

// CheckTaken refuses a receipt that cannot be taken over when the books begin on a day, whosever it is.
func CheckTaken(r TakenReceipt, day civil.Date) error {
	bad := []*refusal.Refused{refusal.Of(r.check(day))}
	if len(r.PayerName) > maxText || len(r.PayerAccount) > maxText {
		bad = append(bad, refusal.Bad("contribution.taken.payer", "付款户名和付款账号各不超过100字"))
	}
	return refusal.Join(bad...)
}

// maxText is how many bytes a name may take.
const maxText = 300

// TakeReceipts takes over the money that waits when the books begin (期初建账), payer by payer, so that it is assigned
// and allocated later as any other. One voucher moves it from the bank accounts that hold it.
func (s *Service) TakeReceipts(ctx context.Context, by act.By, key string, list []TakenReceipt) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return err
	}
	if len(list) == 0 || len(list) > MostTaken {
		return refusal.Bad("contribution.taken.size", fmt.Sprintf("期初暂收暂存每批应为1至%d笔", MostTaken))
	}
	return s.Work.Do(ctx, by, "contribution.take-receipts", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(0, key, list), "change", func(int64) error {
			return s.takeReceipts(tx, by, list)
		})
		return err
	})
}

func (s *Service) takeReceipts(tx unit.Tx, by act.By, list []TakenReceipt) error {
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	p := ledger.Posting{Kind: ledger.KindOpening, Branch: by.Branch, Summary: "期初暂收暂存"}
	receipts := make([]Receipt, len(list))
	for i, t := range list {
		if err := CheckTaken(t, day); err != nil {
			return err
		}
		id, err := s.Books.NextID(tx, "receipt")
		if err != nil {
			return err
		}
		r := Receipt{ID: ReceiptID(id), Arrival: t.Arrival, BookedOn: day, State: Suspended, Employer: t.Employer}
		r.PayerAccount = mask.Card(t.PayerAccount)
		to := suspense(r.ID, t.Amount)
		if t.Employer != 0 {
			if _, err := s.Members.Employer(tx, t.Employer); err != nil {
				return err
			}
			r.State, to = Unallocated, unallocated(t.Employer, t.Amount)
		}
		receipts[i] = r
		p.Holders = append(p.Holders, to, ledger.HolderRow{Account: ledger.FundDemand, Holder: t.BankAccount,
			Amount: -t.Amount})
	}
	voucher, err := s.post(tx, p)
	if err != nil {
		return err
	}
	for _, r := range receipts {
		r.Voucher = voucher
		if err := s.Store.AddReceipt(tx, r); err != nil {
			return err
		}
	}
	s.Audit.Record(tx, audit.Entry{Kind: "receipts.taken-over", ID: int64(voucher), Fields: []audit.Field{
		{Name: "receipts", Value: fmt.Sprint(len(receipts))}}})
	return nil
}
