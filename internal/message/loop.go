package message

import (
	"context"
	"errors"
	"fmt"
	"time"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/turns"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/policy"
)

// How much the loop does at once, and how often it looks.
const (
	Beat      = time.Second
	leaseTime = time.Minute       // a process that is silent for so long has lost the lease
	patience  = leaseTime * 2 / 3 // with a door, so that whoever waits for one that hangs still has the lease
	atOnce    = 1000              // letters handed over together
	subjects  = 1000              // messages of one event written together
	pages     = 20                // of them in one turn, before letters go on
)

// Delivery is what a loop works with.
type Delivery struct {
	Work   unit.Work
	Policy policy.Source
	Store  Store
	Cipher secret.Cipher
	Clock  civil.Clock
	Doors  []event.Deliverer
	// Patience is how long a door may take over a batch, or over its reports, before the turn fails, which Alarm hears;
	// what it was handed is handed over again. 40 seconds where it is zero.
	Patience time.Duration
	Holder   string // names the process among those of the centre
	// Alarm hears a sentence when delivering fails and when it goes on; may be nil.
	Alarm func(string)
}

// Loop delivers the messages of a centre (投递循环). Every process has one; the lease lets one of them work.
type Loop struct {
	with  Delivery
	doors map[act.Door]event.Deliverer
	lease Lease
	held  bool

	turns turns.Loop
}

// NewLoop is a loop at rest.
func NewLoop(with Delivery) *Loop {
	if with.Patience == 0 {
		with.Patience = patience
	}
	l := &Loop{with: with, doors: map[act.Door]event.Deliverer{}}
	for _, d := range with.Doors {
		l.doors[d.Door()] = d
	}
	l.turns = turns.Loop{Beat: Beat, Turn: l.Turn, Alarm: with.Alarm, Fails: "短信投递失败，将继续重试，不会丢失：",
		GoesOn: "短信投递已恢复"}
	return l
}

// Start delivers at every beat until Close.
func (l *Loop) Start() { l.turns.Start() }

// Close ends a loop that was started and gives the lease back. A letter that is being handed over then is handed over
// again by whoever delivers next. Closing twice is closing once.
func (l *Loop) Close() {
	l.turns.Close()
	if l.held {
		l.held = false
		_ = l.with.Store.Leave(context.Background(), l.lease) // else it ends by itself
	}
}

// Turn does what there is to do at this instant, as far as it goes at once, and says whether there may be more. A
// process without the lease does nothing.
func (l *Loop) Turn(ctx context.Context) (more bool, err error) {
	if err := l.lead(ctx); err != nil || !l.held {
		return false, err
	}
	defer func() {
		if errors.Is(err, ErrLeaseLost) {
			l.held, more, err = false, false, nil
		}
	}()
	rules, err := l.rules(ctx)
	if err != nil {
		return false, err
	}
	fanned, err := l.fan(ctx, rules)
	if err != nil {
		return false, err
	}
	var handed bool
	if !rules.Quiet(l.lease.Now) {
		if handed, err = l.deliver(ctx, rules); err != nil {
			return false, err
		}
	}
	return fanned || handed, l.reports(ctx, rules)
}

// lead takes the lease, or makes it last while half of it is over.
func (l *Loop) lead(ctx context.Context) error {
	now := l.with.Clock.Now()
	if l.held && now >= l.lease.Now && now < l.lease.Until-span(leaseTime/2) {
		l.lease.Now = now
		return nil
	}
	lease, held, err := l.with.Store.Lead(ctx, l.with.Holder, now, span(leaseTime))
	l.lease, l.held = lease, held
	return err
}

// renewed is the lease for the next write, which makes it last from this instant on.
func (l *Loop) renewed() Lease {
	l.lease.Until = l.lease.Now + span(leaseTime)
	return l.lease
}

func (l *Loop) rules(ctx context.Context) (r Rules, err error) {
	err = l.with.Work.Read(ctx, func(tx unit.Tx) error {
		set, err := l.with.Policy.Policy(tx)
		if err == nil {
			r, err = RulesOn(set, l.lease.Now.Date())
		}
		return err
	})
	return r, err
}

// fan writes the messages of events that wait. A crash leaves an event with the messages of whole pages, and the page
// where the next turn goes on.
func (l *Loop) fan(ctx context.Context, rules Rules) (more bool, err error) {
	waiting, err := l.with.Store.Outbox(ctx, pages)
	if err != nil {
		return false, err
	}
	left := pages
	for _, e := range waiting {
		codes := rules.templates(e.Kind)
		switch {
		case len(codes) == 0:
			err = l.with.Store.End(ctx, l.renewed(), e.ID, SwitchedOff)
		case e.At+span(rules.Stale) <= l.lease.Now:
			err = l.with.Store.End(ctx, l.renewed(), e.ID, TooOld)
		default:
			for done := false; !done && err == nil; left-- {
				if left == 0 {
					return true, nil
				}
				done, err = l.with.Store.Fan(ctx, l.renewed(), e, codes, subjects)
			}
		}
		if err != nil {
			return false, fmt.Errorf("messages of event %d: %w", e.ID, err)
		}
	}
	return len(waiting) == pages, nil
}

// templates are the codes of those in use for a kind.
func (r Rules) templates(kind event.Kind) (codes []string) {
	for _, t := range Templates {
		if t.Kind == kind && r.On[t.Code] {
			codes = append(codes, t.Code)
		}
	}
	return codes
}

// deliver hands over letters whose turn has come. That they are handed over is durable before the door hears of them:
// whatever happens then, each is either settled or comes up again, under the same ID.
func (l *Loop) deliver(ctx context.Context, rules Rules) (more bool, err error) {
	now := l.lease.Now
	letters := map[act.Door][]event.Letter{}
	more, err = l.with.Store.Claim(ctx, l.renewed(), remembered(now), atOnce,
		func(due []Due, used map[string][]civil.Instant) (list []Verdict) {
			letters = map[act.Door][]event.Letter{}
			for _, m := range due {
				v, to := l.decide(rules, m, used[m.Number], now)
				list = append(list, v)
				if v.Do != HandOver {
					continue
				}
				if m.State == Waiting {
					used[m.Number] = append(used[m.Number], now)
				}
				t, _ := FindTemplate(m.Template)
				text := t.Say(rules.Signature, m.Facts)
				letters[t.Door] = append(letters[t.Door], event.Letter{ID: letterID(m.Key, v.Round), To: to, Text: text,
					Segments: Segments(text), Registration: t.Registration})
			}
			return list
		})
	if err != nil {
		return false, err
	}
	for _, d := range l.with.Doors {
		batch := letters[d.Door()]
		if len(batch) == 0 {
			continue
		}
		within, cancel := context.WithTimeout(ctx, l.with.Patience)
		outcomes, err := d.Deliver(within, batch)
		cancel()
		if err != nil {
			return false, fmt.Errorf("deliver through %s: %w", d.Door(), err)
		}
		if err := l.settle(ctx, rules, outcomes); err != nil {
			return false, err
		}
	}
	return more, nil
}

// Why a message did not arrive, where no door says so.
const (
	causeStale  = "超过时限未发出"
	causeNumber = "没有可用的手机号码"
	causeSilent = "多次提交，网关没有应答"
	causeNoText = "模板已停用"
)

// decide says what happens to a message now, and the number that it goes to. A round whose answer was lost is handed
// over again whatever the limits are: to the number it is one message.
func (l *Loop) decide(rules Rules, m Due, used []civil.Instant, now civil.Instant) (v Verdict, to string) {
	v = Verdict{Key: m.Key, Round: m.Round, Misses: m.Misses, Number: m.Number}
	drop := func(cause string) (Verdict, string) {
		v.Do, v.Cause = Drop, cause
		return v, ""
	}
	t, known := FindTemplate(m.Template)
	if !known {
		return drop(causeNoText)
	}
	if m.State == Waiting && m.Since+span(rules.Stale) <= now {
		return drop(causeStale)
	}
	if m.State == Sending && m.Misses >= rules.Tries {
		return drop(causeSilent)
	}
	plain, err := l.with.Cipher.Open(m.Mobile, m.place())
	if err != nil || len(plain) == 0 {
		return drop(causeNumber)
	}
	v.Shown = mask.Mobile(string(plain))
	if l.doors[t.Door] == nil {
		v.Do, v.Due = Defer, now+span(rules.Retry)
		return v, ""
	}
	if m.State == Waiting {
		if free := rules.Free(used, now); free > now {
			v.Do, v.Due = Defer, free
			return v, ""
		}
		v.Round, v.Misses = m.Round+1, 0
	}
	v.Do, v.Misses = HandOver, v.Misses+1
	v.Due = now + rules.wait(v.Misses)
	return v, string(plain)
}

// place is where the number of a message stands sealed.
func (m Due) place() string {
	if t, _ := FindTemplate(m.Template); t.Former {
		return secret.Where("person_amendment", "mobile", m.Subject)
	}
	return secret.Where("person", "mobile", m.Person)
}

// reports takes what the doors have heard since. A report that could not be kept is asked for again.
func (l *Loop) reports(ctx context.Context, rules Rules) error {
	for _, d := range l.with.Doors {
		within, cancel := context.WithTimeout(ctx, l.with.Patience)
		err := d.Reports(within, func(list []event.Outcome) error { return l.settle(ctx, rules, list) })
		cancel()
		if err != nil {
			return fmt.Errorf("reports of %s: %w", d.Door(), err)
		}
	}
	return nil
}

// settle writes what became of letters. An outcome of a letter that nobody here has sent is left out.
func (l *Loop) settle(ctx context.Context, rules Rules, outcomes []event.Outcome) error {
	list := make([]Settlement, 0, len(outcomes))
	for _, o := range outcomes {
		k, round, err := parseLetterID(o.ID)
		if err != nil {
			continue
		}
		s := Settlement{Key: k, Round: round, Fate: o.Fate, Code: o.Code, Next: Waiting,
			Due: l.lease.Now + rules.wait(round)}
		if o.Fate == event.Never || round >= rules.Tries {
			s.Next = Dead
		}
		list = append(list, s)
	}
	if len(list) == 0 {
		return nil
	}
	return l.with.Store.Settle(ctx, l.renewed(), list)
}
