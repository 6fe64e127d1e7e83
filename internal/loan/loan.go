// Package loan lends the fund's money to members for their homes (个人住房贷款) and gets it back: applications and
// decisions, contracts, mortgages, disbursement, the batch debit of instalments, and what is overdue.
//
// It decides who may borrow how much, and posts to the fund's books through ledger. It never touches a member
// account: what it must know of a borrower it asks through its own small interface. The fee for registering a
// mortgage is paid from the centre's own budget, so this package knows that it is due and never that it is paid.
package loan

import (
	"cmp"
	"context"
	"strconv"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// ID identifies a loan from its application on. People see its contract number instead.
type ID int64

// Loan is what the centre and the borrower agreed on, and how far they are (贷款台账).
type Loan struct {
	ID    ID
	State State
	Application
	Borrower int64 // person who borrows
	Spouse   int64 // person who borrows with them, or zero

	Maker      string     // who took the application in (受理人)
	Checker    string     // who decided (审批人)
	Accepted   civil.Date // 受理日期
	DecideBy   civil.Date // last day for the decision (审批时限)
	Decided    civil.Date
	Contract   string           // 借款合同编号
	Payee      int64            // the seller's or developer's supervised account
	Signed     civil.Date       // 合同签订日期
	DisburseBy civil.Date       // last day for the disbursement the centre promises (承诺放款日)
	Disbursed  civil.Date       // 放款日期
	Voucher    ledger.VoucherID // of the disbursement (放款凭证)
	Opening    bool             // lent before these books began (期初贷款)

	Case   int64         // 办件 as which it was applied for, or zero
	Number number.CaseNo // 业务流水号 of that case; empty without one
	InCase bool          // the case is in flight (在办): the loan moves with it, and in no other way
}

// Running is the part of a disbursed loan that instalments change (贷款账户). Balance is the principal whose due
// date has not come; what came due and was not paid stands in arrears.
type Running struct {
	Loan      ID
	Rate      money.Rate // annual (执行利率)
	Repriced  Repriced
	Months    int // 总期数
	Method    Method
	Payment   money.Fen  // what stays equal: 月还款额 of an annuity, 每期本金 of equal principal
	Balance   money.Fen  // 未到期本金
	Next      int        // number of the next instalment (下一期次)
	Disbursed civil.Date // 放款日期
	DueDay    int        // 约定还款日 of the month, or zero for that of Disbursed
	NextDue   civil.Date // 下一应还日; zero after the last instalment
	Unpaid    int        // 逾期期数
}

// Instalment is the one that falls due next; the zero value after the last one.
func (r Running) Instalment() Instalment {
	if r.NextDue == 0 {
		return Instalment{}
	}
	return r.instalment()
}

func (r Running) instalment() Instalment {
	i := r.Method.product().step(r.Balance, r.Rate, r.Payment, r.Next, r.Months)
	i.Interest = r.monthInterest()
	return i
}

// after is the loan when its next instalment has come due, paid or not.
func (r Running) after(i Instalment) Running {
	r.Balance = i.Balance
	r.Next++
	if r.Next > r.Months {
		r.NextDue = 0
	} else {
		r.NextDue = r.NextDue.AddMonthsAnchored(1, r.dueDay())
	}
	return r
}

// dueDay is the day of the month on which instalments fall due.
func (r Running) dueDay() int {
	if r.DueDay != 0 {
		return r.DueDay
	}
	return r.Disbursed.Day()
}

// Deps is what the use cases work with.
type Deps struct {
	Work      unit.Work
	Access    access.Gate
	Books     *ledger.Books
	Policy    policy.Source
	Audit     audit.Recorder
	Events    event.Outbox
	Store     Store
	Borrowers Borrowers
	Bank      Debits
	// FundBank and SurplusBank are the bank accounts that instalments arrive on, as holders of 10101 and 10201:
	// principal belongs to the fund, interest and penalty to its surplus.
	FundBank, SurplusBank int64
}

// Service holds the use cases.
type Service struct{ Deps }

// New makes the use cases over what they need.
func New(d Deps) *Service { return &Service{Deps: d} }

// request is one call of a use case under its key.
type request struct {
	op      string // name of the use case
	key     string // 请求键
	content any    // everything that makes it this request
	newID   string // kind of the id it answers with
}

// do opens the unit of a use case and claims its request in it. A request that was done before runs nothing and
// gives the answer it had.
func (s *Service) do(ctx context.Context, by act.By, r request, f func(tx unit.Tx, id int64) error) (int64, error) {
	named := ledger.NewRequest(0, r.key, struct {
		Op      string
		Content any
	}{r.op, r.content})
	var answer int64
	err := s.Work.Do(ctx, by, r.op, func(tx unit.Tx) (err error) {
		answer, err = s.Books.Once(tx, named, r.newID, func(id int64) error { return f(tx, id) })
		return err
	})
	return answer, err
}

// stepID is the kind of ids that steps of a loan answer with; nobody asks for them.
const stepID = "loan_step"

// step is what moves one loan from a state to the next one.
type step struct {
	op, kind string // use case, and what the audit entry calls it
	loan     ID
	from     State // the only one that it begins in, where more than one lead to the next; else zero
	to       State
	office   string                          // that has the case whose step this is; empty without a case
	change   func(tx unit.Tx, l *Loan) error // what it changes besides the state, or a refusal
}

// advance runs a step once per request.
func (s *Service) advance(ctx context.Context, by act.By, key string, st step, content any) error {
	_, err := s.do(ctx, by, request{st.op, key, content, stepID}, func(tx unit.Tx, _ int64) error {
		_, err := s.take(ctx, tx, st)
		return err
	})
	return err
}

// take takes a step as part of the caller's unit of work: it reads the loan, refuses when it may not go there or goes
// there with its case only, lets the step change it, and keeps it.
func (s *Service) take(ctx context.Context, tx unit.Tx, st step) (Loan, error) {
	l, err := s.mustLoan(tx, st.loan)
	if err != nil {
		return l, err
	}
	office := cmp.Or(st.office, l.Branch)
	if err := access.Reach(ctx, access.Object{Branch: office, Amount: l.Amount}); err != nil {
		return l, err
	}
	if l.InCase && st.office == "" {
		return l, refuseInCase(l.Number)
	}
	from := l.State
	if !from.May(st.to) || st.from != 0 && from != st.from {
		return l, refuseState(from, st.to)
	}
	if err := st.change(tx, &l); err != nil {
		return l, err
	}
	l.State = st.to
	l.InCase = l.InCase && !st.to.Ends()
	if err := s.Store.SaveLoan(tx, l); err != nil {
		return l, err
	}
	states := []string{"from", strconv.Itoa(int(from)), "to", strconv.Itoa(int(st.to))}
	s.record(tx, st.kind, l.ID, append(states, l.days()...)...)
	return l, nil
}

// days are the days of a loan that its steps write, as names and values.
func (l Loan) days() (pairs []string) {
	for _, f := range []audit.Field{audit.Day("decided", l.Decided), audit.Day("signed", l.Signed),
		audit.Day("disburse_by", l.DisburseBy), audit.Day("disbursed", l.Disbursed)} {
		pairs = append(pairs, f.Name, f.Value)
	}
	return pairs
}

// ByContract is the loan with a contract number (借款合同编号), or zero.
func (s *Service) ByContract(tx unit.Tx, number string) (ID, error) {
	return s.Store.ByContract(tx, number)
}

// Loan reads a loan. It refuses with CodeUnknown when there is none.
func (s *Service) Loan(tx unit.Tx, id ID) (Loan, error) { return s.mustLoan(tx, id) }

// Running lists loans with instalments that have not come due, in the order of their ids after a given one.
func (s *Service) Running(tx unit.Tx, after ID, limit int) ([]Running, error) {
	return s.Store.Due(tx, endOfTime, after, limit)
}

// endOfTime is later than any day on which an instalment is due.
const endOfTime civil.Date = 1 << 30

func (s *Service) mustLoan(tx unit.Tx, id ID) (Loan, error) {
	l, found, err := s.Store.Loan(tx, id)
	if err == nil && !found {
		err = refusal.New(CodeUnknown, "贷款不存在", "", "请核对贷款编号")
	}
	return l, err
}

// record writes an audit entry of names and values.
func (s *Service) record(tx unit.Tx, kind string, id ID, pairs ...string) {
	e := audit.Entry{Kind: kind, ID: int64(id)}
	for i := 0; i+1 < len(pairs); i += 2 {
		e.Fields = append(e.Fields, audit.Field{Name: pairs[i], Value: pairs[i+1]})
	}
	s.Audit.Record(tx, e)
}
