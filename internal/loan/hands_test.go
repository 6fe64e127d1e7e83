package loan_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/refusal"
	"guangsha/internal/loan"
	"guangsha/internal/store/opentest"
	"guangsha/policies"
)

// hands is a city whose staff are real, and the two administrators who change their posts.
type hands struct {
	*city
	people *access.Service
	moves  int
}

func handsOf(t *testing.T, w *opentest.World) *hands {
	t.Helper()
	c := newCity(t, w, civil.DateOf(2024, 1, 1))
	roles, _, err := policies.Roles(policies.Demonstration)
	c.must(err)
	h := &hands{city: c, people: access.New(access.Deps{Work: w.Store, Store: w.Store.Access(), Audit: w.Store,
		Clock: w.Clock, Roles: roles, Cipher: w.Keys.Field, Index: w.Keys.Index, Random: rand.Reader})}
	c.loans.Work, c.loans.Access = h.people.Guarded(), h.people.Gate()
	code, err := h.people.NewSetUp(context.Background(), act.Auto("01", "test"))
	c.must(err)
	one := func(code string, n int) access.Founder {
		return access.Founder{Code: code, Name: "示例", IDNo: staffID(n), Office: "01"}
	}
	_, err = h.people.Begin(context.Background(), administrator(access.CodeSetUp), code,
		access.Founders{Systems: one("sys", 1), Security: one("sec", 2), Auditing: one("aud", 3)})
	c.must(err)
	return h
}

func staffID(n int) string {
	first := fmt.Sprintf("6401991990010%d%03d", n%9+1, n)
	return first + string(idno.CheckDigit(first))
}

// change proposes and confirms.
func (h *hands) change(w access.Wanted) {
	h.t.Helper()
	h.moves++
	ctx := context.Background()
	w.Office, w.Since = "01", h.Clock.Now().Date()
	id, err := h.people.Propose(ctx, administrator("sec"), fmt.Sprint("move-", h.moves), w)
	h.must(err)
	h.must(h.people.Confirm(ctx, administrator("sys"), id))
}

func administrator(code string) act.By { return act.By{Actor: code, Door: act.Console, Branch: "01"} }

// TestNoPermutationOfThreePeoplePassesALoanWithFewerThanThree gives each step of a loan, taking in, approving, paying
// out, to each of three people, and before it moves that person to the post that the step needs, so that no post or
// role stands in the way of anybody. Only three different people get the money out.
func TestNoPermutationOfThreePeoplePassesALoanWithFewerThanThree(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		h := handsOf(t, w)
		ctx := context.Background()
		crew := []string{"p-1", "p-2", "p-3"}
		for n, code := range crew {
			h.change(access.Wanted{Kind: access.Join, Code: code, Name: "示例", IDNo: staffID(10 + n),
				Posts: []access.Post{{Role: "clerk", Branch: "01"}}})
		}
		as := func(code, role string) act.By {
			h.change(access.Wanted{Kind: access.Move, Code: code, Posts: []access.Post{{Role: role, Branch: "01"}}})
			return act.By{Actor: code, Door: act.Counter, Branch: "01"}
		}
		passed, n := 0, 0
		for _, taker := range crew {
			for _, approver := range crew {
				for _, payer := range crew {
					n++
					key := func(what string) string { return fmt.Sprintf("%s-%d", what, n) }
					l, err := h.loans.Apply(ctx, as(taker, "clerk"), key("apply"), application(h.member(int64(n))))
					h.must(err)
					d := loan.Decision{Loan: l, Opinion: "同意"}
					err = h.loans.Approve(ctx, as(approver, "approver"), key("approve"), d)
					if h.judged(err, approver == taker, n) {
						continue
					}
					by := as(taker, "clerk")
					h.must(h.loans.Sign(ctx, by, key("sign"), loan.Contract{Loan: l, Number: key("HT"), Payee: 9}))
					h.must(h.loans.RegisterMortgage(ctx, by, key("register"), h.mortgage(l)))
					err = h.loans.Disburse(ctx, as(payer, "cashier"), key("pay"),
						loan.Disbursement{Loan: l, Serial: key("BANK")})
					if !h.judged(err, payer == taker || payer == approver, n) {
						passed++
					}
				}
			}
		}
		t.Logf("%d of %d ways through, with %d changes of posts between the steps", passed, n, h.moves)
		if passed != 6 || n != 27 {
			t.Errorf("%d of %d ways lead through, want 6 of 27", passed, n)
		}
	})
}

// judged fails unless a step was refused exactly when the same person had done another.
func (h *hands) judged(err error, same bool, way int) (refusedIt bool) {
	h.t.Helper()
	if got := refusal.Is(err, loan.CodeSamePerson); got != same || err != nil && !got {
		h.t.Errorf("way %d: got %v, and one person twice is %v", way, err, same)
	}
	return same
}
