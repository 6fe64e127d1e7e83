package own

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/turns"
	"guangsha/internal/base/unit"
)

// Batch is over how long a member's own enquiries are counted before the log has them.
const Batch = time.Minute

// Kinds of what members look at of their own.
const (
	Account   = "account"
	Statement = "statement"
	Cases     = "cases"
	Lookers   = "lookers"
)

// looks count what was looked at of one account, by kind.
type looks map[string]int64

// mostLooked is of how many accounts enquiries are counted before a batch is kept early.
const mostLooked = 10_000

// Looked counts a member's own enquiry about an account (本人查询). Unlike those of staff they do not stand in the log
// one by one but once a minute, counted; a crash loses at most that minute. What a member takes away is no enquiry.
func (s *Service) Looked(ctx context.Context, account int64, what string) error {
	s.mu.Lock()
	if len(s.looked) == 0 {
		s.since = s.Clock.Now()
	}
	if s.looked[account] == nil {
		s.looked[account] = looks{}
	}
	s.looked[account][what]++
	full := len(s.looked) >= mostLooked
	s.mu.Unlock()
	if full {
		return s.keep(ctx)
	}
	return nil
}

// Took keeps that a member took away what the centre has of them (导出本人信息), before it is handed out.
func (s *Service) Took(ctx context.Context, by act.By, account int64, rows int) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ReadOwn)
	if err != nil {
		return err
	}
	return s.Work.Do(ctx, by, audit.OpLook, func(tx unit.Tx) error {
		s.Audit.Record(tx, audit.Entry{Kind: "own.exported", ID: account,
			Fields: []audit.Field{{Name: "rows", Value: strconv.Itoa(rows)}}})
		return nil
	})
}

// Loop keeps batches beside the requests.
func (s *Service) Loop() *turns.Loop {
	return &turns.Loop{Beat: Batch, Alarm: s.Alarm, Fails: "缴存人本人查询的次数没有记入审计日志，将继续重试：",
		GoesOn: "缴存人本人查询的次数已记入审计日志",
		Turn:   func(ctx context.Context) (bool, error) { return false, s.keep(ctx) }}
}

// keep writes what was counted, one entry for each account. What cannot be written is counted on.
func (s *Service) keep(ctx context.Context) error {
	s.mu.Lock()
	list, since := s.looked, s.since
	s.looked = map[int64]looks{}
	s.mu.Unlock()
	if len(list) == 0 {
		return nil
	}
	err := s.Books.Do(ctx, act.Auto("", "own/looked"), audit.OpLook, func(tx unit.Tx) error {
		for _, account := range slices.Sorted(maps.Keys(list)) {
			e := audit.Entry{Kind: "own.looked", ID: account,
				Fields: []audit.Field{{Name: "since", Value: since.String()}}}
			for _, what := range slices.Sorted(maps.Keys(list[account])) {
				e.Fields = append(e.Fields, audit.Field{Name: "own-" + what,
					Value: strconv.FormatInt(list[account][what], 10)})
			}
			s.Audit.Record(tx, e)
		}
		return nil
	})
	if err != nil {
		s.again(list)
		s.mu.Lock()
		s.since = min(since, s.since)
		s.mu.Unlock()
	}
	return err
}

// again counts what was not written together with what came since.
func (s *Service) again(list map[int64]looks) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for account, counted := range list {
		if s.looked[account] == nil {
			s.looked[account] = looks{}
		}
		for what, n := range counted {
			s.looked[account][what] += n
		}
	}
}
