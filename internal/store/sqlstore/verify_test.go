package sqlstore_test

import (
	"context"
	"strings"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/store/opentest"
	"guangsha/internal/store/sqlstore"
)

// TestBytesAreNoNumbers keeps the digits of a number as bytes, as only SQLite does: they read as the number and equal
// none, so that a voucher leaves a measure while every digest agrees. Books that are laid out otherwise than the
// migrations lay them may do the like.
func TestBytesAreNoNumbers(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		typed := func() (v ledger.Verdict) {
			err := w.Store.Read(context.Background(), func(tx unit.Tx) (err error) {
				v.Rows, v.Columns, err = w.Store.Mistyped(tx)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		if v := typed(); v.Rows < 100 || len(v.Columns) > 0 {
			t.Fatalf("of %d columns %v", v.Rows, v.Columns)
		}
		if w.Store.Engine() != "sqlite" {
			return
		}
		change := func(statement string) {
			if err := sqlstore.Tamper(context.Background(), w.Store, statement); err != nil {
				t.Fatal(err)
			}
		}
		digest := func() (text string) {
			if err := w.Store.Read(context.Background(), func(tx unit.Tx) error {
				return w.Store.EachRecord(tx, ledger.Tables[0], func(_ int64, digest string) error {
					text += digest
					return nil
				})
			}); err != nil {
				t.Fatal(err)
			}
			return text
		}
		change("INSERT INTO policy_row VALUES ('a', '', 31, '1', '', 7)")
		number := digest()
		if change("UPDATE policy_row SET since = X'31'"); number == "" || digest() == number {
			t.Errorf("bytes have the digest %q of the number that they are written as", number)
		}
		change("DELETE FROM policy_row")
		for _, c := range [][2]string{
			{"INSERT INTO book_day (day, state) VALUES (CAST('1' AS BLOB), 3)", "book_day.day"},
			{"DELETE FROM book_day WHERE state = 3", ""},
			{"INSERT INTO policy_row VALUES ('a', CAST('b' AS BLOB), 1, '1', '', 7)", "policy_row.branch"},
			{"DELETE FROM policy_row", ""},
			{"CREATE TRIGGER sly AFTER INSERT ON voucher BEGIN DELETE FROM receipt; END", "sly"},
			{"DROP TRIGGER sly", ""},
			{"DROP INDEX receipt_serial", "receipt_serial"},
		} {
			change(c[0])
			if v := typed(); strings.Join(v.Columns, " ") != c[1] {
				t.Errorf("after %s: %v", c[0], v.Columns)
			}
		}
	})
}
