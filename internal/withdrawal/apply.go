package withdrawal

import (
	"context"
	"fmt"
	"strconv"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
)

// Apply accepts an application (受理): it makes a case with its number, the day of acceptance and the last day of the
// promised term. It refuses with everything that speaks against the application, and then there is no case.
//
// A repeat under the same key gives the case as it stands now.
func (s *Service) Apply(ctx context.Context, by act.By, key string, r Request) (Case, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeWithdrawals)
	if err != nil {
		return Case{}, err
	}
	if r.Member == "" || r.Card == "" {
		return Case{}, refusal.Bad("withdrawal.incomplete", "未填写个人账号或收款银行账号")
	}
	var c Case
	err = s.Work.Do(ctx, by, "withdrawal.apply", func(tx unit.Tx) error {
		c = Case{}
		id, err := s.Books.Once(tx, ledger.NewRequest(0, key, r), "case",
			func(id int64) (err error) { c, err = s.accept(tx, by, CaseID(id), "", r); return err })
		if err != nil || c.ID != 0 {
			return err
		}
		c, err = s.read(tx, CaseID(id)) // the request was answered before
		return err
	})
	return c, err
}

// accept examines an application and writes its case, under the number it has already or under one made of its id. It
// is not read back: on PostgreSQL that would lock a page that the next applications write.
func (s *Service) accept(tx unit.Tx, by act.By, id CaseID, no number.CaseNo, r Request) (Case, error) {
	terms, err := s.terms(tx, by.Branch)
	if err != nil {
		return Case{}, err
	}
	m, a, err := s.application(tx, r, terms, id)
	if err != nil {
		return Case{}, err
	}
	if _, err := Examine(a, terms); err != nil {
		return Case{}, err
	}
	days, err := DecideDays.On(terms.Policy, terms.Branch, terms.On)
	if err != nil {
		return Case{}, err
	}
	inCase := no != ""
	if !inCase {
		if no, err = s.number(by.Branch, terms.On, id); err != nil {
			return Case{}, err
		}
	}
	payee, err := s.Cipher.Seal([]byte(r.Card), payeePlace(id))
	if err != nil {
		return Case{}, fmt.Errorf("seal payee of case %d: %w", id, err)
	}
	c := Case{ID: id, Number: no, InCase: inCase, Branch: by.Branch, Account: m.ID, Request: r, Payee: payee,
		State: UnderReview, Accepted: terms.On, DecideBy: s.Calendar.AddWorkdays(terms.On, days), Maker: by.Actor}
	c.Request.Card = ""
	if r.Closing {
		c.Request.Amount = 0 // what is there on the day of payment, not what was there today
	}
	if err := s.Store.AddCase(tx, c); err != nil {
		return Case{}, fmt.Errorf("write case %d: %w", id, err)
	}
	s.Audit.Record(tx, audit.Entry{Kind: "withdrawal.accepted", ID: int64(id), Fields: []audit.Field{
		{Name: "reason", Value: string(r.Reason)},
		{Name: "amount", Value: c.Request.Amount.String()},
		audit.Day("accepted", c.Accepted),
		audit.Day("decide_by", c.DecideBy),
	}})
	return c, nil
}

// number is the number of a case with an id. Ids rise by blocks far smaller than its serial, so no two cases of one day
// and office meet; the store holds them apart.
func (s *Service) number(branch string, on civil.Date, id CaseID) (number.CaseNo, error) {
	office, err := strconv.Atoi(branch)
	if err != nil {
		return "", fmt.Errorf("branch %q is no office", branch)
	}
	return s.Numbers.Case(office, on, int64(id)%100_000)
}

// payeePlace binds a sealed card to its case.
func payeePlace(id CaseID) string { return secret.Where("withdrawal_case", "payee", int64(id)) }

// terms reads the open day and the parameters on it.
func (s *Service) terms(tx unit.Tx, branch string) (Terms, error) {
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return Terms{}, err
	}
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return Terms{}, err
	}
	return Terms{Policy: set, Branch: branch, On: day}, nil
}

// application gathers the facts of the day for a request, leaving out what the case itself adds to them.
func (s *Service) application(tx unit.Tx, r Request, t Terms, itself CaseID) (member.Member, Application, error) {
	a := Application{Request: r}
	m, err := s.Members.Member(tx, r.Member)
	if err != nil {
		return m, a, err
	}
	account, found, err := s.Books.MemberAccount(tx, m.ID)
	if err == nil && !found {
		err = fmt.Errorf("account of member %d is not in the books", m.ID.ID)
	}
	if err != nil {
		return m, a, err
	}
	owner, err := s.Members.Personal(tx, m.Person)
	if err != nil {
		return m, a, err
	}
	a.Facts = Facts{Owner: m.Person, Closed: account.Closed, Balance: account.Balance,
		MonthsPaid: monthsPaid(m, t.On), OwnsCard: r.Card == owner.Card, SealedOn: m.SealedOn,
		SealReason: m.SealReason}
	today, err := s.Books.OpenDay(tx) // a case is decided under the terms of its first day, a freeze holds today
	if err != nil {
		return m, a, err
	}
	if a.FrozenWhole, a.Frozen, err = s.frozen(tx, m.ID, today); err != nil {
		return m, a, err
	}
	if a.BannedUntil, err = s.Store.BannedUntil(tx, m.Person); err != nil {
		return m, a, err
	}
	if a.OpenLoan, err = s.Loans.OpenLoan(tx, m.Person); err != nil {
		return m, a, err
	}
	err = s.history(tx, &a, t, itself)
	return m, a, err
}

// history adds what earlier cases say.
func (s *Service) history(tx unit.Tx, a *Application, t Terms, itself CaseID) error {
	undecided, err := s.Store.Undecided(tx, a.Member, itself)
	if err != nil {
		return err
	}
	a.InProgress = undecided != 0
	if a.LastAccepted, err = s.Store.LastAccepted(tx, a.Member, a.Reason, itself); err != nil {
		return err
	}
	if r := a.Rent; r != nil {
		if a.RentThisYear, err = s.Store.RentOfYear(tx, a.Member, r.Spouse, t.On.Year(), itself); err != nil {
			return err
		}
	}
	if p := a.Purchase; p != nil && p.House != "" {
		if a.HouseTotal, a.HouseTaken, err = s.Store.OfHouse(tx, p.House, a.Member, p.Spouse, itself); err != nil {
			return err
		}
	}
	if a.Repay == nil || !a.Repay.Here {
		return nil
	}
	months, err := RepayInterval.On(t.Policy, t.Branch, t.On)
	if err != nil {
		return err
	}
	a.RepaidHere, err = s.Loans.Repaid(tx, a.Owner, max(a.LastAccepted, t.On.AddMonths(-months)), t.On)
	return err
}

// lapse is how many months an account may be behind and still count as contributing: a month is remitted in the next.
const lapse = 2

// monthsPaid is how many months up to now were contributed without a gap (连续缴存月数).
func monthsPaid(m member.Member, on civil.Date) int {
	if m.PaidThrough == 0 || on.Month()-m.PaidThrough > lapse {
		return 0
	}
	return m.MonthsInRow()
}

// read gives a case or refuses.
func (s *Service) read(tx unit.Tx, id CaseID) (Case, error) {
	c, found, err := s.Store.Case(tx, id)
	if err == nil && !found {
		return Case{}, refusal.New(CodeNoCase, "没有这个办件", "", "请核对业务流水号")
	}
	return c, err
}
