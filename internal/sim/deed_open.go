package sim

import (
	"context"
	"fmt"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/loan"
	"guangsha/internal/member"
)

// atOnce is how many rows the city hands in with one list.
const atOnce = 500

// registerAll registers the employers and their people. Asked again it changes nothing and gives the numbers that they
// have, so that a year which was interrupted finds them again.
func (l *life) registerAll(ctx context.Context) error {
	l.employers = make([]member.EmployerID, len(l.city.Employers))
	l.members = make([]member.Member, len(l.city.People))
	day, first := l.city.start(), civil.MonthOf(l.city.Options.Year, 1)
	for i, e := range l.city.Employers {
		ratio := money.Rate(e.Percent) * money.RateOne / 100
		id, err := l.centre.Member.OpenEmployer(ctx, staff(e.Office, clerk, day), fmt.Sprintf("sim/employer/%d", i),
			member.NewEmployer{USCC: e.Credit, Name: e.Name, Office: Offices[e.Office].Code, FoundedOn: e.Founded,
				EmployerRatio: ratio, MemberRatio: ratio, PayDay: e.Payday, FirstMonth: first,
				PayerAccount: e.Account, AgentName: e.Agent, AgentMobile: e.Mobile})
		if err != nil {
			return fmt.Errorf("employer %d: %w", i, err)
		}
		l.employers[i] = id
		for from := 0; from < len(e.Staff); from += atOnce {
			if err := l.registerPeople(ctx, e, from, min(from+atOnce, len(e.Staff))); err != nil {
				return fmt.Errorf("people of employer %d from %d: %w", i, from, err)
			}
		}
	}
	return nil
}

// registerPeople opens the accounts of some people of an employer.
func (l *life) registerPeople(ctx context.Context, e Employer, from, to int) error {
	var list []member.NewMember
	for _, i := range e.Staff[from:to] {
		p := l.city.People[i]
		list = append(list, member.NewMember{Name: p.Name, IDNo: p.ID, Mobile: p.Mobile, Card: p.Card, Wage: p.Base})
	}
	numbers, err := l.centre.Member.OpenMembers(ctx, staff(e.Office, clerk, l.city.start()),
		fmt.Sprintf("sim/people/%d", from), l.employers[e.N], list)
	if err != nil {
		return err
	}
	found, err := l.centre.Find(ctx, numbers)
	if err != nil {
		return err
	}
	for k, i := range e.Staff[from:to] {
		l.members[i] = found[k]
	}
	return nil
}

// openBooks brings in what everybody has on the first day, and the loans that run.
func (l *life) openBooks(ctx context.Context) error {
	day := l.city.start()
	before := civil.MonthOf(l.city.Options.Year, 1).Add(-1)
	for i, e := range l.city.Employers {
		for from := 0; from < len(e.Staff); from += atOnce {
			r := member.OpeningBalances{Employer: l.employers[i], BankAccount: app.Demonstration.Fund,
				PaidThrough: before}
			for _, n := range e.Staff[from:min(from+atOnce, len(e.Staff))] {
				p := l.city.People[n]
				r.Rows = append(r.Rows, member.OpeningBalance{No: l.members[n].No,
					Since: before.Add(1 - p.Months), Carried: p.Carried, Current: p.Current})
			}
			by := staff(e.Office, reviewer, day)
			if err := l.centre.Member.OpenBalances(ctx, by, fmt.Sprintf("sim/balances/%d", from), r); err != nil {
				return fmt.Errorf("balances of employer %d from %d: %w", i, from, err)
			}
		}
	}
	for office := range Offices {
		if err := l.openLoans(ctx, office); err != nil {
			return fmt.Errorf("opening loans of office %d: %w", office, err)
		}
	}
	return nil
}

// openLoans takes over the running loans of an office.
func (l *life) openLoans(ctx context.Context, office int) error {
	var list []loan.OpeningLoan
	for _, p := range l.city.People {
		if p.Loan == nil || l.city.Employers[p.Employer].Office != office {
			continue
		}
		o := *p.Loan
		list = append(list, loan.OpeningLoan{Account: l.members[p.N].ID, Branch: Offices[office].Code,
			Home: loan.FirstHome, Contract: o.Contract, Amount: o.Granted, Balance: o.Outstanding, Months: o.Months,
			Next: o.Paid + 1, Rate: o.Rate, Disbursed: o.Disbursed})
	}
	for from := 0; from < len(list); from += atOnce {
		by := staff(office, reviewer, l.city.start())
		if err := l.centre.Loan.OpenLoans(ctx, by, fmt.Sprintf("sim/loans/%d/%d", office, from),
			list[from:min(from+atOnce, len(list))]); err != nil {
			return err
		}
	}
	return nil
}
