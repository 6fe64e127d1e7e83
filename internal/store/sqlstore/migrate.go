package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"

	"guangsha/internal/base/unit"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// hint is a remark for one engine inside the common text, for example /*sqlite: WITHOUT ROWID */.
var hint = regexp.MustCompile(`/\*(sqlite|postgres):([^*]*)\*/`)

// forEngine is the text of a migration as one engine gets it: its own hints stand, the other's are dropped.
func forEngine(engine, text string) string {
	return hint.ReplaceAllStringFunc(text, func(h string) string {
		m := hint.FindStringSubmatch(h)
		if m[1] == engine {
			return m[2]
		}
		return ""
	})
}

// migrate brings a database to this program's schema, forward only. A database that has a migration this program
// does not know is newer and refused with unit.ErrNewer, before anything is changed.
func migrate(ctx context.Context, db *sql.DB, engine string, readOnly bool) error {
	list, newest, err := migrations(engine)
	if err != nil {
		return err
	}
	dialect := map[string]database.Dialect{"sqlite": database.DialectSQLite3, "postgres": database.DialectPostgres}
	goose.SetLogger(goose.NopLogger())
	p, err := goose.NewProvider(dialect[engine], db, nil, goose.WithGoMigrations(list...),
		goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	have, err := p.GetDBVersion(ctx)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if have > newest {
		return fmt.Errorf("%w: schema %d, this program knows %d", unit.ErrNewer, have, newest)
	}
	if readOnly {
		if have < newest {
			return fmt.Errorf("schema is at %d, this program needs %d: open it for writing once", have, newest)
		}
		return nil
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func migrations(engine string) (list []*goose.Migration, newest int64, err error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		return nil, 0, errors.Join(errors.New("no migrations embedded"), err)
	}
	for _, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, 0, err
		}
		base := strings.TrimPrefix(name, "migrations/")
		version, err := strconv.ParseInt(base[:4], 10, 64)
		if err != nil {
			return nil, 0, fmt.Errorf("migration %s: name must begin with four digits", base)
		}
		statements := forEngine(engine, string(text))
		up := func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, statements)
			return err
		}
		list = append(list, goose.NewGoMigration(version, &goose.GoFunc{RunTx: up}, nil))
		newest = max(newest, version)
	}
	return list, newest, nil
}

// reserveIDs moves the mark of a kind by n and gives the first id below it. It runs in a transaction of its own.
func reserveIDs(ctx context.Context, c conn, kind string, n int64) (first int64, err error) {
	if _, err := c.exec(ctx, `INSERT INTO id_block (kind, next) VALUES ($1, 1) ON CONFLICT (kind) DO NOTHING`,
		kind); err != nil {
		return 0, fmt.Errorf("reserve ids: %w", err)
	}
	if _, err := c.exec(ctx, `UPDATE id_block SET next = next + $2 WHERE kind = $1`, kind, n); err != nil {
		return 0, fmt.Errorf("reserve ids: %w", err)
	}
	r, err := c.query(ctx, `SELECT next - $2 FROM id_block WHERE kind = $1`, kind, n)
	if err != nil {
		return 0, fmt.Errorf("reserve ids: %w", err)
	}
	if r.Next() {
		err = r.Scan(&first)
	}
	return first, errors.Join(err, closeRows(r))
}

// translateConstraint gives the refusal that a broken constraint stands for, by the name of the index or check
// that both engines put in their message; others stay failures.
func translateConstraint(err error, message string) error {
	for _, c := range constraints {
		if strings.Contains(message, c.name) || c.columns != "" && strings.Contains(message, c.columns) {
			return c.refusal()
		}
	}
	return err
}
