package sim

import (
	"slices"

	"guangsha/internal/sim/model"
	"guangsha/internal/spending"
)

// askSpending puts a request about the centre's own spending to the model, if it is one.
func (o *opinion) askSpending(l *life, t testimony) (result model.Result, asked bool) {
	m, id := o.model, int64(0)
	if given, ok := t.answer.(int64); ok {
		id = given
	}
	switch r := t.request.(type) {
	case []spending.Staff:
		var list []model.Staffer
		for _, s := range r {
			p := model.Staffer{Number: s.Number, Joined: modelDate(s.Joined)}
			if s.Left != 0 {
				p.Left = modelDate(s.Left)
			}
			list = append(list, p)
		}
		return m.EnterStaff(t.key, list), true
	case spending.Project:
		lines := map[int]model.Fen{}
		for _, line := range r.Lines {
			lines[int(line.Cost)] = fen(line.Amount)
		}
		return m.OpenProject(t.key, r.Year, lines), true
	case spending.BillPlan:
		var rules []model.BillRule
		for _, rule := range r.Rules {
			rules = append(rules, model.BillRule{Kind: int(rule.Kind), Months: rule.Months, Day: rule.Day})
		}
		return m.PlanBills(t.key, r.Year, r.Premises, rules), true
	case spending.TrainingPlan:
		return m.PlanTraining(t.key, model.Training{ID: id, Month: modelMonth(r.Month), Invited: r.Invited}), true
	case spending.TrainingHeld:
		return m.HoldTraining(t.key, r.Training, modelDate(r.Day), r.Attended), true
	case spending.PayRun:
		due := map[int64]model.Fen{}
		for _, line := range r.Lines {
			due[line.Staff] = fen(line.Amount)
		}
		return m.OpenWages(t.key, model.Wages{ID: id, Month: modelMonth(r.Month), Due: due}), true
	case spending.PrintOrder:
		return m.OrderPrinting(t.key, id, fen(r.Amount)), true
	case spending.Acceptance:
		return m.AcceptPrinting(t.key, r.Of, modelDate(r.Day)), true
	case spending.Payment:
		return m.Pay(t.key, o.payment(l, r)), true
	case spending.Survey:
		return m.RecordSurvey(t.key, model.Survey{Topic: int(r.Topic), From: modelDate(r.From), To: modelDate(r.To),
			Valid: r.Valid, Satisfied: r.VerySatisfied + r.Satisfied}), true
	}
	return o.askServices(t, id)
}

// askServices does the same for contracts and the registry.
func (o *opinion) askServices(t testimony, id int64) (result model.Result, asked bool) {
	m := o.model
	switch r := t.request.(type) {
	case spending.Contract:
		return m.SignService(t.key, model.Service{ID: id, Cost: int(r.Cost), Amount: fen(r.Amount),
			From: modelDate(r.From), To: modelDate(r.To)}), true
	case spending.ServiceReport:
		return m.AcceptService(t.key, r.Contract, modelMonth(r.Month)), true
	case spending.SecurityAssessment:
		return m.Assess(t.key, r.Contract, modelDate(r.Day), r.Passed && r.OpenHigh == 0), true
	case spending.RegistryBill:
		var items []model.RegistryItem
		for _, item := range r.Items {
			items = append(items, model.RegistryItem{Loan: item.Loan, Certificate: item.Certificate,
				Amount: fen(item.Amount)})
		}
		return m.BillRegistry(t.key, id, modelDate(r.Day), items), true
	}
	return 0, false
}

// payment is a payment as the model knows it: a bill of the premises by what it is for.
func (o *opinion) payment(l *life, p spending.Payment) model.Payment {
	paid := model.Payment{Cost: int(p.Cost), For: p.For, Amount: fen(p.Amount), Day: modelDate(p.Day), Payee: p.Payee,
		Document: p.Document}
	if i := slices.Index(l.billIDs, p.For); p.Cost == spending.Utilities && i >= 0 {
		paid.Bill = modelBill(l.city.Bills[i].Bill)
	}
	return paid
}

func modelBill(b spending.Bill) model.Bill {
	return model.Bill{Premises: b.Premises, Kind: int(b.Kind), Due: modelDate(b.Due)}
}
