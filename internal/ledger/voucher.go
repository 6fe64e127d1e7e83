// Package ledger keeps the fund's books (业务账): vouchers of balanced lines, the movements beneath the
// control accounts, request keys, book days and their close.
//
// There are two levels. A voucher (凭证) is summarised: a remittance for 1,000 members is one voucher with two
// lines. Every control account has its own movements (明细) beneath, which add up to the voucher's line. Nothing
// is edited or deleted; a correction is a reversal (冲账) and a new voucher.
//
// Amounts are signed fen with credit positive, so the lines of a voucher add up to zero, a member's balance is
// positive, and money at the bank is negative. The package decides nothing about who may withdraw or borrow.
package ledger

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// VoucherID identifies a voucher from the moment it is posted. People see its number instead.
type VoucherID int64

// AccountID identifies a member account. Home is the employer at opening and never changes, so that the
// accounts of one list lie next to each other; home 0 is the centre.
type AccountID struct{ Home, ID int64 }

// VoucherKind is the business event a voucher stands for (凭证类型).
type VoucherKind int16

// The kinds in use, in the order of their numbers.
const (
	KindRemittance    VoucherKind = 1  // 汇缴
	KindUnlisted      VoucherKind = 2  // 单位暂存
	KindSuspense      VoucherKind = 3  // 暂收
	KindWithdrawal    VoucherKind = 7  // 部分提取
	KindClosing       VoucherKind = 8  // 销户提取
	KindDisbursement  VoucherKind = 12 // 贷款发放
	KindInstalment    VoucherKind = 14 // 贷款回收
	KindPayoff        VoucherKind = 15 // 贷款结清
	KindPrepayment    VoucherKind = 16 // 提前还款
	KindAccrual       VoucherKind = 17 // 计提应付利息
	KindCrediting     VoucherKind = 18 // 年度结息
	KindFundInterest  VoucherKind = 19 // 公积金存款利息
	KindSurplusInt    VoucherKind = 20 // 增值收益存款利息
	KindFeeAccrual    VoucherKind = 24 // 计提手续费
	KindFeePayment    VoucherKind = 27 // 支付手续费
	KindIncomeCarry   VoucherKind = 29 // 结转收入
	KindExpenseCarry  VoucherKind = 30 // 结转支出
	KindPlaceDeposit  VoucherKind = 35 // 存入定期
	KindDrawDeposit   VoucherKind = 36 // 定期支取
	KindAllocation    VoucherKind = 37 // 暂存转缴存
	KindYearEnd       VoucherKind = 39 // 年终结转增值收益
	KindTimeInterest  VoucherKind = 43 // 计提定期存款利息
	KindOpening       VoucherKind = 90 // 期初建账
	KindOverdueChange VoucherKind = 91 // 逾期结转
	KindReversal      VoucherKind = 99 // 冲账
)

// MovementKind is the business kind of a member's movement (归集和提取业务类型).
type MovementKind int16

// The kinds in use.
const (
	MoveRemittance MovementKind = 1  // 汇缴
	MoveBackPay    MovementKind = 2  // 补缴
	MoveInterest   MovementKind = 9  // 结息
	MovePartial    MovementKind = 11 // 部分提取
	MoveClosing    MovementKind = 12 // 销户提取
	MoveOpening    MovementKind = 90 // 期初余额
)

// Line is one line of a voucher (分录). Amount is fen, credit positive.
type Line struct {
	Account Account
	Amount  money.Fen
}

// Debit and Credit make lines from positive amounts.
func Debit(a Account, amount money.Fen) Line { return Line{Account: a, Amount: -amount} }

// Credit makes a line on the credit side (贷方).
func Credit(a Account, amount money.Fen) Line { return Line{Account: a, Amount: amount} }

// MemberRow is what one member account gets or gives in a voucher. Amount is fen, credit positive.
type MemberRow struct {
	Account AccountID
	Amount  money.Fen
}

// MemberBatch is a set of movements of one kind under 201. In one batch an account stands once.
type MemberBatch struct {
	Kind MovementKind
	// Carried is the part of each row's amount that belongs to the balance carried from earlier interest years
	// (上年结转); the rest is of the current year (当年归集). It is zero for anything paid in.
	Carried money.Fen
	// AllCarried says that each row's whole amount is carried; Carried is zero then. Only the balances that a set of
	// books begins with come like this.
	AllCarried bool
	// PaidThrough is the month up to which the rows pay (缴至年月), or zero when they pay for no month. It only moves
	// forward, except in a reversal, where it is the month that the accounts go back to.
	PaidThrough civil.Month
	Rows        []MemberRow
}

// HolderRow is a movement under a holder-controlled account: a loan, a payer, a bank account.
type HolderRow struct {
	Account Account
	Holder  int64     // id of the loan, payer or bank account
	Amount  money.Fen // credit positive
	Ref     string    // outside reference, for example the bank's serial number; unique per holder and day if set
}

// Posting asks for one voucher.
type Posting struct {
	Kind    VoucherKind
	Branch  string // 机构
	Summary string // 摘要, without personal data
	// Reverses names the voucher that this one takes back, or is zero.
	Reverses VoucherID
	// Day is zero for the open day. Only the close of a day posts to that day, while it is closing.
	Day     civil.Date
	Lines   []Line
	Members []MemberBatch
	Holders []HolderRow
}

// Voucher is a posted voucher as the books hold it.
type Voucher struct {
	ID       VoucherID
	Day      civil.Date
	Kind     VoucherKind
	Number   string // YYYYMM-nnnnn, empty until the day is closed (待编号)
	Branch   string
	Summary  string
	Reverses VoucherID
	Lines    []Line
	Digest   []byte // SM3 over lines and movements
	Request  RequestName
}

// MemberAccount is the state of a member account inside a unit of work.
type MemberAccount struct {
	AccountID
	Balance     money.Fen        // 余额
	Carried     money.Fen        // 上年结转余额; the rest of Balance is of the current year
	Product     money.DayProduct // 积数 up to and without LastDay
	LastDay     civil.Date       // first day that Product does not cover
	Seq         int64            // number of movements
	PaidThrough civil.Month      // 缴至年月, zero if none
	Closed      bool             // 已销户
}

// ProductAt is the day-product up to and without day (积数, 算头不算尾).
func (a MemberAccount) ProductAt(day civil.Date) money.DayProduct {
	return a.Product + money.Days(a.Balance, int(day-a.LastDay))
}
