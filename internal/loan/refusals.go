package loan

import (
	"fmt"

	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
)

// The codes of the refusals.
const (
	CodeUnknown       = "loan.unknown"
	CodeState         = "loan.state"
	CodeInput         = "loan.input"
	CodeNoAccount     = "loan.borrower.no-account"
	CodeNotNormal     = "loan.borrower.not-normal"
	CodeMonths        = "loan.borrower.months"
	CodeRunningLoan   = "loan.borrower.running-loan"
	CodeTwoLoans      = "loan.borrower.two-loans"
	CodeBanned        = "loan.borrower.banned"
	CodeTerm          = "loan.term"
	CodeOverLimit     = "loan.amount.over-limit"
	CodeSamePerson    = "loan.same-person"
	CodeContractTaken = "loan.contract.taken"
	CodeCertificate   = "loan.certificate.taken"
	CodeNoReason      = "loan.registration.no-reason"
	CodeDay           = "loan.day"
	CodeChanged       = "loan.debit.changed"
	CodeNothingOwed   = "loan.overdue.nothing-owed"
	CodeSurplus       = "loan.overdue.surplus"
	CodeInCase        = "loan.in-case"
	CodeNotBorrower   = "loan.not-borrower"

	CodeRepriceDue = "loan.reprice.due"

	CodePrepayEarly     = "loan.prepay.early"
	CodePrepayOften     = "loan.prepay.often"
	CodePrepayQuiet     = "loan.prepay.quiet-days"
	CodePrepayOverdue   = "loan.prepay.overdue"
	CodePrepayTooLittle = "loan.prepay.too-little"
	CodePrepayTooMuch   = "loan.prepay.too-much"
	CodePrepayStep      = "loan.prepay.step"
	CodePrepayAmount    = "loan.prepay.amount"
)

const basisBorrow = "《住房公积金管理条例》第二十六条"

func refuseState(from, to State) *refusal.Refused {
	return refusal.New(CodeState, fmt.Sprintf("贷款当前为“%s”，不能转为“%s”", from, to), "", "请按贷款办理顺序操作")
}

// refuseInCase refuses to move a loan past its case, which would say something else of it.
func refuseInCase(no number.CaseNo) *refusal.Refused {
	return refusal.New(CodeInCase, "该贷款正在办件"+string(no)+"中办理，不能在办件之外办理", "", "请打开该办件办理")
}

func refuseSamePerson(who string) *refusal.Refused {
	return refusal.New(CodeSamePerson, who+"不能由同一人办理", "GB/T 51267-2017《住房公积金个人住房贷款业务规范》",
		"请由其他有权限的人员办理")
}
