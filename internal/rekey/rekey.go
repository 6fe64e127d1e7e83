// Package rekey seals personal data anew when the field key was changed (密钥轮换, GB/T 39786-2021 密钥管理): table by
// table, a few rows at a time, while people work.
package rekey

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// Table is a table with sealed columns.
type Table struct {
	Name    string
	Title   string   // as people are shown it
	Columns []string // that hold sealed values, each bound to its table, column and row (secret.Where)
	Files   bool     // the values are files, of which few fit into memory
}

// Row is what a row of such a table has sealed.
type Row struct {
	Key    string   // of the row, as the places of its values end
	Values [][]byte // by the columns of its table; empty where there is none
}

// Store is what sealing anew needs of an engine.
type Store interface {
	// SealedTables lists the tables, in a fixed order.
	SealedTables() []Table
	// Heads gives rows of a table in the order of their keys, those after one, and from the first when that is empty.
	// Of each value it gives the beginning, which is enough for Cipher.Stale.
	Heads(tx unit.Tx, t Table, after string, limit int) ([]Row, error)
	// Sealed gives a row.
	Sealed(tx unit.Tx, t Table, key string) (Row, bool, error)
	// Reseal writes the values of rows that stand there as they were read.
	Reseal(tx unit.Tx, t Table, was, now []Row) error
}

// Deps is what the service works with.
type Deps struct {
	Work   unit.Work
	Audit  audit.Recorder
	Store  Store
	Cipher secret.Cipher
}

// Service seals anew.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

// headsAtOnce is how many rows one reading looks at.
const headsAtOnce = 1000

// atOnce is how many rows a unit of work seals anew: few enough that nobody waits for it and no memory fills up.
func (t Table) atOnce() int {
	if t.Files {
		return 4
	}
	return 200
}

// State is how far a table is.
type State struct {
	Table string `json:"table"`
	Title string `json:"-"`
	Rows  int    `json:"rows"`  // rows looked at
	Stale int    `json:"stale"` // of them with a value under an older key
}

// Look counts what is sealed under an older key, and changes nothing.
func (s *Service) Look(ctx context.Context) (list []State, err error) {
	for _, t := range s.Store.SealedTables() {
		state := State{Table: t.Name, Title: t.Title}
		if err := s.each(ctx, t, func(rows int, stale []string) error {
			state.Rows += rows
			state.Stale += len(stale)
			return nil
		}); err != nil {
			return nil, err
		}
		list = append(list, state)
	}
	return list, nil
}

// each looks at a table a page at a time: how many rows that are, and the keys of those with a value under an older
// key.
func (s *Service) each(ctx context.Context, t Table, f func(rows int, stale []string) error) error {
	for after, more := "", true; more; {
		var rows []Row
		if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
			rows, err = s.Store.Heads(tx, t, after, headsAtOnce)
			return err
		}); err != nil {
			return fmt.Errorf("look at %s: %w", t.Name, err)
		}
		var stale []string
		for _, r := range rows {
			if s.stale(r) {
				stale = append(stale, r.Key)
			}
		}
		if err := f(len(rows), stale); err != nil {
			return err
		}
		if more = len(rows) == headsAtOnce; more {
			after = rows[len(rows)-1].Key
		}
	}
	return nil
}

// Run seals anew whatever is sealed under an older key, and says how many rows those were. It goes over the tables
// until it finds nothing: what was sealed with the old key a moment ago may be written behind it. Each few rows are a
// unit of their own: a run that is cut off leaves what it has done, and the next one finds the rest. tell hears how
// far it is.
func (s *Service) Run(ctx context.Context, by act.By, tell func(State)) (done int, err error) {
	for found := true; found; {
		found = false
		for _, t := range s.Store.SealedTables() {
			state := State{Table: t.Name, Title: t.Title}
			err := s.each(ctx, t, func(rows int, stale []string) error {
				state.Rows += rows
				for keys := range slices.Chunk(stale, t.atOnce()) {
					n, err := s.reseal(ctx, by, t, keys)
					if err != nil {
						return fmt.Errorf("seal %s anew: %w", t.Name, err)
					}
					found = true
					done += n
				}
				tell(state)
				return nil
			})
			if err != nil {
				return done, err
			}
		}
	}
	return done, nil
}

// reseal seals rows anew, those of them that still need it.
func (s *Service) reseal(ctx context.Context, by act.By, t Table, keys []string) (n int, err error) {
	err = s.Work.Do(ctx, by, "keys.reseal", func(tx unit.Tx) error {
		var was, now []Row
		for _, key := range keys {
			r, found, err := s.Store.Sealed(tx, t, key)
			if err != nil {
				return err
			}
			if !found || !s.stale(r) {
				continue
			}
			fresh, err := s.renewed(t, r)
			if err != nil {
				return err
			}
			was, now = append(was, r), append(now, fresh)
		}
		if n = len(now); n == 0 {
			return nil
		}
		s.Audit.Record(tx, audit.Entry{Kind: t.Name + ".resealed", Fields: []audit.Field{
			{Name: "first", Value: now[0].Key}, {Name: "last", Value: now[n-1].Key},
			{Name: "rows", Value: strconv.Itoa(n)}}})
		return s.Store.Reseal(tx, t, was, now)
	})
	return n, err
}

// renewed is a row sealed anew. A value that does not open is an error: it was changed, and stays as it is.
func (s *Service) renewed(t Table, was Row) (Row, error) {
	now := Row{Key: was.Key, Values: make([][]byte, len(was.Values))}
	for i, v := range was.Values {
		if len(v) == 0 {
			continue
		}
		place := t.Name + "." + t.Columns[i] + ":" + was.Key
		plain, err := s.Cipher.Open(v, place)
		if err == nil {
			now.Values[i], err = s.Cipher.Seal(plain, place)
		}
		if err != nil {
			return now, fmt.Errorf("%s: %w", place, err)
		}
	}
	return now, nil
}

// stale says whether a row has a value under an older key.
func (s *Service) stale(r Row) bool {
	return slices.ContainsFunc(r.Values, func(v []byte) bool { return len(v) > 0 && s.Cipher.Stale(v) })
}
