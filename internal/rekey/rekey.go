// Package rekey seals personal data anew when the field key was changed (密钥轮换, GB/T 39786-2021 密钥管理): table by
// table, a few rows at a time, while people work.
package rekey

import (
	"context"
	"fmt"
	"strconv"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
)

// Table is a table with sealed columns.
type Table struct {
	Name    string
	Columns []string // that hold sealed values, each bound to its table, column and row (secret.Where)
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
	// Sealed gives rows of a table in the order of their keys, those after one, and from the first when that is empty.
	Sealed(tx unit.Tx, t Table, after string, limit int) ([]Row, error)
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

// atOnce is how many rows a unit of work looks at: few enough that nobody waits for it.
const atOnce = 200

// State is how far a table is.
type State struct {
	Table string
	Rows  int // rows looked at
	Stale int // of them with a value under an older key
}

// Look counts what is sealed under an older key, and changes nothing.
func (s *Service) Look(ctx context.Context) (list []State, err error) {
	for _, t := range s.Store.SealedTables() {
		state := State{Table: t.Name}
		for after, more := "", true; more; {
			if err := s.Work.Read(ctx, func(tx unit.Tx) error {
				rows, err := s.Store.Sealed(tx, t, after, atOnce)
				if more = len(rows) > 0; !more || err != nil {
					return err
				}
				after = rows[len(rows)-1].Key
				state.Rows += len(rows)
				state.Stale += len(s.stale(rows))
				return nil
			}); err != nil {
				return nil, fmt.Errorf("look at %s: %w", t.Name, err)
			}
		}
		list = append(list, state)
	}
	return list, nil
}

// Run seals anew whatever is sealed under an older key, and says how many rows those were. Each page is a unit of its
// own: a run that is cut off leaves what it has done, and the next one finds the rest. tell hears how far a table is.
func (s *Service) Run(ctx context.Context, by act.By, tell func(State)) (done int, err error) {
	for _, t := range s.Store.SealedTables() {
		state := State{Table: t.Name}
		for after, more := "", true; more; {
			var page, renewed int
			last := after
			if err := s.Work.Do(ctx, by, "keys.reseal", func(tx unit.Tx) error {
				rows, err := s.Store.Sealed(tx, t, after, atOnce)
				if page = len(rows); page == 0 || err != nil {
					return err
				}
				last = rows[page-1].Key
				renewed, err = s.reseal(tx, t, s.stale(rows))
				return err
			}); err != nil {
				return done, fmt.Errorf("seal %s anew: %w", t.Name, err)
			}
			after, more = last, page > 0
			state.Rows += page
			state.Stale += renewed
			done += renewed
			tell(state)
		}
	}
	return done, nil
}

// reseal seals rows anew and records it. A value that does not open ends it: it was changed, and stays as it is.
func (s *Service) reseal(tx unit.Tx, t Table, was []Row) (int, error) {
	if len(was) == 0 {
		return 0, nil
	}
	now := make([]Row, len(was))
	for i, r := range was {
		now[i] = Row{Key: r.Key, Values: make([][]byte, len(r.Values))}
		for k, v := range r.Values {
			if len(v) == 0 {
				continue
			}
			place := t.Name + "." + t.Columns[k] + ":" + r.Key
			plain, err := s.Cipher.Open(v, place)
			if err != nil {
				return 0, fmt.Errorf("%s: %w", place, err)
			}
			if now[i].Values[k], err = s.Cipher.Seal(plain, place); err != nil {
				return 0, err
			}
		}
	}
	if err := s.Store.Reseal(tx, t, was, now); err != nil {
		return 0, err
	}
	s.Audit.Record(tx, audit.Entry{Kind: t.Name + ".resealed", Fields: []audit.Field{
		{Name: "first", Value: now[0].Key}, {Name: "last", Value: now[len(now)-1].Key},
		{Name: "rows", Value: strconv.Itoa(len(now))}}})
	return len(now), nil
}

// stale are the rows with a value under an older key.
func (s *Service) stale(rows []Row) (list []Row) {
	for _, r := range rows {
		for _, v := range r.Values {
			if len(v) > 0 && s.Cipher.Stale(v) {
				list = append(list, r)
				break
			}
		}
	}
	return list
}
