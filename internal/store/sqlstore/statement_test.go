package sqlstore_test

import (
	"context"
	"fmt"
	"testing"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// Ten years of books: every account has one movement a month and the interest of a year.
const (
	statementYears = 10
	statementRows  = statementYears * 13
)

// tenYears fills the books with the ten years of accounts, each movement one fen, and gives one account among them.
func tenYears(tb testing.TB, s *sqlstore.Store, homes, accounts int) ledger.AccountID {
	tb.Helper()
	first := civil.DateOf(2015, 1, 1)
	numbers := func(name string, n int) string {
		return fmt.Sprintf(`%s (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM %s WHERE n < %d)`, name, name, n-1)
	}
	// Day and year follow the movement's number; thirteen a year, four weeks apart.
	fill := fmt.Sprintf(`WITH RECURSIVE %s, %s, %s
		INSERT INTO movement (home, year, account, seq, voucher, day, kind, amount, carried, balance)
		SELECT h.n + 1, 2015 + m.n / 13, h.n * %d + a.n + 1, m.n + 1, m.n + 1, %d + (m.n / 13) * 365 + (m.n %% 13) * 28 + 3, 1,
			1, 0, m.n + 1 FROM h CROSS JOIN a CROSS JOIN m`,
		numbers("h", homes), numbers("a", accounts), numbers("m", statementRows), accounts, first)
	for _, statement := range []string{fill, "ANALYZE movement"} {
		if err := sqlstore.Tamper(context.Background(), s, statement); err != nil {
			tb.Fatal(err)
		}
	}
	home := int64(homes/2 + 1)
	return ledger.AccountID{Home: home, ID: (home-1)*int64(accounts) + int64(accounts/2) + 1}
}

// statement reads a statement as its page does: both balances, and the movements between.
func statement(tb testing.TB, s *sqlstore.Store, id ledger.AccountID) (rows int, opening, closing money.Fen) {
	tb.Helper()
	from, to := civil.DateOf(2015, 1, 1), civil.DateOf(2024, 12, 31)
	err := s.Read(context.Background(), func(tx unit.Tx) (err error) {
		if opening, err = s.BalanceAt(tx, id, from.AddDays(-1)); err != nil {
			return err
		}
		if closing, err = s.BalanceAt(tx, id, to); err != nil {
			return err
		}
		list, err := s.Statement(tx, id, from, to, 0, 201)
		rows = len(list)
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return rows, opening, closing
}

func TestAStatementOfTenYearsIsWhole(t *testing.T) {
	t.Parallel()
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		id := tenYears(t, w.Store, 3, 4)
		if rows, opening, closing := statement(t, w.Store, id); rows != statementRows || opening != 0 ||
			closing != statementRows {
			t.Errorf("%d rows from %s to %s", rows, opening, closing)
		}
	})
}

// BenchmarkStatement answers how long a member's statement of ten years takes in the store, among 6,000 accounts with
// ten years each: its time beside that of its last year alone, in the same run.
//
//	go test -run '^$' -bench BenchmarkStatement ./internal/store/sqlstore
func BenchmarkStatement(b *testing.B) {
	for name, open := range map[string]func(testing.TB) *opentest.World{"sqlite": opentest.SQLite,
		"postgres": opentest.Postgres} {
		b.Run(name, func(b *testing.B) {
			w := open(b)
			id := tenYears(b, w.Store, 60, 100)
			b.Run("ten years", func(b *testing.B) {
				for b.Loop() {
					if rows, _, _ := statement(b, w.Store, id); rows != statementRows {
						b.Fatalf("%d rows", rows)
					}
				}
			})
			b.Run("one year", func(b *testing.B) {
				for b.Loop() {
					err := w.Store.Read(context.Background(), func(tx unit.Tx) error {
						from, to := civil.DateOf(2024, 1, 1), civil.DateOf(2024, 12, 31)
						_, err := w.Store.Statement(tx, id, from, to, 0, 201)
						return err
					})
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
