package spending

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/measure"
)

// Reader is what screens read of the register.
type Reader interface {
	// Execution gives the projects of a year with their budget, in the order of their families.
	Execution(tx unit.Tx, year int) ([]ProjectBudget, error)
	// PaidByMonth sums what was paid for the projects of a year by month.
	PaidByMonth(tx unit.Tx, year int) ([]ProjectMonth, error)
	// Entry reads a record of a kind, such as payment, bill or contract; it is empty when there is none.
	Entry(tx unit.Tx, kind string, id int64) (Entry, error)
	// RegistryCharges lists what the registry charged for a loan, in the order of the bills.
	RegistryCharges(tx unit.Tx, loan int64) ([]RegistryCharge, error)
}

// RegistryCharge is an item of a bill of the registry with how that bill was paid (登记费明细).
type RegistryCharge struct {
	RegistryItem
	Bill     int64
	Registry string
	Document string // 票据号
	Day      civil.Date
	PayBy    civil.Date
	Paid     civil.Date // zero while nobody paid it
	Payment  PaymentID  // zero while nobody paid it
	Treasury string     // what the treasury's receipt of the payment is called
}

// ProjectBudget is a project with its budget (全年预算数).
type ProjectBudget struct {
	Project ProjectID
	Name    string
	Family  Family
	Budget  money.Fen
}

// Executed is the measure of what the projects of a family paid in a year (全年执行数).
func (f Family) Executed() measure.Measure {
	return map[Family]measure.Measure{Operations: MeasureOperationsExecuted,
		RegistrationFees: MeasureRegistrationExecuted, ITServices: MeasureITExecuted}[f]
}

// Budget is the measure of what was planned for the projects of a family (全年预算数).
func (f Family) Budget() measure.Measure {
	return map[Family]measure.Measure{Operations: MeasureOperationsBudget,
		RegistrationFees: MeasureRegistrationBudget, ITServices: MeasureITBudget}[f]
}

// ProjectMonth is what a project paid in a month.
type ProjectMonth struct {
	Project ProjectID
	Month   civil.Month
	Paid    money.Fen
}
