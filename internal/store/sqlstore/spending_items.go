package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/spending"
)

// AddStaff implements spending.Store.
func (s spendingStore) AddStaff(u unit.Tx, list []spending.Staff) error {
	rows := make([][]any, len(list))
	for i, p := range list {
		rows[i] = []any{p.Number, bit(p.Contract), p.Joined, p.Left}
	}
	return s.tx(u).insert(`INSERT INTO spending_staff (number, contract, joined, left_on)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), CAST(value ->> 2 AS BIGINT),
			CAST(value ->> 3 AS BIGINT) FROM json_each($1)`, rows)
}

// AddPayRun implements spending.Store.
func (s spendingStore) AddPayRun(u unit.Tx, id int64, r spending.PayRun, due civil.Date) error {
	if err := s.one(u, `INSERT INTO spending_pay_run (id, month, due_day) VALUES ($1, $2, $3)`,
		id, int64(r.Month), int64(due)); err != nil {
		return err
	}
	rows := make([][]any, len(r.Lines))
	for i, l := range r.Lines {
		rows[i] = []any{id, l.Staff, l.Amount}
	}
	return s.tx(u).insert(`INSERT INTO spending_pay_line (run, staff, due)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT)
		FROM json_each($1)`, rows)
}

// PayRun implements spending.Store.
func (s spendingStore) PayRun(u unit.Tx, id int64) (lines []spending.StaffAmount, paid civil.Date, found bool,
	err error) {
	t := s.tx(u)
	found, err = t.get(`SELECT paid_day FROM spending_pay_run WHERE id = $1`, []any{id}, &paid)
	if err != nil || !found {
		return nil, 0, found, err
	}
	lines, err = all(t, `SELECT staff, due FROM spending_pay_line WHERE run = $1 ORDER BY staff`, []any{id},
		func(scan func(...any) error) (a spending.StaffAmount, err error) { return a, scan(&a.Staff, &a.Amount) })
	return lines, paid, true, err
}

// PayRunPaid implements spending.Store.
func (s spendingStore) PayRunPaid(u unit.Tx, id int64, payment spending.PaymentID, day civil.Date,
	lines []spending.StaffAmount) error {
	if err := s.one(u, `UPDATE spending_pay_run SET paid_day = $2, payment = $3 WHERE id = $1`,
		id, int64(day), int64(payment)); err != nil {
		return err
	}
	rows := make([][]any, len(lines))
	for i, l := range lines {
		rows[i] = []any{id, l.Staff, l.Amount}
	}
	return s.tx(u).insert(`WITH v AS MATERIALIZED (
			SELECT CAST(value ->> 0 AS BIGINT) AS run, CAST(value ->> 1 AS BIGINT) AS staff,
				CAST(value ->> 2 AS BIGINT) AS paid FROM json_each($1))
		UPDATE spending_pay_line SET paid = v.paid FROM v
		WHERE spending_pay_line.run = v.run AND spending_pay_line.staff = v.staff`, rows)
}

// AddTraining implements spending.Store.
func (s spendingStore) AddTraining(u unit.Tx, id int64, p spending.TrainingPlan) error {
	if err := s.one(u, `INSERT INTO spending_training (id, month, first_day, last_day, title) VALUES ($1, $2, $3, $4, $5)`,
		id, int64(p.Month), int64(p.Month.First()), int64(p.Month.Last()), p.Title); err != nil {
		return err
	}
	rows := make([][]any, len(p.Invited))
	for i, n := range p.Invited {
		rows[i] = []any{id, n}
	}
	return s.tx(u).insert(`INSERT INTO spending_attendance (training, staff)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT) FROM json_each($1)`, rows)
}

// Training implements spending.Store.
func (s spendingStore) Training(u unit.Tx, id int64) (invited []int64, held civil.Date, found bool, err error) {
	t := s.tx(u)
	found, err = t.get(`SELECT held_day FROM spending_training WHERE id = $1`, []any{id}, &held)
	if err != nil || !found {
		return nil, 0, found, err
	}
	invited, err = all(t, `SELECT staff FROM spending_attendance WHERE training = $1 ORDER BY staff`, []any{id},
		func(scan func(...any) error) (n int64, err error) { return n, scan(&n) })
	return invited, held, true, err
}

// TrainingHeld implements spending.Store.
func (s spendingStore) TrainingHeld(u unit.Tx, h spending.TrainingHeld) error {
	if err := s.one(u, `UPDATE spending_training SET held_day = $2, document = $3 WHERE id = $1`,
		h.Training, int64(h.Day), h.Document); err != nil {
		return err
	}
	_, err := s.tx(u).exec(`UPDATE spending_attendance SET attended = 1
		WHERE training = $2 AND staff IN (SELECT CAST(key AS BIGINT) FROM json_each($1))`, keysJSON(h.Attended), h.Training)
	return err
}

// AddPrintOrder implements spending.Store.
func (s spendingStore) AddPrintOrder(u unit.Tx, id int64, o spending.PrintOrder) error {
	return s.one(u, `INSERT INTO spending_print_order (id, title, day, amount, document) VALUES ($1, $2, $3, $4, $5)`,
		id, o.Title, int64(o.Day), int64(o.Amount), o.Document)
}

// PrintOrder implements spending.Store.
func (s spendingStore) PrintOrder(u unit.Tx, id int64) (o spending.PrintOrderState, found bool, err error) {
	found, err = s.tx(u).get(`SELECT amount, accepted_day, paid_day FROM spending_print_order WHERE id = $1`, []any{id},
		&o.Amount, &o.Accepted, &o.Paid)
	return o, found, err
}

// PrintOrderAccepted implements spending.Store.
func (s spendingStore) PrintOrderAccepted(u unit.Tx, a spending.Acceptance) error {
	return s.one(u, `UPDATE spending_print_order SET accepted_day = $2, acceptance = $3 WHERE id = $1`,
		a.Of, int64(a.Day), a.Document)
}

// PrintOrderPaid implements spending.Store.
func (s spendingStore) PrintOrderPaid(u unit.Tx, id int64, payment spending.PaymentID, day civil.Date) error {
	return s.one(u, `UPDATE spending_print_order SET paid_day = $2, payment = $3 WHERE id = $1`,
		id, int64(day), int64(payment))
}

// AddBills implements spending.Store.
func (s spendingStore) AddBills(u unit.Tx, ids []int64, list []spending.Bill) error {
	rows := make([][]any, len(list))
	for i, b := range list {
		rows[i] = []any{ids[i], b.Premises, b.Kind, b.Due.Month(), b.Due}
	}
	return s.tx(u).insert(`INSERT INTO spending_bill (id, premises, kind, month, due_day)
		SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS INTEGER), CAST(value ->> 3 AS BIGINT),
			CAST(value ->> 4 AS BIGINT) FROM json_each($1)`, rows)
}

// BillsDue implements spending.Store.
func (s spendingStore) BillsDue(u unit.Tx, from, to civil.Date) ([]spending.PlannedBill, error) {
	return all(s.tx(u), `SELECT id, premises, kind, due_day, paid_day FROM spending_bill
		WHERE due_day BETWEEN $1 AND $2 ORDER BY due_day, id`, []any{int64(from), int64(to)},
		func(scan func(...any) error) (b spending.PlannedBill, err error) {
			return b, scan(&b.ID, &b.Premises, &b.Kind, &b.Due, &b.Paid)
		})
}

// BillPaidOn implements spending.Store.
func (s spendingStore) BillPaidOn(u unit.Tx, id int64) (paid civil.Date, found bool, err error) {
	found, err = s.tx(u).get(`SELECT paid_day FROM spending_bill WHERE id = $1`, []any{id}, &paid)
	return paid, found, err
}

// BillPaid implements spending.Store.
func (s spendingStore) BillPaid(u unit.Tx, id int64, payment spending.PaymentID, day civil.Date,
	amount money.Fen) error {
	return s.one(u, `UPDATE spending_bill SET paid_day = $2, payment = $3, amount = $4 WHERE id = $1`,
		id, int64(day), int64(payment), int64(amount))
}

// IsBilled implements spending.Store.
func (s spendingStore) IsBilled(u unit.Tx, certificate string) (bool, error) {
	return s.has(u, `SELECT bill FROM spending_registry_item WHERE certificate = $1`, certificate)
}

// AddRegistryBill implements spending.Store.
func (s spendingStore) AddRegistryBill(u unit.Tx, id int64, b spending.RegistryBill, payBy civil.Date) error {
	rows := make([][]any, len(b.Items))
	var total money.Fen
	for i, item := range b.Items {
		rows[i] = []any{item.Certificate, id, i + 1, item.Loan, item.Amount}
		total = money.Sum(total, item.Amount)
	}
	if err := s.one(u, `INSERT INTO spending_registry_bill (id, registry, document, day, pay_by, amount)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, b.Registry, b.Document, int64(b.Day), int64(payBy), int64(total)); err != nil {
		return err
	}
	return s.tx(u).insert(`INSERT INTO spending_registry_item (certificate, bill, no, loan, amount)
		SELECT value ->> 0, CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS INTEGER), CAST(value ->> 3 AS BIGINT),
			CAST(value ->> 4 AS BIGINT) FROM json_each($1)`, rows)
}

// RegistryBill implements spending.Store.
func (s spendingStore) RegistryBill(u unit.Tx, id int64) (amount money.Fen, paid civil.Date, found bool, err error) {
	found, err = s.tx(u).get(`SELECT amount, paid_day FROM spending_registry_bill WHERE id = $1`, []any{id}, &amount, &paid)
	return amount, paid, found, err
}

// RegistryBillPaid implements spending.Store.
func (s spendingStore) RegistryBillPaid(u unit.Tx, id int64, payment spending.PaymentID, day civil.Date) error {
	return s.one(u, `UPDATE spending_registry_bill SET paid_day = $2, payment = $3 WHERE id = $1`,
		id, int64(day), int64(payment))
}
