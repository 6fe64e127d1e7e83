package model

import "slices"

// registryFigures are those of the registration fees of mortgages.
func (m *Model) registryFigures(y span) map[string]Figure {
	var inTime, inYear []bool
	var days, waits []int
	amount, paidFor := zero, map[int64]bool{} // loans with a fee paid in the year, and
	covered := map[int64]bool{}               // those with one paid by its end
	for _, b := range m.own.registry {
		for _, item := range b.items {
			if y.has(b.payBy) {
				inTime = append(inTime, b.paid != 0 && b.paid <= b.payBy)
			}
			if y.has(b.day) {
				inYear = append(inYear, y.has(b.paid))
			}
			covered[item.Loan] = covered[item.Loan] || b.paid != 0 && b.paid <= y.to
			if y.has(b.paid) {
				days, waits = append(days, int(b.paid)), append(waits, int(b.paid-b.day))
				amount, paidFor[item.Loan] = sum(amount, item.Amount), true
			}
		}
	}
	families := map[int64]bool{}
	for id := range paidFor {
		families[m.loans[id].asked.Member] = true
	}
	var owing, all []bool
	for id, l := range m.loans {
		if l.taken || !y.has(l.disbursed) {
			continue
		}
		all = append(all, covered[id])
		if l.fee.Sign() > 0 {
			owing = append(owing, covered[id])
		}
	}
	return map[string]Figure{
		"spending.registration.loans":       count("笔", len(paidFor)),
		"spending.registration.amount":      amountOf(amount),
		"spending.registration.on_time":     share(inTime),
		"spending.registration.in_year":     share(inYear),
		"spending.registration.last_day":    largest(aDate, days),
		"spending.registration.median_days": middle("天", waits),
		"loan.registration.covered":         share(owing),
		"loan.registration.covered_of_all":  share(all),
		"loan.registration.saved":           quotient(inFen, amount.Int64(), int64(len(families))),
	}
}

// officeFigures are those of wages, courses, printing and the bills of the premises.
func (m *Model) officeFigures(y span) map[string]Figure {
	all := map[string]Figure{}
	m.wageFigures(y, all)
	m.courseFigures(y, all)
	accepted := 0
	for _, o := range m.own.orders {
		accepted += one(y.has(o.accepted))
	}
	all["spending.printing.accepted"] = count("次", accepted)
	var paid, inTime []bool
	whole := map[Month]bool{}
	for b, day := range m.own.bills {
		if !y.has(b.Due) {
			continue
		}
		month, is := b.Due.month(), day != 0 && day <= y.to
		paid, inTime = append(paid, is), append(inTime, day != 0 && day <= b.Due)
		before, known := whole[month]
		whole[month] = is && (before || !known)
	}
	months := 0
	for _, is := range whole {
		months += one(is)
	}
	all["spending.bills.months"] = count("次", months)
	all["spending.bills.paid"], all["spending.bills.on_time"] = share(paid), share(inTime)
	return all
}

func (m *Model) wageFigures(y span, all map[string]Figure) {
	months := map[Month]bool{}
	var inFull, onDay []bool
	var late []int
	for _, w := range m.own.wages {
		if y.has(w.paid) {
			months[w.Month] = true
		}
		if !y.has(w.due) {
			continue
		}
		for range w.Due {
			inFull = append(inFull, w.paid != 0)
		}
		onDay = append(onDay, w.paid != 0 && w.paid <= w.due)
		if w.paid != 0 {
			late = append(late, max(0, int(w.paid-w.due)))
		}
	}
	all["spending.pay.months"] = count("次", len(months))
	all["spending.pay.in_full"], all["spending.pay.on_day"] = share(inFull), share(onDay)
	all["spending.pay.latest"] = largest("天", late)
}

func (m *Model) courseFigures(y span, all map[string]Figure) {
	held, came := 0, map[int64]bool{}
	var followed, inMonth, reached []bool
	for _, t := range m.own.trainings {
		if y.has((t.Month + 1).first() - 1) {
			inMonth = append(inMonth, t.held != 0 && t.held.month() == t.Month)
		}
		if !y.has(t.held) {
			continue
		}
		held++
		for _, n := range t.Invited {
			followed = append(followed, t.came[n])
			came[n] = came[n] || t.came[n]
		}
	}
	for _, s := range m.own.staff {
		if s.Joined <= y.to && (s.Left == 0 || s.Left >= y.from) {
			reached = append(reached, came[s.Number])
		}
	}
	all["spending.training.held"] = count("次", held)
	all["spending.training.participation"] = share(followed)
	all["spending.training.in_month"] = share(inMonth)
	all["spending.training.coverage"] = share(reached)
}

// topics are the measures of surveys, by topic.
var topics = map[int]string{11: "pay", 12: "training", 14: "premises", 21: "borrowers", 31: "withdrawers"}

// serviceFigures are those of services under contract, of surveys and of money.
func (m *Model) serviceFigures(y span) map[string]Figure {
	all := map[string]Figure{}
	reports, passed := 0, 0
	for _, a := range m.own.assessed {
		reports += one(y.has(a.day))
		passed += one(y.has(a.day) && a.passed)
	}
	all["spending.it.assessments"], all["spending.it.assessments_passed"] = count("次", reports), count("次", passed)
	months := map[int]map[Month]bool{costCloud: {}, costCore: {}}
	for of := range m.own.reports {
		if at := months[m.own.contracts[of.contract].Cost]; at != nil && y.has((of.month+1).first()-1) {
			at[of.month] = true
		}
	}
	all["spending.it.cloud_months"] = count("个月", len(months[costCloud]))
	all["spending.it.core_months"] = count("个月", len(months[costCore]))
	var covered []bool
	for day := y.from; day <= y.to; day++ {
		covered = append(covered, m.own.serves(day))
	}
	all["spending.it.days_covered"] = share(covered)
	for topic, name := range topics {
		valid, satisfied := int64(0), int64(0)
		for _, s := range m.own.surveys {
			if s.Topic == topic && s.From >= y.from && s.To <= y.to {
				valid, satisfied = valid+s.Valid, satisfied+s.Satisfied
			}
		}
		f := quotient(inParts, satisfied*10_000, valid)
		f.Of = NewFen(valid)
		all["spending.survey."+name] = f
	}
	m.own.moneyFigures(y, all)
	return all
}

// serves reports whether every service is under contract on a day.
func (r *register) serves(day Day) bool {
	costs := map[int]bool{}
	for _, s := range r.contracts {
		if s.From <= day && day <= s.To {
			costs[s.Cost] = true
		}
	}
	return len(costs) == lastService-firstService+1
}

// The measures of what was paid for a cost, and of the budgets of the projects.
var (
	costNames = map[string][]int{"staff_pay": {costWages}, "training": {costTraining}, "printing": {costPrinting},
		"training_printing": {costTraining, costPrinting}, "utilities": {costBills}, "registry_fee": {costRegistry},
		"channels": {firstService}, "data_reporting": {32}, "assessment": {assessing}, "cloud_security": {costCloud},
		"core_system": {costCore}}
	projectNames = map[string]int{"operations": 1, "registration": 2, "it": 3}
)

func (r *register) moneyFigures(y span, all map[string]Figure) {
	paid := func(is func(cost int) bool) Figure {
		total := zero
		for _, p := range r.payments {
			if y.has(p.Day) && is(p.Cost) {
				total = sum(total, p.Amount)
			}
		}
		return amountOf(total)
	}
	for name, costs := range costNames {
		all["spending.cost."+name] = paid(func(cost int) bool { return slices.Contains(costs, cost) })
	}
	for name, project := range projectNames {
		all["spending."+name+".executed"] = paid(func(cost int) bool { return cost/perProject == project })
		budget := zero
		for cost, amount := range r.budgets[y.from.year()] {
			if cost/perProject == project {
				budget = sum(budget, amount)
			}
		}
		// Nobody changes a budget within the year.
		all["spending."+name+".budget"], all["spending."+name+".budget_initial"] = amountOf(budget), amountOf(budget)
	}
}
