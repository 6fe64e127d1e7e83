package console

import (
	"fmt"
	"strings"

	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	loans "guangsha/internal/loan"
	members "guangsha/internal/member"
	"guangsha/internal/treasury"
)

// Banks lists the centre's own bank accounts (银行专户).
type Banks interface {
	Banks(tx unit.Tx) ([]treasury.BankAccount, error)
}

// holderNames says in words whose money stands beneath each of some holder rows of a voucher (户), in their order.
func (c *Console) holderNames(tx unit.Tx, rows []ledger.HolderRow, contracts map[loans.ID]loans.Listed,
) ([]string, error) {
	banks := map[int64]string{}
	accounts, err := c.BankList.Banks(tx)
	if err != nil {
		return nil, err
	}
	for _, b := range accounts {
		banks[b.ID] = fmt.Sprintf("%s　%s（尾号%s）", b.Bank, b.Name, tail(b.Number))
	}
	names := make([]string, len(rows))
	for i, h := range rows {
		switch h.Account {
		case ledger.FundDemand, ledger.SurplusDemand:
			names[i] = banks[h.Holder]
		case ledger.FundTime:
			names[i] = fmt.Sprintf("定期存款第%d笔", h.Holder)
		case ledger.Suspense:
			names[i] = fmt.Sprintf("暂收的到账，第%d笔", h.Holder)
		case ledger.EmployerUnallocated:
			e, found, err := c.Members.Store.Employer(tx, members.EmployerID(h.Holder))
			if err != nil {
				return nil, err
			}
			if found {
				names[i] = fmt.Sprintf("%s（%s）", e.Name, e.No)
			}
		default:
			if ofLoan(h.Account) {
				names[i] = loanRef(contracts[loans.ID(h.Holder)])
			}
		}
		if names[i] == "" {
			names[i] = fmt.Sprint(h.Holder)
		}
	}
	return names, nil
}

// tail is the last four digits of an account number.
func tail(no string) string {
	return strings.TrimSpace(no[max(0, len(no)-4):])
}
