package loan

import (
	"context"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
)

// Debits asks the bank to take instalments from borrowers' cards (批量扣款).
type Debits interface {
	// Debit hands a file over and gives the bank's answer to it. A file with the same key gets the same answer
	// again and is never debited twice.
	Debit(ctx context.Context, f DebitFile) (DebitAnswer, error)
}

// DebitFile is one file of a run (扣款文件).
type DebitFile struct {
	Key   string // names the file for ever
	Day   civil.Date
	Lines []DebitLine
}

// DebitLine asks for one instalment.
type DebitLine struct {
	Loan      ID
	Number    int // 期次
	Principal money.Fen
	Interest  money.Fen
}

// DebitAnswer is what the bank did with a file.
type DebitAnswer struct {
	Serial string      // the bank's serial of what it credited (银行流水号)
	Unpaid map[ID]bool // loans whose instalment it could not take
}

// RunResult is what a run came to.
type RunResult struct {
	Paid, Unpaid        int
	Principal, Interest money.Fen // of the paid ones
}

const (
	keyPenaltyFactor policy.Rate  = "loan.penalty.factor"
	keyThreshold     policy.Count = "loan.overdue.threshold_periods"
)

// DebitRun debits every instalment that has come due by a day, which must be the open one (批量扣款). It works in
// files of at most MostAtOnce loans, each its own unit of work with one voucher; after a failure it is simply run
// again and goes on with what is still due. An instalment that was not paid becomes an arrear, and the principal of
// loans with as many unpaid instalments as the parameters say moves to 逾期贷款.
func (s *Service) DebitRun(ctx context.Context, by act.By, day civil.Date) (RunResult, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.DebitLoans)
	if err != nil {
		return RunResult{}, err
	}
	var total RunResult
	for after := ID(0); ; {
		var due []Running
		err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
			due, err = s.Store.Due(tx, day, after, MostAtOnce)
			return err
		})
		if err != nil || len(due) == 0 {
			return total, err
		}
		one, err := s.debitFile(ctx, by, day, due)
		if err != nil {
			return total, fmt.Errorf("debit run of %s after loan %d: %w", day, after, err)
		}
		total.Paid += one.Paid
		total.Unpaid += one.Unpaid
		total.Principal += one.Principal
		total.Interest += one.Interest
		after = due[len(due)-1].Loan
	}
}

// debitFile sends one file and books its answer. The key is made of the first instalment in it: what was booked is
// no longer due, so a run that is repeated makes the same files from there on.
func (s *Service) debitFile(ctx context.Context, by act.By, day civil.Date, due []Running) (RunResult, error) {
	file := DebitFile{Key: fmt.Sprintf("debit-%s-%d-%d", day, due[0].Loan, due[0].Next), Day: day, Lines: linesOf(due)}
	answer, err := s.Bank.Debit(ctx, file)
	if err != nil {
		return RunResult{}, err
	}
	var result RunResult
	content := struct {
		File   DebitFile
		Answer DebitAnswer
	}{file, answer}
	r := request{"loan.debit-run", file.Key, content, stepID}
	_, err = s.do(ctx, by, r, func(tx unit.Tx, _ int64) (err error) {
		result, err = s.bookDebit(tx, by, file, answer)
		return err
	})
	return result, err
}

// linesOf asks for the next instalment of every loan.
func linesOf(due []Running) []DebitLine {
	lines := make([]DebitLine, 0, len(due))
	for _, r := range due {
		i := r.instalment()
		lines = append(lines, DebitLine{r.Loan, i.Number, i.Principal, i.Interest})
	}
	return lines
}

// bookDebit books the answer to a file: one voucher, the new state of every loan, and what became overdue. The loans
// are read again; only their instalments must still be those in the file, since an arrear may be paid meanwhile.
func (s *Service) bookDebit(tx unit.Tx, by act.By, file DebitFile, answer DebitAnswer) (RunResult, error) {
	var result RunResult
	day := file.Day
	if open, err := s.Books.OpenDay(tx); err != nil {
		return result, err
	} else if open != day {
		return result, refusal.New(CodeDay, "扣款日不是当前营业日", "", "请在扣款日当天入账")
	}
	due, err := s.Store.Due(tx, day, file.Lines[0].Loan-1, len(file.Lines))
	if err != nil {
		return result, err
	}
	if !slices.Equal(linesOf(due), file.Lines) {
		return result, refusal.New(CodeChanged, "扣款文件送出后贷款发生变化", "", "请核对银行扣款结果后重新处理")
	}
	v := voucher{kind: ledger.KindInstalment, branch: by.Branch, summary: "批量扣款收回贷款本息 " + day.String()}
	b := debitBooking{after: make([]Running, 0, len(due))}
	for _, r := range due {
		b.add(r, answer.Unpaid[r.Loan], day)
	}
	for _, p := range b.paid {
		v.holder(ledger.PersonalLoans, int64(p.Loan), p.Principal, "")
		result.Principal += p.Principal
		result.Interest += p.Interest
	}
	v.holder(ledger.FundDemand, s.FundBank, -result.Principal, answer.Serial)
	v.holder(ledger.SurplusDemand, s.SurplusBank, -result.Interest, answer.Serial)
	v.plain(ledger.LoanInterestIncome, result.Interest)
	result.Paid, result.Unpaid = len(b.paid), len(b.arrears)
	var id ledger.VoucherID // none when nobody paid
	if !v.empty() {
		if id, err = s.Books.Post(tx, v.posting()); err != nil {
			return result, err
		}
		for i := range b.paid {
			b.paid[i].Voucher = id
		}
		s.Events.Announce(tx, event.Event{Kind: event.LoansDebited, Ref: int64(id)})
	}
	for _, a := range b.arrears {
		s.Events.Announce(tx, event.Event{Kind: event.LoanOverdue, Ref: int64(a.Loan), Part: int64(a.Number)})
	}
	if err := s.keepDebit(tx, b); err != nil {
		return result, err
	}
	s.record(tx, "loan.debited", due[0].Loan, "day", day.String(), "paid", fmt.Sprint(result.Paid),
		"unpaid", fmt.Sprint(result.Unpaid), "voucher", fmt.Sprint(id),
		"last", fmt.Sprint(due[len(due)-1].Loan), "due", fmt.Sprint(int64(b.firstArrear(day))))
	return result, s.moveToOverdue(tx, by, b)
}

// debitBooking is what an answer does to the loans of a file.
type debitBooking struct {
	after   []Running
	paid    []Repayment
	arrears []LoanArrear
	fallen  []ID // paid so far, and not any more
	settled []ID // everything is paid
}

// firstArrear is the day from which what the file left unpaid was due, and the day after the file's where all was paid.
func (b *debitBooking) firstArrear(day civil.Date) civil.Date {
	first := day.AddDays(1)
	for _, a := range b.arrears {
		first = min(first, a.Due)
	}
	return first
}

func (b *debitBooking) add(r Running, unpaid bool, day civil.Date) {
	i := r.instalment()
	next := r.after(i)
	if unpaid {
		b.arrears = append(b.arrears, LoanArrear{Loan: r.Loan, Arrear: Arrear{Number: i.Number, Due: r.NextDue,
			Principal: i.Principal, Interest: i.Interest, Since: r.NextDue}})
		if r.Unpaid == 0 {
			b.fallen = append(b.fallen, r.Loan)
		}
		next.Unpaid++
	} else {
		b.paid = append(b.paid, Repayment{Loan: r.Loan, Number: i.Number, Due: r.NextDue, Day: day,
			Principal: i.Principal, Interest: i.Interest})
	}
	if next.NextDue == 0 && next.Unpaid == 0 {
		b.settled = append(b.settled, r.Loan)
	}
	b.after = append(b.after, next)
}

func (s *Service) keepDebit(tx unit.Tx, b debitBooking) error {
	if err := s.Store.SaveRunning(tx, b.after); err != nil {
		return err
	}
	if err := s.Store.AddRepayments(tx, b.paid); err != nil {
		return err
	}
	if err := s.Store.AddArrears(tx, b.arrears); err != nil {
		return err
	}
	if err := s.Store.SetState(tx, b.fallen, Overdue); err != nil {
		return err
	}
	return s.Store.SetState(tx, b.settled, Settled)
}

// moveToOverdue moves the unpaid principal of loans that reached the threshold from 委托贷款 to 逾期贷款.
func (s *Service) moveToOverdue(tx unit.Tx, by act.By, b debitBooking) error {
	if len(b.arrears) == 0 {
		return nil
	}
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return err
	}
	threshold, err := keyThreshold.On(set, by.Branch, b.arrears[0].Due)
	if err != nil {
		return err
	}
	missed := map[ID]bool{}
	for _, a := range b.arrears {
		missed[a.Loan] = true
	}
	v := voucher{kind: ledger.KindOverdueChange, branch: by.Branch, summary: "转入逾期贷款"}
	var moved []ID
	for _, r := range b.after {
		if r.Unpaid < threshold || !missed[r.Loan] {
			continue
		}
		if err := s.reclass(tx, &v, r.Loan, true); err != nil {
			return err
		}
		moved = append(moved, r.Loan)
	}
	return s.postReclass(tx, v, moved, true)
}

// reclass adds the principal of a loan's arrears that stand on the other side to a voucher.
func (s *Service) reclass(tx unit.Tx, v *voucher, id ID, toOverdue bool) error {
	arrears, err := s.Store.Arrears(tx, id)
	if err != nil {
		return err
	}
	from, to := ledger.PersonalLoans, ledger.PersonalOverdue
	if !toOverdue {
		from, to = to, from
	}
	for _, a := range arrears {
		if a.Moved != toOverdue {
			v.holder(to, int64(id), -a.Principal, "")
			v.holder(from, int64(id), a.Principal, "")
		}
	}
	return nil
}

func (s *Service) postReclass(tx unit.Tx, v voucher, ids []ID, toOverdue bool) error {
	if len(ids) == 0 {
		return nil
	}
	if err := s.Store.MoveArrears(tx, ids, toOverdue); err != nil {
		return err
	}
	if v.empty() {
		return nil
	}
	_, err := s.Books.Post(tx, v.posting())
	return err
}
