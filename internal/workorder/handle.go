package workorder

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/telltale"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Move is what somebody does about a round: what it is about and who has it (关联、转交), or with Answer its answer (答复).
type Move struct {
	Order  ID
	Seen   int // version of what whoever acts has seen
	Member number.MemberNo
	Case   number.CaseNo
	Office string
	Answer string
}

// Tie says what a round is about and which office has it (关联、转交). What is empty stays as it is. It refuses what is not
// there, with CodeState a round that does not wait for its answer, and with CodeStale what rests on less than has
// happened to it.
func (s *Service) Tie(ctx context.Context, by act.By, key string, m Move) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleOrders)
	if err != nil {
		return err
	}
	m.Answer = ""
	switch {
	case m.Member == "" && m.Case == "" && m.Office == "":
		return refusal.Bad(CodeInput, "请填写个人账号、业务流水号或转交的机构")
	case m.Office != "" && !slices.Contains(s.Offices, m.Office):
		return refusal.Bad(CodeInput, "没有这个机构")
	}
	return s.move(ctx, by, key, "order.tied", m, func(tx unit.Tx, o *Order) error {
		if m.Member != "" {
			o.Member = m.Member
			if err := s.Known.Member(tx, m.Member); err != nil {
				return err
			}
		}
		if m.Case != "" {
			o.Case = m.Case
			if err := s.Known.Case(tx, m.Case); err != nil {
				return err
			}
		}
		if m.Office != "" {
			o.Office = m.Office
		}
		return nil
	})
}

// Answer answers a round (答复), which then goes to the hotline. It refuses as Tie does, and a text that tells a number
// of somebody: it leaves the centre and stays in the log.
func (s *Service) Answer(ctx context.Context, by act.By, key string, m Move) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleOrders)
	if err != nil {
		return err
	}
	m = Move{Order: m.Order, Seen: m.Seen, Answer: strings.TrimSpace(m.Answer)}
	switch why := telltale.Refuse(CodeInput, m.Answer); {
	case m.Answer == "":
		return refusal.Bad(CodeInput, "请填写答复")
	case utf8.RuneCountInString(m.Answer) > maxAnswer:
		return refusal.Bad(CodeInput, fmt.Sprintf("答复至多%d字", maxAnswer))
	case clean(m.Answer, maxAnswer) != m.Answer:
		return refusal.Bad(CodeInput, "答复含有不能用的字符")
	case why != nil:
		return why
	}
	return s.move(ctx, by, key, "order.answered", m, func(tx unit.Tx, o *Order) error {
		o.State, o.Answer, o.By, o.Refused, o.Next = Answered, m.Answer, by.Actor, "", s.Clock.Now()
		return nil
	})
}

// move changes a round that waits, once under a key.
func (s *Service) move(ctx context.Context, by act.By, key, kind string, m Move,
	change func(unit.Tx, *Order) error) error {
	return s.Work.Do(ctx, by, kind, func(tx unit.Tx) error {
		o, found, err := s.Store.Order(tx, m.Order)
		if err == nil && !found {
			err = refusal.New(CodeUnknown, "没有这件工单", "", "请刷新工单清单后再办")
		}
		if err == nil {
			err = access.Reach(ctx, access.Object{Branch: o.Office})
		}
		if err != nil {
			return err
		}
		_, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, struct {
			Actor, Kind string
			Move        Move
		}{by.Actor, kind, m}), int64(m.Order))
		switch {
		case err != nil || !first:
			return err
		case o.Version != m.Seen:
			return stale()
		case o.State != Waits:
			return refusal.New(CodeState, "这件工单现为“"+o.State.String()+"”，不能再办", "",
				"请刷新后查看；退回的会作为新的一次交办列出")
		}
		if err := change(tx, &o); err != nil {
			return err
		}
		return s.set(tx, o, kind)
	})
}
