package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"regexp"
)

// sqliteConn runs statements on a connection and keeps every one prepared, since a unit of work is a handful out of a
// few dozen.
type sqliteConn struct {
	db       *sql.Conn
	prepared map[string]*sql.Stmt
	touched  int64 // rows written since the group began
}

func (c *sqliteConn) exec(ctx context.Context, query string, args ...any) (int64, error) {
	s, err := c.prepare(ctx, query)
	if err != nil {
		return 0, err
	}
	r, err := s.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	c.touched += n
	return n, err
}

// control runs a statement of the transaction itself. It is never cut short by a caller's context.
func (c *sqliteConn) control(query string) error {
	s, err := c.prepare(context.Background(), query)
	if err != nil {
		return err
	}
	_, err = s.ExecContext(context.Background())
	return err
}

func (c *sqliteConn) query(ctx context.Context, query string, args ...any) (rows, error) {
	s, err := c.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (c *sqliteConn) batch(ctx context.Context, list []stmt) error {
	for _, s := range list {
		n, err := c.exec(ctx, s.query, s.args...)
		if err != nil {
			return err
		}
		if s.want >= 0 && n != s.want {
			return s.missed(n)
		}
	}
	return nil
}

func (c *sqliteConn) moveMembers(m memberMove) []stmt { return m.common() }

// limit finds limits that are parameters. SQLite looks at the number behind one when it plans, and plans the statement
// anew whenever it is bound again: a sixth of the time of an enquiry.
var limit = regexp.MustCompile(`\bLIMIT (\$\d+)`)

func (c *sqliteConn) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := c.prepared[query]; ok {
		return s, nil
	}
	s, err := c.db.PrepareContext(ctx, limit.ReplaceAllString(query, "LIMIT 0 + $1"))
	if err != nil {
		return nil, err
	}
	c.prepared[query] = s
	return s, nil
}

func (c *sqliteConn) close() error {
	var errs []error
	for _, s := range c.prepared {
		errs = append(errs, s.Close())
	}
	errs = append(errs, c.db.Close())
	return errors.Join(errs...)
}
