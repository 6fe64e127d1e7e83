package message

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// Codes of the refusals.
const (
	CodeUnknown = "message.unknown"
	CodeState   = "message.state"
	CodeReason  = "message.reason"
)

// Deps is what the service is made of.
type Deps struct {
	Work   unit.Work
	Access access.Gate
	Books  *ledger.Books
	Policy policy.Source
	Audit  audit.Recorder
	Store  Store
	Clock  civil.Clock
}

// Service holds what people do about messages.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// Resend lets a dead letter go out once more (重新发送), within quiet hours and limits as if it were new.
func (s *Service) Resend(ctx context.Context, by act.By, key string, k Key) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleMessages)
	if err != nil {
		return err
	}
	return s.handle(ctx, by, "message.resend", key, k, "", func(tx unit.Tx) (bool, error) {
		return s.Store.Again(tx, k, s.Clock.Now())
	})
}

// mostReason is how many characters a reason has at most.
const mostReason = 100

// Close leaves a dead letter as it is (关闭), with the reason, for example that the person was told by telephone.
func (s *Service) Close(ctx context.Context, by act.By, key string, k Key, reason string) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleMessages)
	if err != nil {
		return err
	}
	reason = strings.TrimSpace(reason)
	if n := len([]rune(reason)); n == 0 || n > mostReason {
		return refusal.Bad(CodeReason, fmt.Sprintf("请填写关闭的原因，至多%d字", mostReason))
	}
	return s.handle(ctx, by, "message.close", key, k, reason, func(tx unit.Tx) (bool, error) {
		return s.Store.CloseLetter(tx, k, by.Actor, reason)
	})
}

// done are the kinds of audit entries, by use case.
var done = map[string]string{"message.resend": "message.resent", "message.close": "message.closed"}

// handle does something about a dead letter, once per request.
func (s *Service) handle(ctx context.Context, by act.By, op, key string, k Key, reason string,
	f func(unit.Tx) (bool, error)) error {
	return s.Work.Do(ctx, by, op, func(tx unit.Tx) error {
		request := ledger.NewRequest(0, key, [3]string{op, k.String(), reason})
		if _, first, err := s.Books.Claim(tx, request, k.Event); err != nil || !first {
			return err
		}
		m, found, err := s.Store.Message(tx, k)
		switch {
		case err != nil:
			return err
		case !found:
			return unknown()
		}
		moved, err := f(tx)
		if err != nil {
			return err
		}
		if !moved {
			return refusal.New(CodeState, "这条消息"+m.State.String()+"，不是未送达的消息，不能处理", "", "请刷新后查看")
		}
		s.Audit.Record(tx, audit.Entry{Kind: done[op], ID: k.Event, Fields: []audit.Field{
			{Name: "template", Value: k.Template}, {Name: "subject", Value: fmt.Sprint(k.Subject)},
			{Name: "round", Value: fmt.Sprint(m.Round)}}})
		return nil
	})
}

// Rules are the rules of today.
func (s *Service) Rules(tx unit.Tx) (Rules, error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return Rules{}, err
	}
	return RulesOn(set, s.Clock.Now().Date())
}
