package sqlstore

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

var _ ledger.Store = (*Store)(nil)

// NextID implements ledger.Store.
func (s *Store) NextID(u unit.Tx, kind string) (int64, error) { return s.tx(u).nextID(kind) }

// Append implements ledger.Store. Voucher, lines, holder movements and member movements go in one batch.
func (s *Store) Append(u unit.Tx, v ledger.Voucher, p ledger.Posting) error {
	t := s.tx(u)
	list := voucherRows(v, t.request)
	if len(p.Holders) > 0 {
		list = append(list, stmt{
			query: `INSERT INTO holder_movement (account, holder, voucher, no, day, amount, ref)
				SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), $2, CAST(key AS BIGINT), $3,
					CAST(value ->> 2 AS BIGINT), value ->> 3 FROM json_each($1)`,
			args: []any{holdersJSON(p.Holders), int64(v.ID), int64(v.Day)},
			want: int64(len(p.Holders)),
		})
	}
	if homes := homesJSON(p.Members); homes != "" {
		list = append(list, stmt{query: `INSERT INTO voucher_home (voucher, home)
			SELECT $2, CAST(key AS BIGINT) FROM json_each($1)`, args: []any{homes, int64(v.ID)}, want: -1})
	}
	for _, m := range p.Members {
		list = append(list, t.conn.moveMembers(memberMove{voucher: v, batch: m})...)
		t.movements += int64(len(m.Rows))
	}
	return t.batch(list)
}

// voucherRows writes a voucher with the request it is posted under, and its lines.
func voucherRows(v ledger.Voucher, r ledger.RequestName) []stmt {
	return []stmt{{
		query: `INSERT INTO voucher (id, day, kind, branch, reverses, summary, digest, request_home, request_key)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		args: []any{int64(v.ID), int64(v.Day), int64(v.Kind), v.Branch, int64(v.Reverses), v.Summary, v.Digest, r.Home,
			r.Key},
		want: 1,
	}, {
		query: `INSERT INTO line (voucher, no, account, amount)
			SELECT $2, CAST(key AS BIGINT), CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT) FROM json_each($1)`,
		args: []any{linesJSON(v.Lines), int64(v.ID)},
		want: int64(len(v.Lines)),
	}}
}

// memberMove is a batch of member movements of one voucher.
type memberMove struct {
	voucher ledger.Voucher
	batch   ledger.MemberBatch
}

// whole is how much of each row's amount is carried besides the batch's own part: all of it or nothing.
func (m memberMove) whole() int64 {
	if m.batch.AllCarried {
		return 1
	}
	return 0
}

// paidThrough is the month that accounts move to: forward only, or back to the month of a negative one.
func (m memberMove) paidThrough() int64 {
	if m.voucher.Reverses != 0 {
		return -int64(m.batch.PaidThrough)
	}
	return int64(m.batch.PaidThrough)
}

// members is a set of accounts with a number each as rows; the json is an object of homes, each an object of account
// and number. Without MATERIALIZED, SQLite parses it again for every row.
const members = `WITH v AS MATERIALIZED (
	SELECT CAST(h.key AS BIGINT) AS home, CAST(m.key AS BIGINT) AS id, CAST(CAST(m.value AS TEXT) AS BIGINT) AS n
	FROM json_each($1) h, json_each(h.value) m) `

// moves is a posting batch as rows: the json is an object of account keys and amounts.
const moves = `WITH v AS MATERIALIZED (
	SELECT CAST(key AS BIGINT) AS pk, CAST(CAST(value AS TEXT) AS BIGINT) AS n FROM json_each($1)) `

// moveAccounts moves the accounts of a batch. A posting for a day before the last one of an account (only the
// close of a day makes one) corrects the day-product instead of extending it.
const moveAccounts = moves + `
	UPDATE member_account SET
		product = product + CASE WHEN $2 >= last_day THEN balance * ($2 - last_day) ELSE v.n * (last_day - $2) END,
		last_day = CASE WHEN $2 >= last_day THEN $2 ELSE last_day END,
		balance = balance + v.n, carried = carried + $3 + $5 * v.n, seq = seq + 1,
		paid_through = CASE WHEN $4 > paid_through THEN $4 WHEN $4 < 0 THEN -$4 ELSE paid_through END
	FROM v
	WHERE member_account.pk = v.pk AND closed = 0
		AND balance + v.n >= 0 AND carried + $3 + $5 * v.n BETWEEN 0 AND balance + v.n`

const insertMovements = moves + `
	INSERT INTO movement (home, year, account, seq, voucher, day, kind, amount, carried, balance)
	SELECT a.home, $2, a.id, a.seq, $3, $4, $5, v.n, $6 + $7 * v.n, a.balance
	FROM v CROSS JOIN member_account a WHERE a.pk = v.pk`

// common is the batch in the two statements that both engines understand.
func (m memberMove) common() []stmt {
	rows, n := movesJSON(m.batch.Rows), int64(len(m.batch.Rows))
	day, carried, whole := int64(m.voucher.Day), int64(m.batch.Carried), m.whole()
	return []stmt{
		{query: moveAccounts, args: []any{rows, day, carried, m.paidThrough(), whole}, want: n,
			miss: ledger.NotPostable()},
		{query: insertMovements, args: []any{rows, int64(m.voucher.Day.Year()), int64(m.voucher.ID), day,
			int64(m.batch.Kind), carried, whole}, want: n, miss: errors.New("sqlstore: movement rows missing")},
	}
}

// accountKey is home and id in one number, the key of SQLite's account rows.
func accountKey(id ledger.AccountID) int64 { return id.Home<<32 | id.ID }

// movesJSON writes {"key":amount,…}.
func movesJSON(list []ledger.MemberRow) string {
	b := make([]byte, 0, 24*len(list)+2)
	for _, r := range list {
		b = append(b, `,"`...)
		b = strconv.AppendInt(b, accountKey(r.Account), 10)
		b = append(b, `":`...)
		b = strconv.AppendInt(b, int64(r.Amount), 10)
	}
	if len(b) == 0 {
		return "{}"
	}
	b[0] = '{'
	return string(append(b, '}'))
}

// membersJSON writes {"home":{"id":amount,…},…}. Rows are sorted by home and id.
func membersJSON(list []ledger.MemberRow) string {
	b := make([]byte, 0, 20*len(list)+32)
	b = append(b, '{')
	for i, r := range list {
		switch {
		case i == 0:
			b = append(b, '"')
		case list[i-1].Account.Home != r.Account.Home:
			b = append(b, `},"`...)
		}
		if i == 0 || list[i-1].Account.Home != r.Account.Home {
			b = strconv.AppendInt(b, r.Account.Home, 10)
			b = append(b, `":{`...)
		} else {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = strconv.AppendInt(b, r.Account.ID, 10)
		b = append(b, `":`...)
		b = strconv.AppendInt(b, int64(r.Amount), 10)
	}
	if len(list) > 0 {
		b = append(b, '}')
	}
	return string(append(b, '}'))
}

func byHome(a, b ledger.MemberRow) int { return cmp.Compare(a.Account.Home, b.Account.Home) }

// accountsJSON writes {"home":{"id":0,…},…}.
func accountsJSON(ids []ledger.AccountID) string {
	rows := make([]ledger.MemberRow, len(ids))
	for i, id := range ids {
		rows[i].Account = id
	}
	slices.SortFunc(rows, byHome)
	return membersJSON(rows)
}

// homesJSON writes {"home":0,…}, each home once, or nothing when there are no rows.
func homesJSON(batches []ledger.MemberBatch) string {
	seen := map[int64]bool{}
	var homes []int64
	for _, m := range batches {
		for _, r := range m.Rows {
			if home := r.Account.Home; !seen[home] {
				seen[home] = true
				homes = append(homes, home)
			}
		}
	}
	if len(homes) == 0 {
		return ""
	}
	return keysJSON(homes)
}

// linesJSON writes {"1":[account,amount],…}.
func linesJSON(lines []ledger.Line) string {
	rows := make([][]any, len(lines))
	for i, l := range lines {
		rows[i] = []any{int64(l.Account), int64(l.Amount)}
	}
	return rowsJSON(rows)
}

// holdersJSON writes {"1":[account,holder,amount,ref],…}.
func holdersJSON(list []ledger.HolderRow) string {
	rows := make([][]any, len(list))
	for i, r := range list {
		rows[i] = []any{int64(r.Account), r.Holder, int64(r.Amount), r.Ref}
	}
	return rowsJSON(rows)
}

// Voucher implements ledger.Store.
func (s *Store) Voucher(u unit.Tx, id ledger.VoucherID) (ledger.Voucher, bool, error) {
	t := s.tx(u)
	v := ledger.Voucher{ID: id}
	var no int64
	found, err := t.get(`SELECT day, kind, month_no, branch, reverses, summary, digest, request_home, request_key
		FROM voucher WHERE id = $1`, []any{int64(id)}, &v.Day, &v.Kind, &no, &v.Branch, &v.Reverses, &v.Summary, &v.Digest,
		&v.Request.Home, &v.Request.Key)
	if err != nil || !found {
		return v, false, err
	}
	if v.Number, err = voucherNumber(no); err != nil {
		return v, false, fmt.Errorf("number of voucher %d: %w", id, err)
	}
	v.Lines, err = all(t, `SELECT account, amount FROM line WHERE voucher = $1 ORDER BY no`, []any{int64(id)},
		func(scan func(...any) error) (l ledger.Line, err error) { return l, scan(&l.Account, &l.Amount) })
	return v, true, err
}

// Movements implements ledger.Store. It reads the year's rows of the homes that the voucher moved.
func (s *Store) Movements(u unit.Tx, id ledger.VoucherID) ([]ledger.MemberBatch, []ledger.HolderRow, error) {
	t := s.tx(u)
	var day civil.Date
	if _, err := t.get(`SELECT day FROM voucher WHERE id = $1`, []any{int64(id)}, &day); err != nil {
		return nil, nil, err
	}
	holders, err := t.holders(id)
	if err != nil {
		return nil, nil, err
	}
	type row struct {
		ledger.MemberRow
		kind    ledger.MovementKind
		carried money.Fen
		nth     int64 // an account stands once in a batch
	}
	list, err := all(t, `SELECT m.home, m.account, m.kind, m.amount, m.carried, ROW_NUMBER() OVER (
			PARTITION BY m.kind, m.carried, m.home, m.account ORDER BY m.seq) AS nth
		FROM voucher v CROSS JOIN voucher_home h CROSS JOIN movement m
		WHERE v.id = $1 AND h.voucher = v.id AND m.home = h.home AND m.year = $2 AND m.voucher = v.id
		ORDER BY m.kind, m.carried, nth, m.home, m.account`, []any{int64(id), int64(day.Year())},
		func(scan func(...any) error) (r row, err error) {
			return r, scan(&r.Account.Home, &r.Account.ID, &r.kind, &r.Amount, &r.carried, &r.nth)
		})
	if err != nil {
		return nil, nil, err
	}
	var batches []ledger.MemberBatch
	for i, r := range list {
		if i == 0 || list[i-1].kind != r.kind || list[i-1].carried != r.carried || list[i-1].nth != r.nth {
			batches = append(batches, ledger.MemberBatch{Kind: r.kind, Carried: r.carried})
		}
		last := &batches[len(batches)-1]
		last.Rows = append(last.Rows, r.MemberRow)
	}
	return batches, holders, nil
}

// holders are the holder movements of a voucher, in the order they were posted.
func (t *tx) holders(id ledger.VoucherID) ([]ledger.HolderRow, error) {
	return all(t, `SELECT account, holder, amount, ref FROM holder_movement WHERE voucher = $1 ORDER BY no`,
		[]any{int64(id)}, func(scan func(...any) error) (r ledger.HolderRow, err error) {
			return r, scan(&r.Account, &r.Holder, &r.Amount, &r.Ref)
		})
}

// ReversedBy implements ledger.Store.
func (s *Store) ReversedBy(u unit.Tx, id ledger.VoucherID) (ledger.VoucherID, error) {
	var by ledger.VoucherID
	_, err := s.tx(u).get(`SELECT id FROM voucher WHERE reverses = $1 AND reverses > 0`, []any{int64(id)}, &by)
	return by, err
}

// HolderBalance implements ledger.Store.
func (s *Store) HolderBalance(u unit.Tx, account ledger.Account, holder int64) (money.Fen, error) {
	var sum money.Fen
	_, err := s.tx(u).get(`SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) FROM holder_movement
		WHERE account = $1 AND holder = $2`, []any{int64(account), holder}, &sum)
	return sum, err
}

// MemberAccount implements ledger.Store.
func (s *Store) MemberAccount(u unit.Tx, id ledger.AccountID) (ledger.MemberAccount, bool, error) {
	a := ledger.MemberAccount{AccountID: id}
	var closed int64
	found, err := s.tx(u).get(`SELECT balance, carried, product, last_day, seq, paid_through, closed
		FROM member_account WHERE home = $1 AND id = $2`, []any{id.Home, id.ID},
		&a.Balance, &a.Carried, &a.Product, &a.LastDay, &a.Seq, &a.PaidThrough, &closed)
	a.Closed = closed != 0
	return a, found, err
}

// MemberAccounts implements ledger.Store.
func (s *Store) MemberAccounts(u unit.Tx, after ledger.AccountID, limit int) ([]ledger.MemberAccount, error) {
	return all(s.tx(u), `SELECT home, id, balance, carried, product, last_day, seq, paid_through, closed
		FROM member_account WHERE (home, id) > ($1, $2) ORDER BY home, id LIMIT $3`,
		[]any{after.Home, after.ID, int64(limit)}, func(scan func(...any) error) (a ledger.MemberAccount, err error) {
			var closed int64
			err = scan(&a.Home, &a.ID, &a.Balance, &a.Carried, &a.Product, &a.LastDay, &a.Seq, &a.PaidThrough, &closed)
			a.Closed = closed != 0
			return a, err
		})
}

// OpenMemberAccounts implements ledger.Store.
func (s *Store) OpenMemberAccounts(u unit.Tx, ids []ledger.AccountID, day civil.Date) error {
	t := s.tx(u)
	return t.batch([]stmt{{query: `INSERT INTO member_account (pk, home, id, last_day)
		SELECT CAST(h.key AS BIGINT) * 4294967296 + CAST(m.key AS BIGINT), CAST(h.key AS BIGINT),
			CAST(m.key AS BIGINT), $2 FROM json_each($1) h, json_each(h.value) m`,
		args: []any{accountsJSON(ids), int64(day)}, want: int64(len(ids)),
		miss: errors.New("sqlstore: member accounts named twice")}})
}

// CarryAccounts implements ledger.Store.
func (s *Store) CarryAccounts(u unit.Tx, list []ledger.CarriedAccount, day civil.Date) error {
	rows := make([][]any, len(list))
	var products [][]any
	for i, c := range list {
		rows[i] = []any{c.Account.Home, c.Account.ID, c.Product, c.PaidThrough}
		if c.Product > 0 {
			products = append(products, []any{c.Account.Home, c.Account.ID, day, c.Product})
		}
	}
	t := s.tx(u)
	if err := t.insert(`INSERT INTO opening_product (home, account, day, product)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT),
			CAST(value ->> 3 AS BIGINT) FROM json_each($1)`, products); err != nil {
		return err
	}
	return t.insert(`WITH v AS MATERIALIZED (
			SELECT CAST(value ->> 0 AS BIGINT) AS home, CAST(value ->> 1 AS BIGINT) AS id,
				CAST(value ->> 2 AS BIGINT) AS product, CAST(value ->> 3 AS BIGINT) AS month
			FROM json_each($1))
		UPDATE member_account SET product = member_account.product + v.product,
			paid_through = CASE WHEN v.month > paid_through THEN v.month ELSE paid_through END
		FROM v WHERE member_account.home = v.home AND member_account.id = v.id AND closed = 0`, rows)
}

// CloseMemberAccount implements ledger.Store.
func (s *Store) CloseMemberAccount(u unit.Tx, id ledger.AccountID) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE member_account SET closed = 1, product = 0
		WHERE home = $1 AND id = $2 AND balance = 0 AND closed = 0`, id.Home, id.ID)
	return n == 1, err
}

// Claimed implements ledger.Store.
func (s *Store) Claimed(u unit.Tx) ledger.RequestName { return s.tx(u).request }

// Claim implements ledger.Store.
func (s *Store) Claim(u unit.Tx, home int64, key string, digest []byte, answer int64) (ledger.Claimed, error) {
	t := s.tx(u)
	n, err := t.exec(`INSERT INTO request (home, key, digest, answer) VALUES ($1, $2, $3, $4)
		ON CONFLICT (home, key) DO NOTHING`, home, key, digest, answer)
	if err == nil && n == 1 {
		t.request = ledger.RequestName{Home: home, Key: key}
		t.claims = append(t.claims, t.request.Held(claimDigest(t.store.cfg.Leaf, home, key, digest, answer)))
	}
	if err != nil || n == 1 {
		return ledger.Claimed{New: n == 1, Digest: digest, Answer: answer}, err
	}
	var c ledger.Claimed
	_, err = t.get(`SELECT digest, answer FROM request WHERE home = $1 AND key = $2`, []any{home, key},
		&c.Digest, &c.Answer)
	return c, err
}

// numberBase is the stored number of a voucher before the first of its month: YYYYMM times this, and then the number
// within the month.
const numberBase = 100_000_000

// voucherNumber writes a stored number as people see it; none is empty.
func voucherNumber(no int64) (string, error) {
	if no == 0 {
		return "", nil
	}
	month := no / numberBase
	text, err := number.Voucher(civil.MonthOf(int(month/100), int(month%100)), no%numberBase)
	return string(text), err
}
