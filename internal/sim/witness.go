package sim

import (
	"context"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/contribution"
	"guangsha/internal/member"
)

// witness watches a city live its year: it is told of each request and its answer, and looks at the books after each
// closed day. It may be told of many things at once, in an order in which they could have happened.
type witness interface {
	// opened is called when the books hold what the city begins with.
	opened(ctx context.Context, l *life) error
	// told is called after a request that was answered or refused, never after one that failed.
	told(l *life, t testimony)
	// closed is called when a day is closed. Its error ends the year.
	closed(ctx context.Context, l *life, day civil.Date) error
}

// testimony is a request with its answer.
type testimony struct {
	key     string
	request any // the request of the use case, or one of the types below
	answer  any // nil when the use case gives none, and when it refused
	err     error
}

// Requests of use cases that have no type of their own for them.
type (
	// listRequest asks for the list of an employer's next month.
	listRequest struct{ employer member.EmployerID }
	// assignment gives money in suspense to an employer.
	assignment struct {
		receipt  contribution.ReceiptID
		employer member.EmployerID
	}
	// reversal takes back what a receipt was booked to.
	reversal struct{ receipt contribution.ReceiptID }
	// debits asks for the instalments that are due on a day.
	debits struct{ day civil.Date }
	// repricing gives running loans the rate of a 1 January.
	repricing struct{ day civil.Date }
)

// said tells the witness of a request whose use case only says whether it was done, and gives the error on.
func (l *life) said(key string, request any, err error) error {
	l.testify(testimony{key: key, request: request, err: err})
	return err
}

// heard does the same for a use case with an answer.
func heard[T any](l *life, key string, request any) func(T, error) (T, error) {
	return func(answer T, err error) (T, error) {
		t := testimony{key: key, request: request, err: err}
		if err == nil {
			t.answer = answer
		}
		l.testify(t)
		return answer, err
	}
}

func (l *life) testify(t testimony) {
	if l.city.witness != nil && (t.err == nil || refusal.Of(t.err) != nil) {
		l.city.witness.told(l, t)
	}
}
