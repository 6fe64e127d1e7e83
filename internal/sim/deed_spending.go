package sim

import (
	"context"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/spending"
)

// pay is a payment by the treasury for something of the register, with papers numbered by its key.
func (l *life) pay(ctx context.Context, e event, step string, p spending.Payment) error {
	paper := fmt.Sprintf("示例%s-%d-%d", step, e.n, e.m)
	p.Day, p.Document, p.Treasury = e.day, "票据"+paper, "支付凭证"+paper
	_, err := heard[spending.PaymentID](l, e.key(step), p)(
		l.centre.Spending.Pay(ctx, staff(0, cashier, e.day), e.key(step), p))
	return err
}

// projects are the three budget projects of the year as approved. The one for registration fees follows the number of
// loans that a city of this size expects.
func (c *City) projects() []spending.Project {
	fees := money.Fen(c.Options.Members*newLoansOfCity/10_000+1) * registrationFee
	projects := []spending.Project{
		{Code: "SL2024-01", Name: "公积金管理业务费用项目", Family: spending.Operations, Lines: []spending.BudgetLine{
			{Cost: spending.StaffPay, Amount: contractStaff * 12 * staffPay},
			{Cost: spending.Training, Amount: 4_000_000},
			{Cost: spending.Printing, Amount: 4_000_000},
			{Cost: spending.Utilities, Amount: 20_000_000},
		}},
		{Code: "SL2024-02", Name: "公积金贷款房屋抵押手续费项目", Family: spending.RegistrationFees,
			Lines: []spending.BudgetLine{{Cost: spending.RegistryFee, Amount: fees.RoundTo(10_000, money.Up)}}},
		{Code: "SL2024-03", Name: "公积金信息化服务外包项目", Family: spending.ITServices},
	}
	for _, k := range contracts {
		projects[2].Lines = append(projects[2].Lines, spending.BudgetLine{Cost: k.cost, Amount: k.amount})
	}
	for i := range projects {
		projects[i].Year, projects[i].Document = c.Options.Year, fmt.Sprintf("示例财预〔%d〕8号", c.Options.Year)
	}
	return projects
}

// registrationFee is what the registry charges for one home.
const registrationFee money.Fen = 8_000

// beginSpendingYear enters what is known at the beginning of the year: staff, budgets, trainings, the bill calendar.
func beginSpendingYear(ctx context.Context, l *life, e event) error {
	s, by := l.centre.Spending, staff(0, clerk, e.day)
	people := make([]spending.Staff, allStaff)
	for i := range people {
		people[i] = spending.Staff{Number: int64(i + 1), Contract: i < contractStaff,
			Joined: civil.DateOf(l.city.Options.Year-1-i%9, 1+i%12, 1)}
	}
	key := e.key("staff")
	if err := l.said(key, people, s.EnterStaff(ctx, by, key, people)); err != nil {
		return err
	}
	for _, p := range l.city.projects() {
		key := e.key("project-" + p.Code)
		if _, err := heard[spending.ProjectID](l, key, p)(
			s.OpenProject(ctx, staff(0, approver, e.day), key, p)); err != nil {
			return err
		}
	}
	for i := range trainings {
		if _, err := l.training(ctx, i); err != nil {
			return err
		}
	}
	plan := l.city.billPlan()
	key = e.key("bills")
	return l.said(key, plan, s.PlanBills(ctx, by, key, plan))
}

// training is the id of a planned training. Asking again under the same key gives it again.
func (l *life) training(ctx context.Context, i int) (int64, error) {
	return once(l, fmt.Sprintf("sim/training/%d", i), func(key string) (int64, error) {
		year := l.city.Options.Year
		p := spending.TrainingPlan{Title: trainings[i].topic, Month: civil.MonthOf(year, trainings[i].month)}
		for n := range allStaff {
			p.Invited = append(p.Invited, int64(n+1))
		}
		return heard[int64](l, key, p)(l.centre.Spending.PlanTraining(ctx, staff(0, clerk, l.city.start()), key, p))
	})
}

func holdTraining(ctx context.Context, l *life, e event) error {
	id, err := l.training(ctx, e.n)
	if err != nil {
		return err
	}
	h := spending.TrainingHeld{Training: id, Day: e.day, Document: fmt.Sprintf("示例签到表%d", e.n+1)}
	for n := range trainings[e.n].came {
		h.Attended = append(h.Attended, int64(n+1))
	}
	key := e.key("held")
	if err := l.said(key, h, l.centre.Spending.HoldTraining(ctx, staff(0, clerk, e.day), key, h)); err != nil {
		return err
	}
	return l.pay(ctx, e, "training", spending.Payment{Cost: spending.Training, For: id, Amount: trainings[e.n].cost,
		Payee: "示例培训中心"})
}

func payContractStaff(ctx context.Context, l *life, e event) error {
	month := civil.MonthOf(l.city.Options.Year, e.n)
	r := spending.PayRun{Month: month}
	for i := range contractStaff {
		r.Lines = append(r.Lines, spending.StaffAmount{Staff: int64(i + 1), Amount: staffPay})
	}
	key := e.key("pay-run")
	id, err := heard[int64](l, key, r)(l.centre.Spending.OpenPayRun(ctx, staff(0, clerk, e.day), key, r))
	if err != nil {
		return err
	}
	return l.pay(ctx, e, "pay", spending.Payment{Cost: spending.StaffPay, For: id,
		Amount: contractStaff * staffPay, Payee: "示例银行代发"})
}

// printing is the id of a print order, ordered on its day.
func (l *life) printing(ctx context.Context, i int) (int64, error) {
	return once(l, fmt.Sprintf("sim/printing/%d", i), func(key string) (int64, error) {
		o := orders[i]
		day := l.city.workday(civil.DateOf(l.city.Options.Year, o.month, o.day))
		order := spending.PrintOrder{
			Title: o.what, Day: day, Amount: o.cost, Document: fmt.Sprintf("示例印刷订单%d", i+1)}
		return heard[int64](l, key, order)(l.centre.Spending.OrderPrinting(ctx, staff(0, clerk, day), key, order))
	})
}

func orderPrinting(ctx context.Context, l *life, e event) error {
	_, err := l.printing(ctx, e.n)
	return err
}

func acceptPrinting(ctx context.Context, l *life, e event) error {
	id, err := l.printing(ctx, e.n)
	if err != nil {
		return err
	}
	a := spending.Acceptance{Of: id, Day: e.day, Document: fmt.Sprintf("示例验收单%d", e.n+1)}
	key := e.key("accept")
	if err := l.said(key, a, l.centre.Spending.AcceptPrinting(ctx, staff(0, reviewer, e.day), key, a)); err != nil {
		return err
	}
	return l.pay(ctx, e, "printing", spending.Payment{Cost: spending.Printing, For: id, Amount: orders[e.n].cost,
		Payee: "示例印刷厂"})
}

// planned finds the bills of the calendar in the register, in the order of the city's.
func (l *life) planned(ctx context.Context) ([]int64, error) {
	if l.billIDs != nil {
		return l.billIDs, nil
	}
	known := map[spending.Bill]int64{}
	err := l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		list, err := l.centre.Spending.BillsDue(tx, l.city.start(), l.city.end())
		for _, b := range list {
			known[b.Bill] = b.ID
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, b := range l.city.Bills {
		l.billIDs = append(l.billIDs, known[b.Bill])
	}
	return l.billIDs, nil
}

func payOneBill(ctx context.Context, l *life, e event) error {
	ids, err := l.planned(ctx)
	if err != nil {
		return err
	}
	b := l.city.Bills[e.n]
	payee := [...]string{"示例供水公司", "示例电力公司", "示例供热公司", "示例物业公司"}[b.Kind-spending.Water]
	return l.pay(ctx, e, "bill",
		spending.Payment{Cost: spending.Utilities, For: ids[e.n], Amount: b.amount, Payee: payee})
}

// contract is the id of an IT contract, signed on the first working day.
func (l *life) contract(ctx context.Context, i int) (int64, error) {
	return once(l, fmt.Sprintf("sim/contract/%d", i), func(key string) (int64, error) {
		day := l.city.workday(civil.DateOf(l.city.Options.Year, 1, 2))
		k := contracts[i]
		signed := spending.Contract{Cost: k.cost, Vendor: k.supplier, Document: k.number, Amount: k.amount, Signed: day,
			From: l.city.start(), To: l.city.end()}
		return heard[int64](l, key, signed)(l.centre.Spending.SignContract(ctx, staff(0, approver, day), key, signed))
	})
}

func signServiceContract(ctx context.Context, l *life, e event) error {
	_, err := l.contract(ctx, e.n)
	return err
}

func acceptMonth(ctx context.Context, l *life, e event) error {
	id, err := l.contract(ctx, e.n)
	if err != nil {
		return err
	}
	r := spending.ServiceReport{Contract: id, Month: civil.MonthOf(l.city.Options.Year, e.m), Day: e.day,
		Document: fmt.Sprintf("示例服务报告%d-%02d", e.n+1, e.m)}
	key := e.key("service")
	return l.said(key, r, l.centre.Spending.AcceptService(ctx, staff(0, reviewer, e.day), key, r))
}

func payServiceContract(ctx context.Context, l *life, e event) error {
	id, err := l.contract(ctx, e.n)
	if err != nil {
		return err
	}
	k := contracts[e.n]
	return l.pay(ctx, e, "contract",
		spending.Payment{Cost: k.cost, For: id, Amount: k.pays[e.m].amount, Payee: k.supplier})
}

func assessSecurity(ctx context.Context, l *life, e event) error {
	for i, k := range contracts {
		if k.cost != spending.Assessment {
			continue
		}
		id, err := l.contract(ctx, i)
		if err != nil {
			return err
		}
		a := spending.SecurityAssessment{Contract: id, System: "示例市公积金业务系统", Day: e.day, Score: 8_120,
			Passed: true, Document: "示例测评报告2024-01"}
		key := e.key("assess")
		_, err = heard[int64](l, key, a)(
			l.centre.Spending.RecordAssessment(ctx, staff(0, reviewer, e.day), key, a))
		return err
	}
	return nil
}

// receiveBill enters the registry's bill for the mortgages of a month, and gives its id and amount: those that were
// registered, for not every loan that was asked for was granted. There is no bill for none.
func (l *life) receiveBill(ctx context.Context, month int) (id int64, amount money.Fen, err error) {
	day := l.city.Calendar.OnOrBefore(civil.MonthOf(l.city.Options.Year, month).Last())
	b := spending.RegistryBill{Registry: registry, Document: fmt.Sprintf("示例登记费票据%02d", month), Day: day}
	for _, n := range l.city.registered(month) {
		item := spending.RegistryItem{Certificate: l.city.People[l.city.Loans[n]].Borrows.Certificate,
			Amount: registrationFee}
		found, err := l.registeredAs(ctx, n, &item)
		if err != nil {
			return 0, 0, err
		}
		if found {
			b.Items = append(b.Items, item)
			amount += registrationFee
		}
	}
	if len(b.Items) == 0 {
		return 0, 0, nil
	}
	key := fmt.Sprintf("sim/registry/%d", month)
	id, err = heard[int64](l, key, b)(
		l.centre.Spending.ReceiveRegistryBill(ctx, staff(0, clerk, day), key, b))
	return id, amount, err
}

// registeredAs reports whether the mortgage of the nth loan of the year was registered, and names the loan.
func (l *life) registeredAs(ctx context.Context, n int, item *spending.RegistryItem) (found bool, err error) {
	id, err := l.loan(ctx, n)
	if refusal.Of(err) != nil {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	item.Loan = int64(id)
	err = l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		_, found, err = l.centre.Loan.FeeDue(tx, item.Loan, item.Certificate)
		return err
	})
	return found, err
}

// registry is the office that registers mortgages in the city.
const registry = "示例市不动产登记中心"

func receiveRegistryBill(ctx context.Context, l *life, e event) error {
	_, _, err := l.receiveBill(ctx, e.n)
	return err
}

func payRegistryBill(ctx context.Context, l *life, e event) error {
	id, amount, err := l.receiveBill(ctx, e.n)
	if err != nil || id == 0 {
		return err
	}
	return l.pay(ctx, e, "registry",
		spending.Payment{Cost: spending.RegistryFee, For: id, Amount: amount, Payee: registry})
}
