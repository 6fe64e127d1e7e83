package sim

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/loan"
	"guangsha/internal/sim/model"
)

// books are what the product's books say after a closed day.
type books struct {
	accounts map[int64]model.Account
	loans    map[int64]model.RunningLoan
	ledger   map[string]model.Fen // by code, credit positive
	year     map[string]model.Fen // on the last day: what the accounts of the surplus statement moved, and the surplus
	tables   *yearTables          // on the last day
}

// surplusLine is the name of the surplus among the accounts of the year.
const surplusLine = "增值收益"

// readBooks reads everything that is compared, through the use cases.
func readBooks(ctx context.Context, l *life, day civil.Date) (*books, error) {
	b := &books{accounts: map[int64]model.Account{}, ledger: map[string]model.Fen{}, year: map[string]model.Fen{}}
	accounts, err := l.centre.MemberAccounts(ctx)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		b.accounts[a.ID] = model.Account{Balance: fen(a.Balance), Carried: fen(a.Carried),
			Product: model.NewFen(int64(a.ProductAt(day + 1))), Through: modelMonth(a.PaidThrough), Closed: a.Closed}
	}
	lines, closed, err := l.centre.TrialBalance(ctx, day)
	if err != nil {
		return nil, err
	}
	if !closed {
		return nil, fmt.Errorf("%s is not closed", day)
	}
	for _, line := range lines {
		b.ledger[fmt.Sprint(line.Account.Code)] = fen(line.Credit - line.Debit)
	}
	if err := b.readLoans(ctx, l, day); err != nil || day != l.city.end() {
		return b, err
	}
	tables, err := readTables(ctx, l, day.Year())
	if err != nil {
		return b, err
	}
	b.tables = &tables
	return b, b.readYear(ctx, l, day)
}

func (b *books) readLoans(ctx context.Context, l *life, day civil.Date) error {
	list, err := l.centre.RunningLoans(ctx)
	if err != nil {
		return err
	}
	return l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		b.loans = map[int64]model.RunningLoan{}
		for _, r := range list {
			one := model.RunningLoan{Left: fen(r.Balance), Payment: fen(r.Payment), Rate: model.Rate(r.Rate.String()),
				Next: r.Next, Last: r.Months, Due: modelDate(r.NextDue),
				Falling: r.Method == loan.EqualPrincipal}
			var owed []loan.Arrear
			if r.Unpaid > 0 {
				if owed, err = l.centre.Loan.Owed(tx, r.Loan, day+1); err != nil {
					return err
				}
			}
			for _, a := range owed {
				one.Arrears = append(one.Arrears, model.Arrear{Number: a.Number, Principal: fen(a.Principal),
					Interest: fen(a.Interest), Penalty: fen(a.Penalty), Overdue: a.Moved})
			}
			b.loans[int64(r.Loan)] = one
		}
		return nil
	})
}

func (b *books) readYear(ctx context.Context, l *life, day civil.Date) error {
	return l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		rows, err := l.centre.Treasury.Statement(tx, civil.DateOf(day.Year(), 1, 1), day)
		if err != nil {
			return err
		}
		for _, r := range rows {
			amount := fen(r.Cumulative)
			if code := fmt.Sprint(r.Account); code[0] == '4' && code[1] == '1' {
				amount.Neg(amount)
				b.year[code] = amount
			} else if code[0] == '4' {
				b.year[code] = amount
			}
		}
		surplus, err := l.centre.Treasury.Surplus(tx, day.Year())
		b.year[surplusLine] = fen(surplus)
		return err
	})
}

// compare holds the books against the model, account by account, in the order of their ids.
func (o *opinion) compare(day civil.Date, b *books) {
	differ := func(what, form string, parts ...any) { o.differ(day, what, form, parts...) }
	eachOf(b.accounts, o.model.Accounts(), func(id int64, got, want model.Account) {
		if a, b := accountText(got), accountText(want); a != b {
			differ("account", "member %d has %s, the model %s", id, a, b)
		}
	})
	eachOf(b.loans, o.model.RunningLoans(), func(id int64, got, want model.RunningLoan) {
		if a, b := loanText(got), loanText(want); a != b {
			differ("loan", "loan %d has %s, the model %s", id, a, b)
		}
	})
	eachOf(b.ledger, o.model.Ledger(), func(code string, got, want model.Fen) {
		if a, b := yuan(got), yuan(want); a != b {
			differ("ledger", "account %s has %s, the model %s", code, a, b)
		}
	})
	for _, line := range slices.Sorted(maps.Keys(b.year)) {
		want := o.model.Surplus(day.Year())
		if line != surplusLine {
			want = o.model.Turnover(day.Year(), line)
		}
		if a, b := yuan(b.year[line]), yuan(want); a != b {
			differ("year", "%s of the year is %s, the model has %s", line, a, b)
		}
	}
	if b.tables != nil {
		o.compareTables(day, *b.tables)
	}
}

// eachOf goes through what either side has, in order; what only one side has stands against nothing.
func eachOf[K int64 | string, V any](a, b map[K]V, compare func(key K, a, b V)) {
	keys := map[K]bool{}
	for k := range a {
		keys[k] = true
	}
	for k := range b {
		keys[k] = true
	}
	for _, k := range slices.Sorted(maps.Keys(keys)) {
		compare(k, a[k], b[k])
	}
}

func accountText(a model.Account) string {
	if a.Balance == nil {
		return "no account"
	}
	return fmt.Sprintf("%s (%s carried), day-product %s, paid through %s, closed %v", yuan(a.Balance), yuan(a.Carried),
		yuan(a.Product), a.Through, a.Closed)
}

func loanText(r model.RunningLoan) string {
	if r.Left == nil {
		return "nothing running"
	}
	text := fmt.Sprintf("%s left, %s a month at %s, instalment %d of %d due %s", yuan(r.Left), yuan(r.Payment),
		r.Rate.RatString(), r.Next, r.Last, r.Due)
	if r.Falling {
		text += ", of equal principal"
	}
	for _, a := range r.Arrears {
		text += fmt.Sprintf(", owes of %d %s and %s and %s (overdue %v)", a.Number, yuan(a.Principal), yuan(a.Interest),
			yuan(a.Penalty), a.Overdue)
	}
	return text
}

// yuan is an amount for people; nothing is zero.
func yuan(f model.Fen) string {
	if f == nil {
		return money.Fen(0).String()
	}
	return money.Fen(f.Int64()).String()
}
