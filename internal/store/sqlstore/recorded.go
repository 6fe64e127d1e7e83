package sqlstore

import (
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"guangsha/internal/audit"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
)

// Each register is one query that gives, for every row, its id and what audit entries say of it. In rows, each
// table is one query that gives its rows, the id of the record first, and below it one condition for each link.
//
//go:embed recorded/*.sql recorded/rows/*.sql
var recordedFiles embed.FS

// EachRegistered implements ledger.Verifier.
func (s *Store) EachRegistered(u unit.Tx, r ledger.Register, f func(id int64, fields []string) error) error {
	text, err := recordedFiles.ReadFile("recorded/" + r.Name + ".sql")
	if err != nil {
		return fmt.Errorf("no query for register %s: %w", r.Name, err)
	}
	var id any
	columns, fields := make([]any, len(r.Fields)), make([]string, len(r.Fields))
	dest := []any{&id}
	for i := range columns {
		dest = append(dest, &columns[i])
	}
	return s.tx(u).each(string(text), nil, func(scan func(...any) error) error {
		if err := scan(dest...); err != nil {
			return err
		}
		for i, c := range columns {
			fields[i] = plain(c)
		}
		return f(recordOf(id), fields)
	})
}

// tableQuery is the query of a table, and its conditions by their links.
type tableQuery struct {
	rows  string
	links map[string]string
}

// tableQueries are those of all tables by name.
var tableQueries = sync.OnceValues(func() (map[string]tableQuery, error) {
	all := map[string]tableQuery{}
	files, err := fs.Glob(recordedFiles, "recorded/rows/*.sql")
	for _, name := range files {
		text, err := recordedFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		parts := strings.Split(string(text), "-- by ")
		q := tableQuery{rows: parts[0], links: map[string]string{}}
		for _, part := range parts[1:] {
			link, condition, _ := strings.Cut(part, "\n")
			q.links[link] = condition
		}
		all[strings.TrimSuffix(path.Base(name), ".sql")] = q
	}
	return all, err
})

// EachRecord implements ledger.Verifier.
func (s *Store) EachRecord(u unit.Tx, t ledger.Table, f func(id int64, digest string) error) error {
	queries, err := tableQueries()
	if err != nil {
		return err
	}
	return s.tx(u).eachRecord(t, queries[t.Name].rows, nil, f)
}

// EachClaim implements ledger.Verifier.
func (s *Store) EachClaim(u unit.Tx, f func(r ledger.RequestName, answer int64, digest string) error) error {
	return s.tx(u).each(`SELECT home, key, digest, answer FROM request`, nil, func(scan func(...any) error) error {
		var home, key, digest, answer any
		if err := scan(&home, &key, &digest, &answer); err != nil {
			return err
		}
		return f(ledger.RequestName{Home: recordOf(home), Key: plain(key)}, recordOf(answer),
			claimDigest(s.cfg.Leaf, home, key, digest, answer))
	})
}

// claimDigest is the digest of a row of requests: its columns in the order of the table.
func claimDigest(mac secret.MAC, columns ...any) string {
	return rowsDigest(mac, "request", []string{rowText(columns)})
}

// withRows adds to an entry the digests of the rows that it leads to, as they are now: at the end of its unit.
func (t *tx) withRows(e audit.Entry) (audit.Entry, error) {
	for _, table := range ledger.TablesOf(e.Kind) {
		link, values, err := table.Link(e)
		if err != nil {
			return e, err
		}
		rows := t.written[table.Name]
		if link != ledger.LinkWritten || len(rows) == 0 {
			if rows, err = t.rowsAt(table, link, e.ID, values); err != nil {
				return e, err
			}
		}
		e.Fields = slices.Concat(e.Fields, rows)
	}
	return e, nil
}

// rowsAt are the digests of the rows that a link leads to. Where it is the id of a record that the table no longer has,
// that is said.
func (t *tx) rowsAt(table ledger.Table, link string, id int64, values []any) (fields []audit.Field, err error) {
	queries, err := tableQueries()
	if err != nil {
		return nil, err
	}
	q := queries[table.Name]
	condition, known := q.links[link]
	if !known {
		return nil, fmt.Errorf("sqlstore: table %s has no link %q", table.Name, link)
	}
	err = t.eachRecord(table, q.rows+condition, values, func(id int64, digest string) error {
		fields = append(fields, table.Rows(id, digest))
		return nil
	})
	if err == nil && link == ledger.LinkID && len(fields) == 0 {
		fields = append(fields, table.Rows(id, ""))
	}
	return fields, err
}

// hold notes that the unit writes a record of a table that many acts write.
func (t *tx) hold(table string, id int64) {
	if t.held == nil {
		t.held = map[string][]int64{}
	}
	if !slices.Contains(t.held[table], id) {
		t.held[table] = append(t.held[table], id)
	}
}

// heldRows are the digests of what the unit held, as it is now: at the end of the unit.
func (t *tx) heldRows() (fields []audit.Field, err error) {
	if len(t.held) == 0 {
		return nil, nil // as of every posting
	}
	for _, table := range ledger.Tables {
		for _, id := range t.held[table.Name] {
			rows, err := t.rowsAt(table, ledger.LinkID, id, []any{id})
			if err != nil {
				return nil, err
			}
			fields = append(fields, rows...)
		}
	}
	return fields, nil
}

// eachRecord reads rows of a table and gives the digest of each record. Both engines give the same.
func (t *tx) eachRecord(table ledger.Table, query string, values []any, f func(id int64, digest string) error) error {
	var rows []string // of the record id
	var id int64
	give := func() error {
		if len(rows) == 0 {
			return nil
		}
		slices.Sort(rows)
		defer func() { rows = rows[:0] }()
		return f(id, rowsDigest(t.store.cfg.Leaf, table.Name, rows))
	}
	list, _, _ := strings.Cut(query, "FROM") // of names of columns, no more
	columns := make([]any, 1+strings.Count(list, ","))
	dest := make([]any, len(columns))
	for i := range columns {
		dest[i] = &columns[i]
	}
	err := t.each(query+" ORDER BY 1", values, func(scan func(...any) error) error {
		if err := scan(dest...); err != nil {
			return err
		}
		of := recordOf(columns[0])
		if of != id {
			if err := give(); err != nil {
				return err
			}
			id = of
		}
		rows = append(rows, rowText(columns))
		return nil
	})
	if err != nil {
		return err
	}
	return give()
}

// write notes a row of a table that ledger.LinkWritten leads to, with its columns in the order of the table's query.
// The first is the id of its record, of which it is the only row.
func (t *tx) write(table string, columns ...any) {
	i := slices.IndexFunc(ledger.Tables, func(of ledger.Table) bool { return of.Name == table })
	digest := rowsDigest(t.store.cfg.Leaf, table, []string{rowText(columns)})
	if t.written == nil {
		t.written = map[string][]audit.Field{}
	}
	t.written[table] = append(t.written[table], ledger.Tables[i].Rows(columns[0].(int64), digest))
}

// recordOf is the id of a record. What is no number is no record that anybody entered (I-22 says so).
func recordOf(id any) int64 {
	of, err := strconv.ParseInt(plain(id), 10, 64)
	if err != nil {
		return math.MinInt64
	}
	return of
}

// rowText is a row as its digest covers it. A year has a million columns to write, so they are written in place.
func rowText(columns []any) string {
	var row, text []byte
	for _, c := range columns {
		text = appendPlain(text[:0], c)
		row = append(append(strconv.AppendInt(row, int64(len(text)), 10), ':'), text...)
	}
	return string(row)
}

// appendPlain writes a value of a column as text, alike for both engines. Bytes are never what a number or a text is:
// SQLite keeps them in a column of either, and counts with them as with nothing.
func appendPlain(to []byte, v any) []byte {
	switch x := v.(type) {
	case int64:
		return strconv.AppendInt(to, x, 10)
	case string:
		return append(to, x...)
	case []byte:
		return hex.AppendEncode(append(to, "0x"...), x)
	}
	return fmt.Append(to, v)
}

// plain is appendPlain as a text.
func plain(v any) string { return string(appendPlain(nil, v)) }

// rowsDigest is a keyed digest of the rows of a record, half as long as a leaf, since a list has many. The first byte
// separates it from leaves and nodes of the log.
func rowsDigest(mac secret.MAC, table string, rows []string) string {
	parts := [][]byte{{2}, []byte(table)}
	for _, r := range rows {
		parts = append(parts, []byte(strconv.Itoa(len(r))+":"), []byte(r))
	}
	return hex.EncodeToString(mac.Sum(parts...)[:16])
}
