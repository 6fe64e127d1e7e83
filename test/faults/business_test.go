//go:build linux

package faults

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"

	"guangsha/internal/access"
	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/contribution"
	"guangsha/internal/ledger"
	"guangsha/internal/treasury"
)

const (
	callers  = 4  // who post at once at most
	accounts = 60 // member accounts of each caller
)

var (
	by  = act.Auto("01", "faults")
	day = civil.DateOf(2024, 1, 1)
)

// request is one thing that a caller asks for. Everything in it follows from its place, so that whoever knows how many
// requests a caller made knows what the books must hold.
type request struct {
	key  string
	rows []ledger.MemberRow // money for member accounts; without rows it is money of nobody known
	sum  money.Fen
}

// requestOf is the request that a caller makes as its number i in a round: an arrival for suspense, a list of thirty
// accounts, or one account.
func requestOf(round, caller, i int) request {
	rng := mathrand.New(mathrand.NewPCG(uint64(round)<<8|uint64(caller), uint64(i)))
	r := request{key: fmt.Sprintf("r%d-c%d-%d", round, caller, i)}
	n := 1
	switch rng.IntN(4) {
	case 0:
		r.sum = money.Fen(1 + rng.Int64N(1_000_000))
		return r
	case 1:
		n = accounts / 2
	}
	first := rng.IntN(accounts - n + 1)
	for k := range n {
		amount := money.Fen(1 + rng.Int64N(1_000_000))
		r.rows = append(r.rows, ledger.MemberRow{Account: accountOf(caller, first+k), Amount: amount})
		r.sum += amount
	}
	return r
}

func accountOf(caller, k int) ledger.AccountID {
	return ledger.AccountID{Home: int64(caller + 1), ID: int64(caller*accounts + k + 1)}
}

// open opens the centre at a place and begins its books, or finds that they have begun.
func open(ctx context.Context, p place) (*app.Centre, error) {
	cfg := app.Config{Data: p.Data, DB: p.DB, Centre: "faults"}
	clock := civil.NewManual(civil.At(day, 9, 0))
	c, err := app.Open(ctx, cfg, clock, rand.Reader, app.Outside{})
	if err != nil {
		return nil, err
	}
	if err := begin(ctx, c); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

func begin(ctx context.Context, c *app.Centre) error {
	if _, err := c.BeginBooks(ctx, by, "begin", "faults", day); err != nil {
		return err
	}
	if err := c.Treasury.RegisterBank(ctx, by, "bank", treasury.BankAccount{ID: app.Demonstration.Fund, Name: "示例专户",
		Bank: "示例银行", Number: "9900000000000001", Nature: treasury.FundNature}); err != nil {
		return err
	}
	ctx, err := access.Allow(ctx, c.Access.Gate(), by, access.BookArrivals)
	if err != nil {
		return err
	}
	return c.Work.Do(ctx, by, "faults.accounts", func(tx unit.Tx) error {
		_, err := c.Books.Once(tx, ledger.NewRequest(0, "accounts", nil), "request", func(int64) error {
			var ids []ledger.AccountID
			for caller := range callers {
				for k := range accounts {
					ids = append(ids, accountOf(caller, k))
				}
			}
			return c.Books.OpenMembers(tx, ids)
		})
		return err
	})
}

// ask makes a request under its key and gives the answer. Who is told that others were in the way asks again.
func ask(ctx context.Context, c *app.Centre, r request) (answer string, err error) {
	err = unit.ErrBusy
	for try := 0; try < 20 && errors.Is(err, unit.ErrBusy); try++ {
		if r.rows == nil {
			answer, err = receive(ctx, c, r)
		} else {
			answer, err = pay(ctx, c, r)
		}
	}
	return answer, err
}

// receive is an arrival that the bank reports.
func receive(ctx context.Context, c *app.Centre, r request) (string, error) {
	got, err := c.Contribution.Receive(ctx, by, r.key, contribution.Arrival{BankAccount: app.Demonstration.Fund,
		Serial: r.key, PayerAccount: "6200000000000", PayerName: "示例", Amount: r.sum, ValueDate: day})
	return fmt.Sprint(got.ID, "/", got.Voucher), err
}

// pay is one voucher with its movements, as a list of contributions is posted.
func pay(ctx context.Context, c *app.Centre, r request) (string, error) {
	p := ledger.Posting{Kind: ledger.KindRemittance, Branch: by.Branch, Summary: "汇缴",
		Lines: []ledger.Line{ledger.Debit(ledger.FundDemand, r.sum), ledger.Credit(ledger.HousingFund, r.sum)},
		Holders: []ledger.HolderRow{
			{Account: ledger.FundDemand, Holder: app.Demonstration.Fund, Amount: -r.sum, Ref: r.key}},
		Members: []ledger.MemberBatch{{Kind: ledger.MoveRemittance, Rows: r.rows}}}
	key := ledger.NewRequest(r.rows[0].Account.Home, r.key, r.rows)
	ctx, err := access.Allow(ctx, c.Access.Gate(), by, access.BookArrivals)
	if err != nil {
		return "", err
	}
	var id int64
	err = c.Work.Do(ctx, by, "faults.pay", func(tx unit.Tx) (err error) {
		id, err = c.Books.Once(tx, key, "request", func(int64) error {
			_, err := c.Books.Post(tx, p)
			return err
		})
		return err
	})
	return fmt.Sprint(id), err
}

// held is what the books must hold after a number of requests.
type held struct {
	members  map[ledger.AccountID]money.Fen
	suspense money.Fen
	all      money.Fen
	vouchers int64
}

func holds(rounds []round) held {
	h := held{members: map[ledger.AccountID]money.Fen{}}
	for _, r := range rounds {
		for caller := range r.Acked {
			for i := range r.asked(caller) {
				q := requestOf(r.Number, caller, i)
				h.vouchers++
				h.all += q.sum
				if q.rows == nil {
					h.suspense += q.sum
				}
				for _, row := range q.rows {
					h.members[row.Account] += row.Amount
				}
			}
		}
	}
	return h
}
