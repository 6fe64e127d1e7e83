package spending

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
)

// Store is what the register needs of an engine. Every method acts inside tx and sees what tx has written. A day of
// zero is a thing that has not happened.
type Store interface {
	// HasProject says whether a year has a project of a family.
	HasProject(tx unit.Tx, year int, f Family) (bool, error)
	// AddProject writes a project with its approved budget, dated the first day of its year.
	AddProject(tx unit.Tx, id ProjectID, p Project) error
	// AddAdjustment writes a change of a cost's budget.
	AddAdjustment(tx unit.Tx, id int64, project ProjectID, a Adjustment) error
	// Lines are the costs of a year's projects in the order of the costs.
	Lines(tx unit.Tx, year int) ([]Line, error)

	// HasDocument says whether a payee's document was entered before.
	HasDocument(tx unit.Tx, payee, document string) (bool, error)
	// AddPayment writes a payment. It refuses with CodeDocument like HasDocument.
	AddPayment(tx unit.Tx, id PaymentID, project ProjectID, p Payment) error

	// AddStaff writes staff numbers.
	AddStaff(tx unit.Tx, list []Staff) error
	// AddPayRun writes a run with its lines.
	AddPayRun(tx unit.Tx, id int64, r PayRun, due civil.Date) error
	// PayRun reads what is due to whom in a run and the day it was paid.
	PayRun(tx unit.Tx, id int64) (lines []StaffAmount, paid civil.Date, found bool, err error)
	// PayRunPaid writes what each got.
	PayRunPaid(tx unit.Tx, id int64, payment PaymentID, day civil.Date, lines []StaffAmount) error

	// AddTraining writes a planned training.
	AddTraining(tx unit.Tx, id int64, p TrainingPlan) error
	// Training reads who was invited and the day it was held.
	Training(tx unit.Tx, id int64) (invited []int64, held civil.Date, found bool, err error)
	// TrainingHeld writes the day and who came.
	TrainingHeld(tx unit.Tx, h TrainingHeld) error

	// AddPrintOrder writes an order.
	AddPrintOrder(tx unit.Tx, id int64, o PrintOrder) error
	// PrintOrder reads an order.
	PrintOrder(tx unit.Tx, id int64) (PrintOrderState, bool, error)
	// PrintOrderAccepted writes its acceptance.
	PrintOrderAccepted(tx unit.Tx, a Acceptance) error
	// PrintOrderPaid writes its payment.
	PrintOrderPaid(tx unit.Tx, id int64, payment PaymentID, day civil.Date) error

	// AddBills writes bills of the calendar under ids.
	AddBills(tx unit.Tx, ids []int64, list []Bill) error
	// BillsDue lists bills due in a span of days, by due date and id.
	BillsDue(tx unit.Tx, from, to civil.Date) ([]PlannedBill, error)
	// BillPaidOn reads the day a bill was paid.
	BillPaidOn(tx unit.Tx, id int64) (paid civil.Date, found bool, err error)
	// BillPaid writes the payment of a bill.
	BillPaid(tx unit.Tx, id int64, payment PaymentID, day civil.Date, amount money.Fen) error

	// IsBilled says whether a certificate stands on a bill.
	IsBilled(tx unit.Tx, certificate string) (bool, error)
	// AddRegistryBill writes a bill with its items. It refuses with CodePaidTwice like IsBilled.
	AddRegistryBill(tx unit.Tx, id int64, b RegistryBill, payBy civil.Date) error
	// RegistryBill reads the amount of a bill and the day it was paid.
	RegistryBill(tx unit.Tx, id int64) (amount money.Fen, paid civil.Date, found bool, err error)
	// RegistryBillPaid writes the payment of a bill.
	RegistryBillPaid(tx unit.Tx, id int64, payment PaymentID, day civil.Date) error

	// AddContract writes a contract.
	AddContract(tx unit.Tx, id int64, c Contract) error
	// Contract reads a contract and what was paid on it.
	Contract(tx unit.Tx, id int64) (c Contract, paid money.Fen, found bool, err error)
	// HasReport says whether a month of a contract was accepted.
	HasReport(tx unit.Tx, contract int64, m civil.Month) (bool, error)
	// AddReport writes an accepted month.
	AddReport(tx unit.Tx, id int64, r ServiceReport) error
	// AddAssessment writes a report of an assessment.
	AddAssessment(tx unit.Tx, id int64, a SecurityAssessment) error

	// HasSurvey says whether a report's answers on a topic were entered before.
	HasSurvey(tx unit.Tx, document string, t Topic) (bool, error)
	// AddSurvey writes a survey. It refuses with CodeDocument like HasSurvey.
	AddSurvey(tx unit.Tx, id int64, v Survey) error
}

// PrintOrderState is an order as it stands.
type PrintOrderState struct {
	Amount         money.Fen
	Accepted, Paid civil.Date
}
