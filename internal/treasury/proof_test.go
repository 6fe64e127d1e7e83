package treasury_test

import (
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
	"guangsha/internal/treasury"
)

// proof is how many accounts had other interest than they earned, of how many.
func (c *centre) proof() (wrong, of int64) {
	c.Helper()
	c.read(func(tx unit.Tx) (err error) {
		of, wrong, _, err = c.Proof().Check(tx)
		return err
	})
	return wrong, of
}

// june closes the days through 30 June, with money on the first of them and on 1 July before the day before is settled.
func (c *centre) june() {
	c.Helper()
	c.remit(20_000_00)
	for c.day <= civil.DateOf(2024, 6, 30) {
		c.close()
	}
	c.remit(300_00)
}

func TestInterestIsProvedByTheMovements(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		c := open(t, w, civil.DateOf(2024, 6, 27))
		c.remit(1_000_00)
		c.close()
		if c.leave(c.ids[0], "01") == 0 {
			t.Fatal("nothing was earned")
		}
		c.ids = c.ids[1:]
		if wrong, of := c.proof(); wrong != 0 || of != 1 {
			t.Errorf("before the crediting: %d of %d wrong, want 0 of 1", wrong, of)
		}
		c.june()
		if wrong, of := c.proof(); wrong != 0 || of != 5 {
			t.Errorf("after the crediting: %d of %d wrong, want 0 of 5", wrong, of)
		}
		c.close()
		c.leave(c.ids[0], "03")
		if wrong, of := c.proof(); wrong != 0 || of != 6 {
			t.Errorf("after a closing in the new year: %d of %d wrong, want 0 of 6", wrong, of)
		}
		c.leaveWith(c.ids[1], 1)
		if wrong, of := c.proof(); wrong != 1 || of != 7 {
			t.Errorf("after a closing with a fen too much: %d of %d wrong, want 1 of 7", wrong, of)
		}
		c.leaveWith(c.ids[2], -1)
		if wrong, _ := c.proof(); wrong != 2 {
			t.Errorf("after a closing with a fen too little: %d wrong, want 2", wrong)
		}
	})
}

// leaveWith closes an account with other interest than it earned.
func (c *centre) leaveWith(id ledger.AccountID, more money.Fen) {
	c.Helper()
	c.do(func(tx unit.Tx) error {
		a, _, err := c.World.Books.MemberAccount(tx, id)
		if err != nil {
			return err
		}
		interest, err := c.ClosingInterest(tx, a, c.day)
		if err != nil {
			return err
		}
		_, err = c.World.Books.Post(tx, closing(a, "01", interest+more))
		return err
	})
	c.do(func(tx unit.Tx) error { return c.World.Books.CloseMember(tx, id) })
}

func TestAYearCreditedAtAnotherRateIsFound(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		june := civil.DateOf(2024, 6, 30)
		c := open(t, w, june)
		c.remit(20_000_00)
		c.do(func(tx unit.Tx) error { return w.Books.StartClose(tx, june) })
		last := c.ids[len(c.ids)-1]
		c.do(func(tx unit.Tx) error {
			crediting := ledger.Crediting{Branch: "01", Summary: "年度结息", Day: june, Rate: 350_000,
				After: ledger.AccountID{Home: -1}, Through: last}
			done, err := w.Books.PostCrediting(tx, crediting)
			if err != nil {
				return err
			}
			return w.Store.Treasury().AddChunk(tx, treasury.Chunk{Year: 2024, No: 1, Through: last,
				Accounts: done.Accounts, Rows: done.Rows, Interest: done.Interest, Voucher: done.Voucher})
		})
		if wrong, of := c.proof(); wrong != 0 || of != 0 {
			t.Errorf("while the day closes: %d of %d, want nothing asked", wrong, of)
		}
		c.close()
		if wrong, of := c.proof(); wrong != 5 || of != 5 {
			t.Errorf("%d of %d wrong, want 5 of 5", wrong, of)
		}
	})
}
