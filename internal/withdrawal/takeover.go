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
)

// TakenBan is a ban that was decided before these books began (期初限制名单), with its days as they were decided.
type TakenBan struct {
	Member   number.MemberNo
	Person   member.PersonID // instead of Member, of somebody without an account
	Decided  civil.Date
	Until    civil.Date // first day that is allowed again
	Decision string
}

// CheckBan refuses a ban that cannot be taken over, whoever is banned.
func CheckBan(r TakenBan) error {
	if !written(r.Decision) || r.Decided == 0 || r.Until <= r.Decided {
		return refusal.Bad("withdrawal.ban.decision",
			"限制名单的处理日期、限制止日期和处理决定书文号须填写，止日期晚于处理日期，文号不超过40字")
	}
	return nil
}

// TakeBan takes a ban over when the books begin (期初建账).
func (s *Service) TakeBan(ctx context.Context, by act.By, key string, r TakenBan) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return err
	}
	if err := CheckBan(r); err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "withdrawal.take-ban", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(0, key, r), "ban", func(id int64) error {
			person := r.Person
			if person == 0 {
				m, err := s.Members.Member(tx, r.Member)
				if err != nil {
					return err
				}
				person = m.Person
			}
			b := Ban{ID: id, Person: person, Decided: r.Decided, Until: r.Until, Decision: r.Decision}
			if err := s.Store.AddBan(tx, b); err != nil {
				return fmt.Errorf("write ban %d: %w", id, err)
			}
			s.Audit.Record(tx, audit.Entry{Kind: "withdrawal.ban-taken-over", ID: id, Fields: []audit.Field{
				{Name: "person", Value: fmt.Sprint(int64(person))}, {Name: "until", Value: b.Until.String()}}})
			return nil
		})
		return err
	})
}
