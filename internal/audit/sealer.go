package audit

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/secret"
)

// Position is where a committed entry stands in the order of sealing: by the transaction that wrote it, where an
// engine has several at once, and by its id.
type Position struct{ Txn, Entry int64 }

// Head is how far a log is sealed.
type Head struct {
	Tree
	At Position // of the last sealed entry
}

// Committed is an entry that no seal has been made for.
type Committed struct {
	Position
	Canonical, Leaf []byte
}

// Seal is the number of an entry and its link of the chain (封存).
type Seal struct {
	N, Entry int64
	Link     Hash
}

// ErrMoved says that the head of the log is another one than the sealer went on from.
const ErrMoved = secret.Error("audit: head of the log has moved")

// Log is what the sealer needs of a store.
type Log interface {
	// Head is how far the log is sealed.
	Head(ctx context.Context) (Head, error)
	// Unsealed gives up to limit entries behind a position, in order. It never passes a transaction that may still be
	// open; waiting is the first entry that had to wait because of one, zero when none did.
	Unsealed(ctx context.Context, after Position, limit int) (list []Committed, waiting Position, err error)
	// Seal makes seals and the new head durable together. It fails with ErrMoved when the head is not the one given.
	Seal(ctx context.Context, from, to Head, seals []Seal) error
}

// How often the sealer does what, unless told otherwise.
const (
	Beat       = time.Second      // between two sealings
	Interval   = time.Minute      // between two checkpoints
	Overdue    = 5 * time.Second  // an entry that is still unsealed then is an alarm
	atOnce     = 1000             // entries sealed in one unit of work
	manyNew    = 1000             // entries after which a checkpoint does not wait for its minute
	farewell   = 10 * time.Second // for sealing the rest at the end
	moveTries  = 3                // how often a moved head is read anew
	clearAlarm = ""
)

// Sealing is what a sealer works with.
type Sealing struct {
	Log    Log
	Centre string
	Places []Place
	Signer secret.Signer
	Clock  civil.Clock  // instants of checkpoints; the pace is that of real time
	Alarm  func(string) // hears a sentence when something is wrong, and when it is right again; may be nil
}

// Sealer numbers and chains the entries of one log after their commit (封存). There is one per centre; should there be
// two, they do not harm each other, since each goes on only from the head it knows.
type Sealer struct {
	with    Sealing
	turn    sync.Mutex // held while sealing
	head    Head
	known   bool // head was read
	waiting Position
	pending pending
	kept    []kept
	stop    chan struct{}
	ended   chan struct{}
	once    sync.Once

	mu     sync.Mutex // guards what State reads
	state  State
	alarms map[string]string
}

// State is how a sealer does (封存状态).
type State struct {
	Sealed  int64         // entries sealed
	Overdue bool          // an entry has been unsealed for longer than allowed
	Behind  time.Duration // how long the oldest unsealed entry has been seen so
	Alarms  []string      // what is wrong, as sentences
}

// pending watches the oldest unsealed entry.
type pending struct {
	at      Position
	watch   elapsed.Watch
	running bool
}

// kept is what a sealer knows of a place.
type kept struct {
	last  Checkpoint
	found bool
	read  bool
	wrong bool // does not fit the log; nothing is added to it
	since elapsed.Watch
}

// NewSealer is a sealer at rest.
func NewSealer(with Sealing) *Sealer {
	return &Sealer{with: with, kept: make([]kept, len(with.Places)), alarms: map[string]string{},
		stop: make(chan struct{}), ended: make(chan struct{})}
}

// Start seals at every beat until Close.
func (s *Sealer) Start() {
	go func() {
		defer close(s.ended)
		next := time.NewTimer(0)
		defer next.Stop()
		for {
			select {
			case <-next.C:
				s.beat(context.Background(), false)
				next.Reset(Beat)
			case <-s.stop:
				last, cancel := context.WithTimeout(context.Background(), farewell)
				defer cancel()
				s.beat(last, true)
				return
			}
		}
	}()
}

// Close seals the rest, makes a last checkpoint and ends a sealer that was started. What cannot be sealed any more is
// sealed when the log is opened next. Closing twice is closing once.
func (s *Sealer) Close() {
	s.once.Do(func() {
		close(s.stop)
		<-s.ended
	})
}

// State says how the sealer does.
func (s *Sealer) State() State {
	s.mu.Lock()
	defer s.mu.Unlock()
	state := s.state
	for _, kind := range []string{alarmSealing, alarmOverdue, alarmPlace} {
		if text := s.alarms[kind]; text != clearAlarm {
			state.Alarms = append(state.Alarms, text)
		}
	}
	return state
}

// Kinds of alarm.
const (
	alarmSealing = "sealing"
	alarmOverdue = "overdue"
	alarmPlace   = "place"
)

// tell keeps the sentence of a kind of alarm, and says it when it is another one than before.
func (s *Sealer) tell(kind, text, better string) {
	s.mu.Lock()
	before := s.alarms[kind]
	s.alarms[kind] = text
	s.mu.Unlock()
	if text == clearAlarm {
		text = better
	}
	if s.with.Alarm != nil && before != s.alarms[kind] && text != "" {
		s.with.Alarm(text)
	}
}

func (s *Sealer) beat(ctx context.Context, last bool) {
	err := s.SealNow(ctx)
	s.watch(err)
	if err == nil {
		s.Checkpoint(ctx, last)
	}
}

// SealNow seals whatever is committed and not behind an open transaction.
func (s *Sealer) SealNow(ctx context.Context) error {
	s.turn.Lock()
	defer s.turn.Unlock()
	for moved := 0; ; {
		n, err := s.some(ctx)
		switch {
		case errors.Is(err, ErrMoved) && moved < moveTries:
			moved++
		case err != nil:
			return err
		case n < atOnce:
			return nil
		}
	}
}

// some seals up to atOnce entries.
func (s *Sealer) some(ctx context.Context) (n int, err error) {
	if err := s.readHead(ctx); err != nil {
		return 0, err
	}
	list, waiting, err := s.with.Log.Unsealed(ctx, s.head.At, atOnce)
	if err != nil {
		return 0, err
	}
	s.waiting = waiting
	if len(list) == 0 {
		return 0, nil
	}
	next, seals := s.head, make([]Seal, len(list))
	for i, e := range list {
		next = Head{Tree: next.Add(e.Leaf, e.Canonical), At: e.Position}
		seals[i] = Seal{N: next.Size, Entry: e.Entry, Link: next.Link}
	}
	if err := s.with.Log.Seal(ctx, s.head, next, seals); err != nil {
		if errors.Is(err, ErrMoved) {
			s.known = false
		}
		return 0, err
	}
	s.head = next
	s.sealed()
	return len(list), nil
}

// readHead reads the head when it is not known. A log that has become shorter than this sealer made it, or another one
// of the same length, was changed behind its back; going on from there would hide it.
func (s *Sealer) readHead(ctx context.Context) error {
	if s.known {
		return nil
	}
	h, err := s.with.Log.Head(ctx)
	if err != nil {
		return err
	}
	if h.Size <= s.head.Size && s.head.Size > 0 && !h.Equal(s.head.Tree) {
		return fmt.Errorf("%w: it stands at %d after %d", ErrMoved, h.Size, s.head.Size)
	}
	s.head, s.known = h, true
	s.sealed()
	return nil
}

func (s *Sealer) sealed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.state.Sealed = s.head.Size
}

// watch raises the alarm over an entry that stays unsealed. It goes by real time, since the instants of entries may be
// those of a rehearsal that lives a month in a second.
func (s *Sealer) watch(err error) {
	s.turn.Lock()
	defer s.turn.Unlock()
	oldest := s.waiting
	if err != nil {
		oldest = s.pending.at // whatever it was waits on
	}
	switch {
	case err == nil && oldest == Position{}:
		s.pending = pending{}
	case !s.pending.running || oldest != s.pending.at:
		s.pending = pending{at: oldest, watch: elapsed.Start(), running: true}
	}
	behind := time.Duration(0)
	if s.pending.running {
		behind = s.pending.watch.Elapsed()
	}
	s.mu.Lock()
	s.state.Behind, s.state.Overdue = behind, behind >= Overdue
	s.mu.Unlock()
	switch {
	case errors.Is(err, ErrMoved):
		s.tell(alarmSealing, "审计日志的链头被本程序以外改动，已停止封存：请保留现场，用 guangsha audit verify 核对", "")
	case behind < Overdue:
		s.tell(alarmOverdue, clearAlarm, "审计记录已恢复按时封存")
	case err != nil:
		s.tell(alarmOverdue, "审计记录超过5秒未封存：封存失败，记账不受影响，将继续重试", "")
	default:
		s.tell(alarmOverdue, "审计记录超过5秒未封存：有一个数据库事务长时间未结束，封存不能越过它", "")
	}
}
