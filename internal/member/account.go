package member

import (
	"encoding/hex"
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// CodeNotOwner is the code of the refusal to act on somebody else's account.
const CodeNotOwner = "member.account.not-owner"

// Personal is what identifies and reaches a person, opened. It is personal data: it goes to a bank or a message and
// nowhere else.
type Personal struct{ Name, IDNo, Mobile, Card string }

// OpenAccount is an account that is not closed, and the office of the employer that it is with.
type OpenAccount struct {
	No     number.MemberNo
	Office string
}

// Member reads a member by number. It refuses with CodeAccountUnknown when there is none.
func (s *Service) Member(tx unit.Tx, no number.MemberNo) (Member, error) {
	list, err := s.Store.Members(tx, []number.MemberNo{no})
	if err != nil {
		return Member{}, err
	}
	if len(list) == 0 {
		return Member{}, refusal.New(CodeAccountUnknown, "没有该个人账户", "", "请核对个人账号")
	}
	return list[0], nil
}

// Account is the directory (账号目录) from a member's number to the account in the ledger.
func (s *Service) Account(tx unit.Tx, no number.MemberNo) (ledger.AccountID, error) {
	m, err := s.Member(tx, no)
	return m.ID, err
}

// PersonByIDNo is the directory from an identity number to the person, or zero for somebody the centre does not
// know.
func (s *Service) PersonByIDNo(tx unit.Tx, no idno.Number) (PersonID, error) {
	known, err := s.Store.PeopleByIndex(tx, []string{s.indexOf(no)})
	if err != nil || len(known) == 0 {
		return 0, err
	}
	return known[0].ID, nil
}

// PeopleByMobile is the directory from a mobile number to the persons that use it.
func (s *Service) PeopleByMobile(tx unit.Tx, mobile string) ([]PersonID, error) {
	return s.Store.PeopleReached(tx, s.index("mobile", mobile))
}

// PeopleByCard is the directory from a bank card to its owners.
func (s *Service) PeopleByCard(tx unit.Tx, card string) ([]PersonID, error) {
	return s.Store.PeopleReached(tx, s.index("card", card))
}

// indexOf is the blind index of an identity number, in hexadecimal.
func (s *Service) indexOf(no idno.Number) string { return s.index("idno", no.Full()) }

// index is the blind index of a number of a kind, in hexadecimal; equal numbers of two kinds have nothing in common.
func (s *Service) index(kind, plain string) string {
	return hex.EncodeToString(s.Index.Of(kind, plain))
}

// Owned reads a member and refuses with CodeNotOwner unless the account is the person's own.
func (s *Service) Owned(tx unit.Tx, no number.MemberNo, owner PersonID) (Member, error) {
	m, err := s.Member(tx, no)
	if err == nil && m.Person != owner {
		return Member{}, refusal.New(CodeNotOwner, "该个人账户不属于申请人", "住房公积金管理条例第三条",
			"请由本人办理，或提交代理、继承的证明材料")
	}
	return m, err
}

// Personal opens what is stored of a person.
func (s *Service) Personal(tx unit.Tx, id PersonID) (Personal, error) {
	row, ok, err := s.Store.Person(tx, id)
	if err != nil {
		return Personal{}, err
	}
	if !ok {
		return Personal{}, fmt.Errorf("person %d does not exist", id)
	}
	p, err := s.open(row)
	if err != nil {
		return Personal{}, fmt.Errorf("person %d: %w", id, err)
	}
	return p, nil
}

// OpenAccounts are the accounts of a person that are not closed, in the order of their numbers.
func (s *Service) OpenAccounts(tx unit.Tx, id PersonID) ([]OpenAccount, error) {
	return s.Store.OpenAccounts(tx, id)
}

// CloseMember closes an account that has no money left (个人账户销户), as part of the caller's unit of work: the
// closing withdrawal or the transfer that emptied it. It refuses when there is money on it or it is closed.
func (s *Service) CloseMember(tx unit.Tx, no number.MemberNo, why CloseReason) error {
	m, err := s.Member(tx, no)
	if err != nil {
		return err
	}
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	if err := s.Books.CloseMember(tx, m.ID); err != nil {
		return err
	}
	closed, err := s.Store.SetClosed(tx, m.ID, day, why)
	if err != nil {
		return err
	}
	if !closed {
		return fmt.Errorf("member %d is closed, but its account in the ledger was not", m.ID.ID)
	}
	s.Audit.Record(tx, audit.Entry{Kind: "member.closed", ID: m.ID.ID, Fields: []audit.Field{
		{Name: "reason", Value: fmt.Sprint(int(why))}}})
	return nil
}
