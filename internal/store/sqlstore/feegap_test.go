package sqlstore_test

import (
	"context"
	"fmt"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/measure"
	"guangsha/internal/spending"
	"guangsha/internal/store/opentest"
)

// anyone is a borrower under every account.
type anyone struct{}

func (anyone) Borrower(_ unit.Tx, a ledger.AccountID) (loan.Borrower, bool, error) {
	return loan.Borrower{Person: a.ID, Normal: true, MonthsInFull: 36, Base: 1_200_000, Balance: 4_000_000}, true, nil
}

// feeYear is lending and spending over one store: the fee for a mortgage is due in the one and paid in the other.
type feeYear struct {
	*opentest.World
	t        *testing.T
	loans    *loan.Service
	register *spending.Service
	n        int
	bills    map[string]int64
}

var (
	feeDay  = civil.DateOf(2024, 12, 31)
	clerk   = act.By{Actor: "clerk", Branch: "01"}
	second  = act.By{Actor: "reviewer", Branch: "01"}
	cashier = act.By{Actor: "cashier", Branch: "01"}
)

func newFeeYear(t *testing.T, w *opentest.World) *feeYear {
	w.Demonstrate(t)
	f := &feeYear{World: w, t: t, bills: map[string]int64{}}
	f.loans = loan.New(loan.Deps{Work: w.Store, Access: accesstest.Everybody{},
		Books: w.Books, Policy: w.Store.Policies(), Audit: w.Store, Events: w.Store,
		Store: w.Store.Loan(), Borrowers: anyone{},
		FundBank: 1, SurplusBank: 2})
	f.register = spending.New(spending.Deps{Work: w.Store, Access: accesstest.Everybody{},
		Books: w.Books, Policy: w.Store.Policies(), Audit: w.Store, Store: w.Store.Spending(), Mortgages: f.loans})
	f.must(w.Store.Do(context.Background(), clerk, "test", func(tx unit.Tx) error { return w.Books.Begin(tx, feeDay) }))
	for year := 2024; year <= 2025; year++ {
		_, err := f.register.OpenProject(context.Background(), clerk, f.key(), spending.Project{Year: year,
			Code: "mortgage-fee", Name: "公积金贷款房屋抵押手续费", Family: spending.RegistrationFees,
			Document: "示例财预〔2024〕1号",
			Lines:    []spending.BudgetLine{{Cost: spending.RegistryFee, Amount: 5 * money.Wan}}})
		f.must(err)
	}
	return f
}

func (f *feeYear) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

func (f *feeYear) key() string {
	f.n++
	return fmt.Sprintf("k%d", f.n)
}

// lend lends one loan on a registration of a kind and a reason.
func (f *feeYear) lend(kind loan.RegistrationKind, reason loan.FeeReason) loan.ID {
	f.t.Helper()
	ctx := context.Background()
	f.n++
	id, err := f.loans.Apply(ctx, clerk, f.key(), loan.Application{Account: ledger.AccountID{ID: int64(f.n)},
		Branch: "01", Purpose: loan.Purchase, Home: loan.FirstHome,
		Price: 60 * money.Wan, Amount: 40 * money.Wan, Months: 240})
	f.must(err)
	f.must(f.loans.Approve(ctx, second, f.key(), loan.Decision{Loan: id}))
	f.must(f.loans.Sign(ctx, clerk, f.key(), loan.Contract{Loan: id, Number: f.key(), Payee: 1}))
	f.must(f.loans.RegisterMortgage(ctx, clerk, f.key(), loan.Registration{Loan: id, Kind: kind, Day: feeDay,
		Certificate: certificate(id), Office: "示例登记中心", NoFee: reason, Document: "示例协议"}))
	f.must(f.loans.Disburse(ctx, cashier, f.key(), loan.Disbursement{Loan: id, Serial: f.key()}))
	return id
}

func certificate(id loan.ID) string { return fmt.Sprintf("示例证明%d", id) }

// bill receives a bill for loans.
func (f *feeYear) bill(document string, ids ...loan.ID) {
	f.t.Helper()
	b := spending.RegistryBill{Registry: "示例登记中心", Document: document, Day: feeDay}
	for _, id := range ids {
		item := spending.RegistryItem{Loan: int64(id), Certificate: certificate(id), Amount: 8000}
		b.Items = append(b.Items, item)
	}
	id, err := f.register.ReceiveRegistryBill(context.Background(), clerk, f.key(), b)
	f.must(err)
	f.bills[document] = id
}

func (f *feeYear) pay(document string, amount money.Fen, day civil.Date) {
	f.t.Helper()
	_, err := f.register.Pay(context.Background(), clerk, f.key(), spending.Payment{Cost: spending.RegistryFee,
		For: f.bills[document], Amount: amount, Day: day, Payee: "示例登记中心", Document: document, Treasury: f.key()})
	f.must(err)
}

func TestEveryLoanWithoutAFeeOfTheYearHasItsReason(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		f := newFeeYear(t, w)
		var paid []loan.ID
		for range 3 {
			paid = append(paid, f.lend(loan.MortgageRegistration, loan.FeeDue))
		}
		f.bill("单1", paid...)
		f.pay("单1", 24_000, feeDay)
		want := map[loan.FeeReason]loan.ID{
			loan.FeePreRegistered: f.lend(loan.PreRegistration, loan.FeeDue),
			loan.FeeByDeveloper:   f.lend(loan.MortgageRegistration, loan.FeeByDeveloper),
			loan.FeeExempt:        f.lend(loan.MortgageRegistration, loan.FeeExempt),
			loan.FeeNotBilled:     f.lend(loan.MortgageRegistration, loan.FeeDue),
			loan.FeeBillUnpaid:    f.lend(loan.MortgageRegistration, loan.FeeDue),
			loan.FeePaidLater:     f.lend(loan.MortgageRegistration, loan.FeeDue),
		}
		f.bill("单2", want[loan.FeeBillUnpaid])
		f.bill("单3", want[loan.FeePaidLater])
		f.nextDay()
		f.pay("单3", 8000, feeDay.AddDays(1))
		f.must(w.Store.Read(context.Background(), func(tx unit.Tx) error {
			gaps, err := f.loans.FeeGap(tx, 2024)
			if err != nil {
				return err
			}
			if len(gaps) != len(want) {
				t.Errorf("%d reasons, want %d: %v", len(gaps), len(want), gaps)
			}
			for _, g := range gaps {
				if len(g.Loans) != 1 || g.Loans[0] != want[g.Reason] {
					t.Errorf("%s: loans %v, want %d", g.Reason, g.Loans, want[g.Reason])
				}
				if owed := g.Reason > loan.FeeExempt; (g.Fee == 8000) != owed {
					t.Errorf("%s: %s owed", g.Reason, g.Fee)
				}
			}
			for m, share := range map[measure.Measure]int64{loan.RegistrationCovered: 5000,
				loan.RegistrationCoveredOfAll: 3333} {
				v, err := w.Store.Value(tx, m, measure.Year(2024))
				if err != nil {
					return err
				}
				if v.N != share {
					t.Errorf("%s is %d, want %d", m.Name, v.N, share)
				}
			}
			return nil
		}))
	})
}

func (f *feeYear) nextDay() {
	f.t.Helper()
	ctx := context.Background()
	f.must(f.Store.Do(ctx, clerk, "test", func(tx unit.Tx) error { return f.Books.StartClose(tx, feeDay) }))
	f.must(f.Store.Do(ctx, clerk, "test", func(tx unit.Tx) error {
		_, err := f.Books.FinishClose(tx, feeDay)
		return err
	}))
}
