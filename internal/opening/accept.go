package opening

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/loan"
	"guangsha/internal/member"
	"guangsha/internal/treasury"
)

// batchMembers is how many accounts one unit of work takes over.
const batchMembers = 500

// Accepted says what came into the books.
type Accepted struct {
	Status
	Employers, Members, Loans, Deposits, Receipts, Bans, Freezes, Drawn int64
}

// Accept brings a clean set that balances into the books (期初入账): employers, accounts with their balances, loans,
// money that waits, time deposits, bans, and the rest of the general ledger, each through the use case that such things
// have, under a request key of its own. Before anything is posted all of it is rehearsed on passing books: what would
// be refused there is refused here, and the live books have nothing. A crash leaves an opening under way: the books are
// closed to everybody else until Accept, asked again, has finished it. At the end the books must say what was handed
// in, account by account; only then are they open. Asked once more it changes nothing.
func (s *Service) Accept(ctx context.Context, by act.By, tell func(Progress)) (Accepted, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return Accepted{}, err
	}
	return s.accept(ctx, by, tell, []acceptStep{s.mayAccept, s.rehearse, s.beginAccept})
}

// AcceptMade is Accept for tables that a program made and can make again: it does without the rehearsal.
func (s *Service) AcceptMade(ctx context.Context, by act.By, tell func(Progress)) (Accepted, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return Accepted{}, err
	}
	return s.accept(ctx, by, tell, []acceptStep{s.mayAccept, s.beginAccept})
}

// acceptStep is what comes before the first posting.
type acceptStep = func(context.Context, act.By, func(Progress)) error

func (s *Service) accept(ctx context.Context, by act.By, tell func(Progress), first []acceptStep) (Accepted, error) {
	st, err := s.Status(ctx)
	if err != nil {
		return Accepted{}, err
	}
	if st.State == Loaded {
		for _, step := range first {
			if err := step(ctx, by, tell); err != nil {
				return Accepted{}, err
			}
		}
	}
	done, err := s.take(ctx, by, tell, false)
	if r := refusal.Of(err); r != nil && r.Code != CodeNotLoaded {
		r.Next = "期初建账停在此处，尚未完成；请把本提示交信息科处理后，再用 guangsha opening accept 继续"
	}
	return done, err
}

// take brings the staged rows in, from wherever an earlier run has stopped. passing says that the books are thrown away
// afterwards.
func (s *Service) take(ctx context.Context, by act.By, tell func(Progress), passing bool) (Accepted, error) {
	a := &accepting{s: s, ctx: ctx, by: by, tell: tell, passing: passing,
		given: given{map[int64]member.EmployerID{}, map[int64]number.MemberNo{}}}
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		if a.done.Status, err = s.ready(tx); err != nil {
			return err
		}
		a.of, err = s.rowsToAccept(tx)
		return err
	}); err != nil {
		return Accepted{}, err
	}
	if a.done.State == Done {
		return a.done, nil
	}
	for _, step := range []func() error{a.banks, a.employers, a.suspense, a.loans, a.deposits, a.bans,
		a.freezes, a.drawn, a.balances, a.complete, a.finish} {
		if err := step(); err != nil {
			return a.done, err
		}
	}
	return a.done, nil
}

// mayAccept refuses a set with dirty data that blocks, and one that does not balance.
func (s *Service) mayAccept(ctx context.Context, by act.By, tell func(Progress)) error {
	c, err := s.Check(ctx, by, tell)
	if err != nil {
		return err
	}
	if n := c.Blocking(); n > 0 {
		return refusal.New(CodeDirty, fmt.Sprintf("问题清单上有%d条必须先处理的数据，不能入账", n), "",
			"请用 guangsha opening check 查看，更正后重新装入")
	}
	sheet, err := s.Reconcile(ctx)
	if err != nil {
		return err
	}
	if n := sheet.Different(); n > 0 {
		return refusal.New(CodeUnbalanced, fmt.Sprintf("数据迁移核对表有%d项不平，不能入账", n), "",
			"请用 guangsha opening report 查看，更正后重新装入")
	}
	return nil
}

// beginAccept opens the first book day and closes the books to everybody else, in one unit.
func (s *Service) beginAccept(ctx context.Context, by act.By, _ func(Progress)) error {
	return s.Work.Do(ctx, by, "opening.accept", func(tx unit.Tx) error {
		st, err := s.ready(tx)
		if err != nil || st.State != Loaded {
			return err
		}
		live, err := s.Store.Live(tx)
		if err != nil {
			return err
		}
		open, err := s.Books.OpenDay(tx)
		if err != nil {
			return err
		}
		if live || open != 0 && open != st.Day {
			return refusal.New(CodeBegun, "账套已经营业或已有数据，不能期初入账", "", "请另用一个空的数据目录或模式")
		}
		if open == 0 {
			if err := s.Books.Begin(tx, st.Day); err != nil {
				return err
			}
		}
		s.Audit.Record(tx, audit.Entry{Kind: "opening.accepting", ID: int64(st.Day)})
		st.State = UnderWay
		return s.Store.SetStatus(tx, st)
	})
}

// accepting is one run of Accept.
type accepting struct {
	s    *Service
	ctx  context.Context
	by   act.By
	tell func(Progress)
	// passing says that the books are thrown away, so that a row that is to blame may be looked for in them.
	passing bool

	rows, of int64
	done     Accepted
	given    given
}

// given are numbers that the books gave and that the staging area does not know yet. A crash loses them, and the same
// requests give them again.
type given struct {
	employers map[int64]member.EmployerID
	accounts  map[int64]number.MemberNo
}

func (a *accepting) step(what string, rows int64) {
	a.rows += rows
	a.tell(Progress{What: what, Rows: a.rows, Done: min(a.rows, a.of), Of: a.of})
}

// at is who acts, in an office.
func (a *accepting) at(office string) act.By {
	by := a.by
	by.Branch = office
	return by
}

// read reads some staged rows.
func read[T any](a *accepting, f func(unit.Tx) ([]T, error)) (list []T, err error) {
	if err := a.ctx.Err(); err != nil {
		return nil, err
	}
	err = a.s.Work.Read(a.ctx, func(tx unit.Tx) (err error) {
		list, err = f(tx)
		return err
	})
	return list, err
}

func (a *accepting) banks() error {
	list, err := read(a, a.s.Store.Banks)
	if err != nil {
		return err
	}
	for _, b := range list {
		key := fmt.Sprintf("opening/bank/%d", b.ID)
		if err := a.s.Treasury.RegisterBank(a.ctx, a.by, key, b.account()); err != nil {
			return inRow("银行专户"+b.Number, err)
		}
	}
	a.step(bankTable.Name, int64(len(list)))
	return nil
}

// mostGiven is how many accounts are noted at once.
const mostGiven = 2_000

// noteGiven writes in the staging area which numbers its rows got in the books.
func (a *accepting) noteGiven() error {
	if len(a.given.employers)+len(a.given.accounts) == 0 {
		return nil
	}
	err := a.s.Work.Do(a.ctx, a.by, "opening.accept", func(tx unit.Tx) error {
		a.s.Audit.Record(tx, audit.Entry{Kind: "opening.given"})
		for ref, id := range a.given.employers {
			if err := a.s.Store.GiveEmployer(tx, ref, id); err != nil {
				return err
			}
		}
		return a.s.Store.GiveAccounts(tx, a.given.accounts)
	})
	if err == nil {
		clear(a.given.employers)
		clear(a.given.accounts)
	}
	return err
}

func (a *accepting) suspense() error {
	take := func(list []StagedSuspense) error {
		taken := make([]contribution.TakenReceipt, len(list))
		for i, p := range list {
			if taken[i] = p.taken(); p.Kind == unallocated && p.Employer == 0 {
				return refusal.Bad(CodeRule, "单位暂存的单位没有建账")
			}
		}
		return a.s.Contribution.TakeReceipts(a.ctx, a.by, fmt.Sprintf("opening/suspense/%d", list[0].Ref), taken)
	}
	for after := int64(0); ; {
		list, err := read(a, func(tx unit.Tx) ([]StagedSuspense, error) {
			return a.s.Store.Suspense(tx, after, contribution.MostTaken)
		})
		if err != nil || len(list) == 0 {
			return err
		}
		if err := take(list); err != nil {
			return blamed(a, list, err, func(p StagedSuspense) string { return "暂收暂存" + p.Serial }, take)
		}
		after = list[len(list)-1].Ref
		a.done.Receipts += int64(len(list))
		a.step(suspenseTable.Name, int64(len(list)))
	}
}

func (a *accepting) loans() error {
	for _, o := range a.s.Offices {
		take := func(list []takenLoan) error {
			loans := make([]loan.OpeningLoan, len(list))
			for i, l := range list {
				loans[i] = l.OpeningLoan
			}
			key := fmt.Sprintf("opening/loans/%s/%d", o.Code, list[0].Ref)
			return a.s.Loan.OpenLoans(a.ctx, a.at(o.Code), key, loans)
		}
		for after := int64(0); ; {
			list, err := read(a, func(tx unit.Tx) ([]takenLoan, error) { return a.s.loans(tx, o.Code, after) })
			if err != nil {
				return err
			}
			if len(list) == 0 {
				break
			}
			if err := take(list); err != nil {
				return blamed(a, list, err, func(l takenLoan) string { return "贷款" + l.No }, take)
			}
			after = list[len(list)-1].Ref
			a.done.Loans += int64(len(list))
			a.step(loanTable.Name, int64(len(list)))
		}
	}
	return nil
}

func (a *accepting) deposits() error {
	list, err := read(a, a.s.Store.Deposits)
	if err != nil {
		return err
	}
	for i, d := range list {
		key := fmt.Sprintf("opening/deposit/%d", i)
		if _, err := a.s.Treasury.TakeDeposit(a.ctx, a.by, key, d.taken()); err != nil {
			return inRow("定期存款"+d.No, err)
		}
	}
	a.done.Deposits = int64(len(list))
	a.step(depositTable.Name, int64(len(list)))
	return nil
}

// balances brings in what no register stands for, and the bank accounts to what they have.
func (a *accepting) balances() error {
	lines, err := read(a, a.s.Store.Ledger)
	if err != nil {
		return err
	}
	banks, err := read(a, a.s.Store.Banks)
	if err != nil {
		return err
	}
	r := treasury.TakenBalances{Main: a.s.FundBank}
	for _, l := range lines {
		if info, _ := ledger.Info(l.Account); info.Control == ledger.NoControl && l.Balance != 0 {
			r.Lines = append(r.Lines, ledger.Line{Account: l.Account, Amount: l.Balance})
		}
	}
	for _, b := range banks {
		r.Banks = append(r.Banks, treasury.TakenBank{ID: b.ID, Balance: b.Balance})
	}
	return a.s.Treasury.TakeBalances(a.ctx, a.by, "opening/balances", r)
}

// finish holds the books against the general ledger that was handed in, account by account, and opens them.
func (a *accepting) finish() error {
	err := a.s.Work.Do(a.ctx, a.by, "opening.accept", func(tx unit.Tx) error {
		handed, err := a.s.Store.Ledger(tx)
		if err != nil {
			return err
		}
		lines, _, err := a.s.Books.Trial(tx, a.done.Day)
		if err != nil {
			return err
		}
		if account := differs(handed, lines); account != 0 {
			return refusal.New(CodeUnbalanced, fmt.Sprintf("入账后科目%d的余额与交来的总账不符", account), "", "")
		}
		st, err := a.s.Store.Status(tx)
		if err != nil {
			return err
		}
		st.State = Done
		a.s.Audit.Record(tx, audit.Entry{Kind: "opening.done", ID: int64(st.Day), Fields: []audit.Field{
			{Name: "employers", Value: fmt.Sprint(a.done.Employers)},
			{Name: "members", Value: fmt.Sprint(a.done.Members)},
			{Name: "loans", Value: fmt.Sprint(a.done.Loans)}}})
		return a.s.Store.SetStatus(tx, st)
	})
	if err != nil {
		return err
	}
	a.done.State = Done
	a.tell(Progress{What: "核对总账", Rows: a.rows, Done: a.of, Of: a.of})
	return nil
}

// differs is the first account whose balance is not what was handed in, or zero. 委托贷款 and 逾期贷款 count as one: which
// loans are overdue, the rules of these books say.
func differs(handed []LedgerBalance, lines []ledger.TrialLine) ledger.Account {
	sums := map[ledger.Account]money.Fen{}
	as := func(account ledger.Account) ledger.Account {
		if account == ledger.PersonalOverdue {
			return ledger.PersonalLoans
		}
		return account
	}
	for _, h := range handed {
		sums[as(h.Account)] += h.Balance
	}
	for _, l := range lines {
		sums[as(l.Account.Code)] -= l.Credit - l.Debit
	}
	var wrong []ledger.Account
	for account, rest := range sums {
		if rest != 0 {
			wrong = append(wrong, account)
		}
	}
	if len(wrong) == 0 {
		return 0
	}
	return slices.Min(wrong)
}
