package withdrawal

import (
	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/ledger"
)

// CaseID identifies a case. People see its number.
type CaseID int64

// State is where a case stands (办理状态).
type State uint8

// The states. A case is written when it is accepted, so there is none before UnderReview.
const (
	UnderReview State = iota + 1 // 待审核
	Paid                         // 已入账
	Rejected                     // 审核不通过
	Withdrawn                    // 申请人撤回
)

// next lists the states that may follow each one. Whatever is not here is final.
var next = map[State][]State{UnderReview: {Paid, Rejected, Withdrawn}}

// Chinese is the state's name as people see it.
func (s State) Chinese() string {
	return map[State]string{
		UnderReview: "待审核", Paid: "已入账", Rejected: "审核不通过", Withdrawn: "已撤回",
	}[s]
}

// Case is an application from its acceptance on (提取办件).
type Case struct {
	ID       CaseID
	Number   number.CaseNo // 业务流水号
	InCase   bool          // it is the record of a case that doors see (办件), and is decided through that only
	Branch   string        // office that accepted it
	Account  ledger.AccountID
	Request  Request // without the card
	Payee    []byte  // the card, sealed
	State    State
	Accepted civil.Date // 受理日期
	DecideBy civil.Date // last day of the promised term (承诺办结日期)
	Maker    string     // 经办人
	Decided  civil.Date // 办结日期; zero while under review
	Checker  string     // 复核人; empty while under review
	Remark   string     // why it was rejected; empty otherwise
	Principal,
	Interest money.Fen // what was paid; zero unless Paid
	Voucher ledger.VoucherID // zero unless Paid
}

// Codes of the refusals that a case can meet after its acceptance.
const (
	CodeNoCase      = "withdrawal.case.unknown"
	CodeCaseDecided = "withdrawal.case.decided"
	CodeSamePerson  = "withdrawal.case.same-person"
	CodeInCase      = "withdrawal.in-case"
)

// alone refuses a case that is decided through another one.
func (c Case) alone() error {
	if !c.InCase {
		return nil
	}
	return refusal.New(CodeInCase, "该提取申请正在办件"+string(c.Number)+"中办理，不能在办件之外办理", "", "请打开该办件办理")
}

// move gives the case in another state, or refuses when it cannot get there.
func (c Case) move(to State, day civil.Date, actor string) (Case, error) {
	for _, s := range next[c.State] {
		if s == to {
			c.State, c.Decided, c.Checker = to, day, actor
			return c, nil
		}
	}
	return c, refusal.New(CodeCaseDecided, "该办件"+c.State.Chinese()+"，不能再次处理", "", "请查看办件结果")
}

// review gives the case decided by another person than the one who accepted it.
func (c Case) review(to State, day civil.Date, checker string) (Case, error) {
	if checker == c.Maker {
		return c, refusal.New(CodeSamePerson, "经办人不能复核自己受理的办件", access.SeparateSteps, "请由其他人员复核")
	}
	return c.move(to, day, checker)
}
