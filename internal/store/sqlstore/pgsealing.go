package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// txnNow is the number of the transaction that runs, as audit entries keep it from a base on.
const txnNow = `CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT)`

// countOn lets the numbers of transactions in audit entries go on upward when the database was moved to another server
// as text: that server counts its own transactions, and an entry with a number below the head's would never be sealed.
// It runs before any unit of work, while no other process makes or upgrades the schema.
func (e *postgresEngine) countOn(ctx context.Context, db *sql.DB) (err error) {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("sealing order: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("sealing order: %w", err), t.Rollback())
		}
	}()
	var tables int
	if err := t.QueryRowContext(ctx, `SELECT COUNT(*) FROM pg_tables
		WHERE schemaname = current_schema() AND tablename = 'audit_head'`).Scan(&tables); err != nil || tables == 0 {
		return errors.Join(err, t.Rollback()) // a program from before there was a head
	}
	var was, is string
	var base int64
	err = t.QueryRowContext(ctx, `SELECT h.origin, CAST(c.system_identifier AS TEXT),
			GREATEST(h.txn, COALESCE((SELECT MAX(txn) FROM audit_entry), 0))
		FROM audit_head h, pg_control_system() c`).Scan(&was, &is, &base)
	if err != nil {
		return err
	}
	switch was {
	case is:
		return t.Rollback()
	case "":
		base = 0
	default:
		if _, err := t.ExecContext(ctx, fmt.Sprintf(
			`ALTER TABLE audit_entry ALTER COLUMN txn SET DEFAULT %d + %s`, base, txnNow)); err != nil {
			return err
		}
	}
	if _, err := t.ExecContext(ctx, `UPDATE audit_head SET origin = $1, base = $2`, is, base); err != nil {
		return err
	}
	return t.Commit()
}

// horizon looks at the units of this centre alone, so that a long transaction of another one holds up nothing. Each
// holds its side of the fence from before it has a number until it has ended: a unit that runs now is seen by its lock,
// one that gets its number later has at least that of the snapshot's end, which is taken first, and one that has ended
// is visible to whoever reads after this. Locks show the lower half of a number.
func (e *postgresEngine) horizon(ctx context.Context) (first int64, err error) {
	err = e.reads.QueryRow(ctx, `WITH s AS MATERIALIZED (
			SELECT CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS TEXT) AS BIGINT) AS ends)
		SELECT (SELECT base FROM audit_head) + COALESCE(
			MIN(s.ends - ((s.ends - CAST(CAST(n.transactionid AS TEXT) AS BIGINT)) & 4294967295)),
			(SELECT ends FROM s))
		FROM s, pg_locks n
		WHERE n.locktype = 'transactionid' AND n.granted AND n.mode = 'ExclusiveLock' AND n.virtualtransaction IN (
			SELECT f.virtualtransaction FROM pg_locks f WHERE f.locktype = 'relation'
				AND f.relation = CAST('book' AS REGCLASS)
				AND f.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`).Scan(&first)
	return first, err
}

// A transaction that writes what another has written has its number after that one had ended, or is undone. Numbers of
// entries say less: each process takes them from blocks of its own.
func (e *postgresEngine) entryOrder() string { return "txn, id" }

func (e *postgresEngine) passedQuery() string {
	return `SELECT COUNT(*) FROM audit_entry WHERE (txn, id) <= ($1, $2)`
}

func (e *postgresEngine) placeQuery() string {
	return `SELECT e.txn, s.entry FROM audit_seal s JOIN audit_entry e ON e.id = s.entry WHERE s.n = $1`
}

func (e *postgresEngine) strayQuery() string {
	return `SELECT COUNT(*) FROM (SELECT txn, id FROM audit_entry ORDER BY at DESC, id DESC LIMIT 256) e
		WHERE (e.txn, e.id) <= ($1, $2) AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry = e.id)`
}

func (e *postgresEngine) unsealedQuery() string {
	return `SELECT txn, id, canonical, leaf FROM audit_entry WHERE (txn, id) > ($1, $2) ORDER BY txn, id LIMIT $3`
}
