package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Store is what loans need of an engine. Every method acts inside tx and sees what tx has written.
type Store interface {
	// AddLoans writes new loans.
	AddLoans(tx unit.Tx, list []Loan) error
	// Loan reads a loan, or gives false.
	Loan(tx unit.Tx, id ID) (Loan, bool, error)
	// ByContract is the loan with a contract number, or zero.
	ByContract(tx unit.Tx, number string) (ID, error)
	// SaveLoan writes what a step changed: state, people who acted, contract, dates, and whether its case is
	// in flight. It refuses with
	// CodeContractTaken when another loan has the contract number.
	SaveLoan(tx unit.Tx, l Loan) error
	// Reschedule moves the last day for the decision on a loan that waits for one.
	Reschedule(tx unit.Tx, id ID, due civil.Date) error
	// SetState writes the state of loans.
	SetState(tx unit.Tx, ids []ID, s State) error
	// LoansOf counts the loans other than self in which a person borrows: those under way or not settled, and all
	// that were ever disbursed.
	LoansOf(tx unit.Tx, person int64, self ID) (running, disbursed int, err error)
	// RunningOf lists the loans of an account, as borrower or partner, on which money is lent out, the oldest first.
	RunningOf(tx unit.Tx, account ledger.AccountID) ([]Loan, error)
	// RepaidBy is the principal and interest that were repaid from a day on and before another, of loans in which a
	// person borrows.
	RepaidBy(tx unit.Tx, person int64, from, before civil.Date) (money.Fen, error)

	// AddRunning writes the running part of loans just disbursed or taken over.
	AddRunning(tx unit.Tx, list []Running) error
	// DropRunning takes the running part of a loan away, whose disbursement was taken back.
	DropRunning(tx unit.Tx, id ID) error
	// Running reads the running part of a loan, or gives false.
	Running(tx unit.Tx, id ID) (Running, bool, error)
	// SaveRunning writes what instalments changed: balance, next instalment and its day, unpaid instalments.
	SaveRunning(tx unit.Tx, list []Running) error
	// Replan writes what an agreement or a new rate changed besides: rate, number of instalments and payment.
	Replan(tx unit.Tx, list []Running) error
	// ToReprice lists loans of more than so many months, disbursed before a 1 January, whose rate was not looked at for
	// it yet, with an instalment due after it, in the order of their ids.
	ToReprice(tx unit.Tx, months int, since civil.Date, limit int) ([]RepricedLoan, error)
	// Due lists loans with an instalment due on or before a day, in the order of their ids after a given one.
	Due(tx unit.Tx, day civil.Date, after ID, limit int) ([]Running, error)

	// AddRepayments adds to the register of repayments, Repayments reads it for a loan, in the order of days.
	AddRepayments(tx unit.Tx, list []Repayment) error
	Repayments(tx unit.Tx, id ID) ([]Repayment, error)
	// PrepaidSince counts the early repayments of a loan from a day on.
	PrepaidSince(tx unit.Tx, id ID, from civil.Date) (int, error)
	// AddArrears writes instalments that were not paid.
	AddArrears(tx unit.Tx, list []LoanArrear) error
	// Arrears lists what a loan still owes, oldest instalment first.
	Arrears(tx unit.Tx, id ID) ([]Arrear, error)
	// SaveArrears writes what is left of arrears; one with nothing left is settled on that day.
	SaveArrears(tx unit.Tx, id ID, shares []Share, day civil.Date) error
	// MoveArrears marks the arrears of loans as standing under 逾期贷款, or back.
	MoveArrears(tx unit.Tx, ids []ID, moved bool) error

	// AddRegistration writes an entry of the registry. It refuses with CodeCertificate when the number is there.
	AddRegistration(tx unit.Tx, r Registration) error
	// Registration reads the entry of a loan under a certificate number, or gives false.
	Registration(tx unit.Tx, id ID, certificate string) (Registration, bool, error)
	// FeeGap lists the loans first disbursed in a span of days without a registration fee paid by its end, in the
	// order of reason and id.
	FeeGap(tx unit.Tx, from, to civil.Date) ([]FeeGapLoan, error)
}

// Repayment is an entry of the register of repayments (还款明细).
type Repayment struct {
	Loan      ID
	Number    int        // 期次; zero for an early repayment, which belongs to none
	Due       civil.Date // 应还日
	Day       civil.Date // 实还日
	Overdue   bool       // paid after it had become an arrear
	Principal money.Fen
	Interest  money.Fen
	Penalty   money.Fen
	Voucher   ledger.VoucherID
}

// RepricedLoan is a loan with what its rate follows from.
type RepricedLoan struct {
	Running
	Branch   string
	Home     HomeClass
	Contract int // 合同期数, which decides the band
}

// LoanArrear is an arrear with its loan.
type LoanArrear struct {
	Loan ID
	Arrear
}
