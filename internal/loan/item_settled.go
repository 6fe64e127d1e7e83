package loan

import (
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// CodeNotSettled is the code of the refusal to certify that a loan is paid off which is not.
const CodeNotSettled = "loan.not-settled"

// settledItem offers the certificate that nothing of a loan is owed any more (开具贷款结清证明).
func settledItem(d desk) serviceitem.Item {
	return serviceitem.Certificate{Item: serviceitem.Item{Code: "loan.settled", Name: "开具住房公积金贷款结清证明",
		Kind: "loan.settled", Who: "已经还清住房公积金个人住房贷款的借款人、共同借款人",
		Grounds: []serviceitem.Ground{{Effective: regulation1999, Basis: basisPrepay,
			Materials: []serviceitem.Material{serviceitem.Identity}}},
		Fields: []serviceitem.Field{{Code: "contract", Label: "借款合同编号", Kind: serviceitem.Text, Max: 40}},
		Result: "住房公积金贷款结清证明",
		Papers: []serviceitem.Paper{serviceitem.AcceptanceNotice, serviceitem.DeclineNotice, serviceitem.LackNotice,
			serviceitem.RefusalNotice, {Kind: "settlement-certificate", Title: "住房公积金贷款结清证明",
				At: serviceitem.Granted, Says: d.settledPaper}},
		Facts: d.settledFacts,
		Auto:  &serviceitem.Auto{Wishes: []string{"contract"}, Facts: d.settledVerified()}},
		Owner: func(tx unit.Tx, r serviceitem.Request) (int64, error) {
			l, err := d.contracted(tx, r)
			if r.Applicant != 0 && r.Applicant == l.Spouse {
				return l.Spouse, err
			}
			return l.Borrower, err
		},
		Ref: func(tx unit.Tx, r serviceitem.Request) (int64, error) {
			l, err := d.contracted(tx, r)
			return int64(l.ID), err
		},
		Against: func(tx unit.Tx, r serviceitem.Request) error {
			l, err := d.contracted(tx, r)
			if err == nil && l.State != Settled && l.State != Released {
				err = refusal.New(CodeNotSettled, "贷款现为“"+l.State.String()+"”，没有结清", "", "请在贷款结清后申请")
			}
			return err
		},
		Terms: d.terms}.Offer()
}

// contracted is the loan that a request names, of whoever has the account.
func (d desk) contracted(tx unit.Tx, r serviceitem.Request) (l Loan, err error) {
	_, l, err = d.wanted(tx, r)
	return l, err
}

// terms are the parameters, and the open day.
func (d desk) terms(tx unit.Tx) (*policy.Set, civil.Date, error) {
	today, err := d.Books.OpenDay(tx)
	if err != nil {
		return nil, 0, err
	}
	set, err := d.Policy.Policy(tx)
	return set, today, err
}

// settledPaper is what the certificate says.
func (d desk) settledPaper(tx unit.Tx, m serviceitem.Matter) (map[string]string, error) {
	l, err := d.contracted(tx, m.Request)
	if err != nil {
		return nil, err
	}
	says, err := d.borrowed(tx, l)
	if err != nil {
		return nil, err
	}
	last, err := d.lastRepaid(tx, l.ID)
	says["放款日期"], says["结清日期"] = l.Disbursed.InFull(), last.Day.InFull()
	return says, err
}

// settledVerified are the facts that the certificate rests on.
func (d desk) settledVerified() []serviceitem.Verified {
	fact := func(label, source string, read func(unit.Tx, Loan) (string, bool, error)) serviceitem.Verified {
		return serviceitem.Verified{Label: label, Source: source,
			Read: func(tx unit.Tx, _ act.By, m serviceitem.Matter) (string, bool, error) {
				l, err := d.contracted(tx, m.Request)
				if err != nil {
					return "", false, err
				}
				return read(tx, l)
			}}
	}
	const register, books = "贷款登记", "贷款账务"
	return []serviceitem.Verified{
		fact("借款人", "个人账户登记", func(tx unit.Tx, l Loan) (string, bool, error) {
			name, err := d.accounts.Name(tx, l.Borrower)
			return mask.Name(name), name != "", err
		}),
		fact("借款合同", register, func(_ unit.Tx, l Loan) (string, bool, error) { return l.Contract, true, nil }),
		fact("贷款金额", register, func(_ unit.Tx, l Loan) (string, bool, error) {
			return l.Amount.Grouped() + "元", true, nil
		}),
		fact("贷款状态", register, func(_ unit.Tx, l Loan) (string, bool, error) {
			return l.State.String(), l.State == Settled || l.State == Released, nil
		}),
		fact("未还本金", books, func(tx unit.Tx, l Loan) (string, bool, error) {
			owed, err := d.owed(tx, l.ID)
			return owed.Grouped() + "元", owed == 0, err
		}),
		fact("结清日期", books, func(tx unit.Tx, l Loan) (string, bool, error) {
			last, err := d.lastRepaid(tx, l.ID)
			return last.Day.String(), last.Day != 0, err
		}),
	}
}

// owed is the principal of a loan that has not come back, due or not.
func (d desk) owed(tx unit.Tx, id ID) (sum money.Fen, err error) {
	for _, account := range []ledger.Account{ledger.PersonalLoans, ledger.PersonalOverdue} {
		b, err := d.Books.HolderBalance(tx, account, int64(id))
		if err != nil {
			return 0, err
		}
		sum -= b
	}
	return sum, nil
}

// settledFacts implements serviceitem.Item.Facts: the loans that the account has paid off or still repays.
func (d desk) settledFacts(tx unit.Tx, _ act.By, no number.MemberNo, _ int64) (list []serviceitem.Fact, err error) {
	account, err := d.accounts.Account(tx, no)
	if err != nil {
		return nil, err
	}
	running, err := d.Store.RunningOf(tx, account)
	if err != nil {
		return nil, err
	}
	for _, l := range running {
		list = append(list, serviceitem.Fact{Label: "没有结清的借款合同", Value: l.Contract, Source: "贷款账务", Wrong: true})
	}
	if len(running) == 0 {
		list = append(list, serviceitem.Fact{Label: "住房公积金贷款", Value: "没有正在偿还的贷款", Source: "贷款账务"})
	}
	return list, nil
}
