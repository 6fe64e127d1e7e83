// Package treasury keeps the fund's money between members and borrowers (资金): the bank accounts and time deposits,
// the interest members earn (结息), what banks pay and cost, and the surplus (增值收益). It closes the books' days,
// months and years with the vouchers that belong there.
//
// It moves no member account but by interest, decides on no withdrawal and no loan, and keeps nothing of the centre's
// own spending.
package treasury

import (
	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// Parameters of the treasury.
const (
	DepositRate   policy.Rate = "deposit.rate"            // 个人账户存款年利率
	DemandRate    policy.Rate = "treasury.rate.demand"    // 银行活期存款年利率
	CollectionFee policy.Rate = "treasury.fee.collection" // 归集手续费占归集额的比例
	LoanFee       policy.Rate = "treasury.fee.loan"       // 委托贷款手续费占利息收入的比例
)

// Store is what the treasury keeps besides the books.
type Store interface {
	// AddBank writes a bank account; false when its id is taken.
	AddBank(tx unit.Tx, b BankAccount) (bool, error)
	// Bank reads a bank account, or gives false.
	Bank(tx unit.Tx, id int64) (BankAccount, bool, error)
	// Banks lists the bank accounts by id.
	Banks(tx unit.Tx) ([]BankAccount, error)
	// SetInterestThrough notes that a bank account has had its interest through a day.
	SetInterestThrough(tx unit.Tx, id int64, day civil.Date) error
	// BankProduct is the day-product of a bank account: the balances at the end of each day from first to last.
	BankProduct(tx unit.Tx, account ledger.Account, id int64, first, last civil.Date) (money.DayProduct, error)

	// AddDeposit writes a time deposit.
	AddDeposit(tx unit.Tx, d TimeDeposit) error
	// Deposit reads a time deposit, or gives false.
	Deposit(tx unit.Tx, id DepositID) (TimeDeposit, bool, error)
	// Deposits lists the time deposits that are not drawn, by id.
	Deposits(tx unit.Tx) ([]TimeDeposit, error)
	// Register lists all that were ever there, likewise.
	Register(tx unit.Tx) ([]TimeDeposit, error)
	// SetDeposit writes what changes of a time deposit: interest accrued, and the day it was drawn.
	SetDeposit(tx unit.Tx, d TimeDeposit) error

	// AddChunk writes that a range of accounts had its interest of a year.
	AddChunk(tx unit.Tx, c Chunk) error
	// LastChunk is the last range of a year, or false before the first.
	LastChunk(tx unit.Tx, year int) (Chunk, bool, error)
	// CreditedYears are the years with such a range, in order.
	CreditedYears(tx unit.Tx) ([]int, error)
	// EachEarned gives what every account earned and was given in each period, in any order. Of a period that runs it
	// gives the accounts that are closed.
	EachEarned(tx unit.Tx, periods []Period, f func(Earned) error) error

	// Turnovers sums the lines of a period by account and kind of voucher, in that order.
	Turnovers(tx unit.Tx, first, last civil.Date) ([]Turnover, error)
}

// Turnover is what the vouchers of one kind moved on an account in a period. Amount is fen, credit positive.
type Turnover struct {
	Account ledger.Account
	Kind    ledger.VoucherKind
	Amount  money.Fen
}

// Deps is what the service is made of.
type Deps struct {
	Work   unit.Work
	Access access.Gate
	Books  *ledger.Books
	Policy policy.Source
	Audit  audit.Recorder
	Events event.Outbox
	Store  Store
	// Before are the steps of other capabilities in the close of a day, which run before the treasury's own.
	Before []CloseStep
}

// Service holds the use cases of the treasury.
type Service struct {
	Deps
	chunk int // accounts that one unit of work credits
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, chunk: chunkAccounts} }

// rate reads a rate in force on a day.
func (s *Service) rate(tx unit.Tx, key policy.Rate, branch string, day civil.Date) (money.Rate, error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return 0, err
	}
	return key.On(set, branch, day)
}
