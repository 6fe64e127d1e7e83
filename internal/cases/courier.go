package cases

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/turns"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// The parameters of telling the platform.
const (
	keyPushTries policy.Count = "platform.tries"         // after which a notice waits for a person
	keyPushRetry policy.Count = "platform.retry_minutes" // before the second try, twice as long before each next one
)

// toldAtOnce is how many notices are told together, takenAtOnce how many applications are taken in within one turn, and
// pushBeat how often it is looked whether there are any.
const (
	toldAtOnce  = 100
	pushBeat    = 5 * time.Second
	takenAtOnce = 50
)

// Courier tells the platform what happened to cases, takes in what people applied for there, and hears what else it has
// to say (平台推送、平台收件). Every process has one: what one has taken, no other takes until it is told or the time of an
// answer is over, and the platform has each notice once.
type Courier struct {
	cases    *Service
	platform Platform
	branch   string // that acts for what the platform says
	alarm    func(string)

	turns turns.Loop
}

// NewCourier is a courier at rest. alarm hears a sentence when telling fails and when it goes on; it may be nil.
func NewCourier(s *Service, p Platform, branch string, alarm func(string)) *Courier {
	c := &Courier{cases: s, platform: p, branch: branch, alarm: alarm}
	c.turns = turns.Loop{Beat: pushBeat, Turn: c.Turn, Alarm: alarm, Fails: "政务服务平台推送失败，将继续重试，不会丢失：",
		GoesOn: "政务服务平台推送已恢复"}
	return c
}

// Start goes to and fro until Close.
func (c *Courier) Start() { c.turns.Start() }

// Close ends a courier that was started.
func (c *Courier) Close() { c.turns.Close() }

// Turn tells what there is to tell at this instant, takes in what people applied for on the platform and hears what
// else it says, and whether there may be more.
func (c *Courier) Turn(ctx context.Context) (more bool, err error) {
	more, err = c.push(ctx)
	if err != nil {
		return false, err
	}
	waits, err := c.takeIn(ctx)
	return more || waits, errors.Join(err, c.hear(ctx))
}

// takeIn takes in what people applied for on the platform and replies to each. One that cannot be decided keeps none of
// the others waiting, and comes again.
func (c *Courier) takeIn(ctx context.Context) (more bool, err error) {
	list, err := c.platform.Waiting(ctx, takenAtOnce)
	if err != nil {
		return false, fmt.Errorf("fetch applications: %w", err)
	}
	var failed []error
	for i, no := range list {
		if slices.Contains(list[:i], no) {
			continue
		}
		if err := c.takeOne(ctx, no); err != nil {
			failed = append(failed, fmt.Errorf("application %s: %w", short(no), err))
		}
	}
	return len(list) == takenAtOnce, errors.Join(failed...)
}

func (c *Courier) takeOne(ctx context.Context, no string) error {
	a, err := c.platform.Application(ctx, no)
	if err != nil {
		return err
	}
	by := act.By{Actor: access.CodePlatform, Door: act.Platform, Branch: c.branch, Trace: "platform/" + short(no)}
	reply, err := c.cases.Applied(ctx, by, a, func(ctx context.Context, file string) ([]byte, error) {
		return c.platform.File(ctx, no, file)
	})
	if refused := refusal.Of(err); refused != nil {
		reply, err = Reply{No: no, Words: told(refused)}, nil
		if c.alarm != nil {
			c.alarm("政务服务平台的申请" + short(no) + "没有收下：" + refused.Error())
		}
	}
	if err != nil {
		return err
	}
	return c.platform.Reply(ctx, reply)
}

// push tells notices whose turn has come. That they are under way is durable before the platform hears of them: after a
// crash, an error or silence they come up again under the same IDs.
func (c *Courier) push(ctx context.Context) (more bool, err error) {
	now := c.cases.Clock.Now()
	tries, retry, err := c.rules(ctx, now)
	if err != nil {
		return false, err
	}
	taken, err := c.cases.Store.TakePushes(ctx, now, now+retry, toldAtOnce)
	if err != nil || len(taken) == 0 {
		return false, err
	}
	var list []Notice
	err = c.cases.Work.Read(ctx, func(tx unit.Tx) error {
		list = list[:0]
		for _, p := range taken {
			n, err := c.cases.notice(tx, p)
			if err != nil {
				return err
			}
			list = append(list, n)
		}
		return nil
	})
	if err != nil {
		return false, err
	}
	answers, err := c.platform.Tell(ctx, list)
	if err != nil {
		return false, fmt.Errorf("tell the platform: %w", err)
	}
	said := map[string]Answer{}
	for _, a := range answers {
		said[a.ID] = a
	}
	var done []Push
	for i, p := range taken {
		a, answered := said[list[i].ID]
		switch {
		case !answered:
			continue // it comes up again
		case a.Taken:
			p.State, p.Answer = PushTaken, ""
		default:
			p.Tries++
			p.Answer, p.Due = short(a.Code), now+retry<<min(p.Tries-1, 10)
			if p.Tries >= tries {
				p.State = PushGivenUp
			}
		}
		done = append(done, p)
	}
	return len(taken) == toldAtOnce, c.cases.Store.SetPushes(ctx, done)
}

// short is as much of the platform's word as is kept.
func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40])
	}
	return s
}

func (c *Courier) rules(ctx context.Context, now civil.Instant) (tries int, retry civil.Instant, err error) {
	err = c.cases.Work.Read(ctx, func(tx unit.Tx) error {
		set, err := c.cases.Policy.Policy(tx)
		if err != nil {
			return err
		}
		if tries, err = keyPushTries.On(set, "", now.Date()); err != nil {
			return err
		}
		minutes, err := keyPushRetry.On(set, "", now.Date())
		retry = civil.Instant(minutes) * civil.Instant(time.Minute/time.Microsecond)
		return err
	})
	return tries, retry, err
}

// hear keeps what the platform says, and acknowledges what is kept or never can be. What comes before its time, a
// rating of a case that has not ended here, is left with the platform and comes again.
func (c *Courier) hear(ctx context.Context) error {
	list, err := c.platform.Inbox(ctx)
	if err != nil {
		return fmt.Errorf("hear the platform: %w", err)
	}
	var seen []string
	for _, said := range list {
		if slices.Contains(seen, said.ID) {
			continue
		}
		err := c.cases.RatedThere(ctx, act.Auto(c.branch, "platform/"+said.ID), said)
		switch {
		case refusal.Is(err, CodeState) || refusal.Is(err, CodeStale):
			continue
		case err != nil && refusal.Of(err) == nil:
			return err
		case err != nil && c.alarm != nil:
			c.alarm(fmt.Sprintf("政务服务平台的评价%s没有记入：%s", said.ID, err.Error()))
		}
		seen = append(seen, said.ID)
	}
	if len(seen) == 0 {
		return nil
	}
	if err := c.platform.Seen(ctx, seen); err != nil {
		return fmt.Errorf("acknowledge to the platform: %w", err)
	}
	return nil
}

// RatedThere keeps a rating that somebody gave on the platform, once however often it comes. A case that has been rated
// already keeps its first rating. It refuses with CodeState a case that has not ended.
func (s *Service) RatedThere(ctx context.Context, by act.By, said Said) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return err
	}
	no, err := number.ParseCase(string(said.Number))
	if err != nil {
		return err
	}
	var c Case
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		var found bool
		if c, found, err = s.Store.ByNumber(tx, no); err == nil && !found {
			err = unknown()
		}
		return err
	}); err != nil {
		return err
	}
	if c.Stars != 0 {
		return nil
	}
	by.Branch = c.Office
	_, err = s.Act(ctx, by, "platform/"+said.ID, Move{Case: c.ID, Act: Rate, Seen: c.Entries, Stars: said.Stars,
		Words: "评价来自政务服务平台"})
	return err
}

// TellAgain lets a notice that the platform did not take wait anew (重新推送).
func (s *Service) TellAgain(ctx context.Context, by act.By, key string, id ID, entry int) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "case.push-again", func(tx unit.Tx) error {
		c, err := s.must(tx, id)
		if err != nil {
			return err
		}
		if err := within(ctx, c); err != nil {
			return err
		}
		request := pushRequest(key, id, entry)
		if _, first, err := s.Books.Claim(tx, request, int64(id)); err != nil || !first {
			return err
		}
		again, err := s.Store.PushAgain(tx, id, entry, s.Clock.Now())
		if err == nil && !again {
			err = refusal.New(CodeInput, "这一条没有推送失败，或者已经重新推送", "", "请刷新后查看推送状态")
		}
		if err != nil {
			return err
		}
		s.record(tx, "case.push-again", c)
		return nil
	})
}

// pushRequest names a request to tell a notice again.
func pushRequest(key string, id ID, entry int) ledger.Request {
	return ledger.NewRequest(0, key, struct {
		Case  ID
		Entry int
	}{id, entry})
}
