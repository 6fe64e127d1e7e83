package console

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/withdrawal"
)

func (c *Console) dashboard(ctx context.Context, in *PathYear) (*output[dashboard], error) {
	d, err := remember(ctx, c, &c.answers, fmt.Sprintf("dashboard %d", in.Year),
		func(ctx context.Context) (dashboard, error) {
			return read(ctx, c, func(tx unit.Tx) (dashboard, error) { return c.wholeYear(tx, in.Year) })
		})
	return &output[dashboard]{d}, err
}

// wholeYear puts a year together from what every capability says of it, all as of one moment.
func (c *Console) wholeYear(tx unit.Tx, year int) (d dashboard, err error) {
	d = dashboard{Year: year, Months: make([]monthFlow, 12),
		ContributionKinds: kindsThat(ledger.VoucherKind.Contributes),
		ContributedTo:     accountsThat(func(a ledger.Account) bool { return a == ledger.HousingFund }),
		RepaymentKinds:    kindsThat(ledger.VoucherKind.Repays),
		RepaidTo:          accountsThat(ofLoan),
		ResultKinds: kindsThat(func(k ledger.VoucherKind) bool {
			return !k.Carries() && k != ledger.KindReversal
		})}
	for i := range d.Months {
		d.Months[i] = monthFlow{Month: civil.MonthOf(year, i+1).String(), Withdrawals: []reasonAmount{}}
	}
	if err = c.flows(tx, &d); err != nil {
		return d, err
	}
	if d.Balances, err = c.monthEnds(tx, year); err != nil {
		return d, err
	}
	if d.Projects, err = c.execution(tx, year); err != nil {
		return d, err
	}
	late, err := c.late(tx, year)
	d.Late, d.LateAll, d.LateDays = late[:min(len(late), maxLate)], int64(len(late)), lateDays(late)
	return d, err
}

// kindsThat are the codes of the kinds of vouchers of which something holds.
func kindsThat(holds func(ledger.VoucherKind) bool) (codes []int) {
	for _, k := range ledger.VoucherKinds() {
		if holds(k) {
			codes = append(codes, int(k))
		}
	}
	return codes
}

// accountsThat are the accounts that lines may stand on, of which something holds.
func accountsThat(holds func(ledger.Account) bool) (codes []int) {
	for _, info := range ledger.Chart {
		if info.Posted && holds(info.Code) {
			codes = append(codes, int(info.Code))
		}
	}
	return codes
}

// flows fills the months and the surplus.
func (c *Console) flows(tx unit.Tx, d *dashboard) error {
	from, to := civil.DateOf(d.Year, 1, 1), civil.DateOf(d.Year, 12, 31)
	turnover, err := c.Ledger.Turnover(tx, from, to)
	if err != nil {
		return err
	}
	for _, t := range turnover {
		m := &d.Months[t.Month.Number()-1]
		switch {
		case t.Account == ledger.HousingFund && t.Kind.Contributes():
			m.Contributions += int64(t.Amount)
		case ofLoan(t.Account) && t.Kind.Repays():
			m.Repaid += int64(t.Amount)
		}
	}
	d.Surplus = surplusOf(turnover)
	lent, err := c.LoanList.LentByMonth(tx, from, to)
	if err != nil {
		return err
	}
	for _, l := range lent {
		m := &d.Months[l.Month.Number()-1]
		m.LoansCount, m.Loans = l.Loans, int64(l.Amount)
	}
	paid, err := c.Withdrawal.PaidByReason(tx, from, to)
	for _, p := range paid {
		m := &d.Months[p.Month.Number()-1]
		reason, _ := withdrawal.Find(p.Reason)
		m.Withdrawals = append(m.Withdrawals,
			reasonAmount{Code: string(p.Reason), Reason: reason.Title, Count: p.Cases, Amount: int64(p.Amount)})
	}
	return err
}

// surplusOf sums income and expense by account. What only carries them over at the end of a period counts nothing.
func surplusOf(turnover []ledger.Turnover) surplus {
	s := surplus{Income: []accountAmount{}, Expense: []accountAmount{}, Measure: "fund.surplus.amount"}
	sums := map[ledger.Account]int64{}
	for _, t := range turnover {
		if !t.Kind.Carries() {
			sums[t.Account] += int64(t.Amount)
		}
	}
	for _, info := range ledger.Chart {
		sum := sums[info.Code]
		if sum == 0 {
			continue
		}
		one := accountAmount{Account: accountCode(info.Code), Name: info.Name, Amount: sum}
		switch info.Nature {
		case ledger.IncomeKind:
			s.Income = append(s.Income, one)
			s.Total += sum
		case ledger.ExpenseKind:
			one.Amount = -sum
			s.Expense = append(s.Expense, one)
			s.Total += sum
		}
	}
	return s
}

// monthEnds are the balances at the ends of the months that are closed.
func (c *Console) monthEnds(tx unit.Tx, year int) ([]monthEnd, error) {
	ends := []monthEnd{}
	for n := 1; n <= 12; n++ {
		m := civil.MonthOf(year, n)
		lines, closed, err := c.Books.Trial(tx, m.Last())
		if err != nil {
			return nil, err
		}
		if !closed {
			continue
		}
		end := monthEnd{Month: m.String(), Day: m.Last().String()}
		for _, l := range lines {
			switch code := l.Account.Code; {
			case code == ledger.HousingFund:
				end.Fund += int64(l.Credit - l.Debit)
			case ofLoan(code):
				end.Loans += int64(l.Debit - l.Credit)
			case code.Under(ledger.FundDeposits) || code.Under(ledger.SurplusDeposits):
				end.Deposits += int64(l.Debit - l.Credit)
			}
		}
		ends = append(ends, end)
	}
	return ends, nil
}

func (c *Console) execution(tx unit.Tx, year int) ([]projectYear, error) {
	projects, err := c.Spending.Execution(tx, year)
	if err != nil {
		return nil, err
	}
	paid, err := c.Spending.PaidByMonth(tx, year)
	out := []projectYear{}
	for _, p := range projects {
		one := projectYear{Project: p.Name, Measure: p.Family.Executed().Name,
			Planned: p.Family.Budget().Name, Budget: int64(p.Budget),
			Months: make([]monthPaid, 12)}
		for i := range one.Months {
			one.Months[i].Month = civil.MonthOf(year, i+1).String()
		}
		for _, m := range paid {
			if m.Project == p.Project && m.Month.Year() == year {
				one.Months[m.Month.Number()-1].Paid = int64(m.Paid)
				one.Paid += int64(m.Paid)
			}
		}
		out = append(out, one)
	}
	return out, err
}

func (c *Console) yearRoutes(r routes) {
	get(r, "late", c.lateList)
	getBook(r, "lateXlsx", exported("迟办的事", lateColumns, c.lateList))
	get(r, "dashboard", c.dashboard)
}
