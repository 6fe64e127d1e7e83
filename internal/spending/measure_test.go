package spending_test

import (
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/measure"
	"guangsha/internal/spending"
	"guangsha/internal/store/opentest"
)

// staffYear enters three of staff, four pay runs of which one is late and one short, and three trainings of which
// one is a month late; two of the staff ever come.
func (c *centre) staffYear() {
	c.t.Helper()
	c.must(c.register.EnterStaff(ctx, clerk, c.key(), []spending.Staff{{Number: 1, Contract: true, Joined: on(1, 1)},
		{Number: 2, Joined: on(1, 1)}, {Number: 3, Joined: on(5, 1)}, {Number: 4, Joined: 1, Left: 2}}))
	for month, day := range map[int]civil.Date{1: on(1, 25), 2: on(2, 23), 8: on(8, 26), 9: on(9, 25)} {
		run := c.id(c.register.OpenPayRun(ctx, clerk, c.key(), spending.PayRun{Month: civil.MonthOf(2024, month),
			Lines: []spending.StaffAmount{{Staff: 1, Amount: 600_000}, {Staff: 2, Amount: 600_000}}}))
		if month == 9 {
			c.must(c.pay(spending.StaffPay, run, 1_100_000, day, spending.StaffAmount{Staff: 2, Amount: 500_000}))
			continue
		}
		c.must(c.pay(spending.StaffPay, run, 1_200_000, day))
	}
	for month, day := range map[int]civil.Date{3: on(3, 14), 6: on(7, 2), 9: on(9, 12)} {
		id := c.id(c.register.PlanTraining(ctx, clerk, c.key(),
			spending.TrainingPlan{Title: "示例培训", Month: civil.MonthOf(2024, month), Invited: []int64{1, 2}}))
		attended := []int64{1, 2}
		if month == 9 {
			attended = []int64{1}
		}
		c.must(c.register.HoldTraining(ctx, clerk, c.key(),
			spending.TrainingHeld{Training: id, Day: day, Attended: attended, Document: "签到表"}))
		c.must(c.pay(spending.Training, id, 100_000, day))
	}
}

// officeYear enters a print order, eight bills in four months of which one is late and one never paid, and two
// bills of the registry of which one is paid after its term.
func (c *centre) officeYear() {
	c.t.Helper()
	order := c.id(c.register.OrderPrinting(ctx, clerk, c.key(),
		spending.PrintOrder{Title: "示例折页", Day: on(4, 1), Amount: 20_000, Document: "订1"}))
	accepted := spending.Acceptance{Of: order, Day: on(4, 10), Document: "验1"}
	c.must(c.register.AcceptPrinting(ctx, clerk, c.key(), accepted))
	c.must(c.pay(spending.Printing, order, 20_000, on(4, 20)))
	c.must(c.register.PlanBills(ctx, clerk, c.key(), spending.BillPlan{Year: 2024, Premises: []string{"甲", "乙"},
		Rules: []spending.BillRule{{Kind: spending.Water, Months: []int{1, 2, 3, 4}, Day: 20}}}))
	var due []spending.PlannedBill
	c.must(c.Store.Read(ctx, func(tx unit.Tx) (err error) {
		due, err = c.register.BillsDue(tx, on(1, 1), on(12, 31))
		return err
	}))
	for i, b := range due[:7] {
		day := b.Due.AddDays(-3)
		if i == 2 {
			day = b.Due.AddDays(4)
		}
		c.must(c.pay(spending.Utilities, b.ID, 10_000, day))
	}
	c.fees["证明1"], c.fees["证明2"], c.fees["证明3"] = 8000, 8000, 8000
	for i, items := range [][]spending.RegistryItem{{{Loan: 1, Certificate: "证明1", Amount: 8000},
		{Loan: 2, Certificate: "证明2", Amount: 8000}}, {{Loan: 3, Certificate: "证明3", Amount: 8000}}} {
		bill := c.id(c.register.ReceiveRegistryBill(ctx, clerk, c.key(), spending.RegistryBill{Registry: "示例登记中心",
			Document: c.key(), Day: on(3+i, 1), Items: items}))
		c.must(c.pay(spending.RegistryFee, bill, 8000*money.Fen(len(items)), on(3+i, 8+20*i)))
	}
}

// servicesYear enters all five contracts, one of which ends a month early, two accepted months and an assessment.
func (c *centre) servicesYear() {
	c.t.Helper()
	for cost := spending.Channels; cost <= spending.CoreSystem; cost++ {
		s := spending.Contract{Cost: cost, Vendor: "示例公司", Document: c.key(), Amount: money.Wan, Signed: on(1, 2),
			From: on(1, 1), To: on(12, 31)}
		if cost == spending.CoreSystem {
			s.To = on(11, 30)
		}
		id := c.id(c.register.SignContract(ctx, clerk, c.key(), s))
		for month := 1; month <= 2 && cost == spending.CloudSecurity; month++ {
			c.must(c.register.AcceptService(ctx, clerk, c.key(), spending.ServiceReport{Contract: id,
				Month: civil.MonthOf(2024, month), Day: on(3, 1), Document: "报告"}))
		}
		switch cost {
		case spending.Channels:
			c.must(c.pay(cost, id, money.Wan, on(3, 1)))
		case spending.Assessment:
			c.id(c.register.RecordAssessment(ctx, clerk, c.key(), spending.SecurityAssessment{Contract: id,
				System: "示例系统", Day: on(9, 5), Score: 8650, Passed: true, Document: "报告1"}))
		}
	}
}

// surveyYear enters surveys of all topics, the staff's on training in two halves of the year, and one whose year is
// over.
func (c *centre) surveyYear() {
	c.t.Helper()
	past := civil.DateOf(2023, 12, 31)
	for _, v := range []spending.Survey{
		{Topic: spending.SurveyBorrowers, Sent: 500, Valid: 480, VerySatisfied: 300, Satisfied: 170},
		{Topic: spending.SurveyWithdrawers, Sent: 50, Valid: 40, VerySatisfied: 20, Satisfied: 17},
		{Topic: spending.SurveyPay, Sent: 13, Valid: 13, VerySatisfied: 10, Satisfied: 3},
		{Topic: spending.SurveyTraining, To: on(6, 30), Sent: 32, Valid: 2, VerySatisfied: 1, Satisfied: 1},
		{Topic: spending.SurveyTraining, From: on(7, 1), Sent: 32, Valid: 30, VerySatisfied: 20, Satisfied: 7},
		{Topic: spending.SurveyPremises, Sent: 3, Valid: 3, Satisfied: 2},
		{Topic: spending.SurveyPremises, From: past, To: past, Sent: 3, Valid: 3},
	} {
		v.Held, v.Document = on(12, 16), c.key()
		if v.From == 0 {
			v.From = on(1, 1)
		}
		if v.To == 0 {
			v.To = v.Held
		}
		c.id(c.register.RecordSurvey(ctx, clerk, c.key(), v))
	}
}

func TestTheYearsFiguresComeFromTheRegister(t *testing.T) {
	want := map[string]int64{
		"spending.pay.months": 4, "spending.pay.in_full": 8750, "spending.pay.on_day": 7500, "spending.pay.latest": 3,
		"spending.training.held": 3, "spending.training.coverage": 6667, "spending.training.participation": 8333,
		"spending.training.in_month": 6667, "spending.printing.accepted": 1,
		"spending.bills.months": 3, "spending.bills.paid": 8750, "spending.bills.on_time": 7500,
		"spending.registration.loans": 3, "spending.registration.amount": 24_000,
		"spending.registration.on_time": 6667, "spending.registration.in_year": 10_000,
		"spending.registration.last_day": int64(on(4, 28)), "spending.registration.median_days": 7,
		"spending.it.assessments": 1, "spending.it.assessments_passed": 1, "spending.it.cloud_months": 2,
		"spending.it.core_months": 0, "spending.it.days_covered": 335 * 10000 / 366,
		"spending.cost.staff_pay": 4_700_000, "spending.cost.training": 300_000, "spending.cost.printing": 20_000,
		"spending.cost.training_printing": 320_000, "spending.cost.utilities": 70_000,
		"spending.cost.registry_fee": 24_000, "spending.cost.channels": 1_000_000, "spending.cost.data_reporting": 0,
		"spending.cost.assessment": 0, "spending.cost.cloud_security": 0, "spending.cost.core_system": 0,
		"spending.operations.budget_initial": 123_000_000, "spending.operations.budget": 123_000_000,
		"spending.operations.executed": 5_090_000, "spending.registration.budget_initial": 5_000_000,
		"spending.registration.budget": 5_000_000, "spending.registration.executed": 24_000,
		"spending.it.budget_initial": 107_500_000, "spending.it.budget": 108_500_000,
		"spending.it.executed": 1_000_000, "spending.survey.borrowers": 9792, "spending.survey.pay": 10_000,
		"spending.survey.training": 9063, "spending.survey.premises": 6667, "spending.survey.withdrawers": 9250,
	}
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCentre(t, w)
		c.staffYear()
		c.officeYear()
		c.servicesYear()
		c.surveyYear()
		c.must(c.register.AdjustBudget(ctx, clerk, c.key(), spending.Adjustment{Year: 2024, Cost: spending.Assessment,
			Amount: money.Wan, Day: on(9, 1), Document: "示例财调1号"}))
		c.must(c.Store.Read(ctx, func(tx unit.Tx) error {
			for _, m := range spending.Measures {
				v, err := c.Store.Value(tx, m, measure.Year(2024))
				if err != nil {
					return err
				}
				equal(t, m.Name, v.N, want[m.Name])
				rows, err := c.Store.Rows(tx, m, measure.Year(2024), measure.Row{}, 1000)
				if err != nil {
					return err
				}
				equal(t, "rows of "+m.Name, int64(len(rows)), v.Rows)
				if v, err = c.Store.Value(tx, m, measure.Year(2023)); err != nil {
					return err
				}
				equal(t, m.Name+" of another year", v.N, 0)
			}
			return nil
		}))
		if len(want) != len(spending.Measures) {
			t.Errorf("%d figures are expected of %d measures", len(want), len(spending.Measures))
		}
	})
}
