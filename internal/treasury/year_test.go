package treasury_test

import (
	"context"
	"errors"
	"testing"

	"guangsha/internal/access/accesstest"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/measure"
	"guangsha/internal/store/opentest"
	"guangsha/internal/treasury"
)

func TestMain(m *testing.M) { opentest.Main(m) }

var (
	ctx = context.Background()
	by  = act.By{Actor: "accountant", Door: act.Console, Branch: "01", Trace: "test"}
)

const fund, surplus = int64(1), int64(2) // bank accounts

// centre is a centre with bank accounts and members.
type centre struct {
	*testing.T
	*opentest.World
	*treasury.Service
	ids []ledger.AccountID
	day civil.Date
}

// open begins the books on a day with accounts in two homes, the last of which stays empty.
func open(t *testing.T, w *opentest.World, day civil.Date, before ...treasury.CloseStep) *centre {
	t.Helper()
	w.Demonstrate(t)
	c := &centre{T: t, World: w, day: day}
	c.Service = treasury.New(treasury.Deps{Work: w.Store, Access: accesstest.Everybody{},
		Books: w.Books, Policy: w.Store.Policies(), Audit: w.Store, Events: w.Store,
		Store: w.Store.Treasury(), Before: before})
	c.SetChunk(2)
	for home := int64(1); home <= 2; home++ {
		for id := int64(1); id <= 3; id++ {
			c.ids = append(c.ids, ledger.AccountID{Home: home, ID: home*10 + id})
		}
	}
	c.do(func(tx unit.Tx) error { return w.Books.Begin(tx, day) })
	c.do(func(tx unit.Tx) error { return w.Books.OpenMembers(tx, c.ids) })
	for id, nature := range map[int64]treasury.Nature{fund: treasury.FundNature, surplus: treasury.SurplusNature} {
		if err := c.RegisterBank(ctx, by, "bank/"+string(rune('0'+id)), treasury.BankAccount{ID: id, Nature: nature,
			Name: "示例市住房公积金管理中心", Bank: "示例银行", Number: "6400"}); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func (c *centre) do(f func(unit.Tx) error) {
	c.Helper()
	if err := c.World.Store.Do(ctx, by, "test", f); err != nil {
		c.Fatal(err)
	}
}

// read runs f on one state. It may stand inside another read, never inside do.
func (c *centre) read(f func(unit.Tx) error) {
	c.Helper()
	if err := c.World.Store.Read(ctx, f); err != nil {
		c.Fatal(err)
	}
}

// remit credits an amount to every account but the last.
func (c *centre) remit(amount money.Fen) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		batch := ledger.MemberBatch{Kind: ledger.MoveRemittance}
		for _, id := range c.ids[:len(c.ids)-1] {
			batch.Rows = append(batch.Rows, ledger.MemberRow{Account: id, Amount: amount})
		}
		total := amount * money.Fen(len(batch.Rows))
		_, err := c.World.Books.Post(tx, ledger.Posting{Kind: ledger.KindRemittance, Branch: "01", Summary: "汇缴",
			Lines:   []ledger.Line{ledger.Debit(ledger.FundDemand, total), ledger.Credit(ledger.HousingFund, total)},
			Members: []ledger.MemberBatch{batch},
			Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: fund, Amount: -total}}})
		return err
	})
}

// earn books interest on loans at a branch.
func (c *centre) earn(branch string, amount money.Fen) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		_, err := c.World.Books.Post(tx, ledger.Posting{Kind: ledger.KindInstalment, Branch: branch, Summary: "贷款利息",
			Lines: []ledger.Line{ledger.Debit(ledger.SurplusDemand, amount),
				ledger.Credit(ledger.LoanInterestIncome, amount)},
			Holders: []ledger.HolderRow{{Account: ledger.SurplusDemand, Holder: surplus, Amount: -amount}}})
		return err
	})
}

// leave closes an account with interest at a branch, and gives the interest.
func (c *centre) leave(id ledger.AccountID, branch string) (interest money.Fen) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		a, _, err := c.World.Books.MemberAccount(tx, id)
		if err != nil {
			return err
		}
		day, err := c.World.Books.OpenDay(tx)
		if err != nil {
			return err
		}
		if interest, err = c.ClosingInterest(tx, a, day); err != nil {
			return err
		}
		if _, err = c.World.Books.Post(tx, closing(a, branch, interest)); err != nil {
			return err
		}
		return c.World.Books.CloseMember(tx, id)
	})
	return interest
}

// closing pays an account out with interest.
func closing(a ledger.MemberAccount, branch string, interest money.Fen) ledger.Posting {
	total := a.Balance + interest
	row := func(amount money.Fen) []ledger.MemberRow {
		return []ledger.MemberRow{{Account: a.AccountID, Amount: amount}}
	}
	return ledger.Posting{Kind: ledger.KindClosing, Branch: branch, Summary: "销户提取",
		Lines: []ledger.Line{
			ledger.Debit(ledger.InterestPayable, interest), ledger.Credit(ledger.HousingFund, interest),
			ledger.Debit(ledger.HousingFund, total), ledger.Credit(ledger.FundDemand, total)},
		Members: []ledger.MemberBatch{{Kind: ledger.MoveInterest, Rows: row(interest)},
			{Kind: ledger.MoveClosing, Carried: -a.Carried, Rows: row(-total)}},
		Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: fund, Amount: total}}}
}

// close closes the open day and goes to the next.
func (c *centre) close() {
	c.Helper()
	if _, err := c.CloseDay(ctx, by, c.day); err != nil {
		c.Fatalf("close %s: %v", c.day, err)
	}
	c.day++
}

// balance is the balance of an account and its details at the end of a day, over all branches or one.
func (c *centre) balance(day civil.Date, account ledger.Account, branch ...string) (sum money.Fen) {
	c.Helper()
	c.read(func(tx unit.Tx) error {
		sum = 0
		list, _, err := c.World.Books.Balances(tx, day)
		for _, b := range list {
			if b.Account.Under(account) && (len(branch) == 0 || b.Branch == branch[0]) {
				sum += b.Balance
			}
		}
		return err
	})
	return sum
}

func (c *centre) account(id ledger.AccountID) (a ledger.MemberAccount) {
	c.Helper()
	c.read(func(tx unit.Tx) (err error) { a, _, err = c.World.Books.MemberAccount(tx, id); return err })
	return a
}

func TestAYearClosesOnItsSurplus(t *testing.T) {
	c := open(t, opentest.SQLite(t), civil.DateOf(2024, 1, 1))
	c.remit(20_000_00)
	if _, err := c.PlaceDeposit(ctx, by, "place", treasury.Placement{Bank: fund, Amount: 50_000_00, Months: 12,
		Rate: 150_000, Serial: "d1"}); err != nil {
		t.Fatal(err)
	}
	var closing money.Fen
	for c.day.Year() == 2024 {
		switch c.day.Day() {
		case 5:
			c.earn("01", 900_01)
			c.earn("03", 100_00)
		case 10:
			c.remit(1_000_33)
		}
		if c.day == civil.DateOf(2024, 4, 15) {
			closing = c.leave(c.ids[0], "03")
			c.ids = c.ids[1:]
		}
		before := c.account(c.ids[1])
		day := c.day
		c.close()
		if day == civil.DateOf(2024, 6, 30) {
			c.afterCrediting(before)
		}
		if payable := c.balance(day, ledger.InterestPayable); day == day.Month().Last() && payable != c.earned(day) {
			t.Errorf("%s: 应付利息 stands at %s, members have earned %s", day, payable, c.earned(day))
		}
		if monthEnd := day == day.Month().Last(); monthEnd &&
			(c.balance(day, ledger.Income) != 0 || c.balance(day, ledger.Expense) != 0) {
			t.Errorf("%s: income or expense is not carried", day)
		}
	}
	if closing == 0 {
		t.Error("the closed account had no interest")
	}
	c.checkYear()
}

// earned is what open accounts have earned since the last crediting, rounded once.
func (c *centre) earned(day civil.Date) (interest money.Fen) {
	c.Helper()
	var product money.DayProduct
	for _, id := range c.ids {
		a := c.account(id)
		product += a.ProductAt(day + 1)
	}
	return product.Interest(150_000)
}

// afterCrediting checks 30 June for an account as it was before.
func (c *centre) afterCrediting(before ledger.MemberAccount) {
	c.Helper()
	day := civil.DateOf(2024, 6, 30)
	for _, branch := range []string{"01", "03"} {
		if rest := c.balance(day, ledger.InterestPayable, branch); rest != 0 {
			c.Errorf("应付利息 of %s is left with %s", branch, rest)
		}
	}
	want := before.ProductAt(day + 1).Interest(150_000)
	after := c.account(before.AccountID)
	if after.Balance != before.Balance+want || after.Carried != after.Balance || after.Product != 0 || want == 0 {
		c.Errorf("account %+v became %+v, want interest %s", before, after, want)
	}
	if empty := c.account(c.ids[len(c.ids)-1]); empty.Seq != 0 || empty.Balance != 0 {
		c.Errorf("the empty account became %+v", empty)
	}
}

// checkYear holds the surplus of 2024 against what was put in.
func (c *centre) checkYear() {
	c.Helper()
	last := civil.DateOf(2024, 12, 31)
	if left := c.balance(last, ledger.Surplus); left != 0 {
		c.Errorf("%s is left on 增值收益", left)
	}
	loans := 12 * money.Fen(1_000_01)
	fees := 12 * money.Fen(1_000_01).AtRate(500_000, money.HalfUp)
	time := money.Fen(50_000_00).DayInterest(150_000, 30) * 12
	c.read(func(tx unit.Tx) error {
		rows, err := c.Statement(tx, civil.DateOf(2024, 1, 1), last)
		if err != nil {
			return err
		}
		of := map[ledger.Account]money.Fen{}
		for _, r := range rows {
			of[r.Account] = r.Cumulative
			if r.Period != r.Cumulative {
				c.Errorf("%s: %s in the year, %s cumulated", r.Title, r.Period, r.Cumulative)
			}
		}
		if of[ledger.LoanIncome] != loans || of[ledger.LoanFees] != fees || of[ledger.SurplusInterest] == 0 ||
			of[ledger.FundInterestIncome] <= time {
			c.Errorf("statement %+v", rows)
		}
		sum, err := c.Surplus(tx, 2024)
		if err != nil {
			return err
		}
		if sum != of[ledger.Income]-of[ledger.Expense] || sum != of[ledger.Surplus] ||
			sum != c.balance(last, ledger.Undistributed) {
			c.Errorf("surplus %s, statement %+v", sum, rows)
		}
		c.checkMeasures(tx, sum, of)
		return nil
	})
}

// checkMeasures holds the measures against the books.
func (c *centre) checkMeasures(tx unit.Tx, surplus money.Fen, of map[ledger.Account]money.Fen) {
	c.Helper()
	credited := money.Fen(0)
	for _, m := range treasury.Measures {
		v, err := c.World.Store.Value(tx, m, measure.Year(2024))
		if err != nil {
			c.Fatal(err)
		}
		want := map[string]money.Fen{
			treasury.SurplusAmount.Name: surplus, treasury.IncomeAmount.Name: of[ledger.Income],
			treasury.ExpenseAmount.Name:  of[ledger.Expense],
			treasury.DepositBalance.Name: c.balance(civil.DateOf(2024, 12, 31), ledger.HousingFund)}
		if w, ok := want[m.Name]; ok && (v.N != int64(w) || v.Rows == 0) {
			c.Errorf("%s is %d, want %s", m.Name, v.N, w)
		}
		if m.Name == treasury.InterestCredited.Name {
			credited = money.Fen(v.N)
		}
	}
	// What was credited is expensed, and what stands is expensed too.
	stands := c.balance(civil.DateOf(2024, 12, 31), ledger.InterestPayable)
	if credited == 0 || of[ledger.DepositInterest] != credited+stands {
		c.Errorf("expensed %s, credited %s, standing %s", of[ledger.DepositInterest], credited, stands)
	}
}

func TestCreditingGoesOnWhereItWasInterrupted(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		broken := true
		stop := treasury.CloseStep{Name: "breaks", Due: func(civil.Date) bool { return true },
			Run: func(context.Context, act.By, civil.Date) error {
				if broken {
					return errors.New("power cut")
				}
				return nil
			}}
		june := civil.DateOf(2024, 6, 30)
		c := open(t, w, june, stop)
		c.remit(20_000_00)
		if _, err := c.CreditInterest(ctx, by, 2024); !refusal.Is(err, treasury.CodeNotClosing) {
			t.Errorf("credited on an open day: %v", err)
		}
		if _, err := c.CloseDay(ctx, by, june); err == nil {
			t.Fatal("the broken step did not stop the close")
		}
		// The day is closing now and 1 July is open: money may come in, none may leave.
		c.remit(1_00)
		c.do(func(tx unit.Tx) error {
			if err := c.PayoutOpen(tx, june+1); !refusal.Is(err, treasury.CodeCrediting) {
				t.Errorf("payouts on 1 July: %v", err)
			}
			return nil
		})
		broken = false
		done, err := c.CloseDay(ctx, by, june)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := c.CreditInterest(ctx, by, 2024); err != nil || again != (treasury.Credited{}) {
			t.Errorf("a second crediting: %+v, %v", again, err)
		}
		if again, err := c.CloseDay(ctx, by, june); err != nil || again.Vouchers != 0 || done.Vouchers == 0 {
			t.Errorf("closed with %+v, then %+v, %v", done, again, err)
		}
		for _, id := range c.ids[:len(c.ids)-1] {
			// One day on 20,000.00 at 1.5 % is 0.83; what came on 1 July is of the new year.
			if a := c.account(id); a.Balance != 20_000_00+83+1_00 || a.Carried != 20_000_83 {
				t.Errorf("account %+v", a)
			}
		}
		c.do(func(tx unit.Tx) error { return c.PayoutOpen(tx, june+1) })
	})
}

func TestATimeDepositReturnsWithTheInterestOfItsTerm(t *testing.T) {
	c := open(t, opentest.SQLite(t), civil.DateOf(2024, 1, 31))
	c.remit(20_000_00)
	place := treasury.Placement{Bank: fund, Amount: 60_000_00, Months: 12, Rate: 150_000, Serial: "d1"}
	id, err := c.PlaceDeposit(ctx, by, "p1", place)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := c.PlaceDeposit(ctx, by, "p1", place); err != nil || again != id {
		t.Errorf("the same request placed %d, then %d, %v", id, again, err)
	}
	place.Serial = "d2"
	if _, err := c.PlaceDeposit(ctx, by, "p2", place); !refusal.Is(err, treasury.CodeFundsShort) {
		t.Errorf("placed more than there is: %v", err)
	}
	err = c.DrawDeposit(ctx, by, "w1", treasury.Drawing{Deposit: id, Serial: "d3"})
	if !refusal.Is(err, treasury.CodeDepositNotDue) {
		t.Errorf("drawn before it was due: %v", err)
	}
	c.close() // 31 January accrues one month
	if got := c.balance(c.day, ledger.InterestReceivable); got != -75_00 {
		t.Errorf("accrued %s, want 75.00", -got)
	}
	c.do(func(tx unit.Tx) error { return c.World.Books.Begin(tx, civil.DateOf(2025, 1, 31)) })
	for range 2 { // the second is a repeat
		if err := c.DrawDeposit(ctx, by, "w1", treasury.Drawing{Deposit: id, Serial: "d3"}); err != nil {
			t.Fatal(err)
		}
	}
	err = c.DrawDeposit(ctx, by, "w2", treasury.Drawing{Deposit: id, Serial: "d4"})
	if !refusal.Is(err, treasury.CodeDepositDrawn) {
		t.Errorf("drawn twice: %v", err)
	}
	day := civil.DateOf(2025, 1, 31)
	if c.balance(day, ledger.FundTime) != 0 || c.balance(day, ledger.InterestReceivable) != 0 ||
		c.balance(day, ledger.FundDemand) != -(100_000_00+900_00) {
		t.Errorf("after the drawing: time %s, receivable %s, demand %s", c.balance(day, ledger.FundTime),
			c.balance(day, ledger.InterestReceivable), c.balance(day, ledger.FundDemand))
	}
}

func TestBankInterestIsPaidOnTheTwentiethOfTheQuarter(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, civil.DateOf(2024, 3, 18))
		c.remit(20_000_00)
		for range 2 {
			c.close()
		}
		c.remit(20_000_00) // on the 20th: its balance of that evening counts
		c.close()
		// 100,000.00 for two days and 200,000.00 for one, at 0.35 %.
		want := money.DayProduct(100_000_00*2 + 200_000_00).Interest(35_000)
		if got := c.balance(civil.DateOf(2024, 3, 20), ledger.FundInterestIncome); got != want {
			t.Errorf("the banks paid %s, want %s", got, want)
		}
		for c.day <= civil.DateOf(2024, 3, 31) {
			c.close()
		}
		if b := c.balance(c.day, ledger.Undistributed); b != 0 {
			t.Errorf("%s carried to the year's end in March", b)
		}
	})
}

func TestOnlyARegisteredAccountOfTheFundPays(t *testing.T) {
	c := open(t, opentest.SQLite(t), civil.DateOf(2024, 1, 1))
	c.do(func(tx unit.Tx) error {
		unknown := treasury.CodeBankUnknown
		for id, code := range map[int64]string{fund: "", surplus: unknown, 9: unknown} {
			if err := c.FundAccount(tx, id); code == "" && err != nil || code != "" && !refusal.Is(err, code) {
				t.Errorf("bank account %d: %v", id, err)
			}
		}
		return nil
	})
	err := c.RegisterBank(ctx, by, "again", treasury.BankAccount{ID: fund, Nature: treasury.FundNature, Name: "示例",
		Bank: "示例银行", Number: "1"})
	if !refusal.Is(err, treasury.CodeBankExists) {
		t.Errorf("registered twice: %v", err)
	}
}
