package sqlstore

import (
	"encoding/json"
	"errors"
	"strconv"

	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// policyStore keeps policy rows. The set of the newest version is built once and shared: it never changes.
type policyStore struct{ *Store }

// Policies gives the store of policy rows.
func (s *Store) Policies() policy.Store { return policyStore{s} }

// Policy implements policy.Source. A version belongs to one unit of work, so that a set read inside a unit that
// failed is never taken for another one's.
func (s policyStore) Policy(u unit.Tx) (*policy.Set, error) {
	t := s.tx(u)
	var version int64
	if _, err := t.get(`SELECT COALESCE(MAX(version), 0) FROM policy_row`, nil, &version); err != nil {
		return nil, err
	}
	if set := s.policies.Load(); set != nil && set.Version == version {
		return set, nil
	}
	rows, err := all(t, `SELECT key, branch, since, value, document FROM policy_row`, nil,
		func(scan func(...any) error) (r policy.Row, err error) {
			return r, scan(&r.Key, &r.Branch, &r.From, &r.Value, &r.Document)
		})
	if err != nil {
		return nil, err
	}
	set, err := policy.NewSet(version, rows)
	if err != nil {
		return nil, err
	}
	s.policies.Store(set)
	return set, nil
}

// AddRows implements policy.Store.
func (s policyStore) AddRows(u unit.Tx, rows []policy.Row) (int64, error) {
	t := s.tx(u)
	version, err := t.nextID("policy")
	if err != nil {
		return 0, err
	}
	list := make(table, len(rows))
	for i, r := range rows {
		list[i] = []any{r.Key, r.Branch, r.From, r.Value, r.Document}
	}
	return version, t.batch([]stmt{{
		query: `INSERT INTO policy_row (key, branch, since, value, document, version)
			SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), value ->> 3, value ->> 4, $2
			FROM json_each($1)`,
		args: []any{list.json(), version}, want: int64(len(rows)), miss: errors.New("sqlstore: policy rows missing"),
	}})
}

// table is rows of numbers and texts for json_each: column i of a row is value ->> i.
type table [][]any

// json writes {"1":[…],"2":[…],…}, an object because PostgreSQL's json_each takes no array.
func (t table) json() string {
	b := []byte{'{'}
	for i, row := range t {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '"')
		b = strconv.AppendInt(b, int64(i+1), 10)
		b = append(b, `":`...)
		text, err := json.Marshal(row)
		if err != nil {
			panic(err) // numbers and texts always have a form
		}
		b = append(b, text...)
	}
	return string(append(b, '}'))
}
