package member

import (
	"fmt"
	"strconv"
	"strings"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
)

// Codes of refusals to amend what is registered of a person.
const (
	CodeAmendInput = "member.amend.input"
	CodeAmendTaken = "member.amend.taken"
	CodeAmendSame  = "member.amend.same"
)

// basisAmend is the right to have what is registered put right.
const basisAmend = "个人信息保护法第四十六条"

// Amendment is what is registered of a person anew (个人信息变更); what is empty stays.
type Amendment struct{ Name, IDNo, Mobile string }

// Sessions is where members have signed in for themselves.
type Sessions interface {
	// EndSessions ends those of a person, and the codes that they have not used.
	EndSessions(tx unit.Tx, person PersonID) error
}

// AmendmentRow is what was registered before an amendment, sealed as it was; what stayed is empty.
type AmendmentRow struct {
	ID          int64
	Person      PersonID
	Account     ledger.AccountID // that it was asked for by
	Case        int64            // zero where the member did it for themselves
	Day         civil.Date
	Name        string
	IDNo        []byte // sealed
	Mobile      []byte // sealed
	MobileIndex string
}

// CheckAmendment names everything that speaks against an amendment, and writes nothing. Whether a number is the one
// that is registered now it does not say: whoever may try as many as they like would find out what the mask hides.
// That somebody else has an identity number is said, and not who.
func (s *Service) CheckAmendment(tx unit.Tx, person PersonID, a Amendment) error {
	_, err := s.amends(tx, person, a)
	return err
}

// amends checks an amendment and gives its identity number, which is zero when that stays.
func (s *Service) amends(tx unit.Tx, person PersonID, a Amendment) (no idno.Number, err error) {
	if a == (Amendment{}) {
		return no, refusal.Bad(CodeAmendInput, "没有填写要变更的内容")
	}
	var wrong []*refusal.Refused
	if a.Name != "" && !plainName(a.Name) {
		wrong = append(wrong, refusal.Bad(CodeAmendInput, "姓名不能有换行，最多120字"))
	}
	if a.Mobile != "" && !number.IsMobile(a.Mobile) {
		wrong = append(wrong, refusal.Bad(CodeAmendInput, "手机号码应为11位大陆手机号码"))
	}
	if a.IDNo == "" {
		return no, refusal.Join(wrong...)
	}
	today, err := s.Books.OpenDay(tx)
	if err != nil {
		return no, err
	}
	if no, err = idno.Parse(a.IDNo, today); err != nil {
		return no, refusal.Join(append(wrong, refusal.Of(err))...)
	}
	owner, err := s.PersonByIDNo(tx, no)
	if err != nil {
		return no, err
	}
	if owner != 0 && owner != person {
		wrong = append(wrong, IDNoTaken())
	}
	return no, refusal.Join(wrong...)
}

// IDNoTaken refuses an identity number that somebody else is registered with.
func IDNoTaken() *refusal.Refused {
	return refusal.New(CodeAmendTaken, "该公民身份号码已登记在他人名下", basisAmend,
		"请核对证件；确属登记错误的，请由中心核查后分别更正")
}

// Amend registers a person anew, as part of the caller's unit of work: of the case that decides it, or of the member's
// own act. It refuses as CheckAmendment does, and what changes nothing. The person has to sign in again, and is told of
// it, at the number that is left too.
func (s *Service) Amend(tx unit.Tx, m Member, a Amendment, caseID int64) error {
	no, err := s.amends(tx, m.Person, a)
	if err != nil {
		return err
	}
	row, found, err := s.Store.Person(tx, m.Person)
	if err == nil && !found {
		err = fmt.Errorf("person %d does not exist", m.Person)
	}
	if err != nil {
		return err
	}
	was := AmendmentRow{Person: m.Person, Account: m.ID, Case: caseID}
	if was.Day, err = s.Books.OpenDay(tx); err != nil {
		return err
	}
	if was.ID, err = s.Books.NextID(tx, "amendment"); err != nil {
		return err
	}
	facts, err := s.amend(&row, &was, a, no)
	if err != nil {
		return err
	}
	if err := s.Store.Amend(tx, row, was); err != nil {
		return err
	}
	s.Audit.Record(tx, audit.Entry{Kind: "person.amended", ID: m.ID.ID, Fields: []audit.Field{
		{Name: "person", Value: strconv.FormatInt(int64(m.Person), 10)},
		{Name: "amended", Value: strings.Join(facts, "、")}}})
	s.Events.Announce(tx, event.Event{Kind: event.MemberAmended, Ref: was.ID})
	if was.MobileIndex != "" {
		s.Events.Announce(tx, event.Event{Kind: event.MobileLeft, Ref: was.ID})
	}
	return s.Sessions.EndSessions(tx, m.Person)
}

// amend changes a row as an amendment says, keeps in was what it changes, and names that.
func (s *Service) amend(row *PersonRow, was *AmendmentRow, a Amendment, no idno.Number) (facts []string, err error) {
	plain, err := s.open(*row)
	if err != nil {
		return nil, err
	}
	if a.Name != "" && a.Name != plain.Name {
		was.Name, row.Name = plain.Name, a.Name
		facts = append(facts, "姓名")
	}
	if a.IDNo != "" && no.Full() != plain.IDNo {
		if was.IDNo, row.IDNo, err = s.moved("id_no", *was, plain.IDNo, no.Full()); err != nil {
			return nil, err
		}
		row.Index = s.indexOf(no)
		facts = append(facts, "公民身份号码")
	}
	if a.Mobile != "" && a.Mobile != plain.Mobile {
		if was.Mobile, row.Mobile, err = s.moved("mobile", *was, plain.Mobile, a.Mobile); err != nil {
			return nil, err
		}
		was.MobileIndex, row.MobileIndex = row.MobileIndex, s.index("mobile", a.Mobile)
		facts = append(facts, "手机号码")
	}
	if len(facts) == 0 {
		err = refusal.New(CodeAmendSame, "与登记的相同，没有需要变更的", basisAmend, "请核对登记的信息")
	}
	return facts, err
}

// moved seals a number that is left where it is kept, nothing where there was none, and the one that takes its place.
func (s *Service) moved(column string, was AmendmentRow, left, taken string) (kept, sealed []byte, err error) {
	if left != "" {
		if kept, err = s.Cipher.Seal([]byte(left), secret.Where("person_amendment", column, was.ID)); err != nil {
			return nil, nil, err
		}
	}
	sealed, err = s.Cipher.Seal([]byte(taken), secret.Where("person", column, int64(was.Person)))
	return kept, sealed, err
}
