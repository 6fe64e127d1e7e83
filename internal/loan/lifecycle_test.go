package loan_test

import (
	"context"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
)

func TestALoanIsLentOnceAndPaidBackByTheScheduleOnBothEngines(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCity(t, w, civil.DateOf(2024, 5, 31))
		id := c.lend(1)
		ctx := context.Background()
		c.must(c.loans.Disburse(ctx, cashier, "disburse-1", loan.Disbursement{Loan: id, Serial: "BANK-1"}))
		equal(t, "loan in the books", c.holder(ledger.PersonalLoans, int64(id)), 40*money.Wan)
		equal(t, "money at the bank", c.holder(ledger.FundDemand, fundBank), -40*money.Wan)

		for _, day := range []civil.Date{civil.DateOf(2024, 6, 30), civil.DateOf(2024, 7, 31)} {
			c.turn(day)
			result, err := c.loans.DebitRun(ctx, clerk, day)
			c.must(err)
			equal(t, "paid", result.Paid, 1)
			again, err := c.loans.DebitRun(ctx, clerk, day)
			c.must(err)
			equal(t, "paid again", again, loan.RunResult{})
		}
		plan := loan.Annuity.Schedule(loan.Terms{Principal: 40 * money.Wan, Rate: 285_000, Months: 240})
		equal(t, "balance", c.holder(ledger.PersonalLoans, int64(id)), plan[1].Balance)
		equal(t, "interest at the bank", c.holder(ledger.SurplusDemand, surplusBank), plan[0].Interest+plan[1].Interest)
	})
}

func TestALoanThatRunsIsNeitherRegisteredNorPaidOutAgain(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 5, 31))
	ctx := context.Background()
	id := c.lend(1)
	c.must(c.loans.Disburse(ctx, cashier, "disburse-1", loan.Disbursement{Loan: id, Serial: "BANK-1"}))
	again := func(state string) {
		t.Helper()
		for _, err := range []error{
			c.loans.RegisterMortgage(ctx, clerk, "register-"+state, loan.Registration{Loan: id,
				Kind: loan.MortgageRegistration, Certificate: "again-" + state, Day: c.day, Office: "登记中心"}),
			c.loans.Disburse(ctx, cashier, "disburse-"+state, loan.Disbursement{Loan: id, Serial: "BANK-" + state}),
		} {
			if !refusal.Is(err, loan.CodeState) {
				t.Errorf("%s: got %v", state, err)
			}
		}
	}
	again("active")
	c.bank.unpaid[id] = true
	c.turn(civil.DateOf(2024, 6, 30))
	_, err := c.loans.DebitRun(ctx, clerk, civil.DateOf(2024, 6, 30))
	c.must(err)
	again("overdue")
}

func TestALoanTakesTheRateOfTheDayOfItsDisbursement(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 5, 17))
	before := c.lend(1)
	c.turn(civil.DateOf(2024, 5, 18))
	after := c.lend(2)
	c.read(func(tx unit.Tx) error {
		for id, want := range map[loan.ID]money.Rate{before: 310_000, after: 285_000} {
			r, _, err := c.Store.Loan().Running(tx, id)
			if err != nil {
				return err
			}
			equal(t, "rate", r.Rate, want)
		}
		return nil
	})
}

func TestAnApplicationIsRefusedWithEveryReasonAtOnce(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 3, 1))
	a := application(c.member(1))
	c.people[1] = loan.Borrower{Person: 1, Normal: false, MonthsInFull: 5, Base: 500_000, Balance: 1_000_000}
	a.Months, a.Amount = 361, 48*money.Wan
	_, err := c.loans.Apply(context.Background(), clerk, "k", a)
	no := refusal.Of(err)
	if no == nil || no.Code != loan.CodeNotNormal || len(no.Also) != 3 {
		t.Fatalf("got %v, want account, months, term and amount", err)
	}
	for i, want := range []string{loan.CodeMonths, loan.CodeTerm, loan.CodeOverLimit} {
		equal(t, "reason", no.Also[i].Code, want)
	}
}

func TestABorrowerWithALoanUnderWayCannotApplyAgainAndMayApproveTheFirst(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 3, 1))
	ctx := context.Background()
	id, err := c.loans.Apply(ctx, clerk, "k1", application(c.member(1)))
	c.must(err)
	again, err := c.loans.Apply(ctx, clerk, "k1", application(c.member(1)))
	c.must(err)
	equal(t, "answer to the same request", again, id)
	_, err = c.loans.Apply(ctx, clerk, "k2", application(c.member(1)))
	c.refused(err, loan.CodeRunningLoan)
	other := application(c.member(2))
	other.Partner = ledger.AccountID{Home: 7, ID: 1}
	_, err = c.loans.Apply(ctx, clerk, "k3", other)
	c.refused(err, loan.CodeRunningLoan)
	c.must(c.loans.Approve(ctx, reviewer, "k4", loan.Decision{Loan: id, Opinion: "同意"}))
}

func TestStepsKeepTheirOrderAndTheirPeopleApart(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 3, 1))
	ctx := context.Background()
	id, err := c.loans.Apply(ctx, clerk, "apply", application(c.member(1)))
	c.must(err)
	c.refused(c.loans.Approve(ctx, clerk, "a", loan.Decision{Loan: id}), loan.CodeSamePerson)
	c.refused(c.loans.Disburse(ctx, cashier, "d", loan.Disbursement{Loan: id, Serial: "S"}), loan.CodeState)
	c.must(c.loans.Approve(ctx, reviewer, "b", loan.Decision{Loan: id}))
	c.refused(c.loans.Reject(ctx, reviewer, "r", loan.Decision{Loan: id, Opinion: "资料不全"}), loan.CodeState)
	c.must(c.loans.Sign(ctx, clerk, "s", loan.Contract{Loan: id, Number: "HT", Payee: 9}))
	c.must(c.loans.RegisterMortgage(ctx, clerk, "m", c.mortgage(id)))
	c.refused(c.loans.Disburse(ctx, reviewer, "e", loan.Disbursement{Loan: id, Serial: "S"}), loan.CodeSamePerson)
	equal(t, "state", c.state(id), loan.Registered)

	second := c.lend(2)
	third, err := c.loans.Apply(ctx, clerk, "apply3", application(c.member(3)))
	c.must(err)
	c.must(c.loans.Approve(ctx, reviewer, "approve3", loan.Decision{Loan: third}))
	taken := loan.Contract{Loan: third, Number: "HT", Payee: 9}
	c.refused(c.loans.Sign(ctx, clerk, "sign3", taken), loan.CodeContractTaken)
	c.must(c.loans.Sign(ctx, clerk, "sign3b", loan.Contract{Loan: third, Number: "HT3", Payee: 9}))
	m := c.mortgage(second)
	m.Loan = third
	c.refused(c.loans.RegisterMortgage(ctx, clerk, "m3", m), loan.CodeCertificate)
}

func TestThreeUnpaidInstalmentsMoveToOverdueLoansAndComeBackWhenPaid(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCity(t, w, civil.DateOf(2024, 6, 10))
		ctx := context.Background()
		id, other := c.lend(1), c.lend(2)
		c.bank.unpaid[id] = true
		var principal money.Fen
		plan := loan.Annuity.Schedule(loan.Terms{Principal: 40 * money.Wan, Rate: 285_000, Months: 240})
		for k := 1; k <= 3; k++ {
			day := loan.DueDate(civil.DateOf(2024, 6, 10), 10, k)
			c.turn(day)
			result, err := c.loans.DebitRun(ctx, clerk, day)
			c.must(err)
			equal(t, "unpaid", result.Unpaid, 1)
			equal(t, "paid", result.Paid, 1)
			principal += plan[k-1].Principal
		}
		equal(t, "state", c.state(id), loan.Overdue)
		equal(t, "overdue loan", c.holder(ledger.PersonalOverdue, int64(id)), principal)
		equal(t, "whole loan", c.holder(ledger.PersonalLoans, int64(id)), 40*money.Wan-principal)
		equal(t, "the other loan", c.holder(ledger.PersonalOverdue, int64(other)), 0)

		c.turn(civil.DateOf(2024, 9, 20))
		var owed []money.Fen
		c.read(func(tx unit.Tx) error {
			arrears, err := c.loans.Owed(tx, id, c.day)
			for _, a := range arrears {
				owed = append(owed, a.Owed())
			}
			return err
		})
		total := money.Sum(owed...)
		pay := func(key string, amount money.Fen) error {
			return c.loans.CollectOverdue(ctx, cashier, key, loan.Collection{Loan: id, Amount: amount, Serial: key})
		}
		c.refused(pay("too-much", total+1), loan.CodeSurplus)
		c.must(pay("first", owed[0]))
		equal(t, "overdue loan below the threshold", c.holder(ledger.PersonalOverdue, int64(id)), 0)
		equal(t, "state after one", c.state(id), loan.Overdue)
		c.must(pay("rest", total-owed[0]))
		equal(t, "state after all", c.state(id), loan.Active)
		equal(t, "loan", c.holder(ledger.PersonalLoans, int64(id)), 40*money.Wan-principal)
		c.refused(pay("nothing", 1), loan.CodeNothingOwed)
	})
}

func TestOpeningLoansGoOnFromWhereTheyStandAndEndSettled(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 1, 1))
	ctx := context.Background()
	open := loan.OpeningLoan{Account: c.member(1), Branch: "01", Home: loan.FirstHome, Contract: "旧1",
		Amount: 30 * money.Wan, Balance: 500_000, Months: 120, Next: 119, Rate: 310_000,
		Disbursed: civil.DateOf(2014, 2, 28)}
	c.must(c.loans.OpenLoans(ctx, clerk, "open", []loan.OpeningLoan{open}))
	c.must(c.loans.OpenLoans(ctx, clerk, "open", []loan.OpeningLoan{open}))
	ids := c.running()
	equal(t, "loans", len(ids), 1)
	equal(t, "loan", c.holder(ledger.PersonalLoans, int64(ids[0])), 500_000)
	for _, day := range []civil.Date{civil.DateOf(2024, 1, 28), civil.DateOf(2024, 2, 28)} {
		c.turn(day)
		result, err := c.loans.DebitRun(ctx, clerk, day)
		c.must(err)
		equal(t, "paid", result.Paid, 1)
	}
	equal(t, "loan", c.holder(ledger.PersonalLoans, int64(ids[0])), 0)
	equal(t, "state", c.state(ids[0]), loan.Settled)
}

func TestADebitRunWorksInFilesOfFiveHundredAndGoesOnAfterAFailure(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 1, 10))
	ctx := context.Background()
	var list []loan.OpeningLoan
	for i := range int64(loan.MostAtOnce + 20) {
		list = append(list, loan.OpeningLoan{Account: c.member(i + 1), Branch: "01", Home: loan.FirstHome,
			Amount: 30 * money.Wan, Balance: 20 * money.Wan, Months: 120, Next: 30, Rate: 310_000,
			Disbursed: civil.DateOf(2021, 7, 10)})
	}
	c.must(c.loans.OpenLoans(ctx, clerk, "open-1", list[:loan.MostAtOnce]))
	c.must(c.loans.OpenLoans(ctx, clerk, "open-2", list[loan.MostAtOnce:]))
	// The bank has answered the first file when the run is cut off.
	stopped, cancel := context.WithCancel(ctx)
	failing := &cutOff{bank: c.bank, after: 2, stop: cancel}
	c.loans.Bank = failing
	if _, err := c.loans.DebitRun(stopped, clerk, c.day); err == nil {
		t.Fatal("the run was not cut off")
	}
	c.loans.Bank = c.bank
	result, err := c.loans.DebitRun(ctx, clerk, c.day)
	c.must(err)
	equal(t, "files at the bank", len(c.bank.files), 2)
	equal(t, "paid after the failure", result.Paid, 20)
	var lent money.Fen
	for _, id := range c.running() {
		lent += c.holder(ledger.PersonalLoans, int64(id))
	}
	equal(t, "fund's bank account", c.holder(ledger.FundDemand, fundBank), -lent)
}

// cutOff is a bank during whose n-th answer the program is stopped.
type cutOff struct {
	*bank
	after int
	stop  func()
}

func (c *cutOff) Debit(ctx context.Context, f loan.DebitFile) (loan.DebitAnswer, error) {
	a, err := c.bank.Debit(ctx, f)
	if len(c.files) == c.after {
		c.stop()
	}
	return a, err
}

// during is a bank during whose answer something else happens.
type during struct {
	*bank
	do func()
}

func (d *during) Debit(ctx context.Context, f loan.DebitFile) (loan.DebitAnswer, error) {
	d.do()
	return d.bank.Debit(ctx, f)
}

func TestAnArrearMayBePaidWhileTheBankDebitsTheNextInstalment(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 6, 10))
	ctx := context.Background()
	id := c.lend(1)
	c.turn(civil.DateOf(2024, 7, 10))
	c.bank.unpaid[id] = true
	_, err := c.loans.DebitRun(ctx, clerk, c.day)
	c.must(err)
	c.turn(civil.DateOf(2024, 8, 10))
	c.bank.unpaid[id] = false
	c.loans.Bank = &during{c.bank, func() {
		c.must(c.loans.CollectOverdue(ctx, cashier, "collect", loan.Collection{Loan: id, Amount: 1000, Serial: "C"}))
	}}
	result, err := c.loans.DebitRun(ctx, clerk, c.day)
	c.must(err)
	equal(t, "paid", result.Paid, 1)
	equal(t, "state", c.state(id), loan.Overdue)
}

func TestADebitRunIsBookedOnItsDayOnly(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 6, 10))
	id := c.lend(1)
	_, err := c.loans.DebitRun(context.Background(), clerk, civil.DateOf(2024, 7, 10))
	c.refused(err, loan.CodeDay)
	equal(t, "loan", c.holder(ledger.PersonalLoans, int64(id)), 40*money.Wan)
}

func TestAPreRegistrationBearsNoFeeUntilTheHouseIsFinished(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 6, 10))
	ctx := context.Background()
	id, err := c.loans.Apply(ctx, clerk, "apply", application(c.member(1)))
	c.must(err)
	c.must(c.loans.Approve(ctx, reviewer, "approve", loan.Decision{Loan: id}))
	c.must(c.loans.Sign(ctx, clerk, "sign", loan.Contract{Loan: id, Number: "HT", Payee: 9}))
	r := c.mortgage(id)
	r.NoFee = loan.FeeByDeveloper
	c.refused(c.loans.RegisterMortgage(ctx, clerk, "no-document", r), loan.CodeNoReason)
	r.NoFee, r.Document = loan.FeeNotBilled, "示例"
	c.refused(c.loans.RegisterMortgage(ctx, clerk, "derived", r), loan.CodeInput)
	r.Kind, r.NoFee, r.Document = loan.PreRegistration, loan.FeeDue, ""
	c.must(c.loans.RegisterMortgage(ctx, clerk, "pre", r))
	final := r
	final.Kind, final.Certificate = loan.Converted, "示例证明正式"
	c.refused(c.loans.RegisterMortgage(ctx, clerk, "early", final), loan.CodeState)
	c.must(c.loans.Disburse(ctx, cashier, "disburse", loan.Disbursement{Loan: id, Serial: "B"}))
	c.must(c.loans.RegisterMortgage(ctx, clerk, "final", final))
	c.read(func(tx unit.Tx) error {
		for certificate, want := range map[string]money.Fen{r.Certificate: 0, final.Certificate: 80 * money.Yuan} {
			fee, found, err := c.loans.FeeDue(tx, int64(id), certificate)
			if err != nil {
				return err
			}
			equal(t, "found", found, true)
			equal(t, "fee of "+certificate, fee, want)
		}
		return nil
	})
}

func TestARunWhoseInstalmentsChangedMeanwhileBooksNothing(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 6, 10))
	ctx := context.Background()
	id := c.lend(1)
	c.turn(civil.DateOf(2024, 7, 10))
	c.loans.Bank = &during{c.bank, func() {
		c.do(func(tx unit.Tx) error {
			r, _, err := c.Store.Loan().Running(tx, id)
			if err != nil {
				return err
			}
			r.Balance -= 100_000
			c.Store.Record(tx, audit.Entry{Kind: "test.changed"})
			return c.Store.Loan().SaveRunning(tx, []loan.Running{r})
		})
	}}
	_, err := c.loans.DebitRun(ctx, clerk, c.day)
	c.refused(err, loan.CodeChanged)
	equal(t, "loan", c.holder(ledger.PersonalLoans, int64(id)), 40*money.Wan)
}

func TestAMortgageCannotBeRegisteredTomorrow(t *testing.T) {
	c := newCity(t, opentest.SQLite(t), civil.DateOf(2024, 6, 10))
	id := c.lend(1)
	later := c.mortgage(id)
	later.Kind, later.Certificate, later.Day = loan.Converted, "示例证明正式", c.day.AddDays(1)
	c.refused(c.loans.RegisterMortgage(context.Background(), clerk, "later", later), loan.CodeDay)
}
