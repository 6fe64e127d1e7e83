package sqlstore

import (
	"strconv"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/message"
)

const messageFields = `SELECT m.event, m.template, m.subject, m.account, m.amount, m.rest, m.month, m.day, m.person,
		m.state, e.at, m.due, m.round, COALESCE(r.shown, ''), COALESCE(r.at, 0), COALESCE(r.reported, 0), m.cause,
		m.closed_by, m.remark
	FROM message m JOIN outbox e ON e.id = m.event
		LEFT JOIN message_round r ON r.event = m.event AND r.template = m.template AND r.subject = m.subject
			AND r.round = m.round`

func scanMessage(scan func(...any) error) (m message.Message, err error) {
	return m, scan(&m.Event, &m.Template, &m.Subject, &m.Account, &m.Amount, &m.Rest, &m.Month, &m.Day, &m.Person,
		&m.State, &m.Happened, &m.Due, &m.Round, &m.Number, &m.At, &m.Reported, &m.Cause, &m.ClosedBy, &m.Remark)
}

// List implements message.Store. The state stands in the text, so that the index of dead letters is used.
func (s messageStore) List(u unit.Tx, f message.Filter) ([]message.Message, error) {
	where := ` WHERE ($1 = '' OR m.template = $1)
		AND ($2 = 0 OR (m.event, m.template, m.subject) < ($2, $3, $4))`
	if f.State > 0 {
		where += ` AND m.state = ` + strconv.Itoa(int(f.State))
	}
	if f.Person > 0 {
		where += ` AND m.person = ` + strconv.FormatInt(f.Person, 10)
	}
	return all(s.tx(u), messageFields+where+` ORDER BY m.event DESC, m.template DESC, m.subject DESC LIMIT $5`,
		[]any{f.Template, f.After.Event, f.After.Template, f.After.Subject, int64(f.Limit)}, scanMessage)
}

// Message implements message.Store.
func (s messageStore) Message(u unit.Tx, k message.Key) (message.Message, bool, error) {
	return first(s.tx(u), messageFields+` WHERE m.event = $1 AND m.template = $2 AND m.subject = $3`,
		[]any{k.Event, k.Template, k.Subject}, scanMessage)
}

// Again implements message.Store.
func (s messageStore) Again(u unit.Tx, k message.Key, now civil.Instant) (bool, error) {
	s.tx(u).holdMessages(k.Event)
	n, err := s.tx(u).exec(`UPDATE message SET state = 1, since = $4, due = $4, misses = 0, cause = ''
		WHERE event = $1 AND template = $2 AND subject = $3 AND state = 5`,
		k.Event, k.Template, k.Subject, int64(now))
	return n == 1, err
}

// CloseLetter implements message.Store.
func (s messageStore) CloseLetter(u unit.Tx, k message.Key, by, remark string) (bool, error) {
	s.tx(u).holdMessages(k.Event)
	n, err := s.tx(u).exec(`UPDATE message SET state = 6, closed_by = $4, remark = $5
		WHERE event = $1 AND template = $2 AND subject = $3 AND state = 5`,
		k.Event, k.Template, k.Subject, by, remark)
	return n == 1, err
}
