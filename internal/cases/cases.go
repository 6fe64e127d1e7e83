// Package cases runs the way of every request through the centre (办件): from the application that a door hands in, by
// acceptance, the steps of its item, what stops and starts its clock, to its end. It knows no capability: what an
// application means, its service item knows (package serviceitem).
//
// A use case here opens the unit of work, and the capability's step joins it with the same Tx, so that a case never
// says it was paid when nothing was, nor the other way round. What was written of a case is never changed: it has
// entries, numbered from 1, and the number of the last one is what two people must not both build on.
package cases

import (
	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/material"
	"guangsha/internal/paper"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// ID identifies a case. People see its number.
type ID int64

// Case is one request on its way.
type Case struct {
	ID        ID
	Number    number.CaseNo // 业务流水号, given when it was handed in
	Item      serviceitem.Code
	Kind      string          // of the item, since the item may be gone one day
	Member    number.MemberNo // 个人账号 it is about
	Person    int64           // owner of the account
	Applicant int64           // person whom the door has verified; zero when it could not
	Authority string          // 授权委托书编号; empty for the owner
	Door      act.Door        // by which it came
	Branch    string          // office that it was handed in at (受理机构)
	Office    string          // office that has it now (办理机构)
	Holder    string          // who has it in hand (经办人); empty while nobody in particular has
	Form      []byte          // sealed
	Digest    string          // of what was asked for, by which the same request is known again
	State     State
	Step      string // code of the next step; empty when there is none
	Ref       int64  // id of the capability's record; zero before acceptance
	Submitted civil.Date
	Accepted  civil.Date // 受理日期; zero before
	Decided   civil.Date // day on which the promised term was met; zero before
	Due       civil.Date // last day of the promised term; zero while the clock does not run
	Left      int        // working days left of the term while the clock stands
	Stopped   civil.Date // day on which the clock was stopped; zero while it runs
	Until     civil.Date // last day for what is lacking (补正期限); zero unless something is
	Closed    civil.Date // 办结日期; zero while in flight
	Entries   int        // number of the last entry
	Stars     int        // 评价, 1 to 5; zero while nobody rated
}

// Entry is one thing that happened to a case (办理记录).
type Entry struct {
	No     int
	Act    Act // empty for the application itself
	Step   string
	By     string
	Door   act.Door
	Office string
	At     civil.Instant
	State  State // after it
	Words  string
	// Materials are the codes of those that a correction asks for.
	Materials []string
}

// Form is what was filled in, as it is sealed: what hooks read, and what people read.
type form struct {
	Values serviceitem.Form
	Lines  []serviceitem.Line
}

// People is what cases ask of the register of members.
type People interface {
	// Owner is the person whose an account is, or a refusal when there is none.
	Owner(tx unit.Tx, no number.MemberNo) (person int64, err error)
	// ByIDNo is the person with an identity number, as it may be on a day, or zero for somebody the centre does not
	// know. A number that cannot be is refused.
	ByIDNo(tx unit.Tx, no string, on civil.Date) (int64, error)
	// Name is the name of a person, as it stands on papers.
	Name(tx unit.Tx, person int64) (string, error)
	// Registered is what is registered of a person whom somebody else has verified.
	Registered(tx unit.Tx, person int64) (Registered, error)
}

// Registered is what the centre has of a person (登记信息), with the accounts that are not closed.
type Registered struct {
	Name, Mobile string
	Accounts     []Account
}

// Account is an account of a person, and the office that it belongs to.
type Account struct {
	No     number.MemberNo
	Office string
}

// Store keeps cases.
type Store interface {
	// AddCase writes a case; SetCase writes where it stands now, false when its entries are not was in number any more.
	AddCase(tx unit.Tx, c Case) error
	SetCase(tx unit.Tx, c Case, was int) (bool, error)
	// Hold takes a case for this unit of work, and whoever else acts on it waits for its end; false when its entries
	// are not was in number any more.
	Hold(tx unit.Tx, id ID, was int) (bool, error)
	// Case reads a case, ByNumber finds one.
	Case(tx unit.Tx, id ID) (Case, bool, error)
	ByNumber(tx unit.Tx, no number.CaseNo) (Case, bool, error)
	// InFlight is the open case of a person and a kind, if there is one.
	InFlight(tx unit.Tx, person int64, kind string) (Case, bool, error)
	// List lists a member's cases, latest first, when the filter names one; else those in flight by the last day of
	// their term, cases whose clock does not run behind them.
	List(tx unit.Tx, f Filter) ([]Case, error)
	// Open counts the cases in flight of each item that has any, in some offices or, with nil, everywhere.
	Open(tx unit.Tx, offices []string) (map[serviceitem.Code]int, error)
	// AddEntry writes an entry, Entries reads those of a case in their order.
	AddEntry(tx unit.Tx, id ID, e Entry) error
	Entries(tx unit.Tx, id ID) ([]Entry, error)
	MaterialStore
	PushStore
	AppliedStore
}

// Filter narrows and bounds a list of cases. Zero fields do not narrow.
type Filter struct {
	Office  string
	Next    []Waiting // only cases in flight that wait for one of these
	State   State
	Item    serviceitem.Code
	Member  number.MemberNo
	Limit   int
	After   ID         // of the case after which the list goes on,
	AfterOn civil.Date // and the last day of its term: NoTerm when its clock does not run
}

// NoTerm stands behind every day, where cases are that have no last day.
const NoTerm civil.Date = 1_000_000

// Waiting is a step of an item that cases wait for.
type Waiting struct {
	Item serviceitem.Code
	Step string
}

// Deps is what the service is made of. Books are used for request keys, ids and the business day only.
type Deps struct {
	Work     unit.Work
	Access   access.Gate
	Books    *ledger.Books
	Policy   policy.Store
	Audit    audit.Recorder
	Store    Store
	People   People
	Papers   *paper.Service
	Scanner  material.Scanner   // looks for malicious code in what is handed in; nil where none is connected
	Offices  []string           // codes of the offices, between which cases are handed over
	Items    []serviceitem.Item // all that the centre offers, in the order in which doors show them
	Numbers  number.Issuer
	Calendar civil.Calendar
	Clock    civil.Clock
	Cipher   secret.Cipher
	Digest   secret.MAC // names the same request again without showing it
}

// Service holds the use cases.
type Service struct{ Deps }

// New makes the service. Items that are not whole are an error.
func New(d Deps) (*Service, error) {
	items := make([]serviceitem.Item, len(d.Items))
	for i, it := range d.Items {
		items[i] = it.Signed()
	}
	d.Items = items
	if err := serviceitem.Verify(d.Items); err != nil {
		return nil, err
	}
	if err := verifyPapers(d.Items); err != nil {
		return nil, err
	}
	return &Service{d}, nil
}

// The codes of the refusals, besides those of items and capabilities.
const (
	CodeInput    = "case.input"
	CodeUnknown  = "case.unknown"
	CodeItem     = "case.item"
	CodeState    = "case.state"
	CodeStale    = "case.stale"
	CodeInFlight = "case.in-flight"
	CodeDoor     = "case.door"
	CodeRated    = "case.rated"
	CodeStep     = "case.step"
)

// Taken refuses a second case of a kind for a person while one is in flight.
func Taken() *refusal.Refused {
	return refusal.New(CodeInFlight, "申请人已有同类业务在办", "", "请在办件清单中查看，办结或撤回后再申请")
}

// item gives an item of the centre.
func (s *Service) item(code serviceitem.Code) (serviceitem.Item, error) {
	it, found := serviceitem.Find(s.Items, code)
	if !found {
		return it, refusal.New(CodeItem, "没有这个事项，或者已经停办", "", "请从事项清单中选择")
	}
	return it, nil
}
