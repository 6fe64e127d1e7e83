package storetest

import (
	"context"
	"slices"
	"testing"
)

// tampering is a change behind the books' back, the invariants that must notice it, and how to take it back.
type tampering struct {
	do, undo string
	finds    []string
}

var tamperings = []tampering{
	{"UPDATE line SET amount = amount + 1 WHERE account = 201 AND voucher = 1",
		"UPDATE line SET amount = amount - 1 WHERE account = 201 AND voucher = 1",
		[]string{"I-01", "I-02", "I-03", "I-05", "I-13"}},
	{"UPDATE voucher SET summary = '改' WHERE id = 1", "UPDATE voucher SET summary = '汇缴' WHERE id = 1",
		[]string{"I-13"}},
	{"UPDATE voucher SET month_no = 0 WHERE id = 1", "UPDATE voucher SET month_no = 20240100000001 WHERE id = 1",
		[]string{"I-01"}},
	{"UPDATE movement SET amount = amount + 1 WHERE account = 1 AND seq = 1",
		"UPDATE movement SET amount = amount - 1 WHERE account = 1 AND seq = 1",
		[]string{"I-03", "I-05", "I-13"}},
	{"UPDATE movement SET kind = 2 WHERE account = 1 AND seq = 1",
		"UPDATE movement SET kind = 1 WHERE account = 1 AND seq = 1", []string{"I-13"}},
	{"UPDATE movement SET balance = balance + 1 WHERE account = 1 AND seq = 1",
		"UPDATE movement SET balance = balance - 1 WHERE account = 1 AND seq = 1", []string{"I-03"}},
	{"UPDATE member_account SET balance = balance + 1 WHERE id = 1",
		"UPDATE member_account SET balance = balance - 1 WHERE id = 1", []string{"I-03", "I-05"}},
	{"UPDATE member_account SET closed = 1 WHERE id = 1", "UPDATE member_account SET closed = 0 WHERE id = 1",
		[]string{"I-04"}},
	{"UPDATE holder_movement SET amount = -amount WHERE voucher = 1",
		"UPDATE holder_movement SET amount = -amount WHERE voucher = 1", []string{"I-04", "I-05", "I-13"}},
	{"UPDATE gl_balance SET balance = balance + 1 WHERE account = 201",
		"UPDATE gl_balance SET balance = balance - 1 WHERE account = 201", []string{"I-02", "I-03"}},
}

func verifyFinds(t *testing.T, b *Bench) {
	ids := b.members(t, 1, 2)
	b.post(t, remit(ids, 1000, "s1"))
	b.closeDay(t, first)
	b.post(t, withdraw(ids[0], 300, "s2"))
	if broken := b.verify(t); len(broken) != 0 {
		t.Fatalf("untouched books break %v", broken)
	}
	for _, c := range tamperings {
		b.Tamper(c.do)
		if broken := b.verify(t); !slices.Equal(broken, c.finds) {
			t.Errorf("after %q verify finds %v, want %v", c.do, broken, c.finds)
		}
		b.Tamper(c.undo)
		if broken := b.verify(t); len(broken) != 0 {
			t.Fatalf("after taking back %q the books break %v", c.do, broken)
		}
	}
}

func (b *Bench) verify(t *testing.T) (broken []string) {
	t.Helper()
	verdicts, err := b.Books.Verify(context.Background(), b.Work, b.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range verdicts {
		if v.Rows == 0 {
			t.Errorf("%s looked at nothing", v.ID)
		}
		if v.Violations > 0 {
			broken = append(broken, v.ID)
		}
	}
	return broken
}
