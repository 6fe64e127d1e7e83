package storebench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// BenchmarkStatement answers how long the store takes for one member's ten-year statement, as the page asks for it,
// where it may take 5 ms, and how many times the reading of one balance that is. Accounts are asked in random order.
//
//	go test -run '^$' -bench Statement -benchtime 1x ./internal/store/storebench
func BenchmarkStatement(b *testing.B) {
	const homes, list, months, reads = 100, 43, 120, 500
	for _, engine := range []string{"sqlite", "postgres"} {
		b.Run(engine, func(b *testing.B) {
			books := &bench{Options: Options{What: "remittance", Engine: engine, Members: homes * list, List: list}}
			stop, err := books.open(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			defer func() {
				if err := stop(); err != nil {
					b.Error(err)
				}
			}()
			if err := books.tenYears(b.Context(), months); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				statements, balances, err := books.readStatements(b.Context(), reads, months)
				if err != nil {
					b.Fatal(err)
				}
				middle := statements[reads/2]
				b.Logf("%s: a statement of %d rows p50 %v, p99 %v, %d times a balance of %v", engine, months, middle,
					statements[reads*99/100], middle/balances[reads/2], balances[reads/2])
			}
		})
	}
}

// tenYears gives every account a movement a month, up to the end of 2024.
func (b *bench) tenYears(ctx context.Context, months int) error {
	if err := b.fill(ctx); err != nil {
		return err
	}
	for m := range months {
		month := civil.MonthOf(2024, 12).Add(m + 1 - months)
		for h, ids := range b.homes {
			rows := make([]ledger.MemberRow, len(ids))
			for i, id := range ids {
				rows[i] = ledger.MemberRow{Account: id, Amount: money.Yuan}
			}
			err := b.store.Bare(ctx, ledger.VoucherID(m*len(b.homes)+h+1), month.First(),
				ledger.MemberBatch{Kind: ledger.MoveRemittance, PaidThrough: month, Rows: rows})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// readStatements gives the times of reading statements and balances, the shortest first.
func (b *bench) readStatements(ctx context.Context, n, months int) (statements, balances []time.Duration, err error) {
	from, to := civil.DateOf(2015, 1, 1), civil.DateOf(2024, 12, 31)
	dice := rand.New(rand.NewPCG(1, 1))
	for range n {
		home := b.homes[dice.IntN(len(b.homes))]
		a := home[dice.IntN(len(home))]
		err := b.store.Read(ctx, func(tx unit.Tx) error {
			watch := elapsed.Start()
			rows, err := b.store.Statement(tx, a, from, to, 0, 201)
			statements = append(statements, watch.Elapsed())
			if err == nil && len(rows) != months {
				err = fmt.Errorf("a statement of %d rows", len(rows))
			}
			if err != nil {
				return err
			}
			watch = elapsed.Start()
			_, err = b.store.BalanceAt(tx, a, to)
			balances = append(balances, watch.Elapsed())
			return err
		})
		if err != nil {
			return nil, nil, err
		}
	}
	slices.Sort(statements)
	slices.Sort(balances)
	return statements, balances, nil
}
