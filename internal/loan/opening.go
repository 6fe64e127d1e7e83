package loan

import (
	"context"
	"fmt"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// OpeningLoan is a loan that was lent before these books began, without arrears (期初贷款).
type OpeningLoan struct {
	Account   ledger.AccountID
	Branch    string
	Home      HomeClass
	Contract  string
	Amount    money.Fen // lent at first
	Balance   money.Fen // 剩余本金
	Months    int       // 总期数
	Next      int       // next instalment, from 1
	Rate      money.Rate
	Disbursed civil.Date
}

// MostAtOnce is how many loans one unit of work touches at most.
const MostAtOnce = 500

func checkOpening(list []OpeningLoan) error {
	if len(list) == 0 || len(list) > MostAtOnce {
		return refusal.Bad(CodeInput, fmt.Sprintf("期初贷款每批应为1至%d笔", MostAtOnce))
	}
	for i, o := range list {
		if o.Balance <= 0 || o.Balance > o.Amount || o.Next < 1 || o.Next > o.Months || o.Rate < 0 || o.Disbursed == 0 {
			return refusal.Bad(CodeInput, fmt.Sprintf("第%d笔期初贷款的余额、期次或日期不正确", i+1))
		}
	}
	return nil
}

// OpenLoans takes over running loans when the books begin (期初建账), at most MostAtOnce in a call: each goes on
// from its balance and next instalment with the payment that follows from them. One voucher moves their sum from
// the fund's bank account, whose opening balance therefore is the fund's money before they were lent.
func (s *Service) OpenLoans(ctx context.Context, by act.By, key string, list []OpeningLoan) error {
	if bad := checkOpening(list); bad != nil {
		return bad
	}
	_, err := s.do(ctx, by, request{"loan.open", key, list, stepID}, func(tx unit.Tx, _ int64) error {
		loans := make([]Loan, 0, len(list))
		running := make([]Running, 0, len(list))
		v := voucher{kind: ledger.KindOpening, branch: by.Branch, summary: "期初贷款建账"}
		for _, o := range list {
			id, err := s.Books.NextID(tx, "loan")
			if err != nil {
				return err
			}
			borrower, found, err := s.Borrowers.Borrower(tx, o.Account)
			if err != nil {
				return err
			}
			if !found {
				return refusal.New(CodeNoAccount, "期初贷款的借款人没有住房公积金账户", "", "请核对借款人账户")
			}
			loans = append(loans, o.loan(ID(id), borrower.Person, by.Actor))
			running = append(running, o.running(ID(id)))
			v.holder(ledger.PersonalLoans, id, -o.Balance, "")
			v.plain(ledger.FundDemand, o.Balance)
		}
		v.holders = append(v.holders, ledger.HolderRow{
			Account: ledger.FundDemand, Holder: s.FundBank, Amount: -sumOf(v.holders)})
		if err := s.Store.AddLoans(tx, loans); err != nil {
			return err
		}
		if err := s.Store.AddRunning(tx, running); err != nil {
			return err
		}
		_, err := s.Books.Post(tx, v.posting())
		return err
	})
	return err
}

func (o OpeningLoan) loan(id ID, borrower int64, maker string) Loan {
	a := Application{Account: o.Account, Branch: o.Branch, Purpose: Purchase, Home: o.Home, Amount: o.Amount,
		Months: o.Months}
	return Loan{ID: id, State: Active, Application: a, Borrower: borrower, Maker: maker, Contract: o.Contract,
		Disbursed: o.Disbursed, Opening: true}
}

func (o OpeningLoan) running(id ID) Running {
	return Running{Loan: id, Rate: o.Rate, Months: o.Months, Balance: o.Balance, Next: o.Next, Disbursed: o.Disbursed,
		Payment: money.Annuity(o.Balance, o.Rate, o.Months-o.Next+1),
		NextDue: DueDate(o.Disbursed, o.Disbursed.Day(), o.Next)}
}

func sumOf(rows []ledger.HolderRow) (total money.Fen) {
	for _, r := range rows {
		total = money.Sum(total, r.Amount)
	}
	return total
}
