package withdrawal

import (
	"context"
	"fmt"
	"strconv"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Apply accepts an application (受理): it makes a case with its number, the day of acceptance and the last day of the
// promised term. It refuses with everything that speaks against the application, and then there is no case.
//
// A repeat under the same key gives the case as it stands now.
func (s *Service) Apply(ctx context.Context, by act.By, key string, r Request) (Case, error) {
	if r.Account.ID == 0 || r.Card == "" {
		return Case{}, refusal.Bad("withdrawal.incomplete", "未填写个人账号或收款银行账号")
	}
	var c Case
	err := s.Work.Do(ctx, by, "withdrawal.apply", func(tx unit.Tx) error {
		c = Case{}
		id, err := s.Books.Once(tx, ledger.NewRequest(r.Account.Home, key, r), "withdrawal",
			func(id int64) error { return s.accept(tx, by, CaseID(id), r) })
		if err != nil {
			return err
		}
		c, err = s.read(tx, CaseID(id))
		return err
	})
	return c, err
}

// accept examines an application and writes its case.
func (s *Service) accept(tx unit.Tx, by act.By, id CaseID, r Request) error {
	terms, err := s.terms(tx, by.Branch)
	if err != nil {
		return err
	}
	a, err := s.application(tx, r, terms, id)
	if err != nil {
		return err
	}
	if _, err := Examine(a, terms); err != nil {
		return err
	}
	days, err := DecideDays.On(terms.Policy, terms.Branch, terms.On)
	if err != nil {
		return err
	}
	office, err := strconv.Atoi(by.Branch)
	if err != nil {
		return fmt.Errorf("branch %q is no office", by.Branch)
	}
	// Ids rise by blocks far smaller than this, so no two cases of one day and office meet; the store holds them apart.
	no, err := s.Numbers.Case(office, terms.On, int64(id)%100_000)
	if err != nil {
		return err
	}
	payee, err := s.Cipher.Seal([]byte(r.Card), payeePlace(id))
	if err != nil {
		return fmt.Errorf("seal payee of case %d: %w", id, err)
	}
	c := Case{ID: id, Number: no, Branch: by.Branch, Request: r, Payee: payee, State: UnderReview, Accepted: terms.On,
		DecideBy: s.Calendar.AddWorkdays(terms.On, days), Maker: by.Actor}
	c.Request.Card = ""
	if r.Closing {
		c.Request.Amount = 0 // what is there on the day of payment, not what was there today
	}
	if err := s.Store.AddCase(tx, c); err != nil {
		return fmt.Errorf("write case %d: %w", id, err)
	}
	s.Audit.Record(tx, audit.Entry{Kind: "withdrawal.accepted", ID: int64(id), Fields: []audit.Field{
		{Name: "reason", Value: string(r.Reason)},
		{Name: "amount", Value: c.Request.Amount.String()},
		{Name: "decide_by", Value: c.DecideBy.String()},
	}})
	return nil
}

// payeePlace binds a sealed card to its case.
func payeePlace(id CaseID) string { return fmt.Sprintf("withdrawal_case.payee:%d", id) }

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
func (s *Service) application(tx unit.Tx, r Request, t Terms, itself CaseID) (Application, error) {
	a := Application{Request: r}
	account, found, err := s.Books.MemberAccount(tx, r.Account)
	if err != nil || !found {
		return a, err
	}
	standing, found, err := s.Members.Standing(tx, r.Account)
	if err != nil || !found {
		return a, err
	}
	undecided, err := s.Store.Undecided(tx, r.Account, itself)
	if err != nil {
		return a, err
	}
	a.Facts = Facts{Exists: true, Closed: account.Closed || standing.Closed, Balance: account.Balance,
		FrozenWhole: standing.FrozenWhole, Frozen: standing.Frozen, BannedUntil: standing.BannedUntil,
		MonthsPaid: standing.MonthsPaid, InProgress: undecided != 0}
	if a.LastAccepted, err = s.Store.LastAccepted(tx, r.Account, r.Reason, itself); err != nil {
		return a, err
	}
	if a.OpenLoan, err = s.Loans.OpenLoan(tx, r.Account); err != nil {
		return a, err
	}
	if a.OwnsCard, err = s.Members.OwnsCard(tx, r.Account, r.Card); err != nil {
		return a, err
	}
	if r.Rent != nil {
		family := []ledger.AccountID{r.Account}
		if r.Rent.Spouse.ID != 0 {
			family = append(family, r.Rent.Spouse)
		}
		a.RentThisYear, err = s.Store.RentOfYear(tx, family, t.On.Year(), itself)
	}
	return a, err
}

// read gives a case or refuses.
func (s *Service) read(tx unit.Tx, id CaseID) (Case, error) {
	c, found, err := s.Store.Case(tx, id)
	if err == nil && !found {
		return Case{}, refusal.New(CodeNoCase, "没有这个办件", "", "请核对业务流水号")
	}
	return c, err
}
