// Package selfeval keeps the way of each project through its year (绩效管理全过程): the approved goal, monitoring, the
// self-evaluation with its working paper and evidence, review, submission, what the finance bureau says, publication
// and use. The rules of the way are evaluation.Way's; here they meet people, days and a store.
//
// Nothing that was written is changed: a table has versions, a paper grows, a step follows the one before it.
package selfeval

import (
	"context"
	"fmt"
	"io"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// Deps is what the use cases work with. Books are used for request keys, ids and the business day only.
type Deps struct {
	Work    unit.Work
	Access  access.Gate
	Books   *ledger.Books
	Audit   audit.Recorder
	Store   Store
	Cipher  secret.Cipher // seals evidence, in which people may be named, and the codes of questionnaires
	Index   secret.BlindIndex
	Random  io.Reader   // draws people by lot and makes codes
	Clock   civil.Clock // gives the day until the books begin: goals may be there before them
	Policy  policy.Source
	Surveys SurveyRegister
	// Measures are the register of measures with their figures.
	Measures Measures
}

// Service holds the use cases.
type Service struct{ Deps }

// New makes the use cases over what they need.
func New(d Deps) *Service { return &Service{Deps: d} }

// The codes of the refusals, besides those of evaluation.Way.
const (
	CodeInput   = "selfeval.input"
	CodeUnknown = "selfeval.unknown"
	CodeTaken   = "selfeval.taken"
	CodeStale   = "selfeval.stale"
	CodeStage   = "selfeval.stage"
	CodeFinding = "selfeval.finding"
	CodeFile    = "selfeval.file"
	CodeScan    = "selfeval.scan"
)

// entry is one call of a use case.
type entry struct {
	op      string // name of the use case, and kind of its audit entry
	key     string // 请求键
	content any    // everything that makes it this request
}

// register opens the unit of a use case, runs f the first time its request is seen, and records it with the project
// that f gives. Every later time it gives the same id and does nothing.
func (s *Service) register(ctx context.Context, by act.By, e entry,
	f func(tx unit.Tx, id int64, today civil.Date) (ProjectID, error)) (int64, error) {
	return s.once(ctx, by, e, func(tx unit.Tx, id int64, today civil.Date) (int64, error) {
		project, err := f(tx, id, today)
		return int64(project), err
	})
}

// once is register for a use case about anything; f gives the id of what the record is about.
func (s *Service) once(ctx context.Context, by act.By, e entry,
	f func(tx unit.Tx, id int64, today civil.Date) (int64, error)) (int64, error) {
	named := ledger.NewRequest(0, e.key, struct {
		Op, Actor string
		Content   any
	}{e.op, by.Actor, e.content})
	var answer int64
	err := s.Work.Do(ctx, by, e.op, func(tx unit.Tx) (err error) {
		if err := access.Reach(ctx, access.Object{}); err != nil { // projects are the centre's as a whole
			return err
		}
		answer, err = s.Books.Once(tx, named, "selfeval", func(id int64) error {
			today, err := s.Today(tx)
			if err != nil {
				return err
			}
			about, err := f(tx, id, today)
			if err != nil {
				return err
			}
			record := audit.Entry{Kind: e.op, ID: about}
			if about != id {
				record.Fields = []audit.Field{{Name: "entry", Value: fmt.Sprint(id)}}
			}
			s.Audit.Record(tx, record)
			return nil
		})
		return err
	})
	return answer, err
}

// checks gathers what is wrong with an input.
type checks []*refusal.Refused

func (c *checks) require(ok bool, text string) {
	if !ok {
		*c = append(*c, refusal.Bad(CodeInput, text))
	}
}

func (c checks) err() error { return refusal.Join(c...) }

func unknown(what string) *refusal.Refused {
	return refusal.New(CodeUnknown, what+"不存在", "", "请从项目清单中选择")
}
