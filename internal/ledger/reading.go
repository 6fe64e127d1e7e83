package ledger

import (
	"maps"
	"slices"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
)

// Reader is what screens read of the books. Lists are paged: after names the last row of the page before, and no page
// costs more than its rows.
type Reader interface {
	// State names the state of the whole database: two equal states hold the same rows, but for the entries of what was
	// looked at (audit.OpLook), which change nothing that anybody is shown.
	State(tx unit.Tx) (string, error)
	// CurrentDay is the open day, without holding it open.
	CurrentDay(tx unit.Tx) (civil.Date, error)
	// FirstDay is the first day of the books, or zero before they have begun.
	FirstDay(tx unit.Tx) (civil.Date, error)
	// LastClosed is the last day closed on or before a day, or zero.
	LastClosed(tx unit.Tx, day civil.Date) (civil.Date, error)
	// Days lists book days with what was posted on them.
	Days(tx unit.Tx, from, to civil.Date) ([]DaySummary, error)
	// Turnover sums the lines of a span of days by month, kind and account. A reversal counts to what it reverses.
	Turnover(tx unit.Tx, from, to civil.Date) ([]Turnover, error)

	// Numbered is the voucher with a number, or zero.
	Numbered(tx unit.Tx, no number.VoucherNo) (VoucherID, error)
	// Vouchers lists vouchers in one of the orders By….
	Vouchers(tx unit.Tx, f VoucherFilter, p listing.Page[int64]) ([]VoucherRow, error)
	// VoucherPlaces gives where each row of such a list stands.
	VoucherPlaces(tx unit.Tx, f VoucherFilter, o listing.Order) ([]listing.Place[int64], error)
	// VoucherTotal adds up the vouchers of such a list, all pages of it.
	VoucherTotal(tx unit.Tx, f VoucherFilter) (VoucherTotal, error)
	// Headings gives the rows of vouchers by id.
	Headings(tx unit.Tx, ids []VoucherID) (map[VoucherID]VoucherRow, error)
	// MovementsOf lists the member movements of a voucher in the order of accounts, and Holdings those of holders as
	// they were posted.
	MovementsOf(tx unit.Tx, v VoucherID, after MovementPlace, limit int) ([]Movement, error)
	Holdings(tx unit.Tx, v VoucherID, limit int) ([]HolderRow, error)
	// Beneath counts both.
	Beneath(tx unit.Tx, v VoucherID) (members, holders int64, err error)
	// PostedUnder is the request that a voucher was posted under; none for one from before requests were kept with it.
	PostedUnder(tx unit.Tx, v VoucherID) (RequestName, error)
	// Posted is the audit entry of a voucher, or false.
	Posted(tx unit.Tx, v VoucherID) (audit.Stored, bool, error)

	// Statement lists the movements of an account over a span of days after one with a number, the earliest first.
	Statement(tx unit.Tx, a AccountID, from, to civil.Date, after int64, limit int) ([]Movement, error)
	// BalanceAt is the balance of an account at the end of a day.
	BalanceAt(tx unit.Tx, a AccountID, day civil.Date) (money.Fen, error)
}

// DaySummary is a book day with what was posted on it.
type DaySummary struct {
	Day      civil.Date
	State    DayState
	Vouchers int64
	Amount   money.Fen // sum of the debit side
}

// Turnover is what one kind of voucher moved on one account in a month (发生额).
type Turnover struct {
	Month   civil.Month
	Kind    VoucherKind
	Account Account
	Amount  money.Fen // credit positive
}

// VoucherFilter narrows a list of vouchers. Zero fields do not.
type VoucherFilter struct {
	From, To civil.Date
	Kinds    []VoucherKind // with the reversals of vouchers of these kinds, which take from the same figures
	// Number is the beginning of a number: at least its month.
	Number   NumberRange
	Accounts []Account // vouchers with a line on one of them
}

// VoucherTotal is what a list of vouchers adds up to.
type VoucherTotal struct {
	Vouchers int64
	Moved    money.Fen // on the accounts of the filter, credit positive
}

// NumberRange is a range of vouchers numbered in one month; zero for all.
type NumberRange struct {
	Month       civil.Month
	First, Last int64 // within the month
}

// The orders of a list of vouchers.
const (
	ByDay    = "day"
	ByAmount = "amount"
)

// VoucherRow is a voucher on a list.
type VoucherRow struct {
	ID       VoucherID
	Day      civil.Date
	Kind     VoucherKind
	Number   string
	Branch   string
	Summary  string
	Reverses VoucherID
	Amount   money.Fen // sum of the debit side
	Moved    money.Fen // on the accounts of the filter, credit positive
	Sorted   int64     // what its list is ordered by
	Place    int64     // where it stands among those of its day, or of its amount
}

// MovementPlace is where a movement stands beneath a voucher.
type MovementPlace struct {
	Account AccountID
	Seq     int64
}

// Movement is one movement of a member account.
type Movement struct {
	MovementPlace
	Voucher VoucherID
	Day     civil.Date
	Kind    MovementKind
	Amount  money.Fen
	Carried money.Fen // of it, what moved on the part carried over from earlier years (上年结转)
	Balance money.Fen // after it
}

// Digest is the voucher's digest as its audit entry has it, or empty.
func Digest(r audit.Record) string {
	for _, f := range r.Fields {
		if r.Kind == entryPosted && f.Name == fieldDigest {
			return f.Value
		}
	}
	return ""
}

// Contributes reports whether vouchers of a kind bring members' contributions under 201 (缴存).
func (k VoucherKind) Contributes() bool { return k == KindRemittance || k == KindAllocation }

// Repays reports whether vouchers of a kind bring lent money back (贷款回收).
func (k VoucherKind) Repays() bool {
	return k == KindInstalment || k == KindPayoff || k == KindPrepayment
}

// Carries reports whether vouchers of a kind only carry income and expense over at the end of a period (结转).
func (k VoucherKind) Carries() bool {
	return k == KindIncomeCarry || k == KindExpenseCarry || k == KindYearEnd
}

// Earliest is before any books: the fund began in 1991 (住房公积金制度建立).
var Earliest = civil.DateOf(1991, 1, 1)

var kindNames = map[VoucherKind]string{
	KindRemittance: "汇缴", KindUnlisted: "单位暂存", KindSuspense: "暂收", KindWithdrawal: "部分提取",
	KindClosing: "销户提取", KindDisbursement: "贷款发放", KindInstalment: "贷款回收", KindPayoff: "贷款结清",
	KindPrepayment: "提前还款", KindAccrual: "计提应付利息", KindCrediting: "年度结息", KindFundInterest: "公积金存款利息",
	KindSurplusInt: "增值收益存款利息", KindFeeAccrual: "计提手续费", KindFeePayment: "支付手续费",
	KindIncomeCarry: "结转收入", KindExpenseCarry: "结转支出", KindPlaceDeposit: "存入定期", KindDrawDeposit: "定期支取",
	KindAllocation: "暂存转缴存", KindYearEnd: "年终结转增值收益", KindTimeInterest: "计提定期存款利息",
	KindOpening: "期初建账", KindOverdueChange: "逾期结转", KindReversal: "冲账",
}

// VoucherKinds are the kinds of vouchers that there are, in the order of their codes.
func VoucherKinds() []VoucherKind { return slices.Sorted(maps.Keys(kindNames)) }

// String is the kind in Chinese.
func (k VoucherKind) String() string { return kindNames[k] }

var movementNames = map[MovementKind]string{
	MoveRemittance: "汇缴", MoveBackPay: "补缴", MoveInterest: "结息", MovePartial: "部分提取", MoveClosing: "销户提取",
	MoveOpening: "期初余额",
}

// String is the kind in Chinese.
func (k MovementKind) String() string { return movementNames[k] }

// String is the nature in Chinese.
func (n Nature) String() string {
	return [...]string{"", "资产", "负债", "净资产", "收入", "支出"}[n]
}

// String is the state in Chinese.
func (s DayState) String() string {
	return [...]string{"未开账", "营业中", "日终处理中", "已日结"}[s]
}
