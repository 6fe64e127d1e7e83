// Package console serves the staff console (业务后台): typed routes over what the capabilities read, and the pages.
// It holds no rule, and changes nothing but people, their posts, the self-evaluation, cases, the queue, what is set of
// doors, dead letters and sessions of members, through their use cases, and one survey that a visitor of the
// demonstration city enters; what identifies a person leaves it masked.
package console

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"sync"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/channel/counter"
	"guangsha/internal/contribution"
	"guangsha/internal/document"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/ledger"
	loans "guangsha/internal/loan"
	"guangsha/internal/measure"
	members "guangsha/internal/member"
	"guangsha/internal/message"
	"guangsha/internal/own"
	"guangsha/internal/queue"
	"guangsha/internal/selfeval"
	"guangsha/internal/spending"
	"guangsha/internal/withdrawal"
	"guangsha/internal/workorder"
)

// Deps is what the console reads through.
type Deps struct {
	Centre    Centre // without year and open day, which are read
	Offices   []members.Office
	Work      unit.Work
	Catalogue []measure.Measure
	Measures  measure.Reader

	Books        *ledger.Books
	Ledger       ledger.Reader
	Members      *members.Service
	MemberList   members.Reader
	BankList     Banks
	Loans        *loans.Service
	LoanList     loans.Reader
	Contribution contribution.Reader
	Arrivals     *contribution.Service
	Withdrawal   withdrawal.Reader
	Spending     spending.Reader

	SelfEvaluation *selfeval.Service

	Cases   *cases.Service
	Counter *counter.Counter
	Queue   *queue.Service

	Messages *message.Service

	WorkOrders *workorder.Service

	Own *own.Service

	Access   *access.Service
	Pacer    *access.Pacer
	Visitors bool // the city may be looked at without signing in (演示)
	Proxied  bool // a proxy on this machine says whom it asks for

	// Change runs a use case on the books of the demonstration city, which are otherwise only read; nil for all others.
	Change func(context.Context, func(context.Context, *spending.Service) error) error

	AuditLog audit.Reader
	Auditing Auditing

	Leaf   secret.MAC   // key of audit leaves, to check them
	Random io.Reader    // of trace numbers
	Log    *slog.Logger // causes of failures, without personal data
	Pages  fs.FS        // built pages; empty when they were not built

	// Programs read papers that this one does not, where they are installed.
	Programs document.Programs
}

// Console answers the requests of the pages.
type Console struct {
	Deps
	answers memo   // what takes the whole year's books
	lists   memo   // rows behind figures
	sorted  memo   // arrangements of lists in orders that no index gives
	origin  string // of the pages as passkeys know them; empty where nobody serves them
	alone   bool   // there is no centre behind it
	reader  eval.Reader

	verifying sync.Mutex // held by whoever verifies the audit log
}

// New makes a console.
func New(d Deps) *Console {
	return &Console{Deps: d, answers: memo{most: maxAnswers}, lists: memo{most: maxLists},
		sorted: memo{most: maxSorted, room: maxPlaces}, reader: eval.Reader{Programs: d.Programs}}
}

// Handler answers everything: the routes under /api/, and the pages.
func (c *Console) Handler() http.Handler {
	mux := http.NewServeMux()
	c.register(mux)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		c.write(w, r, unknownRoute())
	})
	mux.Handle("/", &pages{files: c.Pages})
	return c.secure(tagged(mux))
}

// read runs f on one consistent state of the books and gives what it found.
func read[T any](ctx context.Context, c *Console, f func(tx unit.Tx) (T, error)) (found T, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		found, err = f(tx)
		return err
	})
	return found, err
}

// answer is read for a handler.
func answer[T any](ctx context.Context, c *Console, f func(tx unit.Tx) (T, error)) (*output[T], error) {
	found, err := read(ctx, c, f)
	return &output[T]{Body: found}, err
}
