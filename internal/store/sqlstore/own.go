package sqlstore

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/own"
)

// ownStore keeps codes and sessions of members.
type ownStore struct{ *Store }

// Own gives the store of what members do for themselves.
func (s *Store) Own() own.Store { return ownStore{s} }

// AddCode implements own.Store.
func (s ownStore) AddCode(u unit.Tx, c own.Code, before civil.Instant) error {
	if _, err := s.tx(u).exec(`DELETE FROM own_code WHERE made < $1`, int64(before)); err != nil {
		return err
	}
	_, err := s.tx(u).exec(`INSERT INTO own_code (ticket, person, account, source, made, digest, tries, sent, ended)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`, string(c.Ticket), int64(c.Person), c.Account, c.Source,
		int64(c.Made), string(c.Digest), int64(c.Tries), bit(c.Sent), bit(c.Ended))
	return err
}

// Code implements own.Store.
func (s ownStore) Code(u unit.Tx, ticket []byte) (own.Code, bool, error) {
	return first(s.tx(u), `SELECT person, account, source, made, digest, tries, sent, ended FROM own_code
		WHERE ticket = $1`, []any{string(ticket)}, func(scan func(...any) error) (c own.Code, err error) {
		var digest string
		var sent, ended int64
		err = scan(&c.Person, &c.Account, &c.Source, &c.Made, &digest, &c.Tries, &sent, &ended)
		c.Ticket, c.Digest, c.Sent, c.Ended = ticket, []byte(digest), sent != 0, ended != 0
		return c, err
	})
}

// SetCode implements own.Store.
func (s ownStore) SetCode(u unit.Tx, was, now own.Code) (bool, error) {
	n, err := s.tx(u).exec(`UPDATE own_code SET tries = $4, ended = $5 WHERE ticket = $1 AND tries = $2 AND ended = $3`,
		string(was.Ticket), int64(was.Tries), bit(was.Ended), int64(now.Tries), bit(now.Ended))
	return n == 1, err
}

// Sent implements own.Store.
func (s ownStore) Sent(u unit.Tx, person member.PersonID, source string, since civil.Instant) (
	here, all int, err error) {
	_, err = s.tx(u).get(`SELECT COUNT(CASE WHEN source = $2 THEN 1 END), COUNT(*) FROM own_code
		WHERE person = $1 AND made > $3 AND sent = 1`, []any{int64(person), source, int64(since)}, &here, &all)
	return here, all, err
}

// BeginSession implements own.Store.
func (s ownStore) BeginSession(u unit.Tx, one own.Session, before civil.Instant) error {
	if _, err := s.tx(u).exec(`DELETE FROM own_session WHERE person = $1 OR begun < $2`, int64(one.Person),
		int64(before)); err != nil {
		return err
	}
	_, err := s.tx(u).exec(`INSERT INTO own_session (digest, person, account, begun) VALUES ($1, $2, $3, $4)`,
		string(one.Digest), int64(one.Person), one.Account, int64(one.Begun))
	return err
}

// Session implements own.Store.
func (s ownStore) Session(u unit.Tx, digest []byte) (own.Session, bool, error) {
	return first(s.tx(u), `SELECT person, account, begun FROM own_session WHERE digest = $1`, []any{string(digest)},
		func(scan func(...any) error) (own.Session, error) {
			one := own.Session{Digest: digest}
			return one, scan(&one.Person, &one.Account, &one.Begun)
		})
}

// EndSessions implements own.Store.
func (s ownStore) EndSessions(u unit.Tx, person member.PersonID) error {
	if _, err := s.tx(u).exec(`DELETE FROM own_session WHERE person = $1`, int64(person)); err != nil {
		return err
	}
	_, err := s.tx(u).exec(`UPDATE own_code SET ended = 1 WHERE person = $1 AND ended = 0`, int64(person))
	return err
}
