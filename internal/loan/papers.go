package loan

import (
	"fmt"

	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/serviceitem"
)

// contractPaper is the contract, given out when it is signed (借款合同).
func (d desk) contractPaper() serviceitem.Paper {
	return serviceitem.Paper{Kind: "loan-contract", Title: "住房公积金借款合同", At: serviceitem.Taken, Step: "sign",
		Says: func(tx unit.Tx, m serviceitem.Matter) (map[string]string, error) {
			l, err := d.mustLoan(tx, ID(m.Ref))
			if err != nil {
				return nil, err
			}
			set, err := d.Policy.Policy(tx)
			if err != nil {
				return nil, err
			}
			rate, err := RateOn(set, l.Branch, l.Home, l.Months, l.Signed)
			if err != nil {
				return nil, err
			}
			says, err := d.borrowed(tx, l)
			if err != nil {
				return nil, err
			}
			says["贷款用途"], says["房屋总价或工程造价"] = l.Purpose.String()+"自住住房", l.Price.String()
			says["签订日年利率"], says["担保方式"] = rate.Percent(), "所购住房抵押"
			says["合同签订日期"] = l.Signed.InFull()
			return says, nil
		}}
}

// receiptPaper is what the borrower gets when the loan was paid out (放款回单).
func (d desk) receiptPaper() serviceitem.Paper {
	return serviceitem.Paper{Kind: "loan-receipt", Title: "住房公积金贷款放款回单", At: serviceitem.Granted,
		Says: func(tx unit.Tx, m serviceitem.Matter) (map[string]string, error) {
			l, err := d.mustLoan(tx, ID(m.Ref))
			if err != nil {
				return nil, err
			}
			r, _, err := d.Store.Running(tx, l.ID)
			if err != nil {
				return nil, err
			}
			says, err := d.borrowed(tx, l)
			if err != nil {
				return nil, err
			}
			first := r.Instalment()
			says["放款金额"], says["放款日期"] = l.Amount.String(), l.Disbursed.InFull()
			says["执行年利率"], says["首次应还日"] = r.Rate.Percent(), r.NextDue.InFull()
			says["首次应还本息"] = money.Sum(first.Principal, first.Interest).String()
			return says, nil
		}}
}

// repaymentPaper is what the borrower gets for an early repayment (还款回单).
func (d desk) repaymentPaper() serviceitem.Paper {
	return serviceitem.Paper{Kind: "repayment-receipt", Title: "住房公积金贷款还款回单", At: serviceitem.Granted,
		Says: func(tx unit.Tx, m serviceitem.Matter) (map[string]string, error) {
			l, err := d.mustLoan(tx, ID(m.Ref))
			if err != nil {
				return nil, err
			}
			says, err := d.borrowed(tx, l)
			if err != nil {
				return nil, err
			}
			paid, err := d.lastRepaid(tx, l.ID)
			if err != nil {
				return nil, err
			}
			r, _, err := d.Store.Running(tx, l.ID)
			if err != nil {
				return nil, err
			}
			left := 0
			if r.NextDue != 0 {
				left = r.Months - r.Next + 1
			}
			says["还款方式"] = meant(ways, m.Form.Text("way")).String()
			says["归还本金"], says["支付利息"] = paid.Principal.String(), paid.Interest.String()
			says["支付罚息"] = paid.Penalty.String()
			says["还款合计"] = money.Sum(paid.Principal, paid.Interest, paid.Penalty).String()
			says["还款日期"] = paid.Day.InFull()
			says["剩余本金"], says["剩余期数"] = r.Balance.String(), fmt.Sprintf("%d期", left)
			return says, nil
		}}
}

// lastRepaid sums what the voucher of the last repayment of a loan brought. An early repayment stands under a number
// that no instalment has, so that of two on one day the later voucher is meant.
func (d desk) lastRepaid(tx unit.Tx, id ID) (sum Repayment, err error) {
	list, err := d.Store.Repayments(tx, id)
	if err != nil || len(list) == 0 {
		return sum, err
	}
	last := list[0]
	for _, r := range list {
		if r.Day > last.Day || r.Day == last.Day && r.Voucher > last.Voucher {
			last = r
		}
	}
	sum = Repayment{Loan: id, Day: last.Day, Voucher: last.Voucher}
	for _, r := range list {
		if r.Voucher == last.Voucher {
			sum.Principal, sum.Interest = money.Sum(sum.Principal, r.Principal), money.Sum(sum.Interest, r.Interest)
			sum.Penalty = money.Sum(sum.Penalty, r.Penalty)
		}
	}
	return sum, nil
}

// borrowed is what every paper of a loan says of it, by the names of the fields.
func (d desk) borrowed(tx unit.Tx, l Loan) (map[string]string, error) {
	name, err := d.accounts.Name(tx, l.Borrower)
	if err != nil {
		return nil, err
	}
	idNo, err := d.accounts.IDNo(tx, l.Borrower)
	if err != nil {
		return nil, err
	}
	spouse := "无"
	if l.Spouse != 0 {
		if spouse, err = d.accounts.Name(tx, l.Spouse); err != nil {
			return nil, err
		}
	}
	return map[string]string{"借款合同编号": l.Contract, "借款人": name, "借款人身份证号码": idNo, "共同借款人": spouse,
		"贷款金额": l.Amount.String(), "贷款期限": fmt.Sprintf("%d个月", l.Months), "还款方式": l.Method.String()}, nil
}
