package access

import (
	"context"
	"errors"

	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

var (
	// errNoPass is a defect: a use case opened a unit of work without asking Allow.
	errNoPass = errors.New("access: nobody was asked whether this is allowed")
	// errStale ends a unit whose author's rights have changed since Allow.
	errStale = errors.New("access: rights changed")
)

// Work opens units of work for whoever Allow let through, and for nobody else. At the end of each unit it reads the
// version of the author's rights in the same transaction: the rights that everything in the unit was decided by are
// those of that moment, or the unit leaves nothing and is tried once more by the new ones.
//
// The version is read last because the close of a day must take the fence before it reads anything (ADR 0008).
type Work struct {
	unit.Work
	Service *Service
}

// tries is how often a unit meets a change of its author's rights before it is answered as busy.
const tries = 3

// Do implements unit.Work. Without a pass of the same author in ctx it is an error and nothing is done.
func (w Work) Do(ctx context.Context, by act.By, op string, f func(unit.Tx) error) error {
	p := passOf(ctx)
	if p == nil || p.by.Actor != by.Actor {
		return errNoPass
	}
	for range tries {
		err := w.Work.Do(ctx, by, op, func(tx unit.Tx) error { return w.held(tx, p, f) })
		if !errors.Is(err, errStale) {
			return err
		}
		if err := w.again(ctx, p); err != nil {
			return err
		}
	}
	return unit.ErrBusy
}

// Read implements unit.Work. Where ctx carries a pass, what is read is read by rights that held at that moment.
func (w Work) Read(ctx context.Context, f func(unit.Tx) error) error {
	p := passOf(ctx)
	if p == nil {
		return w.Work.Read(ctx, f)
	}
	for range tries {
		err := w.Work.Read(ctx, func(tx unit.Tx) error { return w.held(tx, p, f) })
		if !errors.Is(err, errStale) {
			return err
		}
		if err := w.again(ctx, p); err != nil {
			return err
		}
	}
	return unit.ErrBusy
}

// held runs f and holds the rights it was decided by against the books. A refusal of access that rests on old rights is
// no answer either.
func (w Work) held(tx unit.Tx, p *pass, f func(unit.Tx) error) error {
	used := p.grant.Load()
	err := f(tx)
	if used.Fixed || err != nil && !refusal.Is(err, CodeReach) && !refusal.Is(err, CodeAmount) {
		return err
	}
	now, verr := w.Service.Store.Version(tx, used.Person.ID)
	switch {
	case verr != nil:
		return errors.Join(err, verr)
	case now != used.Person.Version:
		return errStale
	}
	return err
}

// again decides by the rights as they are now.
func (w Work) again(ctx context.Context, p *pass) error {
	grant, err := gate{w.Service}.Grant(ctx, p.by, true)
	if err != nil {
		return err
	}
	p.grant.Store(grant)
	return grant.may(p.by, p.need)
}
