// Package console serves the staff console (业务后台): typed routes over what the capabilities read, and the pages.
// It holds no rule, and changes nothing but people and their posts, through their use cases; what identifies a person
// leaves it masked.
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
	"guangsha/internal/contribution"
	eval "guangsha/internal/evaluation"
	"guangsha/internal/ledger"
	loans "guangsha/internal/loan"
	"guangsha/internal/measure"
	members "guangsha/internal/member"
	"guangsha/internal/selfeval"
	"guangsha/internal/spending"
	"guangsha/internal/withdrawal"
)

// Evaluation gives the self-evaluation tables of a year.
type Evaluation interface {
	// GoalYears are the years that have goals, in their order.
	GoalYears() ([]int, error)
	// ReadGoals reads the goals of a year.
	ReadGoals(year int) (eval.Goals, error)
	// Tables fills the tables of goals and gives the values of their measures.
	Tables(ctx context.Context, g eval.Goals) ([]eval.FilledTable, map[string]measure.Value, error)
}

// Deps is what the console reads through.
type Deps struct {
	Centre     Centre // without year and open day, which are read
	Offices    []members.Office
	Work       unit.Work
	Evaluation Evaluation
	Catalogue  []measure.Measure
	Measures   measure.Reader

	Books        *ledger.Books
	Ledger       ledger.Reader
	Members      *members.Service
	MemberList   members.Reader
	Loans        *loans.Service
	LoanList     loans.Reader
	Contribution contribution.Reader
	Withdrawal   withdrawal.Reader
	Spending     spending.Reader

	SelfEvaluation *selfeval.Service

	Access   *access.Service
	Visitors bool // the city may be looked at without signing in (演示)

	AuditLog audit.Reader
	Auditing Auditing

	Leaf   secret.MAC   // key of audit leaves, to check them
	Random io.Reader    // of trace numbers
	Log    *slog.Logger // causes of failures, without personal data
	Pages  fs.FS        // built pages; empty when they were not built
}

// Console answers the requests of the pages.
type Console struct {
	Deps
	answers memo // what takes the whole year's books
	lists   memo // rows behind figures
	limits  *limits
	origin  string // of the pages as passkeys know them; empty where nobody serves them
	alone   bool   // there is no centre behind it
	// reader reads papers. Behind a centre it asks no other program: what a stranger hands in stays in this process.
	reader eval.Reader

	verifying sync.Mutex // held by whoever verifies the audit log
}

// New makes a console.
func New(d Deps) *Console {
	return &Console{Deps: d, answers: memo{most: maxAnswers}, lists: memo{most: maxLists}, limits: newLimits()}
}

// Handler answers everything: the routes under /api/, and the pages.
func (c *Console) Handler() http.Handler {
	mux := http.NewServeMux()
	c.register(mux)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, r *http.Request) {
		c.write(w, r, unknownRoute())
	})
	mux.Handle("/", pages{c.Pages})
	return c.secure(tagged(mux))
}

// Warm prepares what the first pages of the newest year show, so that nobody waits for it.
func (c *Console) Warm(ctx context.Context) error {
	found, err := c.Evaluation.GoalYears()
	if err != nil || len(found) == 0 {
		return err
	}
	newest := found[len(found)-1]
	if _, err = c.year(ctx, newest); err != nil {
		return err
	}
	if _, err = c.dashboard(ctx, &PathYear{newest}); err != nil {
		return err
	}
	values, err := c.values(ctx, newest)
	if err != nil {
		return err
	}
	for _, v := range values {
		if v.Rows < manyRows {
			continue
		}
		if _, err := c.value(ctx, v.Measure, newest); err != nil {
			return err
		}
		if _, err := c.rowsAfter(ctx, v.Measure, v.Period, beforeAll, 1); err != nil {
			return err
		}
	}
	return nil
}

// manyRows is how many rows behind a figure take longer to find than a page waits.
const manyRows = 5000

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
