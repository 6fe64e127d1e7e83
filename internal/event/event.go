// Package event says what happened (事件) to whoever is outside the unit of work in which it did. A use case announces
// an event; the unit writes it into the outbox (发件箱), durable with the act or not at all; one loop of the centre takes
// it from there. An event names records and says nothing about them: who hears of it and what they read is found when
// it is delivered, so that a list of a thousand members is one event.
//
// What doors deliver is here too, as values that know no capability.
package event

import "guangsha/internal/base/unit"

// Kind is what happened. It stands in the outbox for ever and is never reused.
type Kind string

// The kinds, each with what Ref and Part of its events are.
const (
	ListPosted       Kind = "contribution.posted" // 汇缴入账: list, voucher
	WithdrawalPaid   Kind = "withdrawal.paid"     // 提取到账: case, voucher
	InterestCredited Kind = "interest.credited"   // 年度结息: voucher, year
	LoanDisbursed    Kind = "loan.disbursed"      // 贷款发放: loan, voucher
	LoansDebited     Kind = "loan.debited"        // 批量扣款还款: voucher, zero
	LoanOverdue      Kind = "loan.overdue"        // 贷款逾期: loan, instalment
	OverdueCollected Kind = "loan.collected"      // 逾期还款入账: loan, voucher
	LoanPrepaid      Kind = "loan.prepaid"        // 提前还款入账: loan, voucher
	MemberAmended    Kind = "member.amended"      // 个人信息变更: amendment, zero
	MobileLeft       Kind = "member.mobile-left"  // 手机号码变更，告知原号码: amendment, zero
)

// Kinds is the one list of them.
var Kinds = []Kind{ListPosted, WithdrawalPaid, InterestCredited, LoanDisbursed, LoansDebited, LoanOverdue,
	OverdueCollected, LoanPrepaid, MemberAmended, MobileLeft}

// Event is one thing that happened. There is one of a kind with the same Ref and Part: what announces it holds a
// request key, and an act that is asked for again announces nothing.
type Event struct {
	Kind      Kind
	Ref, Part int64 // ids of records, as the kind says
}

// Outbox takes the events of a unit of work. They become durable with it or not at all.
type Outbox interface {
	Announce(tx unit.Tx, events ...Event)
}
