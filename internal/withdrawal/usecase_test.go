package withdrawal_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"guangsha/internal/access"
	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/measure"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
	"guangsha/internal/withdrawal"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var (
	ctx      = context.Background()
	clerk    = act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
	reviewer = act.By{Actor: "reviewer", Door: act.Console, Branch: "01", Trace: "test"}
	firstDay = civil.DateOf(2024, 1, 2)
)

const card, bank = "6222000000000001", int64(1)

// around stands for the capabilities that app connects: interest at 1.5 %, and what a test says about loans.
type around struct {
	closed   bool // the yearly crediting runs
	borrower member.PersonID
}

func (a *around) OpenLoan(_ unit.Tx, p member.PersonID) (bool, error) { return p == a.borrower, nil }

// Repaid is 100 yuan for each day of the span, if the person is the borrower.
func (a *around) Repaid(_ unit.Tx, p member.PersonID, from, before civil.Date) (money.Fen, error) {
	if p != a.borrower {
		return 0, nil
	}
	return money.Fen(before-from) * 100 * money.Yuan, nil
}

func (a *around) PayoutOpen(unit.Tx, civil.Date) error {
	if a.closed {
		return refusal.New("treasury.crediting", "年度结息正在进行", "", "")
	}
	return nil
}

func (a *around) FundAccount(_ unit.Tx, id int64) error {
	if id != bank {
		return refusal.New("treasury.bank.unknown", "没有这个专户", "", "")
	}
	return nil
}

func (a *around) ClosingInterest(_ unit.Tx, m ledger.MemberAccount, day civil.Date) (money.Fen, error) {
	return m.ProductAt(day).Interest(150_000), nil
}

// centre is a centre with one member who has money.
type centre struct {
	*testing.T
	*opentest.World
	*withdrawal.Service
	around *around
	no     number.MemberNo
	owner  member.PersonID
	id     ledger.AccountID
}

func open(t *testing.T, w *opentest.World) *centre {
	members := w.Members(t)
	c := &centre{T: t, World: w, around: &around{}}
	c.Service = withdrawal.New(withdrawal.Deps{Work: w.Store, Access: accesstest.Everybody{},
		Books: w.Books, Policy: w.Store.Policies(), Audit: w.Store, Events: w.Store, Store: w.Store.Withdrawal(),
		Members: members, Loans: c.around,
		Treasury: c.around, Numbers: members.Numbers, Cipher: w.Keys.Field, Calendar: civil.China()})
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, firstDay) })
	employer, err := members.OpenEmployer(ctx, clerk, "employer", opentest.Employer(1))
	if err != nil {
		t.Fatal(err)
	}
	person := opentest.Person(1)
	person.Card = card
	list, err := members.OpenMembers(ctx, clerk, "members", employer, []member.NewMember{person})
	if err != nil {
		t.Fatal(err)
	}
	c.no = list[0]
	c.do(func(tx unit.Tx) error {
		m, err := members.Member(tx, c.no)
		c.owner, c.id = m.Person, m.ID
		return err
	})
	c.remit(50_000*money.Yuan, civil.MonthOf(2024, 1))
	return c
}

func (c *centre) do(f func(unit.Tx) error) {
	c.Helper()
	if err := c.World.Store.Do(ctx, clerk, "test", f); err != nil {
		c.Fatal(err)
	}
}

// on makes a day the open one, as if the days before it had been closed.
func (c *centre) on(day civil.Date) {
	c.do(func(tx unit.Tx) error { return c.World.Books.Begin(tx, day) })
}

// remit pays money into the account for months up to one.
func (c *centre) remit(amount money.Fen, through civil.Month) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		_, err := c.World.Books.Post(tx, ledger.Posting{Kind: ledger.KindRemittance, Branch: "01", Summary: "汇缴",
			Lines: []ledger.Line{ledger.Debit(ledger.FundDemand, amount), ledger.Credit(ledger.HousingFund, amount)},
			Members: []ledger.MemberBatch{{Kind: ledger.MoveRemittance, PaidThrough: through,
				Rows: []ledger.MemberRow{{Account: c.id, Amount: amount}}}},
			Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: bank, Amount: -amount}}})
		return err
	})
}

func (c *centre) account() (a ledger.MemberAccount) {
	c.Helper()
	c.do(func(tx unit.Tx) (err error) { a, _, err = c.World.Books.MemberAccount(tx, c.id); return err })
	return a
}

func (c *centre) rent(amount money.Fen) withdrawal.Request {
	return withdrawal.Request{Member: c.no, Reason: withdrawal.Rent, Amount: amount, Applicant: c.owner, Card: card,
		Rent: &withdrawal.RentClaim{From: civil.MonthOf(2024, 1), Months: 4, Monthly: 3000 * money.Yuan,
			Income: 8000 * money.Yuan, NoHome: true}}
}

func (c *centre) retirement() withdrawal.Request {
	return withdrawal.Request{Member: c.no, Reason: withdrawal.Retire, Closing: true, Applicant: c.owner, Card: card,
		Retired: &withdrawal.Retirement{On: civil.DateOf(2024, 4, 1), Document: "示例退字1号"}}
}

func (c *centre) apply(key string, r withdrawal.Request) withdrawal.Case {
	c.Helper()
	got, err := c.Apply(ctx, clerk, key, r)
	if err != nil {
		c.Fatal(err)
	}
	return got
}

func (c *centre) refuses(code string, err error) {
	c.Helper()
	if !refusal.Is(err, code) {
		c.Errorf("got %v, want a refusal with %s", err, code)
	}
}

var april = civil.DateOf(2024, 4, 2) // before 清明节, 4 to 6 April

func TestARentWithdrawalIsAcceptedReviewedAndPaid(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		c.on(april)
		c.remit(1, civil.MonthOf(2024, 3))
		made := c.apply("a1", c.rent(2000*money.Yuan))
		// 3 and 7 April work, 4 to 6 are 清明节, 8 April is the third working day.
		if made.State != withdrawal.UnderReview || made.Accepted != april || made.DecideBy != civil.DateOf(2024, 4, 8) {
			t.Errorf("accepted as %+v", made)
		}
		if _, err := number.ParseCase(string(made.Number)); err != nil {
			t.Errorf("case number %s: %v", made.Number, err)
		}
		if again := c.apply("a1", c.rent(2000*money.Yuan)); again.ID != made.ID {
			t.Errorf("the same request made case %d, then %d", made.ID, again.ID)
		}
		c.on(april.AddDays(1))
		yes := withdrawal.Approval{Case: made.ID, Bank: bank, Serial: "b1"}
		_, err := c.Approve(ctx, clerk, "y0", yes)
		c.refuses(withdrawal.CodeSamePerson, err)
		before := c.account()
		done, err := c.Approve(ctx, reviewer, "y1", yes)
		if err != nil {
			t.Fatal(err)
		}
		if done.State != withdrawal.Paid || done.Principal != 2000*money.Yuan || done.Interest != 0 ||
			done.Voucher == 0 {
			t.Errorf("paid %+v", done)
		}
		if a := c.account(); a.Balance != before.Balance-2000*money.Yuan || a.Closed {
			t.Errorf("account %+v after %+v", a, before)
		}
		if again, err := c.Approve(ctx, reviewer, "y1", yes); err != nil || again.Voucher != done.Voucher {
			t.Errorf("a repeated approval gives %+v, %v", again, err)
		}
		_, err = c.Approve(ctx, reviewer, "y2", withdrawal.Approval{Case: made.ID, Bank: bank, Serial: "b2"})
		c.refuses(withdrawal.CodeCaseDecided, err)
		if a := c.account(); a.Balance != before.Balance-2000*money.Yuan {
			t.Errorf("paid twice: %s", a.Balance)
		}
	})
}

// An office decides its own cases: those of another are refused, and nothing moves.
func TestACaseIsDecidedByItsOwnOffice(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		c.on(april)
		c.remit(1, civil.MonthOf(2024, 3))
		made := c.apply("a1", c.rent(2000*money.Yuan))
		before := c.account()
		deps := c.Service.Deps
		deps.Access = accesstest.At("02")
		elsewhere, other := withdrawal.New(deps), reviewer
		other.Branch = "02"
		_, err := elsewhere.Approve(ctx, other, "y1", withdrawal.Approval{Case: made.ID, Bank: bank, Serial: "b1"})
		c.refuses(access.CodeReach, err)
		_, err = elsewhere.Reject(ctx, other, "n1", withdrawal.Rejection{Case: made.ID, Reason: "材料不符"})
		c.refuses(access.CodeReach, err)
		if a := c.account(); a.Balance != before.Balance {
			t.Errorf("the account moved from %s to %s", before.Balance, a.Balance)
		}
		_, err = c.Approve(ctx, reviewer, "y1", withdrawal.Approval{Case: made.ID, Bank: bank, Serial: "b1"})
		if err != nil {
			t.Errorf("its own office: %v", err)
		}
	})
}

// A reviewer approves up to the amount of the post: what a case comes to counts, which for a closing is the whole
// balance of the day and in no field of the application. A rejection pays nothing and has no limit.
func TestACaseIsApprovedWithinTheAmountOfThePost(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		c.on(april)
		c.remit(1, civil.MonthOf(2024, 3))
		deps := c.Service.Deps
		limited := func(most money.Fen) *withdrawal.Service {
			deps.Access = accesstest.Limited{Permission: access.ApproveWithdrawals.Code, Most: most}
			return withdrawal.New(deps)
		}
		made := c.apply("a1", c.rent(2000*money.Yuan))
		approval := withdrawal.Approval{Case: made.ID, Bank: bank, Serial: "b1"}
		_, err := limited(2000*money.Yuan-1).Approve(ctx, reviewer, "y1", approval)
		c.refuses(access.CodeAmount, err)
		if _, err = limited(2000*money.Yuan).Approve(ctx, reviewer, "y1", approval); err != nil {
			t.Errorf("within the limit: %v", err)
		}
		left := c.account().Balance
		made = c.apply("a2", c.retirement())
		approval = withdrawal.Approval{Case: made.ID, Bank: bank, Serial: "b2"}
		_, err = limited(left-1).Approve(ctx, reviewer, "y2", approval)
		c.refuses(access.CodeAmount, err)
		if a := c.account(); a.Balance != left || a.Closed {
			t.Errorf("after the refusal the account is %+v", a)
		}
		rejection := withdrawal.Rejection{Case: made.ID, Reason: "材料不符"}
		if _, err = limited(1).Reject(ctx, reviewer, "n2", rejection); err != nil {
			t.Errorf("a rejection: %v", err)
		}
	})
}

func TestRetirementPaysInterestAndClosesTheAccount(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		c.on(april)
		made := c.apply("a1", c.retirement())
		c.remit(100*money.Yuan, civil.MonthOf(2024, 3)) // after acceptance: it goes along
		c.on(april.AddDays(1))
		before := c.account()
		done, err := c.Approve(ctx, reviewer, "y1", withdrawal.Approval{Case: made.ID, Bank: bank, Serial: "b1"})
		if err != nil {
			t.Fatal(err)
		}
		interest := before.ProductAt(april.AddDays(1)).Interest(150_000)
		if done.Principal != 50_100*money.Yuan || done.Interest != interest || interest == 0 {
			t.Errorf("paid %s and %s, want interest %s", done.Principal, done.Interest, interest)
		}
		if a := c.account(); a.Balance != 0 || !a.Closed {
			t.Errorf("account %+v", a)
		}
		c.do(func(tx unit.Tx) error {
			at, err := c.World.Books.HolderBalance(tx, ledger.FundDemand, bank)
			if at != interest {
				t.Errorf("the bank account stands at %s, want %s", at, interest)
			}
			return err
		})
		_, err = c.Apply(ctx, clerk, "a2", c.retirement())
		c.refuses(withdrawal.CodeFrozen, err)
	})
}

func TestEverythingAgainstAnApplicationIsNamedAtOnce(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.on(april)
	c.around.borrower = c.owner
	r := c.rent(0)
	r.Applicant, r.Card, r.Rent.NoHome = c.owner+1, "6222000000000009", false
	_, err := c.Apply(ctx, clerk, "a1", r)
	got := refusal.Of(err)
	if got == nil {
		t.Fatal(err)
	}
	codes := []string{got.Code}
	for _, a := range got.Also {
		codes = append(codes, a.Code)
	}
	want := []string{withdrawal.CodeNotOwner, "withdrawal.rent.own-home", "withdrawal.rent.months",
		withdrawal.CodeAmount, withdrawal.CodeLoanOpen, withdrawal.CodePayee}
	if fmt.Sprint(codes) != fmt.Sprint(want) {
		t.Errorf("named %v, want %v", codes, want)
	}
	if list, err := c.UnderReview(ctx, 0, 10); err != nil || len(list) != 0 {
		t.Errorf("a refused application left %v, %v", list, err)
	}
}

func TestAnApprovalReadsTheFactsAgain(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.on(april)
	c.remit(1, civil.MonthOf(2024, 3))
	made := c.apply("a1", c.rent(2000*money.Yuan))
	approve := func(key string, bank int64) error {
		_, err := c.Approve(ctx, reviewer, key, withdrawal.Approval{Case: made.ID, Bank: bank, Serial: "b1"})
		return err
	}
	c.refuses("treasury.bank.unknown", approve("y1", 2))
	c.around.borrower = c.owner
	c.refuses(withdrawal.CodeLoanOpen, approve("y2", bank))
	c.around.borrower, c.around.closed = 0, true
	c.refuses("treasury.crediting", approve("y3", bank))
	c.around.closed = false
	if err := approve("y3", bank); err != nil {
		t.Errorf("after the crediting: %v", err)
	}
}

func TestAnAccountHasOneUndecidedApplication(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.on(april)
	c.remit(1, civil.MonthOf(2024, 3))
	made := c.apply("a1", c.rent(2000*money.Yuan))
	_, err := c.Apply(ctx, clerk, "a2", c.retirement())
	c.refuses(withdrawal.CodeInProgress, err)
	if _, err := c.Reject(ctx, clerk, "n1", withdrawal.Rejection{Case: made.ID, Reason: "材料不齐"}); err == nil {
		t.Error("the clerk rejected the case that he accepted")
	}
	done, err := c.Reject(ctx, reviewer, "n1", withdrawal.Rejection{Case: made.ID, Reason: "材料不齐"})
	if err != nil || done.State != withdrawal.Rejected || done.Checker != reviewer.Actor {
		t.Errorf("rejected %+v, %v", done, err)
	}
	next := c.apply("a3", c.retirement())
	if done, err := c.Withdraw(ctx, clerk, "w1", next.ID); err != nil || done.State != withdrawal.Withdrawn {
		t.Errorf("withdrawn %+v, %v", done, err)
	}
}

func TestTheCapOfTheYearIsOneForBothSpouses(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	c.on(april)
	c.remit(1, civil.MonthOf(2024, 3))
	r := c.rent(7200 * money.Yuan)
	r.Rent.Spouse, r.Rent.Months, r.Rent.Monthly = "64010000000017", 4, 30_000*money.Yuan
	c.apply("a1", r)
	c.do(func(tx unit.Tx) error {
		for _, who := range [][2]number.MemberNo{{c.no, ""}, {"64010000000017", ""}, {"64010000000025", c.no},
			{"64010000000025", "64010000000017"}, {"64010000000025", ""}} {
			sum, err := c.World.Store.Withdrawal().RentOfYear(tx, who[0], who[1], 2024, 0)
			if err != nil {
				return err
			}
			want := 7200 * money.Yuan
			if who == [2]number.MemberNo{"64010000000025", ""} {
				want = 0
			}
			if sum != want {
				t.Errorf("%v have withdrawn %s, want %s", who, sum, want)
			}
		}
		return nil
	})
}

func TestAFraudBanEndsOnItsAnniversary(t *testing.T) {
	c := open(t, opentest.SQLite(t))
	until, err := c.Ban(ctx, clerk, "f1", withdrawal.Fraud{Member: c.no, Decision: "示例决字1号"})
	if err != nil || until != civil.DateOf(2027, 1, 2) {
		t.Errorf("banned until %s, %v", until, err)
	}
	until, err = c.Ban(ctx, clerk, "f2", withdrawal.Fraud{Member: c.no, Loan: true, Decision: "示例决字2号"})
	if err != nil || until != civil.DateOf(2029, 1, 2) {
		t.Errorf("banned until %s, %v", until, err)
	}
	_, err = c.Apply(ctx, clerk, "a1", c.retirement())
	if r := refusal.Of(err); r == nil || r.Code != withdrawal.CodeBanned {
		t.Errorf("got %v", err)
	}
}

func TestMeasuresCountWhatWasPaidAndWhetherInTime(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w)
		c.on(april)
		c.remit(1, civil.MonthOf(2024, 3))
		early := c.apply("a1", c.rent(1000*money.Yuan))
		yes := withdrawal.Approval{Case: early.ID, Bank: bank, Serial: "b1"}
		if _, err := c.Approve(ctx, reviewer, "y1", yes); err != nil {
			t.Fatal(err)
		}
		c.on(civil.DateOf(2024, 5, 6))
		c.remit(1, civil.MonthOf(2024, 4))
		late := c.apply("a2", c.retirement())
		c.on(late.DecideBy.AddDays(1))
		done, err := c.Approve(ctx, reviewer, "y2", withdrawal.Approval{Case: late.ID, Bank: bank, Serial: "b2"})
		if err != nil {
			t.Fatal(err)
		}
		total := 1000*money.Yuan + done.Principal + done.Interest
		for _, want := range []struct {
			m       measure.Measure
			n, rows int64
		}{{withdrawal.Amount, int64(total), 2}, {withdrawal.RentAmount, int64(1000 * money.Yuan), 1},
			{withdrawal.OnTime, 5000, 2}} {
			err := w.Store.Read(ctx, func(tx unit.Tx) error {
				v, err := w.Store.Value(tx, want.m, measure.Year(2024))
				if v.N != want.n || v.Rows != want.rows || !v.Known {
					t.Errorf("%s is %d from %d rows, want %d from %d", want.m.Name, v.N, v.Rows, want.n, want.rows)
				}
				rows, rerr := w.Store.Rows(tx, want.m, measure.Year(2024), measure.Row{Day: -1}, 10)
				if int64(len(rows)) != v.Rows {
					t.Errorf("%s lists %d rows", want.m.Name, len(rows))
				}
				return errors.Join(err, rerr)
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}
