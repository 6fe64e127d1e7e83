// Package withdrawal decides on withdrawals from member accounts (提取) and pays them.
//
// A reason is a file of its own with pure rules; what holds for all reasons is in check.go, in the order of the
// guide; a use case is a method of Service in a file of its own. The package posts through the ledger only, computes
// no interest, and sees other capabilities through the small interfaces in store.go.
package withdrawal

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/member"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Code names a reason for withdrawing. It stands in cases for ever and is never reused.
type Code string

// Reason is one lawful ground for withdrawing (提取原因), with the rules that hold for it from each date on. Each
// reason lives in a file of its own, listed in Reasons.
type Reason struct {
	Code     Code
	Title    string // 中文名称, as in the published service guide (办事指南)
	Standard string // 提取原因 in the data standard of the business, two digits
	// Closes says why the account closes when the whole balance goes with its interest (销户提取); zero for a reason
	// that only takes part of it (部分提取).
	Closes member.CloseReason
	// Interval is the number of months that must pass between two applications; empty when nothing limits them.
	Interval policy.Count
	// WithLoan says whether who repays a loan here may withdraw all the same; nil for a reason that must wait until the
	// loan is repaid.
	WithLoan func(a Application) bool
	// ByHeirs says that heirs or legatees ask for the money of somebody who has died, and are paid to their own card.
	ByHeirs bool
	Regimes []Regime // latest first
}

// Regime is what holds for a reason from a day on. The day an application is accepted (受理日期) chooses it, so that
// an application accepted under one law is decided under that law.
type Regime struct {
	Effective civil.Date // first day
	Basis     string     // 依据: instrument and article
	Materials []serviceitem.Material
	// Limit is the most that the application entitles to, in fen and before the balance is looked at, or a
	// *refusal.Refused that names everything the application lacks. It is pure: no clock, no storage.
	Limit func(a Application, t Terms) (money.Fen, error)
}

// Reasons are the reasons in use, in the order in which the Regulation names them (条例第二十四条).
var Reasons = []Reason{rent, purchase, repay, retire, left, death}

// Find gives a reason by its code.
func Find(code Code) (Reason, bool) {
	for _, r := range Reasons {
		if r.Code == code {
			return r, true
		}
	}
	return Reason{}, false
}

// ClosesAccount reports whether the reason is for closing withdrawals (销户提取).
func (r Reason) ClosesAccount() bool { return r.Closes != 0 }

// On is the regime in force on a day; false when the reason did not exist yet.
func (r Reason) On(day civil.Date) (Regime, bool) {
	for _, g := range r.Regimes {
		if g.Effective <= day {
			return g, true
		}
	}
	return Regime{}, false
}

// Days on which the Regulation changed what a withdrawal rests on.
var (
	regulation1999 = civil.DateOf(1999, 4, 3)  // 住房公积金管理条例（国务院令第262号）
	notice2018     = civil.DateOf(2018, 5, 2)  // 关于开展治理违规提取住房公积金工作的通知（建金〔2018〕46号）
	regulation2026 = civil.DateOf(2026, 9, 20) // 住房公积金管理条例（国务院令第844号修订）
)

// Terms are the parameters that hold for an application.
type Terms struct {
	Policy *policy.Set
	Branch string
	On     civil.Date // 受理日期
}

// Request is what the applicant asks for.
type Request struct {
	Member    number.MemberNo // 个人账号
	Reason    Code
	Closing   bool            // the account is to be closed (销户提取)
	Amount    money.Fen       // asked for; on closing zero or the balance, since everything goes
	Applicant member.PersonID // whom the door has verified (核验身份); zero when it could not
	Authority string          // number of the owner's authority to an agent (授权委托书编号); empty for the owner
	Card      string          // bank card to be paid to; kept sealed only
	Rent      *RentClaim
	Purchase  *PurchaseClaim
	Repay     *RepayClaim
	Retired   *Retirement
	Left      *LeftClaim
	Inherits  *InheritClaim
}

// Facts are what the centre's own books and registers say on the day.
type Facts struct {
	Owner        member.PersonID // 账户所有人
	Closed       bool            // 已销户
	Balance      money.Fen       // 余额
	FrozenWhole  bool            // 全额冻结
	Frozen       money.Fen       // amount frozen (部分冻结); Balance less Frozen is available
	BannedUntil  civil.Date      // first day on which a person under a fraud ban may apply again; zero without one
	InProgress   bool            // another application of the account is undecided
	LastAccepted civil.Date      // last application for the same reason that was not refused; zero if none
	OpenLoan     bool            // borrower or co-borrower of a loan here that is not paid off
	OwnsCard     bool            // the card is registered in the owner's name
	SealedOn     civil.Date      // 封存日期; zero while the account is not sealed
	SealReason   member.SealReason
	MonthsPaid   int // months contributed without a gap up to now (连续缴存月数)
	// RepaidHere is what was repaid on loans of this centre, penalties not counted, since the last application for that
	// and in the last twelve months, up to the day before.
	RepaidHere   money.Fen
	HouseTotal   money.Fen // withdrawn by the family for the home, undecided cases included
	HouseTaken   bool      // somebody else has withdrawn for the home
	RentThisYear money.Fen // withdrawn for rent by the family in the calendar year, undecided ones included
}

// Available is what a freeze leaves of the balance.
func (f Facts) Available() money.Fen {
	if f.FrozenWhole {
		return 0
	}
	return max(f.Balance-f.Frozen, 0)
}

// Application is a request together with the facts on which it is decided.
type Application struct {
	Request
	Facts
}

// Parameters that the generic checks read.
const (
	KeepMin    policy.Fen   = "withdraw.keep_min"    // 部分提取后账户至少保留的余额
	DecideDays policy.Count = "withdraw.decide_days" // 自受理之日起作出决定的工作日数
)
