package withdrawal

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/policy"
)

// Parameters of bans.
const (
	BanYears     policy.Count = "fraud.ban.withdraw" // 骗提后限制提取和贷款的年数
	LoanBanYears policy.Count = "fraud.ban.loan"     // 骗贷后限制提取和贷款的年数
)

// Fraud is a finding that somebody obtained money from the fund by false statements.
type Fraud struct {
	Member   number.MemberNo
	Loan     bool   // a loan (骗贷); otherwise a withdrawal (骗提)
	Decision string // number of the decision (处理决定书文号)
}

// Ban is how long a person may neither withdraw nor borrow (条例第四十一条).
type Ban struct {
	ID       int64
	Person   member.PersonID
	Decided  civil.Date
	Until    civil.Date // first day that is allowed again
	Decision string
}

// Ban enters the ban that follows from a finding of fraud, from the open day on, and gives the first day on which
// the person may apply again: the anniversary of the decision.
func (s *Service) Ban(ctx context.Context, by act.By, key string, f Fraud) (civil.Date, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.BanWithdrawals)
	if err != nil {
		return 0, err
	}
	if f.Decision == "" {
		return 0, refusal.Bad("withdrawal.ban.decision", "未填写处理决定书文号")
	}
	var until civil.Date
	err = s.Work.Do(ctx, by, "withdrawal.ban", func(tx unit.Tx) error {
		until = 0
		m, err := s.Members.Member(tx, f.Member)
		if err != nil {
			return err
		}
		if _, err := s.Books.Once(tx, ledger.NewRequest(0, key, f), "ban", func(id int64) error {
			return s.ban(tx, by, id, m.Person, f)
		}); err != nil {
			return err
		}
		until, err = s.Store.BannedUntil(tx, m.Person)
		return err
	})
	return until, err
}

func (s *Service) ban(tx unit.Tx, by act.By, id int64, person member.PersonID, f Fraud) error {
	terms, err := s.terms(tx, by.Branch)
	if err != nil {
		return err
	}
	key := BanYears
	if f.Loan {
		key = LoanBanYears
	}
	years, err := key.On(terms.Policy, terms.Branch, terms.On)
	if err != nil {
		return err
	}
	b := Ban{ID: id, Person: person, Decided: terms.On, Until: anniversary(terms.On, years), Decision: f.Decision}
	if err := s.Store.AddBan(tx, b); err != nil {
		return fmt.Errorf("write ban %d: %w", id, err)
	}
	s.Audit.Record(tx, audit.Entry{Kind: "withdrawal.banned", ID: id, Fields: []audit.Field{
		{Name: "person", Value: fmt.Sprint(int64(person))}, {Name: "until", Value: b.Until.String()}}})
	return nil
}

// anniversary is the same day years later, the first on which a ban of as many years no longer holds.
func anniversary(decided civil.Date, years int) civil.Date { return decided.AddMonths(12 * years) }
