package cases

import (
	"context"
	"fmt"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// prefixPlatform begins the parameters with the code of an item on the government service platform (事项编码), behind which
// stands its code here. An item without one is not on the platform.
const prefixPlatform = "platform.item."

// Stage is what the platform hears of a case (办件环节).
type Stage string

// The stages.
const (
	StageAccepted Stage = "acceptance" // 受理
	StageProgress Stage = "progress"   // 过程
	StageResult   Stage = "result"     // 结果
	StageRated    Stage = "rating"     // 评价
)

// Notice is one thing that the platform is told. It names the applicant masked and says no reason: whoever may read
// those reads them at the centre.
type Notice struct {
	// ID is the same when a notice is told again because the first answer was lost; the platform has each once.
	ID        string
	Code      string        // 事项编码
	Number    number.CaseNo // 业务流水号
	Entry     int           // rises within a case, so that the platform sees which of two is the later
	Stage     Stage
	State     string // 办件状态
	Step      string // 环节 that was taken; empty without one
	Office    string
	Applicant string // masked
	At        civil.Instant
	Due       civil.Date // 承诺办结日期; zero while the clock does not run
	Stars     int        // of a rating
}

// Answer is what the platform says of a notice. One without an answer may have been taken or not.
type Answer struct {
	ID    string
	Taken bool   // now or before
	Code  string // why not, at most 40 characters
}

// Said is what the platform tells the centre (平台消息): a rating that somebody gave there. It comes again until it is
// acknowledged, and in any order.
type Said struct {
	ID     string
	Number number.CaseNo
	Stars  int
}

// Platform is the government service platform (政务服务平台).
type Platform interface {
	// Tell tells it notices, and gives what it says of them.
	Tell(ctx context.Context, list []Notice) ([]Answer, error)
	// Inbox is what it has to say, Seen that some of that is kept.
	Inbox(ctx context.Context) ([]Said, error)
	Seen(ctx context.Context, ids []string) error
	// Waiting are the numbers of up to limit applications that people handed in there and that have no reply, the
	// oldest first. Application reads one, File a file of it; Reply tells what became of it, as often as it takes.
	Waiting(ctx context.Context, limit int) ([]string, error)
	Application(ctx context.Context, no string) (Applied, error)
	File(ctx context.Context, no, file string) ([]byte, error)
	Reply(ctx context.Context, r Reply) error
}

// PushState is where a notice is (推送状态).
type PushState uint8

// The states of a notice.
const (
	PushWaits   PushState = iota + 1 // 待推送
	PushTaken                        // 已推送
	PushGivenUp                      // 未推送成功
)

// String is the state in Chinese.
func (s PushState) String() string {
	if s < PushWaits || s > PushGivenUp {
		return ""
	}
	return [...]string{"待推送", "已推送", "未推送成功"}[s-PushWaits]
}

// Push is a notice as it is kept: what it says is made of the case when it is told.
type Push struct {
	Case   ID
	Entry  int
	Code   string
	State  PushState
	Due    civil.Instant
	Tries  int
	Answer string
}

// PushStore keeps notices. What takes a context runs beside the units of work, in a transaction of its own: telling is
// no state of the books.
type PushStore interface {
	AddPush(tx unit.Tx, p Push) error
	// Pushes are the notices of a case, in the order of its entries.
	Pushes(tx unit.Tx, id ID) ([]Push, error)
	// TakePushes takes up to limit notices whose turn has come, none of a case before the ones ahead of it, so that
	// nobody else takes them until an instant.
	TakePushes(ctx context.Context, now, until civil.Instant, limit int) ([]Push, error)
	// SetPushes writes what became of notices that wait.
	SetPushes(ctx context.Context, list []Push) error
	// PushAgain lets a notice that was given up wait anew; false when it was not.
	PushAgain(tx unit.Tx, id ID, entry int, now civil.Instant) (bool, error)
}

// stageOf is what the platform hears of an entry; empty for what is the centre's own matter. It hears no rating that
// came from itself.
func stageOf(e Entry) Stage {
	switch e.Act {
	case Accept:
		return StageAccepted
	case Decline, Refuse, Withdraw, End:
		return StageResult
	case Advance:
		if e.State == Granted {
			return StageResult
		}
		return StageProgress
	case Correct, Supply, Suspend, Resume:
		return StageProgress
	case Rate:
		if e.Door != act.System {
			return StageRated
		}
	}
	return ""
}

// write writes an entry of a case, and the notice for the platform when it must hear of it.
func (s *Service) write(tx unit.Tx, c Case, e Entry) error {
	if err := s.Store.AddEntry(tx, c.ID, e); err != nil {
		return fmt.Errorf("write entry %d of case %d: %w", e.No, c.ID, err)
	}
	if stageOf(e) == "" {
		return nil
	}
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return err
	}
	code, there := coded(set, c.Item, s.Clock.Now().Date())
	if !there {
		return nil
	}
	return s.Store.AddPush(tx, Push{Case: c.ID, Entry: e.No, Code: code, State: PushWaits, Due: e.At})
}

// coded is the code of an item on the platform; false for one that is not on it.
func coded(set *policy.Set, item serviceitem.Code, on civil.Date) (code string, there bool) {
	row, there := set.Own(prefixPlatform+string(item), "", on)
	return row.Value, there && row.Value != none
}

// notice is what is told of an entry of a case. The promised day is told as it stands: a notice that comes late must
// not say an older one.
func (s *Service) notice(tx unit.Tx, p Push) (n Notice, err error) {
	c, err := s.must(tx, p.Case)
	if err != nil {
		return n, err
	}
	log, err := s.Store.Entries(tx, p.Case)
	if err != nil {
		return n, err
	}
	name, err := s.applicant(tx, c)
	if err != nil {
		return n, err
	}
	if c.Applicant != 0 || c.Authority != "" {
		name = mask.Name(name)
	}
	for _, e := range log {
		if e.No != p.Entry {
			continue
		}
		n = Notice{ID: noticeID(c.Number, e.No), Code: p.Code, Number: c.Number, Entry: e.No, Stage: stageOf(e),
			State: e.State.String(), Office: c.Office, Applicant: name, At: e.At, Due: c.Due}
		if it, found := serviceitem.Find(s.Items, c.Item); found && e.Step != "" {
			step, _, _ := it.Step(e.Step)
			n.Step = step.Title
		}
		if n.Stage == StageRated {
			n.Stars = c.Stars
		}
		return n, nil
	}
	return n, fmt.Errorf("entry %d of case %d is gone", p.Entry, p.Case)
}

// noticeID names a notice for ever.
func noticeID(no number.CaseNo, entry int) string { return fmt.Sprintf("%s-%d", no, entry) }
