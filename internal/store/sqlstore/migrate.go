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

// versionTable asks an engine whether the table of applied migrations is there. Asking changes nothing, while goose
// would make it.
var versionTable = map[string]string{
	"sqlite":   `SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'goose_db_version'`,
	"postgres": `SELECT COUNT(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'goose_db_version'`,
}

// migrate brings a database to the schema of the listed migrations, forward only. A database that has a migration
// beyond them is newer and refused with unit.ErrNewer, before anything is changed; one that lacks some is refused with
// unit.ErrOlder when it may only be read.
func migrate(ctx context.Context, db *sql.DB, engine string, list []*goose.Migration, readOnly bool) error {
	applied, err := appliedMigrations(ctx, db, engine)
	if err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	missing := 0
	for _, m := range list {
		if !applied[m.Version] {
			missing++
		}
		delete(applied, m.Version)
	}
	if len(applied) > 0 {
		return fmt.Errorf("%w: it has %d migrations that this program does not know", unit.ErrNewer, len(applied))
	}
	switch {
	case missing == 0:
		return nil
	case readOnly:
		return fmt.Errorf("%w: it lacks %d migrations", unit.ErrOlder, missing)
	}
	dialect := map[string]database.Dialect{"sqlite": database.DialectSQLite3, "postgres": database.DialectPostgres}
	goose.SetLogger(goose.NopLogger())
	p, err := goose.NewProvider(dialect[engine], db, nil, goose.WithGoMigrations(list...),
		goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("migrations: %w", err)
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func appliedMigrations(ctx context.Context, db *sql.DB, engine string) (map[int64]bool, error) {
	applied := map[int64]bool{}
	var tables int
	if err := db.QueryRowContext(ctx, versionTable[engine]).Scan(&tables); err != nil || tables == 0 {
		return applied, err
	}
	r, err := db.QueryContext(ctx, `SELECT version_id FROM goose_db_version WHERE version_id > 0`)
	if err != nil {
		return nil, err
	}
	for r.Next() {
		var version int64
		if err = r.Scan(&version); err != nil {
			break
		}
		applied[version] = true
	}
	return applied, errors.Join(err, closeRows(r))
}

// migrations are the embedded ones, in the order of their numbers.
func migrations(engine string) (list []*goose.Migration, err error) {
	err = eachMigration(engine, func(version int64, statements string) error {
		up := func(ctx context.Context, tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, statements)
			return err
		}
		list = append(list, goose.NewGoMigration(version, &goose.GoFunc{RunTx: up}, nil))
		return nil
	})
	return list, err
}

// eachMigration gives the embedded ones as an engine takes them, in the order of their numbers.
func eachMigration(engine string, f func(version int64, statements string) error) error {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil || len(names) == 0 {
		return errors.Join(errors.New("no migrations embedded"), err)
	}
	for _, name := range names {
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return err
		}
		base := strings.TrimPrefix(name, "migrations/")
		version, err := strconv.ParseInt(base[:4], 10, 64)
		if err != nil {
			return fmt.Errorf("migration %s: name must begin with four digits", base)
		}
		if err := f(version, forEngine(engine, string(text))); err != nil {
			return err
		}
	}
	return nil
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
