package sqlstore

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/message"
)

// Each kind of event is one query of the same name that gives, for $1 and $2, its Ref and Part, one row for everybody
// concerned: subject, person, account, amount, rest, month, day. What was taken back since gives none.
//
//go:embed recipients/*.sql
var recipientFiles embed.FS

// messageStore implements message.Store.
type messageStore struct{ *Store }

// Messages is the store of messages.
func (s *Store) Messages() message.Store { return messageStore{s} }

// beside runs f in a transaction beside the units of work, which leaves no audit entry.
func (s *Store) beside(ctx context.Context, f func(t *tx) error) error {
	return s.engine.translate(s.engine.beside(ctx, func(ctx context.Context, c conn) error {
		return f(&tx{ctx: ctx, store: s, conn: c})
	}))
}

// under runs f while the lease stands: its row is held until the transaction ends, and another process waits for it.
// What f writes of messages and events the audit log holds: the entry is that of the program, and one a transaction.
func (s messageStore) under(ctx context.Context, l message.Lease, f func(t *tx) error) error {
	return s.numbered(ctx, s.engine.beside, func(t *tx) error {
		t.by, t.op = act.Auto("", ""), audit.OpDeliver
		if err := s.engine.join(t.ctx, t.conn); err != nil {
			return err
		}
		n, err := t.exec(`UPDATE message_lease SET until = $2 WHERE one = 1 AND term = $1`, l.Term, int64(l.Until))
		if err == nil && n != 1 {
			err = message.ErrLeaseLost
		}
		if err != nil {
			return err
		}
		if err := f(t); err != nil || len(t.held) == 0 {
			return err
		}
		s.Record(t, audit.Entry{Kind: "message.moved", ID: l.Term})
		return t.finish()
	})
}

// holdMessages has the log hold the messages of an event, and the rounds in which they were handed over.
func (t *tx) holdMessages(event int64) {
	t.hold("message", event)
	t.hold("message_round", event)
}

// clocksApart is how far the clocks of two processes may be apart. A lease that runs further was taken by a clock that
// has been put back since.
const clocksApart = civil.Instant(5 * time.Minute / time.Microsecond)

// Lead implements message.Store.
func (s messageStore) Lead(ctx context.Context, holder string, now, span civil.Instant) (
	l message.Lease, held bool, err error) {
	err = s.beside(ctx, func(t *tx) error {
		held = false
		var by string
		var until civil.Instant
		var term int64
		if _, err := t.get(`SELECT holder, until, term FROM message_lease`, nil, &by, &until, &term); err != nil {
			return err
		}
		next := term
		if by != holder {
			if by != "" && until > now && until <= now+span+clocksApart {
				return nil
			}
			next++
		}
		n, err := t.exec(`UPDATE message_lease SET holder = $1, until = $2, term = $3 WHERE one = 1 AND term = $4`,
			holder, int64(now+span), next, term)
		held = n == 1
		l = message.Lease{Term: next, Now: now, Until: now + span}
		return err
	})
	return l, held && err == nil, err
}

// Leave implements message.Store.
func (s messageStore) Leave(ctx context.Context, l message.Lease) error {
	return s.beside(ctx, func(t *tx) error {
		_, err := t.exec(`UPDATE message_lease SET holder = '', until = 0 WHERE one = 1 AND term = $1`, l.Term)
		return err
	})
}

// Outbox implements message.Store.
func (s messageStore) Outbox(ctx context.Context, limit int) (list []message.Told, err error) {
	err = s.Read(ctx, func(u unit.Tx) error {
		list, err = all(s.tx(u), `SELECT id, kind, ref, part, at FROM outbox WHERE state = 1 ORDER BY id LIMIT $1`,
			[]any{int64(limit)}, func(scan func(...any) error) (e message.Told, err error) {
				return e, scan(&e.ID, &e.Kind, &e.Ref, &e.Part, &e.At)
			})
		return err
	})
	return list, err
}

// Fan implements message.Store. The messages and the place to go on from are durable together.
func (s messageStore) Fan(ctx context.Context, l message.Lease, e message.Told, templates []string, limit int) (
	done bool, err error) {
	text, err := recipientFiles.ReadFile("recipients/" + string(e.Kind) + ".sql")
	if err != nil {
		return false, fmt.Errorf("no query for events of kind %s: %w", e.Kind, err)
	}
	err = s.under(ctx, l, func(t *tx) error {
		t.hold("outbox", e.ID)
		t.holdMessages(e.ID)
		var after, subjects int64
		if _, err := t.get(`SELECT after FROM outbox WHERE id = $1`, []any{e.ID}, &after); err != nil {
			return err
		}
		n, err := t.exec(`INSERT INTO message (event, template, subject, person, account, amount, rest, month, day, state,
				since, due)
			SELECT $3, t.key, r.subject, r.person, r.account, r.amount, r.rest, r.month, r.day, 1, $4, $4
			FROM (SELECT * FROM (`+string(text)+`) x WHERE subject > $5 ORDER BY subject LIMIT $6) r, json_each($7) t
			WHERE r.subject > $5 ON CONFLICT DO NOTHING`,
			e.Ref, e.Part, e.ID, int64(e.At), after, int64(limit), textsJSON(templates))
		if err != nil {
			return err
		}
		if _, err := t.get(`SELECT COUNT(*), COALESCE(MAX(subject), 0) FROM message
			WHERE event = $1 AND template = $2 AND subject > $3`, []any{e.ID, templates[0], after},
			&subjects, &after); err != nil {
			return err
		}
		done = subjects < int64(limit)
		_, err = t.exec(`UPDATE outbox SET messages = messages + $2, after = $3, state = $4 WHERE id = $1`,
			e.ID, n, after, 1+bit(done))
		return err
	})
	return done && err == nil, err
}

// End implements message.Store.
func (s messageStore) End(ctx context.Context, l message.Lease, id int64, how message.Ending) error {
	return s.under(ctx, l, func(t *tx) error {
		t.hold("outbox", id)
		_, err := t.exec(`UPDATE outbox SET state = $2 WHERE id = $1 AND state = 1`, id, int64(how))
		return err
	})
}

// Claim implements message.Store.
func (s messageStore) Claim(ctx context.Context, l message.Lease, from civil.Instant, limit int,
	decide func([]message.Due, map[string][]civil.Instant) []message.Verdict) (
	more bool, err error) {
	if some, err := s.anyDue(ctx, l.Now); err != nil || !some {
		return false, err
	}
	err = s.under(ctx, l, func(t *tx) (err error) {
		var due []message.Due
		if due, more, err = readDue(t, l.Now, limit); err != nil || len(due) == 0 {
			return err
		}
		used, err := readUsed(t, due, from)
		if err != nil {
			return err
		}
		return writeVerdicts(t, l.Now, decide(due, used))
	})
	return more && err == nil, err
}

// anyDue says whether a message's turn has come. A loop that has nothing to do writes nothing.
func (s messageStore) anyDue(ctx context.Context, now civil.Instant) (some bool, err error) {
	err = s.Read(ctx, func(u unit.Tx) error {
		var one int64
		some, err = s.tx(u).get(`SELECT 1 FROM message WHERE state <= 2 AND due <= $1 LIMIT 1`, []any{int64(now)}, &one)
		return err
	})
	return some, err
}

// dueFields reads messages with the number that each goes to: that of its person, but of one that tells a number that
// it is registered no more, that number.
var dueFields = `SELECT m.event, m.template, m.subject, m.account, m.amount, m.rest, m.month, m.day, m.person, m.state,
		m.since, m.round, m.misses, COALESCE(f.mobile, p.mobile, ''), COALESCE(f.mobile_index, p.mobile_index, '')
	FROM message m LEFT JOIN person p ON p.id = m.person
		LEFT JOIN person_amendment f ON f.id = m.subject AND m.template IN ('` +
	strings.Join(message.FormerCodes(), `', '`) + `')`

func scanDue(scan func(...any) error) (d message.Due, err error) {
	var mobile string
	err = scan(&d.Event, &d.Template, &d.Subject, &d.Account, &d.Amount, &d.Rest, &d.Month, &d.Day, &d.Person, &d.State,
		&d.Since, &d.Round, &d.Misses, &mobile, &d.Number)
	if err == nil && mobile != "" {
		d.Mobile, err = unsealed(mobile)
	}
	return d, err
}

// readDue gives messages whose turn has come, and with each all others that its number waits for: what came later must
// not overtake what waits since before, though its turn was put off.
func readDue(t *tx, now civil.Instant, limit int) (list []message.Due, more bool, err error) {
	list, err = all(t, dueFields+`
		WHERE m.state <= 2 AND m.due <= $1 ORDER BY m.due, m.event, m.template, m.subject LIMIT $2`,
		[]any{int64(now), int64(limit)}, scanDue)
	if err != nil || len(list) == 0 {
		return nil, false, err
	}
	more = len(list) == limit
	numbers := make([]string, 0, len(list))
	nobody := list[:0:0]
	for _, d := range list {
		if d.Number == "" {
			nobody = append(nobody, d)
		} else {
			numbers = append(numbers, d.Number)
		}
	}
	list, err = all(t, dueFields+`
		WHERE m.person IN (SELECT id FROM person WHERE mobile_index IN (SELECT key FROM json_each($2))
				UNION SELECT person FROM person_amendment
				WHERE mobile_index <> '' AND mobile_index IN (SELECT key FROM json_each($2)))
			AND COALESCE(f.mobile_index, p.mobile_index) IN (SELECT key FROM json_each($2))
			AND m.state <= 2 AND m.due <= $1`,
		[]any{int64(now), textsJSON(numbers)}, scanDue)
	list = append(list, nobody...)
	slices.SortFunc(list, func(a, b message.Due) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Event, b.Event), cmp.Compare(a.Template, b.Template),
			cmp.Compare(a.Subject, b.Subject))
	})
	return list, more, err
}

// readUsed gives when the numbers of messages got one.
func readUsed(t *tx, due []message.Due, from civil.Instant) (map[string][]civil.Instant, error) {
	used := map[string][]civil.Instant{}
	numbers := make([]string, len(due))
	for i, d := range due {
		numbers[i] = d.Number
	}
	err := t.each(`SELECT number, at FROM message_round
		WHERE number IN (SELECT key FROM json_each($1)) AND at > $2 ORDER BY number, at`,
		[]any{textsJSON(numbers), int64(from)}, func(scan func(...any) error) error {
			var number string
			var at civil.Instant
			err := scan(&number, &at)
			used[number] = append(used[number], at)
			return err
		})
	return used, err
}

// verdictRows reads the rows of writeVerdicts.
const verdictRows = `WITH v AS MATERIALIZED (
		SELECT CAST(value ->> 0 AS BIGINT) AS event, value ->> 1 AS template, CAST(value ->> 2 AS BIGINT) AS subject,
			CAST(value ->> 3 AS INTEGER) AS state, CAST(value ->> 4 AS INTEGER) AS round,
			CAST(value ->> 5 AS INTEGER) AS misses, CAST(value ->> 6 AS BIGINT) AS due, value ->> 7 AS cause
		FROM json_each($1))
	UPDATE message SET state = v.state, round = v.round, misses = v.misses, due = v.due, cause = v.cause
	FROM v WHERE message.event = v.event AND message.template = v.template AND message.subject = v.subject`

// deferRows is verdictRows for those that only wait on: most of what comes up while a number is at its limit.
const deferRows = `WITH v AS MATERIALIZED (
		SELECT CAST(value ->> 0 AS BIGINT) AS event, value ->> 1 AS template, CAST(value ->> 2 AS BIGINT) AS subject,
			CAST(value ->> 3 AS BIGINT) AS due
		FROM json_each($1))
	UPDATE message SET due = v.due
	FROM v WHERE message.event = v.event AND message.template = v.template AND message.subject = v.subject`

// writeVerdicts writes what happens to messages. A round that is handed over again is there already.
func writeVerdicts(t *tx, now civil.Instant, list []message.Verdict) error {
	var moved, deferred, rounds [][]any
	for _, v := range list {
		switch v.Do {
		case message.Defer:
			deferred = append(deferred, []any{v.Event, v.Template, v.Subject, int64(v.Due)})
			continue
		case message.Drop:
			t.holdMessages(v.Event)
			moved = append(moved, []any{v.Event, v.Template, v.Subject, int64(message.Dead), v.Round, v.Misses,
				int64(now), v.Cause})
		case message.HandOver:
			t.holdMessages(v.Event)
			moved = append(moved, []any{v.Event, v.Template, v.Subject, int64(message.Sending), v.Round, v.Misses,
				int64(v.Due), ""})
			if v.Misses == 1 {
				rounds = append(rounds, []any{v.Event, v.Template, v.Subject, v.Round, v.Number, v.Shown})
			}
		}
	}
	err := t.insert(verdictRows, moved)
	err = cmp.Or(err, t.insert(deferRows, deferred))
	if err != nil || len(rounds) == 0 {
		return err
	}
	_, err = t.exec(`INSERT INTO message_round (event, template, subject, round, number, shown, at)
		SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS INTEGER),
			value ->> 4, value ->> 5, $2
		FROM json_each($1)`, rowsJSON(rounds), int64(now))
	return err
}

// settledRows reads the rows of a settlement, and settledKey ties them to a message or a round of it.
const (
	settledRows = `SELECT CAST(value ->> 0 AS BIGINT) AS event, value ->> 1 AS template,
			CAST(value ->> 2 AS BIGINT) AS subject, CAST(value ->> 3 AS INTEGER) AS round,
			CAST(value ->> 4 AS INTEGER) AS state, CAST(value ->> 5 AS BIGINT) AS due, value ->> 6 AS code
		FROM `
	settledKey = ` FROM v WHERE m.event = v.event AND m.template = v.template AND m.subject = v.subject `
)

// Each statement of a settlement takes the rows that it is about.
const (
	settleTaken = `WITH v AS MATERIALIZED (` + settledRows + `json_each($1)) UPDATE message AS m SET state = 3` + settledKey +
		`AND m.round = v.round AND m.state = 2`
	settleArrived = `WITH v AS MATERIALIZED (` + settledRows + `json_each($1)) UPDATE message AS m SET state = 4, cause = ''` +
		settledKey + `AND m.round >= v.round AND m.state IN (1, 2, 3, 5)`
	settleFailed = `WITH v AS MATERIALIZED (` + settledRows + `json_each($1)) UPDATE message AS m SET state = v.state, due = v.due,
		misses = 0, cause = v.code` + settledKey + `AND m.round = v.round AND m.state IN (2, 3)`
	settleRound = `WITH v AS MATERIALIZED (` + settledRows + `json_each($1)) UPDATE message_round AS m SET reported = $2,
		code = v.code` + settledKey + `AND m.round = v.round AND m.reported = 0`
)

// Settle implements message.Store. A letter that arrived has arrived, whatever else is said of it before or later; a
// failure counts once, while its round is the last one.
func (s messageStore) Settle(ctx context.Context, l message.Lease, list []message.Settlement) error {
	var taken, arrived, failed [][]any
	for _, o := range list {
		row := []any{o.Event, o.Template, o.Subject, o.Round, int64(o.Next), int64(o.Due), o.Code}
		switch o.Fate {
		case event.Taken:
			taken = append(taken, row)
		case event.Arrived:
			arrived = append(arrived, row)
		case event.Failed, event.Never:
			failed = append(failed, row)
		default:
			return errors.New("sqlstore: a letter has no fate")
		}
	}
	var batch []stmt
	add := func(rows [][]any, query string, args ...any) {
		if len(rows) > 0 {
			batch = append(batch, stmt{query: query, args: append([]any{rowsJSON(rows)}, args...), want: -1})
		}
	}
	add(taken, settleTaken)
	add(arrived, settleArrived)
	add(arrived, settleRound, int64(l.Now))
	add(failed, settleFailed)
	add(failed, settleRound, int64(l.Now))
	return s.under(ctx, l, func(t *tx) error {
		for _, o := range list {
			t.holdMessages(o.Event)
		}
		return t.batch(batch)
	})
}

// RecipientNames lists the kinds of events that have a query.
func RecipientNames() ([]string, error) {
	entries, err := recipientFiles.ReadDir("recipients")
	if err != nil {
		return nil, fmt.Errorf("queries of events: %w", err)
	}
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = strings.TrimSuffix(e.Name(), ".sql")
	}
	return names, nil
}
