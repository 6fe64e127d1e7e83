package sqlstore

import (
	"strings"

	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/serviceitem"
)

// caseStore implements cases.Store.
type caseStore struct{ *Store }

// Cases is the store of cases.
func (s *Store) Cases() cases.Store { return caseStore{s} }

const serviceCaseFields = `id, number, item, kind, member, person, applicant, authority, door, branch, office, holder, form,
	digest, state, step, ref, submitted, accepted, due, days_left, stopped, until, closed, entries, stars,
	decided`

func scanServiceCase(scan func(...any) error) (c cases.Case, err error) {
	return c, scan(&c.ID, &c.Number, &c.Item, &c.Kind, &c.Member, &c.Person, &c.Applicant, &c.Authority, &c.Door,
		&c.Branch, &c.Office, &c.Holder, &c.Form, &c.Digest, &c.State, &c.Step, &c.Ref, &c.Submitted, &c.Accepted,
		&c.Due, &c.Left, &c.Stopped, &c.Until, &c.Closed, &c.Entries, &c.Stars,
		&c.Decided)
}

// AddCase implements cases.Store.
func (s caseStore) AddCase(u unit.Tx, c cases.Case) error {
	s.tx(u).hold("service_case", int64(c.ID))
	_, err := s.tx(u).exec(`INSERT INTO service_case (`+serviceCaseFields+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9,
			$10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)`,
		int64(c.ID), string(c.Number), string(c.Item), c.Kind, string(c.Member), c.Person, c.Applicant, c.Authority,
		string(c.Door), c.Branch, c.Office, c.Holder, c.Form, c.Digest, int64(c.State), c.Step, c.Ref,
		int64(c.Submitted), int64(c.Accepted), int64(c.Due), int64(c.Left), int64(c.Stopped), int64(c.Until),
		int64(c.Closed), int64(c.Entries), int64(c.Stars), int64(c.Decided))
	return err
}

// SetCase implements cases.Store.
func (s caseStore) SetCase(u unit.Tx, c cases.Case, was int) (bool, error) {
	s.tx(u).hold("service_case", int64(c.ID))
	n, err := s.tx(u).exec(`UPDATE service_case SET office = $3, holder = $4, state = $5, step = $6, ref = $7, accepted = $8,
			due = $9, days_left = $10, stopped = $11, until = $12, closed = $13, entries = $14, stars = $15, decided = $16
		WHERE id = $1 AND entries = $2`, int64(c.ID), int64(was), c.Office, c.Holder, int64(c.State), c.Step, c.Ref,
		int64(c.Accepted), int64(c.Due), int64(c.Left), int64(c.Stopped), int64(c.Until), int64(c.Closed),
		int64(c.Entries), int64(c.Stars), int64(c.Decided))
	return n == 1, err
}

// Hold implements cases.Store.
func (s caseStore) Hold(u unit.Tx, id cases.ID, was int) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE service_case SET entries = entries WHERE id = $1 AND entries = $2`, int64(id), int64(was))
	return n == 1, err
}

// Case implements cases.Store.
func (s caseStore) Case(u unit.Tx, id cases.ID) (cases.Case, bool, error) {
	return first(s.tx(u), `SELECT `+serviceCaseFields+` FROM service_case WHERE id = $1`, []any{int64(id)},
		scanServiceCase)
}

// ByNumber implements cases.Store.
func (s caseStore) ByNumber(u unit.Tx, no number.CaseNo) (cases.Case, bool, error) {
	return first(s.tx(u), `SELECT `+serviceCaseFields+` FROM service_case WHERE number = $1`, []any{string(no)},
		scanServiceCase)
}

// InFlight implements cases.Store.
func (s caseStore) InFlight(u unit.Tx, person int64, kind string) (cases.Case, bool, error) {
	return first(s.tx(u), `SELECT `+serviceCaseFields+` FROM service_case WHERE person = $1 AND kind = $2 AND closed = 0`,
		[]any{person, kind}, scanServiceCase)
}

// List implements cases.Store. Cases in flight come by the last day of their term, those whose clock does not run last;
// a member's come latest first.
func (s caseStore) List(u unit.Tx, f cases.Filter) ([]cases.Case, error) {
	if f.Member != "" {
		return all(s.tx(u), `SELECT `+serviceCaseFields+` FROM service_case
			WHERE member = $1 AND ($2 = '' OR office = $2) AND ($3 = 0 OR state = $3) AND ($4 = '' OR item = $4)
				AND ($5 = 0 OR id < $5)
			ORDER BY id DESC LIMIT $6`, []any{string(f.Member), f.Office, int64(f.State), string(f.Item), int64(f.After),
			int64(f.Limit)}, scanServiceCase)
	}
	next := make([]string, len(f.Next))
	for i, w := range f.Next {
		next[i] = string(w.Item) + "/" + w.Step
	}
	return all(s.tx(u), `SELECT `+serviceCaseFields+` FROM service_case
		WHERE closed = 0 AND ($1 = '' OR office = $1) AND ($2 = 0 OR state = $2) AND ($3 = '' OR item = $3)
			AND (CAST($4 AS BIGINT) = 0 OR state = 2 AND item || '/' || step IN (SELECT key FROM json_each($5)))
			AND ((CASE WHEN due = 0 THEN 1000000 ELSE due END) > $6
				OR (CASE WHEN due = 0 THEN 1000000 ELSE due END) = $6 AND id > $7)
		ORDER BY CASE WHEN due = 0 THEN 1000000 ELSE due END, id LIMIT $8`,
		[]any{f.Office, int64(f.State), string(f.Item), int64(len(f.Next)), textsJSON(next), int64(f.AfterOn),
			int64(f.After), int64(f.Limit)}, scanServiceCase)
}

// Open implements cases.Store.
func (s caseStore) Open(u unit.Tx, offices []string) (map[serviceitem.Code]int, error) {
	found := map[serviceitem.Code]int{}
	err := s.tx(u).each(`SELECT item, COUNT(*) FROM service_case
		WHERE closed = 0 AND (CAST($1 AS BIGINT) = 1 OR office IN (SELECT key FROM json_each($2)))
		GROUP BY item`, []any{bit(offices == nil), textsJSON(offices)}, func(scan func(...any) error) error {
		var item string
		var n int
		err := scan(&item, &n)
		found[serviceitem.Code(item)] = n
		return err
	})
	return found, err
}

// AddEntry implements cases.Store.
func (s caseStore) AddEntry(u unit.Tx, id cases.ID, e cases.Entry) error {
	s.tx(u).hold("service_case_entry", int64(id))
	_, err := s.tx(u).exec(`INSERT INTO service_case_entry (case_id, no, act, step, by_code, door, office, at, state, words,
			materials)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`, int64(id), int64(e.No), string(e.Act), e.Step, e.By,
		string(e.Door), e.Office, int64(e.At), int64(e.State), e.Words, strings.Join(e.Materials, ","))
	return err
}

// Entries implements cases.Store.
func (s caseStore) Entries(u unit.Tx, id cases.ID) ([]cases.Entry, error) {
	return all(s.tx(u), `SELECT no, act, step, by_code, door, office, at, state, words, materials
		FROM service_case_entry WHERE case_id = $1 ORDER BY no`, []any{int64(id)},
		func(scan func(...any) error) (e cases.Entry, err error) {
			var materials string
			err = scan(&e.No, &e.Act, &e.Step, &e.By, &e.Door, &e.Office, &e.At, &e.State, &e.Words, &materials)
			if materials != "" {
				e.Materials = strings.Split(materials, ",")
			}
			return e, err
		})
}
