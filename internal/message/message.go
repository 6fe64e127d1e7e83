// Package message tells people what happened to their accounts (消息服务). One loop per centre takes events from the
// outbox, writes a message for everybody concerned and hands it to a door: at least once, with an ID by which the door
// delivers it at most once; never in quiet hours (免打扰时段), never more to one number than policy allows; again when it
// did not arrive, until a person has to look (死信).
//
// A message is a template and facts. Its text is made when it is needed, and the number it goes to is read where it
// stands sealed: neither is kept.
package message

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
)

// Key is what makes a message this message: an event has one about each of its subjects by each template.
type Key struct {
	Event    int64
	Template string
	Subject  int64 // id of the account, loan or case that it is about
}

// String is the key as people and routes name it.
func (k Key) String() string { return fmt.Sprintf("%d-%s-%d", k.Event, k.Template, k.Subject) }

// ParseKey reads what Key.String gave.
func ParseKey(text string) (k Key, err error) {
	parts := strings.Split(text, "-")
	ok := len(parts) == 3
	if ok {
		var e1, e2 error
		k.Template = parts[1]
		k.Event, e1 = strconv.ParseInt(parts[0], 10, 64)
		k.Subject, e2 = strconv.ParseInt(parts[2], 10, 64)
		ok = e1 == nil && e2 == nil && k.String() == text
	}
	if !ok {
		return Key{}, unknown()
	}
	return k, nil
}

// letterID names a round of a message. A round that is handed over again has the same ID: the door must see that it is
// the same message. A new round begins only after the last one is known to have failed.
func letterID(k Key, round int) string { return k.String() + "-" + strconv.Itoa(round) }

func parseLetterID(id string) (k Key, round int, err error) {
	at := strings.LastIndexByte(id, '-')
	if at < 0 {
		return k, 0, unknown()
	}
	if k, err = ParseKey(id[:at]); err != nil {
		return k, 0, err
	}
	if round, err = strconv.Atoi(id[at+1:]); err != nil {
		return k, 0, unknown()
	}
	return k, round, nil
}

// State is where a message is (消息状态).
type State uint8

// The states.
const (
	Waiting   State = 1 // 待发送
	Sending   State = 2 // 发送中: handed over, the answer is not known
	Sent      State = 3 // 已提交: the door has it, no report yet
	Delivered State = 4 // 已送达
	Dead      State = 5 // 未送达: a person has to look (死信)
	Closed    State = 6 // 已关闭: a person has, and left it
)

// States are all of them, in the order of their way.
var States = []State{Waiting, Sending, Sent, Delivered, Dead, Closed}

// String is the state in Chinese.
func (s State) String() string {
	if s < Waiting || s > Closed {
		return ""
	}
	return [...]string{"待发送", "发送中", "已提交", "已送达", "未送达", "已关闭"}[s-Waiting]
}

// Facts are what templates speak of. Each event has those that its query gives; the others are zero.
type Facts struct {
	Account string      // number of an account or contract, shown by its tail
	Amount  money.Fen   // that moved
	Rest    money.Fen   // balance after it, or what is still owed
	Month   civil.Month // 汇缴年月
	Day     civil.Date
}

// Message is a message as it stands.
type Message struct {
	Key
	Facts
	Person   int64
	State    State
	Happened civil.Instant // the event
	Due      civil.Instant // before which it is not looked at, while it waits
	Round    int           // times that it was handed over anew
	Number   string        // masked, that it last went to; empty before that
	At       civil.Instant // of its last round
	Reported civil.Instant // of the report on it, or zero
	Cause    string        // why it did not arrive
	ClosedBy string
	Remark   string // why it was closed
}

// Due is a message whose turn has come, with where its number stands.
type Due struct {
	Key
	Facts
	Person int64
	State  State
	Since  civil.Instant // from which it grows old
	Round  int
	Misses int    // times that the round was handed over without an answer
	Mobile []byte // sealed; nil where there is none
	Number string // blind index of the mobile
}

// Told is an event that waits for its messages to be written.
type Told struct {
	event.Event
	ID int64
	At civil.Instant
}

// Ending is how an event leaves the outbox when no message is written.
type Ending uint8

// The endings.
const (
	SwitchedOff Ending = 3 // 未启用: no template of it is in use
	TooOld      Ending = 4 // 过期: it came out of the outbox too late to be told
)

// Lease is the right of one process to deliver (投递权), under which every write of the loop happens. A process whose
// term has passed to another writes nothing more, however late it notices.
type Lease struct {
	Term       int64
	Now, Until civil.Instant
}

// ErrLeaseLost says that another process delivers now.
const ErrLeaseLost = secret.Error("message: another process has the lease")

// Verdict is what happens to a message whose turn has come.
type Verdict struct {
	Key
	Do            Action
	Round, Misses int
	Due           civil.Instant // when it is looked at again
	Number, Shown string        // blind index and mask of the number
	Cause         string
}

// Action is what a Verdict does.
type Action uint8

// The actions.
const (
	HandOver Action = iota + 1 // the verdict is durable before the door hears of the letter
	Defer
	Drop // it becomes a dead letter
)

// Settlement is what an outcome does to a message.
type Settlement struct {
	Key
	Round int
	Fate  event.Fate
	Code  string
	Next  State         // after Failed and Never: Waiting or Dead
	Due   civil.Instant // of the next round
}

// Filter narrows a list of messages.
type Filter struct {
	State    State  // zero for all
	Template string // empty for all
	Person   int64  // who gets them, zero for all
	After    Key    // the last one seen, zero from the start
	Limit    int
}

// Store keeps messages. What takes a context runs beside the units of work, in a transaction of its own: delivering
// waits for no close of a day and is no state of the books. What takes a lease fails with ErrLeaseLost when the term is
// another one, and makes it last until Until.
type Store interface {
	// Lead takes the lease for holder, or makes it last for span from now on; held is false while another process has
	// it.
	Lead(ctx context.Context, holder string, now civil.Instant, span civil.Instant) (l Lease, held bool, err error)
	// Leave gives the lease back.
	Leave(ctx context.Context, l Lease) error
	// Outbox gives events that wait, oldest first.
	Outbox(ctx context.Context, limit int) ([]Told, error)
	// Fan writes messages by templates about the next limit subjects of an event; done says that there are no more.
	Fan(ctx context.Context, l Lease, e Told, templates []string, limit int) (done bool, err error)
	// End takes an event out of the outbox without messages.
	End(ctx context.Context, l Lease, id int64, how Ending) error
	// Claim reads up to limit messages whose turn has come, with all others of the same numbers whose turn has come
	// too, oldest first, and the instants after from at which each of the numbers got one, ascending. It writes what
	// decide says, which may run several times, and says whether there may be more.
	Claim(ctx context.Context, l Lease, from civil.Instant, limit int,
		decide func(due []Due, used map[string][]civil.Instant) []Verdict) (more bool, err error)
	// Settle writes what became of letters. What is known already stays.
	Settle(ctx context.Context, l Lease, list []Settlement) error

	// List gives messages, latest event first.
	List(tx unit.Tx, f Filter) ([]Message, error)
	// Message reads one, or gives false.
	Message(tx unit.Tx, k Key) (Message, bool, error)
	// Again lets a dead letter wait anew from an instant on; false when it is none.
	Again(tx unit.Tx, k Key, now civil.Instant) (bool, error)
	// CloseLetter closes a dead letter; false when it is none.
	CloseLetter(tx unit.Tx, k Key, by, remark string) (bool, error)
}

func unknown() error {
	return refusal.New(CodeUnknown, "没有这条消息", "", "请刷新后查看")
}
