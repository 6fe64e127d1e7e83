package member

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Codes of refusals about changes of employer.
const (
	CodeSameEmployer = "member.transfer.same-employer"
	CodeSealFirst    = "member.transfer.seal-first"
)

// newChange is the kind of ids of what happens to several accounts at once: sealing, unsealing, moving.
const newChange = "change"

// Arrival is one who comes from another employer, with the wage there (新单位月工资).
type Arrival struct {
	Member number.MemberNo
	Wage   money.Fen // of the month in which the person comes; the base follows from it (条例第十七条)
}

// Transfer asks to give members that other employers have sealed to one employer, where they contribute from a month on
// (内部转移、启封).
type Transfer struct {
	To    EmployerID
	Month civil.Month // first month of contribution there
	List  []Arrival
}

// Moved is an account with what is paid into it at its new employer.
type Moved struct {
	ID                             ledger.AccountID
	Base, EmployerPart, MemberPart money.Fen
}

// Transfer moves accounts to another employer (个人账户内部转移) and unseals them. The employer that the person left must
// have sealed the account. The money stays where it is and earns interest as before: an account keeps its number and
// its place in the books for life, so there is nothing to post. Every account that may not be moved is named at once,
// and then none is. A transfer is undone by sealing and transferring back.
func (s *Service) Transfer(ctx context.Context, by act.By, key string, r Transfer) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.MoveMembers)
	if err != nil {
		return err
	}
	if len(r.List) == 0 || len(r.List) > MaxRows {
		return refusal.Bad("member.list.size", fmt.Sprintf("一次办理应为1至%d人", MaxRows))
	}
	return s.Work.Do(ctx, by, "member.transfer", func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(int64(r.To), key, r), newChange, func(id int64) error {
			return s.transfer(ctx, tx, id, r)
		})
		return err
	})
}

func (s *Service) transfer(ctx context.Context, tx unit.Tx, change int64, r Transfer) error {
	to, err := s.Employer(tx, r.To)
	if err != nil {
		return err
	}
	if err := access.Reach(ctx, access.Object{Branch: to.Office, Unit: int64(to.ID)}); err != nil {
		return err
	}
	if err := s.takes(tx, to, r.Month); err != nil {
		return err
	}
	terms, _, err := s.terms(tx, to.Office)
	if err != nil {
		return err
	}
	list, err := s.arriving(tx, r)
	if err != nil {
		return err
	}
	moved := make([]Moved, len(list))
	for i, m := range list {
		base := terms.Base(r.List[i].Wage)
		moved[i] = Moved{m.ID, base, terms.Part(base, to.EmployerRatio), terms.Part(base, to.MemberRatio)}
	}
	n, err := s.Store.SetMoved(tx, moved, to.ID, r.Month)
	if err := all(n, list, err); err != nil {
		return err
	}
	for _, m := range list {
		s.Audit.Record(tx, audit.Entry{Kind: "member.transferred", ID: m.ID.ID, Fields: []audit.Field{
			{Name: "change", Value: fmt.Sprint(change)}, {Name: "from", Value: fmt.Sprint(m.Employer)},
			{Name: "to", Value: fmt.Sprint(to.ID)}, {Name: "month", Value: r.Month.String()}}})
	}
	return nil
}

// takes refuses an employer that takes nobody in from a month on.
func (s *Service) takes(tx unit.Tx, to Employer, month civil.Month) error {
	if to.State == EmployerClosed {
		return refusal.New(CodeEmployerClosed, "单位账户已销户，不能转入职工", "", "请先办理单位缴存登记")
	}
	waiting, err := s.Lists.Waiting(tx, to.ID)
	switch {
	case err != nil:
		return err
	case month <= to.PaidThrough:
		return refusal.Bad("member.transfer.month", "转入起缴月份不能早于单位缴至年月的次月")
	case month <= waiting:
		return listConfirmed(waiting)
	}
	return nil
}

// arriving reads the accounts of a transfer in its order, or names all that may not be moved.
func (s *Service) arriving(tx unit.Tx, r Transfer) ([]Member, error) {
	numbers := make([]number.MemberNo, len(r.List))
	for i, a := range r.List {
		numbers[i] = a.Member
	}
	list, err := s.named(tx, numbers, func(Member) bool { return true })
	if err != nil {
		return nil, err
	}
	var bad []*refusal.Refused
	for i, m := range list {
		if against := r.against(m, r.List[i].Wage); against != nil {
			bad = append(bad, inRow(i, against))
		}
	}
	return list, refusal.Join(bad...)
}

// against is what speaks against giving an account to the employer, or nil.
func (r Transfer) against(m Member, wage money.Fen) *refusal.Refused {
	switch {
	case m.Employer == r.To:
		return refusal.New(CodeSameEmployer, "该职工已在本单位", "", "封存的请办理启封")
	case m.State != Sealed:
		return refusal.New(CodeSealFirst, "个人账户未封存，不能转入", "住房公积金管理条例第十五条",
			"请由原单位办理封存；账户已销户的，请办理个人账户设立")
	case r.Month < m.SealedFrom, r.Month <= m.PaidThrough:
		return refusal.Bad("member.transfer.month", "转入起缴月份不能早于封存月份，也不能早于个人缴至年月的次月")
	case wage <= 0:
		return refusal.Bad("member.row.wage", "月工资应大于零")
	}
	return nil
}
