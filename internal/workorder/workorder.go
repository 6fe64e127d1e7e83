// Package workorder sees to what people told the government hotline about the centre (12345工单). An order comes in with
// its deadline, somebody ties it to the person or the case that it is about and answers it, and the answer goes back.
// An order whose answer the hotline does not accept comes back (退回) as another round of its number: what was answered
// before stays as it was.
package workorder

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/legible"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// ID identifies a round of an order.
type ID int64

// State is where a round stands (工单状态).
type State uint8

// The states.
const (
	Waits     State = iota + 1 // 待答复
	Answered                   // 待回传: the hotline has not taken the answer yet
	Told                       // 已回传
	Overtaken                  // 已再次交办: a later round came
)

// States are all of them.
var States = []State{Waits, Answered, Told, Overtaken}

// String is the state in Chinese.
func (s State) String() string {
	if s < Waits || s > Overtaken {
		return ""
	}
	return [...]string{"待答复", "待回传", "已回传", "已再次交办"}[s-Waits]
}

// Order is a round of an order as it is kept.
type Order struct {
	ID      ID
	No      string // 工单编号
	Round   int    // 第几次交办
	Kind    string // 工单类型, as the hotline calls it
	Body    []byte // sealed Said
	Digest  string // keyed, of everything that came
	Office  string
	Came    civil.Instant
	Due     civil.Date // 答复期限
	State   State
	Member  number.MemberNo // that it is about, or empty
	Case    number.CaseNo
	Answer  string
	By      string
	Refused string // the hotline's word for not taking the latest answer
	Version int    // rises with every change
	Next    civil.Instant
}

// Said is who called and what they said.
type Said struct{ Name, Mobile, Text, Why string } // Why: 退回原因

// Filter narrows and bounds a list of rounds in a state, by their last day.
type Filter struct {
	State    State
	Office   string
	Limit    int
	AfterDue civil.Date
	After    ID
}

// Store keeps orders.
type Store interface {
	Add(tx unit.Tx, o Order) error
	// Set writes where a round stands, false when its version is not was any more.
	Set(tx unit.Tx, o Order, was int) (bool, error)
	Order(tx unit.Tx, id ID) (Order, bool, error)
	// Rounds are those of a number, the first one first.
	Rounds(tx unit.Tx, no string) ([]Order, error)
	List(tx unit.Tx, f Filter) ([]Order, error)
	// TakeAnswers takes up to limit answers whose turn to be told has come, so that nobody else does until an instant.
	// It runs beside the units of work.
	TakeAnswers(ctx context.Context, now, until civil.Instant, limit int) ([]Order, error)
}

// Known says what there is that an order may be about.
type Known interface {
	// Member refuses an account that there is none, Case a case.
	Member(tx unit.Tx, no number.MemberNo) error
	Case(tx unit.Tx, no number.CaseNo) error
}

// Deps is what the service is made of.
type Deps struct {
	Work    unit.Work
	Access  access.Gate
	Books   *ledger.Books
	Policy  policy.Store
	Audit   audit.Recorder
	Store   Store
	Known   Known
	Offices []string
	Clock   civil.Clock
	Cipher  secret.Cipher
	Digest  secret.MAC
}

// Service holds the use cases.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// The codes of the refusals.
const (
	CodeOrder   = "order.input"   // what came cannot be kept
	CodeInput   = "order.typed"   // what somebody typed
	CodeUnknown = "order.unknown" // no such order
	CodeState   = "order.state"
	CodeStale   = "order.stale"
)

// Bounds of what comes and of what is answered, in runes but for the number.
const (
	maxNo     = 40
	maxRound  = 99
	maxKind   = 20
	maxName   = 50
	maxText   = 4000
	maxAnswer = 1000
	lookAhead = 366 // days within which an answer is due
)

// Incoming is a round as the hotline hands it on.
type Incoming struct {
	No    string
	Round int
	Kind  string
	Said  Said
	Due   string
	// Wrong says why nothing of it could be read; nil when it could.
	Wrong *refusal.Refused
}

// clean takes out of a text what nobody sees.
func clean(text string, most int) string {
	text = strings.TrimSpace(legible.Text(text, "\n"))
	if r := []rune(text); len(r) > most {
		return string(r[:most])
	}
	return text
}

// read reads what came, or refuses it.
func (s *Service) read(in *Incoming) (due civil.Date, err error) {
	if in.Wrong != nil {
		return 0, in.Wrong
	}
	var bad []*refusal.Refused
	if !legible.Number(in.No, maxNo) {
		bad = append(bad, refusal.Bad(CodeOrder, fmt.Sprintf("工单编号应为1至%d个可见的ASCII字符", maxNo)))
	}
	if in.Round < 1 || in.Round > maxRound {
		bad = append(bad, refusal.Bad(CodeOrder, fmt.Sprintf("交办次数应为1至%d", maxRound)))
	}
	if utf8.RuneCountInString(in.Said.Text) > maxText {
		bad = append(bad, refusal.Bad(CodeOrder, fmt.Sprintf("工单内容至多%d字", maxText)))
	}
	in.Kind, in.Said = clean(in.Kind, maxKind), Said{clean(in.Said.Name, maxName), clean(in.Said.Mobile, maxName),
		clean(in.Said.Text, maxText), clean(in.Said.Why, maxAnswer)}
	if in.Said.Text == "" {
		bad = append(bad, refusal.Bad(CodeOrder, "工单没有内容"))
	}
	today := s.Clock.Now().Date()
	due, err = civil.ParseDate(in.Due)
	if err != nil || due < today.AddDays(-lookAhead) || due > today.AddDays(lookAhead) {
		bad = append(bad, refusal.Bad(CodeOrder, "答复期限应为一年以内的日期，如2024-05-01"))
	}
	return due, refusal.Join(bad...)
}

// Take keeps a round that the hotline hands on, once however often and in whatever order it comes, for the office that
// acts. It refuses with CodeOrder what cannot be kept, and other content under the same number and round.
func (s *Service) Take(ctx context.Context, by act.By, in Incoming) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleOrders)
	if err != nil {
		return err
	}
	text, err := json.Marshal(in)
	if err != nil {
		return fmt.Errorf("a work order is no plain data: %w", err)
	}
	due, err := s.read(&in)
	if err != nil {
		return err
	}
	digest := hex.EncodeToString(s.Digest.Sum([]byte("work-order"), []byte{0}, text))
	return s.Work.Do(ctx, by, "order.take", func(tx unit.Tx) error {
		rounds, err := s.Store.Rounds(tx, in.No)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(rounds, func(o Order) bool { return o.Round == in.Round }); i >= 0 {
			if rounds[i].Digest != digest {
				return refusal.New(CodeOrder, "同一工单编号和交办次数此前已有内容不同的工单，本次未收下", "", "请以下一次交办转来")
			}
			return nil
		}
		o := Order{No: in.No, Round: in.Round, Kind: in.Kind, Digest: digest, Office: by.Branch, Came: s.Clock.Now(),
			Due: due, State: Waits, Version: 1}
		return s.add(tx, o, in.Said, rounds)
	})
}

// add writes a new round beside those that there are: it has from the latest of them what it is about and who has it.
func (s *Service) add(tx unit.Tx, o Order, said Said, rounds []Order) error {
	id, err := s.Books.NextID(tx, "order")
	if err != nil {
		return err
	}
	o.ID = ID(id)
	for _, was := range rounds {
		if was.Round > o.Round {
			o.State = Overtaken
			break
		}
		o.Office, o.Member, o.Case = was.Office, was.Member, was.Case
		if was.State == Waits || was.State == Answered {
			was.State = Overtaken
			if err := s.set(tx, was, "order.overtaken"); err != nil {
				return err
			}
		}
	}
	text, err := json.Marshal(said)
	if err != nil {
		return fmt.Errorf("work order %d: %w", o.ID, err)
	}
	if o.Body, err = s.Cipher.Seal(text, bodyPlace(o.ID)); err != nil {
		return fmt.Errorf("seal work order %d: %w", o.ID, err)
	}
	kind := "order.received"
	if o.Round > 1 {
		kind = "order.returned"
	}
	s.record(tx, kind, o)
	return s.Store.Add(tx, o)
}

// bodyPlace binds a sealed body to its order.
func bodyPlace(id ID) string { return secret.Where("work_order", "body", int64(id)) }

func (s *Service) record(tx unit.Tx, kind string, o Order) {
	s.Audit.Record(tx, audit.Entry{Kind: kind, ID: int64(o.ID), Fields: []audit.Field{
		{Name: "order", Value: o.No}, {Name: "round", Value: fmt.Sprint(o.Round)},
		{Name: "state", Value: o.State.String()}}})
}

// set writes a round whose version this unit has read.
func (s *Service) set(tx unit.Tx, o Order, kind string) error {
	was := o.Version
	o.Version++
	written, err := s.Store.Set(tx, o, was)
	if err == nil && !written {
		err = stale()
	}
	if err == nil {
		s.record(tx, kind, o)
	}
	return err
}

func stale() *refusal.Refused {
	return refusal.New(CodeStale, "这件工单刚刚有人办理过，本次未办理", "", "请刷新后再办")
}

// Said opens what a round says.
func (s *Service) Said(o Order) (said Said, err error) {
	text, err := s.Cipher.Open(o.Body, bodyPlace(o.ID))
	if err == nil {
		err = json.Unmarshal(text, &said)
	}
	if err != nil {
		err = fmt.Errorf("open work order %d: %w", o.ID, err)
	}
	return said, err
}
