// Package own is what members do for themselves (个人网上服务): signing in with a code that goes to the mobile the
// register has (短信验证码), and what stands on record of their own enquiries.
//
// Whoever signs in so is at identity level L2 (实名核验等级): they see what is their own, its numbers masked. Nobody
// learns here who is a member: what does not fit is answered as what does.
package own

import (
	"context"
	"io"
	"sync"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/member"
	"guangsha/internal/policy"
)

// Level is the identity level (实名核验等级) of whoever has signed in with a code.
const Level = "L2"

// Deps is what the service is made of. Work opens units for whoever access.Allow let through, Books those of the
// program itself.
type Deps struct {
	Work    unit.Work
	Books   unit.Work
	Access  access.Gate
	Policy  policy.Source
	Audit   audit.Recorder
	Members *member.Service
	List    member.Reader
	Store   Store
	Clock   civil.Clock
	Index   secret.BlindIndex
	Random  io.Reader
	// Door delivers codes (短信网关); nil where there is none. Two calls may come at once.
	Door event.Deliverer
	// Alarm hears that a code was not taken; it may be nil.
	Alarm func(sentence string)
}

// Service holds the use cases.
type Service struct {
	Deps
	seen access.Presence

	sending sync.WaitGroup // letters on their way

	mu     sync.Mutex
	looked map[int64]looks // by account
	since  civil.Instant   // of the first of them
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, looked: map[int64]looks{}} }

// Code is a code that was sent (验证码), by the ticket of whoever asked for it. Of the ticket, the code and whence it
// was asked for there are keyed digests.
type Code struct {
	Ticket  []byte
	Person  member.PersonID // zero where what was typed fits nobody
	Account int64           // that it was asked for by, or zero
	Source  string
	Made    civil.Instant
	Digest  []byte
	Tries   int  // wrong ones
	Sent    bool // it went out
	Ended   bool // it was used, or tried too often
}

// Session is what is kept of a member who is signed in.
type Session struct {
	Digest  []byte
	Person  member.PersonID
	Account int64 // that it was begun by
	Begun   civil.Instant
}

// Store keeps codes and sessions of members.
type Store interface {
	// AddCode writes a code, and forgets those made before an instant.
	AddCode(tx unit.Tx, c Code, before civil.Instant) error
	// Code reads one by its ticket, or gives false. SetCode writes its tries and that it has ended; false when
	// somebody else has tried it since it was read.
	Code(tx unit.Tx, ticket []byte) (Code, bool, error)
	SetCode(tx unit.Tx, was, now Code) (bool, error)
	// Sent counts the codes that were sent to a person since an instant, from one source and from all.
	Sent(tx unit.Tx, person member.PersonID, source string, since civil.Instant) (here, all int, err error)
	// BeginSession writes a session in place of the person's others, and forgets those begun before an instant. Session
	// reads one or gives false, EndSessions ends those of a person and the codes that they have not used.
	BeginSession(tx unit.Tx, s Session, before civil.Instant) error
	Session(tx unit.Tx, digest []byte) (Session, bool, error)
	EndSessions(tx unit.Tx, person member.PersonID) error
}

// Sent waits for the letters that are on their way.
func (s *Service) Sent() { s.sending.Wait() }

// Close waits for the letters that are on their way and keeps what was looked at since the last batch.
func (s *Service) Close(ctx context.Context) error {
	s.Sent()
	return s.keep(ctx)
}
