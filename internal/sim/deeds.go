package sim

import "context"

// deed does what an event asks for, through the use cases of the centre.
type deed func(ctx context.Context, l *life, e event) error

// deeds are what each kind of event does.
var deeds = [whatEnd]deed{
	beginSpending: beginSpendingYear,
	signContract:  signServiceContract,
	collect:       collectArrears,
	payStaff:      payContractStaff,
	train:         holdTraining,
	printOrder:    orderPrinting,
	acceptPrint:   acceptPrinting,
	payBill:       payOneBill,
	acceptService: acceptMonth,
	assess:        assessSecurity,
	payContract:   payServiceContract,
}
