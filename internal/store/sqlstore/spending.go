package sqlstore

import (
	"errors"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/spending"
)

// spendingStore is the store as the register of the centre's own spending sees it.
type spendingStore struct{ *Store }

var _ spending.Store = spendingStore{}

// Spending is the port of the register of the centre's own spending.
func (s *Store) Spending() spending.Store { return spendingStore{s} }

var errSpendingRow = errors.New("sqlstore: a row of the spending register is missing")

// one runs a statement that must touch one row.
func (s spendingStore) one(u unit.Tx, query string, args ...any) error {
	n, err := s.tx(u).exec(query, args...)
	if err == nil && n != 1 {
		err = errSpendingRow
	}
	return err
}

// has says whether a query finds a row.
func (s spendingStore) has(u unit.Tx, query string, args ...any) (bool, error) {
	var n int64
	return s.tx(u).get(query, args, &n)
}

// HasProject implements spending.Store.
func (s spendingStore) HasProject(u unit.Tx, year int, f spending.Family) (bool, error) {
	return s.has(u, `SELECT id FROM spending_project WHERE year = $1 AND family = $2`, int64(year), int64(f))
}

// AddProject implements spending.Store.
func (s spendingStore) AddProject(u unit.Tx, id spending.ProjectID, p spending.Project) error {
	if err := s.one(u, `INSERT INTO spending_project (id, year, family, code, name, document)
		VALUES ($1, $2, $3, $4, $5, $6)`, int64(id), int64(p.Year), int64(p.Family), p.Code, p.Name, p.Document); err != nil {
		return err
	}
	for _, l := range p.Lines {
		if err := s.addBudget(u, int64(id), id, l, civil.DateOf(p.Year, 1, 1), true, p.Document); err != nil {
			return err
		}
	}
	return nil
}

// AddAdjustment implements spending.Store.
func (s spendingStore) AddAdjustment(u unit.Tx, id int64, project spending.ProjectID, a spending.Adjustment) error {
	return s.addBudget(u, id, project, spending.BudgetLine{Cost: a.Cost, Amount: a.Amount}, a.Day, false, a.Document)
}

func (s spendingStore) addBudget(u unit.Tx, id int64, project spending.ProjectID, l spending.BudgetLine, day civil.Date,
	initial bool, document string) error {
	return s.one(u, `INSERT INTO spending_budget (id, cost, project, day, initial, amount, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, id, int64(l.Cost), int64(project), int64(day), bit(initial),
		int64(l.Amount), document)
}

// Lines implements spending.Store.
func (s spendingStore) Lines(u unit.Tx, year int) ([]spending.Line, error) {
	return all(s.tx(u), `SELECT b.project, b.cost, CAST(SUM(b.amount * b.initial) AS BIGINT), CAST(SUM(b.amount) AS BIGINT),
			CAST(COALESCE((SELECT SUM(p.amount) FROM spending_payment p WHERE p.project = b.project AND p.cost = b.cost), 0)
				AS BIGINT)
		FROM spending_project j JOIN spending_budget b ON b.project = j.id
		WHERE j.year = $1 GROUP BY b.project, b.cost ORDER BY b.cost`, []any{int64(year)},
		func(scan func(...any) error) (l spending.Line, err error) {
			return l, scan(&l.Project, &l.Cost, &l.Initial, &l.Budget, &l.Paid)
		})
}

// HasDocument implements spending.Store.
func (s spendingStore) HasDocument(u unit.Tx, payee, document string) (bool, error) {
	return s.has(u, `SELECT id FROM spending_payment WHERE payee = $1 AND document = $2`, payee, document)
}

// AddPayment implements spending.Store.
func (s spendingStore) AddPayment(u unit.Tx, id spending.PaymentID, project spending.ProjectID,
	p spending.Payment) error {
	return s.one(u, `INSERT INTO spending_payment (id, project, cost, subject, amount, day, payee, document, treasury)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, int64(id), int64(project), int64(p.Cost), p.For, int64(p.Amount),
		int64(p.Day), p.Payee, p.Document, p.Treasury)
}

// AddContract implements spending.Store.
func (s spendingStore) AddContract(u unit.Tx, id int64, c spending.Contract) error {
	return s.one(u, `INSERT INTO spending_contract (id, cost, vendor, document, amount, signed, from_day, to_day)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, id, int64(c.Cost), c.Vendor, c.Document, int64(c.Amount),
		int64(c.Signed), int64(c.From), int64(c.To))
}

// Contract implements spending.Store.
func (s spendingStore) Contract(u unit.Tx, id int64) (c spending.Contract, paid money.Fen, found bool, err error) {
	found, err = s.tx(u).get(`SELECT cost, vendor, document, amount, signed, from_day, to_day,
			CAST(COALESCE((SELECT SUM(p.amount) FROM spending_payment p WHERE p.cost = c.cost AND p.subject = c.id), 0)
				AS BIGINT)
		FROM spending_contract c WHERE id = $1`, []any{id}, &c.Cost, &c.Vendor, &c.Document, &c.Amount, &c.Signed,
		&c.From, &c.To, &paid)
	return c, paid, found, err
}

// HasReport implements spending.Store.
func (s spendingStore) HasReport(u unit.Tx, contract int64, m civil.Month) (bool, error) {
	return s.has(u, `SELECT id FROM spending_service_report WHERE contract = $1 AND month = $2`, contract, int64(m))
}

// AddReport implements spending.Store.
func (s spendingStore) AddReport(u unit.Tx, id int64, r spending.ServiceReport) error {
	return s.one(u, `INSERT INTO spending_service_report (id, contract, month, month_end, day, document)
		VALUES ($1, $2, $3, $4, $5, $6)`, id, r.Contract, int64(r.Month), int64(r.Month.Last()), int64(r.Day), r.Document)
}

// AddAssessment implements spending.Store.
func (s spendingStore) AddAssessment(u unit.Tx, id int64, a spending.SecurityAssessment) error {
	return s.one(u, `INSERT INTO spending_assessment (id, contract, system, day, score, open_high, passed, document)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, id, a.Contract, a.System, int64(a.Day), int64(a.Score),
		int64(a.OpenHigh), bit(a.Passed), a.Document)
}
