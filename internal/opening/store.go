package opening

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/withdrawal"
)

// Store is the staging area.
type Store interface {
	// Status reads how far the opening is; State is None before the first load.
	Status(tx unit.Tx) (Status, error)
	// SetStatus writes it.
	SetStatus(tx unit.Tx, st Status) error
	// Live says whether the books hold anything: an employer, an account, a voucher, a loan or a bank account.
	Live(tx unit.Tx) (bool, error)
	// Stray says whether there are rows, or findings of a load, with references outside those from first up to and
	// without end; Discard deletes at most limit of them and says how many.
	Stray(tx unit.Tx, first, end int64) (bool, error)
	Discard(tx unit.Tx, first, end int64, limit int) (int64, error)
	// SetFiles writes the files of the set in place of those of the one before.
	SetFiles(tx unit.Tx, files []File) error
	// Files lists the files of the set by number.
	Files(tx unit.Tx) ([]File, error)
	// AddRows writes rows of a table, each its reference and the values of its columns in order.
	AddRows(tx unit.Tx, t Table, rows [][]any) error

	// Settle is called when all rows are in: an engine may look at them, to plan the queries of the checks.
	Settle(tx unit.Tx) error

	// AddFindings writes findings of the load or of the check.
	AddFindings(tx unit.Tx, by Made, list []Finding) error
	// DropFindings takes the findings of the load or of the check away.
	DropFindings(tx unit.Tx, by Made) error
	// Findings lists the findings after one, in the order of their ids.
	Findings(tx unit.Tx, after int64, limit int) ([]Finding, error)
	// CountFindings counts the findings by reason.
	CountFindings(tx unit.Tx) (map[string]int64, error)
	// Find runs the query of a check and gives at most limit findings.
	Find(tx unit.Tx, check string, limit int) ([]Finding, error)
	// Sums runs the query of an item of the reconciliation.
	Sums(tx unit.Tx, item string) ([]Sum, error)

	// Control lists the control totals in the order of the set.
	Control(tx unit.Tx) ([]ControlTotal, error)
	// Rows lists rows of a table after a reference, each as AddRows takes it.
	Rows(tx unit.Tx, t Table, after int64, limit int) ([][]any, error)

	// Employers lists employers with their accounts after a reference, in its order.
	Employers(tx unit.Tx, after int64, limit int) ([]StagedEmployer, error)
	// Accounts lists the accounts of an employer that come into the books, with their persons, likewise.
	Accounts(tx unit.Tx, employer string, after int64, limit int) ([]StagedAccount, error)
	// Loans lists the loans of an office with what their contracts and the borrowers' accounts say, likewise.
	Loans(tx unit.Tx, office string, after int64, limit int) ([]StagedLoan, error)
	// Arrears lists the arrears of loans in the order of loan and instalment.
	Arrears(tx unit.Tx, loans []string) ([]StagedArrear, error)
	// Banks, Deposits, Suspense, Ledger, Bans, Freezes and Drawn list a whole table.
	Banks(tx unit.Tx) ([]StagedBank, error)
	Deposits(tx unit.Tx) ([]StagedDeposit, error)
	Suspense(tx unit.Tx, after int64, limit int) ([]StagedSuspense, error)
	Ledger(tx unit.Tx) ([]LedgerBalance, error)
	Bans(tx unit.Tx, after int64, limit int) ([]StagedBan, error)
	Freezes(tx unit.Tx, after int64, limit int) ([]StagedFreeze, error)
	Drawn(tx unit.Tx, after int64, limit int) ([]StagedDrawn, error)

	// GiveEmployer and GiveAccounts note what the books made of rows.
	GiveEmployer(tx unit.Tx, ref int64, id member.EmployerID) error
	GiveAccounts(tx unit.Tx, given map[int64]number.MemberNo) error
	// Given lists accounts after a reference with what the books made of them, in its order.
	Given(tx unit.Tx, after int64, limit int) ([]GivenAccount, error)
}

// File is a file, or a sheet of one, of the set that was handed in.
type File struct {
	No    int64
	Table string // code
	Name  string
	Rows  int64
}

// refSpan is how many rows a file may have.
const refSpan = 10_000_000

// refs are the references that the rows of a set have, from the first up to and without the end.
func refs(files []File) (first, end int64) {
	if len(files) == 0 {
		return 0, 0
	}
	return files[0].No * refSpan, (files[len(files)-1].No + 1) * refSpan
}

// Finding is one entry of the work list: something wrong with a row.
type Finding struct {
	ID     int64
	Reason string // of Reasons
	Table  string // code
	Ref    int64  // zero when it is about no row of its own
	Name   string // what the row is called: an account number, a contract
	Detail string
	Day    civil.Date
}

// Made says what made a finding.
type Made uint8

// What makes findings.
const (
	ByLoad Made = iota + 1
	ByCheck
)

// Sum is what the staging area comes to for an item and an object: fen, fen·days or a count.
type Sum struct {
	Object string
	Value  int64
}

// StagedEmployer is an employer with its account as handed in.
type StagedEmployer struct {
	Ref                        int64
	No, Name, USCC, Office     string
	Founded, Opened            civil.Date
	PayDay                     int
	Agent, AgentMobile         string // the mobile sealed
	PayerAccount               string
	EmployerRatio, MemberRatio money.Rate
	State                      string
	PaidThrough                civil.Month
	Given                      member.EmployerID
}

// StagedAccount is an account with its person as handed in.
type StagedAccount struct {
	Ref, PersonRef           int64
	No, Name                 string
	IDNo, Mobile, Card       string // sealed
	State, SealReason        string
	Opened                   civil.Date
	Base                     money.Fen
	EmployerPart, MemberPart money.Fen
	Carried, Current         money.Fen
	Product                  money.DayProduct
	PaidThrough, Since       civil.Month
	SealedFrom               civil.Month
}

// StagedLoan is a loan with its contract as handed in, and the account of its borrower.
type StagedLoan struct {
	Ref                    int64
	No, Contract, Homes    string
	Method                 string // code
	Borrower               ledger.AccountID
	Amount, Balance        money.Fen
	Payment, Overdue       money.Fen
	Months, Next, DueDay   int
	Rate                   money.Rate
	Signed, Disbursed, Due civil.Date
}

// StagedArrear is an instalment that is owed.
type StagedArrear struct {
	Loan                         string
	Number                       int
	Due, Since                   civil.Date
	Principal, Interest, Penalty money.Fen
}

// StagedBank is a bank account as handed in.
type StagedBank struct {
	Ref, ID            int64
	Number, Name, Bank string
	Nature             string
	Balance            money.Fen
}

// StagedDeposit is a time deposit as handed in, with the id of its bank account.
type StagedDeposit struct {
	Ref             int64
	No              string
	Bank            int64
	Rate            money.Rate
	Amount, Accrued money.Fen
	Placed, Due     civil.Date
	Months          int
}

// StagedSuspense is money whose place is not known yet, with the ids of its bank account and its employer.
type StagedSuspense struct {
	Ref                     int64
	Kind                    string            // code
	Employer                member.EmployerID // zero when nobody knows whose it is
	PayerAccount, PayerName string
	Amount                  money.Fen
	Arrived                 civil.Date
	Serial                  string
	Bank                    int64
}

// StagedBan is a ban as handed in, with the number in the books of the person's account: the one that the row names,
// or where that is closed the one that the person has besides. Who has none comes in as a person.
type StagedBan struct {
	Ref                   int64
	Account               string
	Member                number.MemberNo
	Decided, Until        civil.Date
	Document              string
	Closed                bool // the account that the row names
	AccountRef, PersonRef int64
	Name                  string
	IDNo, Mobile, Card    string // sealed
}

// StagedFreeze is a freeze as handed in, with the new number of the account.
type StagedFreeze struct {
	Ref     int64
	Account string
	withdrawal.FreezeOrder
}

// StagedDrawn is a withdrawal of the years before as handed in, with the new number of the person's account as in a
// StagedBan, or without one when the person has no account any more.
type StagedDrawn struct {
	Ref     int64
	Account string
	withdrawal.Earlier
}

// ControlTotal is one of the totals of the old system, read as an amount.
type ControlTotal struct {
	Ref          int64
	Item, Object string
	Value        int64
}

// LedgerBalance is what an account of the chart stood at; credit positive.
type LedgerBalance struct {
	Ref     int64
	Account ledger.Account
	Balance money.Fen
}

// GivenAccount is an account as handed in with what the books made of it.
type GivenAccount struct {
	Ref      int64
	No       string // as handed in
	Employer string // as handed in
	Member   number.MemberNo
	Home     member.EmployerID
}
