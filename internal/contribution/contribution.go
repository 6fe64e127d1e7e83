// Package contribution collects what employers pay for their members (归集): the monthly list (汇缴清册), the money
// from the bank, its allocation to the members' accounts, and what cannot be allocated yet.
//
// The way of a month is: a list is prepared from the members in state normal, the employer confirms it, money
// arrives, and when that and the employer's unallocated money (单位暂存) are enough, one voucher posts the whole list
// (全额入账); short money waits as a whole. The package decides nothing about accounts: who is a member and what each
// side pays, member knows.
package contribution

import (
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/policy"
)

// ListID identifies a monthly list. People see its number.
type ListID int64

// ReceiptID identifies a receipt of money from the bank.
type ReceiptID int64

// ListNo is the number of a list that an employer writes into the remark of its payment (清册号): the employer's
// number and the month, for example 6405010000010-202401.
type ListNo string

// ListState is the state of a list (清册状态).
type ListState uint8

// The states of a list. It may be corrected until it is posted.
const (
	Draft     ListState = 1 // 未确认
	Confirmed ListState = 2 // 已确认, waiting for its money
	Posted    ListState = 3 // 已入账
)

// List is what an employer owes for a month (汇缴清册).
type List struct {
	ID       ListID
	Employer member.EmployerID
	Month    civil.Month // 汇缴年月
	State    ListState
	Members  int64            // headcount
	Due      money.Fen        // sum of both parts of all lines
	Deadline civil.Date       // last day in time (条例第十九条)
	PaidOn   civil.Date       // value date of the money that completed it; zero until posted
	Voucher  ledger.VoucherID // zero until posted
	Prepared civil.Date
}

// ReceiptState says where the money of a receipt is (到账状态).
type ReceiptState uint8

// The states of a receipt.
const (
	Allocated   ReceiptState = 1 // 已分摊: it completed a list
	Unallocated ReceiptState = 2 // 单位暂存: it went to what waits for its employer
	Suspended   ReceiptState = 3 // 暂收: nobody knows whose it is
)

// Receipt is money that a bank reported (到账). Its payer's account is kept masked.
type Receipt struct {
	ID ReceiptID
	Arrival
	BookedOn civil.Date // 会计日期
	State    ReceiptState
	Employer member.EmployerID // zero while suspended
	List     ListID            // zero unless allocated
	Voucher  ledger.VoucherID  // the voucher that put the money where it is
}

// Members is what contribution asks of the package member.
type Members interface {
	Employer(tx unit.Tx, id member.EmployerID) (member.Employer, error)
	EmployerByNo(tx unit.Tx, no number.EmployerNo) (member.Employer, error)
	EmployerPaying(tx unit.Tx, account, name string) (member.EmployerID, error)
	MovePaidThrough(tx unit.Tx, e member.Employer, to civil.Month) error
}

// Treasury is what contribution asks of the package treasury.
type Treasury interface {
	// FundAccount refuses a bank account that does not exist or does not hold the fund's demand money.
	FundAccount(tx unit.Tx, bank int64) error
	// KeptAt refuses one that is not at the named bank besides.
	KeptAt(tx unit.Tx, bank int64, keeper string) error
}

// Partners says what a partner is called (机构名称); empty for whoever is none.
type Partners interface {
	PartnerTitle(tx unit.Tx, code string) (string, error)
}

// Deps is what the service is made of.
type Deps struct {
	Work    unit.Work
	Access  access.Gate
	Books   *ledger.Books
	Policy  policy.Source
	Audit   audit.Recorder
	Events  event.Outbox
	Store   Store
	Members Members
	Treasury
	Partners
}

// Service holds the use cases of contribution.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Number is the number of a list of an employer.
func (l List) Number(e member.Employer) ListNo {
	return ListNo(fmt.Sprintf("%s-%04d%02d", e.No, l.Month.Year(), l.Month.Number()))
}

// Store keeps lists and receipts. No method costs a statement per member.
type Store interface {
	// AddList writes a draft of a month that has none, with a line for each member of the employer who contributes in
	// it (in state normal, or sealed from a later month on), and gives it with its sums.
	AddList(tx unit.Tx, l List) (List, error)
	// DropDraft deletes a draft with its lines.
	DropDraft(tx unit.Tx, id ListID) error
	// List reads a list, or gives false.
	List(tx unit.Tx, id ListID) (List, bool, error)
	// ListOf reads the list of an employer for a month, or gives false.
	ListOf(tx unit.Tx, employer member.EmployerID, month civil.Month) (List, bool, error)
	// Waiting is the month of an employer's confirmed list, or zero without one.
	Waiting(tx unit.Tx, employer member.EmployerID) (civil.Month, error)
	// Current counts the lines that a list would have if it were prepared now, and those of them that it has.
	Current(tx unit.Tx, l List) (members, same int64, err error)
	// ClosedSince counts the members of a list whose accounts are closed.
	ClosedSince(tx unit.Tx, id ListID) (int64, error)
	// Rows gives what each account of a list gets.
	Rows(tx unit.Tx, id ListID) ([]ledger.MemberRow, error)
	// MoveList moves a list from a state to that of l, with l's voucher and PaidOn; false when it is in another.
	MoveList(tx unit.Tx, l List, from ListState) (bool, error)

	// AddReceipt writes a receipt. It refuses with ledger.CodeDuplicateSerial when the bank's serial number of that
	// account and value date is there already.
	AddReceipt(tx unit.Tx, r Receipt) error
	// Receipt reads a receipt, or gives false.
	Receipt(tx unit.Tx, id ReceiptID) (Receipt, bool, error)
	// Arrived is the receipt of a bank account, value date and serial number of the bank, or zero.
	Arrived(tx unit.Tx, bank int64, on civil.Date, serial string) (ReceiptID, error)
	// MoveReceipt writes state, employer, list and voucher of a receipt that has from as its voucher; false when it
	// has another.
	MoveReceipt(tx unit.Tx, r Receipt, from ledger.VoucherID) (bool, error)
}
