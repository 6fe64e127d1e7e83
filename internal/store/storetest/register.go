package storetest

import (
	"context"
	"slices"
	"strconv"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/paper"
)

// registers puts what was posted into the registers, as the capabilities above would have: whose each account is, the
// bank account, and for each remittance its list and receipt, for each withdrawal its case.
var registers = []string{
	`INSERT INTO person (id, name, id_no, id_index, mobile, mobile_index)
		SELECT a.pk, '', '', CAST(a.pk AS TEXT), '', '' FROM member_account a`,
	`INSERT INTO member (home, id, no, person, employer, opening, state, base, employer_part, member_part, first_month,
			opened_on)
		SELECT a.home, a.id, CAST(a.pk AS TEXT), a.pk, a.home, a.home, 1, 1, 1, 1, 1, 1 FROM member_account a`,
	`INSERT INTO treasury_bank (id, name, bank, number, nature, opened, through) VALUES (1, '', '', '', 1, 0, 0)`,
	`INSERT INTO employer (id, no, serial, uscc, name, office, state, founded_on, opened_on, late, employer_ratio,
			member_ratio, pay_day, first_month, paid_through, agent_name, agent_mobile, agent_index)
		VALUES (1, 'e1', 1, 'u1', '', '', 1, 0, 0, 0, 0, 0, 1, 0,
			COALESCE((SELECT MAX(paid_through) FROM member_account), 0), '', '', '')`,
	`INSERT INTO loan (id, state, branch, home, account, partner_home, partner, borrower, spouse, purpose, home_class,
			price, appraisal, amount, months, income, other_debt, maker, checker, accepted, decide_by, decided, contract,
			payee, signed, disburse_by, disbursed, voucher, opening)
		VALUES (1, 1, '', 1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 500, 12, 0, 0, '', '', 19723, 19726, 0, '', 0, 0, 0, 0, 0, 0)`,
	`INSERT INTO receipt (id, bank_account, serial, payer_account, payer_name, amount, remark, value_date, booked_on,
			state, employer, list, voucher)
		SELECT v.id, h.holder, h.ref, '', '', -h.amount, '', 0, h.day, 1, 0, 0, v.id
		FROM voucher v JOIN holder_movement h ON h.voucher = v.id WHERE v.kind = 1 AND h.account = 10101`,
	`INSERT INTO remittance_line (list, home, member, base, employer_part, member_part)
		SELECT v.id, m.home, m.account, 1, m.amount, 0 FROM voucher v JOIN movement m ON m.voucher = v.id
		WHERE v.kind = 1 AND NOT EXISTS (SELECT 1 FROM voucher b WHERE b.reverses = v.id)`,
	`INSERT INTO remittance_list (id, employer, month, state, members, due, deadline, voucher, prepared)
		SELECT r.list, r.list, (SELECT MAX(paid_through) FROM member_account), 3, COUNT(*),
			SUM(r.employer_part), 19800, r.list, 0 FROM remittance_line r GROUP BY r.list`,
	`INSERT INTO case_material (id, case_id, draft, code, title, kind, pages, size, digest, by_code, office, at, entry, state)
		VALUES (1, 0, 'd', 'a', '', 'pdf', 1, 9, 'x', '', '', 0, 0, 1),
		(2, 0, '', 'a', '', 'pdf', 1, 9, 'gone', '', '', 0, 0, 3)`,
	`INSERT INTO case_material_content (digest, body) SELECT 'x', leaf FROM audit_entry ORDER BY id LIMIT 1`,
	`INSERT INTO withdrawal_case (id, number, branch, home, account, member, reason, amount, request, payee, state,
			accepted, decide_by, maker, decided, checker, principal, voucher)
		SELECT v.id, CAST(v.id AS TEXT), '', m.home, m.account, '', '', -m.amount, '', v.digest, 2, 19723, 19726, 'a',
			19724, 'b', -m.amount, v.id
		FROM voucher v JOIN movement m ON m.voucher = v.id WHERE v.kind = 7`,
	`INSERT INTO loan_registration (certificate, loan, kind, day, office, non_residential, no_fee, document, fee)
		VALUES ('c1', 1, 1, 19723, '', 0, 0, '', 8000)`,
	`INSERT INTO spending_pay_run (id, month, due_day, paid_day, payment) VALUES (5, 24288, 19746, 19747, 6)`,
	`INSERT INTO spending_pay_line (run, staff, due, paid) VALUES (5, 1, 300, 300), (5, 2, 200, 200)`,
	`INSERT INTO spending_payment (id, project, cost, subject, amount, day, payee, document, treasury)
		VALUES (6, 1, 11, 5, 500, 19747, 'p', '', '')`,
	`INSERT INTO policy_row (key, branch, since, value, document, version) VALUES ('a', '', 1, '1', '', 7),
		('b', '', 1, '2', '', 7), ('a', '', 1, '3', '', 8)`,
	`INSERT INTO policy_change (version, by_code, at, reason) VALUES (8, 'c', 1, 'r')`,
}

// register fills the registers after everything was posted, with the audit entries of their rows.
func (b *Bench) register(t *testing.T) {
	t.Helper()
	for _, statement := range registers {
		b.Tamper(statement)
	}
	entries := []audit.Entry{{Kind: "bank.registered", ID: bank}, {Kind: "employer.opened", ID: 1},
		{Kind: "loan.applied", ID: 1}, {Kind: "loan.registered", ID: 1}, {Kind: "spending.pay-run-opened", ID: 5},
		{Kind: "spending.paid", ID: 6}, {Kind: "policy.installed", ID: 7}, {Kind: "policy.changed", ID: 8},
		{Kind: "material.staged", ID: 1,
			Fields: []audit.Field{{Name: "size", Value: "9"}, {Name: "digest", Value: "x"}}},
		{Kind: "material.removed", ID: 2, Fields: []audit.Field{{Name: "digest", Value: "gone"}}}}
	homes, reversed := map[int64]bool{}, map[ledger.VoucherID]bool{}
	var posted []ledger.Voucher
	if err := b.Work.Read(context.Background(), func(tx unit.Tx) error {
		list, err := b.Books.MemberAccounts(tx, ledger.AccountID{Home: -1}, 1000)
		for _, a := range list {
			homes[a.Home] = true
		}
		if err != nil {
			return err
		}
		return b.Verifier.EachVoucher(tx, func(v ledger.Voucher, _ []ledger.HolderRow) error {
			posted, reversed[v.Reverses] = append(posted, v), true
			return nil
		})
	}); err != nil {
		t.Fatal(err)
	}
	for home := range homes {
		entries = append(entries, audit.Entry{Kind: "members.opened", ID: home,
			Fields: []audit.Field{{Name: "employer", Value: strconv.FormatInt(home, 10)}}})
	}
	for _, v := range posted {
		if v.Kind == ledger.KindRemittance {
			entries = append(entries, audit.Entry{Kind: "receipt.booked", ID: int64(v.ID)})
		}
		switch {
		case v.Kind == ledger.KindRemittance && !reversed[v.ID]:
			entries = append(entries, audit.Entry{Kind: "list.confirmed", ID: int64(v.ID)},
				audit.Entry{Kind: "list.posted", ID: int64(v.ID), Fields: []audit.Field{
					{Name: "due", Value: v.Lines[1].Amount.String()}, {Name: "deadline", Value: "2024-03-18"}}})
		case v.Kind == ledger.KindWithdrawal:
			entries = append(entries, audit.Entry{Kind: "withdrawal.accepted", ID: int64(v.ID)},
				audit.Entry{Kind: "withdrawal.decided", ID: int64(v.ID)})
		}
	}
	b.do(t, func(tx unit.Tx) error {
		for _, e := range entries {
			b.Audit.Record(tx, e)
		}
		if _, err := b.Papers().NextSerial(tx, 1, 2024); err != nil {
			return err
		}
		return b.Papers().Add(tx, paper.Kept{No: "649970012024000000019", Kind: "k", Wording: 1, Case: 1, Entry: 1,
			Issued: 19723, Body: []byte("b"), Mark: "m"})
	})
}

// sound fails the test when the books break an invariant under registers that fit them.
func (b *Bench) sound(t *testing.T) {
	t.Helper()
	b.register(t)
	if broken := b.verify(t); len(broken) > 0 {
		t.Errorf("the books break %v", broken)
	}
}

// lost are tables of which rows are taken away, and the invariants that must notice it.
var lost = []struct {
	table, where string
	finds        []string
}{
	{"receipt", "", []string{"I-21", "I-19"}},
	{"withdrawal_case", "", []string{"I-21", "I-19"}},
	{"remittance_list", "", []string{"I-20", "I-21", "I-19"}},
	{"remittance_line", "", []string{"I-20", "I-19"}},
	{"member", " WHERE id = 1", []string{"I-21", "I-19"}},
	{"member", "", []string{"I-21", "I-19"}},
	{"person", "", []string{"I-21", "I-19"}},
	{"employer", "", []string{"I-19"}},
	{"treasury_bank", "", []string{"I-21", "I-19"}},
	{"loan", "", []string{"I-19"}},
	{"request", "", []string{"I-06", "I-19"}},
	{"case_material", "", []string{"I-19"}},
	{"case_material_content", "", []string{"I-19"}},
	{"book", "", []string{"I-01"}},
	{"book_day", " WHERE state = 1", []string{"I-01"}},
	{"book_day", " WHERE state = 3", []string{"I-01", "I-03", "I-19"}},
}

// losesRows takes rows away behind the books' back, and brings them back.
func (b *Bench) losesRows(t *testing.T) {
	t.Helper()
	for _, c := range lost {
		b.Tamper("CREATE TABLE kept AS SELECT * FROM " + c.table + c.where)
		b.Tamper("DELETE FROM " + c.table + c.where)
		if broken := b.verify(t); !slices.Equal(broken, c.finds) {
			t.Errorf("without %s%s verify finds %v, want %v", c.table, c.where, broken, c.finds)
		}
		b.Tamper("INSERT INTO " + c.table + " SELECT * FROM kept")
		b.Tamper("DROP TABLE kept")
		if broken := b.verify(t); len(broken) != 0 {
			t.Fatalf("after %s is back the books break %v", c.table, broken)
		}
	}
}

// altered are tamperings with rows of registers.
var altered = []tampering{
	{"UPDATE member SET opening = 9 WHERE id = 1", "UPDATE member SET opening = home WHERE opening = 9", []string{"I-19"}},
	{"UPDATE member SET home = 9 WHERE id = 1", "UPDATE member SET home = 1 WHERE home = 9",
		[]string{"I-21", "I-19"}},
	{"UPDATE person SET id = -id", "UPDATE person SET id = -id", []string{"I-21", "I-19"}},
	{"UPDATE treasury_bank SET id = 9", "UPDATE treasury_bank SET id = 1", []string{"I-21", "I-19"}},
	{"UPDATE treasury_bank SET nature = 3", "UPDATE treasury_bank SET nature = 1", []string{"I-19"}},
	{"UPDATE receipt SET serial = 'x'", "UPDATE receipt SET serial = 's1'", []string{"I-21", "I-19"}},
	{"UPDATE receipt SET booked_on = booked_on + 1", "UPDATE receipt SET booked_on = booked_on - 1",
		[]string{"I-21", "I-19"}},
	{"UPDATE receipt SET state = 2", "UPDATE receipt SET state = 1", []string{"I-19"}},
	{"UPDATE receipt SET employer = 2", "UPDATE receipt SET employer = 0", []string{"I-19"}},
	{"UPDATE receipt SET payer_name = 'x'", "UPDATE receipt SET payer_name = ''", []string{"I-19"}},
	{"UPDATE remittance_line SET list = 9 WHERE member = 1", "UPDATE remittance_line SET list = 1 WHERE list = 9",
		[]string{"I-20", "I-19"}},
	{"UPDATE remittance_line SET employer_part = employer_part - 1, member_part = 1 WHERE member = 1",
		"UPDATE remittance_line SET employer_part = employer_part + 1, member_part = 0 WHERE member = 1",
		[]string{"I-19"}},
	{"UPDATE remittance_line SET base = 2 WHERE member = 1", "UPDATE remittance_line SET base = 1 WHERE member = 1",
		[]string{"I-19"}},
	{"UPDATE remittance_list SET month = month - 1", "UPDATE remittance_list SET month = month + 1", []string{"I-21"}},
	{"UPDATE member_account SET paid_through = 0 WHERE id = 1",
		"UPDATE member_account SET paid_through = (SELECT MAX(paid_through) FROM member_account) WHERE id = 1",
		[]string{"I-21"}},
	{"UPDATE remittance_list SET deadline = 19900", "UPDATE remittance_list SET deadline = 19800", []string{"I-19"}},
	{"UPDATE remittance_list SET state = 2", "UPDATE remittance_list SET state = 3", []string{"I-19"}},
	{"UPDATE remittance_list SET voucher = 2", "UPDATE remittance_list SET voucher = 1", []string{"I-20", "I-21"}},
	{"UPDATE withdrawal_case SET voucher = 0", "UPDATE withdrawal_case SET voucher = 2",
		[]string{"I-20", "I-21", "I-19"}},
	{"UPDATE withdrawal_case SET decided = decided - 1", "UPDATE withdrawal_case SET decided = decided + 1",
		[]string{"I-19"}},
	{"UPDATE withdrawal_case SET decide_by = decide_by + 1", "UPDATE withdrawal_case SET decide_by = decide_by - 1",
		[]string{"I-19"}},
	{"UPDATE withdrawal_case SET id = 9", "UPDATE withdrawal_case SET id = 2", []string{"I-19"}},
	{"UPDATE employer SET uscc = 'u2'", "UPDATE employer SET uscc = 'u1'", []string{"I-19"}},
	{"UPDATE loan SET amount = amount + 1", "UPDATE loan SET amount = amount - 1", []string{"I-19"}},
	{"UPDATE loan SET decide_by = decide_by + 1", "UPDATE loan SET decide_by = decide_by - 1", []string{"I-19"}},
	{"UPDATE case_material_content SET digest = 'y'", "UPDATE case_material_content SET digest = 'x'",
		[]string{"I-19"}},
	{"UPDATE case_material SET digest = 'y' WHERE id = 2", "UPDATE case_material SET digest = 'gone' WHERE id = 2",
		[]string{"I-19"}},
	{"UPDATE case_material SET state = 3, draft = '' WHERE id = 1",
		"UPDATE case_material SET state = 1, draft = 'd' WHERE id = 1", []string{"I-19"}},
	{"UPDATE loan SET months = 13", "UPDATE loan SET months = 12", []string{"I-19"}},
	{`INSERT INTO spending_payment (id, project, cost, subject, amount, day, payee, document, treasury)
		VALUES (1, 1, 11, 1, 5, 19723, '', '', '')`, "DELETE FROM spending_payment WHERE id = 1",
		[]string{"I-19"}},
	{"UPDATE holder_movement SET no = no + 1 WHERE voucher = 1", "UPDATE holder_movement SET no = no - 1 WHERE voucher = 1",
		[]string{"I-05"}},
	{"INSERT INTO loan_arrear (loan, number, due, principal, interest, penalty, since) VALUES (1, 1, 1, 1, 1, 1, 1)",
		"DELETE FROM loan_arrear", []string{"I-19"}},
	{"UPDATE spending_payment SET day = day - 1", "UPDATE spending_payment SET day = day + 1", []string{"I-19"}},
	{"UPDATE spending_pay_run SET paid_day = due_day", "UPDATE spending_pay_run SET paid_day = due_day + 1",
		[]string{"I-19"}},
	{"UPDATE spending_pay_line SET paid = 0 WHERE staff = 1", "UPDATE spending_pay_line SET paid = 300 WHERE staff = 1",
		[]string{"I-19"}},
	{"DELETE FROM spending_pay_line WHERE staff = 2",
		"INSERT INTO spending_pay_line (run, staff, due, paid) VALUES (5, 2, 200, 200)", []string{"I-19"}},
	{"UPDATE policy_row SET value = '3' WHERE version = 7 AND key = 'a'",
		"UPDATE policy_row SET value = '1' WHERE version = 7 AND key = 'a'", []string{"I-19"}},
	{"UPDATE policy_row SET version = 9 WHERE version = 8", "UPDATE policy_row SET version = 8 WHERE version = 9",
		[]string{"I-19"}},
	{"UPDATE policy_change SET by_code = 'd'", "UPDATE policy_change SET by_code = 'c'", []string{"I-19"}},
	{"UPDATE loan_registration SET fee = 0", "UPDATE loan_registration SET fee = 8000", []string{"I-19"}},
	{"UPDATE member SET base = base + 1 WHERE id = 2", "UPDATE member SET base = base - 1 WHERE id = 2", []string{"I-19"}},
	{"UPDATE employer SET paid_through = paid_through + 1", "UPDATE employer SET paid_through = paid_through - 1",
		[]string{"I-21", "I-19"}},
	{"UPDATE employer SET state = 3", "UPDATE employer SET state = 1", []string{"I-21", "I-19"}},
	{"UPDATE remittance_line SET home = 9 WHERE member = 1", "UPDATE remittance_line SET home = 1 WHERE home = 9",
		[]string{"I-21", "I-19"}},
	{"UPDATE loan SET state = 7", "UPDATE loan SET state = 1", []string{"I-19"}},
	{"UPDATE treasury_bank SET through = 1", "UPDATE treasury_bank SET through = 0", []string{"I-19"}},
	{"UPDATE person SET name = 'x'", "UPDATE person SET name = ''", []string{"I-19"}},
	{"UPDATE employer SET employer_ratio = 5", "UPDATE employer SET employer_ratio = 0", []string{"I-19"}},
	{`INSERT INTO spending_contract (id, cost, vendor, document, amount, signed, from_day, to_day)
		VALUES (1, 31, '', '', 5, 1, 1, 1)`, "DELETE FROM spending_contract", []string{"I-19"}},
	{"INSERT INTO spending_print_order (id, title, day, amount, document) VALUES (1, '', 1, 5, '')",
		"DELETE FROM spending_print_order", []string{"I-19"}},
	{"INSERT INTO spending_registry_bill (id, registry, document, day, pay_by, amount) VALUES (1, '', '', 1, 1, 5)",
		"DELETE FROM spending_registry_bill", []string{"I-19"}},
	{"UPDATE voucher SET kind = 90 WHERE id = 1", "UPDATE voucher SET kind = 1 WHERE id = 1", []string{"I-13"}},
	{`INSERT INTO loan_repayment (loan, number, voucher, due, day, overdue, principal, interest, penalty)
		VALUES (1, 1, 2, 1, 1, 0, 5, -5, 0)`, "DELETE FROM loan_repayment", []string{"I-20", "I-19"}},
	{"UPDATE book SET open_day = open_day - 1", "UPDATE book SET open_day = open_day + 1", []string{"I-01"}},
	{"UPDATE request SET answer = answer + 1", "UPDATE request SET answer = answer - 1", []string{"I-19"}},
	{"UPDATE request SET home = home + 1", "UPDATE request SET home = home - 1", []string{"I-06", "I-19"}},
	{"DELETE FROM book_day WHERE state = 1", "INSERT INTO book_day (day, state) VALUES (19724, 1)", []string{"I-01"}},
	{`INSERT INTO holder_movement (account, holder, voucher, no, day, amount, ref) VALUES (10102, 77, 1, 90, 19723, -5, '')`,
		"DELETE FROM holder_movement WHERE holder = 77", []string{"I-05", "I-21", "I-13"}},
	{`INSERT INTO holder_movement (account, holder, voucher, no, day, amount, ref) VALUES (21901, 77, 1, 90, 19723, 5, '')`,
		"DELETE FROM holder_movement WHERE holder = 77", []string{"I-05", "I-21", "I-13"}},
	{`INSERT INTO holder_movement (account, holder, voucher, no, day, amount, ref) VALUES (21902, 77, 1, 90, 19723, 5, '')`,
		"DELETE FROM holder_movement WHERE holder = 77", []string{"I-05", "I-21", "I-13"}},
}
