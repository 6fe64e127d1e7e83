package policy

import (
	"context"
	"fmt"

	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// CodeChanged is the code of the refusal to change a value that is in force already.
const CodeChanged = "policy.changed"

// Store keeps the rows of a centre.
type Store interface {
	Source
	// AddRows adds rows under a version of their own, which is greater than all before it.
	AddRows(tx unit.Tx, rows []Row) (version int64, err error)
	// AddChange writes who decided a version; Changes reads that of some versions, those without one left out.
	AddChange(tx unit.Tx, c Change) error
	Changes(tx unit.Tx, versions []int64) (map[int64]Change, error)
}

// Install adds the rows that the centre does not have yet and gives how many there were; the others stay. It
// refuses with CodeChanged when a row names a value that is there with another one: what held on a day does not
// change afterwards.
func Install(ctx context.Context, work unit.Work, recorder audit.Recorder, store Store, by act.By, rows []Row) (
	added int, err error) {
	err = work.Do(ctx, by, "policy.install", func(tx unit.Tx) error {
		added = 0
		have, err := store.Policy(tx)
		if err != nil {
			return err
		}
		var fresh []Row
		var bad []*refusal.Refused
		for _, r := range rows {
			old, ok := have.exact(r.Key, r.Branch, r.From)
			switch {
			case !ok:
				fresh = append(fresh, r)
			case old.Value != r.Value:
				bad = append(bad, refusal.New(CodeChanged, fmt.Sprintf("参数%s自%s起的取值已为%s，不能改为%s",
					r.Key, r.From, old.Value, r.Value), old.Document, "政策调整请新增自生效日起的取值"))
			}
		}
		if err := refusal.Join(bad...); err != nil || len(fresh) == 0 {
			return err
		}
		if _, err := NewSet(0, fresh); err != nil {
			return err
		}
		version, err := store.AddRows(tx, fresh)
		if err != nil {
			return err
		}
		added = len(fresh)
		recorder.Record(tx, audit.Entry{Kind: "policy.installed", ID: version, Fields: []audit.Field{
			{Name: "rows", Value: fmt.Sprint(len(fresh))}}})
		return nil
	})
	return added, err
}

// exact gives the row of a key, branch and first day.
func (s *Set) exact(key, branch string, from civil.Date) (Row, bool) {
	for _, r := range s.rows[key] {
		if r.Branch == branch && r.From == from {
			return r, true
		}
	}
	return Row{}, false
}
