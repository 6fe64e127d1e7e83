package member

import (
	"context"
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// OpeningBalance is what one account brings into a new set of books (期初余额).
type OpeningBalance struct {
	No      number.MemberNo
	Since   civil.Month // first month of the unbroken contributions up to PaidThrough
	Carried money.Fen   // 上年结转
	Current money.Fen   // 当年归集
}

// OpeningBalances are balances of members of one employer, with the money for them in one bank account.
type OpeningBalances struct {
	Employer    EmployerID
	BankAccount int64       // bank account that holds the money
	PaidThrough civil.Month // 缴至年月 of all of them
	Rows        []OpeningBalance
}

// OpenBalances posts the balances that accounts bring along (期初建账): one voucher, the fund's deposits against the
// accounts. The amounts include the interest earned before the open day; day-products begin on it. Only accounts
// without any movement take part; every bad row is named at once.
func (s *Service) OpenBalances(ctx context.Context, by act.By, key string, r OpeningBalances) error {
	if len(r.Rows) == 0 || len(r.Rows) > MaxRows {
		return refusal.Bad("member.list.size", fmt.Sprintf("一次建账应为1至%d人", MaxRows))
	}
	return s.Work.Do(ctx, by, "member.open-balances", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(int64(r.Employer), key, r), "change", func(int64) error {
			return s.openBalances(tx, r)
		})
		return err
	})
}

func (s *Service) openBalances(tx unit.Tx, r OpeningBalances) error {
	numbers := make([]number.MemberNo, len(r.Rows))
	for i, row := range r.Rows {
		numbers[i] = row.No
	}
	e, err := s.Employer(tx, r.Employer)
	if err != nil {
		return err
	}
	members, err := s.membersOf(tx, r.Employer, numbers)
	if err != nil {
		return err
	}
	if err := r.check(members); err != nil {
		return err
	}
	carried := ledger.MemberBatch{Kind: ledger.MoveOpening, AllCarried: true, PaidThrough: r.PaidThrough}
	current := ledger.MemberBatch{Kind: ledger.MoveOpening, PaidThrough: r.PaidThrough}
	since := make(map[ledger.AccountID]civil.Month, len(r.Rows))
	var total money.Fen
	for i, row := range r.Rows {
		id := members[i].ID
		since[id] = row.Since
		total = money.Sum(total, row.Carried, row.Current)
		if row.Carried > 0 {
			carried.Rows = append(carried.Rows, ledger.MemberRow{Account: id, Amount: row.Carried})
		}
		if row.Current > 0 {
			current.Rows = append(current.Rows, ledger.MemberRow{Account: id, Amount: row.Current})
		}
	}
	if err := s.Store.SetFirstMonths(tx, since); err != nil {
		return err
	}
	voucher, err := s.Books.Post(tx, ledger.Posting{
		Kind: ledger.KindOpening, Branch: e.Office, Summary: "期初余额 单位" + string(e.No),
		Lines:   []ledger.Line{ledger.Debit(ledger.FundDemand, total), ledger.Credit(ledger.HousingFund, total)},
		Members: []ledger.MemberBatch{carried, current},
		Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: r.BankAccount, Amount: -total}},
	})
	if err != nil {
		return err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "balances.opened", ID: int64(voucher), Fields: []audit.Field{
		{Name: "employer", Value: fmt.Sprint(e.ID)},
		{Name: "members", Value: fmt.Sprint(len(members))},
		{Name: "amount", Value: total.String()},
	}})
	return nil
}

// maxBalance is more than any account holds: an amount beyond it is a slip of the pen.
const maxBalance = 10_000 * money.Wan

// check finds every row that cannot be an opening balance.
func (r OpeningBalances) check(members []Member) error {
	var bad []*refusal.Refused
	for i, row := range r.Rows {
		switch {
		case row.Carried < 0, row.Current < 0, row.Carried > maxBalance, row.Current > maxBalance,
			row.Carried+row.Current == 0:
			bad = append(bad, inRow(i, refusal.Bad("member.balance.amount",
				"期初余额应大于零且不超过一亿元，上年结转和当年归集不能为负数")))
		case row.Since > r.PaidThrough:
			bad = append(bad, inRow(i, refusal.Bad("member.balance.since", "起缴月份不能晚于缴至年月")))
		case members[i].State != Normal || members[i].PaidThrough != 0:
			bad = append(bad, inRow(i, wrongState("个人账户已有缴存记录或不是正常状态，不能录入期初余额")))
		}
	}
	return refusal.Join(bad...)
}
