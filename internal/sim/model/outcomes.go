package model

// The outcomes that the model counts.
const (
	repeated           = "a request repeated, and answered as before"
	keyReused          = "another request under a used key: refused"
	clamped            = "a base at a bound"
	remitted           = "a list posted"
	waits              = "money short of the list, waiting for its employer"
	completed          = "a list completed by what waited"
	suspended          = "money of nobody known, in suspense"
	assigned           = "money in suspense given to its employer"
	reversed           = "a booking taken back"
	reverseRefused     = "a booking taken back: refused"
	rentAccepted       = "rent: accepted"
	rentRefused        = "rent: refused"
	rentPaid           = "rent: paid"
	purchaseAccepted   = "purchase: accepted"
	purchaseRefused    = "purchase: refused"
	houseTaken         = "a home that somebody else withdrew for: refused"
	purchasePaid       = "purchase: paid"
	repayAccepted      = "repayment: accepted"
	repayRefused       = "repayment: refused"
	repayPaid          = "repayment: paid"
	beyondCarried      = "a withdrawal beyond the carried part"
	retirementAccepted = "retirement: accepted"
	retired            = "retirement: paid, the account closed"
	leftAccepted       = "job left: accepted"
	leftRefused        = "job left: refused"
	leftPaid           = "job left: paid, the account closed"
	deathAccepted      = "death: accepted"
	deathPaid          = "death: paid, the account closed"
	hired              = "accounts opened for people who join"
	sealed             = "accounts sealed"
	sealRefused        = "a sealing refused"
	unsealed           = "accounts unsealed"
	unsealRefused      = "an unsealing refused"
	transferRefused    = "a change of employer refused"
	closedWithInterest = "a closing with interest"
	credited           = "interest credited on 30 June"
	loanApplied        = "loan: applied"
	loanRefused        = "loan: refused"
	firstHome          = "loan: first home"
	secondHome         = "loan: second home"
	shortLoan          = "loan: five years or less"
	fallingLoan        = "loan: equal principal"
	paid               = "instalment: paid"
	missed             = "instalment: missed"
	collected          = "arrears collected"
	penaltyPaid        = "a penalty paid"
	fellOverdue        = "an instalment moved to overdue loans"
	overdueCollected   = "an overdue instalment collected"
	partPaid           = "arrears collected in part"
	overpaid           = "more than the arrears: refused"
	movedBack          = "an instalment moved back from overdue loans"
	prepaidLower       = "early repayment: smaller instalments"
	prepaidShorter     = "early repayment: fewer instalments"
	paidOff            = "early repayment: all of it"
	payoffOverdue      = "a payoff with overdue instalments"
	prepayOver         = "early repayment of a loan that is over: refused"
	prepayEarly        = "early repayment: too early in the loan"
	prepayOften        = "early repayment: twice in a month"
	prepayBesideDue    = "early repayment: beside a due date"
	prepayOverdue      = "early repayment: overdue instalments"
	prepayTooMuch      = "early repayment: more than is left"
	prepayTooLittle    = "early repayment: too little"
	prepayUneven       = "early repayment: no round amount"
	prepayAmount       = "early repayment: another amount paid"
	newRate            = "a new rate on 1 January"
	oldRate            = "an old rate kept on 1 January"
	stepRefused        = "loan: a step refused"
	assignRefused      = "money in suspense given twice: refused"
	paymentRefused     = "a withdrawal decided twice: refused"
	closedRefused      = "rent from a closed account: refused"
	broughtAssigned    = "money in suspense from before given to its employer"
	broughtCollected   = "an instalment owed from before collected"
	broughtCredited    = "interest credited on a day-product that came along"
	frozenRefused      = "a withdrawal from a frozen account: refused"
	bannedRefused      = "a withdrawal of somebody banned: refused"
	houseBefore        = "a home withdrawn for before the books began"
	drawn              = "a time deposit drawn"
	placed             = "a time deposit placed"
	bankPaid           = "interest of a bank"
	feesPaid           = "bank fees paid"
	monthClosed        = "a month closed"
	spent              = "a payment of the centre's own"
	overBudget         = "a payment beyond the budget: refused"
)

// loanSteps name the steps of a loan.
var loanSteps = map[loanState]string{approved: "loan: approved", signed: "loan: signed",
	registered: "loan: mortgage registered", running: "loan: disbursed"}

// ofEqualPrincipal marks an outcome of a loan that is repaid by equal principal.
const ofEqualPrincipal = ", of equal principal"

// byMethod are the outcomes that are counted by the way in which a loan is repaid.
var byMethod = []string{paid, missed, prepaidLower, prepaidShorter, paidOff, newRate}

// kindOf is an outcome by the way in which a loan is repaid.
func (l *loan) kindOf(outcome string) string {
	if l.Falling {
		return outcome + ofEqualPrincipal
	}
	return outcome
}

// AllOutcomes names everything that a model can count, so that who compares knows what never happened.
func AllOutcomes() []string {
	all := []string{
		repeated, keyReused, clamped, remitted, waits, completed, suspended, assigned, reversed, reverseRefused,
		rentAccepted, rentRefused, rentPaid, purchaseAccepted, purchaseRefused, houseTaken, purchasePaid,
		repayAccepted, repayRefused, repayPaid, beyondCarried, retirementAccepted, retired, leftAccepted,
		leftRefused, leftPaid, deathAccepted, deathPaid, hired, sealed, sealRefused, unsealed, unsealRefused,
		transferRefused, transferred[true], transferred[false], closedWithInterest, credited, loanApplied,
		loanRefused, firstHome, secondHome, shortLoan, fallingLoan, paid, missed, collected, penaltyPaid, fellOverdue,
		overdueCollected, partPaid, overpaid, movedBack, prepaidLower, prepaidShorter, paidOff,
		payoffOverdue, prepayOver, prepayEarly, prepayOften, prepayBesideDue, prepayOverdue, prepayTooMuch,
		prepayTooLittle, prepayUneven, prepayAmount, newRate, oldRate, stepRefused,
		assignRefused, paymentRefused, closedRefused,
		broughtAssigned, broughtCollected, broughtCredited, frozenRefused, bannedRefused, houseBefore, drawn,
		placed, bankPaid, feesPaid, monthClosed, spent, overBudget,
	}
	all = append(all, detours...)
	for _, outcome := range byMethod {
		all = append(all, outcome+ofEqualPrincipal)
	}
	for s := approved; s <= running; s++ {
		all = append(all, loanSteps[s])
	}
	return all
}
