package model

// The centre's own year (业务台账): who works for it, what the budget allows, what it orders, and what it pays for.

// Staffer is somebody who works for the centre.
type Staffer struct {
	Number       int64
	Joined, Left Day // Left is zero for who stays
}

// Bill is one bill of the premises (水电暖物业费).
type Bill struct {
	Premises string
	Kind     int
	Due      Day
}

// BillRule says in which months, from 1, a kind of bill falls due, and on which day of them.
type BillRule struct {
	Kind   int
	Months []int
	Day    int
}

// Wages are what is due to whom for a month (工资发放批次).
type Wages struct {
	ID    int64
	Month Month
	Due   map[int64]Fen // by staff number
}

// Training is a planned course and who is asked to come (培训计划).
type Training struct {
	ID      int64
	Month   Month
	Invited []int64
}

// Service is a contract for a service (外包合同), of one cost.
type Service struct {
	ID       int64
	Cost     int
	Amount   Fen
	From, To Day
}

// RegistryItem is one fee on a bill of the registry (登记费明细).
type RegistryItem struct {
	Loan        int64
	Certificate string
	Amount      Fen
}

// Survey is what a survey found on one topic (问卷调查).
type Survey struct {
	Topic            int
	From, To         Day
	Valid, Satisfied int64
}

// Payment is money that the treasury paid for the centre (国库集中支付).
type Payment struct {
	Cost            int   // the tens digit is the project
	For             int64 // what it pays for, unless it is a bill of the premises
	Bill            Bill
	Amount          Fen
	Day             Day
	Payee, Document string
}

// The costs whose payments settle something of the register (费用类别).
const (
	costWages    = 11
	costTraining = 12
	costPrinting = 13
	costBills    = 14
	costRegistry = 21
	costCloud    = 34
	costCore     = 35
	firstService = 31
	lastService  = costCore
	assessing    = 33
	perProject   = 10
)

// register is all of it.
type register struct {
	staff     []Staffer
	budgets   map[int]map[int]Fen // by year and cost
	wages     map[int64]*paidWages
	trainings map[int64]*heldTraining
	orders    map[int64]*printOrder
	bills     map[Bill]Day // when each was paid, or zero
	contracts map[int64]Service
	reports   map[serviceMonth]bool
	assessed  []assessment
	registry  map[int64]*registryBill
	surveys   []Survey
	payments  []Payment
}

type paidWages struct {
	Wages
	due, paid Day
}

type heldTraining struct {
	Training
	held Day
	came map[int64]bool
}

type printOrder struct {
	amount         Fen
	accepted, paid Day
}

type serviceMonth struct {
	contract int64
	month    Month
}

type assessment struct {
	day    Day
	passed bool
}

type registryBill struct {
	day, payBy, paid Day
	items            []RegistryItem
}

func newRegister() register {
	return register{budgets: map[int]map[int]Fen{}, wages: map[int64]*paidWages{}, trainings: map[int64]*heldTraining{},
		orders: map[int64]*printOrder{}, bills: map[Bill]Day{}, contracts: map[int64]Service{},
		reports: map[serviceMonth]bool{}, registry: map[int64]*registryBill{}}
}

// EnterStaff enters who works for the centre.
func (m *Model) EnterStaff(key string, list []Staffer) Result {
	return m.once(key, func() Result {
		m.own.staff = append(m.own.staff, list...)
		return Done
	})
}

// OpenProject enters the budget of a project, by cost.
func (m *Model) OpenProject(key string, year int, lines map[int]Fen) Result {
	return m.once(key, func() Result {
		if m.own.budgets[year] == nil {
			m.own.budgets[year] = map[int]Fen{}
		}
		for cost, amount := range lines {
			m.own.budgets[year][cost] = amount
		}
		return Done
	})
}

// PlanBills enters every bill of a year.
func (m *Model) PlanBills(key string, year int, premises []string, rules []BillRule) Result {
	return m.once(key, func() Result {
		for _, place := range premises {
			for _, r := range rules {
				for _, n := range r.Months {
					month := MonthOf(year, n)
					due := min(month.first()+Day(r.Day)-1, (month+1).first()-1)
					m.own.bills[Bill{place, r.Kind, due}] = 0
				}
			}
		}
		return Done
	})
}

// OpenWages enters what is due for a month on its pay day, which a rest day moves to the working day before.
func (m *Model) OpenWages(key string, w Wages) Result {
	return m.once(key, func() Result {
		due := w.Month.first() + Day(m.rules.PayDay.count("", m.today)) - 1
		for !m.rules.works(due) {
			due--
		}
		m.own.wages[w.ID] = &paidWages{Wages: w, due: due}
		return Done
	})
}

// PlanTraining enters a planned course.
func (m *Model) PlanTraining(key string, t Training) Result {
	return m.once(key, func() Result {
		m.own.trainings[t.ID] = &heldTraining{Training: t, came: map[int64]bool{}}
		return Done
	})
}

// HoldTraining tells that a course took place, and who came.
func (m *Model) HoldTraining(key string, id int64, day Day, came []int64) Result {
	return m.once(key, func() Result {
		t := m.own.trainings[id]
		if t == nil || t.held != 0 {
			return Refused
		}
		t.held = day
		for _, n := range came {
			t.came[n] = true
		}
		return Done
	})
}

// OrderPrinting enters a print order.
func (m *Model) OrderPrinting(key string, id int64, amount Fen) Result {
	return m.once(key, func() Result {
		m.own.orders[id] = &printOrder{amount: amount}
		return Done
	})
}

// AcceptPrinting tells that what was ordered came and is good.
func (m *Model) AcceptPrinting(key string, id int64, day Day) Result {
	return m.once(key, func() Result {
		o := m.own.orders[id]
		if o == nil || o.accepted != 0 {
			return Refused
		}
		o.accepted = day
		return Done
	})
}

// SignService enters a contract for a service.
func (m *Model) SignService(key string, s Service) Result {
	return m.once(key, func() Result {
		m.own.contracts[s.ID] = s
		return Done
	})
}

// AcceptService takes the report of a month in: one a month that the contract covers.
func (m *Model) AcceptService(key string, contract int64, month Month) Result {
	return m.once(key, func() Result {
		s, known := m.own.contracts[contract]
		of := serviceMonth{contract, month}
		if !known || m.own.reports[of] || month.first() > s.To || (month+1).first() <= s.From {
			return Refused
		}
		m.own.reports[of] = true
		return Done
	})
}

// Assess takes the report of an assessment in (等级保护测评).
func (m *Model) Assess(key string, contract int64, day Day, passed bool) Result {
	return m.once(key, func() Result {
		if m.own.contracts[contract].Cost != assessing {
			return Refused
		}
		m.own.assessed = append(m.own.assessed, assessment{day, passed})
		return Done
	})
}

// BillRegistry takes a bill of the registry in, when each of its items is a fee that is owed and was not billed.
func (m *Model) BillRegistry(key string, id int64, day Day, items []RegistryItem) Result {
	return m.once(key, func() Result {
		for _, item := range items {
			l := m.loans[item.Loan]
			if l == nil || l.certificate != item.Certificate || l.fee.Cmp(item.Amount) != 0 ||
				m.billed(item.Certificate) {
				return Refused
			}
		}
		payBy := m.rules.workdaysOn(day, m.rules.RegistryDays.count("", day))
		m.own.registry[id] = &registryBill{day: day, payBy: payBy, items: items}
		return Done
	})
}

func (m *Model) billed(certificate string) bool {
	for _, b := range m.own.registry {
		for _, item := range b.items {
			if item.Certificate == certificate {
				return true
			}
		}
	}
	return false
}

// RecordSurvey takes the answers of a survey in.
func (m *Model) RecordSurvey(key string, s Survey) Result {
	return m.once(key, func() Result {
		m.own.surveys = append(m.own.surveys, s)
		return Done
	})
}

// Pay books a payment, or refuses one beyond the budget, of another amount than is due, or of what is paid already.
func (m *Model) Pay(key string, p Payment) Result {
	return m.once(key, func() Result {
		if !m.mayPay(p) || !m.own.settle(p) {
			return Refused
		}
		m.own.payments = append(m.own.payments, p)
		m.saw(spent)
		return Done
	})
}

func (m *Model) mayPay(p Payment) bool {
	left := m.own.budgets[p.Day.year()][p.Cost]
	if left == nil {
		return false
	}
	for _, before := range m.own.payments {
		if before.Cost == p.Cost && before.Day.year() == p.Day.year() {
			left = minus(left, before.Amount)
		}
		if before.Payee == p.Payee && before.Document == p.Document {
			return false
		}
	}
	if left.Cmp(p.Amount) < 0 {
		m.saw(overBudget)
		return false
	}
	return true
}

// settle marks what a payment pays for, when it is that which is due.
func (r *register) settle(p Payment) bool {
	switch p.Cost {
	case costWages:
		w := r.wages[p.For]
		return w != nil && due(&w.paid, p, values(w.Due)...)
	case costTraining:
		return r.trainings[p.For] != nil
	case costPrinting:
		o := r.orders[p.For]
		return o != nil && o.accepted != 0 && due(&o.paid, p, o.amount)
	case costBills:
		paid, known := r.bills[p.Bill]
		if known && paid == 0 {
			r.bills[p.Bill] = p.Day
		}
		return known && paid == 0
	case costRegistry:
		b := r.registry[p.For]
		return b != nil && due(&b.paid, p, b.amounts()...)
	}
	s := r.contracts[p.For]
	left := s.Amount
	for _, before := range r.payments {
		if before.Cost == p.Cost && before.For == p.For {
			left = minus(left, before.Amount)
		}
	}
	return s.Cost == p.Cost && left.Cmp(p.Amount) >= 0
}

// due marks something as paid that is not, when the parts of it come to the payment.
func due(paid *Day, p Payment, parts ...Fen) bool {
	if *paid != 0 || sum(parts...).Cmp(p.Amount) != 0 {
		return false
	}
	*paid = p.Day
	return true
}

func values(of map[int64]Fen) (list []Fen) {
	for _, amount := range of {
		list = append(list, amount)
	}
	return list
}

func (b *registryBill) amounts() (list []Fen) {
	for _, item := range b.items {
		list = append(list, item.Amount)
	}
	return list
}
