package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/civil"
)

// Meters is the port of what counts requests; nil where the database is open for reading only.
func (s *Store) Meters() access.Meters {
	if s.cfg.ReadOnly {
		return nil
	}
	return meters{s}
}

type meters struct{ *Store }

// Meter implements access.Meters. It is no unit of work: it neither waits for the close of a day nor leaves an audit
// entry, which would make every request another state of the log.
func (s meters) Meter(ctx context.Context, class, source string, now civil.Instant,
	next func(civil.Instant) civil.Instant) error {
	err := s.engine.beside(ctx, func(ctx context.Context, c conn) error {
		for {
			moved, err := moveMeter(ctx, c, class, source, now, next)
			if err != nil || moved {
				return err
			}
		}
	})
	return s.engine.translate(err)
}

// moveMeter moves a meter on; false when another process moved it in between.
func moveMeter(ctx context.Context, c conn, class, source string, now civil.Instant,
	next func(civil.Instant) civil.Instant) (moved bool, err error) {
	whole, found, err := readMeter(ctx, c, class, source)
	if err != nil {
		return false, err
	}
	to := next(whole)
	if to == whole {
		return true, nil
	}
	if found {
		n, err := c.exec(ctx, `UPDATE access_meter SET whole = $4 WHERE class = $1 AND source = $2 AND whole = $3`,
			class, source, int64(whole), int64(to))
		return n == 1, meterError(err)
	}
	if _, err := c.exec(ctx, `DELETE FROM access_meter WHERE whole < $1`, int64(now)); err != nil {
		return false, meterError(err)
	}
	n, err := c.exec(ctx, `INSERT INTO access_meter (class, source, whole) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
		class, source, int64(to))
	return n == 1, meterError(err)
}

func readMeter(ctx context.Context, c conn, class, source string) (whole civil.Instant, found bool, err error) {
	r, err := c.query(ctx, `SELECT whole FROM access_meter WHERE class = $1 AND source = $2`, class, source)
	if err != nil {
		return 0, false, meterError(err)
	}
	if found = r.Next(); found {
		err = r.Scan(&whole)
	}
	return whole, found, meterError(errors.Join(err, closeRows(r)))
}

func meterError(err error) error {
	if err != nil {
		return fmt.Errorf("meter: %w", err)
	}
	return nil
}
