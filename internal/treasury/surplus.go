package treasury

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// carries reports whether vouchers of a kind only carry balances on, so that income and expense leave them out.
func carries(k ledger.VoucherKind) bool {
	return k == ledger.KindIncomeCarry || k == ledger.KindExpenseCarry || k == ledger.KindYearEnd
}

// carryIncome takes the month's income to the surplus (月末结转业务收入).
func (s *Service) carryIncome(tx unit.Tx, c closing) error {
	return s.carry(tx, c, ledger.Income, ledger.Surplus, ledger.KindIncomeCarry, "结转业务收入")
}

// carryExpense takes the month's expense to the surplus (月末结转业务支出).
func (s *Service) carryExpense(tx unit.Tx, c closing) error {
	return s.carry(tx, c, ledger.Expense, ledger.Surplus, ledger.KindExpenseCarry, "结转业务支出")
}

// carrySurplus takes the year's surplus to what is to be distributed (年终结转增值收益).
func (s *Service) carrySurplus(tx unit.Tx, c closing) error {
	return s.carry(tx, c, ledger.Surplus, ledger.Undistributed, ledger.KindYearEnd, "年终结转增值收益")
}

// carry moves the balances of an account and its details to another account, with one voucher for each branch.
func (s *Service) carry(tx unit.Tx, c closing, from, to ledger.Account, kind ledger.VoucherKind, summary string) error {
	list, err := s.balances(tx, c.day, from)
	if err != nil {
		return err
	}
	var branches []string
	lines := map[string][]ledger.Line{}
	sums := map[string]money.Fen{}
	for _, b := range list {
		if len(lines[b.Branch]) == 0 {
			branches = append(branches, b.Branch)
		}
		lines[b.Branch] = append(lines[b.Branch], ledger.Line{Account: b.Account, Amount: -b.Balance})
		sums[b.Branch] = money.Sum(sums[b.Branch], b.Balance)
	}
	for _, branch := range branches {
		at := c
		at.by.Branch = branch
		whole := append(lines[branch], ledger.Line{Account: to, Amount: sums[branch]})
		if err := s.post(tx, at, kind, summary, whole, nil); err != nil {
			return err
		}
	}
	return nil
}

// Surplus is the surplus of a fiscal year so far (增值收益): income less expense, in fen.
func (s *Service) Surplus(tx unit.Tx, year int) (money.Fen, error) {
	moved, err := s.Store.Turnovers(tx, civil.DateOf(year, 1, 1), civil.DateOf(year, 12, 31))
	return surplus(moved), err
}

func surplus(moved []Turnover) money.Fen {
	return money.Sum(total(moved, ledger.Income), total(moved, ledger.Expense))
}

// total is what an account and its details moved without the vouchers that carry balances on, credit positive.
func total(moved []Turnover, account ledger.Account) money.Fen {
	var sum money.Fen
	for _, t := range moved {
		if t.Account.Under(account) && !carries(t.Kind) {
			sum = money.Sum(sum, t.Amount)
		}
	}
	return sum
}

// StatementRow is a row of the surplus statement (增值收益表). Amounts are positive for income and for expense alike.
type StatementRow struct {
	Title      string // 项目
	Account    ledger.Account
	Period     money.Fen // 本期数
	Cumulative money.Fen // 本年累计数
}

// statement lists the rows of the surplus statement in the order of the official form.
var statement = []StatementRow{
	{Title: "一、业务收入", Account: ledger.Income},
	{Title: "（一）住房公积金利息收入", Account: ledger.FundInterestIncome},
	{Title: "（二）增值收益利息收入", Account: ledger.SurplusInterest},
	{Title: "（三）委托贷款利息收入", Account: ledger.LoanIncome},
	{Title: "（四）其他收入", Account: ledger.OtherIncome},
	{Title: "二、业务支出", Account: ledger.Expense},
	{Title: "（一）住房公积金利息支出", Account: ledger.DepositInterest},
	{Title: "（二）住房公积金归集手续费支出", Account: ledger.CollectionFees},
	{Title: "（三）委托贷款手续费支出", Account: ledger.LoanFees},
	{Title: "（四）其他支出", Account: ledger.OtherExpense},
	{Title: "三、增值收益", Account: ledger.Surplus},
}

// Statement is the surplus statement for a span of days within one year, with the sums since 1 January.
func (s *Service) Statement(tx unit.Tx, first, last civil.Date) ([]StatementRow, error) {
	period, err := s.Store.Turnovers(tx, first, last)
	if err != nil {
		return nil, err
	}
	year, err := s.Store.Turnovers(tx, civil.DateOf(last.Year(), 1, 1), last)
	if err != nil {
		return nil, err
	}
	rows := make([]StatementRow, len(statement))
	for i, r := range statement {
		switch {
		case r.Account == ledger.Surplus:
			r.Period, r.Cumulative = surplus(period), surplus(year)
		case r.Account.Under(ledger.Expense):
			r.Period, r.Cumulative = -total(period, r.Account), -total(year, r.Account)
		default:
			r.Period, r.Cumulative = total(period, r.Account), total(year, r.Account)
		}
		rows[i] = r
	}
	return rows, nil
}
