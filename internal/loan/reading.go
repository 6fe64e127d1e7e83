package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// Reader is what screens read of loans.
type Reader interface {
	// List lists loans in one of the orders By….
	List(tx unit.Tx, f Filter, p listing.Page[ID]) ([]Listed, error)
	// Places gives where each row of such a list stands.
	Places(tx unit.Tx, f Filter, o listing.Order) ([]listing.Place[ID], error)
	// Listed gives loans by id; what is not there is left out.
	Listed(tx unit.Tx, ids []ID) (map[ID]Listed, error)
	// LentByMonth sums the loans disbursed in a span of days by month, without those lent before these books began.
	LentByMonth(tx unit.Tx, from, to civil.Date) ([]MonthLent, error)
	// Borrowed lists the loans in which a person borrows, the latest first.
	Borrowed(tx unit.Tx, person int64) ([]Listed, error)
	// Repayments is the register of repayments of a loan, in the order of days.
	Repayments(tx unit.Tx, id ID) ([]Repayment, error)
	// Registrations are a loan's entries in the registry, oldest first.
	Registrations(tx unit.Tx, id ID) ([]Registration, error)
}

// Filter narrows a list of loans. Zero fields do not.
type Filter struct {
	State    State
	From, To civil.Date // of the disbursement
	Branch   string
	Contract string // beginning of its number
	Overdue  bool   // with instalments that are not paid
}

// The orders of a list of loans, beside the order in which they were accepted.
const (
	ByDisbursed = "disbursed"
	ByAmount    = "amount"
	ByBalance   = "balance"
	ByNextDue   = "due"
	ByUnpaid    = "unpaid"
)

// Listed is a loan with its running part, which is zero before the disbursement.
type Listed struct {
	Loan
	Running Running
	Sorted  int64 // what its list is ordered by
}

// MonthLent is what was lent in a month.
type MonthLent struct {
	Month  civil.Month
	Loans  int64
	Amount money.Fen
}

// Planned is an instalment with its day.
type Planned struct {
	Instalment
	Due civil.Date
}

// Schedule is what falls due from now on at the rate of today (还款计划).
func (r Running) Schedule() []Planned {
	var plan []Planned
	for r.NextDue != 0 {
		i := r.instalment()
		plan = append(plan, Planned{i, r.NextDue})
		r = r.after(i)
	}
	return plan
}

// String is the purpose in Chinese.
func (p Purpose) String() string {
	return map[Purpose]string{Purchase: "购买", Build: "建造、翻建", MajorWorks: "大修"}[p]
}

// String is the class in Chinese.
func (c HomeClass) String() string {
	return map[HomeClass]string{FirstHome: "首套", SecondHome: "二套"}[c]
}

// String is the kind in Chinese.
func (k RegistrationKind) String() string {
	return map[RegistrationKind]string{MortgageRegistration: "抵押权首次登记", PreRegistration: "抵押权预告登记",
		Converted: "预告登记转抵押权登记"}[k]
}
