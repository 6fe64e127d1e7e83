//go:build linux

package faults

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"guangsha/internal/app"
	"guangsha/internal/base/money"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
)

// round is what was heard of one process that posted.
type round struct {
	Number int
	Limit  int
	Acked  [][]string // answers, by caller
}

// asked is how many requests of a caller may be in the books: those that were acknowledged, and the one whose outcome
// nobody knows. The judge asks for that one again, so that afterwards it is there.
func (r round) asked(caller int) int { return min(len(r.Acked[caller])+1, r.Limit) }

func (r round) acked() (n int) {
	for _, list := range r.Acked {
		n += len(list)
	}
	return n
}

// question is the task of a judge.
type question struct {
	Rounds []round
	From   int // rounds before this one were settled by an earlier judge
	// Forget plays a client that does not keep its keys: it asks for an open outcome under a new one. It is a control.
	Forget bool
	// Leave ends the process without closing the books.
	Leave bool
}

// verdict is what a judge found.
type verdict struct {
	Lost    int64    // acknowledged, and not in the books
	Changed int      // acknowledged, and answered otherwise when asked again
	Doubled int64    // vouchers beyond one for each request
	Wrong   []string // anything else
	There   int64    // open outcomes that had been booked
	Absent  int64    // open outcomes that had not, and were booked now
}

func (v verdict) guilty() bool {
	return v.Lost != 0 || v.Changed != 0 || v.Doubled != 0 || len(v.Wrong) > 0
}

// judge opens what a fault has left and asks everything again.
func judge(p place, q question) (v verdict, err error) {
	ctx := context.Background()
	c, err := open(ctx, p)
	if err != nil {
		return v, fmt.Errorf("the books cannot be opened: %w", err)
	}
	if err := v.askAgain(ctx, c, q); err != nil {
		return v, errors.Join(err, c.Close())
	}
	if err := v.compare(ctx, c, holds(q.Rounds)); err != nil {
		return v, errors.Join(err, c.Close())
	}
	if !q.Leave {
		if err := c.Close(); err != nil {
			return v, err
		}
	}
	if p.DB == "" && !q.Leave {
		if err := opentest.Intact(filepath.Join(p.Data, "faults.db")); err != nil {
			v.Wrong = append(v.Wrong, err.Error())
		}
	}
	return v, nil
}

// askAgain asks for what was acknowledged, which must book nothing and give the same answers; then for the open
// outcomes, which settles them; then for those once more.
func (v *verdict) askAgain(ctx context.Context, c *app.Centre, q question) error {
	before, err := vouchers(ctx, c)
	if err != nil {
		return err
	}
	var open []request
	for _, r := range q.Rounds[q.From:] {
		for caller, answers := range r.Acked {
			for i, was := range answers {
				got, err := ask(ctx, c, requestOf(r.Number, caller, i))
				if err != nil {
					return fmt.Errorf("ask for %d of caller %d of round %d again: %w", i, caller, r.Number, err)
				}
				if got != was {
					v.Changed++
				}
			}
			if r.asked(caller) > len(answers) {
				open = append(open, requestOf(r.Number, caller, len(answers)))
			}
		}
	}
	after, err := vouchers(ctx, c)
	if err != nil {
		return err
	}
	v.Lost = after - before
	if err := askAll(ctx, c, open, q.Forget); err != nil {
		return err
	}
	settled, err := vouchers(ctx, c)
	if err != nil {
		return err
	}
	v.Absent = settled - after
	v.There = int64(len(open)) - v.Absent
	return askAll(ctx, c, open, false)
}

func askAll(ctx context.Context, c *app.Centre, list []request, forget bool) error {
	for _, r := range list {
		if forget && r.rows != nil { // of an arrival the bank's serial number would tell
			r.key += "-again"
		}
		if _, err := ask(ctx, c, r); err != nil {
			return fmt.Errorf("settle %s: %w", r.key, err)
		}
	}
	return nil
}

// vouchers counts the vouchers by their audit entries.
func vouchers(ctx context.Context, c *app.Centre) (int64, error) {
	_, entries, err := c.Tally(ctx)
	return entries["voucher.posted"], err
}

// compare holds the books against what they must hold, and against their own invariants.
func (v *verdict) compare(ctx context.Context, c *app.Centre, want held) error {
	n, err := vouchers(ctx, c)
	if err != nil {
		return err
	}
	v.Doubled = n - want.vouchers
	all, err := c.MemberAccounts(ctx)
	if err != nil {
		return err
	}
	if len(all) != callers*accounts {
		v.Wrong = append(v.Wrong, fmt.Sprintf("%d member accounts instead of %d", len(all), callers*accounts))
	}
	for _, a := range all {
		if a.Balance != want.members[a.AccountID] {
			v.Wrong = append(v.Wrong, fmt.Sprintf("account %v holds %s, not %s", a.AccountID, a.Balance,
				want.members[a.AccountID]))
		}
	}
	lines, _, err := c.TrialBalance(ctx, day)
	if err != nil {
		return err
	}
	balances := map[ledger.Account]money.Fen{}
	for _, l := range lines {
		balances[l.Account.Code] = l.Credit - l.Debit
	}
	for account, sum := range map[ledger.Account]money.Fen{ledger.FundDemand: -want.all,
		ledger.Suspense: want.suspense, ledger.HousingFund: want.all - want.suspense} {
		if balances[account] != sum {
			v.Wrong = append(v.Wrong, fmt.Sprintf("account %d holds %s, not %s", account, balances[account], sum))
		}
	}
	// The vouchers of these books are posted without the registers of a capability, which I-21 speaks of.
	verdicts, err := c.Verify(ctx)
	for _, i := range verdicts {
		if i.Violations > 0 && i.ID != "I-21" {
			v.Wrong = append(v.Wrong, fmt.Sprintf("%s is violated %d times", i.ID, i.Violations))
		}
	}
	if err != nil {
		return err
	}
	log, err := c.VerifyAudit(ctx, "")
	for _, f := range log.Findings {
		v.Wrong = append(v.Wrong, fmt.Sprintf("the audit log: %s %d", f.Code, f.Number))
	}
	slices.Sort(v.Wrong)
	if len(v.Wrong) > 20 {
		v.Wrong = append(v.Wrong[:20], "and more")
	}
	return err
}
