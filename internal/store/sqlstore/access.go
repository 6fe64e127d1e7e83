package sqlstore

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// accessStore keeps people, posts and the changes of them.
type accessStore struct{ *Store }

// Access gives the store of people and posts.
func (s *Store) Access() access.Store { return accessStore{s} }

// Version implements access.Store.
func (s accessStore) Version(u unit.Tx, id access.PersonID) (version int64, err error) {
	_, err = s.tx(u).get(`SELECT version FROM access_person WHERE id = $1`, []any{int64(id)}, &version)
	return version, err
}

const selectPerson = `SELECT id, code, kind, name, mark, office, left_on, version FROM access_person `

func scanPerson(scan func(...any) error) (p access.Person, err error) {
	var name, mark string
	if err := scan(&p.ID, &p.Code, &p.Kind, &name, &mark, &p.Office, &p.Left, &p.Version); err != nil {
		return p, err
	}
	p.Mark = []byte(mark)
	if name != "" {
		p.Name, err = unsealed(name)
	}
	return p, err
}

func (s accessStore) person(u unit.Tx, where string, arg any) (access.Person, bool, error) {
	return first(s.tx(u), selectPerson+where, []any{arg}, scanPerson)
}

// Person implements access.Store.
func (s accessStore) Person(u unit.Tx, id access.PersonID) (access.Person, bool, error) {
	return s.person(u, `WHERE id = $1`, int64(id))
}

// PersonByCode implements access.Store.
func (s accessStore) PersonByCode(u unit.Tx, code string) (access.Person, bool, error) {
	return s.person(u, `WHERE code = $1`, code)
}

// PersonByMark implements access.Store.
func (s accessStore) PersonByMark(u unit.Tx, mark []byte) (access.Person, bool, error) {
	return s.person(u, `WHERE mark = $1 AND mark <> ''`, string(mark))
}

// People implements access.Store.
func (s accessStore) People(u unit.Tx, after string, limit int) ([]access.Person, error) {
	return all(s.tx(u), selectPerson+`WHERE kind = 1 AND code > $1 ORDER BY code LIMIT $2`,
		[]any{after, int64(limit)}, scanPerson)
}

// SavePeople implements access.Store.
func (s accessStore) SavePeople(u unit.Tx, list []access.Person) error {
	rows := make([][]any, len(list))
	for i, p := range list {
		s.tx(u).hold("access_person", int64(p.ID))
		name := ""
		if len(p.Name) > 0 {
			name = sealed(p.Name)
		}
		rows[i] = []any{int64(p.ID), p.Code, int64(p.Kind), name, string(p.Mark), p.Office, int64(p.Left), p.Version}
	}
	return s.tx(u).insert(`INSERT INTO access_person (id, code, kind, name, mark, office, left_on, version)
		SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS INTEGER), value ->> 3, value ->> 4,
			value ->> 5, CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT)
		FROM json_each($1) WHERE 1 = 1
		ON CONFLICT (id) DO UPDATE SET office = excluded.office, left_on = excluded.left_on,
			version = excluded.version`, rows)
}

// Posts implements access.Store.
func (s accessStore) Posts(u unit.Tx, id access.PersonID) ([]access.Post, error) {
	return all(s.tx(u), `SELECT role, branch, unit, since, until, covers FROM access_post WHERE person = $1 ORDER BY no`,
		[]any{int64(id)}, func(scan func(...any) error) (p access.Post, err error) {
			return p, scan(&p.Role, &p.Branch, &p.Unit, &p.Since, &p.Until, &p.Covers)
		})
}

// SetPosts implements access.Store.
func (s accessStore) SetPosts(u unit.Tx, list map[access.PersonID][]access.Post) error {
	t := s.tx(u)
	var rows [][]any
	for _, id := range slices.Sorted(maps.Keys(list)) {
		t.hold("access_post", int64(id))
		if _, err := t.exec(`DELETE FROM access_post WHERE person = $1`, int64(id)); err != nil {
			return err
		}
		for no, p := range list[id] {
			rows = append(rows, []any{int64(id), int64(no + 1), p.Role, p.Branch, p.Unit, int64(p.Since),
				int64(p.Until), int64(p.Covers)})
		}
	}
	return t.insert(`INSERT INTO access_post (person, no, role, branch, unit, since, until, covers)
		SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS INTEGER), value ->> 2, value ->> 3,
			CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS BIGINT), CAST(value ->> 6 AS BIGINT),
			CAST(value ->> 7 AS BIGINT)
		FROM json_each($1)`, rows)
}

// Holders implements access.Store.
func (s accessStore) Holders(u unit.Tx, role string, day civil.Date) ([]access.PersonID, error) {
	return all(s.tx(u), `SELECT DISTINCT p.id FROM access_post o JOIN access_person p ON p.id = o.person
		WHERE o.role = $1 AND o.covers = 0 AND o.since <= $2 AND (o.until = 0 OR o.until > $2) AND p.left_on = 0`,
		[]any{role, int64(day)}, func(scan func(...any) error) (id access.PersonID, err error) { return id, scan(&id) })
}

// changed is what stands in the content of a change: the person as they will be. The name is sealed.
type changed struct {
	Person access.Person
	Posts  []access.Post
}

// AddChange implements access.Store.
func (s accessStore) AddChange(u unit.Tx, c access.Change) (bool, error) {
	content, err := json.Marshal(changed{c.Person, c.Posts})
	if err != nil {
		return false, fmt.Errorf("content of change %d: %w", c.ID, err)
	}
	n, err := s.tx(u).exec(`INSERT INTO access_change (id, request, kind, person, content, covers, since, until, reason,
			state, maker, checker, day)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING`,
		c.ID, c.Request, int64(c.Kind), int64(c.Person.ID), string(content), int64(c.Covers), int64(c.Since),
		int64(c.Until), c.Reason, int64(c.State), c.Maker, c.Checker, int64(c.Day))
	if n == 1 {
		s.tx(u).hold("access_change", c.ID)
	}
	return n == 1, err
}

const selectChange = `SELECT id, request, kind, content, covers, since, until, reason, state, maker, checker, day,
	COALESCE((SELECT p.code FROM access_person p WHERE p.id = covers), '') FROM access_change `

func scanChange(scan func(...any) error) (c access.Change, err error) {
	var content string
	if err := scan(&c.ID, &c.Request, &c.Kind, &content, &c.Covers, &c.Since, &c.Until, &c.Reason, &c.State, &c.Maker,
		&c.Checker, &c.Day, &c.Covered); err != nil {
		return c, err
	}
	var kept changed
	if err := json.Unmarshal([]byte(content), &kept); err != nil {
		return c, fmt.Errorf("content of change %d: %w", c.ID, err)
	}
	c.Person, c.Posts = kept.Person, kept.Posts
	return c, nil
}

func (s accessStore) change(u unit.Tx, where string, arg any) (access.Change, bool, error) {
	return first(s.tx(u), selectChange+where, []any{arg}, scanChange)
}

// Change implements access.Store.
func (s accessStore) Change(u unit.Tx, id int64) (access.Change, bool, error) {
	return s.change(u, `WHERE id = $1`, id)
}

// ChangeByRequest implements access.Store.
func (s accessStore) ChangeByRequest(u unit.Tx, request string) (access.Change, bool, error) {
	return s.change(u, `WHERE request = $1`, request)
}

// SetChange implements access.Store.
func (s accessStore) SetChange(u unit.Tx, c access.Change) error {
	s.tx(u).hold("access_change", c.ID)
	_, err := s.tx(u).exec(`UPDATE access_change SET state = $2, checker = $3 WHERE id = $1`, c.ID, int64(c.State),
		c.Checker)
	return err
}

// Changes implements access.Store.
func (s accessStore) Changes(u unit.Tx, before int64, limit int) ([]access.Change, error) {
	return all(s.tx(u), selectChange+`WHERE id < $1 ORDER BY id DESC LIMIT $2`, []any{before, int64(limit)}, scanChange)
}

// Enrolled implements access.Store.
func (s accessStore) Enrolled(u unit.Tx) (bool, error) {
	var person int64
	return s.tx(u).get(`SELECT person FROM access_account WHERE password <> '' LIMIT 1`, nil, &person)
}

// SetUp implements access.Store.
func (s accessStore) SetUp(u unit.Tx) (digest []byte, used, found bool, err error) {
	var text string
	var spent int64
	found, err = s.tx(u).get(`SELECT digest, used FROM access_set_up`, nil, &text, &spent)
	return []byte(text), spent != 0, found, err
}

// SaveSetUp implements access.Store.
func (s accessStore) SaveSetUp(u unit.Tx, digest []byte, used bool) error {
	s.tx(u).hold("access_set_up", 1)
	_, err := s.tx(u).exec(`INSERT INTO access_set_up (one, digest, used) VALUES (1, $1, $2)
		ON CONFLICT (one) DO UPDATE SET digest = excluded.digest, used = excluded.used`, string(digest), bit(used))
	return err
}

// Account implements access.Store.
func (s accessStore) Account(u unit.Tx, id access.PersonID) (access.Account, error) {
	a := access.Account{Person: id}
	var history, secret, security, systems string
	found, err := s.tx(u).get(`SELECT password, changed_on, history, secret, step, failures, locked_until, slip_security,
			slip_systems FROM access_account WHERE person = $1`, []any{int64(id)}, &a.Password, &a.ChangedOn, &history,
		&secret, &a.Step, &a.Failures, &a.LockedUntil, &security, &systems)
	if err != nil || !found {
		return a, err
	}
	if err := json.Unmarshal([]byte(history), &a.History); err != nil {
		return a, fmt.Errorf("history of account %d: %w", id, err)
	}
	a.SlipSecurity, a.SlipSystems = []byte(security), []byte(systems)
	if secret != "" {
		a.Secret, err = unsealed(secret)
	}
	return a, err
}

// SaveAccount implements access.Store.
func (s accessStore) SaveAccount(u unit.Tx, a access.Account) error {
	history, err := json.Marshal(a.History)
	if err != nil {
		return fmt.Errorf("history of account %d: %w", a.Person, err)
	}
	secret := ""
	if len(a.Secret) > 0 {
		secret = sealed(a.Secret)
	}
	kept, err := s.Account(u, a.Person)
	if err != nil {
		return err
	}
	if !sameKeys(kept, a) {
		s.tx(u).hold("access_account", int64(a.Person))
	}
	s.tx(u).hold("access_tries", int64(a.Person))
	_, err = s.tx(u).exec(`INSERT INTO access_account (person, password, changed_on, history, secret, step, failures,
			locked_until, slip_security, slip_systems)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (person) DO UPDATE SET password = excluded.password, changed_on = excluded.changed_on,
			history = excluded.history, secret = excluded.secret, step = excluded.step, failures = excluded.failures,
			locked_until = excluded.locked_until, slip_security = excluded.slip_security,
			slip_systems = excluded.slip_systems`,
		int64(a.Person), a.Password, int64(a.ChangedOn), string(history), secret, a.Step, int64(a.Failures),
		int64(a.LockedUntil), string(a.SlipSecurity), string(a.SlipSystems))
	return err
}

// sameKeys says whether two states of an account let the same person in. A sign-in moves on the rest, and must not
// have the log hold anew what somebody changed before it.
func sameKeys(a, b access.Account) bool {
	return a.Password == b.Password && a.ChangedOn == b.ChangedOn && slices.Equal(a.History, b.History) &&
		bytes.Equal(a.Secret, b.Secret) && bytes.Equal(a.SlipSecurity, b.SlipSecurity) &&
		bytes.Equal(a.SlipSystems, b.SlipSystems)
}

// AddSession implements access.Store.
func (s accessStore) AddSession(u unit.Tx, one access.Session) error {
	_, err := s.tx(u).exec(`INSERT INTO access_session (digest, person, begun) VALUES ($1, $2, $3)`,
		string(one.Digest), int64(one.Person), int64(one.Begun))
	return err
}

// Session implements access.Store.
func (s accessStore) Session(u unit.Tx, digest []byte) (one access.Session, p access.Person, found bool, err error) {
	one.Digest = digest
	p, found, err = first(s.tx(u), `SELECT p.id, p.code, p.kind, p.name, p.mark, p.office, p.left_on, p.version, s.begun
		FROM access_session s JOIN access_person p ON p.id = s.person WHERE s.digest = $1`, []any{string(digest)},
		func(scan func(...any) error) (access.Person, error) {
			return scanPerson(func(into ...any) error { return scan(append(into, &one.Begun)...) })
		})
	one.Person = p.ID
	return one, p, found, err
}

// EndSessions implements access.Store.
func (s accessStore) EndSessions(u unit.Tx, id access.PersonID) error {
	_, err := s.tx(u).exec(`DELETE FROM access_session WHERE person = $1`, int64(id))
	return err
}
