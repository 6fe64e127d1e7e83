package sim

import "context"

// deed does what an event asks for, through the use cases of the centre.
type deed func(ctx context.Context, l *life, e event) error

// deeds are what each kind of event does.
var deeds = [whatEnd]deed{
	beginSpending: beginSpendingYear,
	placeDeposit:  placeIdleMoney,
	drawDeposit:   drawDue,
	openEmployer:  registerEmployer,
	leave:         sealLeavers,
	hire:          hireNewcomers,
	come:          receiveComers,
	identify:      identifyPayer,
	remit:         remitMonth,
	settleShort:   payTheRest,
	rent:          asks((*life).rentCase),
	decideRent:    isPaid((*life).rentCase),
	buy:           asks((*life).homeCase),
	decideBuy:     isPaid((*life).homeCase),
	repay:         asks((*life).repayCase),
	decideRepay:   isPaid((*life).repayCase),
	leftJob:       asks((*life).leftCase),
	decideLeftJob: isPaid((*life).leftCase),
	inherit:       asks((*life).heirsCase),
	decideInherit: isPaid((*life).heirsCase),
	askHeld:       askWhileFrozen,
	retire:        applyForPension,
	decideRetire:  approvePension,
	signContract:  signServiceContract,
	apply:         applyForLoan,
	approve:       step(approveLoan),
	sign:          step(signLoan),
	register:      step(registerLoan),
	disburse:      step(disburseLoan),
	collect:       collectArrears,
	prepay:        repayEarly,
	payStaff:      payContractStaff,
	train:         holdTraining,
	printOrder:    orderPrinting,
	acceptPrint:   acceptPrinting,
	payBill:       payOneBill,
	registryBill:  receiveRegistryBill,
	payRegistry:   payRegistryBill,
	acceptService: acceptMonth,
	assess:        assessSecurity,
	payContract:   payServiceContract,
	survey:        recordSurvey,
}
