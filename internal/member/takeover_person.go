package member

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// TakenPerson is somebody whose account was closed before these books began, and of whom something still holds
// (期初已销户人员). The mobile and the card may be missing.
type TakenPerson struct{ Name, IDNo, Mobile, Card string }

// CheckPerson refuses a person who cannot be taken over on a day, with everything that is wrong.
func CheckPerson(r TakenPerson, day civil.Date) error {
	_, err := r.check(day)
	return err
}

func (r TakenPerson) check(day civil.Date) (idno.Number, error) {
	form := NewMember{Name: r.Name, IDNo: r.IDNo, Mobile: r.Mobile, Card: r.Card, FirstMonth: 1}
	no, wrong := form.check(Employer{}, day, true)
	return no, refusal.Join(wrong...)
}

// TakePerson takes a person over when the books begin, and gives who it is; somebody who is known is found by the
// identity number. An account that is opened later is this person's.
func (s *Service) TakePerson(ctx context.Context, by act.By, r TakenPerson) (id PersonID, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return 0, err
	}
	err = s.Work.Do(ctx, by, "member.take-person", func(tx unit.Tx) error {
		day, err := s.Books.OpenDay(tx)
		if err != nil {
			return err
		}
		no, err := r.check(day)
		if err != nil {
			return err
		}
		index := s.indexOf(no)
		known, err := s.Store.PeopleByIndex(tx, []string{index})
		if err != nil {
			return err
		}
		if len(known) > 0 {
			id = known[0].ID
			return nil
		}
		p, err := s.newPerson(tx, candidate{NewMember: NewMember{Name: r.Name, Mobile: r.Mobile, Card: r.Card},
			idNo: no, index: index})
		if err != nil {
			return err
		}
		id = p.ID
		s.Audit.Record(tx, audit.Entry{Kind: "person.taken-over", ID: int64(id), Fields: []audit.Field{
			{Name: "first", Value: fmt.Sprint(id)}, {Name: "last", Value: fmt.Sprint(id)}}})
		return s.Store.AddPeople(tx, []PersonRow{p})
	})
	return id, err
}
