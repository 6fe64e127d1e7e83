package sqlstore

import (
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
	list := make([][]any, len(rows))
	for i, r := range rows {
		list[i] = []any{r.Key, r.Branch, r.From, r.Value, r.Document, version}
	}
	return version, t.insert(`INSERT INTO policy_row (key, branch, since, value, document, version)
		SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), value ->> 3, value ->> 4,
			CAST(value ->> 5 AS BIGINT)
		FROM json_each($1)`, list)
}
