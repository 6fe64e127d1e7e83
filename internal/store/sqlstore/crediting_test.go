package sqlstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/goldentest"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
	"guangsha/internal/treasury"
)

// city is a set of books with accounts for a test of crediting.
type city struct {
	*opentest.World
	ids []ledger.AccountID
}

func (c *city) do(t *testing.T, f func(tx unit.Tx) error) {
	t.Helper()
	by := act.By{Actor: "test", Door: act.System}
	if err := c.Store.Do(context.Background(), by, "test", f); err != nil {
		t.Fatal(err)
	}
}

// on makes a day the open one, as if the days before it had been closed.
func (c *city) on(t *testing.T, day civil.Date) {
	t.Helper()
	c.do(t, func(tx unit.Tx) error { return c.Books.Begin(tx, day) })
}

func (c *city) account(t *testing.T, id ledger.AccountID) (a ledger.MemberAccount) {
	t.Helper()
	if err := c.Store.Read(context.Background(), func(tx unit.Tx) error {
		var err error
		a, _, err = c.Books.MemberAccount(tx, id)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return a
}

// pay moves one account; a negative amount takes the carried part first.
func (c *city) pay(t *testing.T, id ledger.AccountID, amount money.Fen) {
	t.Helper()
	batch := ledger.MemberBatch{Kind: ledger.MoveRemittance, Rows: []ledger.MemberRow{{Account: id, Amount: amount}}}
	if amount < 0 {
		batch.Kind, batch.Carried = ledger.MovePartial, max(amount, -c.account(t, id).Carried)
	}
	c.do(t, func(tx unit.Tx) error {
		_, err := c.Books.Post(tx, ledger.Posting{Kind: ledger.KindRemittance,
			Lines:   []ledger.Line{ledger.Credit(ledger.HousingFund, amount), ledger.Debit(ledger.FundDemand, amount)},
			Members: []ledger.MemberBatch{batch},
			Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: 1, Amount: -amount}}})
		return err
	})
}

var (
	firstDay = civil.DateOf(2023, 7, 1)
	midYear  = civil.DateOf(2024, 2, 29)
	credDay  = civil.DateOf(2024, 6, 30)
)

// newCity opens accounts in several homes and moves them at random over an interest year.
func newCity(t *testing.T, w *opentest.World, r *rand.Rand, most int64) *city {
	c := &city{World: w}
	c.on(t, firstDay)
	for home := range int64(3) {
		for id := range int64(8) {
			c.ids = append(c.ids, ledger.AccountID{Home: home * 7, ID: home*100 + id})
		}
	}
	c.do(t, func(tx unit.Tx) error { return c.Books.OpenMembers(tx, c.ids) })
	for _, day := range []civil.Date{firstDay, midYear, credDay} {
		c.on(t, day)
		for i, id := range c.ids {
			switch {
			case i%8 == 7: // stays empty
			case day == credDay && r.IntN(2) == 0:
			case day == midYear && i%3 == 0:
				c.pay(t, id, -money.Fen(r.Int64N(int64(c.account(t, id).Balance))))
			default:
				c.pay(t, id, 1+money.Fen(r.Int64N(most)))
			}
		}
	}
	return c
}

func (c *city) credit(t *testing.T, rate money.Rate, chunk int) (done ledger.Credited) {
	t.Helper()
	after := ledger.AccountID{Home: -1}
	for {
		n := 0
		c.do(t, func(tx unit.Tx) error {
			var last ledger.AccountID
			var err error
			if last, n, err = c.Books.AccountsAfter(tx, after, chunk); err != nil || n == 0 {
				return err
			}
			got, err := c.Books.PostCrediting(tx, ledger.Crediting{Day: credDay, Rate: rate, Branch: "01",
				Summary: "年度结息", After: after, Through: last})
			after = last
			done.Accounts += got.Accounts
			done.Rows += got.Rows
			done.Interest += got.Interest
			return err
		})
		if n == 0 {
			return done
		}
	}
}

func TestCreditingInTheDatabaseEqualsTheArithmeticOfMoney(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		seed := rand.Uint64()
		r := rand.New(rand.NewPCG(seed, 1))
		most := int64(1) << (14 + r.IntN(38))          // from a hundred yuan to forty thousand billion fen an account
		rate := money.Rate(10_000 + r.Int64N(490_000)) // less than that, and a chunk may earn nothing
		name := fmt.Sprintf("seed %d, most %d, rate %s", seed, most, rate)
		c := newCity(t, w, r, most)
		c.do(t, func(tx unit.Tx) error { return c.Books.StartClose(tx, credDay) })
		before := map[ledger.AccountID]ledger.MemberAccount{}
		received := map[ledger.AccountID]money.Fen{}
		for i, id := range c.ids {
			if i%5 == 0 { // moved already on 1 July: that money is of the new year
				received[id] = 1 + money.Fen(r.Int64N(most))
				c.pay(t, id, received[id])
			}
			before[id] = c.account(t, id)
		}
		done := c.credit(t, rate, 5)
		var total money.Fen
		for _, id := range c.ids {
			b, a := before[id], c.account(t, id)
			want := b.ProductAt(credDay.AddDays(1)).Interest(rate)
			total += want
			if a.Balance != b.Balance+want || a.Carried != a.Balance-received[id] {
				t.Errorf("%s: account from %+v to %+v, want interest %s, received %s", name, b, a, want, received[id])
			}
			if b.Balance > 0 && (a.Product != 0 || a.LastDay != credDay.AddDays(1)) {
				t.Errorf("%s: %v begins with product %d on %s", name, id, a.Product, a.LastDay)
			}
		}
		if done.Interest != total || total == 0 {
			t.Errorf("%s: credited %s in all, want %s", name, done.Interest, total)
		}
		if again := c.credit(t, rate, 100); again.Interest != 0 || again.Rows != 0 {
			t.Errorf("%s: a second pass credits %+v", name, again)
		}
		c.do(t, func(tx unit.Tx) error { _, err := c.Books.FinishClose(tx, credDay); return err })
	})
}

// A day-product that somebody changed is gone with the crediting that it falsified: the account agrees with its
// movements again, and only the interest tells.
func TestAChangedDayProductIsFoundAfterItWasCredited(t *testing.T) {
	t.Parallel()
	const jumps = 4 // days without balances, which this city jumps over
	for change, wrong := range map[string]int64{"": 0, "product = product + 1000000000": 14,
		"last_day = last_day - 30": 14, "product = product + 1": 0} { // a fen·day is far below half a fen
		opentest.Both(t, func(t *testing.T, w *opentest.World) {
			w.Demonstrate(t)
			c := newCity(t, w, rand.New(rand.NewPCG(5, 6)), 1_000_000_00)
			if change != "" {
				statement := "UPDATE member_account SET " + change + " WHERE balance > 0 AND home < 14"
				if err := sqlstore.Tamper(context.Background(), w.Store, statement); err != nil {
					t.Fatal(err)
				}
			}
			c.do(t, func(tx unit.Tx) error { return c.Books.StartClose(tx, credDay) })
			c.credit(t, 150_000, 10)
			c.do(t, func(tx unit.Tx) error {
				chunk := treasury.Chunk{Year: credDay.Year(), No: 1, Through: ledger.AccountID{Home: 1 << 40}}
				if err := w.Store.Treasury().AddChunk(tx, chunk); err != nil {
					return err
				}
				_, err := c.Books.FinishClose(tx, credDay)
				return err
			})
			deps := treasury.Deps{Books: w.Books, Policy: w.Store.Policies(), Store: w.Store.Treasury()}
			proof := treasury.New(deps).Proof()
			verdicts, err := w.Books.Verify(context.Background(), w.Store, w.Store, proof)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range verdicts {
				switch {
				case v.ID == proof.ID && (v.Violations != wrong || v.Rows != 21):
					t.Errorf("%q: %d of %d accounts, want %d of 21", change, v.Violations, v.Rows, wrong)
				case v.ID == "I-03" && v.Violations != jumps:
					t.Errorf("%q: %s finds %d, so it needed no other", change, v.ID, v.Violations)
				}
			}
		})
	}
}

func TestAVoucherOfCreditingIsReadBackAsItWasWritten(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := newCity(t, w, rand.New(rand.NewPCG(1, 2)), 1_000_000)
		c.do(t, func(tx unit.Tx) error { return c.Books.StartClose(tx, credDay) })
		c.do(t, func(tx unit.Tx) error {
			done, err := c.Books.PostCrediting(tx, ledger.Crediting{Day: credDay, Rate: 150_000, Summary: "年度结息",
				After: ledger.AccountID{Home: -1}, Through: ledger.AccountID{Home: 1 << 40}})
			if err != nil {
				return err
			}
			batches, _, err := c.Store.Movements(tx, done.Voucher)
			if err != nil {
				return err
			}
			v, _, err := c.Store.Voucher(tx, done.Voucher)
			var sum money.Fen
			for _, b := range batches {
				for _, r := range b.Rows {
					sum += r.Amount
				}
			}
			if sum != done.Interest || len(v.Lines) != 2 || v.Lines[1] != ledger.Credit(ledger.HousingFund, sum) {
				t.Errorf("credited %s, movements %s, voucher %+v", done.Interest, sum, v.Lines)
			}
			return err
		})
	})
}

func TestInterestIsCreditedOnlyWhileTheDayCloses(t *testing.T) {
	t.Parallel()
	w := opentest.SQLite(t)
	c := newCity(t, w, rand.New(rand.NewPCG(3, 4)), 1_000)
	err := c.Store.Do(context.Background(), act.By{Actor: "test"}, "test", func(tx unit.Tx) error {
		_, err := c.Books.PostCrediting(tx, ledger.Crediting{Day: credDay, Rate: 150_000})
		return err
	})
	if err == nil {
		t.Error("interest was credited on an open day")
	}
}

func TestHalfAFenOfInterestRoundsUp(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := &city{World: w}
		c.on(t, credDay)
		// One day at 1.5 % is half a fen for 120.00, and 20.83 fen for 5,000.00 (worked example I08).
		interest := map[money.Fen]money.Fen{11_999: 0, 12_000: 1, 35_999: 1, 36_000: 2, 500_000: 21}
		for balance := range interest {
			c.ids = append(c.ids, ledger.AccountID{Home: 1, ID: int64(balance)})
		}
		c.do(t, func(tx unit.Tx) error { return c.Books.OpenMembers(tx, c.ids) })
		for _, id := range c.ids {
			c.pay(t, id, money.Fen(id.ID))
		}
		c.do(t, func(tx unit.Tx) error { return c.Books.StartClose(tx, credDay) })
		c.credit(t, 150_000, 10)
		for _, id := range c.ids {
			before := money.Fen(id.ID)
			if a := c.account(t, id); a.Balance-before != interest[before] || a.Carried != a.Balance {
				t.Errorf("%s a day: %+v, want interest %s", before, a, interest[before])
			}
		}
	})
}

func TestCreditingCarriesTheWholeBalanceIntoTheNewYear(t *testing.T) {
	t.Parallel()
	var in struct {
		Carried  string `json:"GRZHSNJZYE"`
		Current  string `json:"GRZHDNGJYE"`
		Interest string
	}
	goldentest.Case(t, "I11", &in, nil)
	yuan := func(s string) money.Fen {
		f, err := money.ParseYuan(s)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := &city{World: w, ids: []ledger.AccountID{{Home: 1, ID: 1}}}
		id, carried := c.ids[0], yuan(in.Carried)
		c.on(t, firstDay)
		c.do(t, func(tx unit.Tx) error {
			if err := c.Books.OpenMembers(tx, c.ids); err != nil {
				return err
			}
			_, err := c.Books.Post(tx, ledger.Posting{Kind: ledger.KindOpening,
				Lines: []ledger.Line{ledger.Debit(ledger.FundDemand, carried),
					ledger.Credit(ledger.HousingFund, carried)},
				Members: []ledger.MemberBatch{{Kind: ledger.MoveOpening, Carried: carried,
					Rows: []ledger.MemberRow{{Account: id, Amount: carried}}}},
				Holders: []ledger.HolderRow{{Account: ledger.FundDemand, Holder: 1, Amount: -carried}}})
			return err
		})
		// At 1.5 % the carried part earns 457.50; 3,600.00 for 150 days and the rest for 149 earn the other 74.65.
		for i, amount := range []money.Fen{3_600_00, yuan(in.Current) - 3_600_00} {
			c.on(t, credDay.AddDays(i-149))
			c.pay(t, id, amount)
		}
		c.on(t, credDay)
		c.do(t, func(tx unit.Tx) error { return c.Books.StartClose(tx, credDay) })
		done := c.credit(t, 150_000, 10)
		a := c.account(t, id)
		if done.Interest.String() != in.Interest {
			t.Errorf("credited %s, want %s", done.Interest, in.Interest)
		}
		goldentest.Agree(t, "I11", goldentest.Got{"GRZHSNJZYE": a.Carried, "GRZHDNGJYE": a.Balance - a.Carried,
			"GRZHYE": a.Balance})
	})
}
