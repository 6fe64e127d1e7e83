package sqlstore

import (
	_ "embed"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/treasury"
)

// treasuryStore implements treasury.Store.
type treasuryStore struct{ *Store }

// Treasury is the store of the treasury.
func (s *Store) Treasury() treasury.Store { return treasuryStore{s} }

// AddBank implements treasury.Store.
func (s treasuryStore) AddBank(u unit.Tx, b treasury.BankAccount) (bool, error) {
	n, err := s.tx(u).exec(`INSERT INTO treasury_bank (id, name, bank, number, nature, opened, through)
		VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING`,
		b.ID, b.Name, b.Bank, b.Number, int64(b.Nature), int64(b.Opened), int64(b.Through))
	return n == 1, err
}

// Bank implements treasury.Store.
func (s treasuryStore) Bank(u unit.Tx, id int64) (treasury.BankAccount, bool, error) {
	return first(s.tx(u), `SELECT id, name, bank, number, nature, opened, through FROM treasury_bank WHERE id = $1`,
		[]any{id}, scanBank)
}

// Banks implements treasury.Store.
func (s treasuryStore) Banks(u unit.Tx) ([]treasury.BankAccount, error) {
	return all(s.tx(u), `SELECT id, name, bank, number, nature, opened, through FROM treasury_bank ORDER BY id`, nil,
		scanBank)
}

func scanBank(scan func(...any) error) (b treasury.BankAccount, err error) {
	return b, scan(&b.ID, &b.Name, &b.Bank, &b.Number, &b.Nature, &b.Opened, &b.Through)
}

// SetInterestThrough implements treasury.Store.
func (s treasuryStore) SetInterestThrough(u unit.Tx, id int64, day civil.Date) error {
	_, err := s.tx(u).exec(`UPDATE treasury_bank SET through = $2 WHERE id = $1`, id, int64(day))
	return err
}

// BankProduct implements treasury.Store. Money at a bank is a debit, so its movements are taken with the other sign.
func (s treasuryStore) BankProduct(u unit.Tx, account ledger.Account, id int64, first, last civil.Date) (
	product money.DayProduct, err error) {
	_, err = s.tx(u).get(`SELECT CAST(COALESCE(SUM(-amount * ($4 - CASE WHEN day < $3 THEN $3 ELSE day END)), 0) AS BIGINT)
		FROM holder_movement WHERE account = $1 AND holder = $2 AND day < $4`,
		[]any{int64(account), id, int64(first), int64(last) + 1}, &product)
	return product, err
}

const depositFields = `SELECT id, bank, amount, rate, months, placed, due, accrued, drawn FROM treasury_deposit`

// AddDeposit implements treasury.Store.
func (s treasuryStore) AddDeposit(u unit.Tx, d treasury.TimeDeposit) error {
	_, err := s.tx(u).exec(`INSERT INTO treasury_deposit (id, bank, amount, rate, months, placed, due)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`, int64(d.ID), d.Bank, int64(d.Amount), int64(d.Rate), int64(d.Months),
		int64(d.Placed), int64(d.Due))
	return err
}

// Deposit implements treasury.Store.
func (s treasuryStore) Deposit(u unit.Tx, id treasury.DepositID) (treasury.TimeDeposit, bool, error) {
	return first(s.tx(u), depositFields+` WHERE id = $1`, []any{int64(id)}, scanDeposit)
}

// Deposits implements treasury.Store.
func (s treasuryStore) Deposits(u unit.Tx) ([]treasury.TimeDeposit, error) {
	return all(s.tx(u), depositFields+` WHERE drawn = 0 ORDER BY id`, nil, scanDeposit)
}

// Register implements treasury.Store.
func (s treasuryStore) Register(u unit.Tx) ([]treasury.TimeDeposit, error) {
	return all(s.tx(u), depositFields+` ORDER BY id`, nil, scanDeposit)
}

func scanDeposit(scan func(...any) error) (d treasury.TimeDeposit, err error) {
	return d, scan(&d.ID, &d.Bank, &d.Amount, &d.Rate, &d.Months, &d.Placed, &d.Due, &d.Accrued, &d.Drawn)
}

// SetDeposit implements treasury.Store.
func (s treasuryStore) SetDeposit(u unit.Tx, d treasury.TimeDeposit) error {
	_, err := s.tx(u).exec(`UPDATE treasury_deposit SET accrued = $2, drawn = $3 WHERE id = $1`,
		int64(d.ID), int64(d.Accrued), int64(d.Drawn))
	return err
}

// AddChunk implements treasury.Store.
func (s treasuryStore) AddChunk(u unit.Tx, c treasury.Chunk) error {
	_, err := s.tx(u).exec(`INSERT INTO treasury_chunk (year, no, through_home, through_id, accounts, movements, interest,
			voucher) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, int64(c.Year), int64(c.No), c.Through.Home, c.Through.ID,
		c.Accounts, c.Rows, int64(c.Interest), int64(c.Voucher))
	return err
}

// LastChunk implements treasury.Store.
func (s treasuryStore) LastChunk(u unit.Tx, year int) (c treasury.Chunk, found bool, err error) {
	found, err = s.tx(u).get(`SELECT year, no, through_home, through_id, accounts, movements, interest, voucher
		FROM treasury_chunk WHERE year = $1 ORDER BY no DESC LIMIT 1`, []any{int64(year)},
		&c.Year, &c.No, &c.Through.Home, &c.Through.ID, &c.Accounts, &c.Rows, &c.Interest, &c.Voucher)
	return c, found, err
}

// CreditedYears implements treasury.Store.
func (s treasuryStore) CreditedYears(u unit.Tx) ([]int, error) {
	return all(s.tx(u), `SELECT DISTINCT year FROM treasury_chunk ORDER BY year`, nil,
		func(scan func(...any) error) (year int, err error) { return year, scan(&year) })
}

// selectEarned reads what each account earned and was given. A movement counts from its day on, the interest of a
// crediting ($2) from the day after, and each balance until the next movement or the end of the period ($1).
//
//go:embed earned.sql
var selectEarned string

// EachEarned implements treasury.Store.
func (s treasuryStore) EachEarned(u unit.Tx, periods []treasury.Period, f func(treasury.Earned) error) error {
	rows := make([][]any, len(periods))
	for i, p := range periods {
		rows[i] = []any{int64(p.First), int64(p.Last), bit(p.Runs)}
	}
	return s.tx(u).each(selectEarned, []any{rowsJSON(rows), int64(ledger.KindCrediting), int64(ledger.MoveInterest)},
		func(scan func(...any) error) error {
			var e treasury.Earned
			if err := scan(&e.Account.Home, &e.Account.ID, &e.Period, &e.Product, &e.Paid, &e.Closed); err != nil {
				return err
			}
			e.Period-- // rows are counted from one
			return f(e)
		})
}

// Turnovers implements treasury.Store.
func (s treasuryStore) Turnovers(u unit.Tx, first, last civil.Date) ([]treasury.Turnover, error) {
	return all(s.tx(u), `SELECT l.account, v.kind, CAST(SUM(l.amount) AS BIGINT) FROM voucher v JOIN line l ON l.voucher = v.id
		WHERE v.day BETWEEN $1 AND $2 GROUP BY l.account, v.kind ORDER BY l.account, v.kind`,
		[]any{int64(first), int64(last)}, func(scan func(...any) error) (t treasury.Turnover, err error) {
			return t, scan(&t.Account, &t.Kind, &t.Amount)
		})
}
