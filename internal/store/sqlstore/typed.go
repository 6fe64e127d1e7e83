package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"guangsha/internal/base/unit"
)

// Mistyped implements ledger.Verifier. On SQLite the books must also be laid out as the migrations lay them: whoever
// may write the file may give a column another type, or the books a trigger.
func (s *Store) Mistyped(u unit.Tx) (columns int64, wrong []string, err error) {
	t := s.tx(u)
	if s.Engine() != "sqlite" {
		_, err := t.get(`SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = current_schema()
			AND table_name NOT LIKE 'goose%'`, nil, &columns)
		return columns, nil, err
	}
	want, types, err := laidOut(t.ctx)
	if err != nil {
		return 0, nil, fmt.Errorf("lay out an empty database: %w", err)
	}
	have, err := t.layout()
	if err != nil {
		return 0, nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if have[name] != want[name] {
			wrong = append(wrong, name)
		}
		delete(have, name)
	}
	for _, name := range slices.Sorted(maps.Keys(have)) { // another table or index does nothing
		if strings.HasPrefix(have[name], "trigger") {
			wrong = append(wrong, name)
		}
	}
	for _, table := range slices.Sorted(maps.Keys(types)) {
		bad, err := t.mistyped(table, types[table])
		if err != nil {
			return 0, nil, err
		}
		columns += int64(len(types[table]))
		wrong = append(wrong, bad...)
	}
	return columns, wrong, nil
}

const layoutQuery = `SELECT name, type || ' ' || COALESCE(sql, '') FROM sqlite_master
	WHERE name NOT LIKE 'goose%' AND name NOT LIKE 'sqlite%'`

// layout is what a database is laid out as: kinds and definitions by name.
func (t *tx) layout() (map[string]string, error) {
	found := map[string]string{}
	return found, t.each(layoutQuery, nil, func(scan func(...any) error) error {
		var name, text string
		err := scan(&name, &text)
		found[name] = text
		return err
	})
}

// laidOut is the layout that the migrations make and the types of the columns by table, read from a database in memory.
func laidOut(ctx context.Context) (layout map[string]string, types map[string]map[string]string, err error) {
	db, err := sql.Open("sqlite", "file::memory:")
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	c, err := db.Conn(ctx) // each connection has a memory of its own
	if err != nil {
		return nil, nil, err
	}
	conn := &sqliteConn{db: c, prepared: map[string]*sql.Stmt{}}
	defer func() { err = errors.Join(err, conn.close()) }()
	empty := &tx{ctx: ctx, conn: conn, readOnly: true}
	if err := eachMigration("sqlite", func(_ int64, statements string) error {
		_, err := c.ExecContext(ctx, statements)
		return err
	}); err != nil {
		return nil, nil, err
	}
	if layout, err = empty.layout(); err != nil {
		return nil, nil, err
	}
	types = map[string]map[string]string{}
	return layout, types, empty.each(`SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'`, nil, func(scan func(...any) error) error {
		var table, column, kind string
		err := scan(&table, &column, &kind)
		if types[table] == nil {
			types[table] = map[string]string{}
		}
		types[table][column] = kind
		return err
	})
}

// storages are what SQLite may keep in a column of a type of the migrations, beside nothing.
var storages = map[string]string{"BIGINT": "integer", "INTEGER": "integer", "TEXT": "text", "BYTEA": "blob"}

// mistyped names the columns of a table that have something else than their type. It reads the table once.
func (t *tx) mistyped(table string, types map[string]string) (wrong []string, err error) {
	names := slices.Sorted(maps.Keys(types))
	counts, found, dest := make([]string, len(names)), make([]int64, len(names)), make([]any, len(names))
	for i, name := range names {
		counts[i] = fmt.Sprintf("COUNT(CASE WHEN typeof(%q) NOT IN ('%s', 'null') THEN 1 END)", name, storages[types[name]])
		dest[i] = &found[i]
	}
	_, err = t.get(fmt.Sprintf("SELECT %s FROM %q", strings.Join(counts, ", "), table), nil, dest...)
	for i, n := range found {
		if n > 0 {
			wrong = append(wrong, table+"."+names[i])
		}
	}
	return wrong, err
}
