// Package spending is the register of what the centre spends on itself (经费台账): budget projects, payments from the
// treasury, pay runs, trainings, print orders, bills, the registry's bills for mortgage fees, contracts, and surveys.
//
// The centre's own money is kept by law in the unit's own accounts (单位财务账), which this program does not hold. So
// nothing here touches the fund's books: an entry is a fact with its document, fit to be reconciled with those
// accounts and to prove the year's performance. What is paid is checked against budget, contract and bill.
package spending

import (
	"cmp"
	"context"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// Deps is what the use cases work with. Books are used for request keys, ids and the business day only.
type Deps struct {
	Work      unit.Work
	Access    access.Gate
	Books     *ledger.Books
	Policy    policy.Source
	Audit     audit.Recorder
	Store     Store
	Mortgages Mortgages
}

// Service holds the use cases.
type Service struct{ Deps }

// New makes the use cases over what they need.
func New(d Deps) *Service { return &Service{Deps: d} }

// newID is the kind of the ids of the register.
const newID = "spending"

// entry is one call of a use case that writes an entry of the register.
type entry struct {
	op      string // name of the use case
	key     string // 请求键
	content any    // everything that makes it this request
	of      int64  // record that it changes, where that is no new one
}

// register opens the unit of a use case, runs f the first time its request is seen, and records it. f may give the
// amount of money concerned, or zero.
func (s *Service) register(ctx context.Context, by act.By, e entry,
	f func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error)) (int64, error) {
	named := ledger.NewRequest(0, e.key, struct {
		Op      string
		Content any
	}{e.op, e.content})
	var answer int64
	err := s.Work.Do(ctx, by, e.op, func(tx unit.Tx) (err error) {
		answer, err = s.Books.Once(tx, named, newID, func(id int64) error {
			today, err := s.Books.OpenDay(tx)
			if err != nil {
				return err
			}
			amount, err := f(tx, id, today)
			if err != nil {
				return err
			}
			record := audit.Entry{Kind: e.op, ID: cmp.Or(e.of, id)}
			if amount != 0 {
				record.Fields = []audit.Field{{Name: "amount", Value: amount.String()}}
			}
			s.Audit.Record(tx, record)
			return nil
		})
		return err
	})
	return answer, err
}

// The codes of the refusals.
const (
	CodeInput        = "spending.input"
	CodeUnknown      = "spending.unknown"
	CodeProjectTaken = "spending.project.taken"
	CodeNoBudget     = "spending.no-budget"
	CodeOverBudget   = "spending.over-budget"
	CodeOverContract = "spending.over-contract"
	CodeDocument     = "spending.document.taken"
	CodePaidTwice    = "spending.paid-twice"
	CodeAmount       = "spending.amount"
	CodeDay          = "spending.day"
	CodeTwice        = "spending.twice"
	CodeNotAccepted  = "spending.not-accepted"
	CodeNotInvited   = "spending.training.not-invited"
	CodeCertificate  = "spending.registration.certificate"
)

// checks gathers what is wrong with an input.
type checks []*refusal.Refused

func (c *checks) require(ok bool, text string) {
	if !ok {
		*c = append(*c, refusal.Bad(CodeInput, text))
	}
}

func (c checks) err() error { return refusal.Join(c...) }

func unknown(what string) *refusal.Refused {
	return refusal.New(CodeUnknown, what+"不存在", "", "请核对后重新提交")
}

// notAfter refuses a day that has not come yet.
func notAfter(day, today civil.Date, what string) error {
	if day > today {
		return refusal.New(CodeDay, what+"不能晚于当前营业日", "", "请核对日期")
	}
	return nil
}
