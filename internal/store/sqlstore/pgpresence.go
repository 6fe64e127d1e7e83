package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// pgAlonePatience is how long a process waits to be the only one of its centre. The session of one that was killed
// ends when the server notices, which takes a moment; a process beside another loses this once, at its start.
const pgAlonePatience = "2s"

// appear takes the shared side of a lock that every process holds while it may have blocks of ids. Who gets the other
// side first is alone: what is left of the blocks of those before it is nobody's, and numbers that people see go on
// where the rows end. It runs before any unit of work, while no other process makes or upgrades the schema.
//
// The lock goes with its session. A process that loses it keeps its blocks, and one that starts then may be given the
// same ids: the keys of the tables refuse the second row, so that nothing is written twice.
func (e *postgresEngine) appear(ctx context.Context) error {
	c, err := pgx.ConnectConfig(ctx, e.work.Config().ConnConfig)
	if err != nil {
		return fmt.Errorf("appear: %w", err)
	}
	e.presence = c
	name := "guangsha ids " + e.schema
	_, err = c.Exec(ctx, "SET lock_timeout = '"+pgAlonePatience+"'")
	if err == nil {
		_, err = c.Exec(ctx, "SELECT pg_advisory_lock(hashtext($1))", name)
	}
	var busy *pgconn.PgError
	alone := err == nil
	switch {
	case alone:
		err = e.goOn(ctx, c)
	case errors.As(err, &busy) && busy.Code == "55P03": // somebody else is there
		err = nil
	}
	if err == nil {
		_, err = c.Exec(ctx, "SELECT pg_advisory_lock_shared(hashtext($1))", name)
	}
	if err == nil && alone {
		_, err = c.Exec(ctx, "SELECT pg_advisory_unlock(hashtext($1))", name)
	}
	if err != nil {
		return fmt.Errorf("appear: %w", err)
	}
	return nil
}

// goOn sets the blocks of numbered kinds to where their rows end.
func (e *postgresEngine) goOn(ctx context.Context, c *pgx.Conn) error {
	var there bool // a schema that is to be made later has no rows to go on from
	err := c.QueryRow(ctx, `SELECT COUNT(*) = 3 FROM pg_tables WHERE schemaname = current_schema()
		AND tablename IN ('id_block', 'person', 'member')`).Scan(&there)
	if err != nil || !there {
		return err
	}
	for _, kind := range slices.Sorted(maps.Keys(numbered)) {
		if _, err := c.Exec(ctx, `UPDATE id_block SET next = (`+numbered[kind]+`) WHERE kind = $1`, kind); err != nil {
			return err
		}
	}
	return nil
}
