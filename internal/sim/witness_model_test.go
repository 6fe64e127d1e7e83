package sim

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sync"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/sim/model"
	"guangsha/internal/treasury"
	"guangsha/internal/withdrawal"
)

// opinion is the witness that compares the centre with the model.
type opinion struct {
	model  *model.Model
	bank   *Bank
	repeat map[event]bool           // events that are asked for again when their day is over
	extras map[civil.Date][]event   // what is asked for beside the plan
	bend   func(civil.Date, *books) // spoils what is read from the books, to see whether it is noticed
	until  civil.Date               // day after whose close the year is given up, if it is set
	deaf   func(testimony) bool     // leaves the model without word of what was done, likewise
	kept   string                   // kind of what the books bring along that the model is not told of, likewise

	mu        sync.Mutex
	accounts  map[number.MemberNo]int64
	contracts map[int64]string // of loans
	answers   map[string]any   // of what was done, by key
	contents  map[string]any   // and what it was
	found     []disagreement

	done struct { // what can be asked for a second time
		cases    []withdrawal.CaseID
		receipts []contribution.ReceiptID
		arrivals map[string]contribution.Receipt // by request key
		loans    []loan.ID
		paidOut  []testimony
		prepaid  []testimony
		asked    map[string]withdrawal.Case // applications for a withdrawal by request key, and
		applied  []loan.ID                  // for a loan, whatever came of them
		freezes  []withdrawal.FreezeID
	}
}

// disagreement is something that the product and the model see differently.
type disagreement struct {
	day  civil.Date
	what string // 类别: class, account, loan, ledger, year, table
	text string
}

// Error says what it is.
func (d disagreement) Error() string { return fmt.Sprintf("%s: %s: %s", d.day, d.what, d.text) }

func newOpinion(c *City) *opinion {
	d := c.Options.dice("repeats")
	o := &opinion{model: model.New(shili(), modelDate(c.start())), bank: NewBank(c), repeat: map[event]bool{},
		extras: c.extras(), accounts: map[number.MemberNo]int64{}, contracts: map[int64]string{},
		answers: map[string]any{}, contents: map[string]any{}}
	plan := c.plan()
	for _, day := range slices.Sorted(maps.Keys(plan)) {
		for _, e := range plan[day] {
			o.repeat[e] = d.chance(300)
		}
	}
	return o
}

func fen(f money.Fen) model.Fen { return model.NewFen(int64(f)) }

// opened implements witness: it tells the model what the city begins with.
func (o *opinion) opened(ctx context.Context, l *life) error {
	first := modelMonth(civil.MonthOf(l.city.Options.Year, 1))
	for i, e := range l.city.established() {
		o.model.OpenEmployer(fmt.Sprintf("employer/%d", i), model.Employer{ID: int64(l.employers[i]), Name: e.Name,
			Office: Offices[e.Office].Code, Account: e.Account, Each: model.Rate(fmt.Sprintf("%d/100", e.Percent)),
			First: first, Payday: e.Payday, Taken: true})
	}
	var rows []model.Opening
	for i, p := range l.city.began() {
		m := l.members[i]
		o.accounts[m.No] = m.ID.ID
		o.model.OpenMember(model.Member{ID: m.ID.ID, Employer: int64(l.employers[p.Employer]), Wage: fen(p.Base)})
		base, each := o.model.Terms(m.ID.ID)
		if fen(m.Base).Cmp(base) != 0 || fen(m.EmployerPart).Cmp(each) != 0 || fen(m.MemberPart).Cmp(each) != 0 {
			o.differ(l.city.start(), "account", "member %d has the base %s and pays %s and %s; the model has %s and %s",
				m.ID.ID, m.Base, m.EmployerPart, m.MemberPart, yuan(base), yuan(each))
		}
		rows = append(rows, model.Opening{Member: m.ID.ID, Carried: fen(p.Carried), Current: fen(p.Current),
			Product: model.NewFen(int64(l.city.product(p))), Since: first - model.Month(p.Months), Through: first - 1})
	}
	o.model.OpenBalances("balances", rows)
	if err := o.openLoans(ctx, l); err != nil {
		return err
	}
	return o.bring(ctx, l)
}

func (o *opinion) openLoans(ctx context.Context, l *life) error {
	var list []model.Running
	var owed []model.Owed
	err := l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		list, owed = nil, nil
		for i, p := range l.city.began() {
			if p.Loan == nil {
				continue
			}
			id, err := l.centre.Loan.ByContract(tx, p.Loan.Contract)
			if err != nil {
				return err
			}
			o.contracts[int64(id)] = p.Loan.Contract
			list = append(list, model.Running{ID: int64(id), Member: l.members[i].ID.ID, Left: fen(p.Loan.Outstanding),
				Rate: model.Rate(p.Loan.Rate.String()), Months: p.Loan.Months, Next: p.Loan.Paid + 1,
				Disbursed: modelDate(p.Loan.Disbursed), Falling: p.Loan.Method == loan.EqualPrincipal})
			owed = append(owed, o.bringArrears(l, p, id)...)
		}
		return nil
	})
	o.model.TakeOver("loans", list)
	if o.kept != "arrears" {
		o.model.BringArrears("arrears", owed)
	}
	return err
}

func (o *opinion) differ(day civil.Date, what, form string, parts ...any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.found = append(o.found, disagreement{day, what, fmt.Sprintf(form, parts...)})
}

// told implements witness: it asks the model the same, and compares the class of the answer.
func (o *opinion) told(l *life, t testimony) {
	if o.deaf != nil && o.deaf(t) {
		return
	}
	o.remember(t)
	got, want := o.class(t), o.ask(l, t)
	if got != want {
		o.differ(l.clock.Now().Date(), "class", "%s was %s (%v), the model says %s", t.key, got, t.err, want)
	}
}

// class is the class of the product's answer: one that was given before for the same key counts as such only when it is
// the same again.
func (o *opinion) class(t testimony) model.Result {
	if t.err != nil {
		return model.Refused
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	before, known := o.answers[t.key]
	o.answers[t.key] = identity(t.answer)
	if known && reflect.DeepEqual(before, identity(t.answer)) {
		return model.Answered
	}
	return model.Done
}

// identity is what stays the same of an answer that is given again: not how far the thing has come since.
func identity(answer any) any {
	switch a := answer.(type) {
	case []member.Member:
		return ids(a)
	case withdrawal.Case:
		return a.ID
	case contribution.Receipt:
		return a.ID
	case civil.Date: // until when a ban holds, which a later one may prolong
		return nil
	}
	return answer
}

// ask puts a request to the model.
func (o *opinion) ask(l *life, t testimony) model.Result {
	m := o.model
	if o.reused(t) {
		return m.Reuse(t.key)
	}
	switch r := t.request.(type) {
	case member.NewEmployer, hiring, member.Sealing, member.Unsealing, member.Transfer:
		return o.askAboutPeople(l, t)
	case listRequest:
		_, result := m.PrepareList(t.key, int64(r.employer))
		return result
	case contribution.Arrival:
		receipt, _ := t.answer.(contribution.Receipt)
		return m.Receive(t.key, model.Arrival{Receipt: int64(receipt.ID), Payer: r.PayerAccount, Name: r.PayerName,
			Amount: fen(r.Amount)})
	case reversal:
		return m.Reverse(t.key, int64(r.receipt))
	case assignment:
		return m.Assign(t.key, int64(r.receipt), int64(r.employer))
	case withdrawal.Request:
		return o.askWithdrawal(t, r)
	case withdrawal.Approval:
		return m.ApproveWithdrawal(t.key, int64(r.Case))
	case treasury.Placement:
		return m.PlaceDeposit(t.key, fen(r.Amount), model.Rate(r.Rate.String()), r.Months)
	case treasury.Drawing:
		return m.DrawDeposit(t.key, int64(r.Deposit))
	case debits:
		return m.Debit(t.key, func(id int64) bool { return o.bank.plans[o.contract(id)].Miss(r.day) })
	case repricing:
		return m.Reprice(t.key)
	}
	if result, asked := o.askSpending(l, t); asked {
		return result
	}
	if result, asked := o.askDetour(l, t); asked {
		return result
	}
	return o.askLoan(t)
}

// reused reports whether something else was done under the key of a request.
func (o *opinion) reused(t testimony) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	before, known := o.contents[t.key]
	if !known && t.err == nil {
		o.contents[t.key] = t.request
	}
	return known && !reflect.DeepEqual(before, t.request)
}

func (o *opinion) contract(id int64) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.contracts[id]
}

func (o *opinion) askWithdrawal(t testimony, r withdrawal.Request) model.Result {
	c, _ := t.answer.(withdrawal.Case)
	who := o.accounts[r.Member]
	switch {
	case r.Left != nil:
		return o.model.ApplyLeft(t.key, int64(c.ID), who)
	case r.Inherits != nil:
		return o.model.ApplyDeath(t.key, int64(c.ID), who, r.Inherits.Right == withdrawal.ByDeclaration)
	case r.Retired != nil:
		return o.model.ApplyRetirement(t.key, int64(c.ID), who, modelDate(r.Retired.On))
	case r.Purchase != nil:
		return o.model.ApplyPurchase(t.key, model.Purchase{Case: int64(c.ID), Member: who, House: r.Purchase.House,
			Signed: modelDate(r.Purchase.Signed), Price: fen(r.Purchase.Price), Loan: fen(r.Purchase.Loan),
			Amount: fen(r.Amount)})
	case r.Repay != nil:
		return o.model.ApplyRepay(t.key, model.Repay{Case: int64(c.ID), Member: who, Here: r.Repay.Here,
			Repaid: fen(r.Repay.Repaid), Amount: fen(r.Amount)})
	}
	return o.model.ApplyRent(t.key, model.Rent{Case: int64(c.ID), Member: who, From: modelMonth(r.Rent.From),
		Months: r.Rent.Months, Monthly: fen(r.Rent.Monthly), Income: fen(r.Rent.Income), Amount: fen(r.Amount),
		OwnsHome: !r.Rent.NoHome})
}

func (o *opinion) askLoan(t testimony) model.Result {
	m := o.model
	switch r := t.request.(type) {
	case loan.Application:
		id, _ := t.answer.(loan.ID)
		return m.ApplyLoan(t.key, model.Loan{ID: int64(id), Member: r.Account.ID, Second: r.Home == loan.SecondHome,
			Price: fen(r.Price), Amount: fen(r.Amount), Months: r.Months,
			Falling: r.Method == loan.EqualPrincipal})
	case loan.Decision:
		return m.ApproveLoan(t.key, int64(r.Loan))
	case loan.Contract:
		if t.err == nil {
			o.mu.Lock()
			o.contracts[int64(r.Loan)] = r.Number
			o.mu.Unlock()
		}
		return m.SignLoan(t.key, int64(r.Loan))
	case loan.Registration:
		free := r.NoFee != loan.FeeDue || r.Kind == loan.PreRegistration
		return m.RegisterLoan(t.key, int64(r.Loan), r.Certificate, free)
	case loan.Disbursement:
		return m.DisburseLoan(t.key, int64(r.Loan))
	case loan.Collection:
		return m.Collect(t.key, int64(r.Loan), fen(r.Amount))
	case loan.Prepayment:
		return m.Prepay(t.key, model.Prepayment{Loan: int64(r.Loan), Principal: fen(r.Principal),
			Shorter: r.Way == loan.ShortenTerm, All: r.Way == loan.PayOff, Received: fen(r.Received)})
	}
	panic(fmt.Sprintf("the model knows no %T", t.request))
}

// closed implements witness: it closes the model's day and compares the books. On the day that is open then, it asks
// for some of the day's events a second time, and for what the plan of a city never asks for.
func (o *opinion) closed(ctx context.Context, l *life, day civil.Date) error {
	o.model.CloseDay()
	if err := o.look(ctx, l, day); err != nil || day > l.city.end() {
		return err
	}
	if day == l.city.end() {
		return o.goOn(ctx, l, day+1)
	}
	if day == o.until {
		return errEnough
	}
	for _, e := range l.plan[day] {
		if !o.repeat[e] {
			continue
		}
		l.answers = map[string]any{}
		if err := deeds[e.what](ctx, l, e); err != nil && refusal.Of(err) == nil {
			return fmt.Errorf("%s again: %w", e.key(), err)
		}
	}
	for _, e := range o.extras[day+1] {
		if err := o.extra(ctx, l, e); err != nil && refusal.Of(err) == nil {
			return fmt.Errorf("%s: %w", e.key(), err)
		}
	}
	return nil
}

// goOn lives the days after the year in which rates that changed within it reach the loans lent before: 1 January, the
// instalments whose month holds it, and the first after those.
func (o *opinion) goOn(ctx context.Context, l *life, first civil.Date) error {
	const days = 45
	for day := first; day < first+days; day++ {
		if err := l.day(ctx, day); err != nil {
			return fmt.Errorf("%s: %w", day, err)
		}
	}
	return nil
}

// errEnough ends a year of which nobody wants to see more.
var errEnough = errors.New("seen enough of the year")

// look compares the books at the end of a day with the model, and gives what differs first.
func (o *opinion) look(ctx context.Context, l *life, day civil.Date) error {
	b, err := readBooks(ctx, l, day)
	if err != nil {
		return err
	}
	if o.bend != nil {
		o.bend(day, b)
	}
	o.compare(day, b)
	if len(o.found) > 0 {
		return o.found[0]
	}
	return nil
}
