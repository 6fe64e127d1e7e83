package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/unit"
)

// Count gives the number of rows of a table.
func Count(ctx context.Context, s *Store, table string) (n int64, err error) {
	err = s.Read(ctx, func(u unit.Tx) error {
		_, err := s.tx(u).get("SELECT COUNT(*) FROM "+table, nil, &n)
		return err
	})
	return n, err
}

// Tamper runs a statement behind the books' back.
func Tamper(ctx context.Context, s *Store, statement string) error {
	return s.Do(ctx, act.By{Actor: "tamperer"}, "tamper", func(u unit.Tx) error {
		s.Record(u, audit.Entry{Kind: "test.tampered"})
		_, err := s.tx(u).exec(statement)
		return err
	})
}

// Behind runs statements in one transaction and leaves no trace in the audit log.
func Behind(ctx context.Context, s *Store, statements ...string) error {
	return s.engine.do(ctx, func(ctx context.Context, c conn) error {
		for _, statement := range statements {
			if _, err := c.exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
}

// Disconnect makes the server end the connection of a unit of work.
func Disconnect(s *Store, u unit.Tx) error {
	_, err := s.tx(u).exec(`SELECT pg_terminate_backend(pg_backend_pid())`)
	return err
}

// DisconnectIdle makes the server end every connection that waits for units of work.
func DisconnectIdle(ctx context.Context, s *Store) error {
	return s.Read(ctx, func(u unit.Tx) error {
		var n int64
		_, err := s.tx(u).get(`SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
			WHERE state = 'idle' AND pid <> pg_backend_pid() AND query LIKE 'COMMIT%'`, nil, &n)
		return err
	})
}

// Reserve takes a new block of ids of a kind that nobody has asked for.
func Reserve(ctx context.Context, s *Store, kind string) error {
	return s.ids.reserve(ctx, s.engine, exhausted{kind: kind})
}

// OpenLacking opens a database with a program that lacks so many of the last migrations.
func OpenLacking(ctx context.Context, cfg Config, lacks int) (*Store, error) {
	return open(ctx, cfg, lacks)
}

// Migrations is how many migrations an engine has.
func Migrations(engine string) (int, error) {
	list, err := migrations(engine)
	return len(list), err
}

// Schema describes every table, column, index and check of a database, in a fixed order, with the migrations it has.
func Schema(ctx context.Context, s *Store) (text []string, err error) {
	query := `SELECT type || ' ' || name || ' ' || COALESCE(sql, '') FROM sqlite_master WHERE name <> 'sqlite_sequence'
		UNION ALL SELECT 'migration ' || version_id FROM goose_db_version ORDER BY 1`
	if s.Engine() == "postgres" {
		query = `SELECT 'column ' || table_name || ' ' || ordinal_position || ' ' || column_name || ' ' || data_type
				|| ' ' || is_nullable || ' ' || COALESCE(column_default, '')
			FROM information_schema.columns WHERE table_schema = current_schema()
			UNION ALL SELECT 'index ' || replace(indexdef, schemaname || '.', '') FROM pg_indexes
				WHERE schemaname = current_schema()
			UNION ALL SELECT 'table ' || relname || ' ' || COALESCE(reloptions::text, '') FROM pg_class
				WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
			UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
				FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
			UNION ALL SELECT 'migration ' || version_id FROM goose_db_version ORDER BY 1`
	}
	err = s.Read(ctx, func(u unit.Tx) error {
		text, err = all(s.tx(u), query, nil, func(scan func(...any) error) (line string, err error) {
			return line, scan(&line)
		})
		return err
	})
	return text, err
}

// Held gives the columns of a recorded table that its query reads, and the links that it has.
func Held(table string) (columns, links []string, err error) {
	queries, err := tableQueries()
	list, _, _ := strings.Cut(strings.TrimPrefix(queries[table].rows, "SELECT "), "FROM")
	for _, name := range strings.Split(list, ",") {
		if name = strings.TrimSpace(name); name != "0" { // the whole table as one record
			columns = append(columns, name)
		}
	}
	return columns, slices.Sorted(maps.Keys(queries[table].links)), err
}

// Explain gives an engine's plan for a statement: a line of text for each node on SQLite, a JSON document on
// PostgreSQL, where args stand for the parameters.
func Explain(ctx context.Context, s *Store, query string, parameters int, args string) (lines []string, err error) {
	line := func(scan func(...any) error) (text string, err error) { return text, scan(&text) }
	explain := func(u unit.Tx) error {
		t := s.tx(u)
		if s.Engine() == "sqlite" {
			lines, err = all(t, "EXPLAIN QUERY PLAN "+query, make([]any, parameters),
				func(scan func(...any) error) (text string, err error) {
					var id, parent, unused int64
					return text, scan(&id, &parent, &unused, &text)
				})
			return err
		}
		for _, q := range []string{"PREPARE explained AS " + query, "SET LOCAL plan_cache_mode = force_generic_plan"} {
			if _, err := t.conn.exec(t.ctx, q); err != nil {
				return err
			}
		}
		if lines, err = all(t, "EXPLAIN (FORMAT JSON) EXECUTE explained"+args, nil, line); err != nil {
			return err
		}
		_, err = t.conn.exec(t.ctx, "DEALLOCATE explained")
		return err
	}
	if s.Engine() == "sqlite" {
		return lines, s.Read(ctx, explain)
	}
	// Units of work have settings of their own.
	return lines, s.Do(ctx, act.By{Actor: "test"}, "explain", explain)
}

// EntriesQuery is how a page of the log is read.
var EntriesQuery = entriesQuery

// Columns are the names and types of a table's columns.
func Columns(ctx context.Context, s *Store, table string) (list [][2]string, err error) {
	query := `SELECT name, type FROM pragma_table_info($1)`
	if s.Engine() == "postgres" {
		query = `SELECT column_name, data_type FROM information_schema.columns
			WHERE table_schema = current_schema() AND table_name = $1`
	}
	err = s.Read(ctx, func(u unit.Tx) error {
		list, err = all(s.tx(u), query, []any{table},
			func(scan func(...any) error) (c [2]string, err error) { return c, scan(&c[0], &c[1]) })
		return err
	})
	return list, err
}

// Scribble offers n rows to each table on SQLite, made of the values given for each column, and keeps those that the
// schema takes.
func Scribble(ctx context.Context, s *Store, n int, value func(table, column, kind string) any) error {
	text := func(scan func(...any) error) (a string, err error) { return a, scan(&a) }
	return s.Do(ctx, act.By{Actor: "test"}, "scribble", func(u unit.Tx) error {
		t := s.tx(u)
		s.Record(u, audit.Entry{Kind: "test.scribbled"})
		tables, err := all(t, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'goose%'
			AND name NOT LIKE 'sqlite%' AND name NOT IN ('audit_entry', 'id_block', 'book', 'policy_row')`, nil, text)
		if err != nil {
			return err
		}
		for _, table := range tables {
			columns, err := all(t, `SELECT name || ' ' || type FROM pragma_table_info($1)`, []any{table}, text)
			if err != nil {
				return err
			}
			marks := make([]string, len(columns))
			for i := range marks {
				marks[i] = fmt.Sprint("$", i+1)
			}
			query := "INSERT OR IGNORE INTO " + table + " VALUES (" + strings.Join(marks, ", ") + ")"
			for range n {
				row := make([]any, len(columns))
				for i, c := range columns {
					name, kind, _ := strings.Cut(c, " ")
					row[i] = value(table, name, kind)
				}
				if _, err := t.exec(query, row...); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Pragma gives a setting of the writing connection.
func Pragma(t testing.TB, s *Store, name string) (value string) {
	t.Helper()
	err := s.engine.do(context.Background(), func(ctx context.Context, c conn) error {
		r, err := c.query(ctx, "PRAGMA "+name)
		if err != nil {
			return err
		}
		if r.Next() {
			err = r.Scan(&value)
		}
		return errors.Join(err, closeRows(r))
	})
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// Figure is the one number that a query gives.
func Figure(ctx context.Context, s *Store, query string) (n int64, err error) {
	err = s.Read(ctx, func(u unit.Tx) error {
		_, err := s.tx(u).get("SELECT CAST(COALESCE(("+query+"), 0) AS BIGINT)", nil, &n)
		return err
	})
	return n, err
}

var tableNamed = regexp.MustCompile(`(?:FROM|JOIN) ([a-z_]+)`)

// DumpedTables are the tables that a dump reads.
func DumpedTables() map[string]bool {
	said := map[string]bool{}
	for _, d := range slices.Concat(dumps, dumpedRows) {
		for _, m := range tableNamed.FindAllStringSubmatch(d.query, -1) {
			said[m[1]] = true
		}
	}
	return said
}

// TableNames are the tables of books on SQLite.
func TableNames(ctx context.Context, s *Store) (names []string, err error) {
	err = s.Read(ctx, func(u unit.Tx) error {
		names, err = all(s.tx(u), `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`, nil,
			func(scan func(...any) error) (name string, err error) { return name, scan(&name) })
		return err
	})
	return names, err
}
