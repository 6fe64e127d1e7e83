package loan

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
)

// Method is how a loan is repaid (还款方式).
type Method uint8

// The methods. A loan of which nothing is said is an annuity.
const (
	Annuity        Method = iota // 等额本息: equal payments
	EqualPrincipal               // 等额本金: equal principal, with interest that falls
)

// product is what a method computes. What stays equal from one instalment to the next is the payment of an annuity, and
// the principal part of equal principal.
type product struct {
	name    string
	code    string // 贷款还款方式 of JGJ/T 320
	equal   func(balance money.Fen, rate money.Rate, months int) money.Fen
	step    func(balance money.Fen, rate money.Rate, equal money.Fen, k, months int) Instalment
	carries func(free money.Fen, annual money.Rate, months int) money.Fen // 还款能力 of a payment a month
	// anew is what stays equal at another rate, over the instalments that are left.
	anew func(equal, balance money.Fen, rate money.Rate, months int) money.Fen
	// within is what stays equal of a loan whose next instalment is an amount due.
	within func(due, balance money.Fen, rate money.Rate) money.Fen
}

var products = []product{Annuity: annuity, EqualPrincipal: equalPrincipal}

func (m Method) product() product { return products[m] }

// Known reports whether a loan can be repaid in this way.
func (m Method) Known() bool { return int(m) < len(products) }

// String is the method in Chinese.
func (m Method) String() string {
	if !m.Known() {
		return ""
	}
	return m.product().name
}

// Code is the code of the method in the data standard (贷款还款方式, JGJ/T 320).
func (m Method) Code() string { return m.product().code }

// MethodOf is the method of a code of the data standard. An empty one is an annuity; ok is false for a method that
// this package does not keep.
func MethodOf(code string) (m Method, ok bool) {
	for i, p := range products {
		if p.code == code {
			return Method(i), true
		}
	}
	return Annuity, code == ""
}

// Equal is what stays equal of a loan's instalments: the payment of an annuity, the principal part of equal principal;
// rounded half-up to the fen.
func (m Method) Equal(balance money.Fen, rate money.Rate, months int) money.Fen {
	return m.product().equal(balance, rate, months)
}

// Terms are what the schedule of a loan follows from.
type Terms struct {
	Principal money.Fen  // 贷款金额
	Rate      money.Rate // annual (年利率)
	Months    int        // number of instalments (期数)
}

// Instalment is one instalment (期), by the schedule.
type Instalment struct {
	Number    int // 期次, from 1
	Principal money.Fen
	Interest  money.Fen
	Balance   money.Fen // principal that stays after it (剩余本金)
}

// Amount is what the borrower pays.
func (i Instalment) Amount() money.Fen { return i.Principal + i.Interest }

// Schedule is the schedule of a loan (还款计划). The last instalment takes whatever balance is left, so that the principal
// parts add up to the loan.
func (m Method) Schedule(t Terms) []Instalment {
	equal, step := m.Equal(t.Principal, t.Rate, t.Months), m.product().step
	plan := make([]Instalment, 0, t.Months)
	balance := t.Principal
	for k := 1; k <= t.Months; k++ {
		i := step(balance, t.Rate, equal, k, t.Months)
		plan = append(plan, i)
		balance = i.Balance
	}
	return plan
}

// DueDate is the day instalment k falls due: the same day of the month as the disbursement, the last day where a
// month lacks it, the first one month after disbursement. A day off does not move it.
func DueDate(disbursed civil.Date, anchor, k int) civil.Date {
	return disbursed.AddMonthsAnchored(k, anchor)
}
