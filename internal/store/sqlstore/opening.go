package sqlstore

import (
	"embed"
	"fmt"
	"strings"

	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/opening"
)

// Each check of an opening is one query that gives, for every dirty row, its table (tab), its reference (ref), what it
// is called (name) and a detail; each sum one that gives objects and values.
//
//go:embed opening/*.sql opening_sums/*.sql
var openingFiles embed.FS

// openingStore is the staging area.
type openingStore struct{ *Store }

var _ opening.Store = openingStore{}

// Opening is the port of openings.
func (s *Store) Opening() opening.Store { return openingStore{s} }

// Status implements opening.Store.
func (s openingStore) Status(u unit.Tx) (st opening.Status, err error) {
	_, err = s.tx(u).get(`SELECT state, day, name, loaded FROM opening WHERE one = 1`, nil, &st.State, &st.Day, &st.Name,
		&st.Loaded)
	return st, err
}

// SetStatus implements opening.Store.
func (s openingStore) SetStatus(u unit.Tx, st opening.Status) error {
	_, err := s.tx(u).exec(`INSERT INTO opening (one, state, day, name, loaded) VALUES (1, $1, $2, $3, $4)
		ON CONFLICT (one) DO UPDATE SET state = excluded.state, day = excluded.day, name = excluded.name,
			loaded = excluded.loaded`, int64(st.State), int64(st.Day), st.Name, int64(st.Loaded))
	return err
}

// Live implements opening.Store.
func (s openingStore) Live(u unit.Tx) (bool, error) {
	var one int64
	return s.tx(u).get(`SELECT 1 FROM (SELECT 1 AS n FROM employer UNION ALL SELECT 1 FROM member_account
		UNION ALL SELECT 1 FROM voucher UNION ALL SELECT 1 FROM loan
		UNION ALL SELECT 1 FROM treasury_bank) x LIMIT 1`, nil, &one)
}

// straying are the tables whose rows go with a set, each with the condition that a row does not belong to the
// references from $1 up to and without $2, and with its key.
func straying() (list [][3]string) {
	const outside = `(ref < $1 OR ref >= $2)`
	list = append(list, [3]string{"opening_finding", fmt.Sprintf("%s AND made = %d", outside, opening.ByLoad), "id"})
	for _, table := range stagingTables() {
		list = append(list, [3]string{"opening_" + table, outside, "ref"})
	}
	return list
}

// Stray implements opening.Store.
func (s openingStore) Stray(u unit.Tx, first, end int64) (bool, error) {
	for _, of := range straying() {
		var one int64
		found, err := s.tx(u).get(`SELECT 1 FROM `+of[0]+` WHERE `+of[1]+` LIMIT 1`, []any{first, end}, &one)
		if err != nil || found {
			return found, err
		}
	}
	return false, nil
}

// Discard implements opening.Store.
func (s openingStore) Discard(u unit.Tx, first, end int64, limit int) (done int64, err error) {
	for _, of := range straying() {
		n, err := s.tx(u).exec(`DELETE FROM `+of[0]+` WHERE `+of[2]+` IN (SELECT `+of[2]+` FROM `+of[0]+`
			WHERE `+of[1]+` LIMIT $3)`, first, end, int64(limit)-done)
		if done += n; err != nil || done >= int64(limit) {
			return done, err
		}
	}
	return done, nil
}

func stagingTables() (list []string) {
	for _, t := range opening.Tables {
		list = append(list, t.Staging)
	}
	return list
}

// SetFiles implements opening.Store.
func (s openingStore) SetFiles(u unit.Tx, files []opening.File) error {
	_, err := s.tx(u).exec(`DELETE FROM opening_file`)
	for _, f := range files {
		if err != nil {
			return err
		}
		_, err = s.tx(u).exec(`INSERT INTO opening_file (no, tab, name, rows) VALUES ($1, $2, $3, $4)`,
			f.No, f.Table, f.Name, f.Rows)
	}
	return err
}

// Files implements opening.Store.
func (s openingStore) Files(u unit.Tx) ([]opening.File, error) {
	return all(s.tx(u), `SELECT no, tab, name, rows FROM opening_file ORDER BY no`, nil,
		func(scan func(...any) error) (f opening.File, err error) {
			return f, scan(&f.No, &f.Table, &f.Name, &f.Rows)
		})
}

// columnOf is a column of a staging table.
type columnOf struct {
	name string
	text bool
}

// stagingColumns are the columns of a staging table, those of the table's fields behind the reference.
func stagingColumns(t opening.Table) []columnOf {
	columns := []columnOf{{"ref", false}}
	for _, f := range t.Fields {
		columns = append(columns, columnOf{f.Column, f.IsText()})
		if f.Kind == opening.IDNo {
			columns = append(columns, columnOf{f.Column + "_index", true})
		}
	}
	return columns
}

// AddRows implements opening.Store.
func (s openingStore) AddRows(u unit.Tx, t opening.Table, rows [][]any) error {
	var columns, values []string
	for i, c := range stagingColumns(t) {
		form := "CAST(value ->> %d AS BIGINT)"
		if c.text {
			form = "value ->> %d"
		}
		columns, values = append(columns, c.name), append(values, fmt.Sprintf(form, i))
	}
	return s.tx(u).insert(`INSERT INTO opening_`+t.Staging+` (`+strings.Join(columns, ", ")+`)
		SELECT `+strings.Join(values, ", ")+` FROM json_each($1)`, rows)
}

// Rows implements opening.Store.
func (s openingStore) Rows(u unit.Tx, t opening.Table, after int64, limit int) ([][]any, error) {
	columns := stagingColumns(t)
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.name
	}
	return all(s.tx(u), `SELECT `+strings.Join(names, ", ")+` FROM opening_`+t.Staging+`
		WHERE ref > $1 ORDER BY ref LIMIT $2`, []any{after, int64(limit)}, func(scan func(...any) error) ([]any, error) {
		places := make([]any, len(columns))
		for i, c := range columns {
			if places[i] = new(int64); c.text {
				places[i] = new(string)
			}
		}
		err := scan(places...)
		for i, place := range places {
			switch v := place.(type) {
			case *int64:
				places[i] = *v
			case *string:
				places[i] = *v
			}
		}
		return places, err
	})
}

// Control implements opening.Store.
func (s openingStore) Control(u unit.Tx) ([]opening.ControlTotal, error) {
	return all(s.tx(u), `SELECT ref, item, object, value FROM opening_control ORDER BY ref`, nil,
		func(scan func(...any) error) (c opening.ControlTotal, err error) {
			return c, scan(&c.Ref, &c.Item, &c.Object, &c.Value)
		})
}

// Settle implements opening.Store. PostgreSQL plans joins of tables that it knows nothing of as if they were small, and
// takes minutes for them; SQLite keeps to the order of the joins.
func (s openingStore) Settle(u unit.Tx) error {
	if s.engine.name() != "postgres" {
		return nil
	}
	for _, table := range stagingTables() {
		if _, err := s.tx(u).exec(`ANALYZE opening_` + table); err != nil {
			return err
		}
	}
	return nil
}

// AddFindings implements opening.Store.
func (s openingStore) AddFindings(u unit.Tx, by opening.Made, list []opening.Finding) error {
	t := s.tx(u)
	rows := make([][]any, len(list))
	for i, f := range list {
		id, err := t.nextID("opening_finding")
		if err != nil {
			return err
		}
		rows[i] = []any{id, by, f.Reason, f.Table, f.Ref, f.Name, f.Detail, f.Day}
	}
	return t.insert(`INSERT INTO opening_finding (id, made, reason, tab, ref, name, detail, day)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), value ->> 2, value ->> 3,
			CAST(value ->> 4 AS BIGINT), value ->> 5, value ->> 6, CAST(value ->> 7 AS BIGINT)
		FROM json_each($1)`, rows)
}

// DropFindings implements opening.Store.
func (s openingStore) DropFindings(u unit.Tx, by opening.Made) error {
	_, err := s.tx(u).exec(`DELETE FROM opening_finding WHERE made = $1`, int64(by))
	return err
}

// Findings implements opening.Store.
func (s openingStore) Findings(u unit.Tx, after int64, limit int) ([]opening.Finding, error) {
	return all(s.tx(u), `SELECT id, reason, tab, ref, name, detail, day FROM opening_finding WHERE id > $1
		ORDER BY id LIMIT $2`, []any{after, int64(limit)},
		func(scan func(...any) error) (f opening.Finding, err error) {
			return f, scan(&f.ID, &f.Reason, &f.Table, &f.Ref, &f.Name, &f.Detail, &f.Day)
		})
}

// CountFindings implements opening.Store.
func (s openingStore) CountFindings(u unit.Tx) (map[string]int64, error) {
	counts := map[string]int64{}
	err := s.tx(u).each(`SELECT reason, COUNT(*) FROM opening_finding GROUP BY reason`, nil,
		func(scan func(...any) error) error {
			var reason string
			var n int64
			err := scan(&reason, &n)
			counts[reason] = n
			return err
		})
	return counts, err
}

// Find implements opening.Store.
func (s openingStore) Find(u unit.Tx, check string, limit int) ([]opening.Finding, error) {
	text, err := openingFiles.ReadFile("opening/" + check + ".sql")
	if err != nil {
		return nil, fmt.Errorf("no query for check %s: %w", check, err)
	}
	return all(s.tx(u), `SELECT tab, ref, name, detail FROM (`+string(text)+`) x ORDER BY ref LIMIT $1`,
		[]any{int64(limit)}, func(scan func(...any) error) (f opening.Finding, err error) {
			f.Reason = check
			return f, scan(&f.Table, &f.Ref, &f.Name, &f.Detail)
		})
}

// Sums implements opening.Store.
func (s openingStore) Sums(u unit.Tx, item string) ([]opening.Sum, error) {
	text, err := openingFiles.ReadFile("opening_sums/" + item + ".sql")
	if err != nil {
		return nil, fmt.Errorf("no query for item %s: %w", item, err)
	}
	return all(s.tx(u), string(text), nil, func(scan func(...any) error) (m opening.Sum, err error) {
		return m, scan(&m.Object, &m.Value)
	})
}

// GiveEmployer implements opening.Store.
func (s openingStore) GiveEmployer(u unit.Tx, ref int64, id member.EmployerID) error {
	_, err := s.tx(u).exec(`UPDATE opening_employer SET given = $2 WHERE ref = $1`, ref, int64(id))
	return err
}

// GiveAccounts implements opening.Store.
func (s openingStore) GiveAccounts(u unit.Tx, given map[int64]number.MemberNo) error {
	rows := make([][]any, 0, len(given))
	for ref, no := range given {
		rows = append(rows, []any{ref, no})
	}
	return s.tx(u).insert(`WITH v AS MATERIALIZED (
			SELECT CAST(value ->> 0 AS BIGINT) AS ref, value ->> 1 AS no FROM json_each($1))
		UPDATE opening_account SET given = v.no FROM v WHERE opening_account.ref = v.ref`, rows)
}

// Given implements opening.Store.
func (s openingStore) Given(u unit.Tx, after int64, limit int) ([]opening.GivenAccount, error) {
	return all(s.tx(u), `SELECT a.ref, a.no, a.employer, a.given, e.given FROM opening_account a
		CROSS JOIN opening_employer e
		WHERE a.ref > $1 AND a.given <> '' AND e.no = a.employer ORDER BY a.ref LIMIT $2`, []any{after, int64(limit)},
		func(scan func(...any) error) (g opening.GivenAccount, err error) {
			return g, scan(&g.Ref, &g.No, &g.Employer, &g.Member, &g.Home)
		})
}
