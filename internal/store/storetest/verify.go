package storetest

import (
	"context"
	"slices"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// tampering is a change behind the books' back, the invariants that must notice it, and how to take it back.
type tampering struct {
	do, undo string // the last one needs no undo
	finds    []string
}

var tamperings = []tampering{
	{"UPDATE receipt SET amount = amount + 1", "UPDATE receipt SET amount = amount - 1",
		[]string{"I-20", "I-21", "I-19"}},
	{"UPDATE line SET amount = amount + 1 WHERE account = 201 AND voucher = 1",
		"UPDATE line SET amount = amount - 1 WHERE account = 201 AND voucher = 1",
		[]string{"I-01", "I-02", "I-03", "I-05", "I-20", "I-13"}},
	{"UPDATE voucher SET summary = '改' WHERE id = 1", "UPDATE voucher SET summary = '汇缴' WHERE id = 1",
		[]string{"I-13"}},
	{"UPDATE audit_entry SET op = 'x' WHERE kind = 'voucher.posted' AND ref = 1",
		"UPDATE audit_entry SET op = 'test' WHERE kind = 'voucher.posted' AND ref = 1", []string{"I-19"}},
	{"UPDATE audit_entry SET at = at + 1 WHERE kind = 'day.closed'",
		"UPDATE audit_entry SET at = at - 1 WHERE kind = 'day.closed'", []string{"I-19"}},
	{"UPDATE audit_entry SET id = -id WHERE kind = 'voucher.posted' AND ref = 1",
		"UPDATE audit_entry SET id = -id WHERE id < 0", []string{"I-19"}},
	{"UPDATE audit_entry SET ref = 2 WHERE kind = 'voucher.posted' AND ref = 1",
		"UPDATE audit_entry SET ref = 1 WHERE id = (SELECT MIN(id) FROM audit_entry WHERE kind = 'voucher.posted')",
		[]string{"I-19"}},
	{"UPDATE audit_entry SET kind = 'x' WHERE kind = 'day.opened'",
		"UPDATE audit_entry SET kind = 'day.opened' WHERE kind = 'x'", []string{"I-19"}},
	{`INSERT INTO movement (home, year, account, seq, voucher, day, kind, amount, carried, balance)
			VALUES (1, 2024, 1, 90, 999, 19723, 1, 5, 0, 705), (1, 2024, 2, 90, 999, 19723, 1, -5, 0, 995)`,
		"DELETE FROM movement WHERE voucher = 999", []string{"I-03", "I-05", "I-13"}},
	{"UPDATE movement SET home = 7 WHERE account = 2", "UPDATE movement SET home = 1 WHERE account = 2",
		[]string{"I-03", "I-05", "I-13"}},
	{`INSERT INTO holder_movement (account, holder, voucher, no, day, amount, ref)
			VALUES (10101, 1, 999, 1, 19723, 5, ''), (10101, 1, 999, 2, 19723, -5, '')`,
		"DELETE FROM holder_movement WHERE voucher = 999", []string{"I-05"}},
	{"UPDATE movement SET seq = seq + 5 WHERE voucher = 2", "UPDATE movement SET seq = seq - 5 WHERE voucher = 2",
		[]string{"I-03"}},
	{"UPDATE movement SET day = day + 1 WHERE voucher = 1", "UPDATE movement SET day = day - 1 WHERE voucher = 1",
		[]string{"I-03", "I-13"}},
	{"UPDATE movement SET day = day + 1 WHERE voucher = 1 AND account = 1",
		"UPDATE movement SET day = day - 1 WHERE voucher = 1 AND account = 1", []string{"I-03", "I-13"}},
	{"UPDATE movement SET year = year + 1 WHERE voucher = 1", "UPDATE movement SET year = year - 1 WHERE voucher = 1",
		[]string{"I-13"}},
	{"UPDATE holder_movement SET day = day + 1 WHERE voucher = 1",
		"UPDATE holder_movement SET day = day - 1 WHERE voucher = 1", []string{"I-05", "I-21"}},
	{"UPDATE voucher_home SET home = 7 WHERE voucher = 1", "UPDATE voucher_home SET home = 1 WHERE voucher = 1",
		[]string{"I-05"}},
	{"UPDATE voucher SET request_key = 'other' WHERE id = 1", "UPDATE voucher SET request_key = 'first' WHERE id = 1",
		[]string{"I-06", "I-19"}},
	{"UPDATE voucher SET request_key = 'first' WHERE id = 2", "UPDATE voucher SET request_key = 'second' WHERE id = 2",
		[]string{"I-06", "I-19"}},
	{"UPDATE voucher SET request_key = '' WHERE id = 2", "UPDATE voucher SET request_key = 'second' WHERE id = 2",
		[]string{"I-19"}},
	{`INSERT INTO treasury_deposit (id, bank, amount, rate, months, placed, due) VALUES (1, 1, 5, 1, 12, 19723, 20088)`,
		"DELETE FROM treasury_deposit", []string{"I-19"}},
	{`INSERT INTO holder_movement (account, holder, voucher, no, day, amount, ref) VALUES (12101, 77, 1, 90, 19723, -5, '')`,
		"DELETE FROM holder_movement WHERE holder = 77", []string{"I-03", "I-05", "I-21", "I-13"}},
	{"UPDATE voucher SET kind = 14 WHERE id = 2", "UPDATE voucher SET kind = 7 WHERE id = 2", []string{"I-20", "I-13"}},
	{"UPDATE gl_balance SET day = day + 1000", "UPDATE gl_balance SET day = day - 1000", []string{"I-03"}},
	{"UPDATE gl_balance SET debit = debit + 1, credit = credit + 1",
		"UPDATE gl_balance SET debit = debit - 1, credit = credit - 1", []string{"I-03"}},
	{"UPDATE voucher SET month_no = 0 WHERE id = 1", "UPDATE voucher SET month_no = 20240100000001 WHERE id = 1",
		[]string{"I-01"}},
	{"UPDATE voucher SET month_no = 20240100000009 WHERE id = 1",
		"UPDATE voucher SET month_no = 20240100000001 WHERE id = 1", []string{"I-01"}},
	{"UPDATE book_day SET state = 2 WHERE state = 3", "UPDATE book_day SET state = 3 WHERE state = 2",
		[]string{"I-01", "I-03", "I-19"}},
	{"UPDATE member_account SET product = product + 1 WHERE id = 1",
		"UPDATE member_account SET product = product - 1 WHERE id = 1", []string{"I-03"}},
	{"UPDATE movement SET amount = amount + 1 WHERE account = 1 AND seq = 1",
		"UPDATE movement SET amount = amount - 1 WHERE account = 1 AND seq = 1",
		[]string{"I-03", "I-05", "I-13"}},
	{"UPDATE movement SET kind = 2 WHERE account = 1 AND seq = 1",
		"UPDATE movement SET kind = 1 WHERE account = 1 AND seq = 1", []string{"I-13"}},
	{"UPDATE movement SET balance = balance + 1 WHERE account = 1 AND seq = 1",
		"UPDATE movement SET balance = balance - 1 WHERE account = 1 AND seq = 1", []string{"I-03"}},
	{"UPDATE member_account SET balance = balance + 1 WHERE id = 1",
		"UPDATE member_account SET balance = balance - 1 WHERE id = 1", []string{"I-03", "I-05"}},
	{`INSERT INTO loan_running (loan, rate, months, payment, balance, next, disbursed, next_due, unpaid)
			VALUES (77, 1, 1, 1, 5, 1, 19723, 0, 0)`, "DELETE FROM loan_running WHERE loan = 77",
		[]string{"I-03", "I-19"}},
	{"UPDATE member_account SET closed = 1 WHERE id = 1", "UPDATE member_account SET closed = 0 WHERE id = 1",
		[]string{"I-04"}},
	{"UPDATE holder_movement SET amount = -amount WHERE voucher = 1",
		"UPDATE holder_movement SET amount = -amount WHERE voucher = 1", []string{"I-04", "I-05", "I-21", "I-13"}},
	{"UPDATE gl_balance SET balance = balance + 1 WHERE account = 201",
		"UPDATE gl_balance SET balance = balance - 1 WHERE account = 201", []string{"I-02", "I-03"}},
	{"UPDATE voucher SET digest = (SELECT v.digest FROM voucher v WHERE v.id = 2) WHERE id = 1", "",
		[]string{"I-13", "I-19"}},
}

func verifyFinds(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 2)
	b.asked(t, "first", remit(ids, 1000, "s1"))
	b.closeDay(t, first)
	b.asked(t, "second", withdraw(ids[0], 300, "s2"))
	b.register(t)
	if broken := b.verify(t); len(broken) != 0 {
		t.Fatalf("untouched books break %v", broken)
	}
	b.losesRows(t)
	for _, c := range append(altered, tamperings...) {
		b.Tamper(c.do)
		if broken := b.verify(t); !slices.Equal(broken, c.finds) {
			t.Errorf("after %q verify finds %v, want %v", c.do, broken, c.finds)
		}
		if c.undo == "" {
			return
		}
		b.Tamper(c.undo)
		if broken := b.verify(t); len(broken) != 0 {
			t.Fatalf("after taking back %q the books break %v", c.do, broken)
		}
	}
}

// asked posts under a request key.
func (b *Bench) asked(t *testing.T, key string, p ledger.Posting) {
	t.Helper()
	b.do(t, func(tx unit.Tx) error {
		_, err := b.Books.Once(tx, ledger.Request{Key: key}, "test", func(int64) error {
			_, err := b.Books.Post(tx, p)
			return err
		})
		return err
	})
}

func (b *Bench) verify(t *testing.T) (broken []string) {
	t.Helper()
	verdicts, err := b.Books.Verify(context.Background(), b.Work, b.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		if v.Rows == 0 && v.ID != "I-20" { // registers are of the capabilities above; only verifyFinds fills one
			t.Errorf("%s looked at nothing", v.ID)
		}
		if v.Violations > 0 {
			broken = append(broken, v.ID)
		}
	}
	return broken
}
