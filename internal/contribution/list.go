package contribution

import (
	"context"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/member"
	"guangsha/internal/policy"
)

// Codes of refusals about lists.
const (
	CodeListUnknown = "contribution.list.unknown"
	CodeListState   = "contribution.list.state"
	CodeListEmpty   = "contribution.list.empty"
	CodeListStale   = "contribution.list.stale"
	CodeTooEarly    = "contribution.list.too-early"
)

const advanceMonths policy.Count = "contribution.advance.max_months"

// PrepareList makes the draft of an employer's next month (生成汇缴清册), or makes it anew: one line for each member who
// contributes in it. The month is always the one after the employer's paid-through month, so that none is skipped;
// paying ahead (预缴) goes as far as the policy allows and not beyond the June that ends the fund year.
func (s *Service) PrepareList(ctx context.Context, by act.By, key string, employer member.EmployerID) (ListID, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.PrepareLists)
	if err != nil {
		return 0, err
	}
	var list int64
	err = s.Work.Do(ctx, by, "contribution.prepare-list", func(tx unit.Tx) (err error) {
		list, err = s.Books.Once(tx, ledger.NewRequest(int64(employer), key, "prepare"), "list", func(id int64) error {
			return s.prepare(ctx, tx, ListID(id), employer)
		})
		return err
	})
	return ListID(list), err
}

func (s *Service) prepare(ctx context.Context, tx unit.Tx, id ListID, employer member.EmployerID) error {
	e, err := s.Members.Employer(tx, employer)
	if err != nil {
		return err
	}
	if err := access.Reach(ctx, access.Object{Branch: e.Office, Unit: int64(employer)}); err != nil {
		return err
	}
	month := e.PaidThrough.Add(1)
	old, ok, err := s.Store.ListOf(tx, employer, month)
	switch {
	case err != nil:
		return err
	case ok && old.State != Draft:
		return refusal.New(CodeListState, "本月清册已确认，不能重新生成", "", "如需更正，请先撤回确认")
	case ok:
		if err := s.Store.DropDraft(tx, old.ID); err != nil {
			return err
		}
	}
	day, err := s.Books.OpenDay(tx)
	if err != nil {
		return err
	}
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return err
	}
	terms, err := member.TermsOn(set, e.Office, day)
	if err != nil {
		return err
	}
	ahead, err := advanceMonths.On(set, e.Office, day)
	if err != nil {
		return err
	}
	if last := LastMonth(day, ahead); month > last {
		return refusal.New(CodeTooEarly, fmt.Sprintf("最多可预缴至%s", last), "", "请在以后月份办理")
	}
	l, err := s.Store.AddList(tx, List{ID: id, Employer: employer, Month: month, State: Draft,
		Deadline: terms.Deadline(month, e.PayDay), Prepared: day})
	if err != nil {
		return err
	}
	if l.Members == 0 {
		return refusal.New(CodeListEmpty, "本月没有正常缴存的职工，不能生成清册", "", "请先办理个人账户设立或启封")
	}
	s.record(tx, "list.prepared", l)
	return nil
}

// LastMonth is the last month that may be paid on a day: so many months ahead, but not beyond the June that ends the
// fund year (住房公积金年度, July to June).
func LastMonth(day civil.Date, ahead int) civil.Month {
	june := civil.MonthOf(day.Year(), 6)
	if day.Month() > june {
		june = june.Add(12)
	}
	return min(day.Month().Add(ahead), june)
}

// reached gives a list, or refuses one of an employer that whoever acts does not reach.
func (s *Service) reached(ctx context.Context, tx unit.Tx, id ListID) (List, error) {
	l, err := s.list(tx, id)
	if err != nil {
		return l, err
	}
	e, err := s.Members.Employer(tx, l.Employer)
	if err != nil {
		return l, err
	}
	return l, access.Reach(ctx, access.Object{Branch: e.Office, Unit: int64(l.Employer)})
}

// ConfirmList is the employer's word that a draft is right (确认清册); from then on it waits for its money. It refuses
// when a member has joined, left or changed since the draft was made.
func (s *Service) ConfirmList(ctx context.Context, by act.By, list ListID) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.PrepareLists)
	if err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "contribution.confirm-list", func(tx unit.Tx) error {
		l, err := s.reached(ctx, tx, list)
		if err != nil {
			return err
		}
		members, same, err := s.Store.Current(tx, l)
		if err != nil {
			return err
		}
		if members != l.Members || same != l.Members {
			return refusal.New(CodeListStale, "清册生成后人员或缴存额有变动", "", "请重新生成清册后再确认")
		}
		l.State = Confirmed
		return s.moveList(tx, l, Draft, "list.confirmed")
	})
}

// ReopenList takes a confirmation back (撤回确认), so that the list can be corrected. A posted list stays.
func (s *Service) ReopenList(ctx context.Context, by act.By, list ListID) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.PrepareLists)
	if err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "contribution.reopen-list", func(tx unit.Tx) error {
		l, err := s.reached(ctx, tx, list)
		if err != nil {
			return err
		}
		l.State = Draft
		return s.moveList(tx, l, Confirmed, "list.reopened")
	})
}

// List reads a list. It refuses with CodeListUnknown when there is none.
func (s *Service) List(ctx context.Context, id ListID) (l List, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error { l, err = s.list(tx, id); return err })
	return l, err
}

func (s *Service) list(tx unit.Tx, id ListID) (List, error) {
	l, ok, err := s.Store.List(tx, id)
	if err == nil && !ok {
		err = refusal.New(CodeListUnknown, "没有该清册", "", "请核对清册号")
	}
	return l, err
}

// moveList moves a list to its new state, which only a list in state from may take.
func (s *Service) moveList(tx unit.Tx, l List, from ListState, event string) error {
	moved, err := s.Store.MoveList(tx, l, from)
	if err != nil {
		return err
	}
	if !moved {
		return refusal.New(CodeListState, "清册状态已变化，不能办理", "", "请刷新后查看清册状态")
	}
	s.record(tx, event, l)
	return nil
}

func (s *Service) record(tx unit.Tx, event string, l List) {
	s.Audit.Record(tx, audit.Entry{Kind: event, ID: int64(l.ID), Fields: []audit.Field{
		{Name: "employer", Value: fmt.Sprint(l.Employer)},
		{Name: "month", Value: l.Month.String()},
		{Name: "members", Value: fmt.Sprint(l.Members)},
		{Name: "due", Value: l.Due.String()},
		audit.Day("deadline", l.Deadline),
		audit.Day("paid_on", l.PaidOn),
	}})
}
