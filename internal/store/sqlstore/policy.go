package sqlstore

import (
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
)

// policyStore keeps policy rows. The set of the newest version is built once and shared: it never changes.
type policyStore struct{ *Store }

// Policies gives the store of policy rows.
func (s *Store) Policies() policy.Store { return policyStore{s} }

// Policy implements policy.Source. A set that was read inside the unit that adds to it is not shared: the unit may
// fail, and another one's rows have the version then.
func (s policyStore) Policy(u unit.Tx) (*policy.Set, error) {
	t := s.tx(u)
	var version int64
	if _, err := t.get(`SELECT COALESCE(MAX(version), 0) FROM policy_row`, nil, &version); err != nil {
		return nil, err
	}
	if set := s.policies.Load(); set != nil && set.Version == version {
		return set, nil
	}
	rows, err := all(t, `SELECT key, branch, since, value, document, version FROM policy_row`, nil,
		func(scan func(...any) error) (r policy.Row, err error) {
			return r, scan(&r.Key, &r.Branch, &r.From, &r.Value, &r.Document, &r.Version)
		})
	if err != nil {
		return nil, err
	}
	set, err := policy.NewSet(version, rows)
	if err != nil {
		return nil, err
	}
	if !t.amended {
		s.policies.Store(set)
	}
	return set, nil
}

// AddRows implements policy.Store.
func (s policyStore) AddRows(u unit.Tx, rows []policy.Row) (int64, error) {
	t := s.tx(u)
	var version int64
	if _, err := t.get(`SELECT COALESCE(MAX(version), 0) + 1 FROM policy_row`, nil, &version); err != nil {
		return 0, err
	}
	t.amended = true
	list := make([][]any, len(rows))
	for i, r := range rows {
		list[i] = []any{r.Key, r.Branch, r.From, r.Value, r.Document, version}
	}
	return version, t.insert(`INSERT INTO policy_row (key, branch, since, value, document, version)
		SELECT value ->> 0, value ->> 1, CAST(value ->> 2 AS BIGINT), value ->> 3, value ->> 4,
			CAST(value ->> 5 AS BIGINT)
		FROM json_each($1)`, list)
}

// AddChange implements policy.Store.
func (s policyStore) AddChange(u unit.Tx, c policy.Change) error {
	_, err := s.tx(u).exec(`INSERT INTO policy_change (version, by_code, at, reason) VALUES ($1, $2, $3, $4)`, c.Version,
		c.By, int64(c.At), c.Reason)
	return err
}

// Changes implements policy.Store.
func (s policyStore) Changes(u unit.Tx, versions []int64) (map[int64]policy.Change, error) {
	ids := make([][]any, len(versions))
	for i, v := range versions {
		ids[i] = []any{v}
	}
	list, err := all(s.tx(u), `SELECT c.version, c.by_code, c.at, c.reason FROM json_each($1) j
		JOIN policy_change c ON c.version = CAST(j.value ->> 0 AS BIGINT)`, []any{rowsJSON(ids)},
		func(scan func(...any) error) (c policy.Change, err error) {
			return c, scan(&c.Version, &c.By, (*int64)(&c.At), &c.Reason)
		})
	found := map[int64]policy.Change{}
	for _, c := range list {
		found[c.Version] = c
	}
	return found, err
}
