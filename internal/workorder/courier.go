package workorder

import (
	"context"
	"errors"
	"fmt"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/turns"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// keyRetry is after how many minutes an answer that had no answer is told again.
const keyRetry policy.Count = "platform.retry_minutes"

// atOnce is how many orders are fetched, and answers told, within a turn, and beat how often it is looked for any.
const (
	atOnce = 50
	beat   = 10 * time.Second
)

// Name is what the hotline calls a round.
type Name struct {
	No    string
	Round int
}

// Receipt tells the hotline that a round is kept or, with words, why not.
type Receipt struct {
	Name
	Words string
}

// Reply is an answer as the hotline is told it.
type Reply struct {
	Name
	Text string
}

// Hotline is the government hotline (12345).
type Hotline interface {
	// Orders names up to limit rounds that have no receipt, the oldest first; Order reads one.
	Orders(ctx context.Context, limit int) ([]Name, error)
	Order(ctx context.Context, n Name) (Incoming, error)
	OrderKept(ctx context.Context, r Receipt) error
	// AnswerOrder tells an answer; word is why the hotline does not take it, empty when it did, now or before.
	AnswerOrder(ctx context.Context, r Reply) (word string, err error)
}

// Courier goes to and fro between the hotline and the centre. Every process has one: a round is kept once, and an
// answer that one has taken no other takes until its time is over.
type Courier struct {
	orders  *Service
	hotline Hotline
	branch  string
	alarm   func(string)

	turns turns.Loop
}

// NewCourier is a courier at rest, which keeps what comes for an office. alarm hears sentences; it may be nil.
func NewCourier(s *Service, h Hotline, branch string, alarm func(string)) *Courier {
	c := &Courier{orders: s, hotline: h, branch: branch, alarm: alarm}
	c.turns = turns.Loop{Beat: beat, Turn: c.Turn, Alarm: alarm, Fails: "12345工单收取或回传失败，将继续重试，不会丢失：",
		GoesOn: "12345工单收取和回传已恢复"}
	return c
}

// Start goes to and fro until Close.
func (c *Courier) Start() { c.turns.Start() }

// Close ends a courier that was started.
func (c *Courier) Close() { c.turns.Close() }

// Turn fetches what waits, tells what was answered, and whether there may be more. One order that cannot be fetched or
// told keeps none of the others waiting.
func (c *Courier) Turn(ctx context.Context) (more bool, err error) {
	waits, err := c.fetch(ctx)
	told, err2 := c.tell(ctx)
	return waits || told, errors.Join(err, err2)
}

func (c *Courier) by(n Name) act.By {
	return act.Auto(c.branch, fmt.Sprintf("12345/%s/%d", clean(n.No, maxNo), n.Round))
}

func (c *Courier) fetch(ctx context.Context) (more bool, err error) {
	list, err := c.hotline.Orders(ctx, atOnce)
	if err != nil {
		return false, fmt.Errorf("fetch work orders: %w", err)
	}
	var failed []error
	for _, n := range list {
		if err := c.keep(ctx, n); err != nil {
			failed = append(failed, fmt.Errorf("work order %s: %w", clean(n.No, maxNo), err))
		}
	}
	return len(list) == atOnce && len(failed) == 0, errors.Join(failed...)
}

func (c *Courier) keep(ctx context.Context, n Name) error {
	in, err := c.hotline.Order(ctx, n)
	if err != nil {
		return err
	}
	err = c.orders.Take(ctx, c.by(n), in)
	r := Receipt{Name: n}
	if _, lacks := access.Lacked(err); err != nil && (lacks || refusal.Of(err) == nil) {
		return err
	}
	if no := refusal.Of(err); no != nil {
		r.Words = no.Error() + "。" + no.Next
		c.say("12345工单" + clean(n.No, maxNo) + "没有收下：" + no.Error())
	}
	return c.hotline.OrderKept(ctx, r)
}

func (c *Courier) say(sentence string) {
	if c.alarm != nil {
		c.alarm(sentence)
	}
}

// tell tells answers whose turn has come. That one is under way is durable before the hotline hears of it: after a
// crash, an error or silence it comes up again, and the hotline has each round once.
func (c *Courier) tell(ctx context.Context) (more bool, err error) {
	now := c.orders.Clock.Now()
	var until civil.Instant
	if err := c.orders.Work.Read(ctx, func(tx unit.Tx) error {
		set, err := c.orders.Policy.Policy(tx)
		if err != nil {
			return err
		}
		minutes, err := keyRetry.On(set, "", now.Date())
		until = now + civil.Instant(minutes)*civil.Instant(time.Minute/time.Microsecond)
		return err
	}); err != nil {
		return false, err
	}
	list, err := c.orders.Store.TakeAnswers(ctx, now, until, atOnce)
	if err != nil {
		return false, err
	}
	var failed []error
	for _, o := range list {
		n := Name{o.No, o.Round}
		word, err := c.hotline.AnswerOrder(ctx, Reply{n, o.Answer})
		if err == nil {
			err = c.orders.Told(ctx, c.by(n), o, word)
		}
		if word != "" {
			c.say("12345没有接收工单" + o.No + "的答复，已重新列为待答复：" + clean(word, maxName))
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("answer of work order %s: %w", o.No, err))
		}
	}
	return len(list) == atOnce && len(failed) == 0, errors.Join(failed...)
}

// Told writes down that the hotline has an answer or, with its word for why not, that the round waits for another one.
func (s *Service) Told(ctx context.Context, by act.By, o Order, word string) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleOrders)
	if err != nil {
		return err
	}
	kind := "order.told"
	o.State = Told
	if word != "" {
		kind, o.State, o.Refused = "order.refused", Waits, clean(word, maxName)
	}
	return s.Work.Do(ctx, by, kind, func(tx unit.Tx) error {
		is, found, err := s.Store.Order(tx, o.ID)
		if err != nil || !found || is.Version != o.Version {
			return err // another process has written what the hotline said, or a later round came
		}
		return s.set(tx, o, kind)
	})
}
