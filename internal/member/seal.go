package member

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
)

// Codes of refusals about accounts.
const (
	CodeAccountUnknown = "member.account.unknown"
	CodeAccountState   = "member.account.state"
	CodeAlreadyPaid    = "member.account.already-paid"
	CodeListConfirmed  = "member.list.confirmed"
)

// Sealing asks to stop the contributions of some members of an employer (个人账户封存).
type Sealing struct {
	Employer EmployerID
	Members  []number.MemberNo
	Month    civil.Month // first month without contribution
	Reason   SealReason
}

// Seal seals the accounts of members that leave (封存, 条例第十五条). Every account that may not be sealed is named
// at once, and then none is. The money stays and earns interest.
func (s *Service) Seal(ctx context.Context, by act.By, key string, r Sealing) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.SealMembers)
	if err != nil {
		return err
	}
	if r.Reason < Resigned || r.Reason > OtherSealing {
		return refusal.Bad("member.seal.reason", "请选择封存原因")
	}
	return s.change(ctx, by, "member.seal", key, r.Employer, r.Members, r, func(tx unit.Tx, list []Member) error {
		waiting, err := s.Lists.Waiting(tx, r.Employer)
		if err != nil {
			return err
		}
		var bad []*refusal.Refused
		for i, m := range list {
			switch {
			case m.State != Normal:
				bad = append(bad, inRow(i, wrongState("个人账户不是正常状态，不能封存")))
			case m.PaidThrough >= r.Month:
				bad = append(bad, inRow(i, refusal.New(CodeAlreadyPaid, "该月已汇缴，不能从该月起封存", "",
					"请从缴至年月的次月起封存；多缴的办理错缴更正")))
			case r.Month <= waiting:
				bad = append(bad, inRow(i, listConfirmed(waiting)))
			}
		}
		if err := refusal.Join(bad...); err != nil {
			return err
		}
		day, err := s.Books.OpenDay(tx)
		if err != nil {
			return err
		}
		n, err := s.Store.SetSealed(tx, accountsOf(list), day, r.Month, r.Reason)
		return all(n, list, err)
	})
}

// Unsealing asks to resume the contributions of sealed members in the same employer (个人账户启封).
type Unsealing struct {
	Employer EmployerID
	Members  []number.MemberNo
	Month    civil.Month // first month of contribution
}

// Unseal resumes contributions (启封). The base stays what it was.
func (s *Service) Unseal(ctx context.Context, by act.By, key string, r Unsealing) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.SealMembers)
	if err != nil {
		return err
	}
	return s.change(ctx, by, "member.unseal", key, r.Employer, r.Members, r, func(tx unit.Tx, list []Member) error {
		e, err := s.Employer(tx, r.Employer)
		if err != nil {
			return err
		}
		waiting, err := s.Lists.Waiting(tx, e.ID)
		if err != nil {
			return err
		}
		var bad []*refusal.Refused
		for i, m := range list {
			switch {
			case m.State != Sealed:
				bad = append(bad, inRow(i, wrongState("个人账户不是封存状态，不能启封")))
			case r.Month < m.SealedFrom, r.Month <= e.PaidThrough:
				bad = append(bad, inRow(i, refusal.Bad("member.unseal.month", "启封月份不能早于封存月份，也不能早于单位缴至年月的次月")))
			case r.Month <= waiting:
				bad = append(bad, inRow(i, listConfirmed(waiting)))
			}
		}
		if err := refusal.Join(bad...); err != nil {
			return err
		}
		n, err := s.Store.SetUnsealed(tx, accountsOf(list), r.Month)
		return all(n, list, err)
	})
}

// change is what sealing and unsealing have in common: the request, the members by number, their employer, and the
// audit entry of each account.
func (s *Service) change(ctx context.Context, by act.By, op, key string, employer EmployerID, numbers []number.MemberNo,
	request any, f func(unit.Tx, []Member) error) error {
	if len(numbers) == 0 || len(numbers) > MaxRows {
		return refusal.Bad("member.list.size", fmt.Sprintf("一次办理应为1至%d人", MaxRows))
	}
	return s.Work.Do(ctx, by, op, func(tx unit.Tx) error {
		_, err := s.Books.Once(tx, ledger.NewRequest(int64(employer), key, request), newChange, func(id int64) error {
			e, err := s.Employer(tx, employer)
			if err != nil {
				return err
			}
			if err := access.Reach(ctx, access.Object{Branch: e.Office, Unit: int64(employer)}); err != nil {
				return err
			}
			list, err := s.membersOf(tx, employer, numbers)
			if err != nil {
				return err
			}
			if err := f(tx, list); err != nil {
				return err
			}
			for _, m := range list {
				s.Audit.Record(tx, audit.Entry{Kind: op, ID: m.ID.ID, Fields: []audit.Field{
					{Name: "change", Value: fmt.Sprint(id)}, {Name: "employer", Value: fmt.Sprint(employer)}}})
			}
			return nil
		})
		return err
	})
}

// membersOf reads members in the order of their numbers. It names every number that is not an account of the
// employer.
func (s *Service) membersOf(tx unit.Tx, employer EmployerID, numbers []number.MemberNo) ([]Member, error) {
	return s.named(tx, numbers, func(m Member) bool { return m.Employer == employer })
}

// named reads members in the order of their numbers. It names every number that is no account, or not one of those
// that may be meant.
func (s *Service) named(tx unit.Tx, numbers []number.MemberNo, may func(Member) bool) ([]Member, error) {
	found, err := s.Store.Members(tx, numbers)
	if err != nil {
		return nil, err
	}
	byNo := make(map[number.MemberNo]Member, len(found))
	for _, m := range found {
		byNo[m.No] = m
	}
	var bad []*refusal.Refused
	list := make([]Member, len(numbers))
	for i, no := range numbers {
		m, ok := byNo[no]
		if !ok || !may(m) {
			bad = append(bad, inRow(i, refusal.New(CodeAccountUnknown, "没有该个人账户，或该职工不在本单位，或重复填列", "", "请核对个人账号")))
		}
		list[i] = m
		delete(byNo, no) // the second mention of a number is unknown too
	}
	if err := refusal.Join(bad...); err != nil {
		return nil, err
	}
	return list, nil
}

func accountsOf(list []Member) []ledger.AccountID {
	ids := make([]ledger.AccountID, len(list))
	for i, m := range list {
		ids[i] = m.ID
	}
	return ids
}

// all makes an error of a change that did not reach every member it had just read in the same unit.
func all(n int64, list []Member, err error) error {
	if err == nil && n != int64(len(list)) {
		err = fmt.Errorf("changed %d of %d members", n, len(list))
	}
	return err
}

// listConfirmed refuses to change who contributes in a month whose list is confirmed: what it asks for would no longer
// be what is owed.
func listConfirmed(month civil.Month) *refusal.Refused {
	return refusal.New(CodeListConfirmed, month.String()+"的清册已确认，不能再变更当月缴存人员", "",
		"请先撤回确认，或从次月起变更")
}

func wrongState(text string) *refusal.Refused {
	return refusal.New(CodeAccountState, text, "", "请核对个人账户状态")
}
