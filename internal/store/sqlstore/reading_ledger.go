package sqlstore

import (
	"fmt"
	"slices"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

var _ ledger.Reader = (*Store)(nil)

// State implements ledger.Reader.
func (s *Store) State(u unit.Tx) (state string, err error) {
	_, err = s.tx(u).get(s.engine.stateQuery(), []any{audit.OpLook, audit.OpDeliver}, &state)
	return state, err
}

// CurrentDay implements ledger.Reader.
func (s *Store) CurrentDay(u unit.Tx) (day civil.Date, err error) {
	_, err = s.tx(u).get(`SELECT open_day FROM book`, nil, &day)
	return day, err
}

// FirstDay implements ledger.Reader.
func (s *Store) FirstDay(u unit.Tx) (day civil.Date, err error) {
	_, err = s.tx(u).get(`SELECT COALESCE(MIN(day), 0) FROM book_day`, nil, &day)
	return day, err
}

// LastClosed implements ledger.Reader.
func (s *Store) LastClosed(u unit.Tx, day civil.Date) (closed civil.Date, err error) {
	_, err = s.tx(u).get(`SELECT COALESCE(MAX(day), 0) FROM book_day WHERE state = 3 AND day <= $1`,
		[]any{int64(day)}, &closed)
	return closed, err
}

// Days implements ledger.Reader.
func (s *Store) Days(u unit.Tx, from, to civil.Date) ([]ledger.DaySummary, error) {
	return all(s.tx(u), `SELECT d.day, d.state, COUNT(DISTINCT v.id),
			CAST(COALESCE(SUM(CASE WHEN l.amount < 0 THEN -l.amount ELSE 0 END), 0) AS BIGINT)
		FROM book_day d LEFT JOIN voucher v ON v.day = d.day LEFT JOIN line l ON l.voucher = v.id
		WHERE d.day BETWEEN $1 AND $2 GROUP BY d.day, d.state ORDER BY d.day`, []any{int64(from), int64(to)},
		func(scan func(...any) error) (d ledger.DaySummary, err error) {
			return d, scan(&d.Day, &d.State, &d.Vouchers, &d.Amount)
		})
}

// byMonth reads rows that begin with a day and adds them up by month and what else they are by. The days come in
// order, so the months do.
func byMonth[K comparable, T any](t *tx, query string, args []any, row func(func(...any) error, *civil.Date) (K, T,
	error),
	add func(month civil.Month, key K, sum *T, one T)) (list []T, err error) {
	type place struct {
		month civil.Month
		key   K
	}
	at := map[place]int{}
	err = t.each(query, args, func(scan func(...any) error) error {
		var day civil.Date
		key, one, err := row(scan, &day)
		if err != nil {
			return err
		}
		p := place{day.Month(), key}
		i, known := at[p]
		if !known {
			i = len(list)
			at[p] = i
			list = append(list, *new(T))
		}
		add(p.month, key, &list[i], one)
		return nil
	})
	return list, err
}

// Turnover implements ledger.Reader.
func (s *Store) Turnover(u unit.Tx, from, to civil.Date) ([]ledger.Turnover, error) {
	type key struct {
		kind    ledger.VoucherKind
		account ledger.Account
	}
	return byMonth(s.tx(u), `SELECT v.day, COALESCE(o.kind, v.kind) AS of_kind, l.account, CAST(SUM(l.amount) AS BIGINT)
		FROM voucher v JOIN line l ON l.voucher = v.id LEFT JOIN voucher o ON o.id = v.reverses AND v.reverses > 0
		WHERE v.day BETWEEN $1 AND $2
		GROUP BY v.day, COALESCE(o.kind, v.kind), l.account ORDER BY v.day, of_kind, l.account`,
		[]any{int64(from), int64(to)},
		func(scan func(...any) error, day *civil.Date) (k key, one ledger.Turnover, err error) {
			err = scan(day, &k.kind, &k.account, &one.Amount)
			return k, one, err
		},
		func(m civil.Month, k key, sum *ledger.Turnover, one ledger.Turnover) {
			*sum = ledger.Turnover{Month: m, Kind: k.kind, Account: k.account, Amount: money.Sum(sum.Amount,
				one.Amount)}
		})
}

// Numbered implements ledger.Reader.
func (s *Store) Numbered(u unit.Tx, no number.VoucherNo) (id ledger.VoucherID, err error) {
	month, serial, err := number.SplitVoucher(no)
	if err != nil {
		return 0, err
	}
	_, err = s.tx(u).get(`SELECT id FROM voucher WHERE month_no = $1 AND month_no > 0`,
		[]any{storedNumber(month, serial)}, &id)
	return id, err
}

// storedNumber is a voucher's number as the column holds it.
func storedNumber(month civil.Month, serial int64) int64 {
	return int64(month.Year()*100+month.Number())*numberBase + serial
}

const voucherAmount = `CAST(COALESCE((SELECT SUM(-l.amount) FROM line l WHERE l.voucher = v.id AND l.amount < 0), 0)
	AS BIGINT)`

const headingColumns = `SELECT v.id, v.day, v.kind, v.month_no, v.branch, v.summary, v.reverses, ` + voucherAmount + `, `

const selectHeading = headingColumns + byKey + `, ` + byKey + `, ` + byKey + ` FROM `

// voucherPlace places a voucher among those of its day: in the order of the numbers, which the close gives, and behind
// them by ids as long as there is none.
const voucherPlace = `(CASE WHEN v.month_no > 0 THEN v.month_no ELSE 4611686018427387904 + v.id END)`

// atPlaces are the vouchers at the places of a parameter.
const atPlaces = ` AND v.id IN (
		SELECT n.id FROM json_each($%[1]d) w CROSS JOIN voucher n WHERE n.month_no = CAST(w.key AS BIGINT) AND n.month_no > 0
		UNION ALL SELECT CAST(w.key AS BIGINT) - 4611686018427387904 FROM json_each($%[1]d) w
			WHERE CAST(w.key AS BIGINT) > 4611686018427387904)`

// voucherMoved is what a voucher moved on the accounts $7.
const voucherMoved = `CAST(COALESCE((SELECT SUM(l.amount) FROM line l WHERE l.voucher = v.id AND l.account IN ` + asked + `), 0)
	AS BIGINT)`

// asked are the accounts $7.
const asked = `(SELECT CAST(key AS BIGINT) FROM json_each($7))`

// dayOrder and amountOrder are the columns of a list of vouchers by day and by amount.
var (
	dayOrder    = orders{ledger.ByDay: "v.day"}
	amountOrder = orders{ledger.ByAmount: "sorted"}
)

func scanHeading(scan func(...any) error) (r ledger.VoucherRow, err error) {
	var no int64
	err = scan(&r.ID, &r.Day, &r.Kind, &no, &r.Branch, &r.Summary, &r.Reverses, &r.Amount, &r.Moved, &r.Sorted,
		&r.Place)
	if err != nil {
		return r, err
	}
	r.Number, err = voucherNumber(no)
	return r, err
}

// Vouchers implements ledger.Reader. A list within a month's numbers goes down the numbers' index, any other down the
// days'.
func (s *Store) Vouchers(u unit.Tx, f ledger.VoucherFilter, p listing.Page[int64]) ([]ledger.VoucherRow, error) {
	page, args, err := voucherPage(f, p)
	if err != nil {
		return nil, err
	}
	way := ""
	if p.Down {
		way = " DESC"
	}
	// What is ordered is short; the rest of a row is read for the page alone.
	return all(s.tx(u), `WITH k AS MATERIALIZED (`+page+`)
		`+headingColumns+voucherMoved+`, k.sorted, k.place FROM k JOIN voucher v ON v.id = k.id
		ORDER BY k.sorted`+way+`, k.place`+way, args, scanHeading)
}

// VoucherPlaces implements ledger.Reader.
func (s *Store) VoucherPlaces(u unit.Tx, f ledger.VoucherFilter, o listing.Order) ([]listing.Place[int64], error) {
	page, args, err := voucherPage(f, listing.All[int64](o))
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), `SELECT place, sorted FROM (`+page+`) k`, args, scanPlace[int64])
}

// voucherPage is the ids of a page of vouchers with what they are ordered by. The amounts, which no index has, are
// added up in one pass over the lines before any is compared.
func voucherPage(f ledger.VoucherFilter, p listing.Page[int64]) (page string, all []any, err error) {
	where, args := whereVouchers(f)
	args = append(args, keysJSON(f.Accounts))
	if p.At == nil {
		where += ` AND ` + withAccounts(f.Accounts)
	} else { // what is asked of a few is looked up voucher by voucher
		args = append(args, keysJSON(p.At))
		where += fmt.Sprintf(atPlaces, len(args))
		if len(f.Accounts) > 0 {
			where += ` AND ` + onAccounts
		}
		p = listing.All[int64](p.Order)
	}
	if p.By != ledger.ByAmount {
		column, end, all, err := ordered(dayOrder, voucherPlace, p, args...)
		return `SELECT v.id, ` + column + ` AS sorted, ` + voucherPlace + ` AS place
			FROM voucher v WHERE ` + where + end, all, err
	}
	_, end, all, err := ordered(amountOrder, "place", p, args...)
	return `SELECT id, sorted, place FROM (SELECT v.id AS id, CAST(SUM(-l.amount) AS BIGINT) AS sorted, ` + voucherPlace +
		` AS place FROM voucher v JOIN line l ON l.voucher = v.id AND l.amount < 0 WHERE ` + where +
		` GROUP BY v.id) a WHERE 1 = 1` + end, all, err
}

// VoucherTotal implements ledger.Reader. The lines of the accounts are read once.
func (s *Store) VoucherTotal(u unit.Tx, f ledger.VoucherFilter) (t ledger.VoucherTotal, err error) {
	where, args := whereVouchers(f)
	if len(f.Accounts) == 0 {
		_, err = s.tx(u).get(`SELECT COUNT(*) FROM voucher v WHERE `+where, args, &t.Vouchers)
		return t, err
	}
	lines := `l.account IN ` + asked
	if slices.Min(f.Accounts) >= resultAccounts {
		lines += fmt.Sprintf(` AND l.account >= %d`, resultAccounts) // what the index line_result has
	}
	_, err = s.tx(u).get(`SELECT COUNT(DISTINCT v.id), CAST(COALESCE(SUM(l.amount), 0) AS BIGINT)
		FROM voucher v JOIN line l ON l.voucher = v.id WHERE `+where+` AND `+lines,
		append(args, keysJSON(f.Accounts)), &t.Vouchers, &t.Moved)
	return t, err
}

// whereVouchers is what vouchers a filter takes but for their accounts, with its arguments $1 to $6.
func whereVouchers(f ledger.VoucherFilter) (where string, args []any) {
	first, last := int64(-1), int64(0)
	if f.Number != (ledger.NumberRange{}) {
		first, last = storedNumber(f.Number.Month, f.Number.First), storedNumber(f.Number.Month, f.Number.Last)
		f.From, f.To = max(f.From, f.Number.Month.First()), earlier(f.To, f.Number.Month.Last())
	}
	if f.To == 0 {
		f.To = civil.DateOf(9999, 12, 31)
	}
	return `v.day >= $1 AND v.day <= $2 AND (CAST($3 AS BIGINT) < 0 OR v.month_no BETWEEN $3 AND $4)
			AND (CAST($5 AS BIGINT) = 0 OR v.kind IN (SELECT CAST(key AS BIGINT) FROM json_each($6))
				OR v.reverses > 0 AND (SELECT o.kind FROM voucher o WHERE o.id = v.reverses)
					IN (SELECT CAST(key AS BIGINT) FROM json_each($6)))`,
		[]any{int64(f.From), int64(f.To), first, last, int64(len(f.Kinds)), keysJSON(f.Kinds)}
}

// withAccounts is that voucher v has a line on one of the accounts $7, or is any when none are asked for. The lines of
// income and expense have an index (line_result).
func withAccounts(list []ledger.Account) string {
	switch {
	case len(list) == 0:
		return `NOT EXISTS ` + asked
	case slices.Min(list) >= resultAccounts:
		return fmt.Sprintf(`v.id IN (SELECT l.voucher FROM line l WHERE l.account IN %s AND l.account >= %d)`, asked,
			resultAccounts)
	}
	return onAccounts
}

// onAccounts is that voucher v has a line on one of the accounts $7.
const onAccounts = `EXISTS (SELECT 1 FROM line l WHERE l.voucher = v.id AND l.account IN ` + asked + `)`

// resultAccounts is where the accounts of the index line_result begin.
const resultAccounts = 40101

// earlier is the earlier of two days; zero is none.
func earlier(a, b civil.Date) civil.Date {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}

// Headings implements ledger.Reader.
func (s *Store) Headings(u unit.Tx, ids []ledger.VoucherID) (map[ledger.VoucherID]ledger.VoucherRow, error) {
	list, err := all(s.tx(u), selectHeading+`json_each($1) w CROSS JOIN voucher v WHERE v.id = CAST(w.key AS BIGINT)`,
		[]any{keysJSON(ids)}, scanHeading)
	found := make(map[ledger.VoucherID]ledger.VoucherRow, len(list))
	for _, r := range list {
		found[r.ID] = r
	}
	return found, err
}

func scanMovement(scan func(...any) error) (m ledger.Movement, err error) {
	return m, scan(&m.Account.Home, &m.Account.ID, &m.Seq, &m.Voucher, &m.Day, &m.Kind, &m.Amount, &m.Carried,
		&m.Balance)
}

// moved are the member movements of voucher $1: the homes that it moved lead to them.
const moved = ` FROM voucher v CROSS JOIN voucher_home h CROSS JOIN movement m
	WHERE v.id = $1 AND h.voucher = v.id AND m.home = h.home AND m.year = $2 AND m.voucher = v.id `

// MovementsOf implements ledger.Reader.
func (s *Store) MovementsOf(u unit.Tx, v ledger.VoucherID, after ledger.MovementPlace, limit int) (
	[]ledger.Movement, error) {
	year, err := s.yearOf(u, v)
	if err != nil {
		return nil, err
	}
	return all(s.tx(u), `SELECT m.home, m.account, m.seq, m.voucher, m.day, m.kind, m.amount, m.carried, m.balance`+moved+
		`AND h.home >= $3 AND (m.home > $3 OR m.account > $4 OR m.account = $4 AND m.seq > $5)
		ORDER BY m.home, m.account, m.seq LIMIT $6`, []any{int64(v), year, after.Account.Home,
		after.Account.ID, after.Seq, int64(limit)}, scanMovement)
}

func (s *Store) yearOf(u unit.Tx, v ledger.VoucherID) (int64, error) {
	var day civil.Date
	_, err := s.tx(u).get(`SELECT day FROM voucher WHERE id = $1`, []any{int64(v)}, &day)
	return int64(day.Year()), err
}

// Holdings implements ledger.Reader.
func (s *Store) Holdings(u unit.Tx, v ledger.VoucherID, limit int) ([]ledger.HolderRow, error) {
	return all(s.tx(u), `SELECT account, holder, amount, ref FROM holder_movement WHERE voucher = $1 ORDER BY no LIMIT $2`,
		[]any{int64(v), int64(limit)}, func(scan func(...any) error) (r ledger.HolderRow, err error) {
			return r, scan(&r.Account, &r.Holder, &r.Amount, &r.Ref)
		})
}

// Beneath implements ledger.Reader.
func (s *Store) Beneath(u unit.Tx, v ledger.VoucherID) (members, holders int64, err error) {
	year, err := s.yearOf(u, v)
	if err != nil {
		return 0, 0, err
	}
	if _, err = s.tx(u).get(`SELECT COUNT(*)`+moved, []any{int64(v), year}, &members); err != nil {
		return 0, 0, err
	}
	_, err = s.tx(u).get(`SELECT COUNT(*) FROM holder_movement WHERE voucher = $1`, []any{int64(v)}, &holders)
	return members, holders, err
}

// PostedUnder implements ledger.Reader.
func (s *Store) PostedUnder(u unit.Tx, v ledger.VoucherID) (r ledger.RequestName, err error) {
	_, err = s.tx(u).get(`SELECT request_home, request_key FROM voucher WHERE id = $1`, []any{int64(v)}, &r.Home, &r.Key)
	return r, err
}

// Posted implements ledger.Reader.
func (s *Store) Posted(u unit.Tx, v ledger.VoucherID) (e audit.Stored, found bool, err error) {
	found, err = s.tx(u).get(`SELECT id, at, op, kind, ref, actor, canonical, leaf FROM audit_entry
		WHERE ref = $1 AND kind = 'voucher.posted'`, []any{int64(v)},
		&e.Seq, &e.At, &e.Op, &e.Kind, &e.ID, &e.Actor, &e.Canonical, &e.Leaf)
	return e, found, err
}

// years are years as rows, so that an account's movements are one short range of the key for each.
const years = `WITH y AS MATERIALIZED (SELECT CAST(key AS BIGINT) AS year FROM json_each($1)) `

func yearsJSON(from, to civil.Date) string {
	var list []int64
	for y := from.Year(); y <= to.Year(); y++ {
		list = append(list, int64(y))
	}
	return keysJSON(list)
}

// Statement implements ledger.Reader.
func (s *Store) Statement(u unit.Tx, a ledger.AccountID, from, to civil.Date, after int64, limit int) (
	[]ledger.Movement, error) {
	return all(s.tx(u), years+`SELECT m.home, m.account, m.seq, m.voucher, m.day, m.kind, m.amount, m.carried, m.balance
		FROM y CROSS JOIN movement m WHERE m.home = $2 AND m.year = y.year AND m.account = $3 AND m.seq > $4
			AND m.day BETWEEN $5 AND $6
		ORDER BY m.seq LIMIT $7`, []any{yearsJSON(from, to), a.Home, a.ID, after, int64(from), int64(to), int64(limit)},
		scanMovement)
}

// BalanceAt implements ledger.Reader.
func (s *Store) BalanceAt(u unit.Tx, a ledger.AccountID, day civil.Date) (balance money.Fen, err error) {
	_, err = s.tx(u).get(years+`SELECT m.balance FROM y CROSS JOIN movement m
		WHERE m.home = $2 AND m.year = y.year AND m.account = $3 AND m.day <= $4 ORDER BY m.seq DESC LIMIT 1`,
		[]any{yearsJSON(ledger.Earliest, day), a.Home, a.ID, int64(day)}, &balance)
	return balance, err
}
