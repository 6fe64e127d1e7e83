package spending_test

import (
	"fmt"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/spending"
	"guangsha/internal/store/opentest"
)

func TestPayDaysMoveToTheWorkingDayBefore(t *testing.T) {
	days := map[int]civil.Date{1: on(1, 25), 2: on(2, 23), 5: on(5, 24), 8: on(8, 23), 12: on(12, 25)}
	for month, want := range days {
		equal(t, "pay day", spending.PayDay(civil.MonthOf(2024, month), 25, "before"), want)
	}
	equal(t, "pay day moved on", spending.PayDay(civil.MonthOf(2024, 2), 25, "after"), on(2, 26))
	equal(t, "pay day of a short month", spending.PayDay(civil.MonthOf(2024, 2), 31, "before"), on(2, 29))
}

func TestAPaymentStaysWithinBudgetContractAndBill(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCentre(t, w)
		contract := func(cost spending.Cost, amount money.Fen) int64 {
			return c.id(c.register.SignContract(ctx, clerk, c.key(), spending.Contract{Cost: cost, Vendor: "示例公司",
				Document: "合同" + c.key(), Amount: amount, Signed: on(1, 3), From: on(1, 1), To: on(12, 31)}))
		}
		channels, security := contract(spending.Channels, 90*money.Wan), contract(spending.Assessment, 10*money.Wan)
		c.must(c.pay(spending.Channels, channels, 60*money.Wan, on(6, 26)))
		c.refused(c.pay(spending.Channels, channels, 31*money.Wan, on(12, 26)), spending.CodeOverContract)
		c.refused(c.pay(spending.Channels, security, money.Wan, on(12, 26)), spending.CodeUnknown)
		c.refused(c.pay(spending.Assessment, security, 9*money.Wan, on(9, 26)), spending.CodeOverBudget)
		raise := spending.Adjustment{Year: 2024, Cost: spending.Assessment, Amount: money.Wan, Day: on(9, 1),
			Document: "示例财调1号"}
		c.must(c.register.AdjustBudget(ctx, clerk, c.key(), raise))
		c.must(c.pay(spending.Assessment, security, 9*money.Wan, on(9, 26)))
		raise.Amount = -money.Wan
		c.refused(c.register.AdjustBudget(ctx, clerk, c.key(), raise), spending.CodeOverBudget)
		l := c.line(spending.Assessment)
		equal(t, "initial budget", l.Initial, 8*money.Wan)
		equal(t, "budget", l.Budget, 9*money.Wan)
		equal(t, "paid", l.Paid, 9*money.Wan)
		c.refused(c.pay(spending.CoreSystem, security, 1, on(9, 26)), spending.CodeNoBudget)
		c.refused(c.pay(spending.Channels, channels, 1, civil.DateOf(2025, 1, 2)), spending.CodeDay)
	})
}

func TestADocumentIsPaidOnce(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	id := c.id(c.register.PlanTraining(ctx, clerk, c.key(),
		spending.TrainingPlan{Title: "示例培训", Month: civil.MonthOf(2024, 3), Invited: []int64{1, 2}}))
	p := spending.Payment{Cost: spending.Training, For: id, Amount: 10_000, Day: on(3, 20), Payee: "示例单位",
		Document: "票1", Treasury: "支1"}
	first, err := c.register.Pay(ctx, clerk, "same", p)
	c.must(err)
	again, err := c.register.Pay(ctx, clerk, "same", p)
	c.must(err)
	equal(t, "answer to the same request", again, first)
	_, err = c.register.Pay(ctx, clerk, "other", p)
	c.refused(err, spending.CodeDocument)
	equal(t, "paid", c.line(spending.Training).Paid, 10_000)
}

func TestAPayRunIsPaidOnceAndToTheFenOfItsLines(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	run := c.id(c.register.OpenPayRun(ctx, clerk, c.key(), spending.PayRun{Month: civil.MonthOf(2024, 2),
		Lines: []spending.StaffAmount{{Staff: 1, Amount: 600_000}, {Staff: 2, Amount: 600_000}}}))
	short := spending.StaffAmount{Staff: 2, Amount: 500_000}
	c.refused(c.pay(spending.StaffPay, run, 1_100_000, on(2, 23)), spending.CodeAmount)
	c.refused(c.pay(spending.StaffPay, run, 1_200_000, on(2, 23), short), spending.CodeAmount)
	c.refused(c.pay(spending.StaffPay, run, 600_000, on(2, 23), spending.StaffAmount{Staff: 3}), spending.CodeUnknown)
	c.must(c.pay(spending.StaffPay, run, 1_100_000, on(2, 23), short))
	c.refused(c.pay(spending.StaffPay, run, 1_200_000, on(2, 26)), spending.CodePaidTwice)
}

func TestOnlyTheInvitedCanHaveAttended(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	id := c.id(c.register.PlanTraining(ctx, clerk, c.key(),
		spending.TrainingPlan{Title: "示例培训", Month: civil.MonthOf(2024, 3), Invited: []int64{1, 2}}))
	held := spending.TrainingHeld{Training: id, Day: on(3, 14), Attended: []int64{1, 3}, Document: "签到表1"}
	c.refused(c.register.HoldTraining(ctx, clerk, c.key(), held), spending.CodeNotInvited)
	held.Attended = []int64{1}
	c.must(c.register.HoldTraining(ctx, clerk, c.key(), held))
	c.refused(c.register.HoldTraining(ctx, clerk, c.key(), held), spending.CodeTwice)
}

func TestAPrintOrderIsPaidAfterItsAcceptance(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	id := c.id(c.register.OrderPrinting(ctx, clerk, c.key(),
		spending.PrintOrder{Title: "示例折页", Day: on(4, 1), Amount: 20_000, Document: "订1"}))
	c.refused(c.pay(spending.Printing, id, 20_000, on(4, 20)), spending.CodeNotAccepted)
	accepted := spending.Acceptance{Of: id, Day: on(4, 10), Document: "验1"}
	c.must(c.register.AcceptPrinting(ctx, clerk, c.key(), accepted))
	c.refused(c.register.AcceptPrinting(ctx, clerk, c.key(), accepted), spending.CodeTwice)
	c.refused(c.pay(spending.Printing, id, 19_999, on(4, 20)), spending.CodeAmount)
	c.must(c.pay(spending.Printing, id, 20_000, on(4, 20)))
	c.refused(c.pay(spending.Printing, id, 20_000, on(4, 21)), spending.CodePaidTwice)
}

func TestTheCalendarOfBillsHoldsEveryKindForEveryPremises(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	plan := spending.BillPlan{Year: 2024, Premises: []string{"甲", "乙", "丙"}, Rules: []spending.BillRule{
		{Kind: spending.Property, Months: []int{2, 5, 8, 11}, Day: 30},
		{Kind: spending.Heating, Months: []int{11}, Day: 15}}}
	c.must(c.register.PlanBills(ctx, clerk, c.key(), plan))
	var due []spending.PlannedBill
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) {
		due, err = c.register.BillsDue(tx, on(1, 1), on(12, 31))
		return err
	}))
	equal(t, "bills", len(due), 15)
	equal(t, "first due day", due[0].Due, on(2, 29))
	c.must(c.pay(spending.Utilities, due[0].ID, 12_345, on(2, 28)))
	c.refused(c.pay(spending.Utilities, due[0].ID, 12_345, on(2, 28)), spending.CodePaidTwice)
}

func TestARegistryBillIsCheckedItemByItem(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	c.fees["证明1"], c.fees["证明2"], c.fees["证明3"] = 8000, 8000, 0
	bill := func(document string, items ...spending.RegistryItem) (int64, error) {
		return c.register.ReceiveRegistryBill(ctx, clerk, c.key(), spending.RegistryBill{Registry: "示例登记中心",
			Document: document, Day: on(3, 1), Items: items})
	}
	item := func(loan int64, certificate string, amount money.Fen) spending.RegistryItem {
		return spending.RegistryItem{Loan: loan, Certificate: certificate, Amount: amount}
	}
	_, err := bill("单1", item(1, "证明9", 8000))
	c.refused(err, spending.CodeCertificate)
	_, err = bill("单1", item(1, "证明2", 8000))
	c.refused(err, spending.CodeCertificate)
	_, err = bill("单1", item(1, "证明1", 55000), item(3, "证明3", 8000))
	c.refused(err, spending.CodeAmount)
	id := c.id(bill("单1", item(1, "证明1", 8000), item(2, "证明2", 8000)))
	_, err = bill("单2", item(1, "证明1", 8000))
	c.refused(err, spending.CodePaidTwice)
	c.refused(c.pay(spending.RegistryFee, id, 8000, on(3, 5)), spending.CodeAmount)
	c.must(c.pay(spending.RegistryFee, id, 16000, on(3, 5)))
	c.refused(c.pay(spending.RegistryFee, id, 16000, on(3, 6)), spending.CodePaidTwice)
}

// TestWhatTheRegistryChargedForALoanIsListed before its bill is paid and afterwards, and of no other loan.
func TestWhatTheRegistryChargedForALoanIsListed(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCentre(t, w)
		c.fees["证明1"], c.fees["证明2"] = 8000, 8000
		items := []spending.RegistryItem{{Loan: 1, Certificate: "证明1", Amount: 8000},
			{Loan: 2, Certificate: "证明2", Amount: 8000}}
		id := c.id(c.register.ReceiveRegistryBill(ctx, clerk, c.key(), spending.RegistryBill{Registry: "示例登记中心",
			Document: "单1", Day: on(3, 1), Items: items}))
		charged := func(loan int64) (list []spending.RegistryCharge) {
			c.must(w.Store.Read(ctx, func(tx unit.Tx) (err error) {
				list, err = w.Store.SpendingReader().RegistryCharges(tx, loan)
				return err
			}))
			return list
		}
		want := spending.RegistryCharge{RegistryItem: items[1], Bill: id, Registry: "示例登记中心", Document: "单1",
			Day: on(3, 1), PayBy: charged(2)[0].PayBy}
		equal(t, "charged", fmt.Sprint(charged(2)), fmt.Sprint([]spending.RegistryCharge{want}))
		equal(t, "to be paid", want.PayBy > on(3, 1), true)
		c.must(c.pay(spending.RegistryFee, id, 16000, on(3, 5)))
		paid := charged(2)[0]
		equal(t, "paid", paid.Paid, on(3, 5))
		equal(t, "by a payment with its receipt", paid.Payment > 0 && paid.Treasury != "", true)
		equal(t, "of another loan", len(charged(3)), 0)
	})
}

func TestServicesAreAcceptedOncePerMonthOfTheContract(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	id := c.id(c.register.SignContract(ctx, clerk, c.key(), spending.Contract{Cost: spending.Assessment,
		Vendor: "示例机构", Document: "合同1", Amount: money.Wan, Signed: on(2, 1), From: on(2, 15), To: on(11, 30)}))
	report := func(month int) error {
		return c.register.AcceptService(ctx, clerk, c.key(), spending.ServiceReport{Contract: id,
			Month: civil.MonthOf(2024, month), Day: on(12, 1), Document: "报告"})
	}
	c.refused(report(1), spending.CodeDay)
	c.must(report(2))
	c.refused(report(2), spending.CodeTwice)
	c.refused(report(12), spending.CodeDay)
	_, err := c.register.RecordAssessment(ctx, clerk, c.key(), spending.SecurityAssessment{Contract: id, System: "核心系统",
		Day: on(9, 5), Score: 8650, OpenHigh: 1, Passed: true, Document: "报告1"})
	c.refused(err, spending.CodeInput)
}

func TestAYearHasOneProjectOfAFamily(t *testing.T) {
	c := newCentre(t, opentest.SQLite(t))
	again := spending.Project{Year: 2024, Code: "it2", Name: "示例项目", Family: spending.ITServices, Document: "示例文号",
		Lines: []spending.BudgetLine{{Cost: spending.CoreSystem, Amount: money.Wan}}}
	_, err := c.register.OpenProject(ctx, clerk, c.key(), again)
	c.refused(err, spending.CodeProjectTaken)
	again.Year, again.Lines[0].Cost = 2025, spending.StaffPay
	_, err = c.register.OpenProject(ctx, clerk, c.key(), again)
	c.refused(err, spending.CodeInput)
}
